"""Which stored columns decide a report, by introspection: a new model or column belongs here until it is named below."""

from collections.abc import Callable, Iterable, Iterator

from django.apps import apps
from django.db.models import Field, Model

from gongkai.apps.annual.verification.marks import read_marks
from gongkai.apps.annual.verification.organs import check_organs
from gongkai.apps.annual.verification.rows import KEPT, check_rows
from gongkai.apps.audit.verification import verify as verify_log
from gongkai.apps.cases.verification import Verdict, verify_cases
from gongkai.apps.remedies.verification import verify_remedies

# Apps whose tables a report can follow from; the others hold pages, files, queues.
APPS = ("annual", "periods", "cases", "remedies", "disclosure", "organs", "audit")
Sentences = Callable[[], Iterable[str]]


def _cases() -> Iterator[str]:
    verdict = Verdict()
    verify_cases(verdict)
    return (one.message for one in verdict.faults)


def _remedies() -> Iterator[str]:
    verdict = Verdict()
    verify_remedies(verdict)
    return (one.message for one in verdict.faults)


def _rows() -> Iterator[str]:
    return (f"{one.kind}#{one.pk} {one.sentence}" for one in check_rows(read_marks()))


def _organs() -> Iterator[str]:
    return (f"{one.kind}#{one.pk} {one.sentence}" for one in check_organs())


def _log() -> Iterator[str]:
    return (one.message for one in verify_log().faults)


# Model → the part of `annual verify` that holds it; together they are what the command does.
HELD_BY: dict[str, Sentences] = {
    **{one.model.__name__: _rows for one in KEPT},
    "Case": _cases,
    "Event": _cases,
    "Figures": _cases,
    "Remedy": _remedies,
    "RemedyEvent": _remedies,
    "RemedyFigures": _remedies,
    "Organ": _organs,
    "Entry": _log,
    "ChainHead": _log,
    "Seal": _log,
}
PROCESS = "办理过程里的材料和文书；计什么数由办理记录（Event）定，记录由审计日志核对"
PUBLISHED = "公开信息的内容和审核；页面另由 gongkai site verify 核对"
PERSONS = "人员和登录；谁做的记在各行自己的姓名里"
# Model → why nothing of it decides a figure or a word of a report.
OTHERS = {
    **dict.fromkeys(
        ("Paper", "Filing", "Decision", "Reassessment", "Disposal", "Draft", "Attempts", "OnlineDoor", "CaseFile",
         "Party", "Letter", "Dispatch", "RemedyPlaces", "Redaction", "RedactionPiece", "Sheet", "RemedyPaper"),
        PROCESS,
    ),
    **dict.fromkeys(("Recomputation", "Moved"), "重新计算的进度；结论写在 Case、Figures 里，由记录推出来核对"),
    **dict.fromkeys(
        ("Column", "StandardEntry", "FileContents", "Item", "Attachment", "Relation", "Discard", "Submission", "Review",
         "GateRule", "Override", "Remark", "Schedule", "GuideVersion", "GuideConfirmation", "InterpretationPlan",
         "CountyWord"),
        PUBLISHED,
    ),
    **dict.fromkeys(("Person", "Post", "OldPassword", "OfficeNetwork"), PERSONS),
    "Edition": "第一部分的发布条数由它数出来；数出来的字在签批时的全文（Report.signed_content）里留存，页面由 site verify 核对",
    "SiteRecord": "网站名称只进引言，签批时的全文（Report.signed_content）已经留存",
    "DeliveryKey": "报送程序的口令；报送的数在 Delivery 和 Statement 里",
}  # fmt: skip
STANDING_DAY = "结论按哪一天推算；推算出来的结论逐项核对，日子本身不进报告"
# (model, column) → why it decides nothing.
FREE: dict[tuple[str, str], str] = {
    ("Remedy", "sealed"): "申请人姓名，封存核对（cases verify）另做，不进报告",
    ("Seal", "day"): "封印管的是末行序号和摘要，日期是说明",
    ("Seal", "sealed_at"): "封印管的是末行序号和摘要，时间是说明",
    ("ChainHead", "day"): "哪一天再封印",
    ("Case", "code_hash"): "申请人查询码的摘要",
    ("Case", "standing_on"): STANDING_DAY,
    ("Case", "sealed"): "所需信息的描述，封存核对（cases verify）另做，不进报告",
}


def models() -> list[type[Model]]:
    """Every model of the apps."""
    return [model for app in APPS for model in apps.get_app_config(app).get_models()]


def deciding(model: type[Model]) -> "list[Field]":  # type: ignore[type-arg]
    """The columns of a model that decide, without its number and what `FREE` names."""
    return [
        one
        for one in model._meta.concrete_fields
        if not one.primary_key and (model.__name__, one.name) not in FREE
    ]


__all__ = ["APPS", "FREE", "HELD_BY", "OTHERS", "deciding", "models"]
