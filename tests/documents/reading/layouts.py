"""One report drawn in every layout that real files show."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from gongkai.domain.reports.forms import load_form

Rows = list[list[str]]
Cells = Mapping[str, Decimal | int | None]

HEAD = (
    "某县人民政府2023年政府信息公开工作年度报告\n"
    "本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。\n一、总体情况\n我县认真贯彻《条例》。\n"
)
TAIL = "五、存在的主要问题及改进情况\n一是解读还不够。\n六、其他需要报告的事项\n未收取信息处理费。\n某县人民政府\n2024年1月10日"


def report_text(cells: Cells, layout: str) -> str:
    """The whole report; blank cells are empty strings."""
    draw = LAYOUTS[layout]
    two, three, four = rows_of(cells)
    return (
        f"{HEAD}二、主动公开政府信息情况\n{draw(two)}\n三、收到和处理政府信息公开申请情况\n{draw(three)}\n"
        f"四、政府信息公开行政复议、行政诉讼情况\n{draw(four)}\n{TAIL}"
    )


def rows_of(cells: Cells) -> tuple[Rows, Rows, Rows]:
    form = load_form("2021")

    def text(cell: str) -> str:
        number = cells[cell]
        return "" if number is None else str(number)

    two: Rows = []
    for block in form.table2:
        two += [[block.header], list(block.columns)]
        two += [[row.label, *map(text, row.cells)] for row in block.rows]
    three: Rows = [
        [form.corner, "申请人情况"],
        ["自然人", "法人或其他组织", "总计"],
        ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"],
    ]
    last = None
    for row in form.table3:
        lead = [form.results_header] if row.key == "granted" else []
        if row.group in form.group_labels and row.group != last:
            lead.append(form.group_labels[row.group])
        last = row.group
        three.append([*lead, row.label, *map(text, row.cells)])
    results = [label for _, label in form.results]
    four: Rows = [
        ["行政复议", "行政诉讼"],
        [*results, "未经复议直接起诉", "复议后起诉"],
        [*results, *results],
        [text(cell) for cell in form.cells_of("t4")],
    ]
    return two, three, four


def _markdown(rows: Rows) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|---|---|", *lines[1:]])


LAYOUTS: dict[str, Callable[[Rows], str]] = {
    "tabs": lambda rows: "\n".join("\t".join(row) for row in rows),
    "markdown": _markdown,
    "pipe ends": lambda rows: "\n".join(" | ".join(row) + " |" for row in rows),
    "cell a line, pipes": lambda rows: "\n".join(
        f"{cell} |" if cell else "|" for row in rows for cell in row
    ),
    "cell a line": lambda rows: "\n".join(cell for row in rows for cell in row),
    "cell a paragraph": lambda rows: "\n\n".join(cell for row in rows for cell in row),
    "blanks": lambda rows: "\n".join("   ".join(row) for row in rows),
    "single blanks": lambda rows: "\n".join(" ".join(row) for row in rows),
    "one line": lambda rows: " ".join(" ".join(row) for row in rows),
    "glued rows": lambda rows: "\n".join("".join(row) for row in rows),
    "all glued": lambda rows: "".join("".join(row) for row in rows),
}
SEPARATED = ("tabs", "markdown", "pipe ends", "cell a line, pipes")
