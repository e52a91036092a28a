"""信息处理费 by items and by pages: what it would be, never whether it is charged."""

from gongkai.domain.fees.charges import (
    NOT_AUTOMATIC,
    Application,
    Charge,
    Counted,
    MonthCount,
    charge_by_items,
    charge_by_pages,
    month_count,
)
from gongkai.domain.fees.scales import BandLine, FeeError, Scale, scale, scales

__all__ = [
    "NOT_AUTOMATIC",
    "Application",
    "BandLine",
    "Charge",
    "Counted",
    "FeeError",
    "MonthCount",
    "Scale",
    "charge_by_items",
    "charge_by_pages",
    "month_count",
    "scale",
    "scales",
]
