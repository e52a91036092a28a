"""What is stored of a report year. Figures are facts with recorded time; a compilation is computed from them."""

from gongkai.apps.annual.models.delivering import (
    Delivery,
    DeliveryKey,
    DeliveryKind,
    DeliveryScope,
    Taking,
)
from gongkai.apps.annual.models.figures import Adjustment, Confirmation, Source, Statement
from gongkai.apps.annual.models.reports import (
    Artefact,
    Compilation,
    Explanation,
    Passage,
    Problem,
    Report,
    ReportKind,
    ReportState,
    Step,
)
from gongkai.apps.annual.models.website import (
    WebsiteReport,
    WebsiteState,
    WebsiteStep,
    WebsiteValue,
)
from gongkai.apps.annual.models.years import (
    Agreement,
    JointDocument,
    JudicialDepartment,
    LocalDueDay,
    PastReport,
    Reminder,
    Unit,
    UnitList,
)

__all__ = [
    "Adjustment",
    "Agreement",
    "Artefact",
    "Compilation",
    "Confirmation",
    "Delivery",
    "DeliveryKey",
    "DeliveryKind",
    "DeliveryScope",
    "Explanation",
    "JointDocument",
    "JudicialDepartment",
    "LocalDueDay",
    "Passage",
    "PastReport",
    "Problem",
    "Reminder",
    "Report",
    "ReportKind",
    "ReportState",
    "Source",
    "Statement",
    "Step",
    "Taking",
    "Unit",
    "UnitList",
    "WebsiteReport",
    "WebsiteState",
    "WebsiteStep",
    "WebsiteValue",
]
