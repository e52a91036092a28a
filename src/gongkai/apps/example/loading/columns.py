"""The columns of every organ, by the acts that open and close them."""

import datetime as dt
from collections.abc import Iterable

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure.actions.columns import (
    close_column,
    open_columns,
    open_topic_column,
)
from gongkai.apps.disclosure.models import Column
from gongkai.apps.organs.models import Organ

OPENED = dt.datetime(2019, 4, 1, 9, 0, tzinfo=clock.CHINA)
TOPICS = (
    ("safe-winter", "冬季安全防范", "低温雨雪天气的预警、取暖安全和出行提示", dt.date(2025, 11, 3)),
    ("fourteenth-plan", "“十四五”规划实施", "“十四五”规划的实施、评估和总结", dt.date(2021, 3, 1)),
    ("business", "优化营商环境", "惠企政策、办事流程和涉企检查公示", dt.date(2024, 2, 20)),
)


def load_columns(actor: Actor, organs: Iterable[Organ]) -> dict[tuple[str, str], Column]:
    """(organ's folder, code) → column, topics of the county among them; one of them is archived."""
    made: dict[tuple[str, str], Column] = {}
    for organ in organs:
        at = OPENED
        if organ.founded_on and organ.founded_on > OPENED.date():
            at = OPENED.replace(year=organ.founded_on.year, month=organ.founded_on.month)
        with clock.stopped_at(at):
            opened = open_columns(actor, organ, at.date())
        made |= {(organ.slug, column.code): column for column in opened}
        if organ.slug == "xzf":
            government = organ
    for code, name, about, day in TOPICS:
        with clock.stopped_at(dt.datetime.combine(day, OPENED.time(), clock.CHINA)):
            column = open_topic_column(actor, government, code=code, name=name, about=about, on=day)
        made["xzf", column.code] = column
    with clock.stopped_at(dt.datetime(2026, 3, 2, 9, 0, tzinfo=clock.CHINA)):
        note = "“十四五”规划已经收官，本专题停止更新，内容保留备查。"
        close_column(actor, made["xzf", "zt/fourteenth-plan"], dt.date(2026, 3, 2), note)
    return made
