"""A set of cells named as a person would: whole tables, columns and rows before single cells."""

from collections.abc import Collection

from gongkai.domain.reports.forms import Form, Row

# Single cells beyond this are counted, not named.
MOST_NAMED = 6


def region_text(form: Form, table: str, cells: Collection[str]) -> str:
    """Name cells of one table: 表三“商业企业”“科研机构”2 列全部 25 行, 表三“（一）予以公开”行全部."""
    whole = form.cells_of(table)
    name = {"t2": "表二", "t3": "表三", "t4": "表四"}[table]
    if len(cells) == len(whole):
        return f"{name}全部 {len(whole)} 格"
    if table != "t3":
        return _named(form, [cell for cell in whole if cell in cells])
    left = set(cells)
    parts: list[str] = []
    parts += _columns(form, left)
    parts += _rows(form, left)
    parts += _parts_of_columns(form, left)
    parts += _parts_of_rows(form, left)
    rest = [cell for cell in whole if cell in left]
    if rest:
        parts.append(_named(form, rest).removeprefix(name))
    return name + "、".join(parts)


def _columns(form: Form, left: set[str]) -> list[str]:
    """Columns that are in the set from top to bottom; they are taken out of it."""
    found = []
    for column, label in form.applicant_columns:
        own = {f"t3.{row.key}.{column}" for row in form.table3}
        if own <= left:
            left -= own
            found.append(f"“{label}”")
    return [f"{''.join(found)}{len(found)} 列全部 {len(form.table3)} 行"] if found else []


def _rows(form: Form, left: set[str]) -> list[str]:
    """Rows that are in the set from end to end, but for whole columns already named."""
    found = [row for row in form.table3 if len(row.cells) > 1 and set(row.cells) <= left]
    for row in found:
        left -= set(row.cells)
    names = [_row_name(form, row) for row in found]
    if not names:
        return []
    if len(names) > MOST_NAMED:
        return [f"{''.join(names[:MOST_NAMED])}等 {len(names)} 行全部"]
    return [f"{''.join(names)}{'' if len(names) == 1 else len(names)}行全部"]


def _parts_of_columns(form: Form, left: set[str]) -> list[str]:
    """Columns with several cells in the set: “总计”列有 21 行."""
    found = []
    for column, label in form.applicant_columns:
        own = {f"t3.{row.key}.{column}" for row in form.table3} & left
        if len(own) > 3:
            left -= own
            found.append(f"“{label}”列 {len(own)} 行")
    return found


def _parts_of_rows(form: Form, left: set[str]) -> list[str]:
    """Rows with several cells in the set: “（一）予以公开”行 6 格."""
    found = []
    for row in form.table3:
        own = set(row.cells) & left
        if len(own) > 3:
            left -= own
            found.append(f"{_row_name(form, row)}行 {len(own)} 格")
    return found


def _row_name(form: Form, row: Row) -> str:
    return form.label_of(row.cells[0]).removeprefix("表三").rsplit("的“", 1)[0]


def _named(form: Form, cells: list[str]) -> str:
    names = "、".join(form.label_of(cell) for cell in cells[:MOST_NAMED])
    return names if len(cells) <= MOST_NAMED else f"{names}等 {len(cells)} 格"
