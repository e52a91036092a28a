"""The whole against its parts: sums, parts missing or counted twice, copies left out."""

from gongkai.domain.findings import Finding, Outcome, Severity
from gongkai.domain.rules.book import BOOK
from gongkai.domain.rules.checking import check
from gongkai.domain.rules.subject import example

SCHOOLS = {"organ": "示例县教育局", "cells": {"t2.licences": 30, "t2.penalties": 2}}
POLICE = {"organ": "示例县公安局", "cells": {"t2.licences": 400, "t2.penalties": 50}}
TOWN = {"organ": "示例县甲镇", "cells": {"t2.licences": 5}}
WHOLE = {"t2.licences": 435, "t2.penalties": 52}


def findings(cells: dict[str, int], *children: dict[str, object]) -> list[Finding]:
    result = check(example({"cells": cells, "children": list(children)}))
    return [one for one in result.findings if one.code == "Y201"]


def test_a_whole_equal_to_its_parts_passes() -> None:
    assert findings(WHOLE, SCHOOLS, POLICE, TOWN) == []


def test_a_part_left_out_of_the_sum_is_named() -> None:
    (found,) = findings({"t2.licences": 405, "t2.penalties": 50}, SCHOOLS, POLICE, TOWN)
    assert found.severity is Severity.ERROR
    assert "差额恰好等于“示例县教育局”" in found.suggestion
    assert "示例县公安局 400" in found.evidence[0] and "相差 30" in found.evidence[0]


def test_a_sum_too_small_is_a_question_because_a_report_may_be_missing() -> None:
    (found,) = findings(WHOLE, SCHOOLS, TOWN)
    assert found.severity is Severity.WARNING and "是否齐全" in found.suggestion


def test_the_aggregate_itself_and_copies_are_not_added() -> None:
    aggregate = {"organ": "示例县人民政府办公室", "cells": WHOLE}
    assert findings(WHOLE, SCHOOLS, POLICE, TOWN, aggregate) == []
    assert findings(WHOLE, SCHOOLS, POLICE, TOWN, POLICE) == []


def test_a_subtotal_among_the_parts_is_not_added() -> None:
    departments = {"organ": "县直部门汇总", "cells": {"t2.licences": 430, "t2.penalties": 52}}
    whole = {"t2.licences": 430, "t2.penalties": 52}
    assert findings(whole, SCHOOLS, POLICE, departments) == []


def test_reports_of_another_year_are_named_and_left_out() -> None:
    old = {**TOWN, "year": 2024}
    (found,) = findings(WHOLE, SCHOOLS, POLICE, old)
    assert any("2024年度" in sentence for sentence in found.evidence)


def test_fees_are_rounded_in_every_report() -> None:
    parts = [
        {"organ": f"单位{i}", "cells": {"t2.fees": 0.33, "t2.licences": i}} for i in range(1, 4)
    ]
    assert findings({"t2.fees": 1, "t2.licences": 6}, *parts) == []


def test_a_blank_part_leaves_a_cell_open_unless_the_sum_is_too_large_already() -> None:
    blank = {**TOWN, "blank": ["t2.licences", "t2.penalties"]}
    assert findings({"t2.licences": 430, "t2.penalties": 52}, SCHOOLS, POLICE, blank) == []
    (found,) = findings({"t2.licences": 429, "t2.penalties": 52}, SCHOOLS, POLICE, blank)
    assert found.severity is Severity.ERROR and found.cells == ("t2.licences",)


def test_the_aggregate_is_known_even_where_it_has_blanks() -> None:
    aggregate = {"organ": "示例县人民政府办公室", "cells": WHOLE, "blank": ["t4.direct.other"]}
    assert findings(WHOLE, SCHOOLS, POLICE, TOWN, aggregate) == []


def test_without_children_it_cannot_be_answered() -> None:
    assert BOOK.verdict(BOOK.rules["Y201"], example({})).outcome is Outcome.UNANSWERED
