"""Forms of the agreement: its text, the winner's signature, its amendments."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from audit import clock
from awards.actions.agreement import adopted_wording, latest_serial
from awards.choices import LONGEST_WORDING
from awards.models import Agreement, Amendment, Award
from awards.models.amendment import LONGEST_TERMS
from awards.models.wording import USUAL, faults_of
from competitions.choices import Purchasing
from ui.fields import mark_tongues
from ui.forms import (
    CountField,
    DayField,
    LineField,
    MoneyField,
    RowsField,
    TextField,
    UploadField,
)
from ui.som import in_figures
from ui.uploads import IMAGES, PDF

HOW = _("A field is written in braces, as in the list of fields; it is filled when printed.")


class LinesForm(forms.Form):
    """One sum for every line of the budget."""

    wants_subject = True

    def __init__(self, *args: Any, subject: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        award = subject.award if isinstance(subject, Agreement) else subject
        self.lines = {f"line_{line.pk}": line for line in award.books.lines}
        for name, line in self.lines.items():
            self.fields[name] = MoneyField(
                label=line.title,
                initial=line.amount,
                help_text=_("%(source)s; in the application %(asked)s som")
                % {"source": line.get_source_display(), "asked": in_figures(line.asked_amount)},
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        lines = {}
        for name, line in self.lines.items():
            amount = cleaned.pop(name, None)
            if amount is not None and amount != line.amount:
                lines[line.pk] = amount
        cleaned["lines"] = lines
        self.cleaned_data = cleaned
        return cleaned


class ArrangeForm(LinesForm):
    pass


def two_texts(rows: int = 24) -> dict[str, forms.Field]:
    """The terms in both languages, each in a field of its own."""
    return {
        "text_ky": TextField(
            label=_("Terms in Kyrgyz"), max_length=LONGEST_WORDING, rows=rows, help_text=HOW
        ),
        "text_ru": TextField(
            label=_("Terms in Russian"), max_length=LONGEST_WORDING, rows=rows, help_text=HOW
        ),
    }


class TextsForm(forms.Form):
    """Two texts with named fields: what is wrong with a field is said with its name and line."""

    text_ky = two_texts()["text_ky"]
    text_ru = two_texts()["text_ru"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mark_tongues(self.fields)

    def clean_text_ky(self) -> str:
        return self._known("text_ky", "ky")

    def clean_text_ru(self) -> str:
        return self._known("text_ru", "ru")

    def _known(self, name: str, language: str) -> str:
        text = self.cleaned_data[name].replace("\r\n", "\n")
        found = faults_of(text, language)
        if found:
            raise ValidationError(found)
        return text


class DraftForm(TextsForm):
    """The texts to begin with; the first number of a year may be chosen."""

    wants_subject = True
    serial = CountField(
        label=_("Number of this first agreement of the year"),
        required=False,
        smallest=Decimal(1),
        largest=Decimal(99999),
        help_text=_("Left empty: 1. Another one, if agreements of this year stand in a book."),
    )

    def __init__(self, *args: Any, subject: Award, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        municipality = subject.competition.municipality
        wording = adopted_wording(municipality)
        for language in ("ky", "ru"):
            self.fields[f"text_{language}"].initial = (
                getattr(wording, f"text_{language}") if wording else USUAL[language]
            )
        self.order_fields(["serial", "text_ky", "text_ru"])
        if latest_serial(municipality, clock.today().year) is not None:
            del self.fields["serial"]

    def clean_serial(self) -> int | None:
        serial = self.cleaned_data.get("serial")
        return None if serial is None else int(serial)


class AgreementEditForm(TextsForm):
    wants_subject = True

    def __init__(self, *args: Any, subject: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("text_ky", "text_ru"):
            self.fields[name].initial = getattr(subject, name)


class TrancheRow(forms.Form):
    amount = MoneyField(label=_("Sum, som"), smallest=Decimal("0.01"))
    on = DayField(label=_("Not later than"), required=False)
    needs_report = forms.BooleanField(label=_("After an accepted interim report"), required=False)


class InterimRow(forms.Form):
    on = DayField(label=_("Interim report due on"))


class DaysForm(forms.Form):
    """When the work begins, in what parts the grant comes, when interim reports are due."""

    wants_subject = True
    starts_on = DayField(
        label=_("First day of the work"),
        required=False,
        help_text=_("Left empty: the day on which both have signed."),
    )
    winner_details = TextField(
        label=_("Identity and account of the winner"),
        max_length=1000,
        rows=3,
        required=False,
        help_text=_("As it is to stand in the agreement: document, address, bank account."),
    )
    tranches = RowsField(
        TrancheRow,
        label=_("Tranches"),
        extra=2,
        most=20,
        sums={"amount": _("Total")},
        help_text=_("Together exactly the grant. Left empty: payments are planned later."),
    )
    interim_days = RowsField(InterimRow, label=_("Interim reports"), extra=2, most=12)

    def __init__(self, *args: Any, subject: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].initial = subject.starts_on
        self.fields["winner_details"].initial = subject.winner_details
        self.fields["tranches"].initial = subject.tranches
        self.fields["interim_days"].initial = [{"on": day} for day in subject.interim_days]
        if subject.award.competition.purchasing != Purchasing.TRANCHES:
            del self.fields["tranches"]

    def clean_tranches(self) -> list[dict[str, Any]]:
        rows = self.cleaned_data["tranches"]
        return [{name: row[name] for name in ("amount", "on", "needs_report")} for row in rows]

    def clean_interim_days(self) -> list[Any]:
        return [row["on"] for row in self.cleaned_data["interim_days"]]


class SignatureForm(forms.Form):
    winner_name = LineField(label=_("Who signed for the winner"), max_length=160)
    winner_signed_on = DayField(label=_("Signed on"))
    scan = UploadField(
        label=_("Scan of the signed agreement"),
        kinds=(PDF, *IMAGES),
        help_text=_("A PDF of all pages, or a photo."),
    )


class ExtendSigningForm(forms.Form):
    until = DayField(label=_("New last day for signing"))
    order_number = LineField(label=_("Number of the head's order"), max_length=60)
    reason_ky = TextField(label=_("Reason, in Kyrgyz"), max_length=2000)
    reason_ru = TextField(label=_("Reason, in Russian"), max_length=2000)


class AmendForm(LinesForm):
    """An amendment both sides have signed on paper already."""

    reason_ky = TextField(label=_("Reason, in Kyrgyz"), max_length=2000)
    reason_ru = TextField(label=_("Reason, in Russian"), max_length=2000)
    implementation_until = DayField(
        label=_("New last day of implementation, if it moves"), required=False
    )
    winner_name = LineField(label=_("Who signed for the winner"), max_length=160, required=False)
    winner_signed_on = DayField(label=_("Signed by the winner on"), required=False)
    on = DayField(label=_("Amendment signed on"))
    scan = UploadField(label=_("Scan"), kinds=(PDF, *IMAGES), required=False)


class AmendmentForm(LinesForm):
    """What is to be changed, beside what stands now: sums, the last day, words of the terms."""

    reason_ky = TextField(label=_("Reason, in Kyrgyz"), max_length=2000)
    reason_ru = TextField(label=_("Reason, in Russian"), max_length=2000)
    implementation_until = DayField(
        label=_("New last day of implementation, if it moves"), required=False
    )
    text_ky = TextField(
        label=_("Terms in Kyrgyz"),
        max_length=LONGEST_TERMS,
        rows=16,
        required=False,
        help_text=_("Change only what is amended: old and new are set side by side."),
    )
    text_ru = TextField(
        label=_("Terms in Russian"), max_length=LONGEST_TERMS, rows=16, required=False
    )

    def __init__(self, *args: Any, subject: Agreement | Amendment, **kwargs: Any) -> None:
        drafted = subject if isinstance(subject, Amendment) else None
        agreement = drafted.agreement if drafted else subject
        super().__init__(*args, subject=agreement, **kwargs)
        for language in ("ky", "ru"):
            field = self.fields[f"text_{language}"]
            field.initial = agreement.text_in(language)
        if drafted is not None:
            self._as_drafted(drafted)
        mark_tongues(self.fields)

    def _as_drafted(self, drafted: Amendment) -> None:
        for change in drafted.changes.get("lines", []):
            self.fields[f"line_{change['id']}"].initial = Decimal(change["after"])
        moved = drafted.changes.get("implementation_until")
        self.fields["implementation_until"].initial = moved["after"] if moved else None
        for name in ("reason_ky", "reason_ru", "text_ky", "text_ru"):
            self.fields[name].initial = getattr(drafted, name) or self.fields[name].initial


class SignAmendmentForm(forms.Form):
    on = DayField(label=_("Signed on"), required=False, help_text=_("Left empty: today."))
