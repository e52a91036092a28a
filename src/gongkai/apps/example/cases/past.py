"""2025: five applications of natural persons, all granted; five reviews and one suit after review.

The figures are those of the county whose report the example follows: 表三 5 new, 5 granted; 表四 reviews 2 corrected,
3 other; 1 suit after review. Its printed 表四 leaves open which column the suit stands in; here it is 其他结果.
"""

import datetime as dt

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.models import Case, LetterState
from gongkai.apps.example.cases.desk import GIVE, PUBLIC, CaseDesk, Wanted, information
from gongkai.apps.example.loading.stored import County
from gongkai.apps.remedies.actions.following import record_fact, settle
from gongkai.apps.remedies.actions.registering import Brought, register_remedy
from gongkai.apps.remedies.models import Remedy

D = dt.date
GOVERNMENT, CITY = "示例县人民政府", "示例市人民政府"
COURT = "示例县人民法院"


def load_past(county: County) -> None:
    """The whole year, organ by organ."""
    _government_office(county)
    _earlier_answer(county)
    _education(county)
    _land(county)
    _labour(county)
    _town(county)
    _without_application(county)


def point(desk: CaseDesk, case: Case, day: D, place: str, *, mail: str = "") -> None:
    """Answered where it is public, on one day."""
    desk.propose(case, day, PUBLIC, "OPEN_POINT", {"place_checked": place})
    desk.approve(case, day)
    letter = desk.sign(case, day, "N14-open-point", {"reasons": ""})
    desk.serve(letter, day, mail_number=mail)


def _give(desk: CaseDesk, case: Case, day: D, given: str, file: bytes, *, mail: str = "") -> None:
    """Answered with the information itself, on one day."""
    desk.propose(case, day, GIVE, "OPEN_GIVE", {"delivery": given, "form_difference": "相同"})
    desk.approve(case, day)
    letter = desk.sign(case, day, "N14-open-give", {"form": "电子文件"}, enclosed=file)
    desk.serve(letter, day, mail_number=mail)


def _government_office(county: County) -> None:
    desk = CaseDesk(county, "zfb")
    wanted = Wanted(
        "2024年度政府信息公开工作要点落实情况",
        "县政府办公室2024年度政务公开工作要点的分工和落实情况。",
        "王某某", 1,
    )  # fmt: skip
    case = desk.arrive(D(2025, 2, 17), wanted)
    desk.take(case, D(2025, 2, 17))
    point(
        desk, case, D(2025, 3, 5), "示例县人民政府网站“法定主动公开内容”栏目，可以直接查阅、下载。"
    )
    desk.archive(case, D(2025, 3, 12))


def _education(county: County) -> None:
    desk = CaseDesk(county, "jyj")
    wanted = Wanted(
        "城区义务教育学校学位供给情况",
        "2024年秋季学期城区各义务教育学校的学位数和实际招生数。",
        "李某某", 2, "registered_post",
    )  # fmt: skip
    case = desk.arrive(D(2025, 3, 10), wanted)
    desk.take(case, D(2025, 3, 11))
    file = information("2024年秋季学期城区义务教育学校招生情况（示例）", "各校学位数、招生数见表。")
    _give(desk, case, D(2025, 3, 27), "招生情况表1份1页", file, mail="XA00000000112")
    desk.archive(case, D(2025, 4, 8))


def _land(county: County) -> None:
    """Pointed to what did not answer the question; reversed in the review; answered anew on the same case."""
    desk = CaseDesk(county, "zrj")
    wanted = Wanted(
        "东河镇某地块征收补偿安置方案",
        "东河镇2023年某地块土地征收补偿安置方案全文。",
        "张某某", 3,
    )  # fmt: skip
    case = desk.arrive(D(2025, 4, 21), wanted)
    desk.take(case, D(2025, 4, 21))
    point(desk, case, D(2025, 5, 14), "示例县人民政府网站“土地征收”栏目。", mail="XA00000000226")
    review = remedy(
        desk, "review", D(2025, 6, 3), D(2025, 6, 9), case=case, applicant="张某某（示例）"
    )
    say(desk, review, "accepted", D(2025, 6, 5))
    say(desk, review, "copy_received", D(2025, 6, 9), procedure="simple")
    say(desk, review, "answered", D(2025, 6, 13))
    say(
        desk,
        review,
        "decided",
        D(2025, 7, 4),
        result="review-revoked",
        number="示政复决〔2025〕2号（示例）",
    )
    _settle(desk, review, D(2025, 7, 7), again=True, due=D(2025, 8, 1))
    file = information("东河镇某地块土地征收补偿安置方案（示例）", "补偿标准、安置方式、支付时间。")
    _give(desk, case, D(2025, 7, 18), "补偿安置方案1份6页", file)
    desk.archive(case, D(2025, 8, 4))


def _labour(county: County) -> None:
    desk = CaseDesk(county, "rsj")
    wanted = Wanted(
        "公益性岗位招用名额和条件",
        "2025年上半年公益性岗位的招用名额、条件和招用结果。",
        "刘某某", 4,
    )  # fmt: skip
    case = desk.arrive(D(2025, 6, 9), wanted)
    desk.take(case, D(2025, 6, 9))
    file = information("2025年上半年公益性岗位招用情况（示例）", "名额、条件、程序和人数。")
    _give(desk, case, D(2025, 6, 27), "招用情况说明1份2页", file)
    desk.archive(case, D(2025, 7, 3))
    review = remedy(
        desk, "review", D(2025, 7, 28), D(2025, 8, 4), case=case, applicant="刘某某（示例）"
    )
    say(desk, review, "copy_received", D(2025, 8, 4), procedure="simple")
    say(desk, review, "answered", D(2025, 8, 8))
    say(
        desk,
        review,
        "decided",
        D(2025, 8, 22),
        result="review-ended",
        number="示政复终〔2025〕1号（示例）",
    )
    _settle(desk, review, D(2025, 8, 25))


def _town(county: County) -> None:
    """The review was dismissed, the suit after it as well."""
    desk = CaseDesk(county, "cgz")
    wanted = Wanted(
        "上河村集体土地承包合同台账",
        "城关镇上河村2016年以来集体机动地承包合同台账。",
        "陈某某", 5,
    )  # fmt: skip
    case = desk.arrive(D(2025, 7, 14), wanted)
    desk.take(case, D(2025, 7, 14))
    file = information("上河村集体机动地承包合同台账（示例）", "地块、面积、期限、承包方式。")
    _give(desk, case, D(2025, 7, 30), "承包合同台账1份3页", file)
    desk.archive(case, D(2025, 8, 6))
    name = "陈某某（示例）"
    review = remedy(desk, "review", D(2025, 8, 11), D(2025, 8, 18), case=case, applicant=name)
    say(desk, review, "copy_received", D(2025, 8, 18), procedure="normal")
    say(desk, review, "answered", D(2025, 8, 28))
    say(
        desk,
        review,
        "decided",
        D(2025, 9, 19),
        result="review-dismissed",
        number="示政复驳〔2025〕3号（示例）",
    )
    _settle(desk, review, D(2025, 9, 22))
    suit = remedy(
        desk, "suit", D(2025, 9, 29), D(2025, 10, 15), case=case, applicant=name, after=review
    )
    say(desk, suit, "accepted", D(2025, 10, 9))
    say(desk, suit, "copy_received", D(2025, 10, 15))
    say(desk, suit, "answered", D(2025, 10, 28))
    say(desk, suit, "hearing", D(2025, 11, 18))
    say(
        desk,
        suit,
        "decided",
        D(2025, 11, 28),
        result="suit-dismissed",
        number="（2025）示0000行初5号（示例）",
    )
    say(desk, suit, "decision_received", D(2025, 12, 3))
    _settle(desk, suit, D(2025, 12, 22))


def _earlier_answer(county: County) -> None:
    """Over an answer of 2024, given before the register was kept in the program."""
    desk = CaseDesk(county, "fgj")
    against = "2024年12月9日作出的答复（早于本系统启用，纸质档案）"
    review = remedy(
        desk, "review", D(2025, 1, 6), D(2025, 1, 13), against=against, applicant="赵某某（示例）"
    )
    say(desk, review, "copy_received", D(2025, 1, 13), procedure="simple")
    say(desk, review, "answered", D(2025, 1, 17))
    say(
        desk,
        review,
        "decided",
        D(2025, 2, 10),
        result="review-unlawful",
        number="示政复决〔2025〕1号（示例）",
    )
    _settle(desk, review, D(2025, 2, 12))


def _without_application(county: County) -> None:
    """Over publication itself: the review organ did not accept it."""
    desk = CaseDesk(county, "zjj")
    against = "要求主动公开老旧小区改造项目名单"
    review = remedy(
        desk,
        "review",
        D(2025, 10, 20),
        D(2025, 10, 27),
        against=against,
        applicant="周某某（示例）",
    )
    say(desk, review, "decided", D(2025, 10, 24), result="review-not-accepted")
    _settle(desk, review, D(2025, 10, 27))


def remedy(
    desk: CaseDesk,
    kind: str,
    brought: D,
    learned: D,
    *,
    case: Case | None = None,
    against: str = "",
    applicant: str,
    after: Remedy | None = None,
) -> Remedy:
    """Registered on the day the organ learned of it."""
    review = kind == "review"
    told = Brought(
        kind=kind,
        role="respondent" if review else "defendant",
        against=against or answer_of(case),
        forum=GOVERNMENT if review else COURT,
        applicant=applicant,
    )
    with desk.on(learned):
        return register_remedy(
            desk.actor("case", learned),
            desk.organ,
            told,
            brought_on=brought,
            learned_on=learned,
            case=case,
            after_review=after,
        )


def answer_of(case: Case | None) -> str:
    """文号 of the answer that is fought."""
    assert case is not None
    letter = case.letters.filter(state=LetterState.APPROVED).order_by("-pk").first()
    return letter.number if letter is not None else "逾期未答复"


def say(desk: CaseDesk, remedy: Remedy, kind: str, day: D, **facts: str) -> None:
    """One fact of a review or suit, recorded on its day or when the remedy was registered."""
    recorded = max(day, remedy.created_at.astimezone(clock.CHINA).date())
    with desk.on(recorded):
        record_fact(_clerk(desk, recorded), remedy, kind, on=day, facts=facts)


def _settle(
    desk: CaseDesk, remedy: Remedy, day: D, *, again: bool = False, due: D | None = None
) -> None:
    with desk.on(day):
        settle(_clerk(desk, day), remedy, on=day, reply_again=again, reply_due_on=due)


def _clerk(desk: CaseDesk, day: D) -> Actor:
    return desk.actor("case", day)
