"""Organs, the site record and the people with their posts."""

import datetime as dt
import random
import secrets
from base64 import b32encode
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django_otp.plugins.otp_totp.models import TOTPDevice
from stdnum.cn import uscc

from gongkai.apps import clock
from gongkai.apps.audit.actions import Draft, record_many
from gongkai.apps.audit.actor import Actor
from gongkai.apps.example.grammar import names
from gongkai.apps.example.register import ExampleOrgan, register
from gongkai.apps.organs.actions.organs import state
from gongkai.apps.organs.models import Level, Organ, Person, Post, PostKind, SiteRecord
from gongkai.apps.organs.safety import SECOND_FACTOR_POSTS

# One password for every example account; it is printed, and worth nothing outside the example.
PASSWORD = "Shili-Gongkai-2026"
SINCE = dt.date(2019, 3, 1)
# Login name after the organ's folder → post.
OWN_POSTS = {
    "clerk": PostKind.CLERK,
    "first": PostKind.FIRST_REVIEWER,
    "second": PostKind.SECOND_REVIEWER,
    "final": PostKind.FINAL_REVIEWER,
    "secrecy": PostKind.SECRECY_REVIEWER,
    "head": PostKind.DISCLOSURE_HEAD,
    "case": PostKind.CASE_CLERK,
    "case-review": PostKind.CASE_REVIEWER,
}
COUNTY_POSTS = {
    "county-office": ("zfb", PostKind.COUNTY_OFFICE),
    "county-head": ("zfb", PostKind.COUNTY_HEAD),
    "auditor": ("sjj", PostKind.AUDITOR),
    "system-admin": ("xzf", PostKind.SYSTEM_ADMINISTRATOR),
    "security-admin": ("xzf", PostKind.SECURITY_ADMINISTRATOR),
    "audit-admin": ("xzf", PostKind.AUDIT_ADMINISTRATOR),
}


@dataclass(frozen=True)
class Login:
    """What is printed about an account; `totp` only for administrators."""

    username: str
    full_name: str
    post: str
    organ: str
    totp: str = ""


def load_site() -> SiteRecord:
    """The site record, marked as an example."""
    return SiteRecord.objects.create(
        name="示例县人民政府（示例网站）",
        domain="www.shilixian.example",
        identity_code="0000000001",
        sponsor="示例县人民政府办公室",
        undertaker="示例县政务信息中心",
        icp_number="示例ICP备00000000号",
        police_number="示例公网安备00000000000000号",
        phone="0000-0000000",
        address="示例县中心街1号",
        postcode="000000",
        description="示例县是虚构的县，网站内容由程序生成，仅供演示，不对应任何真实地区、机关和个人。",
        copyright_note="示例数据，不代表任何真实机关",
        is_example=True,
    )


def load_organs() -> dict[str, Organ]:
    """Folder → organ. Successors are set once all are there; the log is told when their heads are known."""
    government = None
    made: dict[str, Organ] = {}
    for order, example in enumerate(register().values()):
        made[example.slug] = organ = _organ(example, order, government)
        government = government or organ
    for example in register().values():
        if example.successor:
            organ = made[example.slug]
            organ.successor = made[example.successor]
            organ.save()
    return made


def _organ(example: ExampleOrgan, order: int, parent: Organ | None) -> Organ:
    town = example.kind == "township"
    return Organ.objects.create(
        name=example.name,
        short_name=example.short,
        slug=example.slug,
        credit_code=credit_code(order + 1),
        kind=example.kind,
        level=Level.TOWNSHIP if town else Level.COUNTY,
        parent=parent,
        order=order,
        founded_on=example.founded_on,
        abolished_on=example.abolished_on,
        office_name=_office(example),
        office_head="（示例）",
        office_address=example.address,
        office_postcode=example.postcode,
        office_hours="工作日8:00-12:00，14:30-18:00",
        office_phone="0000-0000000",
        office_fax="0000-0000001",
        office_email=f"{example.slug}@shilixian.example",
    )


def _office(example: ExampleOrgan) -> str:
    """Its 政府信息公开工作机构."""
    if example.kind == "township":
        return f"{example.short}党政综合办公室"
    return f"{example.name}政务公开股" if example.slug == "zfb" else f"{example.name}办公室"


def credit_code(number: int) -> str:
    """A 统一社会信用代码 with right check characters (GB 32100, GB 11714) of no real division."""
    serial = f"{10_000_000 + number}"
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    check = 11 - sum(int(d) * w for d, w in zip(serial, weights, strict=True)) % 11
    body = f"11000000{serial}{'X' if check == 10 else '0' if check == 11 else check}"
    return body + str(uscc.calc_check_digit(body))


def load_people(actor: Actor, organs: dict[str, Organ], seed: int) -> list[Login]:
    """Accounts for every post of every organ, and the county's own; the logins to print."""
    chance = random.Random(seed)
    hashed = make_password(PASSWORD)
    wanted = [
        (f"{slug}-{name}", organ, post)
        for slug, organ in organs.items()
        for name, post in OWN_POSTS.items()
    ]
    wanted += [(name, organs[slug], post) for name, (slug, post) in COUNTY_POSTS.items()]
    people = Person.objects.bulk_create(
        Person(
            username=username,
            password=hashed,
            full_name=example_name(chance),
            phone="0000-0000000",
            email="",
            must_change_password=False,
            password_set_at=clock.now(),
            is_active=organ.abolished_on is None,
        )
        for username, organ, _ in wanted
    )
    Post.objects.bulk_create(
        Post(
            person=person,
            organ=organ,
            kind=post,
            since=max(SINCE, organ.founded_on or SINCE),
            until=organ.abolished_on,
        )
        for person, (_, organ, post) in zip(people, wanted, strict=True)
    )
    record_many(
        Draft(actor, "person.edit", subject=person, after={"username": person.username})
        for person in people
    )
    _head_names(organs, dict(zip((one[0] for one in wanted), people, strict=True)))
    record_many(
        Draft(actor, "organ.edit", subject=organ, after=state(organ)) for organ in organs.values()
    )
    return [
        Login(
            person.username,
            person.full_name,
            str(post.label),
            organ.short_name,
            _totp(person, post),
        )
        for person, (_, organ, post) in zip(people, wanted, strict=True)
    ]


def example_name(chance: random.Random) -> str:
    """A name that could be anybody's, marked as an example."""
    surnames, given = names()
    return f"{chance.choice(surnames)}{chance.choice(given)}（示例）"


def _head_names(organs: dict[str, Organ], people: dict[str, Person]) -> None:
    for slug, organ in organs.items():
        organ.office_head = people[f"{slug}-head"].full_name
    Organ.objects.bulk_update(organs.values(), ["office_head"])


def _totp(person: Person, post: PostKind) -> str:
    """A second factor for whoever needs one, with a key of this installation's own; else nothing."""
    if post not in SECOND_FACTOR_POSTS:
        return ""
    key = secrets.token_bytes(20)
    TOTPDevice.objects.create(user=person, name="示例", key=key.hex(), confirmed=True)
    return b32encode(key).decode("ascii")
