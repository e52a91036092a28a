"""The county's own words, kept by hand or imported: all rows or none."""

from collections.abc import Sequence

from django.db import transaction

from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure.models import CountyWord
from gongkai.apps.disclosure.refusals import Refused
from gongkai.apps.disclosure.sheets import RowError, SheetRefused, read_sheet
from gongkai.apps.organs.access import require

HEADINGS = {"不规范用语": "wrong", "规范用语": "right", "拦下发布": "blocks", "说明": "note"}
_YES = ("是", "√", "y", "yes", "1", "拦")
_NO = ("", "否", "×", "n", "no", "0")


def keep_word(
    actor: Actor, wrong: str, right: str = "", *, blocks: bool = False, note: str = ""
) -> CountyWord:
    """Add a word, or change what is kept of it."""
    require(actor, "words.edit")
    wrong = wrong.strip()
    if len(wrong) < 2 or len(wrong) > 60:
        raise Refused("用语应为2至60个字；单个字会误伤大量正常文字。")
    if wrong == right.strip():
        raise Refused("不规范用语与规范用语相同，请核对。")
    with transaction.atomic():
        word, _ = CountyWord.objects.update_or_create(
            wrong=wrong,
            defaults={"right": right.strip()[:60], "blocks": blocks, "note": note.strip()[:120]},
        )
        audit.record(actor, "words.edit", subject=word, after={"right": right, "blocks": blocks})
    return word


def drop_word(actor: Actor, word: CountyWord) -> None:
    """Take a word off the list."""
    require(actor, "words.edit")
    with transaction.atomic():
        audit.record(actor, "words.edit", subject=word, before={"right": word.right})
        word.delete()


def import_words(actor: Actor, data: bytes) -> int:
    """From XLSX with the headings 不规范用语, 规范用语, 拦下发布, 说明; the number of words kept.

    Raises SheetRefused with the errors by row; then nothing was kept.
    """
    require(actor, "words.edit")
    rows = read_sheet(data, HEADINGS, needed=("不规范用语",))
    errors = list(_errors(rows))
    if errors:
        raise SheetRefused(errors)
    with transaction.atomic():
        for row in rows:
            keep_word(
                actor,
                row.values["wrong"],
                row.values["right"],
                blocks=row.values["blocks"].lower() in _YES,
                note=row.values["note"],
            )
    return len(rows)


def _errors(rows: Sequence) -> list[RowError]:  # type: ignore[type-arg]
    seen: dict[str, int] = {}
    errors = []
    for row in rows:
        wrong = row.values["wrong"]
        if not 2 <= len(wrong) <= 60:
            errors.append(RowError(row.number, "不规范用语", "应为2至60个字。"))
        if wrong in seen:
            errors.append(RowError(row.number, "不规范用语", f"与第{seen[wrong]}行重复。"))
        seen.setdefault(wrong, row.number)
        if wrong == row.values["right"]:
            errors.append(RowError(row.number, "规范用语", "与不规范用语相同。"))
        if row.values["blocks"].lower() not in (*_YES, *_NO):
            errors.append(RowError(row.number, "拦下发布", "请填“是”或“否”。"))
    return errors
