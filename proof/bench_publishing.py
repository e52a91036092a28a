"""`python -m proof.bench_publishing [sizes …]`: what publishing costs, as ratios within one run.

1. Pages rendered a second by one process: in bulk, against the bare template (the physical limit) and
   against one page a request through Django (what a dynamic site does for every reader).
2. What one new item costs on sites of different sizes: pages, files, queries, milliseconds.
3. Requests a second of a published article: by nginx with the documented configuration, against the same
   bytes as a bare file, by `make run`, and by Django rendering it for each request.
"""

import contextlib
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
SIZES = (1_000, 10_000)
ROUNDS = 4
BULK = "成批（本程序，含 JSON）"
say = print


def main(sizes: tuple[int, ...] = SIZES) -> None:
    """Each size in a process and a folder of its own."""
    for number, size in enumerate(sizes):
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "proof.bench_publishing",
                "one",
                str(size),
                str(int(number == 0)),
            ],
            cwd=ROOT,
            check=False,
        )
        if done.returncode:
            raise SystemExit(done.returncode)


def _one(size: int, with_rates: bool) -> None:
    home = Path(tempfile.mkdtemp(prefix="gongkai-bench-"))
    os.environ |= {"GONGKAI_HOME": str(home), "DJANGO_SETTINGS_MODULE": "gongkai.config.settings"}
    try:
        from tests.databases import migrated_file

        shutil.copyfile(migrated_file(), home / "gongkai.sqlite3")
        import django

        django.setup()
        from proof.bench_site import make_site

        make_site(size)
        if with_rates:
            _rendering(size)
        _whole_site(size)
        _one_item(size)
        if with_rates:
            _serving(home)
    finally:
        shutil.rmtree(home, ignore_errors=True)


# -- 1 ---------------------------------------------------------------------------------------


def _rendering(size: int) -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext, override_settings

    from gongkai.apps import clock
    from gongkai.apps.publishing.batches import PAGES_A_BATCH
    from gongkai.apps.publishing.pages import item_pages
    from gongkai.apps.publishing.pages.article import make_article
    from gongkai.apps.publishing.pages.contract import PageKey
    from gongkai.apps.publishing.pages.items import read_items
    from gongkai.apps.publishing.pages.shell import make_shell
    from gongkai.apps.publishing.pages.world import read_world

    kind = item_pages.ItemPages()
    # Every round takes pages that no round had before: nothing is warm that would not be in a sweep.
    keys = list(kind.all_keys())[: ROUNDS * PAGES_A_BATCH]
    batches = [keys[n : n + PAGES_A_BATCH] for n in range(0, len(keys), PAGES_A_BATCH)]
    shell = make_shell(read_world())

    def bulk(number: int) -> int:
        return sum(1 for file in kind.render(batches[number]) if file.path.endswith(".html"))

    def bare(number: int) -> float:
        facts = read_items([key.id for key in batches[number]])
        made = [(one, make_article(shell.world, one, clock.today())) for one in facts.values()]
        return _timed(
            lambda: [item_pages.article_html(shell, *pair, preview=True) for pair in made]
        )

    def alone(number: int) -> None:
        for key in batches[number][:50]:
            for _ in kind.render([PageKey("item", key.id)]):
                pass

    with override_settings(ROOT_URLCONF="proof.bench_dynamic", ALLOWED_HOSTS=["*"]):
        client = Client()

        def requested(number: int) -> None:
            for key in batches[number][50:100]:
                assert client.get(f"/x/2025/{key.id}.html").status_code == 200

        rounds = range(len(batches))
        rates = {
            BULK: PAGES_A_BATCH / _median(_timed(lambda n=n: bulk(n)) for n in rounds),
            "只套模板（极限）": PAGES_A_BATCH / _median(bare(n) for n in rounds),
            "每页单独查询": 50 / _median(_timed(lambda n=n: alone(n)) for n in rounds),
            "每页一次 Django 请求": 50 / _median(_timed(lambda n=n: requested(n)) for n in rounds),
        }
    with CaptureQueriesContext(connection) as queries:
        bulk(0)
    ours = rates[BULK]
    say(f"\n每个进程每秒生成的文章页（一批 {PAGES_A_BATCH} 页共 {len(queries)} 次查询）\n")
    for name, rate in rates.items():
        say(f"  {name:<16}{rate:>9,.0f} 页/秒{ours / rate:>9.2f} 倍（本程序÷它）")


def _median(seconds: Iterable[float]) -> float:
    """The first round left out."""
    return statistics.median(list(seconds)[1:])


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


# -- 2 ---------------------------------------------------------------------------------------


def _whole_site(size: int) -> None:
    from gongkai.apps.audit.actor import program
    from gongkai.apps.publishing.engine import publish_everything
    from gongkai.apps.publishing.manifest.verifying import verify
    from gongkai.apps.publishing.models import PublicFile
    from gongkai.apps.publishing.place import configured_place

    place = configured_place()
    jobs = os.cpu_count() or 1
    first = _timed(lambda: publish_everything(program(), jobs=jobs))
    files = PublicFile.objects.values("path").distinct().count()
    pages = PublicFile.objects.values("page").distinct().count()
    outcome = []
    again = _timed(lambda: outcome.append(publish_everything(program(), jobs=jobs)))
    check = _timed(lambda: verify(place.root, place.manifest))
    say(
        f"\n{size:,} 条信息的网站：{pages:,} 页、{files:,} 个文件\n"
        f"  全站第一次生成（{jobs} 个进程）{first:8.1f} 秒，{pages / first:7,.0f} 页/秒\n"
        f"  再次生成，写入 {outcome[0].written} 个　{again:8.1f} 秒，{pages / again:7,.0f} 页/秒\n"
        f"  核对清单　　　　　　　 {check:8.1f} 秒，{files / check:7,.0f} 个文件/秒"
    )


def _one_item(size: int) -> None:
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    from gongkai.apps.changes import actions as changes
    from gongkai.apps.publishing.engine import publish_due
    from proof.bench_site import one_more

    costs = []
    for number in range(7):
        with transaction.atomic():
            changes.changed(f"item:{one_more(size + number)}")
        with CaptureQueriesContext(connection) as queries:
            start = time.perf_counter()
            outcome = publish_due()
            seconds = time.perf_counter() - start
        assert not outcome.failures, outcome.failures
        costs.append((seconds * 1000, outcome.pages, outcome.written, len(queries)))
    middle = sorted(costs[1:])[len(costs[1:]) // 2]
    say(
        f"  发布一条新信息　　　　 {middle[0]:8.0f} 毫秒：生成 {middle[1]} 页，写入 {middle[2]} 个文件，{middle[3]} 次查询"
    )


# -- 3 ---------------------------------------------------------------------------------------


def _serving(home: Path) -> None:
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    wrk = shutil.which("wrk")
    if not (nginx and wrk):
        say("\n没有安装 nginx 和 wrk，略过每秒请求数（apt-get install nginx-light wrk）。")
        return
    from proof.bench_site import an_article

    address = an_article()
    body = home / "public" / address.lstrip("/")
    shutil.copyfile(body, home / "bare.html")
    documented = (ROOT / "docs/operations/nginx.conf").read_text(encoding="utf-8")
    documented = documented.replace("listen 80;", "listen 127.0.0.1:8197;")
    documented = documented.replace("listen [::]:80;", "")
    documented = documented.replace("/srv/gongkai/var/public", str(home / "public"))
    bare = f"server {{ listen 127.0.0.1:8197; root {home}; }}"
    front, program = "http://127.0.0.1:8197", f"http://127.0.0.1:8198{address}"
    rates = {}
    with _nginx(nginx, home, bare, url := f"{front}/bare.html"):
        rates["nginx，同样内容的单个文件（极限）"] = _wrk(wrk, url)
    with _nginx(nginx, home, documented, url := f"{front}{address}"):
        rates["nginx，按文档配置，已发布的页面"] = _wrk(wrk, url)
    with _gunicorn("gongkai.config.wsgi:application", program):
        rates["make run，已发布的页面"] = _wrk(wrk, program)
    with _gunicorn("proof.bench_dynamic:served()", program):
        rates["Django 每次请求现做"] = _wrk(wrk, program)
    ours = rates["nginx，按文档配置，已发布的页面"]
    say(
        f"\n每秒请求数（{body.stat().st_size / 1024:.0f} KB 的文章页，wrk -t1 -c16，与服务器同机）\n"
    )
    for name, rate in rates.items():
        say(f"  {name:<20}{rate:>10,.0f}{ours / rate:>9.2f} 倍（已发布÷它）")


def _wrk(wrk: str, url: str) -> float:
    done = subprocess.run(
        [wrk, "-t1", "-c16", "-d4s", url], capture_output=True, text=True, check=True
    )
    assert "Non-2xx" not in done.stdout, done.stdout
    (line,) = (line for line in done.stdout.splitlines() if line.startswith("Requests/sec"))
    return float(line.split()[1])


@contextmanager
def _nginx(nginx: str, home: Path, site: str, url: str) -> Iterator[None]:
    folder = home / "nginx"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "conf").write_text(
        f"user root; daemon off; worker_processes 2; pid {folder}/pid; error_log {folder}/error.log;"
        "events { worker_connections 256; }"
        f"http {{ types {{ text/html html; }} access_log off; client_body_temp_path {folder}/b;"
        f" proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u;"
        f" scgi_temp_path {folder}/s; {site} }}",
        encoding="utf-8",
    )
    with _running([nginx, "-p", str(folder), "-c", str(folder / "conf")], url):
        yield


@contextmanager
def _gunicorn(application: str, url: str) -> Iterator[None]:
    arguments = ["-m", "gunicorn", "--bind", "127.0.0.1:8198", "--workers", "2", "--log-level"]
    arguments += ["critical", "--worker-class", "gthread", "--threads", "4", application]
    with _running([sys.executable, *arguments], url):
        yield


@contextmanager
def _running(command: list[str], url: str) -> Iterator[None]:
    """The server, from its first answer on."""
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        for _ in range(600):
            with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=60) as answer:
                assert answer.status == 200
                break
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


if __name__ == "__main__":
    if sys.argv[1:2] == ["one"]:
        _one(int(sys.argv[2]), sys.argv[3] == "1")
    else:
        main(tuple(int(size.replace(",", "")) for size in sys.argv[1:]) or SIZES)
