"""`publication_counts`: the year's numbers for the annual report, with the list behind each."""

import datetime as dt
import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from gongkai.apps import clock
from gongkai.apps.disclosure.queries.counts import CLASSES, published_in, year_counts
from gongkai.apps.disclosure.queries.normative import normative_numbers
from gongkai.apps.disclosure.queries.timeliness import late_editions
from gongkai.apps.organs.models import Organ
from gongkai.apps.organs.queries import organ_and_below

NORMATIVE = {
    "made": "本年制发",
    "repealed": "本年废止",
    "expired": "本年失效（不计入废止）",
    "in_force": "现行有效",
}


class Command(BaseCommand):
    help = (
        "一年公开的数量：政务动态、信息公开目录、政策文件、解读，规范性文件三个数，逾期公开的信息"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--year", type=int, default=clock.today().year, help="年度")
        parser.add_argument("--organ", default="", help="机关的网址目录（含其下属）；不填为全县")
        parser.add_argument("--without-withdrawn", action="store_true", help="不计后来撤下的")
        parser.add_argument("--list", dest="listed", default="", help="列出一个数后面的每一条")
        parser.add_argument("--json", action="store_true", dest="as_json", help="输出 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        organs, year = self._organs(options["organ"]), options["year"]
        if not 2000 <= year <= 2100:
            raise CommandError(f"年度{year}不对，请写四位数的年份。")
        withdrawn = not options["without_withdrawn"]
        if options["listed"]:
            rows = self._listed(options["listed"], organs, year, withdrawn)
        else:
            rows = self._numbers(organs, year, withdrawn)
        if options["as_json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2, default=str))
            return
        for row in rows:
            self.stdout.write("\t".join(str(value) for value in row.values()))

    def _organs(self, slug: str) -> frozenset[int]:
        if not slug:
            return frozenset(Organ.objects.values_list("pk", flat=True))
        organ = Organ.objects.filter(slug=slug).first()
        if organ is None:
            raise CommandError(f"没有网址目录为“{slug}”的机关。")
        return organ_and_below(organ.pk)

    def _numbers(self, organs: frozenset[int], year: int, withdrawn: bool) -> list[dict[str, Any]]:
        counts = year_counts(organs, year, withdrawn=withdrawn)
        ledger = normative_numbers(organs, dt.date(year, 12, 31))
        rows = [
            {"code": one.code, "label": one.label, "number": counts[one.code]} for one in CLASSES
        ]
        rows += [
            {"code": name, "label": f"规范性文件{label}", "number": len(getattr(ledger, name))}
            for name, label in NORMATIVE.items()
        ]
        late = len(late_editions(organs, year))
        return [*rows, {"code": "late", "label": "超过20个工作日才公开", "number": late}]

    def _listed(
        self, code: str, organs: frozenset[int], year: int, withdrawn: bool
    ) -> list[dict[str, Any]]:
        if code in NORMATIVE:
            documents = getattr(normative_numbers(organs, dt.date(year, 12, 31)), code)
            return [
                {"number": one.document_number, "title": one.title, "day": one.made_on}
                for one in documents
            ]
        if code == "late":
            return [
                {"number": one.item.index_number, "title": one.item.title, "due": one.due.day,
                 "day": one.published_on}
                for one in late_editions(organs, year)
            ]  # fmt: skip
        for one in CLASSES:
            if one.code == code:
                editions = published_in(organs, year, one.kinds, withdrawn=withdrawn)
                return [
                    {"number": e.index_number, "title": e.title,
                     "day": e.first_published_at.astimezone(clock.CHINA).date()}
                    for e in editions
                ]  # fmt: skip
        known = "、".join([*(one.code for one in CLASSES), *NORMATIVE, "late"])
        raise CommandError(f"没有“{code}”这个数。可以列出的：{known}。")
