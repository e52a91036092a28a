"""The reference page on letters: every template with its ground, event and values; every value with its giver."""

from gongkai.documents.letters import Template, templates, values
from gongkai.domain.cases import outcome_label

ADDRESSEES = {
    "applicant": "申请人",
    "third_party": "第三方",
    "joint_organ": "共同制作机关",
    "other_organ": "其他机关",
    "none": "—",
}
REMEDIES = {
    "by-outcome": "随办理结果",
    "free": "R-B",
    "contact": "R-C",
    "none": "—",
}


def letters_page() -> str:
    """Templates, then values."""
    lines = [
        "# 文书",
        "",
        f"共 {len(templates())} 种。全文见 `tests/golden/letters/`。“*”：可以不填，不填的整段不印。",
        "",
        "| 代码 | 名称 | 种类 | 收件人 | 依据 | 救济 | 送出即登记 | 经办人填写 |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    lines += [_row(one) for one in templates().values()]
    lines += [
        "",
        "## 空白处的值",
        "",
        "| 名称 | 是什么 | 种类 | 由谁填 | 提示 |",
        "| --- | --- | --- | --- | --- |",
    ]
    for value in values().values():
        giver = "经办人" if value.by_clerk else "系统"
        hint = value.help.replace("|", "\\|")
        lines.append(f"| `{value.name}` | {value.label} | {value.kind} | {giver} | {hint} |")
    return "\n".join(lines) + "\n"


def _row(one: Template) -> str:
    asked = "、".join(
        value.label + ("*" if value.name in one.optional else "") for value in one.by_clerk()
    )
    name = one.title + (f"（{outcome_label(*one.outcome)}）" if one.outcome else "")
    cells = [
        f"`{one.key}`", name, one.kind, ADDRESSEES[one.addressee], one.cited() or "—",
        REMEDIES[one.remedy], f"`{one.event}`" if one.event else "—", asked or "—",
    ]  # fmt: skip
    return "| " + " | ".join(cells) + " |"
