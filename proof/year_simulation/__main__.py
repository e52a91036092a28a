"""`python -m proof.year_simulation [--seed N] [--runs K] [--small]`: counties with other seeds, each two years long."""

import argparse
import os
import shutil
import sys
import tempfile
import time
import traceback
from pathlib import Path


def main() -> int:
    """0 where everything held in every county. Works in a folder of its own."""
    parser = argparse.ArgumentParser(prog="python -m proof.year_simulation")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--small", action="store_true", help="counties as small as the test's")
    given = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="gongkai-years-"))
    os.environ["GONGKAI_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.config.settings"
    try:
        from tests.databases import migrated_file

        shutil.copyfile(migrated_file(), home / "gongkai.sqlite3")
        import django

        django.setup()
        from django.conf import settings

        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
        wrong = [
            seed
            for seed in range(given.seed, given.seed + given.runs)
            if not _held(seed, big=not given.small)
        ]
        print(f"{given.runs} 个县，各两年；不对的 {len(wrong)} 个{wrong or ''}")  # noqa: T201
        return 1 if wrong else 0
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _held(seed: int, *, big: bool) -> bool:
    """One county, taken back afterwards."""
    from django.db import transaction

    from gongkai.apps.audit.models import Entry
    from gongkai.apps.cases.models import Case
    from gongkai.apps.remedies.models import Remedy
    from proof.year_simulation.holding import faults
    from proof.year_simulation.run import simulate

    say, began = print, time.process_time()
    with transaction.atomic():
        try:
            kept = simulate(seed, big=big)
            found = list(faults(kept))
        except Exception:
            found = [traceback.format_exc(limit=-4)]
        acts, cases, remedies = Entry.objects.count(), Case.objects.count(), Remedy.objects.count()
        transaction.set_rollback(True)
    say(f"种子 {seed}：申请 {cases} 件，复议诉讼 {remedies} 件，行为 {acts} 项，", end="")
    say(f"不对的 {len(found)} 处（{time.process_time() - began:.0f} 秒）")
    for one in found[:20]:
        say(f"  {one}")
    sys.stdout.flush()
    return not found


if __name__ == "__main__":
    sys.exit(main())
