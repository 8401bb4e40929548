"""Forms of reports."""

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.choices import ReportKind
from awards.models import Report
from ui.forms import CountField, TextField


class ReportBeginForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=ReportKind)


class ReportForm(forms.ModelForm):
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
