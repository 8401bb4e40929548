"""Forms of reports: one page a subject, and what the office answers."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audit import clock
from awards.choices import AdderKind, ReportKind
from awards.models import Report
from ui.forms import CountField, DayField, FigureField, LineField, RowsField, TextField

MOST_ROWS = 40


class ReportBeginForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=ReportKind)


class OutcomeRowForm(forms.Form):
    """What was planned, and beside it what came."""

    planned = LineField(label=_("What was planned"), max_length=300)
    planned_quantity = FigureField(label=_("How much was planned"), required=False)
    unit = LineField(label=_("Unit"), max_length=40, required=False)
    came_quantity = FigureField(label=_("How much came"), required=False)
    came = LineField(label=_("What came"), max_length=500, required=False)


class AdditionRowForm(forms.Form):
    kind = forms.ChoiceField(label=_("Who added"), choices=[("", ""), *AdderKind.choices])
    givers = CountField(label=_("How many of them"), largest=100_000, required=False)
    what = LineField(label=_("What was added"), max_length=300)
    quantity = FigureField(label=_("How much"), required=False)


class GatheringRowForm(forms.Form):
    title = LineField(label=_("Gathering"), max_length=300)
    held_on = DayField(label=_("Day"), required=False)
    participants = CountField(label=_("Participants"), largest=100_000)
    women = CountField(label=_("Of them women"), largest=100_000)
    men = CountField(label=_("Of them men"), largest=100_000, required=False)
    proposals = CountField(label=_("Proposals and questions"), largest=100_000, required=False)
    accepted = CountField(label=_("Of them accepted"), largest=100_000, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        whole, women, men = (cleaned.get(name) for name in ("participants", "women", "men"))
        if whole is not None and women is not None:
            if women > whole:
                self.add_error("women", _("More than the participants."))
            elif men is not None and women + men != whole:
                self.add_error("men", _("Women and men together are not the participants."))
        proposals, accepted = cleaned.get("proposals"), cleaned.get("accepted")
        if accepted is not None and accepted > (proposals or 0):
            self.add_error("accepted", _("More than the proposals."))
        held_on = cleaned.get("held_on")
        if held_on and held_on > clock.today():
            self.add_error("held_on", _("This day has not come yet."))
        return cleaned


FIGURES = ("planned_quantity", "came_quantity", "quantity")


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    """A kept row as its form shows it."""
    figures = {name: Decimal(row[name]) for name in FIGURES if row.get(name) not in (None, "")}
    return row | figures | {"id": None}


class Page(forms.ModelForm):
    """A page of the report: its rows leave it as the report keeps them."""

    tables: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.tables:
            self.initial[name] = [_typed(row) for row in getattr(self.instance, name)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in self.tables:
            if name in cleaned:
                cleaned[name] = [
                    {key: value for key, value in row.items() if key not in ("id", "DELETE")}
                    for row in cleaned[name]
                ]
        return cleaned

    def _post_clean(self) -> None:
        # The row itself is judged by the act; what was typed stays beside its field here.
        return


class WorkPage(Page):
    tables = ("outcomes",)

    words = TextField(label=_("What was done"), max_length=6000, rows=6, required=False)
    outcomes = RowsField(
        OutcomeRowForm,
        label=_("Result by result"),
        extra=1,
        most=MOST_ROWS,
        required=False,
        help_text=_(
            "What the application planned stands there already: write beside it what came."
        ),
    )
    results = TextField(
        label=_("Results against the plan"), max_length=6000, rows=4, required=False
    )

    class Meta:
        model = Report
        fields = ["words", "results"]

    field_order = ["words", "outcomes", "results"]


class PeoplePage(Page):
    women = CountField(label=_("Women who benefit"), required=False)
    men = CountField(label=_("Men who benefit"), required=False)
    children = CountField(label=_("Of them children under 18"), required=False)
    youth = CountField(label=_("Of them young people 18 to 28"), required=False)
    elderly = CountField(label=_("Of them elderly people"), required=False)
    disabled = CountField(label=_("Of them people with disability"), required=False)
    paid_women = CountField(label=_("Women who were paid for work"), required=False)
    paid_men = CountField(label=_("Men who were paid for work"), required=False)
    paid_with_disability = CountField(
        label=_("Of them from families with disability"), required=False
    )

    class Meta:
        model = Report
        fields = [
            "women",
            "men",
            "children",
            "youth",
            "elderly",
            "disabled",
            "paid_women",
            "paid_men",
            "paid_with_disability",
        ]


class MeetingsPage(Page):
    tables = ("gatherings",)

    gatherings = RowsField(
        GatheringRowForm,
        label=_("Gatherings of residents"),
        extra=1,
        most=MOST_ROWS,
        required=False,
        help_text=_("Left empty, the men are the participants who are not women."),
    )

    class Meta:
        model = Report
        fields: list[str] = []


class AfterPage(Page):
    tables = ("additions",)

    additions = RowsField(
        AdditionRowForm, label=_("Who added what"), extra=1, most=MOST_ROWS, required=False
    )
    added_participants = CountField(
        label=_("How many people took part in it"), largest=1_000_000, required=False
    )
    added_afterwards = TextField(
        label=_("What others added afterwards"), max_length=4000, required=False
    )
    cared_by = TextField(label=_("Who takes care of it now"), max_length=1000, required=False)

    class Meta:
        model = Report
        fields = ["added_participants", "added_afterwards", "cared_by"]

    field_order = ["additions", "added_participants", "added_afterwards", "cared_by"]


class AnswersPage(forms.Form):
    """Each point it was returned for, with its own answer."""

    wants_subject = True

    def __init__(self, *args: Any, subject: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = [item["what"] for item in subject.items]
        for number, item in enumerate(subject.items):
            self.fields[f"answer_{number}"] = TextField(
                label=item["what"],
                max_length=1000,
                rows=3,
                required=False,
                initial=item["answer"],
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        answers = [
            {"what": what, "answer": cleaned.get(f"answer_{number}") or ""}
            for number, what in enumerate(self.asked)
        ]
        self.cleaned_data = {"items": answers}
        return self.cleaned_data


class ItemRowForm(forms.Form):
    what = LineField(label=_("What to mend"), max_length=500)


class SendReportBackForm(forms.Form):
    items = RowsField(ItemRowForm, label=_("Point by point"), extra=2, least=1, most=20)
    until = DayField(label=_("To be handed in again until"))

    def clean_items(self) -> list[str]:
        return [row["what"] for row in self.cleaned_data["items"]]


REPORT_PAGES: dict[str, tuple[Any, type[forms.BaseForm]]] = {
    "work": (_("The work and its results"), WorkPage),
    "people": (_("People"), PeoplePage),
    "meetings": (_("Gatherings"), MeetingsPage),
    "after": (_("What came after"), AfterPage),
    "answers": (_("Answers"), AnswersPage),
}
