"""What a result page carries in a hidden field, because the server keeps nothing between two posts.

The page carries the very file that was sent, so that a second look (with last year's report, with
explanations, for a download) reads exactly what the first one read. A file too large to be put in
a page is carried as the report's own JSON form: enough to write it out again, and the page says
that for a second check the file must be chosen once more.
"""

import base64
import binascii
import json
from dataclasses import dataclass

from django.http import QueryDict

from gongkai.domain.reports.annual_report import AnnualReport
from gongkai.portal.refusals import Refusal
from gongkai.portal.uploads import MEGABYTE, Upload

MAX_CARRIED = 3 * MEGABYTE
_MAX_ENCODED = MAX_CARRIED * 4 // 3 + 8

LOST = Refusal(
    422,
    "这一页带着的年报不完整",
    "页面里随带的年报内容缺失或者被改动，没有办法接着处理。",
    "请回到年报校核台，重新选择文件。",
)


@dataclass(frozen=True)
class Carried:
    """The two hidden fields `<field>_name` and `<field>_data`. `exact` is False for the JSON form."""

    field: str
    name: str
    data: str
    exact: bool


def carry(field: str, upload: Upload, report: AnnualReport) -> Carried | None:
    """What the page shall carry; None where even the JSON form is too large."""
    content, name, exact = upload.data, upload.name, True
    if len(content) > MAX_CARRIED:
        content = json.dumps(report.to_dict(), ensure_ascii=False).encode()
        name, exact = f"{upload.name.rsplit('.', 1)[0]}.json", False
        if len(content) > MAX_CARRIED:
            return None
    return Carried(field, name, base64.b64encode(content).decode("ascii"), exact)


def carry_small(field: str, upload: Upload) -> Carried:
    """A file that is small by its own limit."""
    return Carried(field, upload.name, base64.b64encode(upload.data).decode("ascii"), True)


def brought(fields: QueryDict, field: str) -> Upload | None:
    """The file that a page brought back, None where it brought none. Raises Refusal (422)."""
    data, name = fields.get(f"{field}_data", ""), fields.get(f"{field}_name", "")
    if not data:
        return None
    if len(data) > _MAX_ENCODED or not name or len(name) > 255:
        raise LOST
    try:
        return Upload(name, base64.b64decode(data, validate=True))
    except (binascii.Error, ValueError):
        raise LOST from None
