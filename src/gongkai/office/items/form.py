"""The form of the editor: what a writer may set, as plain values for the act."""

from typing import Any

from django import forms
from django.db.models import Q
from wagtail.admin.forms.models import WagtailAdminModelForm

from gongkai.apps import clock
from gongkai.apps.disclosure.actions.writing import WRITABLE
from gongkai.apps.disclosure.data.columns import kinds_of
from gongkai.apps.disclosure.data.topics import topics
from gongkai.apps.disclosure.models import Column, InterpretationForm, ItemKind
from gongkai.apps.disclosure.queries.interpretations import POINTS


def point_field(code: str) -> str:
    """The form's field for one point of an interpretation."""
    return f"point_{code}"


class ItemForm(WagtailAdminModelForm):
    """Offers the organ's open columns; never saves: `values()` goes to `revise_item`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "column" in self.fields and self.instance.organ_id:
            self.fields["column"].queryset = columns_for(
                self.instance.organ_id, self.instance.kind, self.instance.column_id
            )
            self.fields["column"].label_from_instance = path_of
            self.fields["column"].empty_label = None
        if "topic" in self.fields:
            self._choose("topic", _topic_choices())
        if "interpretation_form" in self.fields:
            self._choose("interpretation_form", [("", "请选择"), *InterpretationForm.choices])
        if self.instance.kind == ItemKind.INTERPRETATION:
            held = self.instance.interpretation_points
            for code, label in POINTS.items():
                self.fields[point_field(code)] = forms.CharField(
                    label=label,
                    required=False,
                    max_length=200,
                    initial=held.get(code, "") if isinstance(held, dict) else "",
                    widget=forms.TextInput(),
                )

    def _choose(self, name: str, choices: list[Any]) -> None:
        self.fields[name].widget = forms.Select(choices=choices)

    def values(self) -> dict[str, Any]:
        """What was changed, by field name."""
        changed = {
            name: self.cleaned_data[name]
            for name in self.changed_data
            if name in WRITABLE and name in self.cleaned_data
        }
        points = {code: point_field(code) for code in POINTS}
        if any(name in self.changed_data for name in points.values()):
            changed["interpretation_points"] = {
                code: self.cleaned_data.get(name, "").strip() for code, name in points.items()
            }
        return changed

    def save(self, commit: bool = True) -> Any:
        raise NotImplementedError("编辑表单不直接保存；由 revise_item 保存")


def _topic_choices() -> list[Any]:
    """The two-level list, second level grouped under the first."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for code, (first, second) in topics().items():
        groups.setdefault(first, []).append((code, second))
    return [("", "请选择"), *groups.items()]


def columns_for(organ_id: int, kind: str, held: int | None = None) -> Any:
    """Open columns of the organ that take this kind; and the one the item already stands in."""
    open_now = Column.objects.filter(organ_id=organ_id).filter(
        Q(closed_on__isnull=True) | Q(closed_on__gt=clock.today())
    )
    fitting = [one.pk for one in open_now if kind in kinds_of(one.code)]
    return Column.objects.filter(pk__in=[*fitting, *([held] if held else [])]).select_related(
        "parent"
    )


def path_of(column: Column) -> str:
    """A column as it is chosen from a list: with the one above it."""
    return f"{column.parent.name} / {column.name}" if column.parent else column.name
