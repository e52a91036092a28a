"""How much of a report stands in last year's, and in the reports of other units of the same year."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gongkai.apps.annual.data.parts import Part
from gongkai.apps.annual.models import Passage, Report, ReportKind
from gongkai.apps.annual.writing.assembling import Assembled
from gongkai.apps.annual.writing.fields import FIELD
from gongkai.domain.reports.similarity import Likeness, bare_sentences, likeness, similarity_limits

# Units whose reports are compared; a county has about sixty, and no page waits for more.
MOST_SIBLINGS = 100
MOST_NAMED = 3  # of those, the most alike are named


@dataclass(frozen=True)
class Alike:
    """The text of a section, or of a part, beside another unit's. Offsets are into the own text."""

    section: str
    organ: str
    likeness: Likeness
    part: str = ""


def siblings_like(report: Report, assembled: Assembled) -> list[Alike]:
    """Units below the same organ whose section 一 or 五 is like this report's, above the threshold.

    Two queries. Only reports that share whole sentences are compared word by word.
    """
    if report.kind != ReportKind.OWN:
        return []
    found = []
    limits = similarity_limits()
    texts = _texts_of_siblings(report, assembled)
    for section, threshold in limits["section"].items():
        own = assembled.report.text_of(section)
        shared = bare_sentences(own)
        length = sum(len(one) for one in shared)
        if length < limits["minimum"]:
            continue
        made = []
        for organ, sections in texts.items():
            other = sections.get(section, "")
            common = sum(len(one) for one in shared & bare_sentences(other))
            if common < length * threshold * 0.5:
                continue
            one = likeness(own, other)
            if one.compared >= limits["minimum"] and one.score >= threshold:
                made.append(Alike(section, organ, one))
        made.sort(key=lambda one: -one.likeness.score)
        found += made[:MOST_NAMED]
    return found


def part_like_siblings(report: Report, assembled: Assembled, part: str) -> list[Alike]:
    """The same for one part, whatever the threshold, the most alike first; for who writes it."""
    own = assembled.parts[part].text
    section = assembled.spans[part].section if part in assembled.spans else ""
    if report.kind != ReportKind.OWN or not own:
        return []
    made = []
    for organ, parts in _siblings(report).items():
        if part not in parts:
            continue
        one = likeness(own, _printed(parts[part]))
        if one.passages:
            made.append(Alike(section, organ, one, part))
    made.sort(key=lambda one: -one.likeness.score)
    return made[:MOST_NAMED]


def threshold_of(section: str) -> float | None:
    """From this share on words of a section count as copied (domain data); None: not compared."""
    limit = similarity_limits()["section"].get(section)
    return None if limit is None else float(limit)


def is_copied(known: Part, own: str, found: Likeness) -> bool:
    """Enough of the words of a part are the same, and not only those that the program itself proposes for it."""
    limit = threshold_of(known.section)
    if limit is None or found.score < limit:
        return False
    proposed = {one.start for one in likeness(own, _printed(known.proposal)).passages}
    return any(one.start not in proposed for one in found.passages)


def _texts_of_siblings(report: Report, assembled: Assembled) -> dict[str, dict[str, str]]:
    """Unit → section → what was written in it, in the order of the parts."""
    sections = {one.key: one.section for one in assembled.known}
    made: dict[str, dict[str, str]] = {}
    for organ, parts in _siblings(report).items():
        held: dict[str, list[str]] = defaultdict(list)
        for key, section in sections.items():
            if key in parts:
                held[section].append(_printed(parts[key]))
        made[organ] = {section: "\n".join(lines) for section, lines in held.items()}
    return made


def _siblings(report: Report) -> Mapping[str, Mapping[str, str]]:
    """Unit → part → its newest text, of the newest own report of each unit below the same organ."""
    rows: Sequence[Report] = (
        Report.objects.filter(
            year=report.year,
            kind=ReportKind.OWN,
            organ__parent_id=report.organ.parent_id,
        )
        .exclude(organ_id=report.organ_id)
        .select_related("organ")
        .order_by("organ_id", "version")[:MOST_SIBLINGS]
    )
    newest = {one.organ_id: one for one in rows}
    names = {one.pk: one.organ.short_name for one in newest.values()}
    made: dict[str, dict[str, str]] = {}
    written = Passage.objects.filter(report_id__in=names, part__regex=r"^(one|five)\.")
    for pk, part, text in written.order_by("number").values_list("report_id", "part", "text"):
        made.setdefault(names[pk], {})[part] = text
    return made


def _printed(text: str) -> str:
    """Fields read as a figure, for figures are left out of the comparison."""
    return FIELD.sub("0", text)
