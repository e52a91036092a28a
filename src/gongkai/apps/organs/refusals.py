"""An act that may not be done now, or not with these values. The message is a sentence for the person."""

from collections.abc import Sequence
from dataclasses import dataclass


class Refused(Exception):
    """Nothing was changed. `field` names the value that is wrong, where it is one."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class RowError:
    """What is wrong in one cell of an import: the row as the spreadsheet counts, the column's heading."""

    row: int
    column: str
    message: str

    def __str__(self) -> str:
        where = f"第 {self.row} 行" + (f"“{self.column}”" if self.column else "")
        return f"{where}：{self.message}"


class ImportRefused(Refused):
    """The file has errors; none of it was taken in."""

    def __init__(self, errors: Sequence[RowError]) -> None:
        self.errors = tuple(errors)
        super().__init__(
            f"导入的表格有 {len(self.errors)} 处问题，一行也没有导入。{self.errors[0]}"
        )
