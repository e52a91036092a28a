"""What could not be done, said so that the person can go on: what, where, what next."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render


class Refusal(Exception):
    """An answer other than the one asked for. Raised in a view, shown as a page (or JSON to programs)."""

    def __init__(self, status: int, title: str, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.title = title
        self.message = message
        self.advice = advice


def answer_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A page for a person, `{"error": {...}}` for a program."""
    answer: HttpResponse
    if request.path.startswith("/api/"):
        said = {"title": refusal.title, "message": refusal.message, "advice": refusal.advice}
        answer = JsonResponse(
            {"error": said}, status=refusal.status, json_dumps_params={"ensure_ascii": False}
        )
    else:
        answer = render(request, "portal/refusal.html", {"refusal": refusal}, status=refusal.status)
    if refusal.status == 503:
        answer.headers["Retry-After"] = "30"
    return answer


ONLY_SENT = Refusal(
    405, "这个地址不能直接打开", "它只在页面上按下按钮时使用。", "请回到原来的页面，再按一次按钮。"
)


class RefusalPages:
    """Turn a `Refusal` raised by a view into its page; so too what takes no reading, which Django leaves blank."""

    def __init__(self, handler: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.handler(request)
        if not isinstance(answer, HttpResponseNotAllowed) or answer.content:
            return answer
        said = answer_refusal(request, ONLY_SENT)
        said.headers["Allow"] = answer.headers["Allow"]
        return said

    def process_exception(self, request: HttpRequest, broken: Exception) -> HttpResponse | None:
        return answer_refusal(request, broken) if isinstance(broken, Refusal) else None
