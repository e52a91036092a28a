"""Login and logout. Every attempt is a row in the log, with the address it came from."""

from typing import Any

from django.contrib.auth import logout as end_session
from django.contrib.auth import views as auth_views
from django.contrib.auth.forms import AuthenticationForm
from django.forms import CharField, Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.apps.organs import safety
from gongkai.apps.organs.actions import sessions
from gongkai.apps.organs.locks import ACCOUNT, HERE, KNOWN
from gongkai.apps.organs.models import Person
from gongkai.apps.organs.requests import actor_of, address_of
from gongkai.office.security import known, staying
from gongkai.office.security.counting import standing

WRONG = "用户名或密码不对。请核对后再试；忘记密码的，请联系安全管理员重设。"
# Why somebody stands before the login page again; said once, as the address asks.
REASONS = {
    "idle": "您有一段时间没有操作，为保证安全已自动退出。请重新登录。",
    "long": "这次登录已经超过一个工作日，请重新登录。",
    "codes": "动态口令连续输错，已退出。请核对手机时间后重新登录。",
    "out": "您已退出。",
}
# What the log says of a lock.
WHY = {
    HERE: "在这个地址连续输错，暂停登录",
    KNOWN: "在用过的电脑上连续输错，暂停登录",
    ACCOUNT: "在多个地址连续输错，没有用过的电脑暂停登录",
}


class LoginForm(AuthenticationForm):
    """User name and password; one sentence for whatever was wrong."""

    error_messages = {"invalid_login": WRONG, "inactive": WRONG}
    # Longer than any user name or password; a hasher is not to be fed a book.
    username = CharField(max_length=150, error_messages={"required": "请填写用户名。"})
    password = CharField(max_length=200, strip=False, error_messages={"required": "请填写密码。"})


class OfficeLogin(auth_views.LoginView):
    """The door. Django gives the session a new key; what must follow the gate asks for."""

    template_name = "office/security/login.html"
    form_class = LoginForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return redirect(self.get_success_url())
        return super().dispatch(request, *args, **kwargs)

    def get_default_redirect_url(self) -> str:
        return reverse("wagtailadmin_home")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs) | {
            "reason": REASONS.get(self.request.GET.get("why", ""), ""),
            "failures": safety.number("failures"),
            "lock_minutes": safety.number("lock_minutes"),
        }
        # Django puts the host's name here; the pages' own context knows whose office this is.
        del context["site_name"]
        return context

    def form_valid(self, form: Form) -> HttpResponse:
        answer = super().form_valid(form)
        staying.begin(self.request)
        # Nobody else takes away what has run out.
        self.request.session.clear_expired()
        person = self.request.user
        assert isinstance(person, Person)
        sessions.logged_in(actor_of(self.request), person)
        known.remember(self.request, answer, person)
        return answer

    def form_invalid(self, form: Form) -> HttpResponse:
        said = str(form.data.get("username") or "").strip()[:150]
        if said and not getattr(self.request, "axes_locked_out", False):
            sessions.login_failed(said, address_of(self.request), why="用户名或密码不对")
        return super().form_invalid(form)


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """End the session at once. The address answers posts only: no picture can log anybody out."""
    if isinstance(request.user, Person) and request.user.is_authenticated:
        sessions.logged_out(actor_of(request), request.user)
    end_session(request)
    return redirect(f"{reverse('office_login')}?why=out")


def locked_out(
    request: HttpRequest, original: HttpResponse | None = None, credentials: Any = None
) -> HttpResponse:
    """The page of a lock (429); axes calls it in place of the answer."""
    username = str((credentials or {}).get("username") or "")[:150]
    lock = standing(request, credentials)
    why = WHY[lock.kind if lock else HERE]
    sessions.login_failed(username, address_of(request), locked=True, why=why)
    context = {"minutes": safety.number("lock_minutes"), "lock": lock, "username": username}
    return render(request, "office/security/locked.html", context, status=429)
