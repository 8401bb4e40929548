"""Forms of the agreement: its text, the winner's signature, its amendments."""

from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _

from awards.models import Agreement
from ui.forms import DayField, LineField, MoneyField, TextField, UploadField
from ui.som import in_figures
from ui.uploads import IMAGES, PDF


def usual_terms(language: str) -> str:
    """The terms an agreement usually has; the office changes them as its own regulation says."""
    with translation.override(language):
        return now_in_words(
            "1. The winner carries the initiative out by the approved budget and plan.\n"
            "2. The grant is spent only on the lines approved for it; what is "
            "unspent is given back.\n"
            "3. The winner makes the contributions that were promised and keeps their documents.\n"
            "4. The winner lets the aiyl okmotu visit the place and hands in the reports in term.\n"
            "5. When the own contribution falls short, the rule of the announcement applies.\n"
            "6. The head of the aiyl okmotu may terminate the agreement when it is not kept."
        )


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


class DraftForm(forms.Form):
    text_ky = TextField(label=_("Terms in Kyrgyz"), max_length=12000, rows=12)
    text_ru = TextField(label=_("Terms in Russian"), max_length=12000, rows=12)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language in ("ky", "ru"):
            field = self.fields[f"text_{language}"]
            field.widget.attrs["lang"] = language
            field.initial = usual_terms(language)


class AgreementEditForm(forms.ModelForm):
    text_ky = TextField(label=_("Terms in Kyrgyz"), max_length=12000, rows=12)
    text_ru = TextField(label=_("Terms in Russian"), max_length=12000, rows=12)

    class Meta:
        model = Agreement
        fields = ["text_ky", "text_ru"]


class SignatureForm(forms.Form):
    winner_name = LineField(label=_("Who signed for the winner"), max_length=160)
    winner_signed_on = DayField(label=_("Signed on"))
    scan = UploadField(label=_("Scan of the signed agreement"), kinds=(PDF, *IMAGES))


class AmendForm(LinesForm):
    on = DayField(label=_("Amendment signed on"))
    reason_ky = TextField(label=_("Reason, in Kyrgyz"), max_length=2000)
    reason_ru = TextField(label=_("Reason, in Russian"), max_length=2000)
    implementation_until = DayField(
        label=_("New last day of implementation, if it moves"), required=False
    )
    scan = UploadField(label=_("Scan"), kinds=(PDF, *IMAGES), required=False)
