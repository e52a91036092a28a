"""Coming in and going out, below `/office/`. These stand before Wagtail's own addresses and replace some."""

from django.urls import path, re_path

from gongkai.office.items.linking import urlpatterns as link_dialogs
from gongkai.office.security import account, closed, factor, login, password

urlpatterns = [
    *link_dialogs,
    path("login/", login.OfficeLogin.as_view(), name="office_login"),
    path("logout/", login.logout, name="office_logout"),
    path("account/", account.account, name="office_account"),
    path("account/password/", password.change, name="office_password"),
    path("account/code/", factor.enter, name="office_code"),
    path("account/factor/", factor.set_up, name="office_factor"),
    path("account/factor/recovery/", factor.recovery, name="office_recovery"),
    re_path(closed.PATTERN, closed.closed, name="office_closed"),
]
