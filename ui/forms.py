"""How every form is laid out, and the forms that many acts share."""

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _

from ui.fields import (
    CountField,
    DayField,
    FigureField,
    LineField,
    MomentField,
    MoneyField,
    PhoneField,
    TextField,
    mark_tongues,
)
from ui.rows import RowsField
from ui.uploads import SeveralField, UploadField


def layout(form: forms.Form) -> FormHelper:
    """The house layout: the page draws the form tag and the buttons, the helper the fields."""
    helper = FormHelper(form)
    helper.form_tag = False
    helper.disable_csrf = True
    return helper


def dress(form: forms.Form) -> forms.Form:
    """Gives the form the house layout unless it brought its own; texts tell their language."""
    mark_tongues(form.fields)
    if not hasattr(form, "helper"):
        form.helper = layout(form)
    return form


def blame(form: forms.Form, error: ValidationError) -> None:
    """Puts what a row found wrong beside the fields it concerns, or on top of the form."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, faults in error.error_dict.items():
        form.add_error(name if name in form.fields and name != NON_FIELD_ERRORS else None, faults)


class EmptyForm(forms.Form):
    """Only the button."""


class NoteForm(forms.Form):
    """The reason, in the words of whoever acts."""

    reason = TextField(label=_("Reason"), max_length=2000)


class OptionalNoteForm(forms.Form):
    note = TextField(label=_("Note"), max_length=2000, required=False)


class BilingualNoteForm(forms.Form):
    """The reason in both languages of the office."""

    reason_ky = TextField(label=_("Reason, in Kyrgyz"), max_length=2000)
    reason_ru = TextField(label=_("Reason, in Russian"), max_length=2000)


__all__ = [
    "BilingualNoteForm",
    "CountField",
    "DayField",
    "EmptyForm",
    "FigureField",
    "LineField",
    "MomentField",
    "MoneyField",
    "NoteForm",
    "OptionalNoteForm",
    "PhoneField",
    "RowsField",
    "SeveralField",
    "TextField",
    "UploadField",
    "blame",
    "dress",
    "layout",
]
