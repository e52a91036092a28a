"""Findings that a person has looked at and explained: the file that goes beside the report."""

from collections.abc import Mapping
from dataclasses import replace

from gongkai.documents.errors import DocumentError
from gongkai.portal.desk.checking import Checked, Failed
from gongkai.portal.uploads import Upload

_LARGEST = 2_000_000


def apply_explanations(checked: Checked, upload: Upload) -> Checked | Failed:
    """The result with what was explained marked so; Failed where the file cannot be used."""
    from gongkai.domain.rules.explained import apply, load

    try:
        if upload.too_large or len(upload.data) > _LARGEST:
            raise DocumentError("文件太大", "说明文件只有几千字，请检查是不是选错了文件。")
        record = load(upload.data.decode("utf-8-sig"), upload.name)
    except UnicodeDecodeError:
        return _not_used(upload, "文件不是文本", "请选择在结果页下载的说明文件。")
    except DocumentError as why:
        return _not_used(upload, why.message, why.advice)
    except ValueError as why:
        return _not_used(upload, str(why), "请选择在结果页下载的说明文件。")
    result = checked.result
    findings = tuple(apply(result.findings, result.subject, record))
    return replace(checked, result=replace(result, findings=findings))


def _not_used(upload: Upload, message: str, advice: str) -> Failed:
    return Failed(upload, f"说明文件没有用上：{message.rstrip('。')}。", advice)


def explained_file(checked: Checked, reasons: Mapping[int, str]) -> str:
    """The file for these reasons, by the numbers of the findings as the page shows them."""
    from gongkai.domain.rules.explained import record

    findings = checked.result.findings
    chosen = [(findings[number - 1], reason) for number, reason in sorted(reasons.items())]
    return record(chosen, checked.result.subject)
