"""Forms of reports and visits."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.choices import Moment, ReportKind
from awards.models import Report
from ui.forms import CountField, DayField, LineField, TextField, UploadField
from ui.uploads import IMAGES


class PhotosForm(forms.Form):
    """A photo before and a photo after; more can be added by coming back."""

    photo_before = UploadField(label=_("Photo before"), kinds=IMAGES, required=False)
    photo_after = UploadField(label=_("Photo after"), kinds=IMAGES, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        photos = []
        for moment in Moment:
            file = cleaned.pop(f"photo_{moment}", None)
            if file:
                photos.append({"moment": moment, "file": file})
        cleaned["photos"] = photos
        self.cleaned_data = cleaned
        return cleaned


class ReportBeginForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=ReportKind)


class ReportForm(PhotosForm, forms.ModelForm):
    words = TextField(label=_("What was done"), max_length=6000, rows=6, required=False)
    results = TextField(
        label=_("Results against the plan"), max_length=6000, rows=6, required=False
    )
    women = CountField(label=_("Women who benefit"), required=False)
    men = CountField(label=_("Men who benefit"), required=False)
    children = CountField(label=_("Of them children under 18"), required=False)
    youth = CountField(label=_("Of them young people 18 to 28"), required=False)
    elderly = CountField(label=_("Of them elderly people"), required=False)
    disabled = CountField(label=_("Of them people with disability"), required=False)
    added_afterwards = TextField(
        label=_("What others added afterwards"), max_length=4000, required=False
    )
    cared_by = TextField(label=_("Who takes care of it now"), max_length=1000, required=False)

    class Meta:
        model = Report
        fields = [
            "words",
            "results",
            "women",
            "men",
            "children",
            "youth",
            "elderly",
            "disabled",
            "added_afterwards",
            "cared_by",
        ]


class PlanVisitForm(forms.Form):
    planned_on = DayField(label=_("Planned for"))
    place = LineField(label=_("Place"), max_length=300, required=False)


class MakeVisitForm(PhotosForm):
    wants_subject = True

    held_on = DayField(label=_("Made on"))
    place = LineField(label=_("Place"), max_length=300)
    present = LineField(label=_("Who was present"), max_length=500, required=False)
    findings = TextField(label=_("What was found"), max_length=4000)
    to_mend = TextField(label=_("What has to be mended"), max_length=2000, required=False)
    mend_until = DayField(label=_("To be mended until"), required=False)

    field_order = [
        "held_on",
        "place",
        "present",
        "findings",
        "to_mend",
        "mend_until",
        "photo_before",
        "photo_after",
    ]

    def __init__(self, *args: Any, subject: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].initial = subject.place


class MendForm(forms.Form):
    mended = TextField(label=_("How it was mended"), max_length=2000)
