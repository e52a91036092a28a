#!/usr/bin/env bash
# `make check`, then every test. The last line says how many passed and failed.
set -uo pipefail
cd "$(dirname "$0")/.."
failed=0
scripts/check.sh || failed=1
.venv/bin/pytest -n auto --dist loadgroup "$@" || failed=1
[ $failed = 0 ] || exit 1
