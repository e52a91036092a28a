"""填报 by programs: an organ's own systems state its figures with a key; people confirm them in the office."""

import datetime as dt
import re
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Body, Field, Header, Query, Router, Schema
from pydantic import BeforeValidator, ConfigDict
from pydantic_core import PydanticCustomError

from gongkai.api.keyed import ByKey
from gongkai.api.refusals import ApiRefusal
from gongkai.apps import clock
from gongkai.apps.annual.actions.keys import (
    Delivered,
    FiguresRefused,
    Reused,
    deliver_by_key,
)
from gongkai.apps.annual.data.delivering import limit
from gongkai.apps.annual.models import DeliveryKey, Source, Statement
from gongkai.apps.annual.queries.stating import stated_of
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.annual.said import Said, label_of, period_for
from gongkai.apps.cases.queries.ledger import FIRST_YEAR, LAST_YEAR
from gongkai.apps.organs.requests import address_of
from gongkai.domain.reports.annual_report import plain_number

router = Router(tags=["填报"], auth=ByKey())
# Words without control characters: what the database and a page can hold.
PLAIN = r"^[^\u0000-\u001f\u007f]*$"

FIGURE = re.compile(r"-?[0-9]{1,16}(\.[0-9]{1,16})?")


def _number(given: Any) -> Any:
    """Plain digits only: `true`, 1e5, １２ and " 7" are no numbers, though Python takes them for one."""
    if isinstance(given, bool) or (isinstance(given, str) and not FIGURE.fullmatch(given)):
        raise PydanticCustomError("decimal_type", "not a number")
    return given


class FigureIn(Schema):
    """一个数。"""

    model_config = ConfigDict(extra="forbid")

    cell: str = Field(
        max_length=60, pattern=PLAIN, description="项目，例如 t2.licences", examples=["t2.licences"]
    )
    value: Annotated[Decimal | None, BeforeValidator(_number)] = Field(
        max_digits=16, description="数；没有发生的写 0。写 null 是撤回，撤回要在 evidence 写明理由"
    )
    month: int | None = Field(
        None, ge=1, le=12, strict=True, description="月份，1 至 12；全年的数不写"
    )
    evidence: str = Field(
        "", max_length=200, pattern=PLAIN, description="依据，例如 行政审批系统统计表"
    )


class FiguresIn(Schema):
    """一次报送。"""

    model_config = ConfigDict(extra="forbid")

    year: int = Field(ge=FIRST_YEAR, le=LAST_YEAR, strict=True, description="年度")
    figures: list[FigureIn] = Field(
        min_length=1, max_length=limit("figures_most"), description="一个或者多个数"
    )
    amendment: str = Field(
        "", max_length=500, pattern=PLAIN, description="年度已经锁定的，写明更正理由"
    )


class FigureOut(Schema):
    """一个数现在的样子。"""

    cell: str = Field(description="项目")
    label: str = Field(description="项目的名称")
    month: int | None
    value: int | float | None = Field(description="撤回的为空")
    source: str = Field(description="来源：网页填报、表格导入、接口报送、报告文件读取")
    stated_by: str
    stated_at: str
    confirmed: bool = Field(description="另一人是否已经确认；确认了才计入年报")
    confirmed_at: str | None


ROW = f"每个数一行：{'、'.join(FigureOut.model_fields)}"


class FiguresOut(Schema):
    """本机关一个年度的填报。"""

    organ: str
    year: int
    figures: list[FigureOut] = Field(description=ROW)


class DeliveredOut(Schema):
    """收下的报送。"""

    delivery: int = Field(description="这次报送在本站的编号")
    organ: str
    year: int
    stated: int = Field(description="新记下的数")
    unchanged: int = Field(description="与已经填报的相同、没有再记的数")
    repeated: bool = Field(description="是否同一报送编号的重复报送")
    figures: list[FigureOut] = Field(description=ROW)


@router.get("/figures", response=FiguresOut, summary="本机关填报的数")
def figures(
    request: HttpRequest,
    year: Annotated[int, Query(ge=FIRST_YEAR, le=LAST_YEAR, description="年度")],
) -> dict[str, Any]:
    """密钥所属机关这一年度最后填报的各数，以及是否已经确认。"""
    key = _key(request)
    rows = stated_of(key.organ, year)
    return {"organ": key.organ.slug, "year": year, "figures": [_out(one) for one in rows]}


@router.post("/figures", response=DeliveredOut, summary="填报")
def state(
    request: HttpRequest,
    body: Annotated[FiguresIn, Body()],
    idempotency_key: Annotated[
        str,
        Header(
            alias="Idempotency-Key",
            max_length=80,
            pattern=r"^[A-Za-z0-9._:\-]*$",
            description="报送编号：同一编号重复报送，只记一次，答复相同",
        ),
    ] = "",
) -> dict[str, Any]:
    """全部收下，或者一个也不收。只是填报，须由本机关另一人在工作后台确认，才计入年报；更正就再报送一次。"""
    key = _key(request)
    said = [Said(one.cell, one.value, one.month, one.evidence) for one in body.figures]
    try:
        made = deliver_by_key(
            key,
            body.year,
            said,
            token=idempotency_key,
            amendment=body.amendment,
            address=address_of(request),
        )
    except FiguresRefused as no:
        places = [
            {
                "at": f"figures[{one.at}]",
                "cell": one.cell,
                "month": one.month,
                "message": one.message,
            }
            for one in no.faults
        ]
        raise ApiRefusal(422, "没有收下", str(no), "请改正后整批重新报送。", places=places) from no
    except Reused as no:
        raise ApiRefusal(409, "报送编号重复", str(no), "") from no
    except Refused as no:
        raise ApiRefusal(422, "没有收下", str(no), "请改正后整批重新报送。", places=[]) from no
    return _answer(made)


def _key(request: HttpRequest) -> DeliveryKey:
    found = request.auth  # type: ignore[attr-defined]
    assert isinstance(found, DeliveryKey)
    return found


def _answer(made: Delivered) -> dict[str, Any]:
    delivery = made.delivery
    return {
        "delivery": delivery.pk,
        "organ": delivery.organ.slug,
        "year": delivery.year,
        "stated": len(made.statements),
        "unchanged": made.unchanged,
        "repeated": made.repeated,
        "figures": [_out(one) for one in made.statements],
    }


def _out(one: Statement) -> dict[str, Any]:
    confirmation = getattr(one, "confirmation", None)
    return {
        "cell": one.cell,
        "label": label_of(period_for(one.year), one.cell),
        "month": one.month,
        "value": plain_number(one.value),
        "source": Source(one.source).label,
        "stated_by": one.person_name,
        "stated_at": _when(one.recorded_at),
        "confirmed": confirmation is not None,
        "confirmed_at": _when(confirmation.recorded_at) if confirmation else None,
    }


def _when(moment: dt.datetime) -> str:
    """In the time of China, whatever the database gives back."""
    return moment.astimezone(clock.CHINA).isoformat()
