"""Several rows typed on one page: a field whose value is a list, drawn as a table."""

import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import BaseFormSet
from django.forms.widgets import Script
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ui.fields import mark_tongues
from ui.rounding import half_up

MOST_ROWS = 200


class Lines(BaseFormSet):
    """The rows as they stand on the page: the known ones, and some empty ones below."""

    can_order = False
    can_delete = True
    can_delete_extra = True
    renderer = None
    min_num = 0
    validate_min = validate_max = False
    edit_only = False

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["id"] = forms.IntegerField(required=False, widget=forms.HiddenInput)
        form.fields["DELETE"].label = _("Remove")
        mark_tongues(form.fields)
        form.fields["DELETE"].widget.attrs["class"] = "form-check-input"
        for field in form.fields.values():
            if isinstance(field, forms.ChoiceField) and field.initial is None:
                # A list with no empty line on top shows its first word: that alone is not typing.
                field.initial = next((value for value, _label in field.choices), "")
            mark = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
            if not isinstance(field.widget, forms.CheckboxInput | forms.HiddenInput):
                field.widget.attrs["class"] = (
                    f"{field.widget.attrs.get('class', '')} {mark}".strip()
                )


class RowsWidget(forms.Widget):
    use_fieldset = True
    needs_multipart_form = False
    template_name = "parts/rows.html"

    class Media:
        js = [Script("ui/lines.js", defer=True)]

    def __init__(
        self, form: type[forms.Form], *, extra: int, most: int, sums: dict[str, Any]
    ) -> None:
        super().__init__()
        self.row_form, self.extra, self.most, self.sums = form, extra, most, sums
        # What each row's form is made with: a form sets it on its own copy of the widget.
        self.form_kwargs: dict[str, Any] = {}
        # What a spreadsheet's cells may say, by column; without it nothing is pasted as rows.
        self.columns: Sequence[Any] = ()
        # The heads of a spreadsheet's columns that have no place here.
        self.passed_over: Sequence[str] = ()
        self.pasted = ""

    def lines(
        self, name: str, data: Any = None, initial: list[dict[str, Any]] | None = None
    ) -> Lines:
        kind = type(
            "RowLines",
            (Lines,),
            {
                "form": self.row_form,
                "extra": self.extra,
                "max_num": MOST_ROWS,
                "absolute_max": MOST_ROWS,
            },
        )
        kind.renderer = forms.renderers.get_default_renderer()
        return kind(data, prefix=name, initial=initial or None, form_kwargs=self.form_kwargs)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Lines:
        return self.lines(name, data)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-TOTAL_FORMS" not in data

    def id_for_label(self, id_: str) -> str:
        return ""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> str:
        lines = value if isinstance(value, Lines) else self.lines(name, initial=value)
        product = next((spec for spec in self.sums if "*" in spec), "")
        rows = [
            {"form": form, "number": number, "sum": reckoned(form, product)}
            for number, form in enumerate(lines.forms, start=1)
        ]
        given = {
            "lines": lines,
            "rows": rows,
            "product": product,
            "totals": [
                (spec, label, total(lines.forms, spec)) for spec, label in self.sums.items()
            ],
            "name": name,
            "most": min(self.most, MOST_ROWS),
            "columns": self.columns,
            "columns_data": json.dumps(
                [column.as_data() for column in self.columns], ensure_ascii=False
            ),
            "passed_over": json.dumps(list(self.passed_over), ensure_ascii=False),
            "pasted": self.pasted,
            "auto_id": (attrs or {}).get("id", f"id_{name}"),
        }
        return render_to_string(self.template_name, given)

    def paste_into(self, columns_of: Callable[[forms.Form], Sequence[Any]]) -> Sequence[Any]:
        """Rows may be pasted into this table: `columns_of` says what each column takes."""
        self.columns = columns_of(self.row_form(**self.form_kwargs))
        return self.columns

    def with_rows(
        self, data: Any, name: str, rows: Sequence[Mapping[str, str]], most: int
    ) -> Any | None:
        """What was sent with these rows below the filled ones; None when they do not fit."""
        lines = self.lines(name, data)
        if not lines.management_form.is_valid():
            return data
        filled = [number for number, form in enumerate(lines.forms, start=1) if form.has_changed()]
        first = filled[-1] if filled else 0
        if first + len(rows) > min(most, MOST_ROWS):
            return None
        data, blank = data.copy(), _sent(lines.empty_form)
        for number, row in enumerate(rows, start=first):
            for column, value in (blank | dict(row)).items():
                data[f"{name}-{number}-{column}"] = value
        data[f"{name}-TOTAL_FORMS"] = str(max(len(lines.forms), first + len(rows)))
        return data

    def as_sent(self, name: str, rows: list[dict[str, Any]]) -> dict[str, str]:
        """These rows as a browser would send them."""
        sent = {f"{name}-TOTAL_FORMS": str(len(rows)), f"{name}-INITIAL_FORMS": "0"}
        for number, form in enumerate(self.lines(name, initial=rows).initial_forms):
            sent |= {f"{name}-{number}-{column}": value for column, value in _sent(form).items()}
        return sent


def _sent(form: forms.Form) -> dict[str, str]:
    return {
        box.name: "" if box.value() is None else str(box.value())
        for box in form.visible_fields()
        if box.name != "DELETE"
    }


def reckoned(form: forms.Form, spec: str) -> Decimal | None:
    """The product of these columns of a row, to the tyiyn; None while one is missing."""
    product = Fraction(1)
    for name in spec.split("*"):
        try:
            figure = form.fields[name].to_python(form[name].value()) if name else None
        except ValidationError:
            figure = None
        if figure is None:
            return None
        product *= Fraction(figure)
    return half_up(product)


def total(rows: Sequence[forms.Form], spec: str) -> Decimal:
    """The sum of all rows that are not to be removed."""
    kept = (form for form in rows if not (form.is_bound and form["DELETE"].value()))
    return sum((reckoned(form, spec) or Decimal(0) for form in kept), Decimal(0))


class RowsField(forms.Field):
    """A list of rows, each a small form; empty rows are passed over, ticked ones are left out.

    Cleans to a list of dicts, one a row, with the row's `id` (None for a new one). `sums` names the
    running totals below the table: {"amount": _("Total"), "quantity*price": _("Sum")}.
    """

    default_error_messages = {
        "required": _("Fill in at least one row."),
        "line": _("Row %(number)d, %(label)s: %(fault)s"),
        "whole": _("Row %(number)d: %(fault)s"),
        "lost": _("The table did not arrive whole. Send the page once more."),
        "least": ngettext_lazy(
            "At least %(count)d row must be filled in.",
            "At least %(count)d rows must be filled in.",
            "count",
        ),
        "most": ngettext_lazy(
            "At most %(count)d row can be given.", "At most %(count)d rows can be given.", "count"
        ),
    }

    def __init__(
        self,
        form: type[forms.Form],
        *,
        extra: int = 3,
        least: int = 0,
        most: int = MOST_ROWS,
        sums: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("required", False)
        self.least, self.most = least, most
        super().__init__(widget=RowsWidget(form, extra=extra, most=most, sums=sums or {}), **kwargs)

    def clean(self, value: Any) -> list[dict[str, Any]]:
        sent = value.management_form
        if not sent.is_valid() or not 0 <= sent.cleaned_data["TOTAL_FORMS"] <= MOST_ROWS:
            raise ValidationError(self.error_messages["lost"], code="lost")
        faults, rows, number = [], [], 0
        for form in value.forms:
            number += 1
            sound = form.is_valid()
            if form.cleaned_data.get("DELETE") or not form.has_changed():
                continue
            if sound:
                rows.append(
                    {
                        name: form.cleaned_data[name]
                        for name in form.cleaned_data
                        if name != "DELETE"
                    }
                )
            else:
                faults += self.named(form, number)
        if faults:
            raise ValidationError(faults)
        self.count(len(rows))
        return rows

    def named(self, form: forms.Form, number: int) -> list[ValidationError]:
        """Every fault of a row with the number of the row and the name of its column."""
        found = []
        for name, errors in form.errors.items():
            for fault in errors:
                if name in form.fields:
                    facts = {
                        "number": number,
                        "label": form.fields[name].label or name,
                        "fault": fault,
                    }
                    found.append(
                        ValidationError(self.error_messages["line"], code="line", params=facts)
                    )
                else:
                    facts = {"number": number, "fault": fault}
                    found.append(
                        ValidationError(self.error_messages["whole"], code="whole", params=facts)
                    )
        return found

    def count(self, rows: int) -> None:
        if self.required and not rows:
            raise ValidationError(self.error_messages["required"], code="required")
        if rows < self.least:
            raise ValidationError(
                self.error_messages["least"], code="least", params={"count": self.least}
            )
        if rows > self.most:
            raise ValidationError(
                self.error_messages["most"], code="most", params={"count": self.most}
            )

    def has_changed(self, initial: Any, data: Any) -> bool:
        return True
