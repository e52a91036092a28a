"""The reference pages on applications: clocks, open questions, outcomes, remedies, states."""

from datetime import date

from gongkai.domain.cases import Places, authors, machine, outcomes, remedy
from gongkai.domain.cases.outcomes import book
from gongkai.domain.deadlines import channels, clocks
from gongkai.domain.deadlines.due import MARK_LABELS, UNIT_LABELS
from gongkai.domain.fees import scales
from gongkai.domain.law import all_parameters, choices
from gongkai.domain.working_days import notices

# What a person reads in place of a name that each place has for itself.
PLACES = Places(
    "县人民政府",
    "设区的市人民政府",
    "上一级主管部门",
    {"basic": "基层人民法院", "intermediate": "中级人民法院"},
    "所属部门",
)
REPLIED_ON = (date(2023, 6, 1), date(2023, 12, 1), date(2024, 6, 1), date(2025, 6, 1))


def clocks_page() -> str:
    """Channels, clocks with their lengths by date, open questions, fee scales, holiday notices."""
    lines = ["# 期限、收费与工作日历", "", "## 收到申请之日", ""]
    lines += [
        "| 提交方式 | 名称 | 自 | 以哪一天为准 | 依据 | 状态 |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for way in channels().values():
        for rule in way.rules:
            day = "到件之日" if rule.received == "arrival" else "确认之日"
            day += "（到件当日确认）" if way.same_day else ""
            lines.append(
                f"| {way.label} | `{way.key}` | {rule.since} | {day} | {rule.basis.text} | {MARK_LABELS[rule.basis.mark]} |"
            )
    lines += ["", "## 期限", "", "| 期限 | 名称 | 自何日起 | 长度（自该日起施行） | 依据 | 状态 |"]
    lines += ["| --- | --- | --- | --- | --- | --- |"]
    for one in clocks().values():
        for row in _lengths(one.length):
            lines.append(f"| {one.label} | `{one.key}` | {one.starts} | {row} |")
    lines += [
        "",
        "## 可选做法",
        "",
        "法律没有写明的地方。`--local` 文件的 choices 可以另行选定。",
        "",
    ]
    lines += [
        "| 名称 | 问题 | 可选 | 程序的取值 | 根据 | 状态 |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for choice in choices().values():
        options = "；".join(f"`{key}` {text}" for key, text in choice.options.items())
        lines.append(
            f"| `{choice.key}` | {choice.question} | {options} | `{choice.value}` | {choice.source} | {MARK_LABELS[choice.mark]} |"
        )
    lines += [
        "",
        "## 信息处理费",
        "",
        "| 标准 | 自 | 各档 | 依据 | 状态 |",
        "| --- | --- | --- | --- | --- |",
    ]
    for scale in scales().values():
        bands = "；".join(
            f"第{band.first}{scale.unit}起每{scale.unit}{band.yuan}元"
            + (f"，此后每{band.every}{scale.unit}加{band.more}元" if band.every else "")
            for band in scale.bands
        )
        lines.append(
            f"| {scale.label} | {scale.since} | {bands} | {scale.basis} | {MARK_LABELS[scale.mark]} |"
        )
    lines += [
        "",
        "## 放假通知",
        "",
        "| 年度 | 文号 | 公布 | 放假天数 | 调休上班 |",
        "| --- | --- | --- | --- | --- |",
    ]
    for notice in notices():
        work = sum(day.working for day in notice.days)
        lines.append(
            f"| {notice.year} | {notice.number} | {notice.published_on} | {len(notice.days) - work} | {work} |"
        )
    return "\n".join(lines) + "\n"


def _lengths(key: str) -> list[str]:
    if not key:
        return ["由多件事决定 | 见 docs/law/clocks.md | "]
    rows = []
    for one in all_parameters()[key]:
        size = f"{one.value}{UNIT_LABELS.get(one.unit, '')}"
        if one.unit == "month_day":
            size = f"次年{str(one.value).replace('-', '月')}日"
        rows.append(f"{size}（{one.since}） | {one.source} | {MARK_LABELS[one.mark]}")
    return rows


def outcomes_page() -> str:
    """Outcomes with everything that follows from them, remedies by author and date, the states."""
    lines = ["# 办理结果、救济告知与状态", "", f"## 办理结果（{len(outcomes())} 个代码）", ""]
    lines += ["| 代码 | 情形 | 依据 | 必须记录 | 文书 | 救济 | 表三的行 | 公开 |"]
    lines += ["| --- | --- | --- | --- | --- | --- | --- | --- |"]
    for one in outcomes().values():
        for way in one.variants:
            row = f"`{one.row}`" + (
                f"（2019、2020年度 `{one.row_before_2021}`）"
                if one.row != one.row_before_2021
                else ""
            )
            cells = [
                f"`{one.code}`" + (f" `{way.key}`" if way.key else ""),
                way.label,
                f"{way.basis}（{MARK_LABELS[way.mark]}）",
                "；".join(_record(record.key) for record in way.records),
                f"`{way.letter}`",
                REMEDY_LABELS[way.remedy] + f"（{MARK_LABELS[way.remedy_mark]}）",
                row + f"（{MARK_LABELS[one.row_mark]}）",
                one.publication.label,
            ]
            lines.append("| " + " | ".join(cells) + " |")
    lines += [
        "",
        "## 复议机关与法院",
        "",
        "| 作出答复的机关 | 答复之日 | 复议机关 | 一审法院 | 状态 |",
    ]
    lines += ["| --- | --- | --- | --- | --- |"]
    for key, author in authors().items():
        for on in REPLIED_ON:
            made = remedy(outcomes()["OPEN_GIVE"].variant(), key, on, PLACES)
            marks = "、".join(MARK_LABELS[mark] for mark in made.marks)
            lines.append(
                f"| {author.label} | {on} | {made.review_organ} | {made.court} | {marks} |"
            )
    lines += ["", "## 告知的文字", ""]
    for label, code, grounds in TEXTS:
        made = remedy(
            outcomes()[code].variants[0],
            "county_department",
            REPLIED_ON[-1],
            PLACES,
            grounds=grounds,
        )
        lines += [f"**{'、'.join(made.blocks)} {label}**", "", made.text, ""]
        lines += [f"- {ground.text}（{MARK_LABELS[ground.mark]}）" for ground in made.basis]
        lines.append("")
    lines += ["## 状态", "", "```mermaid", machine().mermaid(), "```", ""]
    lines += ["| 办理行为 | 依据 | 必须先记录 |", "| --- | --- | --- |"]
    for act in machine().acts.values():
        once = "（一次）" if act.once else ""
        lines.append(f"| {act.label}{once} | {act.article} | {'；'.join(act.needs)} |")
    return "\n".join(lines) + "\n"


REMEDY_LABELS = {
    "review-first": "R-A 复议前置（2024年以前 R-B）",
    "free": "R-B 可以选择",
    "by-grounds": "按不予公开部分的依据：R-A 与 R-B，或者 R-B",
    "none": "R-C 不另行告知",
}
TEXTS = (
    ("第十四条至第十六条的不予公开", "NO_LAW", ()),
    ("其他答复", "OPEN_GIVE", ()),
    ("部分公开，不予公开的部分依据第十五条", "PARTIAL", ("NO_THIRD",)),
)


def _record(key: str) -> str:
    record = book().records[key]
    return record.label + (f"（{'、'.join(record.options)}）" if record.options else "")
