"""The form of a day sheet: the day, the work, and the list of people as it was pasted."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.choices import Sex
from audit.canonical import fingerprint
from awards import ledger
from awards.choices import HOURS_OF_A_DAY, MOST_WORKERS
from awards.forms.day_list import DayList, read_day
from awards.models import Contribution
from ui.forms import CountField, DayField, FigureField, LineField, TextField
from ui.pasting import LONGEST
from ui.som import in_figures


class RateChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        words = _("%(giver)s: %(what)s, %(rate)s som / %(unit)s")
        return str(
            words
            % {
                "giver": obj.giver,
                "what": obj.what or obj.get_kind_display(),
                "rate": in_figures(obj.rate_amount),
                "unit": obj.unit,
            }
        )


class DaySheetForm(forms.Form):
    """A list is first shown as it was understood; only then is it recorded."""

    wants_subject = True

    contribution = RateChoice(
        queryset=None, label=_("Whose promise, at which rate"), empty_label=None
    )
    worked_on = DayField(label=_("Day of the work"))
    work = LineField(label=_("What was done"), max_length=300)
    people = TextField(
        label=_("Who worked: one person a line"),
        max_length=LONGEST,
        rows=12,
        required=False,
        help_text=_(
            "Copy the list from Excel or from a message and paste it here: name, women or men, "
            "hours, in any order. Example: Асанова Айгүл, ж, 7,5"
        ),
    )
    unnamed_women = CountField(
        label=_("Women besides those named"), required=False, largest=MOST_WORKERS
    )
    unnamed_men = CountField(
        label=_("Men besides those named"), required=False, largest=MOST_WORKERS
    )
    hours_each = FigureField(
        label=_("Hours of each who has none on the list"),
        places=2,
        smallest="0.01",
        largest=HOURS_OF_A_DAY,
        required=False,
    )
    responsible = LineField(label=_("Who kept the sheet"), max_length=200, required=False)

    def __init__(self, *args: Any, subject: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The page begins below an award; a print of the list knows no other.
        fitting = [one.pk for one in subject.books.contributions if one.takes_day_sheets]
        self.fields["contribution"].queryset = Contribution.objects.filter(pk__in=fitting).order_by(
            "pk"
        )
        self.list: DayList | None = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.list = read_day(cleaned.get("people") or "", cleaned.get("hours_each"))
        if len(self.list.lines) > MOST_WORKERS:
            words = ngettext(
                "A sheet names at most %(most)s person. Divide the list.",
                "A sheet names at most %(most)s people. Divide the list.",
                MOST_WORKERS,
            )
            self.add_error("people", words % {"most": MOST_WORKERS})
        elif self.list.faults:
            self.add_error("people", self.list.faults)
        for name in ("unnamed_women", "unnamed_men"):
            cleaned[name] = cleaned.get(name) or 0
        unnamed = cleaned["unnamed_women"] + cleaned["unnamed_men"]
        if unnamed and cleaned.get("hours_each") is None and "hours_each" not in self.errors:
            self.add_error("hours_each", _("Say how many hours each of them worked."))
        if not self.list.lines and not unnamed and "people" not in self.errors:
            self.add_error("people", _("Nobody is on the sheet: name people or count them."))
        cleaned.pop("people", None)
        cleaned["workers"] = self.list.workers
        self.cleaned_data = cleaned
        return cleaned

    @property
    def reckoned(self) -> dict[str, Any] | None:
        """The sheet as it would be recorded: people, hours and worth."""
        facts = self.cleaned_data
        given = facts.get("contribution")
        if self.errors or given is None:
            return None
        sexes = [worker["sex"] for worker in facts["workers"]]
        unnamed = facts["unnamed_women"] + facts["unnamed_men"]
        hours = sum(worker["hours"] for worker in facts["workers"])
        hours += unnamed * (facts["hours_each"] or 0)
        people = len(sexes) + unnamed
        women = sexes.count(Sex.FEMALE) + facts["unnamed_women"]
        men = sexes.count(Sex.MALE) + facts["unnamed_men"]
        return {
            "people": people,
            "women": women,
            "men": men,
            "unsaid": people - women - men,
            "hours": hours,
            "rate": given.rate_amount,
            "unit": given.unit,
            "hours_a_unit": given.hours_a_unit,
            "worth": ledger.worth_of_hours(hours, given.rate_amount, given.hours_a_unit),
        }

    @property
    def mark(self) -> str:
        """By this the page knows again what was looked at before it is recorded."""
        facts = dict(self.cleaned_data)
        facts["contribution"] = facts["contribution"].pk
        return fingerprint({name: str(value) for name, value in facts.items()})

    @property
    def was_seen(self) -> bool:
        """Whether exactly this was shown before."""
        return self.data.get("seen", "") == self.mark
