"""索引号: given once, at the first publication, without gaps within an organ and a year."""

import datetime as dt

from sequences import get_next_value

from gongkai.apps.clock import CHINA
from gongkai.apps.organs.models import Organ


def index_number_for(organ: Organ, at: dt.datetime) -> str:
    """`<主体标识码>/<year>-<five digits>`, e.g. 010012345/2025-00042. Call in the transaction of the act.

    The organ's part is 统一社会信用代码 9-17 (主体标识码, the former 组织机构代码, GB 32100-2015).
    The counter's row stays locked until the act commits; an act that fails gives its number back.
    """
    code, year = organ.credit_code[8:17], at.astimezone(CHINA).year
    return f"{code}/{year}-{get_next_value(f'index:{code}/{year}'):05d}"
