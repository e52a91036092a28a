"""Whose page an item is: pages of reports are changed by the reports' own acts, and by nothing else."""

from gongkai.apps.annual.models import Report, WebsiteReport
from gongkai.apps.disclosure.models import Item


def keeper(item: Item) -> str:
    """Of the page of a report a sentence that says where to act; "" for every other item."""
    row = Report.objects.filter(item_id=item.pk).select_related("organ").order_by("version").last()
    if row is None:
        return _of_website(item)
    return _sentence(
        f"{row.organ.short_name}{row.year}年度政府信息公开工作年度报告", "年度报告", item
    )


def _of_website(item: Item) -> str:
    row = WebsiteReport.objects.filter(item_id=item.pk).order_by("version").last()
    return _sentence(str(row), "网站报表", item) if row is not None else ""


def _sentence(name: str, room: str, item: Item) -> str:
    if item.editions.public().exists():
        return (
            f"这是{name}的公开页面，已经公布，网页和文件不能在这里修改、更正或者撤下。"
            f"发现错误的，请在“{room}”里办理更正：改好的作为新的一版公布，原来的一版保留。"
        )
    return f"这是{name}的公开页面，由报告生成，请在“{room}”里办理；内容有误的，先退回报告修改。"
