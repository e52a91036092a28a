"""What the fields of a report's prose are filled with: every cell, the counts of section 一, who and where."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Mapping
from decimal import Decimal
from functools import cache

from gongkai.apps.annual.compiling.unit import Compiled
from gongkai.apps.annual.data.counts import counts
from gongkai.apps.annual.ledgers import ledger_counts
from gongkai.apps.annual.models import Report
from gongkai.apps.annual.openings import opening_note
from gongkai.apps.annual.writing.problems import problem_values
from gongkai.apps.organs.models import SiteRecord
from gongkai.domain.reports.annual_report import format_number
from gongkai.domain.reports.forms import Form


def values_for(
    report: Report, compiled: Compiled, organs: Collection[int], on: dt.date
) -> dict[str, str | None]:
    """Field → its text; None where nobody has stated it. `organs`: whose publications count."""
    organ = report.organ
    site = SiteRecord.objects.values_list("name", flat=True).first()
    found: dict[str, str | None] = dict(compiled.cells)
    found |= count_values(compiled, organs)
    found |= {
        "year": str(report.year),
        "organ": organ.name,
        "site": site or None,
        "office": organ.office_name or None,
        "address": organ.office_address or None,
        "postcode": organ.office_postcode or None,
        "phone": organ.office_phone or None,
        "day": f"{on.year}年{on.month}月{on.day}日",
        "fee_sentence": fee_sentence(report.year, found.get("one.fee_yuan")),
        "opening_note": opening_note(
            report, {cell: one.value for cell, one in compiled.figures.items()}
        ),
    }
    return found | problem_values(report)


# Fields that are neither cells nor counts, as a person names them.
ABOUT = {
    "year": "年度",
    "organ": "机关名称",
    "site": "网站名称",
    "office": "公开工作机构名称",
    "address": "公开工作机构办公地址",
    "postcode": "公开工作机构邮政编码",
    "phone": "公开工作机构联系电话",
    "day": "落款日期",
    "fee_sentence": "本年收取的信息处理费",
    "opening_note": "上年结转调整的说明（没有调整的为空）",
    "five.last": "上年问题的改进情况（由登记的改进结果组成）",
    "five.problems": "本年存在的问题（由登记的问题组成）",
    "five.measures": "下一步改进措施（由登记的措施组成）",
}


def label_of_field(name: str, form: Form) -> str:
    """How a person names a field; the name itself where nobody knows it."""
    if name in form.cell_set:
        return form.label_of(name)
    kind = counts().get(name)
    return kind.label if kind is not None else ABOUT.get(name, name)


_LABEL = re.compile(r"^表.“(.+)”的“(.+?)”$")
_NUMBERED = re.compile(r"^(?:[一二三四五六七]、|（[一二三四五六七]）|\d\.)")


def short_label(name: str, form: Form) -> str:
    """A field's name for a list: 本年新收政府信息公开申请数量; 予以公开（自然人）; 行政许可（本年处理决定数量）."""
    if name == "t3.total.total":
        return "本年度办理结果总计"
    label = label_of_field(name, form)
    found = _LABEL.match(label)
    if found is None:
        return label
    row, column = _NUMBERED.sub("", found[1]), found[2]
    return row if name.startswith("t3.") and column == "总计" else f"{row}（{column}）"


@cache
def names_of_fields(form: Form) -> Mapping[str, str]:
    """Field → how it is written in the editor; a name that two of them share is nobody's."""
    names = {name: short_label(name, form) for name in (*form.cells, *counts(), *ABOUT)}
    shared = Counter(names.values())
    return {name: label for name, label in names.items() if shared[label] == 1 and label != name}


def count_values(compiled: Compiled, organs: Collection[int]) -> dict[str, str | None]:
    """The counts of section 一 as known at the compilation's moment: counted by ledgers, or stated."""
    held = ledger_counts(organs, compiled.scope.period)
    made: dict[str, str | None] = {}
    for key, kind in counts().items():
        stated = compiled.extra.get(key)
        if kind.ledger:
            made[key] = str(held[kind.ledger])
        else:
            made[key] = (
                format_number(stated.value)
                if stated is not None and stated.value is not None
                else None
            )
    return made


def fee_sentence(year: int, yuan: str | None) -> str | None:
    """The sentence section 六 must have; None while nobody has stated the amount."""
    if yuan is None:
        return None
    if Decimal(yuan) == 0:
        return f"{year}年度没有收取信息处理费。"
    return f"{year}年度依法收取信息处理费{yuan}元，已全部上缴国库。"
