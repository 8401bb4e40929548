"""What the journal can be narrowed to, and the filled-in workbook that comes back."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.choices import PART_ROWS, PART_TITLES
from applications.models import Application
from ui.forms import DayField, LineField, UploadField
from ui.uploads import XLSX

LARGEST_WORKBOOK_MB = 5


class EntryFilterForm(forms.Form):
    chain = forms.ChoiceField(label=_("Whose journal"), required=False)
    act = LineField(label=_("Act"), required=False, max_length=80)
    person = LineField(label=_("Person"), required=False, max_length=160)
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("To"), required=False)

    def __init__(self, *args: Any, chains: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chain"].choices = chains


class WorkbookForm(forms.Form):
    """The workbook, filled in."""

    file = UploadField(
        label=_("Filled-in workbook"),
        kinds=(XLSX,),
        limit_mb=LARGEST_WORKBOOK_MB,
        help_text=_("The Excel form of this call, saved as .xlsx without a password."),
    )


class FillDraftForm(WorkbookForm):
    """The workbook, and which of the pages already saved it may replace."""

    wants_subject = True

    def __init__(self, *args: Any, subject: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.saved = _savings(subject)
        if self.saved:
            self.fields["replace"] = forms.MultipleChoiceField(
                label=_("Pages to be replaced"),
                choices=[(part, PART_TITLES[part]) for part in self.saved],
                initial=list(self.saved),
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text=_(
                    "They are saved already; a page the workbook answers takes their place. Pages "
                    "without a tick, and those the workbook leaves empty, stay as they are."
                ),
            )
        if self.saved and self.is_bound:
            # Asked only of a workbook that is older than what it would replace.
            self.fields["newer"] = forms.BooleanField(
                label=_("Replace also what was saved after the workbook was taken from the draft"),
                required=False,
            )
        for part, saved in self.saved.items():
            # Which saving of each page the person has before his eyes.
            self.fields[f"seen_{part}"] = forms.IntegerField(
                required=False, initial=saved, widget=forms.HiddenInput
            )

    @property
    def seen(self) -> dict[str, int]:
        return {part: self.cleaned_data.get(f"seen_{part}") or 0 for part in self.saved}

    def may_replace(self, part: str) -> bool:
        return part not in self.saved or part in self.cleaned_data["replace"]

    def look_again(self, subject: Application) -> None:
        """Somebody saved meanwhile: the next press is meant for what is saved now."""
        if "newer" in self.fields and "newer" not in self.errors:
            del self.fields["newer"]
        self.data = self.data.copy()
        for part, saved in _savings(subject).items():
            self.data[self.add_prefix(f"seen_{part}")] = str(saved)


def _savings(subject: Application) -> Mapping[str, int]:
    """The pages saved so far that a workbook could replace, in the order of the form."""
    saved = subject.part_versions
    asked = (part for part, columns in subject.parts.items() if columns or part in PART_ROWS)
    return {part: saved[part] for part in asked if part in saved}


class PackageForm(forms.Form):
    """A workbook of sheets that comes back."""

    file = UploadField(
        label=_("The workbook you filled in"), kinds=(XLSX,), limit_mb=LARGEST_WORKBOOK_MB
    )
