"""Content controls of an empty form: places to write in, which show a prompt until something is written."""

from typing import Any

from gongkai.documents.rendering.docx_styles import child

_GREY = "7F7F7F"


def add_figure_control(paragraph: Any, cell: str, label: str, size: float) -> None:
    """A control for one figure; its tag is the cell's name, so that programs find it."""
    content = _control(paragraph, tag=cell, title=label, plain=True)
    _prompt(content, "填", size)


def add_paragraph_control(document: Any, prompt: str, style: str) -> None:
    """A control for any number of paragraphs, at the end of the document."""
    from docx.oxml import OxmlElement

    holder = OxmlElement("w:body")
    content = _control(holder, tag="", title=prompt, plain=False)
    paragraph = document.add_paragraph("", style=style)
    body = paragraph._p.getparent()
    body.replace(paragraph._p, holder[0])
    content.append(paragraph._p)
    _prompt(paragraph._p, prompt, None)


def _control(parent: Any, *, tag: str, title: str, plain: bool) -> Any:
    control = child(parent, "sdt")
    settings = child(control, "sdtPr")
    child(settings, "alias", val=title[:64])
    if tag:
        child(settings, "tag", val=tag)
    # Word takes this mark away when something is written; the reader passes over a control that has it.
    child(settings, "showingPlcHdr")
    if plain:
        child(settings, "text")
    return child(control, "sdtContent")


def _prompt(parent: Any, text: str, size: float | None) -> None:
    run = child(parent, "r")
    look = child(run, "rPr")
    child(look, "color", val=_GREY)
    if size is not None:
        child(look, "sz", val=str(round(size * 2)))
    child(run, "t").text = text
