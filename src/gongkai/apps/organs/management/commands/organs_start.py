from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit.actor import program
from gongkai.apps.organs import actions
from gongkai.apps.organs.models import Level, Organ, OrganKind, Post, PostKind
from gongkai.apps.organs.refusals import Refused

ADMINISTRATORS = {
    "system": PostKind.SYSTEM_ADMINISTRATOR,
    "security": PostKind.SECURITY_ADMINISTRATOR,
    "audit": PostKind.AUDIT_ADMINISTRATOR,
}


class Command(BaseCommand):
    help = "新装系统：登记本级政府，建立系统管理员、安全管理员、审计管理员三个账号（三人分任）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", required=True, metavar="名称", help="本级政府全称")
        parser.add_argument("--short-name", required=True, metavar="简称", help="例如 县政府")
        parser.add_argument("--credit-code", required=True, metavar="代码", help="统一社会信用代码")
        parser.add_argument("--slug", default="xzf", metavar="目录", help="网址目录，默认 xzf")
        parser.add_argument(
            "--level",
            default=Level.COUNTY,
            choices=Level.values,
            help="本级政府的层级，默认 county（县级）",
        )
        for word, kind in ADMINISTRATORS.items():
            parser.add_argument(f"--{word}", required=True, metavar="用户名:姓名", help=kind.label)

    def handle(self, *args: Any, **options: Any) -> None:
        if Organ.objects.exists() or Post.objects.exists():
            raise CommandError("系统里已经有机关和岗位。以后的人员和岗位由安全管理员在后台办理。")
        passwords = []
        try:
            with transaction.atomic():
                government = actions.found_organ(
                    program("安装程序"),
                    name=options["name"],
                    short_name=options["short_name"],
                    slug=options["slug"],
                    credit_code=options["credit_code"],
                    kind=OrganKind.GOVERNMENT,
                    level=options["level"],
                )
                for word, kind in ADMINISTRATORS.items():
                    passwords.append(self._administrator(government, kind, options[word]))
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"已登记{government.name}，建立三个管理员账号。初始密码只显示这一次：")
        for line in passwords:
            self.stdout.write(line)
        self.stdout.write("请分别交给三个人；第一次登录须修改密码并设置动态口令。")

    def _administrator(self, government: Organ, kind: PostKind, said: str) -> str:
        username, _, full_name = said.partition(":")
        person, password = actions.create_person(
            program("安装程序"), username=username, full_name=full_name
        )
        actions.assign_post(program("安装程序"), person, government, kind, since=clock.today())
        return f"  {kind.label}　{full_name}　用户名 {username}　初始密码 {password}"
