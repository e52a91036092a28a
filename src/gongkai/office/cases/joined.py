"""The rooms that join the case page: importing one registers its steps and panels. One line a room."""

import gongkai.office.cases.own  # noqa: F401
import gongkai.office.cases.redacting.joined  # noqa: F401
