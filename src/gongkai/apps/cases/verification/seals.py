"""Every sealed value opens, every digest fits what it was made of, every file is there as it was given."""

from pathlib import Path
from typing import Any

from django.conf import settings

from gongkai.apps.cases.filing import file_content, row_of
from gongkai.apps.cases.models import Case, CaseFile
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.cases.retention import is_destroyed
from gongkai.apps.cases.verification.verdict import Verdict
from gongkai.apps.sealing import BrokenSeal, match, unseal
from gongkai.apps.sealing.columns import Column, columns

CHUNK = 500


def verify_seals(verdict: Verdict, *, files: bool = True) -> None:
    """`files`: read every file too, which takes as long as reading the disk."""
    for column in columns():
        for row in column.model._base_manager.order_by("pk").iterator(chunk_size=CHUNK):
            verdict.values += 1
            opened = _opened(column, row, verdict)
            if opened is not None and isinstance(row, CaseFile):
                _check_file(row, opened, files, verdict)


def _opened(column: Column, row: Any, verdict: Verdict) -> dict[str, Any] | None:
    where = f"“{column.label}”第{row.pk}行"
    try:
        opened = unseal(bytes(row.sealed))
    except (BrokenSeal, ValueError):
        verdict.add("seal", f"{where}封存的内容打不开：被改动，或者是用别的密钥封存的。")
        return None
    for name, key in column.matched.items():
        if getattr(row, name) != match(key, str(opened.get(key, ""))):
            verdict.add("digest", f"{where}的比对摘要（{name}）与封存的内容不符。")
    return opened


def _check_file(file: CaseFile, opened: dict[str, Any], whole: bool, verdict: Verdict) -> None:
    verdict.files += 1
    said = opened.get("row")
    if said is not None and said != row_of(file):
        wrong = "、".join(
            sorted(name for name, value in row_of(file).items() if said.get(name) != value)
        )
        verdict.add("file", f"卷宗材料{file.pk}的登记（{wrong}）与封存时不符。")
    elif said is None:
        verdict.add("file", f"卷宗材料{file.pk}的封存内容里没有它的登记：不是程序加入的。")
    if not whole:
        return
    if file.destroyed_at is not None:
        _check_destroyed(file, verdict)
        return
    try:
        file_content(file)
    except Refused as no:
        verdict.add("file", str(no))
    except BrokenSeal:
        verdict.add("file", f"卷宗材料{file.pk}的文件打不开：被改动，或者是用别的密钥封存的。")


def _check_destroyed(file: CaseFile, verdict: Verdict) -> None:
    owner = file.case or (file.paper and Case.objects.filter(filings__paper=file.paper).first())
    if owner is None or not is_destroyed(owner):
        verdict.add("file", f"卷宗材料{file.pk}写着已经销毁，没有批准销毁的记录。")
    if (Path(settings.SEALED_ROOT) / file.path).exists():
        verdict.add("file", f"卷宗材料{file.pk}已经批准销毁，文件还在，请运行清理。")
