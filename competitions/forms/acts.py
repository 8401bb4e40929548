"""What is typed when a regulation, a call, a seat or a permit is acted upon."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.choices import Sex
from accounts.models import User
from audit import clock
from competitions.choices import SeatRole
from competitions.models import Competition, Regulation, Seat
from ui.forms import (
    BilingualNoteForm,
    DayField,
    LineField,
    MomentField,
    TextField,
)
from ui.phones import normal_phone
from ui.uploads import PDF, UploadField


class PersonField(LineField):
    """A person who has an account, named by phone or e-mail."""

    default_error_messages = {
        "nobody": _("Nobody has an account with this phone or e-mail. Register the person first."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("The phone or e-mail the person signs in with."))
        super().__init__(max_length=254, **kwargs)

    def clean(self, value: Any) -> User | None:  # type: ignore[override]
        name = super().clean(value)
        if not name:
            return None
        person = User.objects.named(normal_phone(name) or name)
        if person is None:
            raise ValidationError(self.error_messages["nobody"], code="nobody")
        return person


class BeginRegulationForm(forms.Form):
    title_ky = LineField(label=_("Title in Kyrgyz"))
    title_ru = LineField(label=_("Title in Russian"))


class RegulationForm(forms.ModelForm):
    """The resolution of the kenesh."""

    file = UploadField(
        label=_("File of the resolution"),
        kinds=(PDF,),
        required=False,
        help_text=_("The scanned resolution, PDF."),
    )

    class Meta:
        model = Regulation
        fields = [
            "resolution_number",
            "resolution_on",
            "title_ky",
            "title_ru",
            "legal_basis_ky",
            "legal_basis_ru",
        ]
        field_classes = {
            **dict.fromkeys(["resolution_number", "title_ky", "title_ru"], LineField),
            **dict.fromkeys(["legal_basis_ky", "legal_basis_ru"], TextField),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = self.fields["resolution_on"].label
        self.fields["resolution_on"] = DayField(label=told, required=False)
        for name in ("legal_basis_ky", "legal_basis_ru"):
            self.fields[name].widget.attrs["rows"] = 4


class BeginCompetitionForm(forms.Form):
    year = forms.IntegerField(label=_("Year"), min_value=2019, max_value=2100)
    number = forms.IntegerField(
        label=_("Number of the call in this year"), min_value=1, max_value=999
    )
    title_ky = LineField(label=_("Title in Kyrgyz"))
    title_ru = LineField(label=_("Title in Russian"))

    def __init__(self, *args: Any, initial: Any = None, **kwargs: Any) -> None:
        first = {"year": clock.today().year, "number": 1}
        super().__init__(*args, initial=first | (initial or {}), **kwargs)


class ExtendForm(BilingualNoteForm):
    closes_at = MomentField(label=_("New last minute of reception"))
    field_order = ["closes_at", "reason_ky", "reason_ru"]


class CancelForm(BilingualNoteForm):
    basis_ky = LineField(
        label=_("Basis, in Kyrgyz"), help_text=_("The order or the point of the regulation.")
    )
    basis_ru = LineField(label=_("Basis, in Russian"))


class OrderForm(forms.Form):
    """The order a change of the commission rests on."""

    order_number = LineField(label=_("Number of the order"), max_length=40)
    order_on = DayField(label=_("Date of the order"))

    def clean_order_on(self) -> Any:
        day = self.cleaned_data["order_on"]
        if day and day > clock.today():
            raise ValidationError(_("The order cannot be dated later than today."))
        return day


class MemberForm(forms.Form):
    """What is known of whoever holds a seat."""

    represents = LineField(label=_("Whom this person represents"), max_length=200, required=False)
    sex = forms.ChoiceField(
        label=_("Sex"),
        choices=[("", _("not told")), *Sex.choices],
        required=False,
        help_text=_("Only for the share of women in the commission."),
    )
    is_outside = forms.BooleanField(
        label=_("Outside member"),
        required=False,
        help_text=_("Neither works in the aiyl okmotu nor sits in the kenesh."),
    )


class EditSeatForm(MemberForm):
    wants_subject = True

    def __init__(self, *args: Any, subject: Seat, initial: Any = None, **kwargs: Any) -> None:
        known = {name: getattr(subject, name) for name in MemberForm.base_fields}
        super().__init__(*args, initial=known | (initial or {}), **kwargs)


def _why() -> TextField:
    return TextField(
        label=_("Why the commission is changed"),
        max_length=1000,
        rows=3,
        help_text=_("Every change during the work is kept with its order and this reason."),
    )


class SeatForm(OrderForm, MemberForm):
    wants_subject = True

    user = PersonField(label=_("Person"))
    role = forms.ChoiceField(label=_("Seat"), choices=SeatRole.choices, initial=SeatRole.MEMBER)
    field_order = ["user", "role", *MemberForm.base_fields, *OrderForm.base_fields, "reason"]

    def __init__(self, *args: Any, subject: Competition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if subject.scoring_opened_at is not None:
            self.fields["reason"] = _why()


class ReleaseForm(OrderForm):
    reason = _why()


class ReplaceForm(OrderForm, MemberForm):
    user = PersonField(label=_("Who takes the seat"))
    reason = _why()
    field_order = ["user", *MemberForm.base_fields, *OrderForm.base_fields, "reason"]


class SlipsForm(forms.Form):
    """For whom a slip is printed: everybody in the commission who holds no office."""

    wants_subject = True

    seats = forms.ModelMultipleChoiceField(
        label=_("For whom"), queryset=Seat.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, subject: Competition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = subject.seats.seated().without_office().select_related("user").order_by("pk")
        self.fields["seats"].queryset = seats
        # A new slip is for whoever has not signed in yet; the others have their passwords.
        self.fields["seats"].initial = [one.pk for one in seats if one.user.last_login is None]


class PermitForm(BilingualNoteForm):
    user = PersonField(label=_("Applicant"))
    until = MomentField(label=_("Lets in until"))
    field_order = ["user", "until", "reason_ky", "reason_ru"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language in ("ky", "ru"):
            # As long as the column is.
            told = self.fields[f"reason_{language}"]
            attrs = {"rows": 3}
            self.fields[f"reason_{language}"] = TextField(
                label=told.label, max_length=1000, widget=forms.Textarea(attrs=attrs)
            )


class SearchForm(forms.Form):
    q = LineField(
        label=_("Search"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
