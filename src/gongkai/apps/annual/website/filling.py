"""The form as it stands: stated, counted or added up, each place with where it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gongkai.apps import clock
from gongkai.apps.annual.models import WebsiteReport, WebsiteState, WebsiteValue
from gongkai.apps.annual.website.counting import SOURCES, counted
from gongkai.apps.annual.website.fields import Field, form
from gongkai.domain.reports.annual_report import plain_number

UNSIGNED = (WebsiteState.DRAFTING, WebsiteState.RETURNED, WebsiteState.TO_HEAD)


@dataclass(frozen=True)
class Place:
    """One field filled. `text` "": blank. `counted`: what the platform counts, where it does; `note`: why
    another value was stated; `source`: where the text comes from."""

    field: Field
    text: str
    source: str
    counted: str | None = None
    note: str = ""

    @property
    def number(self) -> int | float | None:
        """As a number, where it is one."""
        from decimal import Decimal

        if self.field.kind not in ("number", "decimal") or not self.text:
            return None
        return plain_number(Decimal(self.text))

    @property
    def differs(self) -> bool:
        """Whether a person stated something else than the platform counts."""
        return self.counted is not None and self.text != self.counted


Filled = Mapping[str, Place]


def values_of(report: WebsiteReport) -> dict[str, WebsiteValue]:
    """The newest value of every field that a person stated. One query."""
    return {one.field: one for one in WebsiteValue.objects.filter(report=report).order_by("id")}


def filled(report: WebsiteReport) -> Filled:
    """Every place of the form: as signed, once it was; else as known now."""
    if report.signed_content is not None and report.state not in UNSIGNED:
        return _signed(report.signed_content)
    said = values_of(report)
    known = dict(counted(report.organ, report.year)) | _acts(report)
    made: dict[str, Place] = {}
    for key, field in form().all.items():
        if not field.plus:
            made[key] = _place(field, said.get(key), known.get(field.source))
    for key, field in form().fields.items():
        if field.plus:
            base = known.get(field.source) if field.source != "sum" else "0"
            parts = [base, *(made[one].text or None for one in field.plus)]
            total = None if None in parts else str(sum(int(one) for one in parts if one))
            made[key] = _place(field, said.get(key), total)
    return {key: made[key] for key in form().all}


def _place(field: Field, said: WebsiteValue | None, known: str | None) -> Place:
    if said is not None and said.value:
        who = f"{said.person_name} {said.recorded_at.astimezone(clock.CHINA):%Y-%m-%d}填写"
        return Place(field, said.value, who, known if field.source else None, said.note)
    if field.source:
        return Place(field, known or "", SOURCES[field.source], known)
    return Place(field, "", "由网站填写")


def _acts(report: WebsiteReport) -> dict[str, str | None]:
    """Who sent it, who signed it, on which day: under the table."""
    made: dict[str, str | None] = {}
    for step in report.steps.order_by("id"):
        if step.state == WebsiteState.RETURNED:
            made = {}
        if step.state == WebsiteState.TO_HEAD:
            made["act.sent_by"] = step.person_name
        if step.state == WebsiteState.SIGNED:
            made["act.signed_by"] = step.person_name
            made["act.signed_on"] = f"{step.on.year}年{step.on.month}月{step.on.day}日"
    return made


SCHEMA = "gongkai.website-report/1"


def content_of(report: WebsiteReport, places: Filled) -> dict[str, Any]:
    """`gongkai.website-report/1`: every field with its text (null for a blank) and its source."""
    return {
        "schema": SCHEMA,
        "title": title_of(report),
        "organ": report.organ.name,
        "year": report.year,
        "norm": form().norm,
        "fields": {
            key: {
                "label": one.field.label,
                "block": one.field.block,
                "group": one.field.group or None,
                "unit": one.field.unit or None,
                "value": one.text or None,
                "source": one.source,
                "counted": one.counted,
                "note": one.note or None,
            }
            for key, one in places.items()
        },
    }


def title_of(report: WebsiteReport) -> str:
    return f"政府网站工作年度报表（{report.year}年度）"


def _signed(content: Mapping[str, Any]) -> Filled:
    held = content["fields"]
    return {
        key: Place(
            field,
            held.get(key, {}).get("value") or "",
            held.get(key, {}).get("source") or "",
            held.get(key, {}).get("counted"),
            held.get(key, {}).get("note") or "",
        )
        for key, field in form().all.items()
    }
