"""政府信息公开指南 of every organ, in the structure of Art. 12."""

import datetime as dt

from gongkai.apps.audit.actions import Draft
from gongkai.apps.clock import CHINA
from gongkai.apps.disclosure.models import GuideConfirmation, GuideVersion
from gongkai.apps.example.loading.stored import County
from gongkai.apps.organs.models import Organ, OrganKind

FIRST = dt.datetime(2023, 2, 8, 10, 0, tzinfo=CHINA)
# Organs that have not looked at their guide for too long: the reminder has something to say.
STALE = ("kjj", "jgsw", "tyx")


def load_guides(county: County) -> None:
    """A published guide for every organ that exists, confirmed lately by most."""
    recently = (county.now - dt.timedelta(days=40)).astimezone(CHINA).date()
    organs = [organ for organ in county.organs.values() if organ.abolished_on is None]
    GuideVersion.objects.bulk_create(_version(organ) for organ in organs)
    for organ in organs:
        head = county.actor(organ.slug)
        days = [FIRST.date()] if organ.slug in STALE else [FIRST.date(), recently]
        GuideConfirmation.objects.bulk_create(
            GuideConfirmation(organ=organ, on=day, person_name=head.name) for day in days
        )
        county.drafts.append(Draft(head, "guide.confirm", organ, after={"published": 1}, at=FIRST))
        if len(days) == 2:
            at = dt.datetime(recently.year, recently.month, recently.day, 15, 0, tzinfo=CHINA)
            confirmed = {"version": 1, "on": recently}
            county.drafts.append(Draft(head, "guide.confirm", organ, after=confirmed, at=at))


def _version(organ: Organ) -> GuideVersion:
    own = (
        "本机关制作的，以及从公民、法人和其他组织获取并由本机关保存的政府信息。"
        if organ.kind != OrganKind.GOVERNMENT
        else "县人民政府及其办公室制作的，以及由县人民政府办公室保存的政府信息；各部门、各乡镇的信息由各机关公开。"
    )
    return GuideVersion(
        organ=organ,
        number=1,
        classification=(
            f"{own}\n主动公开的信息按照《中华人民共和国政府信息公开条例》第二十条、第二十一条的规定分类，"
            "包括机关职能、规划、统计信息、行政许可和其他对外管理服务事项、行政处罚和行政强制、财政预算决算、"
            "行政事业性收费、政府集中采购、重大建设项目、民生政策及实施情况、突发公共事件、监督检查、公务员招考等。"
        ),
        arrangement=(
            "信息按照栏目和发布日期编排。每条信息标明索引号、主题分类、发布机构、成文日期、发布日期、"
            "标题、发文字号和有效性，可以按照栏目、年份、主题和关键词检索。"
        ),
        ways_to_obtain=(
            "（一）互联网：示例县人民政府门户网站（www.shilixian.example）政府信息公开专栏，提供检索、查阅、下载。\n"
            "（二）现场查阅：县档案馆、县图书馆、县政务服务大厅设有政府信息查阅场所。\n"
            "（三）其他：政府公报、新闻发布会、村（居）务公开栏。"
        ),
        application=(
            f"公民、法人或者其他组织可以向{organ.name}申请获取政府信息。申请应当采用包括信件、数据电文在内的书面形式，"
            "写明姓名或者名称、身份证明、联系方式，申请公开的政府信息的名称、文号或者便于查询的其他特征性描述，"
            "以及申请公开的形式要求。采用书面形式确有困难的，可以口头提出，由受理机构代为填写。\n"
            "能够当场答复的，当场予以答复；不能当场答复的，自收到申请之日起20个工作日内答复；"
            "需要延长答复期限的，延长的期限最长不超过20个工作日。除申请公开的数量、频次明显超过合理范围外，不收取费用。"
        ),
        supervision=(
            "认为本机关未按照要求主动公开政府信息或者对政府信息公开申请不依法答复处理的，可以向示例县人民政府办公室提出；"
            "认为侵犯其合法权益的，可以向上一级行政机关或者政府信息公开工作主管部门投诉、举报，"
            "也可以依法申请行政复议或者提起行政诉讼。"
        ),
        office_name=organ.office_name,
        office_address=organ.office_address,
        office_hours=organ.office_hours,
        office_phone=organ.office_phone,
        office_fax=organ.office_fax,
        office_internet=organ.office_email,
        published_at=FIRST,
    )
