"""The reference page of the decision: the steps of each kind of case, and the outcomes of the other kinds."""

from gongkai.apps.cases.data.steps import DecisionStep, step_book
from gongkai.domain.cases import machine, other_kinds, outcome_label
from gongkai.domain.deadlines.due import MARK_LABELS

KINDS = {
    "application": "政府信息公开申请",
    "correction": "政府信息更正申请",
    "complaint": "举报投诉",
}
REMEDIES = {"review-first": "复议前置", "free": "自由选择", "by-grounds": "按依据", "none": "没有"}


def steps_page() -> str:
    """Every step with its findings: what each needs and where it leads."""
    book = step_book()
    lines = ["# 拟办的步骤", ""]
    for kind, steps in book.kinds.items():
        lines += [f"## {KINDS[kind]}", ""]
        for number, step in enumerate(steps, 1):
            lines += _step(number, step)
    lines += ["## 不计入表三的两类来件", ""]
    lines += ["| 类别 | 代码 | 结果 | 依据 | 必须记录 | 文书 | 救济 |", "| --- | --- | --- | --- | --- | --- | --- |"]  # fmt: skip
    for other in other_kinds().values():
        for ending in other.endings.values():
            way = ending.variant
            cells = [
                other.label,
                f"`{ending.code}`",
                ending.label,
                f"{way.basis}（{MARK_LABELS[way.mark]}）",
                "；".join(one.label for one in way.records),
                f"`{way.letter}`",
                f"{REMEDIES[way.remedy]}（{MARK_LABELS[way.remedy_mark]}）",
            ]
            lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _step(number: int, step: DecisionStep) -> list[str]:
    lines = [
        f"### {number}. {step.label}",
        "",
        f"{step.question} {step.ground}（{MARK_LABELS[step.mark]}）",
        "",
    ]
    if not step.findings:
        return lines
    book = step_book()
    lines += ["| 结论 | 写理由 | 须已有的事实 | 通向 |", "| --- | --- | --- | --- |"]
    for one in step.findings.values():
        leads = "；".join(
            f"`{code}`{f' `{variant}`' if variant else ''} {outcome_label(code, variant)}"
            for code, variant in one.outcomes
        )
        if one.act:
            leads = f"先办“{machine().acts[one.act].label}”"
        needs = "；".join(f"`{key}`" for key in one.requires)
        lines.append(
            f"| {one.label} | {'是' if one.reason else ''} | {needs} | {leads or '下一步'} |"
        )
    wanted = [key for one in step.findings.values() for key in one.requires]
    notes = [f"- `{key}`：{book.conditions[key]}" for key in dict.fromkeys(wanted)]
    return [*lines, "", *notes, *([""] if notes else [])]
