"""Words for stored codes, as pages show them."""

from gongkai.apps.disclosure.models import (
    InterpretationForm,
    ItemKind,
    NormativeEventKind,
    Openness,
    RelationKind,
)

KIND = dict(ItemKind.choices)
OPENNESS = dict(Openness.choices)
FORM = dict(InterpretationForm.choices)
EVENT = dict(NormativeEventKind.choices)

# (kind, outward): what the linked page is to this one.
RELATION = {
    (RelationKind.INTERPRETS, True): "解读的文件",
    (RelationKind.INTERPRETS, False): "政策解读",
    (RelationKind.AMENDS, True): "修改的文件",
    (RelationKind.AMENDS, False): "被以下文件修改",
    (RelationKind.REPEALS, True): "废止的文件",
    (RelationKind.REPEALS, False): "被以下文件废止",
    (RelationKind.REPLACES, True): "代替的文件",
    (RelationKind.REPLACES, False): "由以下文件代替",
    (RelationKind.BASED_ON, True): "依据",
    (RelationKind.BASED_ON, False): "据此制定",
    (RelationKind.RESULT_OF, True): "所对应的征集、公示",
    (RelationKind.RESULT_OF, False): "结果公开",
}

# Kinds that are 政府信息 with an entry in the catalogue; 政务动态 is counted apart.
CATALOGUED = tuple(kind for kind in ItemKind.values if kind != ItemKind.NEWS)
DOCUMENTS = (ItemKind.NORMATIVE, ItemKind.POLICY)


def size(count: int) -> str:
    """Bytes as people say them."""
    if count < 1024 * 1024:
        return f"{max(1, round(count / 1024))} KB"
    return f"{count / 1024 / 1024:.1f} MB"


_FORMATS = {
    "pdf": "PDF", "doc": "Word", "docx": "Word", "wps": "WPS", "xls": "Excel", "xlsx": "Excel",
    "et": "WPS 表格", "ofd": "OFD", "zip": "压缩包", "jpg": "图片", "jpeg": "图片", "png": "图片",
    "html": "网页", "txt": "文本", "csv": "CSV", "ppt": "演示文稿", "pptx": "演示文稿", "mp4": "视频", "mp3": "音频",
}  # fmt: skip


def file_format(name: str) -> str:
    """By the ending of the name; unknown endings as they are."""
    ending = name.rpartition(".")[2].lower()
    return _FORMATS.get(ending, ending.upper()[:8])
