"""Fuzz the readers for as long as one likes: `make fuzz N=200000`.

Prints counts by format and outcome, times and memory, and each fault once with the input that
shows it. Ends with status 1 if there was a fault.
"""

import argparse
import sys
import time

from tests.fuzz.campaign import Campaign, Outcome

TARGETS = {
    "document": "gongkai.documents.reader:read_document",
    "report": "gongkai.documents.reader:read",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--target", choices=TARGETS, default="report")
    parser.add_argument("--kinds", default="", help="html,docx,…: these formats only")
    parser.add_argument("--again", type=int, help="read this one input here and show what happens")
    options = parser.parse_args()
    kinds = tuple(options.kinds.split(",")) if options.kinds else ()
    campaign = Campaign(options.seed, TARGETS[options.target], kinds)
    if options.again is not None:
        data, name = campaign.input(options.again)
        sys.stdout.write(f"{name}, {len(data)} bytes\n{campaign.read(data, name)}\n")
        return 0
    start = last = time.monotonic()

    def report(outcome: Outcome) -> None:
        nonlocal last
        if time.monotonic() - last > 60:
            last = time.monotonic()
            done = len(outcome.times)
            sys.stdout.write(
                f"{done} inputs, {done / (last - start):.0f}/s, {len(outcome.faults)} faults\n"
            )
            sys.stdout.flush()

    outcome = campaign.run(options.first, options.count, report)
    sys.stdout.write(summary(outcome, time.monotonic() - start))
    return 1 if outcome.faults else 0


def summary(outcome: Outcome, seconds: float) -> str:
    times = sorted(outcome.times)
    lines = [
        f"{len(times)} inputs in {seconds:.0f} s, longest {times[-1]:.2f} s, 99.9 % below"
        f" {times[int(len(times) * 0.999)] * 1000:.0f} ms, peak memory {outcome.peak / 2**20:.0f} MB"
    ]
    lines += [
        f"{kind:8} {what:12} {count:8}" for (kind, what), count in sorted(outcome.counts.items())
    ]
    for fault, (number, trace) in sorted(outcome.faults.items()):
        lines += [f"FAULT {fault} (input {number})", trace]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
