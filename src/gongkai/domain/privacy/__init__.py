"""Personal data in texts and tables: what stands there, where, and how a city masks it.

《个人信息保护法》第四条、第二十八条；《政府信息公开条例》第十五条. Pure: the text comes in, places go
out. Whether it blocks a publication is for `apps.disclosure.checks` to say.
"""

from gongkai.domain.privacy.found import Kind, PersonalData
from gongkai.domain.privacy.scanning import replaced, scan, without_numbers
from gongkai.domain.privacy.tables import InCell, scan_rows

__all__ = ["InCell", "Kind", "PersonalData", "replaced", "scan", "scan_rows", "without_numbers"]
