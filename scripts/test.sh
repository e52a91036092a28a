#!/usr/bin/env bash
# `make check`, then every test on SQLite, then those of what is stored on PostgreSQL as well.
# The last line adds both runs up: so many passed, failed, skipped. What fails without a test that
# failed (a check, a run that broke off) counts as one.
set -uo pipefail
cd "$(dirname "$0")/.."
failed=0
counts=$(mktemp)
trap 'rm -f "$counts"' EXIT
export GONGKAI_TEST_COUNTS=$counts
# Both runs and every process they start read what the first has compiled.
unset PYTHONDONTWRITEBYTECODE
broken() {
    failed=1
    awk '{failed += $2} END {exit failed > before ? 0 : 1}' before="$1" "$counts" || echo "0 1 0" >> "$counts"
}
failures() { awk '{failed += $2} END {print failed + 0}' "$counts"; }
scripts/check.sh || broken 0
before=$(failures)
.venv/bin/pytest -n auto --dist loadgroup -rs "$@" || broken "$before"
# With arguments it is a person looking for something: one run is what was asked for.
if [ $# = 0 ]; then
    printf '… PostgreSQL\n'
    before=$(failures)
    .venv/bin/python -m tests.postgres -n auto --dist loadgroup -rs || broken "$before"
fi
awk '{passed += $1; failed += $2; skipped += $3} END {printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped}' "$counts"
exit $failed
