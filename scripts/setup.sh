#!/usr/bin/env bash
# Makes .venv from the lock file. Needs Python 3.11 or newer and network access to a package index.
# With "tests" it also installs the system packages that the browser tests need, where it may.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() { printf '%s\n' "$1" >&2; exit 1; }

find_python() {
    local candidate
    for candidate in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11; do
        [ -n "$candidate" ] || continue
        command -v "$candidate" >/dev/null 2>&1 || continue
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
        command -v "$candidate"
        return 0
    done
    return 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

apt_install() {
    command -v apt-get >/dev/null 2>&1 && as_root true 2>/dev/null || return 1
    { as_root apt-get update -qq \
        && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } \
        >/dev/null 2>&1
}

# uv installs from the lock file ten times faster than pip, and pins every hash. It comes from PyPI.
find_uv() {
    command -v uv && return 0
    local home=.bootstrap
    [ -x $home/bin/uv ] && { printf '%s\n' "$PWD/$home/bin/uv"; return 0; }
    if ! "$python" -m venv --clear $home >/dev/null 2>&1; then
        apt_install python3-venv && "$python" -m venv --clear $home >/dev/null 2>&1 || return 1
    fi
    $home/bin/python -m pip install --quiet --disable-pip-version-check uv >&2 || return 1
    printf '%s\n' "$PWD/$home/bin/uv"
}

python=$(find_python) || fail "需要 Python 3.11 或更新版本：apt-get install python3 python3-venv"
stamp=.venv/.set-up
wanted=$(cat pyproject.toml uv.lock "$0" | sha256sum | cut -d' ' -f1)

if [ "$(cat "$stamp" 2>/dev/null || true)" != "$wanted" ]; then
    printf '正在准备运行环境（第一次约需一分钟）……\n' >&2
    uv=$(find_uv) || fail "无法取得 uv：请安装 python3-venv（apt-get install python3-venv），并检查能否访问 Python 软件包源"
    # An environment that is there keeps its interpreter: naming another path of the same one (a shim, a
    # link) would make uv remove it whole, under the feet of whatever runs in it.
    chosen=(--python "$python")
    .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && chosen=()
    # Compiled once: where Python may not write bytecode (PYTHONDONTWRITEBYTECODE, a read-only image) every
    # start would compile two thousand modules again, nine seconds of it.
    UV_PYTHON_DOWNLOADS=never "$uv" sync --frozen --quiet --compile-bytecode ${chosen[@]+"${chosen[@]}"} \
        || fail "安装依赖失败：请检查能否访问 Python 软件包源"
    printf '%s' "$wanted" > "$stamp"
fi

.venv/bin/python -m compileall -q src || fail "程序文件有语法错误，见上"

if [ "${1:-}" = tests ]; then
    has_browser() {
        local name
        for name in chromium-headless-shell chromium chromium-browser google-chrome; do
            command -v "$name" >/dev/null 2>&1 && return 0
        done
        return 1
    }
    # The same engine without a window opens a page for a quarter of the processor. Debian has it; where
    # another browser is there already, it is looked for once.
    if ! command -v chromium-headless-shell >/dev/null 2>&1 && { ! has_browser || [ ! -e .venv/.looked ]; }; then
        printf '正在安装浏览器测试所需的系统软件……\n' >&2
        apt_install chromium-headless-shell || has_browser || apt_install chromium \
            || printf '浏览器测试需要：apt-get install chromium（未能安装，相关测试将跳过）\n' >&2
        : > .venv/.looked
    fi
    fc-list ':lang=zh' 2>/dev/null | grep -q . || apt_install fonts-noto-cjk fontconfig \
        || printf '浏览器测试需要：apt-get install fonts-noto-cjk（未能安装，相关测试可能不通过）\n' >&2
fi
