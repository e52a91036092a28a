"""Equations in plain Chinese, with the figures: what a clerk reads in a finding."""

from decimal import Decimal

from gongkai.domain.reports.annual_report import format_number
from gongkai.domain.reports.equations import Held, Numbers
from gongkai.domain.reports.forms import Equation, Form

# A sum with more parts than this is given by its result alone.
MOST_PARTS = 8
MOST_DIGITS = 20
# How the four rows of the balance are called in a sentence, by their key.
BALANCE_PARTS = {
    "new": "本年新收",
    "carried_in": "上年结转",
    "total": "办理结果总计",
    "carried_out": "结转下年度",
}


def equation_name(form: Form, equation: Equation) -> str:
    """Where the equation stands: 表三“（一）予以公开”行, 表三“自然人”列, 表四“行政复议”."""
    key = equation.key.split(".", 1)[1]
    if equation.rule in ("H1", "H2"):
        return f"表三“{dict(form.applicant_columns)[key]}”列"
    place = form.label_of(equation.cells[0]).rsplit("的“", 1)[0]
    return f"{place}行" if equation.rule == "H3" else place


def equation_sentence(form: Form, held: Held, numbers: Numbers) -> str:
    """The failing equation with its figures: 表三“…”行：自然人 10＋其他 2＝12，总计填 21，多 9."""
    equation = held.equation
    name = equation_name(form, equation)
    if equation.rule == "H1":
        left = _sum(_balanced(equation.left, numbers), held.left)
        right = _sum(_balanced(equation.right, numbers), held.right)
        return (
            f"{name}：{left}，{right}，两边相差 {_figure(abs(held.difference))}{_blank_note(held)}"
        )
    parts = _sum(_parts(form, equation.left, numbers, rows=equation.rule == "H2"), held.left)
    total = "（七）总计" if equation.rule == "H2" else "总计"
    if equation.right[0] in held.blanks:
        return f"{name}：{parts}，{total}空白"
    more = "多" if held.right > held.left else "少"
    return (
        f"{name}：{parts}，{total}填 {_figure(held.right)}，"
        f"{more} {_figure(abs(held.difference))}{_blank_note(held)}"
    )


def change_text(form: Form, cell: str, printed: Decimal | None, value: Decimal | None) -> str:
    """One cell and what it would become."""
    was = "空白" if printed is None else f" {_figure(printed)} "
    if value is None:
        return f"{form.label_of(cell)}（现为{was.strip()}）改为何数尚不能推定"
    return f"{form.label_of(cell)}由{was}改为 {_figure(value)}"


def _parts(form: Form, cells: tuple[str, ...], numbers: Numbers, *, rows: bool) -> list[str]:
    """The parts of a sum that are not 0: 自然人 10, 其他 2."""
    shown = []
    for cell in cells:
        number = numbers.get(cell)
        if number is not None and number != 0:
            shown.append(f"{_short_name(form, cell, rows)} {_figure(number)}")
    return shown


def _balanced(cells: tuple[str, ...], numbers: Numbers) -> list[str]:
    """Both parts of a side of the balance, zeros too: 本年新收 3, 上年结转 0."""
    shown = []
    for cell in cells:
        number = numbers.get(cell)
        if number is not None:
            shown.append(f"{BALANCE_PARTS[cell.split('.')[1]]} {_figure(number)}")
    return shown


def _sum(parts: list[str], total: Decimal) -> str:
    if not parts:
        return "各项均为 0"
    if len(parts) == 1:
        return parts[0]
    told = "＋".join(parts) if len(parts) <= MOST_PARTS else f"{len(parts)} 项不为 0 的数相加"
    return f"{told}＝{_figure(total)}"


def _short_name(form: Form, cell: str, rows: bool) -> str:
    place, head = form.label_of(cell).rsplit("的“", 1)
    return place.split("“", 1)[1].rstrip("”") if rows else head.rstrip("”")


def _blank_note(held: Held) -> str:
    return f"（另有 {len(held.blanks)} 格没有数字，未计入）" if held.blanks else ""


def _figure(number: Decimal) -> str:
    """As one writes it: no trailing zeros; beyond all measure with an exponent."""
    if number.adjusted() > MOST_DIGITS:
        return str(number)
    text = format_number(number)
    return text.rstrip("0").rstrip(".") if "." in text else text
