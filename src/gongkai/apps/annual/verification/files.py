"""Files of reports, deliveries and past reports against the digests that were kept of them."""

import hashlib
from collections.abc import Iterator

from gongkai.apps.annual.keeping import stored
from gongkai.apps.annual.models import Artefact, Delivery, PastReport
from gongkai.apps.annual.verification.fault import Fault


def check_files(year: int) -> Iterator[Fault]:
    """Every file of the year is there, as long and as it was."""
    for one in Artefact.objects.filter(report__year=year).select_related("report__organ"):
        label = f"{one.report}的{one.format.upper()}文件"
        yield from _check(stored(one.path), "Artefact", one.pk, label, one.sha256)
    for delivery in Delivery.objects.filter(year=year).exclude(path="").select_related("organ"):
        label = f"{delivery}的文件"
        yield from _check(stored(delivery.path), "Delivery", delivery.pk, label, delivery.sha256)
    for past in PastReport.objects.filter(year=year).exclude(path="").select_related("organ"):
        label = f"{past.organ.short_name}{past.year}年往年报告的文件"
        yield from _check(stored(past.path), "PastReport", past.pk, label, past.sha256)


def _check(content: bytes | None, kind: str, pk: int, label: str, sha256: str) -> Iterator[Fault]:
    if content is None:
        yield Fault(kind, pk, label, f"{label}不见了。")
    elif hashlib.sha256(content).hexdigest() != sha256:
        yield Fault(kind, pk, label, f"{label}的内容与留存的摘要不符：被改动。")
