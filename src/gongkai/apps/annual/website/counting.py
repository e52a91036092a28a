"""What the platform itself knows of a site's year: what was published on it, its topics, its site record."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from django.conf import settings
from django.db.models import Count, Q

from gongkai.apps import clock
from gongkai.apps.annual.compiling.stated import stated_by_organ
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.disclosure.models import Column, InterpretationForm, ItemKind
from gongkai.apps.disclosure.queries.counts import published_in, year_counts
from gongkai.apps.organs.models import Organ, SiteRecord
from gongkai.domain.reports.annual_report import format_number

# 解读产品 are made to be looked at; the others are 解读材料.
PRODUCTS = (InterpretationForm.DIAGRAM, InterpretationForm.VIDEO)
_SITE = ("name", "sponsor", "identity_code", "icp_number", "police_number")
SOURCES = {
    "ledger.all": "本平台全年首次发布的信息，各类合计",
    "ledger.news": "本平台全年首次发布的政务动态，与年度报告第一部分同一口径",
    "ledger.catalogue": "本平台全年首次发布的信息公开目录信息，与年度报告第一部分同一口径",
    "ledger.topics_kept": "年内开设过的专题栏目",
    "ledger.topics_opened": "年内新开设的专题栏目",
    "ledger.materials": "全年发布的文字、问答、新闻发布会形式的政策解读",
    "ledger.products": "全年发布的图解、视频形式的政策解读",
    "statement.one.responses": "各单位为年度报告填报并确认的回应公众关切次数",
    "sum": "由本表其他项目相加",
    "site.name": "网站信息", "site.origin": "网站信息", "site.sponsor": "网站信息",
    "site.identity_code": "网站信息", "site.icp_number": "网站信息", "site.police_number": "网站信息",
    "organ.office_phone": "机关信息：公开工作机构电话",
    "act.signed_by": "办理记录：签发人", "act.sent_by": "办理记录：送签人", "act.signed_on": "办理记录：签发日期",
}  # fmt: skip


def counted(organ: Organ, year: int) -> Mapping[str, str | None]:
    """Source → its text; None where nobody has said it yet. The site is that of all organs of the platform."""
    organs = frozenset(Organ.objects.values_list("pk", flat=True))
    classes = year_counts(organs, year)
    made: dict[str, str | None] = {
        "ledger.all": str(sum(classes.values())),
        "ledger.news": str(classes["news"]),
        "ledger.catalogue": str(classes["catalogue"]),
    }
    return made | _topics(year) | _readings(organs, year) | _responses(organs, year) | _site(organ)


def _topics(year: int) -> dict[str, str | None]:
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    rows = Column.objects.filter(code__startswith="zt/", opened_on__lte=last)
    standing = rows.filter(Q(closed_on=None) | Q(closed_on__gt=first))
    return {
        "ledger.topics_kept": str(standing.count()),
        "ledger.topics_opened": str(rows.filter(opened_on__gte=first).count()),
    }


def _readings(organs: frozenset[int], year: int) -> dict[str, str | None]:
    rows = published_in(organs, year, (ItemKind.INTERPRETATION,)).order_by()
    by_form = dict(
        rows.values("interpretation_form")
        .annotate(pieces=Count("pk"))
        .values_list("interpretation_form", "pieces")
    )
    products = sum(number for form, number in by_form.items() if form in PRODUCTS)
    return {
        "ledger.products": str(products),
        "ledger.materials": str(sum(by_form.values()) - products),
    }


def _responses(organs: frozenset[int], year: int) -> dict[str, str | None]:
    """Stated by the units for the annual report; None while none of them has."""
    stated = stated_by_organ(organs, Period(year)).values()
    figures = [one["one.responses"] for one in stated if "one.responses" in one]
    values = [one.value for one in figures if one.value is not None]
    said = format_number(sum(values, Decimal(0))) if values else None
    return {"statement.one.responses": said}


def _site(organ: Organ) -> dict[str, str | None]:
    record = SiteRecord.objects.order_by("pk").first()
    made: dict[str, str | None] = {
        f"site.{name}": (getattr(record, name) or None) if record else None for name in _SITE
    }
    made["site.origin"] = f"{settings.SITE_SCHEME}://{record.domain}" if record else None
    made["organ.office_phone"] = organ.office_phone or None
    return made


def years() -> range:
    """The years the form can be filled for: last year back to the first one the notice asks for."""
    return range(clock.today().year - 1, 2016, -1)
