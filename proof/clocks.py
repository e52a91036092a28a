"""`python -m proof.clocks [N]`: the reply clock against a second implementation over random applications."""

import sys
from collections import Counter
from random import Random
from time import perf_counter

from gongkai.domain.deadlines import ReplyClock, Waiting, reply
from gongkai.domain.working_days import load_calendar
from proof.random_histories import history_of, random_facts
from proof.second_clock import Facts, answer

CALENDAR = load_calendar()
WAITS = {"申请人补正": "correction", "申请人缴费": "payment"}


def own_answer(facts: Facts, random: Random) -> tuple:
    """The project's answer in the second implementation's terms."""
    history, local = history_of(facts, random)
    made = reply(history, CALENDAR, local, facts.as_of)
    return _plain(made)


def _plain(made: ReplyClock) -> tuple:
    if isinstance(made.result, Waiting):
        until = made.result.until
        waits_for = WAITS.get(made.result.waits_for, "confirmation")
        return ("waits", waits_for, until.day if until else None)
    return ("due", made.result.day, made.first, made.base, made.extended_by)


def differing(number: int, seed: int) -> tuple[Counter, list[tuple[Facts, tuple, tuple]]]:
    """How many of each kind were tried, and those where the two disagree."""
    random = Random(seed)
    kinds: Counter = Counter()
    wrong = []
    for _ in range(number):
        facts = random_facts(random)
        own, second = own_answer(facts, random), answer(facts)
        kinds[second[0]] += 1
        for name in ("corrections", "consultations", "extensions", "longer", "fees"):
            kinds[name] += bool(getattr(facts, name))
        if own != second:
            wrong.append((facts, own, second))
    return kinds, wrong


def main() -> None:
    say = print
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    began = perf_counter()
    kinds, wrong = differing(number, seed=711)
    say(f"期限：{number} 件随机申请，两种独立算法不一致 {len(wrong)} 件", end="")
    say(f"（{perf_counter() - began:.0f} 秒）")
    say("  其中：" + "，".join(f"{name} {count}" for name, count in kinds.most_common()))
    for facts, own, second in wrong[:5]:
        say(f"  {facts}\n    {own}\n    {second}")
    if wrong:
        sys.exit(1)


if __name__ == "__main__":
    main()
