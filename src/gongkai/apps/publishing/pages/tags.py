"""网页标签 of 网页设计规范 (国办发〔2017〕47号): exact names, and no page without a mandatory one.

Site tags stand on every page, column tags on column pages and what belongs to a column, article tags on
an article; they add up.
"""

from collections.abc import Iterable

from markupsafe import Markup

from gongkai.apps.publishing.pages.contract import CannotRender


class Incomplete(CannotRender):
    """A mandatory value is empty, so this page is not published. The message says what to fill in, where."""


def mandatory(value: str, label: str, tag: str, where: str) -> tuple[str, str]:
    """The tag with its value, or a refusal that a clerk understands."""
    if not value.strip():
        raise Incomplete(f"{where}的“{label}”没有填写，网页标签 {tag} 必须有值；请补填后再发布。")
    return tag, value


def site_tags(site: "object") -> list[tuple[str, str]]:
    """SiteName, SiteDomain, SiteIDCode."""
    return [
        mandatory(getattr(site, field), label, tag, "网站信息")
        for field, label, tag in (
            ("name", "网站名称", "SiteName"),
            ("domain", "网站域名", "SiteDomain"),
            ("identity_code", "政府网站标识码", "SiteIDCode"),
        )
    ]


def column_tags(
    name: str, description: str, keywords: str, column_type: str
) -> list[tuple[str, str]]:
    """ColumnName, ColumnDescription, ColumnKeywords, ColumnType."""
    where = f"栏目“{name}”" if name else "这个栏目"
    return [
        mandatory(name, "栏目名称", "ColumnName", where),
        mandatory(description, "栏目说明", "ColumnDescription", where),
        mandatory(keywords, "栏目关键词", "ColumnKeywords", where),
        mandatory(column_type, "栏目类别", "ColumnType", where),
    ]


def article_tags(
    title: str, published: str, source: str, optional: Iterable[tuple[str, str]] = ()
) -> list[tuple[str, str]]:
    """ArticleTitle, PubDate (YYYY-MM-DD HH:MM), ContentSource; Keywords, Author, … where there are any."""
    where = f"《{title}》" if title else "这条信息"
    return [
        mandatory(title, "标题", "ArticleTitle", where),
        mandatory(published, "发布时间", "PubDate", where),
        mandatory(source, "来源", "ContentSource", where),
        *[(tag, value) for tag, value in optional if value],
    ]


def as_html(tags: Iterable[tuple[str, str]]) -> Markup:
    """`<meta name="SiteName" content="…">`, one a line."""
    return Markup("\n").join(
        Markup('<meta name="{}" content="{}">').format(tag, value) for tag, value in tags
    )


def flat(text: str, longest: int = 120) -> Markup | str:
    """Words for a tag: one line, cut at a length that search engines and readers show."""
    words = " ".join(text.split())
    return words if len(words) <= longest else words[: longest - 1] + "…"
