"""`python -m proof.persons`: docs/operations/persons.md from the table that the tests hold every output against."""

from pathlib import Path

PLACE = Path(__file__).parents[1] / "docs" / "operations" / "persons.md"
HOLDS = {
    "code": "持查询码的申请人（只有自己的那一件）",
    "draft": "持草稿码的填写人（只有自己的草稿）",
}


def text() -> str:
    """The page."""
    from tests.safety.table import table

    known = table()
    lines = [
        "# 个人信息：什么是封存的，谁看得到什么",
        "",
        "由 `python -m proof.persons` 从 `tests/safety/places.yaml` 生成；测试在每一类内容里放进记号，"
        "以每个岗位、申请人、陌生人的身份走遍全部地址，再查数据库、磁盘、日志、索引和公开文件："
        "记号出现在本表以外的地方，测试就不通过。",
        "",
        "## 内容和存放",
        "",
        "| 内容 | 存放 | 页面上 |",
        "| --- | --- | --- |",
    ]
    for one in known["kinds"].values():
        kept = f"封存：{one['sealed']}" if "sealed" in one else f"不封存：{one['plain']}"
        lines.append(f"| {one['label']} | {kept} | {'遮盖' if one.get('mask') else '原样'} |")
    lines += [
        "",
        "## 谁在哪里",
        "",
        "| 地址 | 需要 | 岗位 | 可以出现 |",
        "| --- | --- | --- | --- |",
    ]
    for row in known["pages"]:
        shown = "；".join(known["kinds"][one]["label"] for one in row["shows"])
        how = "（按钮，记入日志）" if row.get("method") == "post" else ""
        where = row["at"].replace("|", "\\|")
        lines.append(
            f"| `/{where}`{how} | {_right(row['right'])} | {_posts(row['right'])} | {shown} |"
        )
    lines += [
        "",
        "## 没有封存的文字",
        "",
        "内容摘要、确认和送达的凭证、退回和不再使用的理由、遮盖处的理由、评估和销毁的理由不封存："
        "登记时有当事人的姓名、号码就拒绝；申请人自己写的摘要，姓名换成身份、号码遮盖。"
        "没有登记为当事人的人（例如代收人）的姓名，程序认不出来，请不要写。",
        "",
        "“所需政府信息的描述”不封存：县公开办、审计人员看到的是遮盖以后的，数据库和备份的管理人员看得到原文。",
        "",
    ]
    return "\n".join(lines)


def _right(right: str) -> str:
    from gongkai.apps.organs.access import table as rights

    return HOLDS.get(right) or str(rights()["acts"][right])


def _posts(right: str) -> str:
    from gongkai.apps.organs.access import grants
    from gongkai.apps.organs.models import PostKind

    held = {one.post for one in grants() if one.act == right}
    return "、".join(str(one.label) for one in PostKind if one.value in held) or "—"


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    import django

    django.setup()
    PLACE.write_text(text(), encoding="utf-8")
