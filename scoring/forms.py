"""What is typed into the commission's pages."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.rules import is_clerk_of
from applications.choices import SCORED
from applications.models import Application
from competitions.choices import Combining, SeatRole
from competitions.models import Competition, Seat
from scoring import rules
from scoring.choices import (
    COUNTED,
    DECLARED_KINDS,
    PIN_LENGTH,
    AppealSubject,
    Ballot,
    ConsentWay,
    FairnessCheck,
    Outcome,
)
from scoring.models import (
    Appeal,
    Mark,
    Meeting,
    Protocol,
    Room,
    Sheet,
    answers_to,
    differences_of,
    label_of,
    names_are_hidden,
    own_writable,
    seats_with_pins,
)
from ui.fields import said
from ui.forms import (
    CountField,
    DayField,
    FigureField,
    LineField,
    MomentField,
    MoneyField,
    NoteForm,
    TextField,
)
from ui.rounding import half_up
from ui.uploads import IMAGES, PDF, SeveralField

MOST_LEVELS = 21
NOT_CHOSEN = [("", "—")]
NO_INTEREST = "none"


class InterestForm(forms.Form):
    """Which interest, in whose words."""

    interest_kind = forms.ChoiceField(
        label=_("Kind of interest"), choices=DECLARED_KINDS, widget=forms.RadioSelect
    )
    interest_words = TextField(label=_("What the interest is"), max_length=1000)


class ReopenForm(NoteForm):
    until = MomentField(label=_("To be sent again until"))


class DeclarationsForm(forms.Form):
    """Interest or none, for every application of the call that still waits for it."""

    wants_subject = wants_actor = True

    def __init__(self, *args: Any, subject: Competition, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheets = list(
            Sheet.objects.filter(competition=subject)
            .of_person(actor)
            .in_play()
            .undeclared()
            .order_by("position")
        )
        kinds = [*NOT_CHOSEN, (NO_INTEREST, _("no interest")), *DECLARED_KINDS]
        for sheet in self.sheets:
            self.fields[f"interest_{sheet.pk}"] = forms.ChoiceField(
                label=_("Interest"), choices=kinds, required=False
            )
            self.fields[f"words_{sheet.pk}"] = LineField(
                label=_("In words"), max_length=1000, required=False
            )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        declarations = []
        for sheet in self.sheets:
            kind, words = typed.get(f"interest_{sheet.pk}", ""), typed.get(f"words_{sheet.pk}", "")
            if not kind:
                continue
            if kind != NO_INTEREST and not words:
                self.add_error(f"words_{sheet.pk}", _("Say in a few words what the interest is."))
            declarations.append(
                {
                    "sheet": sheet.pk,
                    "interest_kind": "" if kind == NO_INTEREST else kind,
                    "interest_words": "" if kind == NO_INTEREST else words,
                }
            )
        if not declarations and not self.errors:
            self.add_error(None, _("Choose for at least one application."))
        return {"declarations": declarations}


class ScoreForm(forms.Form):
    """Points and a reason for each criterion of the call."""

    wants_subject = True

    def __init__(self, *args: Any, subject: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.marks = subject.marks_in_order()
        self.combining = subject.competition.combining
        for criterion, mark in self.marks:
            self.fields[f"points_{criterion.pk}"] = PointsField(
                criterion, initial=mark.points if mark else None
            )
            self.fields[f"reason_{criterion.pk}"] = TextField(
                label=_("Reason"),
                max_length=2000,
                rows=2,
                required=False,
                initial=mark.reason if mark else "",
            )
            # The desk draws its fields itself, beside the application.
            for name in ("points", "reason"):
                _mark_for_page(self.fields[f"{name}_{criterion.pk}"].widget)
            self.fields[f"points_{criterion.pk}"].widget.attrs |= {
                "data-least": f"{criterion.minimum:.2f}",
                "data-most": f"{criterion.maximum:.2f}",
                "data-weight": f"{criterion.weight:.2f}",
                "data-always": "yes" if criterion.reason_required else "",
            }

    def total(self) -> str:
        """What the sheet comes to as it was last saved, as the call combines the points."""
        given = [
            (criterion, mark.points)
            for criterion, mark in self.marks
            if mark and mark.points is not None
        ]
        if not self.is_weighted:
            most = sum((criterion.maximum for criterion, _mark in self.marks), Decimal(0))
            points = sum((points for _criterion, points in given), Decimal(0))
            return f"{said(points)} / {said(most)}"
        weights = sum((criterion.weight for criterion, _mark in self.marks), Decimal(0))
        parts = (
            criterion.weight
            * (points - criterion.minimum)
            / (criterion.maximum - criterion.minimum)
            for criterion, points in given
        )
        share = half_up(Fraction(100 * sum(parts, Decimal(0)) / weights)) if weights else Decimal(0)
        return f"{said(share)} %"

    @property
    def is_weighted(self) -> bool:
        """Whether the call reckons a weighted percent and no sum."""
        return self.combining == Combining.WEIGHTED_PERCENT

    def rows(self) -> list[tuple[Any, Any, Any]]:
        """Each criterion with its two fields, for the page."""
        return [
            (criterion, self[f"points_{criterion.pk}"], self[f"reason_{criterion.pk}"])
            for criterion, _mark in self.marks
        ]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        marks = []
        for criterion, _mark in self.marks:
            points = typed.get(f"points_{criterion.pk}")
            marks.append(
                {
                    "criterion": criterion.pk,
                    "points": points,
                    "reason": typed.get(f"reason_{criterion.pk}", ""),
                }
            )
        return {"marks": marks}


def _mark_for_page(widget: forms.Widget) -> None:
    kind = "form-select" if isinstance(widget, forms.Select) else "form-control"
    widget.attrs["class"] = f"{widget.attrs.get('class', '')} {kind}".strip()


class PointsField(FigureField):
    """Points by one criterion: a figure on its scale, chosen or typed."""

    places = 2

    def __init__(self, criterion: Any, **kwargs: Any) -> None:
        self.criterion = criterion
        kwargs.setdefault("label", criterion.title)
        super().__init__(required=False, **kwargs)
        levels = int((criterion.maximum - criterion.minimum) / criterion.step) + 1
        self.chosen = levels <= MOST_LEVELS
        if self.chosen:
            steps = [criterion.minimum + criterion.step * number for number in range(levels)]
            choices = [*NOT_CHOSEN, *((f"{step:.2f}", said(step)) for step in steps)]
            self.widget = forms.Select(choices=choices)

    def shape(self, figure: Decimal) -> Decimal:
        if fault := Mark.fault(self.criterion, figure):
            raise ValidationError(fault, code="scale")
        return figure.quantize(Decimal("0.01"))

    def prepare_value(self, value: Any) -> Any:
        if self.chosen and isinstance(value, Decimal):
            return f"{value:.2f}"
        return super().prepare_value(value)


class SendCompleteForm(forms.Form):
    """Which of my complete sheets are sent now: all of them unless I take one out."""

    wants_subject = wants_actor = True

    sheets = forms.MultipleChoiceField(label=_("Sheets"))

    def __init__(self, *args: Any, subject: Competition, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = own_writable(subject, actor)
        self.complete = {
            str(sheet.pk): sheet for sheet in own if not rules.missing_before_sending(sheet)
        }
        self.incomplete = [sheet for sheet in own if str(sheet.pk) not in self.complete]
        self.fields["sheets"].choices = [(key, str(key)) for key in self.complete]
        self.fields["sheets"].initial = list(self.complete)

    def clean_sheets(self) -> list[Sheet]:
        return [self.complete[key] for key in self.cleaned_data["sheets"]]


def choose_from(field: Any, applications: Any, competition: Competition, actor: Any) -> None:
    """Offers these applications, by their codes where the call hides the applicants."""
    hidden = names_are_hidden(competition, actor)
    field.queryset = applications.prefetch_related("coverings") if hidden else applications
    field.label_from_instance = lambda application: label_of(application, hidden=hidden)


class TurnForm(forms.Form):
    """Who sits down, and the PIN."""

    wants_subject = True

    # Named so that tries are counted for each seat by itself, as those of signing in are.
    username = forms.ChoiceField(label=_("My name"))
    pin = forms.CharField(
        label=_("PIN"),
        max_length=PIN_LENGTH,
        widget=forms.PasswordInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "pattern": "[0-9]*"}
        ),
    )

    def __init__(self, *args: Any, subject: Room, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].choices = [
            *NOT_CHOSEN,
            *((f"pin:{seat.pk}", seat.user.name) for seat in seats_with_pins(subject)),
        ]


class PinForm(forms.Form):
    """A PIN of one's own; for somebody else none is typed."""

    wants_subject = wants_actor = True

    def __init__(self, *args: Any, subject: Seat, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if subject.user_id != actor.pk:
            return
        attrs = {"inputmode": "numeric", "autocomplete": "off"}
        for name, label in (("code", _("My PIN: six figures")), ("again", _("Once more"))):
            self.fields[name] = forms.RegexField(
                "^[0-9]{6}$",
                label=label,
                widget=forms.PasswordInput(attrs=attrs),
                error_messages={"invalid": _("A PIN is six figures.")},
            )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        code, again = typed.get("code", ""), typed.pop("again", "")
        if code and again and code != again:
            self.add_error("again", _("The two PINs differ."))
        if code and (len(set(code)) < 3 or code in "0123456789 9876543210"):
            self.add_error("code", _("Choose a PIN that is harder to guess."))
        return typed


class AlternateForm(forms.Form):
    """Whom to call, for which applications."""

    wants_subject = wants_actor = True

    seat = forms.ModelChoiceField(label=_("Who is called"), queryset=Seat.objects.none())
    applications = forms.ModelMultipleChoiceField(
        label=_("Applications"),
        queryset=Application.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, subject: Competition, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [*subject.scoring_roles(), SeatRole.ALTERNATE]
        seats = (
            Seat.objects.filter(competition=subject, role__in=roles).seated().select_related("user")
        )
        self.fields["seat"].queryset = seats.order_by("role", "pk")
        admitted = Application.objects.filter(competition=subject, state__in=SCORED)
        choose_from(self.fields["applications"], admitted.order_by("number"), subject, actor)


class MeetingForm(forms.ModelForm):
    """When and where the commission meets."""

    held_at = MomentField(label=_("Day and hour"))
    place_ky = LineField(label=_("Place, in Kyrgyz"), max_length=300)
    place_ru = LineField(label=_("Place, in Russian"), max_length=300)
    broadcast_link = forms.URLField(
        label=_("Link of the broadcast"), max_length=300, required=False, assume_scheme="https"
    )

    class Meta:
        model = Meeting
        fields = ("held_at", "place_ky", "place_ru", "broadcast_link")


class AttendanceForm(forms.Form):
    """Who is there."""

    wants_subject = True

    present = forms.TypedMultipleChoiceField(
        label=_("Present"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, subject: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = subject.competition.seated()
        self.fields["present"].choices = [
            (seat.pk, f"{seat.user.name}, {seat.get_role_display()}") for seat in seats
        ]
        self.fields["present"].initial = [
            pk for pk, present in subject.attendance.items() if present
        ]


class QuestionForm(forms.Form):
    asked_by = LineField(label=_("Who asks"), max_length=160, required=False)
    text = TextField(label=_("Question"), max_length=2000)
    answer = TextField(label=_("Answer"), max_length=2000, required=False)


class MotionForm(forms.Form):
    """What is put to the vote, and the vote of everybody present."""

    wants_subject = wants_actor = True

    text_ky = TextField(label=_("What is put to the vote, in Kyrgyz"), max_length=1000, rows=2)
    text_ru = TextField(label=_("What is put to the vote, in Russian"), max_length=1000, rows=2)
    application = forms.ModelChoiceField(
        label=_("About which application"),
        queryset=Application.objects.none(),
        required=False,
        empty_label=_("about none in particular"),
    )

    def __init__(self, *args: Any, subject: Meeting, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scored = Application.objects.filter(competition=subject.competition_id, state__in=SCORED)
        scored, call = scored.order_by("number"), subject.competition
        choose_from(self.fields["application"], scored, call, actor)
        self.seats = [] if subject.is_secret else subject.present_seats()
        self.counted = COUNTED if subject.is_secret else []
        for ballot in self.counted:
            self.fields[f"count_{ballot.value}"] = CountField(
                label=_("Votes: %(ballot)s") % {"ballot": ballot.label},
                largest=1000,
                required=False,
            )
        for seat in self.seats:
            self.fields[f"vote_{seat.pk}"] = forms.ChoiceField(
                label=seat.user.name, choices=[*NOT_CHOSEN, *Ballot.choices], required=False
            )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        votes = {
            seat.pk: typed[f"vote_{seat.pk}"] for seat in self.seats if typed.get(f"vote_{seat.pk}")
        }
        named = {name: typed.get(name) for name in ("text_ky", "text_ru", "application")}
        counts = {one.value: typed.get(f"count_{one.value}") or 0 for one in self.counted}
        return {**named, "votes": votes, "counts": counts}


class ConsentForm(forms.Form):
    """Which applicant agrees to be financed in part, and how little is enough."""

    wants_subject = wants_actor = True

    application = forms.ModelChoiceField(
        label=_("Application"), queryset=Application.objects.none()
    )
    least = MoneyField(label=_("The least the applicant agrees to, som"), smallest=Decimal("0.01"))
    way = forms.ChoiceField(label=_("How it was said"), choices=ConsentWay.choices)
    given_by = LineField(label=_("Who agreed: full name"), max_length=160)
    given_at = MomentField(label=_("Day and hour"), required=False)

    def __init__(self, *args: Any, subject: Competition, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scored = Application.objects.filter(competition=subject, state__in=SCORED)
        choose_from(self.fields["application"], scored.order_by("number"), subject, actor)


class AnswerForm(forms.Form):
    """What the commission answers to the checks."""

    wants_subject = True

    about = forms.MultipleChoiceField(
        label=_("Which checks are answered"), widget=forms.CheckboxSelectMultiple
    )
    words_ky = TextField(label=_("Answer of the commission, in Kyrgyz"), max_length=4000)
    words_ru = TextField(label=_("Answer of the commission, in Russian"), max_length=4000)

    def __init__(self, *args: Any, subject: Competition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        differing = differences_of(subject)
        answered = answers_to(subject, differing)
        kinds = [FairnessCheck(one["check"]) for one in differing]
        self.fields["about"].choices = [(kind.value, kind.label) for kind in kinds]
        self.fields["about"].initial = [kind.value for kind in kinds if kind not in answered]


class DissentForm(forms.Form):
    text = TextField(label=_("Your opinion"), max_length=4000, rows=6)


class TieForm(forms.Form):
    """A form about just these equal applications."""

    def __init__(self, *args: Any, lines: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = [number for number, _title in lines]


class OpenVoteForm(TieForm):
    """How many votes each of the equal applications got."""

    reason = TextField(label=_("Note"), max_length=2000, rows=2, required=False)

    def __init__(self, *args: Any, lines: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, lines=lines, **kwargs)
        for number, title in lines:
            label = _("Votes for № %(number)s. %(title)s") % {"number": number, "title": title}
            self.fields[f"votes_{number}"] = CountField(label=label, largest=1000)
        self.order_fields([*(f"votes_{number}" for number in self.numbers), "reason"])

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        votes = {number: typed.get(f"votes_{number}") for number in self.numbers}
        return {"votes": votes, "reason": typed.get("reason", "")}


class ChairsWordForm(TieForm):
    """In which order the chair puts them."""

    reason = TextField(label=_("Reason"), max_length=2000)

    def __init__(self, *args: Any, lines: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, lines=lines, **kwargs)
        for number, title in lines:
            label = _("Place of № %(number)s. %(title)s") % {"number": number, "title": title}
            self.fields[f"place_{number}"] = CountField(label=label, smallest=1, largest=len(lines))
        self.order_fields([*(f"place_{number}" for number in self.numbers), "reason"])

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        places = {number: typed.get(f"place_{number}") or 0 for number in self.numbers}
        if not self.errors and sorted(places.values()) != list(range(1, len(places) + 1)):
            self.add_error(
                None, _("Number them 1, 2, 3: every application has a place of its own.")
            )
        return {
            "order": sorted(places, key=lambda number: places[number]),
            "reason": typed.get("reason", ""),
        }


class LotForm(TieForm):
    """Who watches, and the word they put into the draw."""

    witnesses = TextField(label=_("Witnesses: full names"), max_length=1000, rows=2)
    word = LineField(
        label=_("A word or number the witnesses choose"), max_length=100, required=False
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        return {**typed, "numbers": self.numbers}


TIE_FORMS = {"open_vote": OpenVoteForm, "chairs_word": ChairsWordForm, "lot": LotForm}


class ProtocolForm(forms.ModelForm):
    """The commission's own words, and the meeting the protocol rests on."""

    words_ky = TextField(
        label=_("Words of the commission, in Kyrgyz"), max_length=10000, required=False
    )
    words_ru = TextField(
        label=_("Words of the commission, in Russian"), max_length=10000, required=False
    )

    class Meta:
        model = Protocol
        fields = ("meeting", "words_ky", "words_ru")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Meeting.objects.filter(competition=self.instance.competition_id).held()
        self.fields["meeting"].queryset = held


class ProposalForm(forms.Form):
    """What is decided about one application."""

    wants_subject = wants_actor = True

    application = forms.ModelChoiceField(
        label=_("Application"), queryset=Application.objects.none()
    )
    outcome = forms.ChoiceField(label=_("Decision"))
    granted = MoneyField(label=_("Grant, som"), required=False)
    place = CountField(label=_("Place in the reserve"), smallest=1, largest=1000, required=False)
    reason_ky = TextField(label=_("Reason, in Kyrgyz"), max_length=2000, rows=2, required=False)
    reason_ru = TextField(label=_("Reason, in Russian"), max_length=2000, rows=2, required=False)

    def __init__(self, *args: Any, subject: Protocol, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [
            (outcome.value, outcome.label) for outcome in subject.outcomes()
        ]
        every = Application.objects.filter(competition=subject.competition_id).received()
        known = every if subject.amends_id else every.filter(state__in=SCORED)
        known, call = known.order_by("number"), subject.competition
        choose_from(self.fields["application"], known, call, actor)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        return {"proposals": [typed]}


class ScanForm(forms.Form):
    """The signed paper in photos or files; who signed it and when is said with the first."""

    wants_subject = True

    scans = SeveralField(
        label=_("Photos or scans of the signed paper, in the order of its pages"),
        kinds=(PDF, *IMAGES),
        help_text=_("A phone offers its camera here; several pictures can be chosen at once."),
    )
    signed_on = DayField(label=_("Day the paper was signed"))
    signers = TextField(label=_("Who signed the paper: full names"), max_length=1000, rows=2)

    def __init__(self, *args: Any, subject: Protocol, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if subject.is_signed and subject.paper_signed_on:
            del self.fields["signed_on"], self.fields["signers"]
            return
        self.fields["signed_on"].initial = subject.paper_signed_on
        self.fields["signers"].initial = subject.paper_signers


class AppealForm(forms.Form):
    """Who does not agree, with what and why."""

    wants_subject = wants_actor = True

    application = forms.ModelChoiceField(
        label=_("Application"),
        queryset=Application.objects.none(),
        required=False,
        empty_label=_("about none in particular"),
    )
    about = forms.ChoiceField(label=_("Against what"), choices=AppealSubject.choices)
    words = TextField(label=_("What you do not agree with, and why"), max_length=5000, rows=6)

    def __init__(self, *args: Any, subject: Competition, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        received = Application.objects.filter(competition=subject).received().order_by("number")
        if is_clerk_of(actor, subject.municipality_id):
            self.fields["application"].queryset = received
            self.fields["filed_by_name"] = LineField(
                label=_("Who appeals: full name"), max_length=160
            )
            self.fields["filed_at"] = MomentField(label=_("Received at the desk"))
        else:
            own = received.of_person(actor)
            self.fields["application"].queryset = own
            self.fields["application"].required = True
            self.fields["application"].initial = own.first()


class DecisionForm(forms.Form):
    decision_ky = TextField(label=_("Decision and its reason, in Kyrgyz"), max_length=5000)
    decision_ru = TextField(label=_("Decision and its reason, in Russian"), max_length=5000)


class AnswerAppealForm(forms.Form):
    number = LineField(label=_("Number of the answer"), max_length=60)
    sent_on = DayField(label=_("Day it was sent"))


MOST_EFFECTS = 4


class UpholdForm(DecisionForm):
    """The decision, what follows from it in words, and what becomes of which application."""

    wants_subject = wants_actor = True

    effect_ky = TextField(
        label=_("What follows from it, in Kyrgyz"),
        max_length=2000,
        help_text=_("It becomes the reason in the amending protocol."),
    )
    effect_ru = TextField(label=_("What follows from it, in Russian"), max_length=2000)

    def __init__(self, *args: Any, subject: Appeal, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = Application.objects.filter(competition=subject.competition_id).received()
        for place in range(1, MOST_EFFECTS + 1):
            number = {"place": place}
            chosen = forms.ModelChoiceField(
                label=_("Change %(place)s: application") % number,
                queryset=Application.objects.none(),
                required=False,
                empty_label=_("no change"),
            )
            choose_from(chosen, every.order_by("number"), subject.competition, actor)
            self.fields |= {
                f"application_{place}": chosen,
                f"outcome_{place}": forms.ChoiceField(
                    label=_("Change %(place)s: it becomes") % number,
                    choices=[*NOT_CHOSEN, *Outcome.choices],
                    required=False,
                ),
                f"granted_{place}": MoneyField(
                    label=_("Change %(place)s: grant, som") % number, required=False
                ),
                f"place_{place}": CountField(
                    label=_("Change %(place)s: place in the reserve") % number,
                    smallest=1,
                    largest=1000,
                    required=False,
                ),
            }

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        effects, named = [], set()
        for place in range(1, MOST_EFFECTS + 1):
            row = {
                name: typed.pop(f"{name}_{place}", None)
                for name in ("application", "outcome", "granted", "place")
            }
            if not any(value not in (None, "") for value in row.values()):
                continue
            for name in ("application", "outcome"):
                if not row[name] and f"{name}_{place}" not in self.errors:
                    self.add_error(f"{name}_{place}", _("Choose the application and its outcome."))
            if row["application"] in named:
                words = _("Say of each application once what becomes of it.")
                self.add_error(f"application_{place}", words)
            named.add(row["application"])
            effects.append(row)
        return typed | {"effects": effects}


def tie_numbers(written: str) -> list[int]:
    """The registration numbers in an address: 3-7-12."""
    parts = written.split("-")
    if not all(part.isdecimal() and len(part) < 7 for part in parts):
        return []
    return sorted(int(part) for part in parts)
