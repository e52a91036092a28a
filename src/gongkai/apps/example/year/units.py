"""One unit's report of 2025: compiled, written, signed by its head, handed in, received, published."""

import datetime as dt
from contextlib import AbstractContextManager

from gongkai.apps import clock
from gongkai.apps.annual.actions.problems import ProblemSaid, record_problem, record_result
from gongkai.apps.annual.actions.publishing import prepare_page, publish_report
from gongkai.apps.annual.actions.signing import (
    hand_in,
    receive,
    return_report,
    send_to_head,
)
from gongkai.apps.annual.actions.writing import (
    compile_report,
    explain_finding,
    start_report,
    write_part,
)
from gongkai.apps.annual.checking import check_report
from gongkai.apps.annual.models import Problem, Report, ReportKind
from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure.actions.review import review
from gongkai.apps.disclosure.data.gates import gate_data
from gongkai.apps.disclosure.models import Decision, Gate, Item
from gongkai.apps.example.days import working_day_before
from gongkai.apps.example.loading.stored import County
from gongkai.apps.example.loading.trail import POST_OF
from gongkai.apps.example.year.calendar import RETURNED, YEAR, days_of, end_of_month, moment
from gongkai.apps.example.year.prose import UnitProse, listed
from gongkai.apps.example.year.truth import ANSWERED, disputes_of
from gongkai.apps.organs.queries import actor_for

# What the county office found in the report that went back, and what its clerk then wrote.
RETURN_NOTE = "第一部分没有写出本年清理文件的件数；监督保障只写了听取汇报，没有写自查和改正的情况。请补充后重新报送。"
MENDED = (
    "把政府信息公开列入股室年度工作考核，每季度由办公室自查栏目更新情况，"
    "全年发现应当更新而没有更新的栏目2个，都在当月更新；参加了县政府办公室组织的业务培训。"
)
# A warning stands where the report is right as it is: the reason a person gives.
REASONS = {
    "T403": "被申请复议的答复在以前年度作出，本年没有对应的申请；已与台账逐件核对。",
}
STILL_OPEN = ("tyx", "jgsw")
USUAL_REASON = "已与台账和上年报告逐项核对，数字和文字属实。"


class ReportDesk:
    """The people of one organ at its report. Minutes pass from step to step."""

    def __init__(self, county: County, slug: str) -> None:
        self.county, self.slug, self.organ = county, slug, county.organs[slug]
        self._last = moment(dt.date(2026, 1, 1), 0)

    def actor(self, post: str) -> Actor:
        """clerk, head, or a login of the county (county-office)."""
        login = post if post.startswith("county") else f"{self.slug}-{post}"
        return actor_for(self.county.people[login], self._last.date(), "127.0.0.1")

    def begin(self, day: dt.date, hour: int) -> None:
        """Nothing of this desk happens before that hour."""
        self._last = moment(day, hour)

    def on(self, day: dt.date) -> AbstractContextManager[None]:
        """That morning, or some minutes after the last step."""
        self._last = max(moment(day, 9, 10), self._last + dt.timedelta(minutes=4))
        return clock.stopped_at(self._last)

    def write(self, report: Report, day: dt.date, texts: dict[str, str]) -> None:
        with self.on(day):
            for part, text in texts.items():
                write_part(self.actor("clerk"), report, part, text)

    def name_problems(self, report: Report, day: dt.date, said: list[ProblemSaid]) -> None:
        """The problems of the year, each with its measure, who answers for it and by when."""
        with self.on(day):
            for one in said:
                record_problem(self.actor("clerk"), report, one)

    def explain(self, report: Report, day: dt.date) -> None:
        """Every warning gets its word; an error would stop the report a step later."""
        with self.on(day):
            checked = check_report(report)
            for one in checked.open_warnings:
                at = checked.findings.index(one)
                reason = REASONS.get(one.code, USUAL_REASON)
                explain_finding(self.actor("clerk"), report, at, reason)

    def hand_in(self, report: Report, day: dt.date) -> None:
        with self.on(day):
            send_to_head(self.actor("clerk"), report)
        with self.on(day):
            hand_in(self.actor("head"), report)

    def publish(self, report: Report, day: dt.date) -> None:
        """Page and files, every gate, and out."""
        with self.on(day):
            item = prepare_page(self.actor("clerk"), report)
        self.pass_gates(item, day)
        with self.on(day):
            publish_report(self.actor("head"), report)

    def pass_gates(self, item: Item, day: dt.date) -> None:
        """Every gate of the page, each by its reviewer."""
        steps = gate_data().kinds.get(item.kind) or gate_data().default
        for gate in (gate for step in steps for gate in step):
            with self.on(day):
                item.refresh_from_db()
                review(self.actor(POST_OF[Gate(gate)]), item, gate, Decision.APPROVED)


def load_unit(county: County, slug: str, *, public: bool) -> Report:
    """The unit's report up to its reception by the county office; `public`: and on to the portal."""
    desk, days = ReportDesk(county, slug), days_of(slug)
    with desk.on(days.written):
        report = start_report(desk.actor("clerk"), desk.organ, YEAR, ReportKind.OWN)
        compile_report(desk.actor("clerk"), report)
    _write(desk, report, days.written)
    desk.explain(report, days.written)
    desk.hand_in(report, days.handed_in)
    if slug == RETURNED and days.returned and days.again:
        _back_and_again(desk, report, days.returned, days.again)
    with desk.on(days.received):
        receive(desk.actor("county-office"), report)
    if public:
        desk.publish(report, days.published)
    report.refresh_from_db()
    return report


def _write(desk: ReportDesk, report: Report, day: dt.date) -> None:
    prose = UnitProse(desk.slug)
    texts = prose.texts(asked=desk.slug in ANSWERED)
    texts["one.on_application"] += disputes_of(desk.slug)
    texts["five.last"] = "上年问题的改进情况：" + listed(
        [f"针对“{one.problem}”的问题，{one.result}" for one in prose.old_problems]
    )
    desk.write(report, day, texts)
    desk.name_problems(
        report,
        day,
        [
            ProblemSaid(one.problem, one.measure, desk.organ, end_of_month(one.month))
            for one in prose.new_problems
        ],
    )


def _back_and_again(desk: ReportDesk, report: Report, back: dt.date, again: dt.date) -> None:
    with desk.on(back):
        report.refresh_from_db()
        return_report(desk.actor("county-office"), report, RETURN_NOTE)
    desk.write(report, again, {"one.supervision": MENDED})
    desk.explain(report, again)
    desk.hand_in(report, again)


def load_unit_results(county: County) -> None:
    """What units carried out by the day they had named; those of two units are still open, past their day."""
    today = county.now.date()
    rows = Problem.objects.filter(
        report__year=YEAR, report__kind=ReportKind.OWN, due_on__lt=today
    ).select_related("report__organ")
    for problem in rows.exclude(report__organ__slug__in=STILL_OPEN):
        slug, done = problem.report.organ.slug, working_day_before(problem.due_on, 2)
        (said,) = (one for one in UnitProse(slug).new_problems if one.problem == problem.text)
        desk = ReportDesk(county, slug)
        with desk.on(done):
            record_result(desk.actor("clerk"), problem, said.result, done_on=done)
