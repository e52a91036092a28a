"""核对规范性文件件数: the three numbers of the government's report, the documents behind each, and the word on them."""

from django import forms
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from gongkai.apps.annual.access import agreement_asked, may_answer
from gongkai.apps.annual.actions.agreeing import MOST_NOTE, say_of_documents
from gongkai.apps.annual.agreeing import CELLS
from gongkai.apps.annual.models import ReportState
from gongkai.apps.annual.queries.agreeing import documents_behind, said_of
from gongkai.apps.audit.actor import Actor
from gongkai.office.annual.acting import done
from gongkai.office.doors import office_page
from gongkai.office.rooms.asking import text_area

HEADS = dict(zip(CELLS, ("本年制发", "本年废止", "现行有效"), strict=True))


class WordForm(forms.Form):
    """`agreed` comes from the button that was pressed."""

    note = forms.CharField(
        label="核对情况",
        max_length=MOST_NOTE,
        required=False,
        widget=text_area(3),
        help_text="核对所用的登记，例如：2025年度规范性文件合法性审核、备案登记簿。不一致的，写明哪一件、怎样不一致。",
    )


@office_page("report.agree", "report.read")
def agreement(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """For the department that answers, and for whoever reads the report."""
    asked = agreement_asked(actor, pk)
    if asked is None:
        raise Http404("这份报告没有需要核对的规范性文件件数。")
    row = asked.report
    form = WordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        seen = {cell: request.POST.get(cell) or None for cell in CELLS}
        agreed, note = request.POST.get("word") == "agreed", form.cleaned_data["note"]
        done(
            request,
            lambda: say_of_documents(actor, row, seen, agreed=agreed, note=note),
            "核对结果已经登记。",
        )
        return redirect("office_annual_agreement", pk=pk)
    behind = documents_behind(row)
    return render(
        request,
        "office/annual/agreeing/agreement.html",
        {
            "title": f"{row.organ.short_name}{row.year}年度规范性文件件数核对",
            "report": row,
            "asked": asked,
            "lists": [(HEADS[cell], asked.numbers[cell], cell, behind[cell]) for cell in CELLS],
            "said": said_of(row),
            "may_say": may_answer(actor, asked) and row.state != ReportState.PUBLISHED,
            "form": form,
        },
    )
