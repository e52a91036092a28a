"""Small words for templates."""

from django import template

register = template.Library()


@register.filter
def cell_id(cell: str) -> str:
    """The part of a cell's anchor after `cell-`: t3.refused.case_file -> t3-refused-case_file."""
    return cell.replace(".", "-")
