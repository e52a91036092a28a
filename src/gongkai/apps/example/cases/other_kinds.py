"""This year's cases that 表三 does not count (更正 Art. 41, 举报投诉 Art. 47), and one that is charged for."""

import datetime as dt
from collections.abc import Callable

from gongkai.apps.cases.actions import charging
from gongkai.apps.cases.models import Case, CaseKind
from gongkai.apps.example.cases.desk import CaseDesk, Wanted
from gongkai.apps.example.loading.stored import County

Ago = Callable[[int], dt.date]
OURS = (("information", "own", ""), ("exists", "wrong", "社会保险登记表与系统记录不一致"))
FOUNDED = (("information", "ours", ""), ("give", "founded", "网站栏目确实没有更新"))


def load_other_kinds(county: County, ago: Ago) -> None:
    """One of each story, by the real acts."""
    for story in (_corrected, _to_correct, _complaint, _charged):
        story(county, ago)


def _begun(county: County, slug: str, day: dt.date, wanted: Wanted) -> tuple[CaseDesk, Case]:
    desk = CaseDesk(county, slug)
    case = desk.arrive(day, wanted)
    desk.take(case, day)
    return desk, Case.objects.get(pk=case.pk)


def _corrected(county: County, ago: Ago) -> None:
    wanted = Wanted(
        "本人参保起始月份登记有误，请求更正",
        "参保登记信息中的起始月份与社会保险登记表不一致，请求更正。",
        "何某某", 23, kind=CaseKind.CORRECTION,
    )  # fmt: skip
    desk, case = _begun(county, "rsj", ago(16), wanted)
    records = {
        "evidence_of_error": "申请人提供社会保险登记表，与档案原件核对一致",
        "corrected_record": "参保登记信息的起始月份，已改为登记表所载月份",
    }
    desk.propose(case, ago(12), OURS, "CO_CORRECTED", records, "经核对档案原件，原登记有误。")
    desk.approve(case, ago(12))
    content = {"corrected_content": "参保登记信息的起始月份，已按社会保险登记表更正。"}
    desk.serve(desk.sign(case, ago(11), "N17-corrected", content), ago(11))


def _to_correct(county: County, ago: Ago) -> None:
    wanted = Wanted(
        "不动产登记信息中的坐落门牌有误，请求更正",
        "不动产登记信息中的坐落门牌与公安机关编制的门牌不一致，请求更正。",
        "吕某某", 24, kind=CaseKind.CORRECTION,
    )  # fmt: skip
    _begun(county, "zrj", ago(4), wanted)


def _complaint(county: County, ago: Ago) -> None:
    wanted = Wanted(
        "反映某单位财政预算公开不及时",
        "某单位网站的财政预算栏目至今没有公开今年的部门预算。",
        "施某某", 25, "registered_post", kind=CaseKind.COMPLAINT,
    )  # fmt: skip
    desk, case = _begun(county, "zfb", ago(13), wanted)
    records = {
        "inquiry": "查看网站栏目并向该单位核实，情况属实",
        "ordered": "已责令该单位5个工作日内公开，现已公开",
    }
    desk.propose(case, ago(6), FOUNDED, "CP_ORDERED", records, "经调查，反映的情况属实。")
    desk.approve(case, ago(6))
    handling = {"handling": "已责令该单位限期公开部门预算，现已公开。"}
    desk.serve(desk.sign(case, ago(5), "N19-ordered", handling), ago(5))


def _charged(county: County, ago: Ago) -> None:
    """68 pages on paper: 380 yuan by quantity, decided by the head; the applicant has the notice."""
    wanted = Wanted(
        "历年物业企业信用评价打分表", "2019年以来全部物业企业的信用评价打分表，要纸质复印件。",
        "曹某某", 26,
    )  # fmt: skip
    desk, case = _begun(county, "zjj", ago(8), wanted)
    day = ago(5)
    with desk.on(day):
        sheet = charging.propose_fee(
            desk.actor("case", day), case, scale="by_pages", pages=68,
            reason="一次要求提供六年的全部打分表，数量明显超过合理范围。",
        )  # fmt: skip
    with desk.on(day):
        charging.decide_fee(desk.actor("head", day), sheet, agree=True)
    how = {"pay_how": "凭本通知书到示例县政务服务中心非税窗口缴纳，开具财政票据（示例）。"}
    desk.serve(desk.sign(case, day, "N13", how), day)
