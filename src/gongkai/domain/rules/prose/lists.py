"""Find the lists of the prose: 共 n 件，其中 a、b、c; n 件（a、b）; n 件申请中，a、b; 。其中 a、b."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice

from gongkai.domain.reports.prose import ProseFacts
from gongkai.domain.reports.prose.frames import MOST_QUANTITIES, Frame, Reading
from gongkai.domain.reports.prose.matters import REMEDIES, named_before, topic_of
from gongkai.domain.reports.prose.scopes import is_comparison
from gongkai.domain.rules.prose.division import Division, family_of, is_closed, slots_of

# 等 before a noun with its own number is inside an item's name: 户籍等业务类信息13条
_OPEN = re.compile(
    r"等(?![一-鿿“”（）、]{1,16}\d)|主要(?!负责|领导)|左右|特别|尤其|如：|包含但不限"
)
# 办结的25件中，同意公开13件
_OF_THESE = re.compile(r"[^，。；：（）\d]{0,10}(?:中|当中|里)[，：]")
_OPENS_SENTENCE = re.compile(r"(?:\d[.、])?(?:其中|这其中|在这些信息中)")
_BY_KIND = re.compile(
    r"(?:按|从)[^，。；：\d]{1,14}(?:分|看|划分|统计|分类)[，：]"
    r"|申请(?:方式|渠道|主体|人|内容|途径|形式|事项)(?:上|中|方面|来看|看)?[，：]"
)
# 在已公开信息当中公告5434条
_OUT_OF = re.compile(r"在(?:已|所|上述|以上|这些|全部)[^，。；：\d]{0,10}中")
_MONEY_OR_RATE = ("percent", "points")
MOST_OTHERS = 12


def find_divisions(facts: ProseFacts) -> Iterator[Division]:
    """Every list whose whole the words point to."""
    for reading in facts.sections:
        for place, whole in enumerate(reading.frames):
            if _is_whole(whole):
                for parts, strict in _lists_after(reading, place):
                    others = () if strict else _others(facts, reading, place)
                    yield from _division(reading, whole, parts, others, far=False)
        yield from _far_lists(facts, reading)


def _is_whole(frame: Frame) -> bool:
    quantity = frame.quantity
    return quantity.kind == "count" and not quantity.approximate and not is_comparison(frame)


def _division(
    reading: Reading,
    whole: Frame,
    parts: list[Frame],
    others: Sequence[Decimal],
    *,
    far: bool,
    by_kind: bool = False,
) -> Iterator[Division]:
    parts, extra = _without_carried(parts)
    if len(parts) < 2 or any(one.quantity.approximate for one in parts):
        return
    for listed in _by_family(parts):
        yield from _one_division(reading, whole, listed, others, extra, far=far, by_kind=by_kind)


def _by_family(parts: list[Frame]) -> list[list[Frame]]:
    """自然人9件、企业1件；网络申请7件，信函申请3件: two divisions of one whole."""
    compact = parts[0].text.compact
    runs: list[list[Frame]] = [[parts[0]]]
    for before, one in zip(parts, parts[1:], strict=False):
        cut = "；" in compact[before.quantity.end : one.quantity.start]
        if cut and slots_of(one) and not slots_of(one) & slots_of(runs[-1][0]):
            runs.append([])
        runs[-1].append(one)
    whole_runs = all(len(run) > 1 and family_of(run) for run in runs)
    return runs if whole_runs else [parts]


def _one_division(
    reading: Reading,
    whole: Frame,
    parts: list[Frame],
    others: Sequence[Decimal],
    extra: tuple[Decimal, ...],
    *,
    far: bool,
    by_kind: bool,
) -> Iterator[Division]:
    start = parts[0].start if far else whole.quantity.end
    if _OPEN.search(reading.text.compact, start, parts[-1].post_end):
        return
    family = family_of(parts)
    closed = is_closed(parts, family)
    following = _following(reading, parts[-1])
    yield Division(
        reading, whole, tuple(parts), family, closed, tuple(others), extra, following, far, by_kind
    )


def _without_carried(parts: list[Frame]) -> tuple[list[Frame], tuple[Decimal, ...]]:
    """What was carried over ends the list: it may belong to the whole or not."""
    for place, one in enumerate(parts):
        if any(token.slot == "carry" for token in one.near):
            return parts[:place], tuple(
                left.quantity.value
                for left in parts[place:]
                if any(token.slot == "carry" for token in left.near)
            )
    return parts, ()


def _lists_after(reading: Reading, place: int) -> Iterator[tuple[list[Frame], bool]]:
    """The lists that begin after a number in its sentence, and whether the words leave no other whole."""
    whole = reading.frames[place]
    compact = reading.text.compact
    if compact[whole.quantity.end : whole.quantity.end + 1] == "（":
        inside = _run(reading, place + 1, whole, whole.depth + 1)
        if inside:
            yield inside, True
    for skipped, one in enumerate(islice(reading.frames, place + 1, place + 1 + MOST_QUANTITIES)):
        if one.sentence != whole.sentence or one.depth < whole.depth:
            return
        aside = one.quantity.kind in _MONEY_OR_RATE or is_comparison(one)
        if one.depth > whole.depth or aside:
            continue
        strict = _OF_THESE.match(compact, whole.quantity.end, one.quantity.start) is not None
        if strict or _opens_list(one, whole):
            yield _run(reading, place + 1 + skipped, whole, whole.depth), strict
        return


def _opens_list(frame: Frame, whole: Frame) -> bool:
    """其中, 包括, 分别为 or a colon between the whole and this number."""
    between = frame.text.compact[whole.quantity.end : frame.quantity.start]
    opened = _is_among(frame) or "：" in between or _OUT_OF.search(between) is not None
    return opened and len(frame.segments) <= 4


def _is_among(frame: Frame) -> bool:
    return any(
        one.slot == "list" and one.value == "among"
        for _, _, tokens in frame.segments
        for one in tokens
    )


def _run(reading: Reading, place: int, whole: Frame, depth: int) -> list[Frame]:
    """The counts of one list at one depth of brackets, up to the next 其中 or another matter."""
    topic = topic_of(whole, reading)
    parts: list[Frame] = []
    sentence = reading.frames[place].sentence if place < len(reading.frames) else whole.sentence
    for at, one in enumerate(islice(reading.frames, place, place + MOST_QUANTITIES), place):
        if one.sentence != sentence or one.depth < depth:
            break
        if parts and _is_whole_of_next(reading, at):
            break
        if one.depth > depth or one.quantity.kind in _MONEY_OR_RATE:
            continue
        if parts and _is_among(one):
            break
        if parts and _begins_anew(parts[-1], one):
            break
        if not _comparable(one, whole) or _is_another_matter(one, reading, topic):
            break
        parts.append(one)
    # 未经复议直接起诉4件，结果维持2件；复议后起诉5件: the results are a list below
    kinds = [one for one in parts if named_before(one) in ("direct", "after_review")]
    return kinds if kinds and any("result" in slots_of(one) for one in parts) else parts


def _comparable(part: Frame, whole: Frame) -> bool:
    """Counted in the same unit, or in one that counts the same things (件 and 次 of applications)."""
    if part.quantity.kind != "count":
        return False
    if any(one.slot in ("compare", "rate") for one in part.near):
        return False
    return part.quantity.unit in (whole.quantity.unit, "") or whole.quantity.unit in (
        "次",
        "件次",
        "条",
    )


def _is_whole_of_next(reading: Reading, place: int) -> bool:
    """；通过公众号发布1126条，其中疫苗421条: after ； a number with its own list is no part."""
    one = reading.frames[place]
    before = reading.text.compact[reading.frames[place - 1].quantity.end : one.quantity.start]
    following = reading.frames[place + 1 : place + 2]
    return (
        "；" in before
        and bool(following)
        and (
            following[0].sentence == one.sentence
            and following[0].depth == one.depth
            and _is_among(following[0])
        )
    )


def _begins_anew(before: Frame, one: Frame) -> bool:
    """Another unit after ； is another statement: 部门解读58条；行政许可61823件."""
    between = one.text.compact[before.quantity.end : one.quantity.start]
    return "；" in between and one.quantity.unit not in (before.quantity.unit, "")


def _is_another_matter(part: Frame, reading: Reading, topic: str | None) -> bool:
    """A number of reviews is no part of a number of applications; what was answered is none of a list."""
    own = topic_of(part, reading)
    if own in REMEDIES and topic not in REMEDIES:
        return True
    if topic in ("review", "direct", "after_review") and named_before(part) in REMEDIES:
        return named_before(part) != topic  # 复议107件…；行政诉讼61件
    if topic not in ("application", None):
        return False  # 提案建议办理结果48条 is a kind of information
    verbs = {one.value for one in part.near if one.slot == "verb"}
    carried = any(one.slot == "carry" for one in part.near)
    handled = bool(verbs & {"close", "handle", "accept", "receive"})
    # 区直部门受理32件，镇街受理16件 are shares of the whole
    shared = any(one.slot == "scope" for one in part.near)
    return handled and not slots_of(part) and not carried and not shared


def _others(facts: ProseFacts, reading: Reading, place: int) -> tuple[Decimal, ...]:
    """Earlier numbers of the sentence, the last two together, and the totals of the table."""
    whole = reading.frames[place]
    earlier = [
        one
        for one in reading.frames[max(0, place - MOST_OTHERS) : place]
        if one.sentence == whole.sentence and one.depth == whole.depth and _is_whole(one)
    ]
    values = [one.quantity.value for one in earlier if _comparable(one, whole)]
    if values:
        values.append(values[-1] + whole.quantity.value)
    if topic_of(whole, reading) == "application" and (values or _is_weak(whole)):
        values += _table_totals(facts)
    return tuple(dict.fromkeys(values))


def _is_weak(frame: Frame) -> bool:
    """上年结转1件，其中…; 企业申请3件，其中…: the list may divide a larger number."""
    return any(one.slot == "carry" for one in frame.near) or bool(slots_of(frame))


def _table_totals(facts: ProseFacts) -> list[Decimal]:
    new, carried, total = (facts.value(f"t3.{row}.total") for row in ("new", "carried_in", "total"))
    found = [one for one in (new, total) if one is not None]
    return [*found, new + carried] if new is not None and carried is not None else found


def _far_lists(facts: ProseFacts, reading: Reading) -> Iterator[Division]:
    """其中 at the head of a sentence divides a number of the sentence before; 按类别分 one before it."""
    compact = reading.text.compact
    for place, one in enumerate(reading.frames):
        if one.index or one.depth or not _is_whole(one):
            continue
        start = one.sentence.start
        by_kind = _BY_KIND.match(compact, start, one.quantity.start) is not None
        if not by_kind and not _OPENS_SENTENCE.match(compact, start, one.quantity.start):
            continue
        wholes = _wholes_before(reading, place, block=by_kind)
        if not wholes:
            continue
        parts = _run(reading, place, wholes[-1], 0)
        others = [frame.quantity.value for frame in wholes[:-1]]
        others += [
            a.quantity.value + b.quantity.value for a, b in zip(wholes, wholes[1:], strict=False)
        ]
        if topic_of(wholes[-1], reading) == "application" or by_kind:
            others += _table_totals(facts)
        yield from _division(
            reading, wholes[-1], parts, others, far=by_kind or len(wholes) > 1, by_kind=by_kind
        )


def _wholes_before(reading: Reading, place: int, *, block: bool) -> list[Frame]:
    """The numbers of the sentence before in the same paragraph, or of the whole sub-section."""
    part = reading.frames[place]
    found: list[Frame] = []
    for one in reversed(reading.frames[max(0, place - MOST_OTHERS) : place]):
        if one.sentence == part.sentence:
            continue
        if one.sentence.paragraph != part.sentence.paragraph:
            break
        if not block and one.sentence.end + 1 != part.sentence.start:
            break
        if _is_whole(one) and not one.depth and _comparable(part, one):
            found.append(one)
    return found[::-1]


def _following(reading: Reading, last: Frame) -> tuple[Decimal, ...]:
    """The next counts of the sub-section after a list."""
    place = bisect_right(reading.frames, last.quantity.start, key=lambda one: one.quantity.start)
    return tuple(
        one.quantity.value
        for one in reading.frames[place : place + 6]
        if one.sentence.block == last.sentence.block and one.quantity.kind == "count"
    )
