"""下载卷宗材料: what came from or goes to people is opened by those who handle them; identity papers leave a row."""

from django.db import transaction

from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.filing import file_content
from gongkai.apps.cases.models import CaseFile, FileKind
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import require

# Proof of who somebody is: each look is on record, as unmasking is.
PROOF_OF_PERSON = frozenset((FileKind.IDENTITY, FileKind.AUTHORISATION))


def open_file(actor: Actor, file: CaseFile) -> bytes:
    """The bytes of a file of a case or paper. Refused: it was taken out, is gone, or was changed.

    Every file may name people, so `case.read` is not enough: `case.unmask` of the organ is needed.
    """
    owner = file.case or file.paper
    if owner is None:
        raise Refused("这份材料不属于任何申请。")
    require(actor, "case.read", owner.organ_id)
    require(actor, "case.unmask", owner.organ_id)
    if file.removed_at is not None:
        raise Refused("这份材料已经移出卷宗。")
    content = file_content(file)
    if file.kind in PROOF_OF_PERSON:
        with transaction.atomic():
            audit.record(
                actor,
                "case.unmask",
                subject=owner,
                after={"file": file.pk, "kind": file.kind},
                note="下载身份证明材料",
            )
    return content
