"""What the forms of organs and people ask for. What may stand is decided by the acts."""

from django import forms

from gongkai.apps.organs.actions.organs import OFFICE_FIELDS
from gongkai.apps.organs.importing import COLUMNS
from gongkai.apps.organs.models import Level, Organ, OrganKind, PostKind, SiteRecord
from gongkai.office.organs.asking import DayField, OrganField

HINTS = {field: hint for field, _, hint in COLUMNS.values()}


class OrganForm(forms.Form):
    name = forms.CharField(label="机关名称", max_length=120)
    short_name = forms.CharField(label="简称", max_length=40)
    credit_code = forms.CharField(label="统一社会信用代码", max_length=30)
    kind = forms.ChoiceField(label="机关类别", choices=OrganKind.choices)
    level = forms.ChoiceField(label="层级", choices=Level.choices)
    parent = OrganField("上级机关", required=False)
    founded_on = DayField("设立日期", required=False)
    order = forms.IntegerField(
        label="排序", min_value=0, max_value=999_999, initial=0, help_text="小的在前"
    )


class NewOrganForm(OrganForm):
    slug = forms.CharField(
        label="网址目录",
        max_length=40,
        help_text="小写字母和数字，例如 jyj。公开以后不再改动，撤销后也不让给别的机关。",
    )
    field_order = ["name", "short_name", "slug"]


class OfficeForm(forms.ModelForm[Organ]):
    """The 公开工作机构 (Art. 4, Art. 12)."""

    class Meta:
        model = Organ
        fields = OFFICE_FIELDS
        help_texts = {name: HINTS.get(name, "") for name in OFFICE_FIELDS} | {
            "office_name": "例如 办公室。名称、地址、时间、电话、互联网联系方式是公开指南必须写明的。"
        }


class ChannelsForm(forms.Form):
    """Ways to apply beside the two that are always open (Art. 28, 国办公开办函〔2017〕19号)."""

    online = forms.BooleanField(
        label="网上申请", required=False, help_text="在本站填写申请表，提交后等待本机关确认收到。"
    )
    fax = forms.BooleanField(
        label="传真", required=False, help_text="公布以后不得拒收；双方确认之日为收到申请之日。"
    )
    email = forms.BooleanField(
        label="电子邮件", required=False, help_text="公布以后不得拒收；双方确认之日为收到申请之日。"
    )


class AbolishForm(forms.Form):
    on = DayField("撤销日期", help_text="从这一天起不再存在；在任的岗位到前一天为止")
    successor = OrganField("职能承接机关")


class PersonForm(forms.Form):
    full_name = forms.CharField(label="姓名", max_length=40)
    phone = forms.CharField(label="办公电话", max_length=30, required=False)
    email = forms.EmailField(label="电子邮箱", max_length=120, required=False)


class NewPersonForm(PersonForm):
    username = forms.CharField(
        label="用户名", max_length=60, help_text="登录用；字母、数字，例如 zhangsan。以后不能改。"
    )
    field_order = ["full_name", "username"]


class PostForm(forms.Form):
    organ = OrganField("机关")
    kind = forms.ChoiceField(label="岗位", choices=PostKind.choices)
    since = DayField("任职日期")
    until = DayField("离任日期", required=False, help_text="最后一天；不填为一直在任")


class NetworkForm(forms.Form):
    network = forms.CharField(
        label="地址段", max_length=60, help_text="例如 192.168.1.0/24，或者一个地址 10.0.0.8"
    )
    note = forms.CharField(label="说明", max_length=120, required=False)


class SiteForm(forms.ModelForm[SiteRecord]):
    class Meta:
        model = SiteRecord
        exclude = ("is_example",)


class LogForm(forms.Form):
    """What of the log is asked for; everything may be left open."""

    person = forms.CharField(label="人员或机关", max_length=40, required=False)
    act = forms.ChoiceField(label="行为", required=False)
    subject = forms.CharField(label="对象", max_length=60, required=False)
    since = DayField("自", required=False)
    until = DayField("至", required=False)
    refused = forms.BooleanField(label="只看未成功的", required=False)
