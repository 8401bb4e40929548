"""Several rows typed on one page: a field whose value is a list, drawn as a table."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import BaseFormSet
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ui.fields import mark_tongues

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

    def __init__(self, form: type[forms.Form], *, extra: int, sums: dict[str, Any]) -> None:
        super().__init__()
        self.row_form, self.extra, self.sums = form, extra, sums
        # What each row's form is made with: a form sets it on its own copy of the widget.
        self.form_kwargs: dict[str, Any] = {}

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
        given = {
            "lines": lines,
            "sums": self.sums,
            "auto_id": (attrs or {}).get("id", f"id_{name}"),
        }
        return render_to_string(self.template_name, given)


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
        super().__init__(widget=RowsWidget(form, extra=extra, sums=sums or {}), **kwargs)

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
