"""Addresses of the citizen's door. An organ's folder comes last: the fixed words win."""

from django.urls import path

from gongkai.portal.applying import filling, sending, start, status

urlpatterns = [
    path("apply/", start.choose, name="apply"),
    path("apply/resume/", start.resume, name="apply-resume"),
    path("apply/draft/", start.kept, name="apply-draft"),
    path("apply/draft/discard/", start.discard, name="apply-discard"),
    path("apply/receipt/", sending.receipt, name="apply-receipt"),
    path("apply/receipt/leave/", sending.leave_receipt, name="apply-receipt-leave"),
    path("apply/status/", status.enter, name="apply-status"),
    path("apply/status/case/", status.case, name="apply-case"),
    path("apply/status/leave/", status.leave, name="apply-leave"),
    path("apply/status/receive/", status.receive, name="apply-receive"),
    path("apply/status/file/<int:pk>/", status.download, name="apply-file"),
    path("apply/status/<slug:act>/", status.act, name="apply-act"),
    path("apply/<slug:slug>/", start.organ, name="apply-organ"),
    path("apply/<slug:slug>/form/", start.form, name="apply-form"),
    path("apply/<slug:slug>/who/", filling.who, name="apply-who"),
    path("apply/<slug:slug>/what/", filling.what, name="apply-what"),
    path("apply/<slug:slug>/how/", filling.how, name="apply-how"),
    path("apply/<slug:slug>/files/", filling.files, name="apply-files"),
    path("apply/<slug:slug>/check/", sending.check, name="apply-check"),
]
