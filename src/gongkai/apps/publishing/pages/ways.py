"""The ways to apply to an organ (Art. 28): in person and by post always, the others where they are announced."""

from dataclasses import dataclass

from gongkai.apps.cases.queries.channels import Door
from gongkai.apps.publishing.pages.world import OrganPlace

GUIDE = "地址见公开指南"


@dataclass(frozen=True)
class Way:
    """One channel: where to, what to mind."""

    label: str
    where: str
    hint: str = ""


@dataclass(frozen=True)
class Ways:
    """`apply`: the address of the online form, "" where online is not open."""

    apply: str
    paper_form: str
    channels: list[Way]


def ways_of(organ: OrganPlace, door: Door) -> Ways:
    """No switch closes the first two; fax and e-mail stand only where announced and registered."""
    address = organ.office_address or GUIDE
    post = f"{address}（邮编 {organ.office_postcode}）" if organ.office_postcode else address
    receiver = organ.office_name or organ.name
    channels = [
        Way("当面提交", address, organ.office_hours),
        Way("邮寄", post, f"收件人写“{receiver}”，信封注明“政府信息公开申请”。"),
    ]
    if door.fax and organ.office_fax:
        channels.append(Way("传真", organ.office_fax, "发送后请来电确认收到。"))
    if door.email and "@" in organ.office_email:
        channels.append(Way("电子邮件", organ.office_email, "双方确认之日为收到申请之日。"))
    apply = f"/apply/{organ.slug}/"
    return Ways(apply if door.online else "", f"{apply}form/", channels)
