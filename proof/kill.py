"""`python -m proof.kill [N]`: publishing killed N times at random moments, and what is left of it.

Official acts are done by one process (as the web server does them), published by another (the worker);
either or both are killed with SIGKILL at a random moment, again and again. Meanwhile a reader looks at
every page. Afterwards the worker runs undisturbed, and then:

- no page was ever seen half written;
- every act that was confirmed to its author is in the database, and its page in the public folder;
- nothing is left due, the manifest names no difference, and making the whole site again changes nothing.
"""

import contextlib
import datetime as dt
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from proof.homes import home_of_its_own
from proof.processes import in_a_process, killed, lines, started

# After both processes were seen to work: long enough that a kill falls into every step of a publication.
LONGEST, PATIENCE = 0.4, 120
say = print


def main(rounds: int = 200, seed: int = 1) -> int:
    """0 if everything held. Works in a folder of its own."""
    with home_of_its_own("gongkai-kill-") as home:
        in_a_process(_found_county)
        kills = _kill_again_and_again(home, rounds, random.Random(seed))
        faults = _faults(home)
        if not lines(home / "looks"):
            faults.append("读者没有把全站看过一遍，没有读到半页说明不了什么")
        if len(lines(home / "confirmed")) < rounds:
            faults.append("确认的行为太少，这次运行说明不了什么")
        say(f"杀死 {kills['office']} 次办理进程、{kills['worker']} 次发布进程；{_counted(home)}")
        for fault in faults:
            say(f"✗ {fault}")
        return 1 if faults else 0


def _kill_again_and_again(home: Path, rounds: int, chance: random.Random) -> dict[str, int]:
    """Two processes working; a victim each time, started again at once."""
    work: dict[str, Callable[[], None]] = {"office": lambda: _office(home), "worker": _worker}
    running = {"reader": started(lambda: _reader(home))}
    running |= {name: started(task) for name, task in work.items()}
    kills = dict.fromkeys(work, 0)
    seen = (0, 0)
    try:
        for number in range(rounds):
            seen = _until_both_work(home, seen)
            time.sleep(chance.uniform(0, LONGEST))
            victims = chance.choice((["worker"], ["office"], ["worker", "office"]))
            for name in victims:
                killed(running[name])
                kills[name] += 1
                running[name] = started(work[name])
            if sys.stdout.isatty() and number % 10 == 9:
                say(f"\r{number + 1} / {rounds}", end="", flush=True)
        if os.waitpid(running["reader"], os.WNOHANG)[0]:
            raise RuntimeError("读者中途停了，见上面的错误")
    finally:
        for process in running.values():
            with contextlib.suppress(ChildProcessError, ProcessLookupError):
                killed(process)
    return kills


def _until_both_work(home: Path, before: tuple[int, int]) -> tuple[int, int]:
    """Wait until an act was confirmed and something was published since the last kill."""
    end = time.monotonic() + PATIENCE
    head = home / "publishing" / "manifest" / "head.json"
    while time.monotonic() < end:
        acts = len(lines(home / "confirmed"))
        publication = head.stat().st_mtime_ns if head.exists() else 0
        if acts > before[0] and publication > before[1]:
            return acts, publication
        time.sleep(0.01)
    raise RuntimeError(f"{PATIENCE} 秒内没有办理或者没有发布，见上面的错误")


# -- the processes ---------------------------------------------------------------------------


def _found_county() -> None:
    from gongkai.apps.publishing.actions import WHOLE_SITE
    from tests.county import make_county

    make_county()
    from django.db import transaction

    from gongkai.apps.changes import actions as changes

    with transaction.atomic():
        changes.changed(WHOLE_SITE)


def _office(home: Path) -> None:
    """Write, review, publish, correct and withdraw, without a pause; say what was confirmed."""
    from django.db import OperationalError

    from gongkai.apps import clock
    from tests.county import NOON

    desk = _desk()
    with open(home / "confirmed", "a", encoding="utf-8") as confirmed:
        number = len(lines(home / "confirmed"))
        while True:
            number += 1
            # The example's days; a minute an item, so that lists have an order.
            with clock.stopped_at(NOON + dt.timedelta(minutes=number)):
                try:
                    for line in _acts(desk, number):
                        print(line, file=confirmed, flush=True)
                except OperationalError:  # another writer was slow: refused, and said so
                    time.sleep(0.1)


def _acts(desk, number: int) -> Iterator[str]:  # type: ignore[no-untyped-def]
    """What was confirmed, line by line: item, number of the edition, what the public sees now."""
    from gongkai.apps.disclosure.actions.ending import withdraw_item

    item = desk.published(title=f"关于第{os.getpid()}-{number}号事项的通知")
    yield f"{item.pk} 1 public"
    if number % 3 == 0:
        _correct(desk, item)
        yield f"{item.pk} 2 public"
    if number % 4 == 0:
        withdraw_item(desk.head, item, "内容有误，予以撤下。")
        yield f"{item.pk} - withdrawn"


def _desk():  # type: ignore[no-untyped-def]
    from gongkai.apps.disclosure.models import Column
    from gongkai.apps.organs.models import Organ, Person
    from tests.apps.disclosure.desk import Desk
    from tests.county import County

    organs = {organ.slug: organ for organ in Organ.objects.all()}
    county = County(organs["xzf"], organs["jyj"], organs["cgz"])
    county.people = {person.username: person for person in Person.objects.all()}
    county.columns = {column.code: column for column in Column.objects.select_related("organ")}
    return Desk(county)


def _correct(desk, item) -> None:  # type: ignore[no-untyped-def]
    from gongkai.apps.disclosure.actions.publication import correct_item
    from gongkai.apps.disclosure.actions.writing import revise_item

    revise_item(desk.clerk, item, {"summary": "更正后的概述。"})
    desk.pass_gates(item)
    correct_item(desk.head, item, "更正：概述有误。")


def _worker() -> None:
    from gongkai.config import worker

    worker.main()


def _reader(home: Path) -> None:
    """Look at every page, again and again; write down what is not whole, and how many a look saw."""
    with (
        open(home / "halves", "a", encoding="utf-8") as halves,
        open(home / "looks", "a", encoding="utf-8") as looks,
    ):
        while True:
            seen = 0
            for path in _pages(home / "public"):
                try:
                    body = path.read_bytes()
                except FileNotFoundError:
                    continue
                seen += 1
                if not body.rstrip().endswith(b"</html>"):
                    print(path, len(body), file=halves, flush=True)
            if seen:
                print(seen, file=looks, flush=True)
            time.sleep(0.05)


def _pages(root: Path) -> Iterator[Path]:
    """What a web server would hand out; folders come and go while it looks."""
    for folder, below, names in os.walk(root):
        below[:] = [one for one in below if one != ".staging"]
        yield from (Path(folder, name) for name in names if name.endswith(".html"))


# -- afterwards ------------------------------------------------------------------------------


def _faults(home: Path) -> list[str]:
    found = home / "faults"
    found.touch()
    in_a_process(lambda: found.write_text("\n".join(_look(home)), encoding="utf-8") and None)
    return [line for line in found.read_text(encoding="utf-8").split("\n") if line]


def _look(home: Path) -> list[str]:
    """What is wrong after an undisturbed run of the worker's task."""
    from gongkai.apps.audit.actor import program
    from gongkai.apps.changes.models import Effect
    from gongkai.apps.publishing.engine import publish_due, publish_everything
    from gongkai.apps.publishing.manifest.verifying import verify
    from gongkai.apps.publishing.place import configured_place

    place = configured_place()
    faults = [f"读到不完整的页面：{line}" for line in lines(home / "halves")]
    outcome = publish_due(retry=True)
    faults += [f"没有生成：{page} {reason}" for page, reason in outcome.failures.items()]
    left = Effect.objects.filter(consumer="publishing").count()
    if left or outcome.busy:
        faults.append(f"还有 {left} 项待办没有完成")
    faults += _lost_acts(home, place.root)
    differences = verify(place.root, place.manifest)
    for name in ("changed", "missing", "foreign"):
        faults += [f"清单 {name}：{path}" for path in getattr(differences, name)]
    again = publish_everything(program("验证"))
    if again.written or again.removed:
        faults.append(f"重新生成全站时写入 {again.written} 个、删除 {again.removed} 个文件")
    if (place.state / "journal.json").exists():
        faults.append("日志没有了结")
    return faults


def _lost_acts(home: Path, root: Path) -> list[str]:
    from gongkai.apps.disclosure.models import Edition

    faults = []
    editions = {(e.item_id, e.number): e for e in Edition.objects.select_related("organ")}
    last: dict[int, str] = {}
    for line in lines(home / "confirmed"):
        item, number, state = line.split()
        last[int(item)] = state
        if number != "-" and (int(item), int(number)) not in editions:
            faults.append(f"已确认的发布不在数据库里：{line}")
    for (item, number), edition in editions.items():
        year = edition.first_published_at.astimezone().year
        path = root / edition.organ.slug / str(year) / f"{item}.html"
        if edition.ended_at is None and edition.title not in _text(path):
            faults.append(f"公开的信息不在公开目录里：{path}（第{number}版）")
        if edition.ended_at is None and last.get(item) == "withdrawn":
            faults.append(f"已确认的撤下不在数据库里：{item}")
    return faults


def _counted(home: Path) -> str:
    confirmed, looks = lines(home / "confirmed"), lines(home / "looks")
    return (
        f"期间确认 {len(confirmed)} 项行为，公开目录里有 {sum(1 for _ in _pages(home / 'public'))} 个页面，"
        f"读者看了 {len(looks)} 遍、{sum(map(int, looks))} 页"
    )


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
