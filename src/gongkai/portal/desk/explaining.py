"""Findings that a person has looked at and explained: the file that goes beside the report."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from gongkai.domain.rules.explained import Explained, apply, dump, entry_for, load, unused
from gongkai.portal.desk.checking import Checked, Failed
from gongkai.portal.refusals import Refusal
from gongkai.portal.uploads import Upload

MAX_EXPLAINED = 1_000_000
MAX_REASON = 2_000
MAX_BY = 60


@dataclass(frozen=True)
class Explanations:
    """A file of explanations, and those of its entries that no finding answers to any more."""

    upload: Upload
    entries: tuple[Explained, ...]
    unused: tuple[Explained, ...]


def apply_explanations(checked: Checked, upload: Upload) -> tuple[Checked, Explanations] | Failed:
    """The result with what was explained marked so; Failed where the file cannot be used."""
    if upload.too_large or len(upload.data) > MAX_EXPLAINED:
        return _not_used(upload, "文件太大，不像是说明文件")
    try:
        entries = tuple(load(upload.data.decode("utf-8-sig")))
    except UnicodeDecodeError:
        return _not_used(upload, "文件不是 UTF-8 文本")
    except ValueError as why:
        return _not_used(upload, str(why))
    result = checked.result
    findings = tuple(apply(result.findings, result.subject, entries))
    left = tuple(unused(result.findings, result.subject, entries))
    explained = replace(checked, result=replace(result, findings=findings))
    return explained, Explanations(upload, entries, left)


def _not_used(upload: Upload, message: str) -> Failed:
    said = f"说明文件没有用上：{message.rstrip('。')}。"
    return Failed(upload, said, "请选择在结果页下载的说明文件。")


@dataclass(frozen=True)
class Reasons:
    """What a person wrote: who, on which day, and a reason by the number of its finding."""

    by: str
    day: date
    reasons: Mapping[int, str]

    @classmethod
    def of(cls, fields: Mapping[str, str], number: int) -> "Reasons":
        """From the fields `by`, `day`, `reason-1` … `reason-<number>`. Raises Refusal (422)."""
        written = {
            place: text[:MAX_REASON]
            for place in range(1, number + 1)
            if (text := fields.get(f"reason-{place}", "").strip())
        }
        if not written:
            raise _missing("没有收到任何一条说明", "在要说明的问题下面写明理由")
        by = fields.get("by", "").strip()[:MAX_BY]
        if not by:
            raise _missing("没有写明是谁说明的", "填写“说明人”")
        try:
            day = date.fromisoformat(fields.get("day", ""))
        except ValueError:
            raise _missing("没有写明说明的日期", "填写“说明日期”，例如 2026-01-20") from None
        return cls(by, day, written)


def _missing(what: str, then: str) -> Refusal:
    return Refusal(
        422, "说明文件还不能下载", f"{what}，所以没有生成文件。", f"请退回结果页，{then}，再下载。"
    )


def explained_file(checked: Checked, before: Explanations | None, written: Reasons) -> str:
    """The file: what was explained before and still applies, and what was explained now."""
    kept = [one for one in before.entries if one not in before.unused] if before else []
    findings = checked.result.findings
    made = [
        entry_for(
            findings[place - 1],
            checked.result.subject,
            by=written.by,
            day=written.day,
            reason=reason,
        )
        for place, reason in sorted(written.reasons.items())
        if findings[place - 1].explanation is None
    ]
    return dump([*kept, *made])
