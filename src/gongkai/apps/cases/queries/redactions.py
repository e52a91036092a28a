"""区分处理 of a case: what was covered and on which ground; what the letter and the decision rest on."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from gongkai.apps.cases.models import Case, Redaction, RedactionPiece
from gongkai.domain.cases import Outcome, outcomes


@dataclass(frozen=True)
class ListedPiece:
    """A row of the list of pieces in the letter. Nothing of it tells what stands under the mark.

    `material`: 1 for the first file of the case that was covered …; `where`: 第2页第3处, counted from
    the top; `basis`: the article of the ground's outcome; `output`: the pk of the covered `CaseFile`.
    """

    number: int
    material: int
    output: int
    where: str
    ground: str
    ground_label: str
    basis: str
    category: str
    reason: str


def grounds() -> dict[str, Outcome]:
    """Outcome codes under which a part may be withheld (Art. 14-16), by code."""
    return {
        code: one
        for code, one in outcomes().items()
        if code.startswith("NO_") and any(way.remedy == "review-first" for way in one.variants)
    }


def basis_of(ground: str) -> str:
    """The articles of a ground; empty for none."""
    found = outcomes().get(ground)
    return "；".join(dict.fromkeys(way.basis for way in found.variants)) if found else ""


def redactions_of(case: Case) -> QuerySet[Redaction]:
    """The files on the desk, those given up left out."""
    return Redaction.objects.filter(case=case, dropped_at=None).select_related(
        "source", "prepared", "output", "made_by", "checked_by", "begun_by"
    )


def pieces_list(case: Case, *, checked: bool = True) -> tuple[ListedPiece, ...]:
    """Every piece covered in the case's files, in the order of the letter.

    `checked`: only of files that a second person has checked; else of all that were made.
    """
    rows = redactions_of(case).exclude(output=None).prefetch_related("pieces")
    if checked:
        rows = rows.exclude(checked_at=None)
    listed: list[ListedPiece] = []
    for material, row in enumerate(rows.order_by("id"), 1):
        for piece, where in placed(row.pieces.all()):
            found = outcomes().get(piece.ground)
            listed.append(
                ListedPiece(
                    number=len(listed) + 1,
                    material=material,
                    output=row.output_id or 0,
                    where=where,
                    ground=piece.ground,
                    ground_label=found.label if found else "",
                    basis=basis_of(piece.ground),
                    category=piece.category,
                    reason=piece.reason,
                )
            )
    return tuple(listed)


def placed(
    pieces: Sequence[RedactionPiece] | QuerySet[RedactionPiece],
) -> list[tuple[RedactionPiece, str]]:
    """Each piece in reading order with its place in words: 第2页第3处."""
    seen: dict[int, int] = {}
    made = []
    for one in sorted(pieces, key=lambda one: (one.page, round(one.top, 3), one.left, one.pk)):
        seen[one.page] = seen.get(one.page, 0) + 1
        made.append((one, f"第{one.page}页第{seen[one.page]}处"))
    return made


def grounds_used(case: Case, *, checked: bool = False) -> tuple[str, ...]:
    """The codes that the pieces rest on, for the decision on a partial release; sorted, each once."""
    return tuple(sorted({one.ground for one in pieces_list(case, checked=checked) if one.ground}))


def unready(case: Case) -> tuple[str, ...]:
    """What is still open before the covered files may go out, each a sentence; empty when ready."""
    said = []
    for row in redactions_of(case):
        if row.output_id is None:
            said.append(f"材料{row.source_id}还没有完成区分处理，请在区分处理台生成遮盖后的文件。")
        elif row.checked_at is None:
            said.append(f"材料{row.source_id}遮盖后的文件还没有复核，请由另一人复核。")
    return tuple(said)
