"""Every letter's text, and every outcome's basis and remedies by author and day, as files a lawyer can read.

To write them anew: GONGKAI_WRITE_GOLDEN=1 pytest tests/documents/letters/test_golden.py
"""

import os
from datetime import date
from pathlib import Path

import pytest

from gongkai.documents.letters import letter_remedy, templates
from gongkai.documents.letters.template import ways
from gongkai.domain.cases import authors, outcome_label
from tests.documents.letters.example_letters import PLACES, example_letter

Cases = tuple[tuple[tuple[str, ...], str], ...]
GOLDEN = Path(__file__).parents[2] / "golden" / "letters"
# The first day of each law: 条例 of 2019, 信息处理费, 复议前置, 法释〔2025〕8号; and the court pilot between.
DAYS = (
    date(2019, 5, 15),
    date(2021, 1, 1),
    date(2021, 10, 1),
    date(2024, 1, 1),
    date(2025, 6, 1),
)


# Grounds of what is withheld; a partial release with a refusal in it, and one without.
WHOLLY: Cases = (((), ""),)
PARTLY: Cases = (
    (("NO_THIRD",), "；不予公开部分：第十五条"),
    (("NA_CREATE",), "；没有不予公开的依据"),
)


def hold(name: str, made: str) -> None:
    path = GOLDEN / name
    if os.environ.get("GONGKAI_WRITE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == made, (
        "the letter changed; if on purpose: GONGKAI_WRITE_GOLDEN=1, then read the difference"
    )


@pytest.mark.parametrize("key", templates())
def test_the_text_of_every_letter(key: str) -> None:
    letter = example_letter(templates()[key])
    assert "〔" not in letter.plain().replace("〔2025〕", ""), "a gap was not filled"
    hold(f"{key}.txt", letter.plain())


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_basis_and_remedies_of_every_outcome(day: date) -> None:
    lines = [f"# 依据与救济告知：{day.isoformat()} 起作出的答复", ""]
    lines += ["每一类作出机关之下，先列告知的文字，再列用这一段文字的办理结果和依据。", ""]
    for author in authors().values():
        lines += [f"## {author.label}", ""]
        said: dict[str, list[str]] = {}
        for code, way in ways():
            for grounds, more in PARTLY if code == "PARTIAL" else WHOLLY:
                told = letter_remedy(
                    templates()[way.letter], author.key, day, PLACES, grounds=grounds
                )
                assert told is not None and told.text
                name = outcome_label(code)
                name += f"：{way.label}" if way.key else ""
                head = f"{'＋'.join(told.blocks)}\n\n> {told.text}"
                said.setdefault(head, []).append(
                    f"| {code} | {name}{more} | {way.basis} | {'、'.join(told.marks)} |"
                )
        for head, rows in said.items():
            lines += [
                f"### {head}",
                "",
                "| 代码 | 办理结果 | 依据 | 标注 |",
                "| --- | --- | --- | --- |",
            ]
            lines += [*rows, ""]
    hold(f"remedies-{day.isoformat()}.md", "\n".join(lines))


def test_the_golden_folder_holds_nothing_else() -> None:
    known = {f"{key}.txt" for key in templates()} | {f"remedies-{day}.md" for day in DAYS}
    assert {one.name for one in GOLDEN.iterdir()} == known
