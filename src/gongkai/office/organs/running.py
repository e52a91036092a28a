"""生成与检索: what the worker has still to do, what it could not, and having it done anew."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db.models import Count, Max, Min
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.changes.models import Effect
from gongkai.apps.disclosure.models import Edition
from gongkai.apps.publishing import asking as files
from gongkai.apps.publishing.actions import rebuild_site
from gongkai.apps.publishing.models import PublicFile
from gongkai.apps.publishing.queries import CONSUMER, failures, failures_by_reason
from gongkai.apps.publishing.tasks import verify_files
from gongkai.apps.search import asking as index
from gongkai.apps.search.engine.interface import SearchError
from gongkai.apps.search.indexing import CONSUMER as SEARCH
from gongkai.apps.search.opening import backend
from gongkai.office.doors import office_page

# A worker that is alive takes up a change in seconds.
PATIENCE = dt.timedelta(minutes=2)
SHOWN = 50
SORTS = (("changed", "被改动"), ("missing", "缺失"), ("foreign", "多出"))
ALREADY = "已经有一次在排队或者正在进行，做完后结果显示在这里。"


@office_page("site.publish")
def running(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Two halves: the files of the site, and the index of the search."""
    on_disk = PublicFile.objects.order_by().aggregate(
        number=Count("path", distinct=True), newest=Max("written_at")
    )
    due, oldest = _due(CONSUMER)
    waiting, oldest_waiting = _due(SEARCH)
    late = [at for at in (oldest, oldest_waiting) if at and clock.now() - at > PATIENCE]
    return render(
        request,
        "office/organs/running.html",
        {
            "title": "生成与检索",
            "due": due,
            "waiting": waiting,
            "stuck_since": min(late) if late and not failures().exists() else None,
            "on_disk": on_disk,
            "reasons": failures_by_reason(),
            "failures": failures()[:SHOWN],
            "failed": failures().count(),
            "verifying": files.under_way(verify_files.module_path),
            "verified": _verified(),
            "index": _index(),
            "public": Edition.objects.public().count(),
            "rebuilding": index.rebuild_under_way(),
            "rebuilt": index.last_rebuild(),
        },
    )


def _due(consumer: str) -> tuple[int, dt.datetime | None]:
    """How many changes wait, and since when."""
    effects = Effect.objects.filter(consumer=consumer)
    found = effects.aggregate(number=Count("pk"), oldest=Min("recorded_at"))
    return found["number"], found["oldest"]


def _verified() -> dict[str, Any] | None:
    """The last verification as the page tells it."""
    last = files.last_verification()
    if last is None:
        return None
    at, found = last
    sorts = [
        (label, found["numbers"][sort], found["named"][sort])
        for sort, label in SORTS
        if "numbers" in found and found["numbers"][sort]
    ]
    return {"at": at, "sorts": sorts, **found}


def _index() -> dict[str, Any]:
    try:
        return {"documents": backend().state().documents}
    except SearchError as no:
        return {"refused": str(no)}


@require_POST
@office_page("site.publish")
def order(request: HttpRequest, actor: Actor, order: str) -> HttpResponseBase:
    """One of the three orders; the worker carries it out."""
    if order == "site":
        rebuild_site(actor)
        said = "全站重新生成已经登记，后台程序逐页生成，期间网站照常可以看。"
    elif order == "files":
        said = "校验已经登记，做完后结果显示在这里。" if files.ask_verification(actor) else ALREADY
    elif order == "search":
        said = "重建已经登记，建好以前照常用现在的索引。" if index.ask_rebuild(actor) else ALREADY
    else:
        raise Http404
    messages.success(request, said)
    return redirect("office_running")
