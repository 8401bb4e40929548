"""The settings that a regulation proposes and a call fixes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.formats import number_format
from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _

from competitions.choices import (
    ApplicantKind,
    Combining,
    ContributionKind,
    Cutoff,
    InitiativeKind,
    Purchasing,
    RungKind,
    Shortfall,
    Signers,
    Voting,
)

NOT_NEGATIVE = [MinValueValidator(Decimal(0))]
PERCENT = [MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))]


LISTS: dict[str, Any] = {
    "counted_kinds": ContributionKind,
    "kinds": InitiativeKind,
    "applicant_kinds": ApplicantKind,
}


def every_contribution() -> list[str]:
    return [str(kind) for kind in ContributionKind]


def usual_ladder() -> list[dict[str, str]]:
    return [
        {"kind": str(kind)} for kind in (RungKind.OWN_SHARE, RungKind.BENEFICIARIES, RungKind.LOT)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting as people read it, with the point of the local act it rests on."""

    name: str
    label: str
    value: str
    point: str


class Terms(models.Model):
    """What a municipality's regulation may set; the defaults are this product's, not the law's."""

    minimum_open_days = models.PositiveSmallIntegerField(_("shortest reception, days"), default=10)
    agreement_days = models.PositiveSmallIntegerField(_("days to sign the agreement"), default=15)
    report_days = models.PositiveSmallIntegerField(
        _("days to hand in the final report"), default=30
    )
    paper_required = models.BooleanField(_("paper copies are required"), default=False)
    minimum_share = models.DecimalField(
        _("smallest own share, percent"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(0),
        validators=PERCENT,
    )
    counted_kinds = models.JSONField(_("contributions that count"), default=every_contribution)
    shortfall = models.CharField(
        _("when the own contribution falls short"),
        max_length=10,
        choices=Shortfall,
        default=Shortfall.CUT,
    )
    line_tolerance = models.DecimalField(
        _("how far a budget line may be overspent, percent"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(10),
        validators=PERCENT,
    )
    purchasing = models.CharField(
        _("who buys"), max_length=15, choices=Purchasing, default=Purchasing.TRANCHES
    )
    combining = models.CharField(
        _("how points are combined"),
        max_length=20,
        choices=Combining,
        default=Combining.SUM_OF_MEANS,
    )
    pass_mark = models.DecimalField(
        _("pass mark"), max_digits=7, decimal_places=2, default=Decimal(0), validators=NOT_NEGATIVE
    )
    minimum_scores = models.PositiveSmallIntegerField(
        _("fewest scores for an application"), default=3
    )
    quorum_numerator = models.PositiveSmallIntegerField(_("quorum: parts"), default=2)
    quorum_denominator = models.PositiveSmallIntegerField(
        _("quorum: of"), default=3, validators=[MinValueValidator(1)]
    )
    minimum_members = models.PositiveSmallIntegerField(
        _("fewest members of the commission"), default=3
    )
    # Left empty, the municipality sets none, and no page claims that there is one.
    minimum_women = models.DecimalField(
        _("smallest share of women in the commission, percent"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=PERCENT,
    )
    minimum_outside = models.PositiveSmallIntegerField(
        _("fewest outside members of the commission"), null=True, blank=True
    )
    composition_binds = models.BooleanField(
        _("a change that leaves the commission short of its minimums is refused"), default=False
    )
    secretary_scores = models.BooleanField(_("the secretary scores and votes"), default=False)
    hidden = models.BooleanField(_("applicants are hidden behind codes"), default=False)
    ladder = models.JSONField(_("tie ladder"), default=usual_ladder)
    cutoff = models.CharField(
        _("when the money runs out"), max_length=10, choices=Cutoff, default=Cutoff.STOP
    )
    part_minimum_share = models.DecimalField(
        _("smallest part of the sum asked, percent"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(50),
        validators=PERCENT,
    )
    reserve_places = models.PositiveSmallIntegerField(_("places in the reserve"), default=3)
    reserve_days = models.PositiveSmallIntegerField(_("days the reserve is valid"), default=180)
    extension_times = models.PositiveSmallIntegerField(
        _("how often reception may be extended"), default=1
    )
    extension_days = models.PositiveSmallIntegerField(_("shortest extension, days"), default=5)
    cure_times = models.PositiveSmallIntegerField(
        _("how often an application may be returned to be mended"), default=1
    )
    cure_days = models.PositiveSmallIntegerField(_("days to mend"), default=5)
    applications_per_applicant = models.PositiveSmallIntegerField(
        _("applications by one applicant"), default=1
    )
    voting = models.CharField(
        _("how the commission votes"), max_length=10, choices=Voting, default=Voting.BY_NAME
    )
    signers = models.CharField(
        _("who signs the protocol"), max_length=20, choices=Signers, default=Signers.CHAIR
    )
    appeal_days = models.PositiveSmallIntegerField(_("days to answer an appeal"), default=14)
    short_form_below = models.DecimalField(
        _("short form below this sum"),
        max_digits=12,
        decimal_places=2,
        default=Decimal(20000),
        validators=NOT_NEGATIVE,
    )

    class Meta:
        abstract = True

    @classmethod
    def term_names(cls) -> list[str]:
        """The names of all settings, in their order."""
        return [field.name for field in Terms._meta.get_fields()]

    def terms_taken_from(self, other: "Terms") -> None:
        """Take over every setting of another row: a new call copies its regulation."""
        for name in self.term_names():
            setattr(self, name, getattr(other, name))

    @property
    def agreement_term(self) -> timedelta:
        return timedelta(days=self.agreement_days)

    def settings_shown(self, names: Iterable[str]) -> list[Setting]:
        """These settings in the reader's words, for a page or a paper."""
        points = self.points_of_the_act()
        return [
            Setting(
                name=name,
                label=self.called(name),
                value=self.shown(name),
                point=points.get(name, ""),
            )
            for name in names
            if name != "quorum_denominator"
        ]

    def called(self, name: str) -> str:
        """What a setting is called; the two figures of the quorum are one setting to a reader."""
        if name == "quorum_numerator":
            return now_in_words("quorum of the commission")
        return str(self._meta.get_field(name).verbose_name)

    def points_of_the_act(self) -> dict[str, str]:
        """The points of the municipality's regulation, setting by setting."""
        raise NotImplementedError

    def criteria_named(self) -> dict[str, str]:
        """The criteria's titles by their keys, for a rung that names one."""
        raise NotImplementedError

    def shown(self, name: str) -> str:
        """One setting in the reader's words."""
        value, field = getattr(self, name), self._meta.get_field(name)
        if name == "ladder":
            return "; ".join(self.rungs())
        if name == "quorum_numerator":
            parts = {"parts": self.quorum_numerator, "of": self.quorum_denominator}
            return now_in_words("%(parts)s of %(of)s of the seats") % parts
        if value is None and name in self.term_names():
            return now_in_words("not set")
        if name in LISTS:
            return ", ".join(str(LISTS[name](kind).label) for kind in value) or "–"
        if field.choices:
            return str(getattr(self, f"get_{name}_display")())
        if isinstance(value, bool):
            return now_in_words("yes") if value else now_in_words("no")
        if isinstance(value, Decimal):
            whole = value == value.to_integral_value()
            return number_format(value, decimal_pos=0 if whole else 2, force_grouping=True)
        return str(value)

    def rungs(self) -> list[str]:
        """The tie ladder, rung by rung."""
        named = self.criteria_named()
        return [
            f"{RungKind(rung['kind']).label}: {named.get(rung.get('criterion', ''), '–')}"
            if rung["kind"] == RungKind.CRITERION_MEAN
            else str(RungKind(rung["kind"]).label)
            for rung in self.ladder
        ]
