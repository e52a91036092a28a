"""Today's desk: applications in every state, a review that must be answered; by days before today."""

import datetime as dt
from collections.abc import Callable

from gongkai.apps.cases.actions import consulting, correcting, extending
from gongkai.apps.cases.actions.arriving import Came
from gongkai.apps.cases.actions.closing import withdraw
from gongkai.apps.cases.models import Case
from gongkai.apps.cases.parties import Identity
from gongkai.apps.clock import CHINA
from gongkai.apps.example.cases.desk import HELD, PUBLIC, CaseDesk, Wanted
from gongkai.apps.example.cases.other_kinds import load_other_kinds
from gongkai.apps.example.cases.past import point, remedy, say
from gongkai.apps.example.days import working_day_before
from gongkai.apps.example.loading.stored import County

Ago = Callable[[int], dt.date]
INTERNAL = (*HELD, ("give", "internal", "申请的是内部审批流程单，属于内部工作流程"))


def load_running(county: County) -> None:
    """One story an organ, so that every worklist holds something."""
    yesterday = (county.now - dt.timedelta(days=1)).astimezone(CHINA).date()

    def ago(count: int) -> dt.date:
        return working_day_before(yesterday, count)

    for story in (_arrived, _correcting, _consulting, _extended, _to_review, _overdue, _to_serve,
                  _in_review, _answered, _withdrawn):  # fmt: skip
        story(county, ago)
    load_other_kinds(county, ago)


def _begun(
    county: County, slug: str, day: dt.date, wanted: Wanted, *, take: bool = True
) -> tuple[CaseDesk, Case]:
    desk = CaseDesk(county, slug)
    case = desk.arrive(day, wanted)
    if take:
        desk.take(case, day)
    return desk, Case.objects.get(pk=case.pk)


def _arrived(county: County, ago: Ago) -> None:
    """Sent online and by post; the one to confirm, the other confirmed and nobody's yet."""
    wanted = Wanted(
        "高考加分政策执行情况", "今年高考加分项目和本县享受加分的人数。", "孙某某", 11, "online"
    )
    _begun(county, "jyj", ago(0), wanted, take=False)
    wanted = Wanted("养老机构备案名单", "本县已备案养老机构的名称、地址和床位数。", "吴某某", 12)
    desk, case = _begun(county, "mzj", ago(1), wanted, take=False)
    desk.confirm(case, ago(1))
    wanted = Wanted("中小企业贷款贴息名单", "今年享受贷款贴息的中小企业名单和金额。", "示例商贸有限公司", 13,
                    "registered_post", "business")  # fmt: skip
    _begun(county, "gxj", ago(6), wanted)


def _correcting(county: County, ago: Ago) -> None:
    wanted = Wanted("学校建设资料", "学校建设的全部资料。", "郑某某", 14)
    desk, case = _begun(county, "jyj", ago(7), wanted)
    day = ago(4)
    with desk.on(day):
        correcting.prepare_correction(
            desk.actor("case", day), case, points=["请写明是哪一所学校、哪一年的哪一份资料。"]
        )
    letter = desk.sign(case, day, "N04")
    desk.serve(letter, ago(3))


def _consulting(county: County, ago: Ago) -> None:
    wanted = Wanted("采矿权出让合同", "城北砂石矿2023年采矿权出让合同。", "钱某某", 15)
    desk, case = _begun(county, "zrj", ago(12), wanted)
    day = ago(9)
    with desk.on(day):
        clerk = desk.actor("case", day)
        firm = Identity(name="示例矿业有限公司", address="示例县工业路2号（示例地址）")
        party = consulting.add_party(
            clerk, case, role="third_party", identity=firm, kind="business"
        )
    asked = {
        "asked_content": "采矿权出让合同的文本。",
        "question": "是否同意公开？不同意的请说明理由。",
    }
    letter = desk.sign(case, day, "N07", asked, addressee=party)
    desk.serve(letter, day, mail_number="EX100000015CN")
    with desk.on(ago(7)):
        consulting.party_received(
            desk.actor("case", ago(7)), party, on=ago(7), proof="邮政签收记录"
        )


def _extended(county: County, ago: Ago) -> None:
    wanted = Wanted(
        "老旧小区改造竣工资料", "2023年至今老旧小区改造项目的竣工验收资料目录。", "冯某某", 16
    )
    desk, case = _begun(county, "zjj", ago(21), wanted)
    day = ago(4)
    with desk.on(day):
        sheet = extending.propose_extension(
            desk.actor("case", day), case, days=10, reason="涉及12个项目的卷宗，需要逐卷查找。"
        )
    with desk.on(day):
        extending.decide_extension(desk.actor("head", day), sheet, agree=True)
    letter = desk.sign(case, day, "N06")
    desk.serve(letter, day)


def _to_review(county: County, ago: Ago) -> None:
    wanted = Wanted(
        "岗位聘用内部审批单", "某事业单位2025年岗位聘用的内部审批流程单。", "蒋某某", 17
    )
    desk, case = _begun(county, "rsj", ago(15), wanted)
    _refuse(desk, case, ago(1))


def _refuse(desk: CaseDesk, case: Case, day: dt.date) -> None:
    desk.propose(
        case,
        day,
        INTERNAL,
        "NO_INTERNAL",
        {
            "internal_kind": "内部工作流程",
            "discretion": "审批流程单只反映内部流转，公开会影响内部工作；没有查到要求公开的规定",
        },
        "所申请的是内部审批流程单，只反映单位内部的流转过程，对外不产生影响。",
    )


def _overdue(county: County, ago: Ago) -> None:
    wanted = Wanted(
        "高标准农田建设项目验收结果", "近三年高标准农田建设项目的验收结果。", "沈某某", 18
    )
    _begun(county, "nyj", ago(23), wanted)


def _to_serve(county: County, ago: Ago) -> None:
    wanted = Wanted("临时救助发放情况", "今年临时救助的人数、金额和标准。", "韩某某", 19)
    desk, case = _begun(county, "mzj", ago(14), wanted)
    place = "示例县人民政府网站“社会救助”栏目。"
    desk.propose(case, ago(2), PUBLIC, "OPEN_POINT", {"place_checked": place})
    desk.approve(case, ago(1))
    desk.sign(case, ago(0), "N14-open-point", {"reasons": ""})


def _in_review(county: County, ago: Ago) -> None:
    """Refused; the applicant went to the county government; our answer is due in days."""
    wanted = Wanted("执法记录仪使用内部审批单", "某中队执法记录仪调取的内部审批单。", "杨某某", 20)
    desk, case = _begun(county, "cgj", ago(40), wanted)
    _refuse(desk, case, ago(28))
    desk.approve(case, ago(28))
    desk.serve(desk.sign(case, ago(27), "N14-no-internal"), ago(26))
    review = remedy(desk, "review", ago(8), ago(3), case=case, applicant="杨某某（示例）")
    say(desk, review, "accepted", ago(5))
    say(desk, review, "copy_received", ago(3), procedure="simple")


def _answered(county: County, ago: Ago) -> None:
    wanted = Wanted("家庭医生签约服务内容", "家庭医生签约服务包的内容和收费。", "朱某某", 21)
    desk, case = _begun(county, "wjj", ago(18), wanted)
    point(desk, case, ago(10), "示例县人民政府网站“公共卫生”栏目。")


def _withdrawn(county: County, ago: Ago) -> None:
    wanted = Wanted("公交线路调整方案", "3路公交调整方案。", "秦某某", 22)
    desk, case = _begun(county, "jtj", ago(9), wanted)
    with desk.on(ago(5)):
        withdraw(
            desk.actor("case", ago(5)), case, on=ago(5), came=Came(text="已从网站查到，撤回申请。")
        )
