"""The paper desk: the envelope is registered, scanned, keyed a second time, resolved, linked."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.choices import (
    HOURS_TO_ENTER,
    KEYED_SUMS,
    KEYED_TITLES,
    MOST_SCANS,
    Choice,
)
from applications.forms.parts import kept
from applications.models import Application
from audit import clock
from competitions.models import Competition
from ui.fields import said
from ui.forms import (
    CountField,
    DayField,
    LineField,
    MomentField,
    MoneyField,
    PhoneField,
    TextField,
    UploadField,
    layout,
)
from ui.uploads import IMAGES, PDF


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class ScansField(UploadField):
    """Several photographed pages, or a PDF: each looked into like any other upload."""

    widget = SeveralFiles

    default_error_messages = {
        "many": _("At most %(most)s files at once."),
        "of_several": _("%(name)s: %(fault)s"),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(kinds=(PDF, *IMAGES), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[dict[str, Any]]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if len(files) > MOST_SCANS:
            self.fail("many", most=MOST_SCANS)
        if not files:
            super().clean(None, initial)
        return [self.one(file, len(files)) for file in files]

    def one(self, file: Any, count: int) -> dict[str, Any]:
        try:
            found = kept(super().clean(file))
            return {name: found[name] for name in ("file", "kind", "size", "sha256")}
        except ValidationError as error:
            if count == 1:
                raise
            # Of twenty photographs the one that is amiss must be named.
            self.fail("of_several", name=file.name, fault=" ".join(error.messages))
            raise


class EnvelopeForm(forms.Form):
    """Under a minute: what is on the envelope, who brings it, how many pages."""

    wants_subject = True

    received_at = MomentField(
        label=_("Minute of receipt"),
        help_text=_("As it stands on the envelope, Bishkek time. This minute counts."),
    )
    brought_by = LineField(label=_("Brought by"), max_length=160)
    brought_phone = PhoneField(label=_("Phone"), required=False)
    pages = CountField(label=_("Pages"), smallest=1, largest=2000)
    scans = ScansField(
        label=_("Scan"),
        required=False,
        help_text=_("PDF, JPEG, PNG or HEIC; several photographs at once. Can be added later."),
    )
    permit = forms.ChoiceField(
        label=_("Late permit"),
        required=False,
        help_text=_("Only for an envelope that came after the last minute of reception."),
    )
    late_reason = TextField(label=_("Why it is entered late"), max_length=1000, rows=2)

    def __init__(self, *args: Any, subject: Competition | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.permits = {}
        if subject is not None:
            self.permits = {str(permit.pk): permit for permit in subject.permits.granted()}
        self.fields["late_reason"].required = False
        self.fields["late_reason"].help_text = _(
            "Only when the minute of receipt lies more than %(hours)s hours back, or the reception "
            "has been closed meanwhile."
        ) % {"hours": HOURS_TO_ENTER}
        if self.permits:
            self.fields["permit"].choices = [
                ("", _("none")),
                *((key, str(permit.user)) for key, permit in self.permits.items()),
            ]
        else:
            del self.fields["permit"]

    @property
    def facts(self) -> dict[str, Any]:
        """What registering is told."""
        told = dict(self.cleaned_data)
        permit = self.permits.get(told.pop("permit", ""))
        return told | {"applicant": permit.user if permit else None}


class ScanForm(forms.Form):
    scans = ScansField(
        label=_("Pages of the scan"),
        help_text=_("PDF, JPEG, PNG or HEIC; several photographs at once."),
    )


class RepeatKeyingForm(forms.Form):
    """Keyed from the paper once more, without looking at what was keyed first."""

    group_name = LineField(
        label=_("Name of the group or organisation"), max_length=200, required=False
    )
    representative_name = LineField(label=_("Representative's full name"), max_length=160)
    representative_phone = PhoneField(label=_("Representative's phone"), required=False)
    members = CountField(
        label=_("Number of members"),
        largest=1000,
        help_text=_("How many people the list of the group names; 0 where there is none."),
    )
    title = LineField(label=_("Title of the initiative"), max_length=200)
    asked = MoneyField(label=_("Sum asked"))
    own = MoneyField(label=_("Own contribution"))
    total = MoneyField(label=_("Sum of the whole budget"))


def field_for(name: str) -> forms.Field:
    """How the right value is typed when neither keying has it."""
    label = _("What the paper says")
    if name in KEYED_SUMS:
        return MoneyField(label=label, required=False)
    if name == "members":
        return CountField(label=label, largest=1000, required=False)
    if name == "representative_phone":
        return PhoneField(label=label, required=False)
    return LineField(label=label, max_length=160 if name.endswith("_name") else 200, required=False)


class ResolveForm(forms.Form):
    """Each difference with both values, and which of them the paper bears out."""

    wants_subject = True

    def __init__(self, *args: Any, subject: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = []
        self.differences = subject.keying_differences()
        for row in self.differences:
            name = row["name"]
            choice, value = f"choice_{name}", f"value_{name}"
            self.fields[choice] = forms.ChoiceField(
                label=_("What the paper says"),
                choices=[
                    (Choice.FIRST, shown(_("first: “%(value)s”"), row["first"], name)),
                    (Choice.SECOND, shown(_("second: “%(value)s”"), row["second"], name)),
                    (Choice.ANEW, Choice.ANEW.label),
                ],
                widget=forms.RadioSelect,
            )
            self.fields[value] = field_for(name)
            self.fields[value].label = _("Neither: the paper says")
            groups.append(Fieldset(str(KEYED_TITLES[name]).capitalize(), choice, value))
        self.helper = layout(self)
        self.helper.layout = Layout(*groups)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for row in self.differences:
            choice, value = f"choice_{row['name']}", f"value_{row['name']}"
            if value in self.errors:
                continue
            typed = cleaned.get(value) not in (None, "")
            if cleaned.get(choice) == Choice.ANEW and not typed:
                self.add_error(value, _("Type what the paper says."))
            if typed and cleaned.get(choice) in (Choice.FIRST, Choice.SECOND):
                self.add_error(value, _("Leave this empty, or choose that neither is right."))
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        return {
            "choices": {
                row["name"]: {
                    "choice": self.cleaned_data[f"choice_{row['name']}"],
                    "value": self.cleaned_data[f"value_{row['name']}"],
                }
                for row in self.differences
            }
        }


class LinkForm(forms.Form):
    """The account is found by its phone; the clerk says that the person was seen."""

    wants_actor = True

    phone = PhoneField(
        label=_("Phone of the account"),
        help_text=_("The account was confirmed at a desk: by a clerk, or with a sign-in slip."),
    )
    seen = forms.BooleanField(label=_("I have seen this person's identity card"))

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor

    def clean_phone(self) -> str:
        phone = self.cleaned_data["phone"]
        seen = User.objects.visible_to(self.actor).exclude(pk=self.actor.pk)
        self.person = seen.filter(phone=phone).first()
        if self.person is None:
            raise ValidationError(_("There is no account with this phone: open one first."))
        return phone

    @property
    def facts(self) -> dict[str, Any]:
        return {"person": self.person}


class LetterForm(forms.Form):
    """Taken back by a letter: its number and day stand in the journal."""

    letter_number = LineField(label=_("Number of the letter"), max_length=40, required=False)
    letter_on = DayField(label=_("Day of the letter"))
    note = TextField(label=_("Note"), max_length=2000, required=False)

    def clean_letter_on(self) -> Any:
        day = self.cleaned_data["letter_on"]
        if day > clock.today():
            raise ValidationError(_("This day lies ahead."))
        return day

    @property
    def facts(self) -> dict[str, Any]:
        typed = self.cleaned_data
        number = f"№ {typed['letter_number']}, " if typed["letter_number"] else ""
        return {"note": f"{number}{typed['letter_on']:%d.%m.%Y}. {typed['note']}".strip()}


def shown(words: Any, value: str, name: str) -> str:
    """A keyed value in the reader's writing."""
    written = said(value) if value and name in KEYED_SUMS else value
    return str(words % {"value": written or "–"})
