"""Whether the values of an organ or of the site are ones that may stand. Each check raises Refused."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from stdnum.cn import uscc
from stdnum.exceptions import ValidationError

from gongkai.apps.organs.models import Organ
from gongkai.apps.organs.refusals import Refused

# The first folder of an address belongs to these rooms of the site.
TAKEN_SLUGS = frozenset(
    [
        "api",
        "assets",
        "favicon",
        "feeds",
        "files",
        "guide",
        "help",
        "manifest",
        "media",
        "office",
        "robots",
        "search",
        "sitemap",
        "static",
        "tools",
    ]
)
_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def credit_code(code: str) -> str:
    """The 统一社会信用代码 in its one form (GB 32100-2015: 18 characters, check character)."""
    try:
        return str(uscc.validate(uscc.compact(code).upper()))
    except ValidationError as broken:
        raise Refused(
            f"统一社会信用代码“{code[:30]}”不对：应为 18 位数字或大写字母，最后一位是校验位。请按证书核对。",
            "credit_code",
        ) from broken


def slug(word: str) -> str:
    """The organ's folder on the site: it stays for ever, so it is short, plain and nobody else's."""
    if not _SLUG.fullmatch(word) or len(word) > 40:
        raise Refused(
            f"网址目录“{word[:40]}”不合要求：用小写字母开头，只含小写字母、数字和连字符，不超过 40 个字符。",
            "slug",
        )
    if word in TAKEN_SLUGS:
        raise Refused(f"网址目录“{word}”由网站其他部分使用，请换一个。", "slug")
    return word


def name(words: str, label: str, length: int, field: str) -> str:
    """A name that is there, on one line, and fits."""
    kept = " ".join(words.split())
    if not kept:
        raise Refused(f"{label}没有填写。", field)
    if len(kept) > length:
        raise Refused(f"{label}有 {len(kept)} 个字，最多 {length} 个字。", field)
    return kept


def parent(organ: Organ | None, above: Organ | None, on: dt.date) -> None:
    """An organ does not stand above itself, and only one that exists can be above another."""
    if above is None:
        return
    if above.abolished_on and above.abolished_on <= on:
        raise Refused(f"{above.name}已于 {above.abolished_on} 撤销，不能作为上级机关。", "parent")
    step: Organ | None = above
    while step is not None and organ is not None:
        if step.pk == organ.pk:
            raise Refused(f"{above.name}在{organ.name}之下，不能作为它的上级机关。", "parent")
        step = step.parent


# 网页设计规范: 网站标签 SiteName, SiteDomain, SiteIDCode; 页脚: 主办单位, 备案, 联系方式.
SITE_MUST = {
    "name": "网站名称",
    "domain": "网站域名",
    "identity_code": "政府网站标识码",
    "sponsor": "主办单位",
    "icp_number": "ICP备案号",
    "police_number": "公安备案号",
    "phone": "联系电话",
}
_DOMAIN = re.compile(
    r"(?=.{4,120}$)([a-z0-9\u4e00-\u9fff]([a-z0-9\u4e00-\u9fff-]*[a-z0-9\u4e00-\u9fff])?\.)+[a-z\u4e00-\u9fff]{2,}"
)
_IDENTITY = re.compile(r"\d{10}|bm\d{8}")


def site(values: Mapping[str, object]) -> Iterator[Refused]:
    """Everything that is missing or wrong in the site's record; nothing where it is in order."""
    for field, label in SITE_MUST.items():
        if not str(values.get(field) or "").strip():
            yield Refused(f"{label}没有填写，每一页都要用到。", field)
    domain = str(values.get("domain") or "").strip().lower()
    if domain and not _DOMAIN.fullmatch(domain):
        yield Refused("网站域名只写主机名，例如 www.示例.gov.cn，不带 http:// 和路径。", "domain")
    elif (
        domain and not domain.endswith((".gov.cn", ".政务")) and not values.get("is_example", False)
    ):
        yield Refused("政府网站的域名应以 .gov.cn 或 .政务 结尾（国办函〔2018〕55号）。", "domain")
    code = str(values.get("identity_code") or "").strip()
    if code and not _IDENTITY.fullmatch(code):
        yield Refused(
            "政府网站标识码为 10 位数字（中央单位为 bm 加 8 位数字），请按登记核对。",
            "identity_code",
        )
    postcode = str(values.get("postcode") or "").strip()
    if postcode and not re.fullmatch(r"\d{6}", postcode):
        yield Refused("邮政编码为 6 位数字。", "postcode")
