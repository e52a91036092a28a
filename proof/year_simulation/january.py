"""January to March: every unit's report compiled, written, explained, signed, handed in; the government's signed and published."""

import datetime as dt

from gongkai.apps.annual.actions.adjusting import adjust_opening
from gongkai.apps.annual.actions.agreeing import choose_judicial, say_of_documents
from gongkai.apps.annual.actions.counting_once import Joint, count_once
from gongkai.apps.annual.actions.freezing import freeze_units
from gongkai.apps.annual.actions.problems import ProblemSaid, record_problem, record_result
from gongkai.apps.annual.actions.publishing import prepare_page, publish_report
from gongkai.apps.annual.actions.reminding import remind, set_local_day
from gongkai.apps.annual.actions.signing import (
    hand_in,
    receive,
    return_report,
    send_to_head,
    sign_report,
)
from gongkai.apps.annual.actions.writing import (
    compile_report,
    explain_finding,
    start_report,
    write_part,
)
from gongkai.apps.annual.agreeing import numbers_of
from gongkai.apps.annual.checking import check_report
from gongkai.apps.annual.models import Problem, Report
from gongkai.apps.annual.openings import opening_differences, opening_note
from gongkai.apps.annual.previous import previous_report
from gongkai.apps.annual.queries.reports import figures_of
from gongkai.apps.annual.units import plan_of
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.disclosure.actions.review import review
from gongkai.apps.disclosure.models import Item
from gongkai.apps.disclosure.queries.gates import gates_due
from gongkai.apps.organs.models import Organ
from proof.year_simulation.world import Story, World

NORMATIVE = ("t2.normative.made", "t2.normative.in_force")
GATES = {
    "political_review": "first",
    "policy_review": "second",
    "wording_review": "final",
    "secrecy_review": "secrecy",
}


def list_of_units(world: World, year: int) -> Story:
    """The county's earlier day, the frozen list, a joint document declared, and the word to who is late."""
    day = world.days.after(dt.date(year + 1, 1, 5), 0)
    yield day
    county = world.organs["xzf"]
    with world.on(day):
        rows = plan_of(county, Period(year)).rows
        freeze_units(world.office(day), county, year, rows)
        choose_judicial(world.office(day), county, year, world.organs["sfj"])
        set_local_day(world.office(day), county, year, dt.date(year + 1, 1, 26), "模拟县通知")
    day = world.days.after(dt.date(year + 1, 2, 1), 0)
    yield day
    with world.on(day):
        remind(world.office(day), county, year, [world.organs["zfb"].pk])
        declared = Joint("模联函〔2024〕3号", world.organs["zfb"], world.organs["sfj"], NORMATIVE)
        count_once(world.office(day), county, year, declared, "主办单位和联合单位都登记了这一份。")


def handed_in(
    world: World, slug: str, year: int, start: dt.date, *, late: dt.date | None = None, returned: bool = False
) -> Story:  # fmt: skip
    """A unit's own report. `late`: the day on which its head signs at last; `returned`: once, with what to mend."""
    day = start
    yield day
    with world.on(day):
        report = start_report(world.who(f"{slug}-clerk", day), world.organs[slug], year)
    day = late or world.days.after(day, 1)
    yield day
    _ready(world, report, f"{slug}-clerk", slug, day)
    _signed_by_head(world, report, slug, day)
    day = world.days.after(day, 1)
    yield day
    if returned:
        with world.on(day):
            return_report(world.office(day), _now(report), "第五部分请写明责任单位和完成时间。")
        day = world.days.after(day, 2)
        yield day
        with world.on(day):
            text = f"一是明确由{world.organs[slug].short_name}办公室牵头；二是6月底前完成清单。"
            write_part(world.who(f"{slug}-clerk", day), _now(report), "five.measures", text)
        _ready(world, report, f"{slug}-clerk", slug, day, write=False)
        _signed_by_head(world, report, slug, day)
    with world.on(day):
        receive(world.office(day), _now(report))


def _signed_by_head(world: World, report: Report, slug: str, day: dt.date) -> None:
    with world.on(day):
        send_to_head(world.who(f"{slug}-clerk", day), _now(report))
    with world.on(day):
        hand_in(world.who(f"{slug}-head", day), _now(report))


def government(world: World, year: int, day: dt.date, *, publish: bool) -> Story:
    """The report of the whole county."""
    yield day
    organ = world.organs["xzf"]
    with world.on(day):
        report = start_report(world.who("xzf-clerk", day), organ, year, "government")
    _ready(world, report, "xzf-clerk", "xzf", day, whole=True)
    with world.on(day):
        send_to_head(world.who("xzf-clerk", day), _now(report))
    day = world.days.after(day, 3)
    yield day
    with world.on(day):
        sign_report(world.who("county-head", day), _now(report))
    if publish:
        yield from _published(world, report, world.days.after(day, 1))


def _published(world: World, report: Report, day: dt.date) -> Story:
    yield day
    with world.on(day):
        item = prepare_page(world.who("xzf-clerk", day), _now(report))
    pass_gates(world, item, day)
    with world.on(day):
        publish_report(world.who("xzf-head", day), _now(report))


def pass_gates(world: World, item: Item, day: dt.date) -> None:
    """Every gate of a page of the government, one after the other."""
    while gates := gates_due(Item.objects.get(pk=item.pk)):
        for gate in gates:
            with world.on(day):
                held = Item.objects.get(pk=item.pk)
                review(world.who(f"xzf-{GATES[gate]}", day), held, gate, "approved")


def _ready(
    world: World, report: Report, login: str, slug: str, day: dt.date, *, write: bool = True, whole: bool = False
) -> None:  # fmt: skip
    """Compiled, written, and every warning explained."""
    with world.on(day):
        compile_report(world.who(login, day), _now(report))
    if whole:
        _documents_agreed(world, _now(report), day)
    if write:
        with world.on(day):
            for part, text in prose(world.organs[slug], report.year, whole=whole).items():
                write_part(world.who(login, day), _now(report), part, text)
            said = ProblemSaid(
                f"{world.organs[slug].short_name}重点领域信息公开的内容不够细",
                "编制主动公开事项清单", world.organs[slug], dt.date(report.year + 1, 11, 30),
            )  # fmt: skip
            record_problem(world.who(login, day), _now(report), said)
            last = Problem.objects.filter(report__organ=report.organ, report__year=report.year - 1)
            for one in last.filter(report__kind=report.kind, result=""):
                record_result(world.who(login, day), one, "事项清单已经编制并公布。")
    _opening_signed(world, report, login, day)
    with world.on(day):
        checked = check_report(_now(report))
        for at in map(checked.findings.index, checked.open_warnings):
            reason = "已经与台账逐项核对，数字和文字无误。"
            explain_finding(world.who(login, day), _now(report), at, reason)


def _documents_agreed(world: World, report: Report, day: dt.date) -> None:
    """The 司法行政 department misses one in its register in the first year, and finds it."""
    numbers = numbers_of(report)
    if report.year == 2024:
        with world.on(day):
            missed = "备案登记簿里少一件，正在核对。"
            say_of_documents(world.who("sfj-head", day), report, numbers, agreed=False, note=missed)
    with world.on(day):
        said = f"{report.year}年度规范性文件备案登记簿。"
        say_of_documents(world.who("sfj-head", day), report, numbers, agreed=True, note=said)


def _opening_signed(world: World, report: Report, login: str, day: dt.date) -> None:
    """Where 上年结转 is not what last year's report said, the county office signs why, and the prose says it."""
    row = _now(report)
    before = previous_report(row.organ, row.year, row.kind)
    compiled = {cell: one.value for cell, one in figures_of(row).compiled.figures.items()}
    found = opening_differences(row, compiled, before)
    with world.on(day):
        if found:
            reason = "上年报告以后台账有更正，或者承接了撤并单位未办结的申请。"
            adjust_opening(world.office(day), row, found, reason)
        if opening_note(row, compiled):
            write_part(world.who(login, day), row, "six.other", "{{opening_note}}")


def prose(organ: Organ, year: int, *, whole: bool) -> dict[str, str]:
    """What a person writes; the figures in the other parts fill themselves."""
    name = organ.short_name
    texts = {
        "one.platform": f"加强{name}信息公开专栏的日常维护，更新公开指南1次。",
        "five.last": f"针对上一年{name}政策解读形式单一的问题，{year}年采用图解方式解读政策。",
        "five.problems": f"一是{name}重点领域信息公开的内容不够细；二是部分栏目更新不够及时。",
        "five.measures": f"一是编制{name}主动公开事项清单；二是每月检查栏目更新情况。",
    }
    if whole:
        texts |= {
            "one.assessment": "工作考核方面，政府信息公开纳入年度绩效考核，占4分，全部单位合格。",
            "one.appraisal": "社会评议方面，组织群众代表评议1次，总体评价满意。",
            "one.accountability": "责任追究方面，全年没有因政府信息公开被追究责任的情形。",
        }
    return texts


def _now(report: Report) -> Report:
    return Report.objects.select_related("organ").get(pk=report.pk)
