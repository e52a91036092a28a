"""Reading mutated files in forked batches: what was read, refused, slow, or died, and every fault.

Input number `n` is made from the campaign's seed and `n` alone, so any fault can be made again:
`.venv/bin/python -m proof.fuzz --again n`.
"""

import os
import pickle
import random
import resource
import signal
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, BinaryIO

from gongkai.documents.errors import DocumentError
from tests.fuzz.mutation import mutated
from tests.fuzz.seeds import WEIGHTS, seeds

SLOW = 5.0  # seconds of CPU for one small file
MEMORY = 400 * 1024 * 1024
BATCH = 500


class TooSlow(BaseException):
    """The alarm of one input; beside Exception, so that no reader swallows it."""


@dataclass
class Outcome:
    """Counts by (ending, outcome); `faults` by place in the code, with the first input that shows it."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    faults: dict[str, tuple[int, str]] = field(default_factory=dict)
    times: list[float] = field(default_factory=list)
    peak: int = 0  # bytes of the largest batch process


class Campaign:
    def __init__(self, seed: int, target: str, kinds: tuple[str, ...] = ()) -> None:
        module, _, function = target.partition(":")
        self.read: Callable[[bytes, str], Any] = getattr(import_module(module), function)
        self.seed = seed
        self.pools = {kind: pool for kind, pool in seeds().items() if not kinds or kind in kinds}
        self.kinds = list(self.pools)
        self.others = [one for pool in self.pools.values() for one in pool]

    def input(self, number: int) -> tuple[bytes, str]:
        """(bytes, name) of input `number`."""
        rng = random.Random(f"{self.seed} {number}")
        kind = rng.choices(self.kinds, [WEIGHTS[one] for one in self.kinds])[0]
        data = mutated(rng.choice(self.pools[kind]), rng, self.others)
        return data, f"input.{kind}" if rng.random() < 0.9 else rng.choice(
            ("input", "input.bin", "input.html")
        )

    def run(
        self, first: int, count: int, report: Callable[[Outcome], None] | None = None
    ) -> Outcome:
        outcome = Outcome()
        number = first
        while number < first + count:
            number = self._batch(number, min(number + BATCH, first + count), outcome)
            if report:
                report(outcome)
        return outcome

    def _batch(self, first: int, end: int, outcome: Outcome) -> int:
        """Read inputs in one child; returns the next number. A child that dies costs only its input."""
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(reading)
            try:
                with os.fdopen(writing, "wb") as pipe:
                    self._child(first, end, pipe)
            finally:
                os._exit(0)
        os.close(writing)
        number = first
        with os.fdopen(reading, "rb") as pipe:
            while True:
                try:
                    kind, what, fault, seconds = pickle.load(pipe)
                except (EOFError, pickle.UnpicklingError):
                    break
                outcome.counts[kind, what] += 1
                outcome.times.append(seconds)
                if fault:
                    outcome.faults.setdefault(fault[0], (number, fault[1]))
                number += 1
        _, status, usage = os.wait4(pid, 0)
        outcome.peak = max(outcome.peak, usage.ru_maxrss * 1024)
        if number < end:
            how = signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else "exit"
            outcome.counts[self.input(number)[1].rpartition(".")[2], "died"] += 1
            outcome.faults.setdefault(f"died of {how}", (number, how))
            number += 1
        return number

    def _child(self, first: int, end: int, pipe: BinaryIO) -> None:
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 2)

        def ring(*_: Any) -> None:
            raise TooSlow

        signal.signal(signal.SIGPROF, ring)
        for number in range(first, end):
            data, name = self.input(number)
            signal.setitimer(signal.ITIMER_PROF, SLOW)
            start = time.process_time()
            what, fault = self._one(data, name)
            signal.setitimer(signal.ITIMER_PROF, 0)
            seconds = time.process_time() - start
            pickle.dump((name.rpartition(".")[2], what, fault, seconds), pipe)
            pipe.flush()

    def _one(self, data: bytes, name: str) -> tuple[str, tuple[str, str] | None]:
        try:
            self.read(data, name)
        except DocumentError as refusal:
            if not refusal.message or not refusal.message.endswith("。"):
                return "fault", (f"no sentence: {refusal.message[:60]}", "")
            return type(refusal).__name__, None
        except TooSlow:
            return "slow", ("slow at " + _where(), traceback.format_exc())
        except MemoryError:
            return "memory", ("memory at " + _where(), traceback.format_exc())
        except BaseException as error:
            return "fault", (f"{type(error).__name__} at {_where()}", traceback.format_exc())
        return "read", None


def _where() -> str:
    """The innermost line of the project in the traceback being handled."""
    frames = [one for one in traceback.extract_tb(_current()) if "gongkai" in one.filename]
    return f"{frames[-1].filename.rpartition('gongkai/')[2]}:{frames[-1].lineno}" if frames else "?"


def _current() -> Any:
    import sys

    return sys.exc_info()[2]
