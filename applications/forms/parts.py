"""The pages of the application, each a form made from the columns and rows that belong to it."""

import hashlib
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from applications.arithmetic import line_amount
from applications.choices import LARGEST_SUM, PAGES, PART_ROWS, PART_TITLES, PARTS, SHORT
from applications.forms.columns import NOT_CHOSEN, field_for
from applications.forms.rows import BudgetRow, MemberRow, PlanLine, pledge_row
from applications.models import Application
from applications.rules import files_may_be_changed
from ui.forms import LineField, RowsField, UploadField, layout
from ui.pasting import columns_of, passed_over, read

Making = Callable[[Application], RowsField]

# How the table of each page is typed.
TABLES: dict[str, Making] = {
    "members": lambda _application: RowsField(
        MemberRow, label=_("Members of the group"), extra=3, most=100
    ),
    "plan": lambda _application: RowsField(PlanLine, label=_("Plan of work"), extra=3, most=60),
    "lines": lambda _application: RowsField(
        BudgetRow,
        label=_("Lines of the budget"),
        extra=4,
        most=100,
        sums={"quantity*price": _("Total")},
    ),
    "pledges": lambda application: RowsField(
        pledge_row(application.competition),
        label=_("Who gives what"),
        extra=3,
        most=100,
        sums={"quantity*value": _("Total")},
    ),
}
ADMITTED = {"kind": "kinds", "applicant_kind": "applicant_kinds"}
PRICES = {"lines": "price", "pledges": "value"}


class PartForm(forms.Form):
    """One page of the application. Everything may be left empty while it is a draft."""

    wants_subject = True
    part = ""

    class Media:
        js = [Script("ui/draft.js", defer=True)]

    def __init__(self, *args: Any, subject: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unfit: dict[str, Any] = {}
        for name in PAGES[self.part]:
            admitted = getattr(subject.competition, ADMITTED[name]) if name in ADMITTED else None
            self.fields[name] = field_for(Application, name, admitted=admitted, required=False)
        for name in PART_ROWS.get(self.part, ()):
            self.fields[name] = TABLES[name](subject)
            self.take_in_pasted(name)
        # Which saving of this page the person has before his eyes.
        self.fields["seen"] = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def take_in_pasted(self, name: str) -> None:
        """What was pasted below a table joins its rows, as if it had been typed there."""
        field = self.fields[name]
        columns = field.widget.paste_into(columns_of)
        field.widget.passed_over = passed_over()
        text = self.data.get(self.add_prefix(f"{name}-pasted"), "") if self.is_bound else ""
        # A page that saves itself would add the same rows again and again.
        if not text.strip() or "by_itself" in self.data:
            return
        pasted = read(text, columns)
        if pasted.too_wide is not None:
            self.unfit[name] = ValidationError(
                _("Pasted line %(line)d has more cells than the table has columns: %(columns)s."),
                params={
                    "line": pasted.too_wide,
                    "columns": ", ".join(column.label for column in columns),
                },
            )
        else:
            key = self.add_prefix(name)
            added = field.widget.with_rows(self.data, key, pasted.rows, field.most)
            if added is not None:
                self.data = added
                return
            self.unfit[name] = ValidationError(
                ngettext_lazy(
                    "%(count)d line was pasted; together with the rows above that is more than "
                    "the %(most)d the table takes.",
                    "%(count)d lines were pasted; together with the rows above that is more than "
                    "the %(most)d the table takes.",
                    "count",
                ),
                params={"count": len(pasted.rows), "most": field.most},
            )
        field.widget.pasted = text

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name, fault in self.unfit.items():
            self.add_error(name, fault)
        for name, price in PRICES.items():
            rows = cleaned.get(name) or []
            if (
                sum((line_amount(row["quantity"], row[price]) for row in rows), Decimal(0))
                > LARGEST_SUM
            ):
                self.add_error(name, _("The sum of all rows is too large."))
        return cleaned

    @property
    def answers(self) -> dict[str, Any]:
        """Every answer that can be understood: of a sound page, all of them."""
        return {
            name: self.cleaned_data[name] for name in PAGES[self.part] if name in self.cleaned_data
        }

    @property
    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """The rows of every table all of whose rows can be understood."""
        return {
            name: [
                {column: row[column] for column in row if column != "id"}
                for row in self.cleaned_data[name]
            ]
            for name in PART_ROWS.get(self.part, ())
            if name in self.cleaned_data
        }

    @property
    def left(self) -> dict[str, str]:
        """What cannot be saved as it stands, each with its words."""
        named = [name for name in self.fields if name in self.errors]
        waiting = [
            name
            for name in PART_ROWS.get(self.part, ())
            if name not in named and self.data.get(self.add_prefix(f"{name}-pasted"), "").strip()
        ]
        return {name: str(self.fields[name].label) for name in [*named, *waiting]}

    def compare_with(self, saved: int) -> None:
        """Somebody saved the page meanwhile: the next press is meant for what is saved now."""
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = str(saved)

    def take_over(self, name: str, value: Any) -> None:
        """In this place the saved text is taken, not the typed one."""
        field, key, data = self.fields[name], self.add_prefix(name), self.data.copy()
        if isinstance(field, RowsField):
            for sent in [sent for sent in data if sent.startswith(f"{key}-")]:
                del data[sent]
            data.update(field.widget.as_sent(key, value))
        elif isinstance(field, forms.BooleanField):
            data.pop(key, None)
            data.update({key: "on"} if value else {})
        else:
            data[key] = "" if value is None else str(field.prepare_value(value))
        self.data = data


class ShortForm(PartForm):
    """The whole application on one page: fewer questions under the same headings."""

    part = SHORT

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in PART_ROWS[SHORT]:
            # One page stays short: saving it gives the next empty row.
            self.fields[name].widget.extra = 1
        groups = [
            (title, [*columns, *PART_ROWS.get(part, ())])
            for part, columns in PARTS.items()
            for title in (PART_TITLES[part],)
        ]
        self.order_fields([name for _title, names in groups for name in names])
        self.helper = layout(self)
        self.helper.layout = Layout(
            *(
                Fieldset(title, *kept, css_class="group")
                for title, names in groups
                if (kept := [name for name in names if name in self.fields])
            ),
            "seen",
        )


PART_FORMS: dict[str, type[PartForm]] = {
    part: type(f"{part.title()}Form", (PartForm,), {"part": part})
    for part in PARTS
    if part != "enclosures"
} | {SHORT: ShortForm}


def item_field(application: Application) -> forms.TypedChoiceField:
    """Which of the asked documents a file is, or another one; only what is open to change."""
    items = {
        str(item.pk): item
        for item in application.asked_items
        if item.is_document and files_may_be_changed(application, item)
    }
    others = [("other", _("another one"))] if files_may_be_changed(application, None) else []
    return forms.TypedChoiceField(
        label=_("Which document"),
        choices=[NOT_CHOSEN, *((key, item.title) for key, item in items.items()), *others],
        coerce=items.get,
        empty_value=None,
    )


class EncloseForm(forms.Form):
    """One file to add: which of the asked documents it is, or another one."""

    wants_subject = True

    def __init__(self, *args: Any, subject: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Each document of the page has a form of its own.
        self.auto_id = f"id_%s_{self.data.get('item', '')}"
        self.fields["item"] = item_field(subject)
        self.fields["title"] = LineField(
            label=_("Title"),
            max_length=150,
            required=False,
            help_text=_("Needed for another document only."),
        )
        self.fields["file"] = UploadField(label=_("File"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        other = self.data.get(self.add_prefix("item")) == "other"
        if other and not cleaned.get("title") and "title" not in self.errors:
            self.add_error("title", _("Say what document this is."))
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        """What is kept of the file; its name on the disk is ours, not the sender's."""
        file, item = self.cleaned_data["file"], self.cleaned_data["item"]
        return kept(file) | {
            "item": item,
            "title": self.cleaned_data["title"] or (item.title if item else ""),
        }


def kept(file: Any) -> dict[str, Any]:
    """A checked upload under a name of our own, with its kind, size and fingerprint, and what it
    was when it came."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    file.name = f"{digest.hexdigest()[:24]}.{file.kind}"
    return {
        "file": file,
        "kind": file.content_type,
        "size": file.size,
        "sha256": digest.hexdigest(),
        "sent_name": file.sent_name,
        "sent_size": file.sent_size,
        "sent_sha256": file.sent_sha256,
    }
