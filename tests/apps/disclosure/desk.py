"""People of the small county doing their work: shortcuts for the tests of acts."""

import datetime as dt
from typing import Any

from gongkai.apps.audit.models import Entry
from gongkai.apps.disclosure.actions.publication import publish_item
from gongkai.apps.disclosure.actions.review import review
from gongkai.apps.disclosure.actions.writing import create_item, submit_item
from gongkai.apps.disclosure.models import Edition, Gate, Item
from tests.county import County

POST_OF = {
    Gate.POLITICAL: "first_reviewer",
    Gate.POLICY: "second_reviewer",
    Gate.WORDING: "final_reviewer",
    Gate.SECRECY: "secrecy_reviewer",
}
GATES = tuple(POST_OF)


def paragraph(html: str) -> dict[str, Any]:
    return {"type": "paragraph", "value": html}


VALUES: dict[str, Any] = {
    "title": "关于做好2025年义务教育招生入学工作的通知",
    "summary": "明确招生范围、程序和时间。",
    "body": [paragraph("<p>各中小学校：现将2025年义务教育招生入学工作有关事项通知如下。</p>")],
    "source": "示例县教育局",
    "topic": "1002",
    "genre": "通知",
    "document_number": "示教发〔2025〕12号",
    "issued_by": "示例县教育局",
    "made_on": dt.date(2025, 6, 16),
    "formed_on": dt.date(2025, 6, 16),
    "policy_contact": "示例县教育局基础教育股 0000-0000000",
}


class Desk:
    """`clerk` writes, the gates review, `head` publishes."""

    def __init__(self, county: County) -> None:
        self.county = county
        self.clerk = county.actor("clerk")
        self.head = county.actor("disclosure_head")
        self.office = county.actor("county_office")

    def reviewer(self, gate: str):
        return self.county.actor(POST_OF[Gate(gate)])

    def item(self, kind: str = "information", column: str = "zdgk/20-11", **values: Any) -> Item:
        return create_item(
            self.clerk,
            kind=kind,
            organ=self.county.department,
            column=self.county.columns[column],
            values=VALUES | values,
        )

    def pass_gates(self, item: Item, gates=GATES) -> Item:
        submit_item(self.clerk, item)
        item.refresh_from_db()
        for gate in gates:
            review(self.reviewer(gate), item, gate, "approved")
        return item

    def publish(self, item: Item) -> Edition:
        self.pass_gates(item)
        return publish_item(self.head, item)

    def published(self, **values: Any) -> Item:
        item = self.item(**values)
        self.publish(item)
        return item

    def acts(self) -> list[str]:
        """What the log holds, oldest first."""
        return list(Entry.objects.order_by("seq").values_list("act", flat=True))
