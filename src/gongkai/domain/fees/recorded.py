"""A month's applications as a small YAML file.

- {number: 2025-001, applicant: 甲, received_on: 2025-03-03}
- {number: 2025-002, applicant: 甲, received_on: 2025-03-03, withdrawn: true}
- {number: 2025-003, applicant: 甲, received_on: 2025-03-04, charged: by_pages}
"""

from gongkai.domain.fees.charges import Application
from gongkai.domain.fees.scales import scales
from gongkai.domain.law.strict_yaml import Node, read

MOST_APPLICATIONS = 5000


def parse_applications(text: str, path: str) -> tuple[Application, ...]:
    """Read applications. LawDataError with the line when out of order."""
    root = read(text, path)
    nodes = root.sequence()
    if len(nodes) > MOST_APPLICATIONS:
        raise root.error(f"超过 {MOST_APPLICATIONS} 件")
    return tuple(_application(node) for node in nodes)


def _application(node: Node) -> Application:
    given = node.mapping(
        ("number", "applicant", "received_on"), ("withdrawn", "noticed_on", "charged")
    )
    withdrawn = "withdrawn" in given and given["withdrawn"].value
    if not isinstance(withdrawn, bool):
        raise given["withdrawn"].error("withdrawn 应为 true 或 false")
    number = given["number"]
    return Application(
        str(number.value) if isinstance(number.value, int) else number.text(),
        given["applicant"].text(),
        given["received_on"].day(),
        withdrawn,
        given["noticed_on"].day() if "noticed_on" in given else None,
        given["charged"].choice(tuple(scales())) if "charged" in given else "",
    )
