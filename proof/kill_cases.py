"""`python -m proof.kill_cases [N]`: case acts killed N times with SIGKILL at random moments, and what is left.

Two processes register, confirm, assign, keep files and remark without a pause; one of them is killed again
and again. Afterwards every case agrees with the log, its events, its standing, its figures and its seals;
numbers have no gaps; what was confirmed is there; no file lies without a row once the sweeper has been.
"""

import datetime as dt
import random
import re
import sys
import time
from pathlib import Path

from proof.homes import home_of_its_own
from proof.processes import in_a_process, killed, lines, started

LONGEST, PATIENCE = 0.25, 60
say = print


def main(rounds: int = 100, seed: int = 1) -> int:
    """0 if everything held. Works in a folder of its own; GONGKAI_DATABASE names a PostgreSQL."""
    with home_of_its_own("gongkai-kill-cases-") as home:
        in_a_process(_found)
        _kill_again_and_again(home, rounds, random.Random(seed))
        found = home / "faults"
        in_a_process(lambda: found.write_text("\n".join(_faults(home)), encoding="utf-8") and None)
        faults = [one for one in found.read_text(encoding="utf-8").split("\n") if one]
        confirmed = len(lines(home / "confirmed"))
        if confirmed < rounds:
            faults.append("确认的行为太少，这次运行说明不了什么")
        say(f"杀死 {rounds} 次，期间确认 {confirmed} 件申请的登记、交办、加入材料")
        for one in faults:
            say(f"✗ {one}")
        return 1 if faults else 0


def _found() -> None:
    from tests.county import make_county

    make_county()


def _kill_again_and_again(home: Path, rounds: int, chance: random.Random) -> None:
    running = [started(lambda: _clerk(home)) for _ in range(2)]
    try:
        for number in range(rounds):
            before, end = len(lines(home / "confirmed")), time.monotonic() + PATIENCE
            while len(lines(home / "confirmed")) == before:
                if time.monotonic() > end:
                    raise RuntimeError(f"{PATIENCE} 秒内没有办理，见上面的错误")
                time.sleep(0.01)
            time.sleep(chance.uniform(0, LONGEST))
            killed(running[number % 2])
            running[number % 2] = started(lambda: _clerk(home))
    finally:
        for one in running:
            killed(one)


def _clerk(home: Path) -> None:
    from django.db import OperationalError

    from gongkai.apps import clock
    from gongkai.apps.cases.actions.attaching import add_paper_file
    from gongkai.apps.cases.actions.remarking import remark
    from gongkai.apps.organs.models import Organ, Person
    from tests.apps.cases.example_cases import at, handled_case
    from tests.county import County

    organs = {one.slug: one for one in Organ.objects.all()}
    county = County(organs["xzf"], organs["jyj"], organs["cgz"])
    county.people = {one.username: one for one in Person.objects.all()}
    on = dt.date(2025, 9, 26)
    with open(home / "confirmed", "a", encoding="utf-8") as confirmed:
        while True:
            try:
                case = handled_case(county, on)
                with clock.stopped_at(at(on, 12)):
                    clerk = county.actor("case_clerk")
                    paper = case.filings.get().paper
                    add_paper_file(clerk, paper, b"%PDF-1.4\n%%EOF", "申请.pdf", "application")
                    remark(clerk, case, "已经打电话问过档案室")
                print(case.number, file=confirmed, flush=True)
            except OperationalError:  # another writer was slow: refused, and said so
                time.sleep(0.05)


def _faults(home: Path) -> list[str]:
    from django.conf import settings

    from gongkai.apps import clock
    from gongkai.apps.cases.models import Case, CaseFile, Paper
    from gongkai.apps.cases.sweeping import AGE, sweep
    from gongkai.apps.cases.verification import Verdict, verify_cases, verify_seals

    verdict = Verdict()
    with clock.stopped_at(dt.datetime(2025, 9, 27, 12, tzinfo=clock.CHINA)):
        verify_cases(verdict)
        verify_seals(verdict)
    faults = [one.message for one in verdict.faults]
    for model, label in ((Paper, "收件号"), (Case, "申请编号")):
        given = model.objects.values_list("number", flat=True)
        numbers = sorted(int(re.findall(r"\d+$", one)[0]) for one in given)
        if numbers != list(range(1, len(numbers) + 1)):
            faults.append(f"{label}有空缺或者重复")
    held = set(Case.objects.filter(state="handling").values_list("number", flat=True))
    faults += [f"已确认的申请不在：{one}" for one in lines(home / "confirmed") if one not in held]
    swept = sweep(clock.now() + AGE + dt.timedelta(hours=1))
    root = Path(settings.SEALED_ROOT)
    left = {one.relative_to(root).as_posix() for one in root.rglob("*") if one.is_file()}
    strangers = left - set(CaseFile.objects.values_list("path", flat=True))
    if strangers:
        faults.append(
            f"清理以后还有{len(strangers)}个没有登记的文件（{swept.refused or '没有清除'}）"
        )
    return faults


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100))
