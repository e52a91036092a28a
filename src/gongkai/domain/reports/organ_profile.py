"""What kind of organ wrote the report: its level and whether it is a government, from its name and prose."""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.domain.reports.annual_report import AnnualReport


class Level(StrEnum):
    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"  # 设区的市、自治州、盟
    COUNTY = "county"
    TOWNSHIP = "township"
    UNKNOWN = "unknown"


class OrganKind(StrEnum):
    GOVERNMENT = "government"  # the report of a 人民政府 (or 管委会, 街道办事处)
    OFFICE = "office"  # 人民政府办公室's own report
    DEPARTMENT = "department"
    OTHER = "other"  # 派出机构, 授权组织, 事业单位
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class OrganProfile:
    """`certain` is False where the name allows several answers; rules then stay silent or only ask."""

    level: Level
    kind: OrganKind
    certain: bool


def profile_of(report: AnnualReport) -> OrganProfile:
    """Level and kind of the report's organ."""
    return OrganProfile(Level.UNKNOWN, OrganKind.UNKNOWN, certain=False)
