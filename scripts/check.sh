#!/usr/bin/env bash
# Format, lint, types, import contracts, missing migrations. Silent when well; says each thing that is not.
set -uo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
failed=0
step() {
    local name=$1; shift
    local output
    if ! output=$("$@" 2>&1); then
        printf '✗ %s\n%s\n' "$name" "$output"
        failed=1
    else
        printf '✓ %s\n' "$name"
    fi
}
step "format" $bin/ruff format --check --quiet .
step "lint" $bin/ruff check --quiet .
step "types" $bin/mypy
step "import contracts" $bin/lint-imports
step "django" $bin/python -m django check --settings gongkai.config.settings
step "migrations" $bin/python -m django makemigrations --check --dry-run --settings gongkai.config.settings
exit $failed
