"""归档 (Art. 45): the closed case becomes one sealed file; who may see its people may open it."""

import datetime as dt
from collections.abc import Callable

from django.db import transaction

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions.closing import missing_for_archive
from gongkai.apps.cases.archive_record import log_of, parts_of, record_of
from gongkai.apps.cases.filing import keep_file
from gongkai.apps.cases.models import Case, CaseFile, FileKind
from gongkai.apps.cases.queries.steps import require_allowed
from gongkai.apps.cases.recording import expect, locked, record_event
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import require
from gongkai.apps.sealing.boxes import MOST_BYTES
from gongkai.documents.archiving import manifest_of, render_archive
from gongkai.documents.errors import DocumentError

# What signs a manifest: bytes in, base64 out. The key is kept by who publishes, so it is given from above.
Sign = Callable[[bytes], str]


def archive(
    actor: Actor, case: Case, *, on: dt.date, sign: Sign | None = None, seen: int | None = None
) -> Case:
    """归档. Refused, with everything that is missing, before the file is complete."""
    require(actor, "case.archive", case.organ_id)
    with transaction.atomic():
        row = locked(case)
        expect(row, seen)
        require_allowed(row, "archive")
        missing = missing_for_archive(row)
        if missing:
            raise Refused("还不能归档：" + "".join(missing))
        file = _archive_file(actor, row, on, sign)
        record_event(actor, row, "archive", on, {"file": file.pk}, act="case.archive")
    return row


def _archive_file(actor: Actor, case: Case, on: dt.date, sign: Sign | None) -> CaseFile:
    record, parts = record_of(case, on), parts_of(case)
    manifest = manifest_of(record, parts, log_of(case))
    try:
        made = render_archive(record, parts, manifest, sign(manifest) if sign else "")
    except DocumentError as no:
        raise Refused(f"{no.message}{no.advice}") from no
    name = f"归档文件{case.number}.pdf"
    return keep_file(actor, made, name, FileKind.ARCHIVE, case=case, most=MOST_BYTES)
