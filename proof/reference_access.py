"""The page of rights: post × act × scope as `access.yaml` has it, and the values of login safety."""

from pathlib import Path
from typing import Any

import yaml

ORGANS = Path(__file__).parents[1] / "src" / "gongkai" / "apps" / "organs"
# The names of the posts, as `organs.models.PostKind` has them (a test holds them together).
POSTS = {
    "clerk": "信息员",
    "first_reviewer": "初审（政治关）",
    "second_reviewer": "复审（政策关）",
    "final_reviewer": "终审（文字关）",
    "secrecy_reviewer": "保密审查",
    "case_clerk": "依申请公开经办人",
    "case_reviewer": "依申请公开审核人",
    "disclosure_head": "公开工作机构负责人",
    "county_office": "政府信息公开工作主管部门",
    "county_head": "政府办公室负责人",
    "auditor": "审计员",
    "system_administrator": "系统管理员",
    "security_administrator": "安全管理员",
    "audit_administrator": "审计管理员",
}
SCOPES = {"own": "本机关", "below": "本机关及所属", "all": "全县"}
MARKS = {"practice": "实践做法", "design": "设计取值"}


def access_page() -> str:
    """Who may do what where; what nobody may do with own work; how long and how often."""
    table: dict[str, Any] = yaml.safe_load((ORGANS / "access.yaml").read_text(encoding="utf-8"))
    lines = [
        "# 岗位与权限",
        "",
        "权限只从当天在任的岗位来。没有超级用户；系统管理员、安全管理员、审计管理员由三人分任，不兼业务岗位。",
        "",
    ]
    for post, label in POSTS.items():
        lines += [f"## {label}", "", "| 行为 | 范围 | 编号 |", "| --- | --- | --- |"]
        for scope, acts in table["grants"].get(post, {}).items():
            for act in acts:
                own = "（不得是自己起草的）" if act in table["not_own_work"] else ""
                lines.append(f"| {table['acts'][act]}{own} | {SCOPES[scope]} | `{act}` |")
        lines.append("")
    lines += ["## 日志里另有的行为", "", "| 行为 | 编号 |", "| --- | --- |"]
    lines += [f"| {label} | `{act}` |" for act, label in table["events"].items()]
    lines += [
        "",
        "## 登录安全的取值",
        "",
        "| 名称 | 取值 | 来源 | 状态 |",
        "| --- | --- | --- | --- |",
    ]
    values: dict[str, Any] = yaml.safe_load((ORGANS / "security.yaml").read_text(encoding="utf-8"))
    for name, one in values.items():
        lines.append(
            f"| `{name}` | {one['value']} {one['unit']} | {one['source']} | {MARKS[one['mark']]} |"
        )
    return "\n".join(lines) + "\n"
