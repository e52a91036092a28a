"""Claims: what a quantity in the prose says of the tables, where that is certain enough to be held to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gongkai.domain.findings import Quote
from gongkai.domain.reports.prose.frames import Frame, Reading
from gongkai.domain.reports.prose.lexicon import lexicon
from gongkai.domain.reports.prose.matters import (
    REMEDIES,
    Found,
    has_open_words,
    is_of_classed_documents,
    is_outcome_of,
    near_object,
    speaks_of_applications,
    topic_of,
    values_of,
)
from gongkai.domain.reports.prose.remedies import remedy
from gongkai.domain.reports.prose.scopes import (
    Organ,
    Time,
    is_comparison,
    organ_scope,
    time_scope,
)

_LEAD = re.compile(r"(?:[和与中、并且而]|及(?!时))+")
_SPARED = re.compile(r"[减免缓退]|停征|取消|降低|节约")
_GOVERNMENT_ITSELF = re.compile(r"[省市县区州](?:人民)?政府")
_IN_FORCE = re.compile(r"^(?:目前|现)?(?:共?有)?有效的?(?:行政)?规范性文件")
_DRAFT = re.compile(r"名义|代拟|起草|草案|上级|转发")
_PLAINLY_GRANTED = re.compile(r"(?:其中：?)?(?:答复|同意|全部|已|依法)?公开(?:的)?(?:有)?")
_DECISIONS = ("licence", "penalty", "compulsory")
_DECISION_ALONE = re.compile(r"行政(?:许可|处罚|强制)(?:决定|案件|措施)?")
_SPLIT_VERBS = ("new", "receive", "accept", "close", "handle", "withdrawn")


@dataclass(frozen=True, eq=False)
class Claim:
    """`concept` is a key of readings.yaml, or "applicant" with `column`, or "review.upheld" …

    `at_most`: the words limit it (按期办结35件), so the table may hold more. `certain` is False where the
    words allow another subject; a mismatch is then no error.
    """

    concept: str
    column: str
    value: Decimal
    at_most: bool
    certain: bool
    frame: Frame
    also: tuple[str, ...] = ()  # other concepts the words allow

    @property
    def quote(self) -> Quote:
        return quote_of(self.frame)


def quote_of(frame: Frame) -> Quote:
    """The words of a quantity: its nearest segment, the number, and what follows if that has meaning."""
    end = frame.post_end if frame.post else frame.quantity.end
    start = frame.start
    lead = _LEAD.match(frame.text.compact, start, frame.quantity.start)
    return frame.text.quote(lead.end() if lead is not None else start, end)


def find_claims(reading: Reading, organ: str, year: int | None) -> Iterator[Claim]:
    """The claims of one section in order. Of a report whose year is unknown none is certain."""
    for frame in reading.frames:
        found = concept_of(frame, reading)
        if found is None or is_comparison(frame) or frame.quantity.approximate:
            continue
        if not frame.quantity.unit and reading.text.section in ("三", "四"):
            continue  # figures of a table that was read as text
        if time_scope(frame) is Time.OTHER or organ_scope(frame, organ) is not Organ.WHOLE:
            continue
        certain = found.certain and year is not None
        value = frame.quantity.value
        yield Claim(found.concept, found.column, value, found.at_most, certain, frame, found.also)


def concept_of(frame: Frame, reading: Reading) -> Found | None:
    """What the quantity counts, or None where that is not certain enough to say."""
    quantity = frame.quantity
    if frame.of_others or _counts_who(frame):
        return None
    topic = topic_of(frame, reading)
    if quantity.kind == "money":
        is_charge = topic == "charge" == near_object(frame)
        return Found("charge") if is_charge and not _SPARED.search(frame.words_before()) else None
    if quantity.kind != "count":
        return None
    values = {one.value for one in frame.near if one.slot == "limit"}
    if "fault" in values or "kind" in values:
        return None
    if topic in (*REMEDIES, "cases"):
        return remedy(frame, reading, topic) if "instance" not in values else None
    if topic in ("normative", "rules"):
        return _document(frame, reading, topic)
    if topic in _DECISIONS:
        return _decision(frame, reading, topic)
    if quantity.unit and quantity.unit not in lexicon().application_units:
        return None
    # 2件属于机关内部事务文件: an outcome is of an application whatever noun stands with it
    if is_of_classed_documents(frame):
        return None
    if topic in ("application", None) or (topic == "foreign" and is_outcome_of(frame, reading)):
        return _application(frame, reading, topic)
    return None


def _counts_who(frame: Frame) -> bool:
    """有18个收到申请: how many did, not how many there were."""
    following = frame.post[:1]
    return frame.quantity.unit == "个" and any(
        one.start == frame.quantity.end and one.slot in ("verb", "negation") for one in following
    )


def _application(frame: Frame, reading: Reading, topic: str | None) -> Found | None:
    carry = values_of(frame, "carry")
    outcomes = values_of(frame, "outcome")
    applicants = values_of(frame, "applicant")
    if {"natural", "organisations"} <= set(applicants):
        applicants = []  # 公民、法人和其他组织 is everybody
    channels = values_of(frame, "channel")
    if channels and "every" not in channels:
        return None
    if topic is None and not speaks_of_applications(frame, reading):
        return None
    if carry:
        return Found(carry[-1]) if carry[-1] != "carried" and not applicants else None
    if outcomes:
        return _outcome(frame, outcomes, applicants)
    if _PLAINLY_GRANTED.fullmatch(frame.words_before()) and _beside_outcomes(frame, reading):
        return Found("granted")
    if has_open_words(frame):
        return None
    if applicants:
        return Found("applicant", applicants[-1]) if len(set(applicants)) == 1 else None
    return _handling(frame, reading, topic)


def _beside_outcomes(frame: Frame, reading: Reading) -> bool:
    """其中公开1件，不予公开2件: 公开 is an outcome beside other outcomes, a number of documents otherwise."""
    tokens = reading.tokens_in(frame.sentence.start, frame.sentence.end)
    return any(one.slot == "outcome" for one in tokens)


def _handling(frame: Frame, reading: Reading, topic: str | None) -> Found | None:
    verbs = [one for one in values_of(frame, "verb") if one in _SPLIT_VERBS]
    timely = "timely" in values_of(frame, "limit")
    if topic != "application" or not verbs or "withdrawn" in verbs:
        return None
    taken = {"new", "receive", "accept"} & set(verbs)
    done = {"close", "handle"} & set(verbs)
    # 收到50件（撤回2件）: places differ on whether those withdrawn or joined are counted
    sure = not _withdrawals(frame, reading)
    if "new" in taken:
        return Found("received_new", certain=sure) if not done else None
    if taken and done:
        return Found("received_and_closed", certain=sure)
    if taken:
        return Found("received", certain=sure)
    return Found("closed" if "close" in done else "handled", at_most=timely, certain=sure)


def _withdrawals(frame: Frame, reading: Reading) -> bool:
    """Does the statement speak of applications withdrawn or joined? After ； another one begins."""
    stop = frame.text.compact.find("；", frame.quantity.end, frame.sentence.end)
    end = frame.sentence.end if stop == -1 else stop
    tokens = reading.tokens_in(frame.sentence.start, end)
    return any(one.slot == "verb" and one.value == "withdrawn" for one in tokens)


def _outcome(frame: Frame, outcomes: list[str], applicants: list[str]) -> Found | None:
    if applicants:
        return None
    groups = [one for one in outcomes if "." not in one]
    grounds = [one for one in outcomes if "." in one]
    if len(set(groups)) > 1:
        # 予以公开和部分公开 in words the lexicon has not: not to be guessed
        return None
    if groups:
        # 因本机关不掌握等原因无法提供: the group's name rules over the ground named with it;
        # 因本机关不掌握无法提供1件 may be of that ground alone
        own = {one.removesuffix(".part") for one in grounds if one.startswith(f"{groups[0]}.")}
        alone = len(own) == 1 and not any(one.slot == "list" for one in frame.near)
        return Found(groups[0], also=tuple(own) if alone else ())
    leaf = outcomes[-1]
    if leaf.endswith(".part"):
        return Found(leaf.removesuffix(".part"), at_most=True, certain=False)
    return Found(leaf)


def _document(frame: Frame, reading: Reading, topic: str) -> Found | None:
    if frame.quantity.unit not in ("", "件", "份", "个", "部", "项"):
        return None
    verbs = values_of(frame, "verb")
    words = frame.words_before()
    steps = [one for one in verbs if one in ("made", "repealed", "in_force", "lapsed", "revised")]
    if not steps and _IN_FORCE.search(words):
        steps = ["in_force"]
    if not steps:
        steps = _shared_step(frame, reading)
    if not steps or steps[-1] in ("lapsed", "revised") or _DRAFT.search(words):
        return None
    if len(set(steps)) > 1 or has_open_words(frame):
        return None
    # 清理、公开 of some, or what 县政府 itself made: the number may be of those, not of all
    earlier = {one.value for one in frame.before if one.slot == "verb"}
    certain = not (earlier | set(verbs)) & {"publish", "reviewed", "lapsed"}
    if not certain and "reviewed" not in earlier | set(verbs):
        certain = steps[-1] == "in_force"
    certain = certain or (steps[-1] == "made" and not frame.depth)
    if _GOVERNMENT_ITSELF.search(words):
        certain = False
    return Found(f"{topic}_{steps[-1]}", certain=certain)


def _shared_step(frame: Frame, reading: Reading) -> list[str]:
    """现行有效规章6部、行政规范性文件118件: the verb is of both."""
    before = [
        one
        for one in reading.frames
        if one.sentence == frame.sentence and one.index == frame.index - 1
    ]
    if not before or near_object(before[0]) not in ("rules", "normative"):
        return []
    between = frame.text.compact[before[0].quantity.end : frame.quantity.start]
    if not re.fullmatch(r"[、和及与](?:行政)?规范性文件|[、和及与](?:政府)?规章", between):
        return []
    return [one for one in values_of(before[0], "verb") if one in ("made", "repealed", "in_force")]


def _decision(frame: Frame, reading: Reading, topic: str) -> Found | None:
    verbs = values_of(frame, "verb")
    if not verbs:
        verbs = _verb_of_row(frame, reading)
    if not {"handle", "decide"} & set(verbs) or has_open_words(frame):
        return None
    return Found(topic, certain=False)


def _verb_of_row(frame: Frame, reading: Reading) -> list[str]:
    """办理行政许可222件，行政处罚35件，行政强制5件: the verb is of all three."""
    if _DECISION_ALONE.fullmatch(frame.words_before()) is None:
        return []
    for one in reversed(reading.frames[: reading.frames.index(frame)]):
        if one.sentence != frame.sentence or near_object(one) not in _DECISIONS:
            break
        if found := values_of(one, "verb"):
            return found
    return []
