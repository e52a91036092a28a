#!/usr/bin/env bash
# `make check`, then every test on SQLite, then those of what is stored on PostgreSQL as well.
# The last line adds both runs up: so many passed, failed, skipped.
set -uo pipefail
cd "$(dirname "$0")/.."
failed=0
counts=$(mktemp)
trap 'rm -f "$counts"' EXIT
export GONGKAI_TEST_COUNTS=$counts
scripts/check.sh || failed=1
.venv/bin/pytest -n auto --dist loadgroup "$@" || failed=1
# With arguments it is a person looking for something: one run is what was asked for.
if [ $# = 0 ]; then
    printf '… PostgreSQL\n'
    .venv/bin/python -m tests.postgres -n auto --dist loadgroup || failed=1
fi
awk '{passed += $1; failed += $2; skipped += $3} END {printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped}' "$counts"
exit $failed
