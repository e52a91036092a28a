"""One gate for every output: planted markers stand only where places.yaml lets them."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import BinaryField
from django.test import Client

from gongkai.apps import clock
from gongkai.apps.audit.actor import program
from gongkai.apps.organs.access import grants
from gongkai.apps.organs.models import PostKind
from gongkai.apps.organs.queries import actor_for
from gongkai.apps.publishing.engine import publish_everything
from gongkai.portal.applying.door import DRAFT
from tests.county import make_county
from tests.office.entering import enter
from tests.safety.markers import MARKERS, found_in
from tests.safety.planting import LOOK, Planted, day, plant, stranger_of
from tests.safety.table import Looker, allowed, allowed_in_column
from tests.safety.walking import Address, Answer, addresses, ask

pytestmark = pytest.mark.django_db
HANDLES = ("case_clerk", "case_reviewer", "disclosure_head")
WHOLE = ("case_clerk", "auditor")
# Who writes the year's report, who only reads it, who has no part in it.
WRITES = ("clerk", "county_office", "system_administrator")
# Wagtail's own rooms know nothing of cases; the head looks there.
OURS = ("office/cases", "office/remedies", "office/ledger", "office/audit")
PUBLIC = ("apply", "api", "search", "tools", "office/failwhale")
# Shown masked only, or to nobody of the office.
UNSEEN = {
    "draft_name", "draft_phone", "draft_text", "application_file_name", "extension_reason",
    "third_party_address", "third_party_phone", "walk_in_id_number", "walk_in_phone",
}  # fmt: skip
LISTS = (
    "office/cases/?list=all", "office/cases/list.xlsx?list=all", "office/cases/letters/list.xlsx",
    "office/cases/letters/?state=approved", "office/ledger/list/?year=2025&organ=2&cell=new",
    "search/?q={0}", "api/v1/search?q={0}", "office/items/?q={0}", "office/audit/?q={0}",
)  # fmt: skip


@pytest.fixture
def planted(settings, tmp_path: Path) -> Iterator[Planted]:  # type: ignore[no-untyped-def]
    settings.SEALED_ROOT = tmp_path / "sealed"
    settings.PUBLIC_ROOT = tmp_path / "public"
    settings.INDEX_ROOT = tmp_path / "index"
    settings.PUBLISHING_ROOT = tmp_path / "publishing"
    with clock.stopped_at(LOOK):
        yield plant(make_county())


def lists(planted: Planted) -> list[Address]:
    # Part of a name finds it, and coming back as the question it is no marker.
    name = MARKERS["applicant_name"][:2]
    found = [Address(one.split("?")[0], "/" + one.format(name)) for one in LISTS]
    closed = Address("office/cases/<int:pk>/", f"/office/cases/{planted.archived.pk}/")
    return [*found, closed]


def acts_of(post: str) -> frozenset[tuple[str, str]]:
    """What a post may do in the rooms of cases; two posts with the same see the same there."""
    rooms = ("case", "letter", "remedy", "fee", "law", "audit", "sealing")
    found = (one for one in grants() if one.post == post)
    return frozenset((one.act, one.scope) for one in found if one.act.split(".")[0] in rooms)


class Walk:
    """Asks and remembers what came out where it may not."""

    def __init__(self, planted: Planted) -> None:
        self.organ = planted.county.department.pk
        self.leaks: list[str] = []
        self.opened: set[str] = set()
        self.no_get: set[str] = set()
        self.shown: set[str] = set()

    def go(self, client: Client, looker: Looker, places: list[Address], *methods: str) -> None:
        for place in places:
            for method in methods:
                self.look(looker, ask(client, place, method))

    def look(self, looker: Looker, answer: Answer) -> None:
        place, method = answer.address, answer.method
        if answer.status == 200:
            self.opened.add(place.route)
        if answer.status == 405 and method == "get":
            self.no_get.add(place.route)
        found = found_in(answer.content)
        self.shown |= found
        beyond = found - allowed(looker, self.organ, place.route, method)
        if beyond:
            said = f"{looker.name} {method} {place.path} {answer.status}: {sorted(beyond)}"
            self.leaks.append(said)
        if answer.status >= 500 and "search" not in place.path:
            self.leaks.append(f"{looker.name} {method} {place.path}: {answer.status}")


def clerk_of(planted: Planted, post: str) -> tuple[Client, Looker]:
    person = planted.county.people[post]
    client = enter(Client(raise_request_exception=False), person)
    return client, Looker(post, actor_for(person, day(18)))


@pytest.mark.long
def test_every_address_as_every_post(planted: Planted, caplog: pytest.LogCaptureFixture) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("走遍每个地址一次就够：页面写出什么，不因数据库而不同")
    caplog.set_level(logging.DEBUG)
    whole, one_each = addresses(planted), addresses(planted, whole=False)
    walk = Walk(planted)
    ours = [one for one in whole if one.route.startswith(OURS)]
    few = [one for one in one_each if one.route.startswith(OURS)]
    annual = [one for one in one_each if one.route.startswith("office/annual")]
    walked = set()
    for post in sorted(PostKind.values, key=lambda one: one not in WHOLE):
        client, looker = clerk_of(planted, post)
        # Everything as who handles and as who only reads; one of each kind as all the others.
        rooms = [] if acts_of(post) in walked else ours if post in WHOLE else few
        walked.add(acts_of(post))
        seen = [one for one in rooms if one.route not in walk.no_get]
        walk.go(client, looker, [*seen, *lists(planted)], "get")
        if post in WRITES:
            walk.go(client, looker, annual, "get")
        if post == "disclosure_head":
            rest = [one for one in one_each if not one.route.startswith((*OURS, *PUBLIC))]
            walk.go(client, looker, rest, "get")
        if post == "case_clerk":
            walk.go(client, looker, few, "post")
    person = stranger_of(planted.county.township, HANDLES)
    client = enter(Client(raise_request_exception=False), person)
    walk.go(client, Looker("城关镇", actor_for(person, day(18))), [*ours, *annual], "get")
    assert not walk.leaks, "\n".join(walk.leaks)
    assert not found_in("\n".join(one.getMessage() for one in caplog.records))
    # The walk is not blind: whoever may see something does.
    assert walk.shown >= set(MARKERS) - UNSEEN, sorted(set(MARKERS) - UNSEEN - walk.shown)
    rooms = {one.route for one in ours if one.route.startswith("office/cases/<int:pk>/")}
    assert len(rooms - walk.opened) < 30, sorted(rooms - walk.opened)


def test_the_applicant_and_strangers(planted: Planted) -> None:
    walk = Walk(planted)
    one_each = addresses(planted, whole=False)
    public = [one for one in addresses(planted) if one.route.startswith(("apply", "api", "search"))]
    right = Client(raise_request_exception=False)
    number, code = planted.sent.numbers[0], planted.sent.code
    assert right.post("/apply/status/", {"number": number, "code": code}).status_code == 302
    mine = Looker("申请人", holds=("code",))
    walk.go(right, mine, public, "get", "head")
    walk.go(right, mine, [one for one in one_each if one in public], "post")
    filling = Client(raise_request_exception=False)
    filling.cookies[DRAFT] = planted.draft_token
    walk.go(filling, Looker("填写的人", holds=("draft",)), public, "get")
    wrong = Client(raise_request_exception=False)
    assert wrong.post("/apply/status/", {"number": number, "code": "AAAABBBBCCCC"}).status_code != 302  # fmt: skip
    walk.go(wrong, Looker("查询码不对的人"), public, "get", "post")
    other = Client(raise_request_exception=False)
    other.post("/apply/status/", {"number": planted.walk_in.number, "code": planted.walk_in_code})
    walk.go(
        other,
        Looker("另一申请人", holds=("code",), own=frozenset({"corrected_description"})),
        public,
        "get",
    )
    nobody = Client(raise_request_exception=False)
    walk.go(nobody, Looker("陌生人"), [*one_each, *lists(planted)], "get", "post")
    assert not walk.leaks, "\n".join(walk.leaks)


def test_what_lies_on_disk_and_in_the_database(planted: Planted, tmp_path: Path) -> None:
    publish_everything(program("验证"))
    leaks = []
    for path in tmp_path.rglob("*"):
        found = found_in(str(path.relative_to(tmp_path)))
        found |= found_in(path.read_bytes()) if path.is_file() else set()
        if found:
            leaks.append(f"{path}: {sorted(found)}")
    columns = 0
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            for field in model._meta.local_fields:
                table, column = model._meta.db_table, field.column
                quoted = (
                    f"{connection.ops.quote_name(column)} FROM {connection.ops.quote_name(table)}"
                )
                cursor.execute(f"SELECT {quoted}")
                rows = cursor.fetchall()
                columns += bool(rows)
                values = [bytes(v) if isinstance(field, BinaryField) else str(v).encode() for (v,) in rows if v is not None]  # fmt: skip
                found = found_in(b"\n".join(values)) - allowed_in_column(f"{table}.{column}")
                if found:
                    leaks.append(f"{table}.{column}: {sorted(found)}")
    assert not leaks, "\n".join(leaks)
    assert columns > 300
