"""Organs, people, posts. Facts by date: what holds on a day is asked in `queries.py`."""

from typing import Any, NoReturn

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models


class OrganKind(models.TextChoices):
    GOVERNMENT = "government", "人民政府"
    DEPARTMENT = "department", "政府部门"
    TOWNSHIP = "township", "乡镇人民政府（街道办事处）"
    DISPATCHED = "dispatched", "派出机构"
    AUTHORISED = "authorised", "法律、法规授权组织"


class Level(models.TextChoices):
    PROVINCE = "province", "省级"
    CITY = "city", "设区的市级"
    COUNTY = "county", "县级"
    TOWNSHIP = "township", "乡级"


class Organ(models.Model):
    """行政机关: whoever must publish and answer, with its 政府信息公开工作机构 (Art. 4, Art. 12)."""

    name = models.CharField("机关名称", max_length=120)
    short_name = models.CharField("简称", max_length=40)
    # Its folder on the site; never reused, because published addresses stay.
    slug = models.SlugField("网址目录", max_length=40, unique=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, unique=True)
    kind = models.CharField("机关类别", max_length=12, choices=OrganKind.choices)
    level = models.CharField("层级", max_length=10, choices=Level.choices)
    parent = models.ForeignKey(
        "self",
        verbose_name="上级机关",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    order = models.PositiveIntegerField("排序", default=0)
    founded_on = models.DateField("设立日期", null=True, blank=True)
    abolished_on = models.DateField("撤销日期", null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        verbose_name="职能承接机关",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="predecessors",
    )
    office_name = models.CharField("公开工作机构", max_length=120, blank=True)
    office_head = models.CharField("公开工作机构负责人", max_length=40, blank=True)
    office_address = models.CharField("办公地址", max_length=200, blank=True)
    office_postcode = models.CharField("邮政编码", max_length=6, blank=True)
    office_hours = models.CharField("办公时间", max_length=200, blank=True)
    office_phone = models.CharField("联系电话", max_length=60, blank=True)
    office_fax = models.CharField("传真号码", max_length=60, blank=True)
    office_email = models.CharField("互联网联系方式", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "机关"
        ordering = ["order", "id"]

    @property
    def governs(self) -> bool:
        """Whether its report adds up those of others: a government of any level, or whoever stands at the top."""
        return self.kind == OrganKind.GOVERNMENT or self.parent_id is None

    def __str__(self) -> str:
        return self.name


class People(UserManager["Person"]):
    """Accounts are made by the act `create_person`; nobody may do everything."""

    def create_superuser(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise NotImplementedError(
            "本系统不设超级用户：系统管理员、安全管理员、审计管理员由三人分任。请用 gongkai organs start。"
        )


class Person(AbstractUser):
    """An account belongs to a person; what the person may do comes from the posts held."""

    # Wagtail's sidebar greets by this name; there is no such field.
    first_name = property(lambda self: self.full_name)
    last_name = None
    full_name = models.CharField("姓名", max_length=40)
    phone = models.CharField("办公电话", max_length=30, blank=True)
    password_set_at = models.DateTimeField("密码设定时间", null=True, blank=True)
    must_change_password = models.BooleanField("下次登录须改密码", default=True)

    REQUIRED_FIELDS = ["full_name"]

    objects = People()

    class Meta:
        verbose_name = verbose_name_plural = "人员"
        constraints = [
            models.CheckConstraint(condition=models.Q(is_superuser=False), name="no_superuser")
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name


class PostKind(models.TextChoices):
    CLERK = "clerk", "信息员"
    FIRST_REVIEWER = "first_reviewer", "初审（政治关）"
    SECOND_REVIEWER = "second_reviewer", "复审（政策关）"
    FINAL_REVIEWER = "final_reviewer", "终审（文字关）"
    SECRECY_REVIEWER = "secrecy_reviewer", "保密审查"
    CASE_CLERK = "case_clerk", "依申请公开经办人"
    CASE_REVIEWER = "case_reviewer", "依申请公开审核人"
    DISCLOSURE_HEAD = "disclosure_head", "公开工作机构负责人"
    COUNTY_OFFICE = "county_office", "政府信息公开工作主管部门"
    COUNTY_HEAD = "county_head", "政府办公室负责人"
    AUDITOR = "auditor", "审计员"
    SYSTEM_ADMINISTRATOR = "system_administrator", "系统管理员"
    SECURITY_ADMINISTRATOR = "security_administrator", "安全管理员"
    AUDIT_ADMINISTRATOR = "audit_administrator", "审计管理员"


ADMINISTRATORS = (
    PostKind.SYSTEM_ADMINISTRATOR,
    PostKind.SECURITY_ADMINISTRATOR,
    PostKind.AUDIT_ADMINISTRATOR,
)


class Post(models.Model):
    """A person holds a post in an organ from a day until a day (inclusive; None: still)."""

    person = models.ForeignKey(
        Person, verbose_name="人员", on_delete=models.PROTECT, related_name="posts"
    )
    organ = models.ForeignKey(
        Organ, verbose_name="机关", on_delete=models.PROTECT, related_name="posts"
    )
    kind = models.CharField("岗位", max_length=24, choices=PostKind.choices)
    since = models.DateField("任职日期")
    until = models.DateField("离任日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "岗位任职"
        ordering = ["organ", "kind", "since"]

    def __str__(self) -> str:
        return f"{self.person}：{self.organ.short_name}{self.get_kind_display()}"


class OldPassword(models.Model):
    """Hashes of passwords once used, so that they are not used again."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="old_passwords")
    password = models.CharField(max_length=128)
    set_at = models.DateTimeField()


class OfficeNetwork(models.Model):
    """Addresses from which the back office may be opened. No row: every address may."""

    network = models.CharField("地址段", max_length=60, unique=True)
    note = models.CharField("说明", max_length=120, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "后台允许地址"
        ordering = ["network"]

    def __str__(self) -> str:
        return self.network


class SiteRecord(models.Model):
    """What stands in every page's head and foot (网页设计规范: 网站标签、页脚). One row."""

    name = models.CharField("网站名称", max_length=60)
    domain = models.CharField("网站域名", max_length=120)
    identity_code = models.CharField("政府网站标识码", max_length=10)
    sponsor = models.CharField("主办单位", max_length=120)
    undertaker = models.CharField("承办单位", max_length=120, blank=True)
    icp_number = models.CharField("ICP备案号", max_length=60)
    police_number = models.CharField("公安备案号", max_length=60)
    phone = models.CharField("联系电话", max_length=60)
    address = models.CharField("联系地址", max_length=200, blank=True)
    postcode = models.CharField("邮政编码", max_length=6, blank=True)
    description = models.CharField("网站描述", max_length=300, blank=True)
    badge_url = models.URLField("党政机关标识链接", blank=True)
    error_report_url = models.URLField("“我为政府网站找错”链接", blank=True)
    copyright_note = models.CharField("版权声明", max_length=300, blank=True)
    is_example = models.BooleanField("示例数据", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "网站信息"

    def __str__(self) -> str:
        return self.name
