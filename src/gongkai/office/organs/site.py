"""The site's record: the values that every page's head and foot need."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from gongkai.apps.audit.actor import Actor
from gongkai.apps.organs import actions, checks
from gongkai.apps.organs.actions.site import FIELDS
from gongkai.apps.organs.models import SiteRecord
from gongkai.office.doors import office_page
from gongkai.office.organs.asking import done
from gongkai.office.organs.forms import SiteForm


@office_page("site.edit")
def site(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Edit the one record; what is missing is said before anything is sent."""
    record = SiteRecord.objects.first() or SiteRecord()
    form = SiteForm(request.POST or None, instance=SiteRecord.objects.first())
    for name, label in checks.SITE_MUST.items():
        form.fields[name].error_messages["required"] = f"{label}没有填写，每一页都要用到。"
    if form.is_valid() and done(
        request,
        form,
        lambda: actions.set_site_record(actor, form.cleaned_data),
        "网站信息已保存，所有页面会重新生成。",
    ):
        return redirect("office_site")
    lacking = list(checks.site({name: getattr(record, name) for name in FIELDS}))
    context = {
        "title": "网站信息",
        "form": form,
        "verb": "保存",
        "back": "wagtailadmin_home",
        "lacking": [] if form.is_bound else lacking,
        "lead": "写在每一页的页头、页脚和网页标签里（网页设计规范）。",
    }
    return render(request, "office/organs/form.html", context)
