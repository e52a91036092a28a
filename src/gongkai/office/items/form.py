"""The form of the editor: what a writer may set, as plain values for the act."""

from typing import Any

from django.db.models import Q
from wagtail.admin.forms.models import WagtailAdminModelForm

from gongkai.apps import clock
from gongkai.apps.disclosure.actions.writing import WRITABLE
from gongkai.apps.disclosure.data.columns import kinds_of
from gongkai.apps.disclosure.models import Column


class ItemForm(WagtailAdminModelForm):
    """Offers the organ's open columns; never saves: `values()` goes to `revise_item`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "column" in self.fields and self.instance.organ_id:
            self.fields["column"].queryset = columns_for(
                self.instance.organ_id, self.instance.kind, self.instance.column_id
            )
            self.fields["column"].label_from_instance = _path_of
            self.fields["column"].empty_label = None

    def values(self) -> dict[str, Any]:
        """What was changed, by field name."""
        return {
            name: self.cleaned_data[name]
            for name in self.changed_data
            if name in WRITABLE and name in self.cleaned_data
        }

    def save(self, commit: bool = True) -> Any:
        raise NotImplementedError("编辑表单不直接保存；由 revise_item 保存")


def columns_for(organ_id: int, kind: str, held: int | None = None) -> Any:
    """Open columns of the organ that take this kind; and the one the item already stands in."""
    open_now = Column.objects.filter(organ_id=organ_id).filter(
        Q(closed_on__isnull=True) | Q(closed_on__gt=clock.today())
    )
    fitting = [one.pk for one in open_now if kind in kinds_of(one.code)]
    return Column.objects.filter(pk__in=[*fitting, *([held] if held else [])]).select_related(
        "parent"
    )


def _path_of(column: Column) -> str:
    return f"{column.parent.name} / {column.name}" if column.parent else column.name
