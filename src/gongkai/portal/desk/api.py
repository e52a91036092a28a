"""The desk for programs, and for the page's own script when it works through many files."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from gongkai.portal.desk.checking import Checked, Failed
from gongkai.portal.desk.sent import Sent, check_sent
from gongkai.portal.refusals import Refusal

ONE_FILE = Refusal(
    422,
    "一次只收一份年报",
    "请在 report 字段中放一个文件（或在 text 字段中放全文），每份年报发一次请求。",
    "上年年报放在 previous 字段，说明文件放在 explained 字段。",
)


@require_POST
def report_check(request: HttpRequest) -> JsonResponse:
    """`multipart/form-data` with one file `report` -> `gongkai.report-check/1`.

    200 with findings; 422 with `"error"` where the file could not be read as a report.
    """
    sent = Sent.of(request)
    if len(sent.reports) != 1:
        raise ONE_FILE
    made = check_sent(sent)
    answer = made.checked.to_dict()
    remarks = [one.message for one in made.complaints]
    if isinstance(made.checked, Checked):
        remarks += made.checked.reading.remarks
    if remarks:
        answer["remarks"] = remarks
    return JsonResponse(
        answer,
        status=422 if isinstance(made.checked, Failed) else 200,
        json_dumps_params={"ensure_ascii": False},
    )
