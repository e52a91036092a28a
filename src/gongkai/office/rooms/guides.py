"""公开指南: what Art. 12 asks for, in versions; publishing a version; confirming that it is still true."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure.actions import guides as acts
from gongkai.apps.disclosure.models import GuideVersion
from gongkai.apps.disclosure.queries.guides import guide_reminders, last_confirmed, public_guide
from gongkai.apps.organs.access import may, require
from gongkai.apps.organs.models import Organ
from gongkai.office.doors import office_page
from gongkai.office.rooms.asking import done, organ_asked, organs_today, text_area

HINTS = {
    "classification": "本机关有哪些信息，分成哪几类。",
    "arrangement": "信息怎样编排：目录、索引号、按什么排列。",
    "ways_to_obtain": "主动公开的在哪里看（网站、公报、查阅点），怎样检索。",
    "application": "怎样提出申请、申请书要写什么、多久答复、怎样收费。",
    "supervision": "认为本机关没有依法公开的，向谁投诉举报，怎样复议、诉讼。",
    "office_hours": "例如：工作日 8:00-12:00，14:30-18:00。",
    "office_internet": "电子邮箱或者在线申请的网址。",
}
ACTS = ("guide.edit", "guide.confirm", "item.read")


class GuideForm(forms.ModelForm[GuideVersion]):
    """What is given is kept even if unfinished; publishing asks for the whole."""

    class Meta:
        model = GuideVersion
        fields = acts.WRITABLE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.required = False
            field.help_text = HINTS.get(name, "")
            if isinstance(field.widget, forms.Textarea):
                field.widget = text_area(5)

    def save(self, commit: bool = True) -> GuideVersion:
        raise NotImplementedError("指南由 write_guide 保存")


@office_page(*ACTS)
def guides(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Every organ's guide: version, last confirmed, what must be looked at."""
    organs = organs_today(actor, *ACTS)
    reasons: dict[int, list[str]] = {}
    for one in guide_reminders(organs, clock.today()):
        reasons.setdefault(one.organ.pk, []).append(one.reason)
    rows = [
        (organ, public_guide(organ.pk), last_confirmed(organ.pk), reasons.get(organ.pk, []))
        for organ in organs
    ]
    return render(
        request,
        "office/rooms/guides.html",
        {"title": "公开指南", "rows": rows, "reminded": len(reasons)},
    )


@office_page(*ACTS)
def guide(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """One organ's guide: its versions, and the form of the next."""
    organ, organs = organ_asked(request, actor, *ACTS)
    may_edit = may(actor, "guide.edit", organ.pk)
    versions = list(GuideVersion.objects.filter(organ=organ).order_by("-number"))
    form = GuideForm(
        request.POST if request.method == "POST" else None, instance=_start(organ, versions)
    )
    if request.method == "POST":
        require(actor, "guide.edit", organ.pk)
        if form.is_valid() and done(
            request,
            lambda: acts.write_guide(
                actor, organ, {name: form.cleaned_data[name] or "" for name in acts.WRITABLE}
            ),
            "已保存为新的一版，发布之前读者看到的仍是原来的。",
        ):
            return _to(organ)
    return render(
        request,
        "office/rooms/guide.html",
        {
            "title": f"公开指南：{organ.short_name}",
            "crumbs": [(reverse("office_guides"), "公开指南")],
            "organ": organ,
            "organs": organs,
            "versions": versions,
            "draft": versions[0] if versions and versions[0].published_at is None else None,
            "public": public_guide(organ.pk),
            "confirmed": last_confirmed(organ.pk),
            "reminders": guide_reminders([organ], clock.today()),
            "form": form if may_edit else None,
            "draft_fields": True,
            "may_confirm": may(actor, "guide.confirm", organ.pk),
        },
    )


def _start(organ: Organ, versions: list[GuideVersion]) -> GuideVersion:
    """A copy of the last version; of the organ's record where there is none. Never stored."""
    start = GuideVersion(organ=organ, number=0)
    for name in acts.WRITABLE:
        source = "office_email" if name == "office_internet" else name
        value = getattr(versions[0], name) if versions else getattr(organ, source, "")
        setattr(start, name, value)
    return start


@require_POST
@office_page("guide.confirm")
def publish(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    version = get_object_or_404(GuideVersion.objects.select_related("organ"), pk=pk)
    done(request, lambda: acts.publish_guide(actor, version), f"第{version.number}版指南已经发布。")
    return _to(version.organ)


@require_POST
@office_page("guide.confirm")
def confirm(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    organ = get_object_or_404(Organ, pk=request.POST.get("organ"))
    done(
        request,
        lambda: acts.confirm_guide(actor, organ, clock.today()),
        "已经记下：指南今天核对过，仍然准确。",
    )
    return _to(organ)


def _to(organ: Organ) -> HttpResponseBase:
    return redirect(f"{reverse('office_guide')}?organ={organ.pk}")
