"""Several files from one field, bounded in number; size and kind are judged where they are kept."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from gongkai.apps.cases.filing import MOST_BYTES

MOST = 20
ACCEPTED = ".pdf,.ofd,.jpg,.jpeg,.png,.doc,.docx,.wps,.xls,.xlsx,.et,.txt,.zip"


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class ScansField(forms.FileField):
    """Cleans to a list of uploaded files."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "help_text",
            f"可以选多个，最多{MOST}个，每个不超过{MOST_BYTES // 1024 // 1024} MB：PDF、OFD、图片、Word、WPS、Excel。",
        )
        super().__init__(
            widget=SeveralFiles(attrs={"accept": ACCEPTED, "multiple": True}), **kwargs
        )

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        given = [one for one in (data if isinstance(data, list) else [data]) if one]
        if not given and self.required:
            raise forms.ValidationError("请选择要加入的文件。")
        if len(given) > MOST:
            raise forms.ValidationError(f"一次最多{MOST}个文件，请分次加入。")
        return given


def scans_of(given: list[UploadedFile]) -> Iterator[tuple[bytes, str]]:
    """Content and name of each; of one that is too large just enough to be refused."""
    for one in given:
        yield one.read(MOST_BYTES + 1), one.name or "未命名"
