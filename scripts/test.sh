#!/usr/bin/env bash
# `make check` and every test on SQLite; at the same time those of what is stored on PostgreSQL as well,
# with half as many workers: the two passes fill each other's pauses. PostgreSQL's lines are shown when it
# is done. The last line adds all up: so many passed, failed, skipped. What fails without a test that
# failed (a check, a pass that broke off) counts as one.
set -uo pipefail
cd "$(dirname "$0")/.."
kept=$(mktemp -d)
beside=
trap '[ -z "$beside" ] || kill -INT -- "-$beside" 2>/dev/null; wait; rm -rf "$kept"' EXIT
trap 'exit 130' INT TERM
# All passes and every process they start read what the first has compiled.
unset PYTHONDONTWRITEBYTECODE
counted() {
    local counts=$kept/$1.counts; shift
    GONGKAI_TEST_COUNTS=$counts "$@" && return
    awk '{failed += $2} END {exit failed > 0 ? 0 : 1}' "$counts" 2>/dev/null || echo "0 1 0" >> "$counts"
    return 1
}
# With arguments it is a person looking for something: one pass is what was asked for.
if [ $# = 0 ]; then
    half=$((($(nproc 2>/dev/null || echo 2) + 1) / 2))
    set -m # a group of its own, which can be told to stop
    counted postgres .venv/bin/python -m tests.postgres -n "$half" --dist loadgroup -rs > "$kept/postgres" 2>&1 &
    beside=$!
    set +m
fi
failed=0
counted check scripts/check.sh || failed=1
counted sqlite .venv/bin/pytest -n auto --dist loadgroup -rs "$@" || failed=1
if [ -n "$beside" ]; then
    printf '… PostgreSQL\n'
    wait "$beside" || failed=1
    beside=
    cat "$kept/postgres"
fi
cat "$kept"/*.counts \
    | awk '{passed += $1; failed += $2; skipped += $3} END {printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped}'
exit $failed
