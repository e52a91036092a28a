"""Official letters: templates as files, filled with values, set as DOCX and PDF in letter form."""

from gongkai.documents.letters.docx import render_letter_docx
from gongkai.documents.letters.filling import Frame, LetterText, Part, fill, missing
from gongkai.documents.letters.pdf import render_letter_pages, render_letter_pdf
from gongkai.documents.letters.telling import grounds_text, letter_remedy
from gongkai.documents.letters.template import Template, parse_template, templates
from gongkai.documents.letters.values import Value, WrongValue, read_value, values

__all__ = [
    "Frame",
    "LetterText",
    "Part",
    "Template",
    "Value",
    "WrongValue",
    "fill",
    "grounds_text",
    "letter_remedy",
    "missing",
    "parse_template",
    "read_value",
    "render_letter_docx",
    "render_letter_pages",
    "render_letter_pdf",
    "templates",
    "values",
]
