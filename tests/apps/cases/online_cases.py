"""Applications sent online, for tests: filled in and sent by the acts themselves."""

import datetime as dt

from gongkai.apps import clock
from gongkai.apps.cases.actions import citizen, drafting
from gongkai.apps.cases.actions.drafting import Upload
from gongkai.apps.cases.actions.online import Sent, send_application
from gongkai.apps.cases.queries.citizen import Key
from gongkai.apps.cases.queries.drafts import draft_of
from gongkai.apps.organs.models import Organ
from tests.apps.cases.example_cases import at

ADDRESS = "203.0.113.7"
DAY = dt.date(2025, 9, 26)
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 32
WHO = {
    "applicant_kind": "natural",
    "name": "王小明",
    "id_kind": "resident",
    "id_number": "110101199003077475",
    "phone": "13800001234",
    "email": "",
    "address": "示例县人民路8号2单元301室",
    "postcode": "033000",
    "contact": "",
    "by_agent": False,
}
HOW = {"form_wanted": "electronic", "route_wanted": "online", "needs_assistance": ""}


def filled_draft(organ: Organ, *texts: str) -> str:
    """A draft with everything Art. 29 asks for; its token."""
    token = drafting.begin_draft(organ, ADDRESS)
    requests = [{"name": "", "text": one} for one in texts or ("2024年学校布局规划",)]
    drafting.save_draft(token, {"who": WHO, "what": {"requests": requests}, "how": HOW}, ADDRESS)
    drafting.attach(token, Upload("身份证.png", PNG, "identity"), ADDRESS)
    return token


def sent_online(organ: Organ, *texts: str, on: dt.date = DAY) -> Sent:
    """Sent at ten o'clock of a day."""
    with clock.stopped_at(at(on)):
        token = filled_draft(organ, *texts)
    with clock.stopped_at(at(on) + dt.timedelta(minutes=5)):
        sent = send_application(token, ADDRESS)
        draft = draft_of(token)
        assert draft is not None and draft.sent is not None
    return sent


def page_of(sent: Sent, number: str | None = None) -> Key:
    """The key that the receipt opens."""
    return citizen.open_page(number or sent.numbers[0], sent.code, ADDRESS)
