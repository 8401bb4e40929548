"""The paper desk: the envelope is registered, and its sums are keyed a second time."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.forms.parts import kept
from ui.forms import CountField, LineField, MomentField, MoneyField, PhoneField, UploadField
from ui.uploads import IMAGES, PDF


class EnvelopeForm(forms.Form):
    received_at = MomentField(
        label=_("Minute of receipt"),
        help_text=_("As it stands on the envelope, Bishkek time. This minute counts."),
    )
    brought_by = LineField(label=_("Brought by"), max_length=160)
    brought_phone = PhoneField(label=_("Phone"), required=False)
    pages = CountField(label=_("Pages"), smallest=1, largest=2000)
    scan = UploadField(
        label=_("Scan"),
        kinds=(PDF, *IMAGES),
        required=False,
        help_text=_("Can be added here only; PDF, JPEG or PNG."),
    )

    def clean_scan(self) -> Any:
        scan = self.cleaned_data["scan"]
        return kept(scan)["file"] if scan else None


class RepeatKeyingForm(forms.Form):
    """Keyed from the paper once more, without looking at what was keyed first."""

    group_name = LineField(
        label=_("Name of the group or organisation"), max_length=200, required=False
    )
    representative_name = LineField(label=_("Representative's full name"), max_length=160)
    asked = MoneyField(label=_("Sum asked"))
    own = MoneyField(label=_("Own contribution"))
