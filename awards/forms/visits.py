"""Forms of visits, of what they found, and of photos."""

from decimal import Decimal
from typing import Any

from django import forms
from django.forms.widgets import Script
from django.utils.translation import gettext_lazy as _

from audit import clock
from awards.choices import ConsentForm, Moment, Recognisable
from ui.forms import DayField, LineField, RowsField, TextField, UploadField
from ui.uploads import IMAGES, PDF

MOST_FINDINGS = 20


class PlanVisitForm(forms.Form):
    planned_on = DayField(label=_("Planned for"))
    place = LineField(label=_("Place"), max_length=300, required=False)


class FindingRowForm(forms.Form):
    what = LineField(label=_("What has to be mended"), max_length=500)
    until = DayField(label=_("To be mended until"))


class MakeVisitForm(forms.Form):
    wants_subject = True

    held_on = DayField(label=_("Made on"))
    place = LineField(label=_("Place"), max_length=300)
    present = LineField(label=_("Who was present"), max_length=500, required=False)
    findings = TextField(label=_("What was seen"), max_length=4000)
    to_mend = RowsField(
        FindingRowForm,
        label=_("What has to be mended"),
        extra=1,
        most=MOST_FINDINGS,
        required=False,
        help_text=_("Each with its own term. Leave it empty when everything is in order."),
    )

    def __init__(self, *args: Any, subject: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].initial = subject.place
        self.fields["held_on"].initial = clock.today()


class CallOffForm(forms.Form):
    reason = TextField(label=_("Reason"), max_length=2000)


class MendForm(forms.Form):
    mended_on = DayField(label=_("Mended on"))
    mended_note = TextField(label=_("How it was mended"), max_length=2000)
    file = UploadField(
        label=_("Photo that proves it"),
        kinds=IMAGES,
        required=False,
        help_text=_("A photo the winner has already added below this finding is proof as well."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mended_on"].initial = clock.today()


class DescribePhotoForm(forms.Form):
    """What is said of a photo."""

    moment = forms.ChoiceField(
        label=_("When in the work"), choices=Moment, widget=forms.RadioSelect
    )
    people = forms.ChoiceField(
        label=_("Can people be recognised in the photo?"),
        choices=Recognisable,
        widget=forms.RadioSelect,
        help_text=_("Such a photo is published only after those people have agreed."),
    )
    caption = LineField(label=_("What it shows"), max_length=200, required=False)
    taken_on = DayField(label=_("Taken on"), required=False)
    place = LineField(label=_("Place"), max_length=300, required=False)


class AddPhotoForm(DescribePhotoForm):
    wants_subject = True

    file = UploadField(label=_("Photo"), kinds=IMAGES)
    latitude = forms.DecimalField(
        label=_("Latitude"),
        required=False,
        min_value=Decimal(-90),
        max_value=Decimal(90),
        max_digits=8,
        decimal_places=5,
        widget=forms.HiddenInput(attrs={"data-place": "latitude"}),
    )
    longitude = forms.DecimalField(
        label=_("Longitude"),
        required=False,
        min_value=Decimal(-180),
        max_value=Decimal(180),
        max_digits=8,
        decimal_places=5,
        widget=forms.HiddenInput(attrs={"data-place": "longitude"}),
    )

    field_order = ["file", "moment", "people", "caption", "taken_on", "place"]

    class Media:
        js = [Script("ui/place.js", defer=True)]

    def __init__(self, *args: Any, subject: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["taken_on"].help_text = _("Left empty: the day the photo itself tells.")
        self.fields["place"].initial = getattr(subject, "place", "")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("latitude") is None or cleaned.get("longitude") is None:
            # Half a place is none.
            cleaned["latitude"] = cleaned["longitude"] = None
        return cleaned


class RecordConsentForm(forms.Form):
    of = LineField(
        label=_("Whose consent"),
        max_length=300,
        help_text=_("The people in the photo; for children, a parent."),
    )
    asked_by = LineField(label=_("Who asked"), max_length=160)
    on = DayField(label=_("When it was given"))
    form = forms.ChoiceField(
        label=_("How it was given"), choices=ConsentForm, widget=forms.RadioSelect
    )
    file = UploadField(label=_("The paper"), kinds=(PDF, *IMAGES), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("file") and cleaned.get("form") == ConsentForm.WORD:
            self.add_error("form", _("A paper is enclosed: then the consent was given on paper."))
        return cleaned


class WithholdPhotoForm(forms.Form):
    reason = TextField(label=_("Reason"), max_length=2000)
    consent_ended = forms.BooleanField(
        label=_("Somebody in the photo has taken the consent back"), required=False
    )
