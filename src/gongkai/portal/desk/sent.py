"""What a person sent: reports, last year's report, explanations; and what came of reading it."""

from dataclasses import dataclass, replace

from django.http import HttpRequest

from gongkai.portal.desk.carried import brought
from gongkai.portal.desk.checking import Checked, Failed, Read, hold, read
from gongkai.portal.desk.explaining import Explanations, apply_explanations
from gongkai.portal.desk.limits import MAX_PASTED
from gongkai.portal.uploads import TOO_MUCH, Upload, uploads

PASTED_NAME = "粘贴的文字.txt"


@dataclass(frozen=True)
class Sent:
    """The inputs of one post, files not yet read."""

    reports: tuple[Upload, ...]
    previous: Upload | None = None
    explained: Upload | None = None
    pasted: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> "Sent":
        """Files first, then pasted text, then what the page itself carried."""
        reports = uploads(request.FILES, "report")
        pasted = request.POST.get("text", "")
        if len(pasted) > MAX_PASTED:
            raise TOO_MUCH
        if pasted.strip():
            reports.append(Upload(PASTED_NAME, pasted.encode("utf-8", "replace")))
        if not reports:
            carried = brought(request.POST, "report")
            reports = [carried] if carried else []
        previous = uploads(request.FILES, "previous") or [brought(request.POST, "previous")]
        explained = uploads(request.FILES, "explained") or [brought(request.POST, "explained")]
        return cls(tuple(reports), previous[0], explained[0], pasted)


@dataclass(frozen=True)
class Outcome:
    """`complaints` are of the files beside the report: the report itself was checked without them."""

    checked: Checked | Failed
    previous: Read | None
    complaints: tuple[Failed, ...]
    explanations: Explanations | None = None


def check_sent(sent: Sent) -> Outcome:
    """Read the one report and what stands beside it, and hold it against the rules."""
    main = read(sent.reports[0])
    if isinstance(main, Failed):
        return Outcome(main, None, ())
    complaints: list[Failed] = []
    previous: Read | None = None
    if sent.previous is not None:
        found = read(sent.previous)
        if isinstance(found, Failed):
            complaints.append(replace(found, message=f"上年年报没有用上：{found.message}"))
        else:
            previous = found
    checked = hold(main, previous.report if previous else None)
    explanations: Explanations | None = None
    if sent.explained is not None:
        applied = apply_explanations(checked, sent.explained)
        if isinstance(applied, Failed):
            complaints.append(applied)
        else:
            checked, explanations = applied
    return Outcome(checked, previous, tuple(complaints), explanations)
