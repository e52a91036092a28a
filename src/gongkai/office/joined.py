"""The rooms that join the case page: importing one registers its steps and panels. Two lines a room."""

from gongkai.office.cases import own
from gongkai.office.cases.archive import joined as archive
from gongkai.office.cases.letters import joined as letters
from gongkai.office.cases.redacting import joined as redacting
from gongkai.office.cases.steps import joined as steps
from gongkai.office.remedies import joined as remedies

ROOMS = (
    archive,
    own,
    letters,
    redacting,
    steps,
    remedies,
)
