"""Work under way: drafts, items at each gate, returned, blocked, scheduled, urgent ones. By real acts."""

import datetime as dt
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure.actions.publication import publish_item, schedule_item
from gongkai.apps.disclosure.actions.remarks import add_remark
from gongkai.apps.disclosure.actions.review import review
from gongkai.apps.disclosure.actions.writing import (
    attach,
    create_item,
    revise_item,
    submit_item,
)
from gongkai.apps.disclosure.models import Decision, Edition, Gate, Item
from gongkai.apps.example.days import working_day_before
from gongkai.apps.example.loading.body import raw_body
from gongkai.apps.example.loading.open_texts import OPEN_TEXTS, OpenText
from gongkai.apps.example.loading.stored import County
from gongkai.apps.example.loading.trail import POST_OF
from gongkai.apps.example.register import register
from gongkai.apps.example.written import parts_of
from gongkai.apps.organs.queries import actor_for

# How far an item has come: the gates that have passed it.
PASSED = {
    "first": (),
    "second": (Gate.POLITICAL,),
    "last": (Gate.POLITICAL, Gate.POLICY),
    "ready": (Gate.POLITICAL, Gate.POLICY, Gate.WORDING, Gate.SECRECY),
    "urgent": (Gate.WORDING, Gate.SECRECY),
}


def load_open_work(county: County) -> None:
    """What waits on the desks on the day of loading, as people would have left it."""
    for text in OPEN_TEXTS:
        _Desk(county, text).work()
    _correction(county)


class _Desk:
    """One open item: its clerk and reviewers act at hours before the present one."""

    def __init__(self, county: County, text: OpenText) -> None:
        self.county, self.text = county, text
        self.organ = county.organs[text.organ]
        day = working_day_before(
            (county.now - dt.timedelta(days=1)).astimezone(clock.CHINA).date(), text.days_ago
        )
        self.at = dt.datetime(day.year, day.month, day.day, 9, 10, tzinfo=clock.CHINA)

    def actor(self, post: str) -> Actor:
        return _actor(self.county, self.text.organ, post, self.at.date())

    def step(self) -> Any:
        """The next act comes a while later."""
        self.at += dt.timedelta(minutes=25)
        return clock.stopped_at(self.at)

    def work(self) -> None:
        """Write it, and bring it as far as the text says."""
        item, state = self._written(), self.text.state
        if state == "blocked":
            self._attach_list(item)
        if state in ("draft", "blocked"):
            return
        with self.step():
            submit_item(self.actor("clerk"), item)
        if state == "returned":
            self._decide(item, Gate.POLITICAL, Decision.RETURNED, self.text.reason)
            return
        self._pass(item, PASSED["ready" if state == "scheduled" else state])
        if state == "second":
            with self.step():
                add_remark(self.actor("first"), item, "第二段的时间请与主管科室再核对一次。", "")
        if state == "urgent":
            with self.step():
                publish_item(self.actor("head"), item)
        if state == "scheduled":
            self._schedule(item)

    def _written(self) -> Item:
        text, day = self.text, self.at.date()
        example = register()[text.organ]
        values: dict[str, Any] = {
            "title": text.title,
            "summary": text.summary,
            "keywords": text.keywords,
            "topic": example.topic,
            "genre": text.genre,
            "urgent": text.state == "urgent",
            "body": raw_body(parts_of(text.text), text.title),
        }
        if text.kind == "information":
            formed = working_day_before(day, text.formed_ago)
            values |= {"made_on": formed, "formed_on": formed}
        if text.notice_days:
            values["notice_period_end"] = self.county.now.date() + dt.timedelta(text.notice_days)
        with self.step():
            return create_item(
                self.actor("clerk"),
                kind=text.kind,
                organ=self.organ,
                column=self.county.columns[text.organ, text.column],
                values=values,
            )

    def _attach_list(self, item: Item) -> None:
        with self.step():
            attach(
                self.actor("clerk"),
                item,
                "高龄津贴发放对象名单.xlsx",
                list_with_identity_number(),
                "高龄津贴发放对象名单",
            )

    def _pass(self, item: Item, gates: Iterable[Gate]) -> None:
        for gate in gates:
            self._decide(item, gate, Decision.APPROVED)

    def _decide(self, item: Item, gate: Gate, decision: str, reason: str = "") -> None:
        item.refresh_from_db()
        with self.step():
            review(self.actor(POST_OF[gate]), item, gate, decision, reason)

    def _schedule(self, item: Item) -> None:
        tomorrow = self.county.now.astimezone(clock.CHINA) + dt.timedelta(days=1)
        with self.step():
            schedule_item(
                self.actor("head"),
                item,
                tomorrow.replace(hour=9, minute=0, second=0, microsecond=0),
            )


def _correction(county: County) -> None:
    """A public notice of the health bureau whose corrected text waits at the first gate."""
    edition = (
        Edition.objects.public()
        .filter(organ=county.organs["wjj"], kind="notice", revision_id__isnull=False)
        .order_by("-first_published_at", "-id")
        .first()
    )
    if edition is None:
        return
    item, now = edition.item, county.now
    with clock.stopped_at(now - dt.timedelta(hours=2)):
        clerk = _actor(county, "wjj", "clerk", now.date())
        revise_item(clerk, item, {"summary": f"{edition.summary}（补充就诊提示）"})
        submit_item(clerk, item)


def _actor(county: County, slug: str, post: str, day: dt.date) -> Actor:
    return actor_for(county.people[f"{slug}-{post}"], day, "127.0.0.1")


def list_with_identity_number() -> bytes:
    """A spreadsheet as it must not be published: a hidden column with identity numbers.

    The numbers have right check characters and belong to nobody: nobody born in 1900 lives.
    """
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "发放名单"
    sheet.append(["序号", "姓名", "身份证号码", "所在村（社区）", "金额（元）"])
    for number, (name, village) in enumerate(
        (("王某某", "上河村"), ("李某某", "石桥村"), ("张某某", "前进村")), 1
    ):
        sheet.append([number, name, identity_number(number), village, 100])
    sheet.column_dimensions["C"].hidden = True
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def identity_number(serial: int) -> str:
    """A number of the right form (GB 11643-1999) with a birthday in January 1900."""
    body = f"110101190001{serial:02d}{serial:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    rest = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11
    return body + "10X98765432"[rest]
