"""`gongkai fee`: what a 信息处理费 would be. Whether it is charged is decided by a person."""

import argparse
import json
import re
from typing import Any

from gongkai.cli.asked import Misused, answered, day_of, local_of, number_of, text_of
from gongkai.cli.output import write_text
from gongkai.domain.deadlines.due import MARK_LABELS
from gongkai.domain.fees import (
    NOT_AUTOMATIC,
    Charge,
    MonthCount,
    charge_by_items,
    charge_by_pages,
    month_count,
)
from gongkai.domain.fees.scales import MOST_UNITS

SCHEMA = "gongkai.fee/1"


def run(options: argparse.Namespace) -> int:
    return answered({"items": _one, "pages": _one, "month": _month}[options.what], options)


def _one(options: argparse.Namespace) -> int:
    on = day_of(options.on, "--on")
    last = number_of(options.last, "件数" if options.what == "items" else "页数", 1, MOST_UNITS)
    assert on is not None and last is not None
    if options.what == "pages":
        charge = charge_by_pages(last, on=on)
    else:
        first = number_of(options.first, "--first", 1, MOST_UNITS)
        assert first is not None
        charge = charge_by_items(first, last, on=on)
    if options.format == "json":
        _say({"schema": SCHEMA, **_charge(charge), "note": NOT_AUTOMATIC})
        return 0
    lines = [f"{charge.scale.label}：{charge.yuan}元"]
    if options.explain:
        lines += _explained(charge)
    lines.append(f"  {NOT_AUTOMATIC}")
    write_text("\n".join(lines) + "\n", None)
    return 0


def _explained(charge: Charge) -> list[str]:
    unit = charge.scale.unit
    lines = [
        f"  依据：{charge.scale.basis} [{MARK_LABELS[charge.scale.mark]}]",
        f"  计数：{charge.scale.counted}",
    ]
    for one in charge.lines:
        span = f"第{one.first}" if one.first == one.last else f"第{one.first}至{one.last}"
        lines.append(f"  {span}{unit}：{one.count}{unit} × {one.rate}元 = {one.yuan}元")
    return lines


def _month(options: argparse.Namespace) -> int:
    from gongkai.domain.fees.recorded import parse_applications

    if not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", options.month):
        raise Misused(f"--month 的“{options.month}”不是有效的月份，应写作 2025-03。")
    year, month = (int(part) for part in options.month.split("-"))
    held = parse_applications(text_of(options.file), str(options.file))
    made = month_count(held, year, month, local_of(options.local))
    if options.format == "json":
        _say(
            {
                "schema": SCHEMA,
                "month": options.month,
                "applicants": [_applicant(one) for one in made],
                "note": NOT_AUTOMATIC,
            }
        )
        return 0
    lines = []
    for one in made:
        lines += _applicant_lines(one, explain=options.explain)
    lines += [f"{options.month} 没有申请。"] if not made else []
    write_text("\n".join([*lines, NOT_AUTOMATIC]) + "\n", None)
    return 0


def _applicant_lines(one: MonthCount, *, explain: bool) -> list[str]:
    nth = [each for each in one.counted if each.nth is not None]
    lines = [
        f"{one.applicant}：{one.year}年{one.month}月共{len(nth)}件，全部按件计收为{one.yuan}元"
    ]
    for each in one.counted:
        place = f"第{each.nth}件" if each.nth else "不计"
        yuan = f"{each.charge.yuan}元" if each.charge else ""
        lines.append(f"  {each.application.number}  {place}  {yuan}{each.note}".rstrip())
    if explain:
        lines += [
            f"  {choice.question}：{choice.answer} [{MARK_LABELS[choice.mark]}]"
            for choice in one.choices
        ]
    return lines


def _charge(charge: Charge) -> dict[str, Any]:
    return {
        "scale": charge.scale.key,
        "first": charge.first,
        "last": charge.last,
        "yuan": charge.yuan,
        "basis": {"text": charge.scale.basis, "mark": charge.scale.mark},
        "lines": [
            {"first": one.first, "last": one.last, "rate": one.rate, "yuan": one.yuan}
            for one in charge.lines
        ],
    }


def _applicant(one: MonthCount) -> dict[str, Any]:
    return {
        "applicant": one.applicant,
        "yuan": one.yuan,
        "applications": [
            {
                "number": each.application.number,
                "nth": each.nth,
                "yuan": each.charge.yuan if each.charge else None,
                "note": each.note,
            }
            for each in one.counted
        ],
        "choices": [
            {"question": each.question, "answer": each.answer, "mark": each.mark}
            for each in one.choices
        ],
    }


def _say(made: dict[str, Any]) -> None:
    write_text(json.dumps(made, ensure_ascii=False) + "\n", None)
