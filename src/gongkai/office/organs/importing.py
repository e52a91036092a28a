"""The organ tree from a spreadsheet: the template, the import, and what is wrong in which row."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from gongkai.apps.audit.actor import Actor
from gongkai.apps.organs import actions
from gongkai.apps.organs.importing import COLUMNS, read_organs, template
from gongkai.apps.organs.refusals import ImportRefused, RowError
from gongkai.documents.formats.xlsx import MEDIA_TYPE
from gongkai.office.doors import office_page

LARGEST = 10 * 1024 * 1024


@office_page("organ.edit")
def import_page(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Take in a spreadsheet: every row, or none and a list of what is wrong."""
    errors: tuple[RowError, ...] = ()
    if request.method == "POST":
        try:
            done = actions.import_organs(actor, read_organs(_sent(request), "机关.xlsx"))
        except ImportRefused as refused:
            errors = refused.errors
        else:
            messages.success(
                request,
                f"导入完成：新登记 {done.founded} 个机关，更新 {done.changed} 个，没有变化 {done.unchanged} 个。",
            )
            return redirect("office_organs")
    context = {
        "title": "导入机关",
        "crumbs": [("../", "机关")],
        "errors": errors,
        "columns": [(heading, must, hint) for heading, (_, must, hint) in COLUMNS.items()],
    }
    return render(request, "office/organs/import.html", context, status=422 if errors else 200)


def _sent(request: HttpRequest) -> bytes:
    file = request.FILES.get("file")
    if file is None or not file.size:
        raise ImportRefused([RowError(1, "", "没有选择文件，或者文件是空的。")])
    if file.size > LARGEST:
        raise ImportRefused([RowError(1, "", "文件超过 10 MB，不像机关表。")])
    return bytes(file.read())


@office_page("organ.edit")
def template_file(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The template to fill in."""
    answer = HttpResponse(template(), content_type=MEDIA_TYPE)
    answer.headers["Content-Disposition"] = (
        "attachment; filename=\"organs.xlsx\"; filename*=UTF-8''%E6%9C%BA%E5%85%B3%E5%AF%BC%E5%85%A5%E6%A8%A1%E6%9D%BF.xlsx"
    )
    return answer
