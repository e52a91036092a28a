"""What the year asks for today: promised measures near or over their day, reports sent back, reports to sign."""

import datetime as dt

from django.urls import reverse

from gongkai.apps.annual.access import reports_visible_to
from gongkai.apps.annual.models import Report, ReportKind, ReportState
from gongkai.apps.annual.queries.agreeing import waiting_for
from gongkai.apps.annual.queries.keys import keys_ending, standing_of
from gongkai.apps.annual.queries.problems import open_tasks_for
from gongkai.apps.annual.queries.stating import waiting_numbers
from gongkai.apps.audit.actor import Actor
from gongkai.apps.organs.access import may, reach
from gongkai.office.desk.rows import Group, Row


def annual_groups(actor: Actor, day: dt.date) -> list[Group]:
    """Lists of the year for who writes, signs or receives reports; nothing for others."""
    groups = []
    if may(actor, "report.write"):
        groups += [_tasks(actor, day), _returned(actor)]
    if may(actor, "report.hand_in") or may(actor, "report.sign"):
        groups.append(_to_sign(actor))
    if may(actor, "figure.confirm"):
        groups.append(_to_confirm(actor))
    if may(actor, "figure.key"):
        # A list that is empty most of the year stands there only when it is not.
        groups += [one for one in (_keys_ending(actor),) if one.rows]
    if may(actor, "report.agree"):
        groups += [one for one in (_to_agree(actor),) if one.rows]
    return groups


def _to_agree(actor: Actor) -> Group:
    """For the 司法行政 department alone: numbers of the government's report that it has not looked at."""
    group = Group(
        "annual_to_agree",
        "等我核对的规范性文件件数",
        "与合法性审核、备案的登记核对，一致不一致都登记。",
    )
    for one in waiting_for(reach(actor, "report.agree")):
        url = reverse("office_annual_agreement", args=[one.report.pk])
        group.rows.append(Row(str(one.report), url, one.words))
    return group


def _keys_ending(actor: Actor) -> Group:
    """Keys of programs that end within the month, or have."""
    group = Group(
        "annual_keys", "快到期的接口密钥", "过期以后系统报送会被拒绝；还在用的续期，不用的停用。"
    )
    for one in keys_ending(reach(actor, "figure.key")):
        url = f"{reverse('office_annual_keys')}?organ={one.organ_id}"
        said = f"有效期至{one.expires_on:%Y-%m-%d}"
        group.rows.append(Row(str(one), url, said, standing_of(one).words, late=True))
    group.late = bool(group.rows)
    return group


def _to_confirm(actor: Actor) -> Group:
    """Figures that others stated, by organ and year."""
    group = Group(
        "annual_to_confirm", "等我确认的填报数据", "与来源核对以后确认，确认了才计入年报。"
    )
    for one in waiting_numbers(reach(actor, "figure.confirm"), actor.person_id):
        url = f"{reverse('office_annual_figures')}?year={one.year}&organ={one.organ.pk}"
        title = f"{one.organ.short_name}{one.year}年度填报数据"
        group.rows.append(Row(title, url, f"{one.number} 个数等待确认"))
    return group


def _tasks(actor: Actor, day: dt.date) -> Group:
    group = Group(
        "problems", "年报改进措施", "年度报告第五部分写明的措施，30天内到期或者已经超过。"
    )
    for one in open_tasks_for(actor, day):
        unit = one.problem.responsible
        group.rows.append(
            Row(
                one.problem.measure or one.problem.text,
                reverse("office_annual_problem_result", args=[one.problem.pk]),
                f"{one.problem.report}" + (f" · {unit.short_name}" if unit else ""),
                one.words,
                late=one.late,
            )
        )
    group.late = any(one.late for one in group.rows)
    group.url = reverse("office_annual_problems")
    return group


def _returned(actor: Actor) -> Group:
    group = Group("annual_returned", "退回的年报", "照着退回意见修改，再送签。")
    for one in reports_visible_to(actor).filter(state=ReportState.RETURNED):
        if not may(actor, "report.write", one.organ_id):
            continue
        last = one.steps.order_by("-id").first()
        said = f"{last.person_name}：{last.note}" if last else ""
        group.rows.append(_row(one, said))
    group.late = bool(group.rows)
    return group


def _to_sign(actor: Actor) -> Group:
    group = Group(
        "annual_to_sign", "等我签批的年报", "看过数字、文字和检查结果再签批，有问题的退回。"
    )
    for one in reports_visible_to(actor).filter(state=ReportState.TO_HEAD):
        act = "report.sign" if one.kind == ReportKind.GOVERNMENT else "report.hand_in"
        if may(actor, act, one.organ_id):
            group.rows.append(_row(one, one.get_kind_display()))
    return group


def _row(one: Report, detail: str) -> Row:
    return Row(str(one), reverse("office_annual_report", args=[one.pk]), detail[:120])
