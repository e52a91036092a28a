"""The ground of a rule on the tables: the norm that laid down the form in use."""

from gongkai.domain.law.norms import norm
from gongkai.domain.reports.forms import Form

FORM_OF_2021 = "guobangongkaibanhan-2021-30"


def ground(part: str, form: Form | None = None) -> str:
    """国办公开办函〔2021〕30号附件表三勾稽关系; for a report on another form, its own norm."""
    return norm(FORM_OF_2021 if form is None else form.norm).cite(f"附件{part}")
