"""A stored line of results read back and dressed for one question."""

import datetime as dt
import json

from gongkai.apps.search.engine.fields import force_of
from gongkai.apps.search.engine.interface import Hit, Label, Query
from gongkai.apps.search.engine.passages import highlight, opening, passage
from gongkai.apps.search.engine.plan import Plan


def hit(line: str, text: str, files_text: str, plan: Plan, query: Query) -> Hit:
    """The passage comes from the text, else from the attachments, else the text's beginning."""
    stored = json.loads(line)
    terms = [term.normal for term in plan.terms]
    longer = [term for term in terms if len(term) > 1]
    found = passage(text, longer)
    in_attachment = False
    if found is None and (from_files := passage(files_text, longer)) is not None:
        found, in_attachment = from_files, True
    force = force_of(stored)
    slug, short_name, name = stored["organ"]
    return Hit(
        item_id=stored["id"],
        edition_id=stored["edition"],
        slug=slug,
        published_at=dt.datetime.fromisoformat(stored["at"]),
        title=stored["title"],
        title_html=highlight(stored["title"], terms),
        passage=opening(text) if found is None else found,
        organ=short_name,
        organ_name=name or short_name,
        column=Label(*stored["column"]),
        kind=Label(*stored["kind"]),
        document_number=stored["number"],
        index_number=stored["index"],
        validity=force.word_on(query.on) if force else "",
        file_types=tuple(stored["files"]),
        in_attachment=in_attachment,
        path=stored.get("path", ""),
    )


def title_of(line: str) -> str:
    """The title alone."""
    title: str = json.loads(line)["title"]
    return title
