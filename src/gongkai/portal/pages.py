"""Pages that belong to no room: the home page and the answers to what went wrong."""

import sys

from django.core.exceptions import DisallowedHost
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.portal.refusals import Refusal, answer_refusal


def home(request: HttpRequest) -> HttpResponse:
    """Asked only while no home page is published: that one is a file and is answered before the program."""
    return render(request, "portal/home.html")


UNKNOWN_HOST = Refusal(
    400,
    "这个网址的主机名没有登记",
    "浏览器地址栏里的主机名不在本站登记的名单内，所以没有答复内容。",
    "请用本站公布的网址打开；维护人员可以用 GONGKAI_HOSTS 登记新的主机名。",
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, DisallowedHost):
        return answer_refusal(request, UNKNOWN_HOST)
    return answer_refusal(
        request,
        Refusal(
            400,
            "这次提交的内容不完整",
            "服务器没有读懂这次提交，可能是上传中断，或者地址不对。没有保留任何内容。",
            "请回到上一页，刷新以后再提交一次。",
        ),
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer_refusal(
        request, Refusal(403, "这个页面不能打开", "服务器没有答应这次访问。", "请从首页重新进入。")
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer_refusal(
        request,
        Refusal(
            404,
            "没有这个页面",
            f"地址 {request.path[:200]} 下没有内容，可能是链接写错了，也可能页面已经移走。",
            "请从首页重新进入，或者搜索标题、文号里的词。公开过的信息地址不变，撤下的会在原地址说明。",
        ),
    )


DATABASE_AWAY = Refusal(
    503,
    "暂时不能办理",
    "数据库现在连接不上，需要登录或者查询数据库的页面打不开。已经公开的页面和检索不受影响。",
    "请过几分钟再试；持续打不开的，请告诉维护本站的人员。",
)


def server_error(request: HttpRequest) -> HttpResponse:
    # Django calls this while the error is being handled.
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return answer_refusal(request, DATABASE_AWAY)
    return answer_refusal(
        request,
        Refusal(
            500,
            "程序出错了",
            "这是本站程序的差错，与您提交的内容无关。这一次提交没有办理，也没有保留。",
            "请再试一次；仍然出错的，请把出错的时间和正在做的事告诉维护本站的人员。",
        ),
    )
