"""网站报表: one page a year. Filled in place, findings beside the fields, the next step at the top."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from gongkai.apps import clock
from gongkai.apps.annual.access import published_website_report, website_reports_visible_to
from gongkai.apps.annual.actions import website, website_publishing
from gongkai.apps.annual.models import WebsiteReport, WebsiteState
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.annual.website.counting import years
from gongkai.apps.annual.website.filling import Filled, filled, values_of
from gongkai.apps.annual.website.rules import SiteFinding, check_form
from gongkai.apps.annual.website.sheets import sheet_of
from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure.models import Edition
from gongkai.apps.organs.access import may
from gongkai.apps.organs.models import Organ
from gongkai.apps.publishing.pages.addresses import item_path
from gongkai.documents.errors import DocumentError
from gongkai.documents.website import FORMATS, checked_sheet
from gongkai.domain.law import parameter
from gongkai.office.annual.acting import done
from gongkai.office.annual.website.inputs import blocks_of, given_in
from gongkai.office.doors import office_page

MARK = "草稿，未经签发"


@office_page("report.read")
def page(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The newest version of the year's form; where there is none, the button to begin it."""
    year = _year(request)
    organ = _site_organ()
    held = website_reports_visible_to(actor).filter(year=year, organ=organ)
    report = _asked(request, held)
    frame: dict[str, Any] = {
        "title": f"政府网站工作年度报表（{year}年度）",
        "crumbs": [(f"{reverse('office_annual')}?year={year}", f"{year}年度报告")],
        "year": year,
        "years": years(),
        "report": report,
        "due": due_line(year, report) if may(actor, "report.read", organ.pk) else "",
        "elsewhere": None if may(actor, "report.read", organ.pk) else organ,
        "may_start": report is None and may(actor, "report.write", organ.pk),
    }
    if report is not None:
        frame |= _shown(actor, report, request)
        frame["versions"] = [one for one in held.order_by("-version") if one.pk != report.pk]
    elif frame["elsewhere"] is not None:
        # Who reads no more of it than everybody is led to the public page.
        public = published_website_report(organ, year)
        frame["address"] = _address(public) if public is not None else ""
    return render(request, "office/annual/website/page.html", frame)


def _shown(actor: Actor, report: WebsiteReport, request: HttpRequest) -> dict[str, Any]:
    places = filled(report)
    writable = report.state in website.WRITABLE and may(actor, "report.write", report.organ_id)
    stated = {key: website.Given(one.value, one.note) for key, one in values_of(report).items()}
    if request.method == "POST" and writable:
        stated |= given_in(request.POST)  # what was refused stays in the inputs
    findings = check_form(places)
    return {
        "blocks": blocks_of(places, stated, findings, writable=writable),
        "findings": findings,
        "writable": writable,
        "acts": acts_of(actor, report),
        "steps": report.steps.order_by("id"),
        "formats": FORMATS,
        "draft": report.state in (*website.WRITABLE, WebsiteState.TO_HEAD),
        "counts": _counts(places, findings),
        "address": _address(report),
    }


def _counts(places: Filled, findings: list[SiteFinding]) -> dict[str, int]:
    return {
        "counted": sum(1 for one in places.values() if one.field.source and not one.differs),
        "blank": sum(1 for one in places.values() if not one.text and not one.field.may_be_blank),
        "errors": sum(1 for one in findings if one.rule.severity == "error"),
        "warnings": sum(1 for one in findings if one.rule.severity == "warning"),
    }


def _address(report: WebsiteReport) -> str:
    if report.item_id is None or report.state != WebsiteState.PUBLISHED:
        return ""
    edition = (
        Edition.objects.public().filter(item_id=report.item_id).select_related("organ").first()
    )
    if edition is None:
        return ""
    return "/" + item_path(edition.organ.slug, edition.first_published_at, edition.item_id)


def _site_organ() -> Organ:
    found = Organ.objects.filter(parent=None, kind="government").order_by("pk").first()
    if found is None:
        raise Http404("还没有设立主办网站的人民政府。")
    return found


def _asked(request: HttpRequest, held: Any) -> WebsiteReport | None:
    version = request.GET.get("version", "")
    if version.isascii() and version.isdigit() and len(version) < 4:
        return get_object_or_404(held, version=int(version))
    found: WebsiteReport | None = held.order_by("-version").first()
    return found


def _year(request: HttpRequest) -> int:
    given = request.POST.get("year") or request.GET.get("year") or str(clock.today().year - 1)
    if not (given.isascii() and given.isdigit() and len(given) == 4):
        raise Http404("没有这个年度。")
    if int(given) not in years():
        raise Http404("没有这个年度的报表。")
    return int(given)


def due_line(year: int, report: WebsiteReport | None) -> str:
    """By when, and how far that is, for who has not published yet."""
    found = parameter("website_report_due", on=clock.today())
    day = found.day_in(year + 1)
    said = f"{day.year}年{day.month}月{day.day}日前在本网站首页显著位置发布（{found.source}）"
    if report is not None and (report.version > 1 or report.state == WebsiteState.PUBLISHED):
        return f"{said}。"
    left = (day - clock.today()).days
    far = "今天是最后一天" if left == 0 else f"还有{left}天" if left > 0 else f"已超过{-left}天"
    return f"{said}，{far}。"


def acts_of(actor: Actor, report: WebsiteReport) -> list[tuple[str, str, bool]]:
    """(name, label, whether words are asked for) of what the actor may do now."""
    state, organ = report.state, report.organ_id
    newest = not WebsiteReport.objects.filter(
        organ=report.organ, year=report.year, version__gt=report.version
    ).exists()
    wanted = [
        ("send", "送负责人签发", "report.write", state in website.WRITABLE, False),
        ("sign", "签发", "report.sign", state == WebsiteState.TO_HEAD, False),
        ("prepare", "生成公开页面并送审", "report.write", state == WebsiteState.SIGNED, False),
        ("publish", "公布", "report.publish", state == WebsiteState.SIGNED and bool(report.item_id), False),
        ("return", "退回", "report.sign", state in (WebsiteState.TO_HEAD, WebsiteState.SIGNED), True),
        ("correct", "更正（新版本）", "report.write", state == WebsiteState.PUBLISHED and newest, True),
    ]  # fmt: skip
    return [
        (name, label, words)
        for name, label, act, now, words in wanted
        if now and may(actor, act, organ)
    ]


@office_page("report.write")
@require_POST
def start(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Begin the year's form."""
    year = _year(request)
    done(
        request,
        lambda: website.start_website_report(actor, _site_organ(), year),
        "已经开始填报。平台能算出的数已经填好，其余请填写。",
    )
    return redirect(_back(year))


@office_page("report.write")
@require_POST
def fill(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """Keep what was written; where one field is wrong, nothing is kept and what was typed stays on the page."""
    report = _report(actor, pk)
    try:
        changed = website.fill_form(actor, report, given_in(request.POST))
    except Refused as no:
        messages.error(request, f"{no}这一次填写的都没有保存，改正后再保存。")
        return page(request)
    messages.success(request, f"已经保存，改动了{changed}项。" if changed else "没有改动。")
    return redirect(_back(report.year))


@office_page("report.read")
@require_POST
def act(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """Do the step whose button was pressed."""
    report, words = _report(actor, pk), request.POST.get("note", "")
    ways: dict[str, tuple[Any, str]] = {
        "send": (lambda: website.send_form(actor, report), "已送负责人签发。"),
        "sign": (lambda: website.sign_form(actor, report), "已签发。"),
        "return": (lambda: website.return_form(actor, report, words), "已退回。"),
        "prepare": (
            lambda: website_publishing.prepare_form_page(actor, report), "公开页面已经生成并送审。",
        ),
        "publish": (lambda: website_publishing.publish_form(actor, report), "已公布，首页上有链接。"),
        "correct": (
            lambda: website_publishing.correct_form(actor, report, words), "已建立新版本，请修改后送签。",
        ),
    }  # fmt: skip
    if (name := request.POST.get("act", "")) not in ways:
        raise Http404("没有这一步。")
    way, sentence = ways[name]
    done(request, way, sentence)
    return redirect(_back(report.year))


@office_page("report.read")
def download(request: HttpRequest, actor: Actor, pk: int, to: str) -> HttpResponseBase:
    """The form as a file, read back; marked while nobody has signed it."""
    report = _report(actor, pk)
    if to not in FORMATS:
        raise Http404("没有这种格式。")
    sheet = sheet_of(report, filled(report))
    draft = report.state in (*website.WRITABLE, WebsiteState.TO_HEAD)
    try:
        content = checked_sheet(sheet, to, MARK if draft else "")
    except DocumentError as no:
        messages.error(request, f"{no.message}{no.advice}")
        return redirect(_back(report.year))
    answer = HttpResponse(content, content_type="application/octet-stream")
    name = f"{'草稿　' if draft else ''}{sheet.title}.{to}"
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _report(actor: Actor, pk: int) -> WebsiteReport:
    return get_object_or_404(website_reports_visible_to(actor), pk=pk)


def _back(year: int) -> str:
    return f"{reverse('office_annual_website')}?year={year}"
