"""What a post may do: one table (`access.yaml`), asked by every action and every page."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from gongkai.apps.audit.actor import Actor


class Forbidden(Exception):
    """The actor may not do this; the message is a sentence for the person."""


@dataclass(frozen=True)
class Grant:
    """A post may do an act on the objects of its own organ, of those below it, or of all.

    Its own are also those of an organ that was merged into it (《条例》第十条: somebody answers for them).
    """

    post: str
    act: str
    scope: str


@cache
def table() -> dict[str, Any]:
    """The access table: `acts` (code → label), `grants`, `not_own_work`."""
    loaded: dict[str, Any] = yaml.safe_load(
        (Path(__file__).parent / "access.yaml").read_text(encoding="utf-8")
    )
    return loaded


@cache
def grants() -> frozenset[Grant]:
    return frozenset(
        Grant(post, act, scope)
        for post, scopes in table()["grants"].items()
        for scope, acts in scopes.items()
        for act in acts
    )


def label(act: str) -> str:
    """The act in Chinese, for messages and pages; of the log's other events too."""
    return str(table()["acts"].get(act) or table()["events"].get(act) or act)


def reach(actor: Actor, act: str) -> frozenset[int] | None:
    """On objects of which organs the actor may do `act`: their ids, or None for every organ's.

    For lists: filter by it instead of asking `may` row by row.
    """
    if actor.is_program:
        return None
    organs: set[int] = set()
    for grant in grants():
        if grant.act != act:
            continue
        for post in actor.posts:
            if post.kind == grant.post and grant.scope == "all":
                return None
            if post.kind == grant.post:
                organs |= {post.organ_id} | post.taken_over
                if grant.scope == "below":
                    organs |= post.organ_and_below
    return frozenset(organs)


def may(
    actor: Actor, act: str, organ_id: int | None = None, *, authors: frozenset[int] = frozenset()
) -> bool:
    """Whether one of the actor's posts grants `act` on an object of `organ_id`.

    `authors` are the people who wrote the object; nobody reviews what they wrote. The program
    itself (scheduled work) may do what it was built to do.
    """
    if act not in table()["acts"]:
        raise KeyError(f"权限表里没有这个行为：{act}")
    if actor.is_program:
        return True
    if act in table()["not_own_work"] and actor.person_id in authors:
        return False
    return any(_reaches(actor, grant, organ_id) for grant in grants() if grant.act == act)


def _reaches(actor: Actor, grant: Grant, organ_id: int | None) -> bool:
    for post in actor.posts:
        if post.kind != grant.post:
            continue
        if grant.scope == "all" or organ_id is None:
            return True
        if organ_id == post.organ_id or organ_id in post.taken_over:
            return True
        if grant.scope == "below" and organ_id in post.organ_and_below:
            return True
    return False


def require(
    actor: Actor, act: str, organ_id: int | None = None, *, authors: frozenset[int] = frozenset()
) -> None:
    """`may`, or a sentence that says why not."""
    if may(actor, act, organ_id, authors=authors):
        return
    if act in table()["not_own_work"] and actor.person_id in authors:
        raise Forbidden(
            f"{actor.name}参与了这条信息的起草，不能自己{label(act)}，请由其他审核人员办理。"
        )
    raise Forbidden(
        f"{actor.name}目前的岗位没有“{label(act)}”的权限。需要办理的，请联系安全管理员调整岗位。"
    )
