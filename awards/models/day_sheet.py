"""Day sheets: who worked on one day, how many hours, and what the work is worth."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from accounts.choices import Sex
from audit import clock
from audit.acts import Beginning, says
from awards import rules
from awards.choices import HOURS_OF_A_DAY, DaySheetState
from awards.models.award import SOME, Award
from awards.models.contribution import Contribution
from awards.querysets import HangingQuerySet
from ui.languages import pick

HOURS = [MinValueValidator(Decimal("0.01")), MaxValueValidator(Decimal(HOURS_OF_A_DAY))]


class DaySheet(models.Model):
    """The work of one day: people by name or by count, hours, the frozen rate, the value."""

    award = models.ForeignKey(
        Award, models.PROTECT, related_name="day_sheets", verbose_name=_("award")
    )
    contribution = models.ForeignKey(
        Contribution, models.PROTECT, related_name="day_sheets", verbose_name=_("contribution")
    )
    number = models.PositiveSmallIntegerField(_("number of the sheet"))
    worked_on = models.DateField(_("day of the work"))
    work = models.CharField(_("what was done"), max_length=300)
    responsible = models.CharField(_("who kept the sheet"), max_length=200, blank=True)
    rate_amount = models.DecimalField(
        _("rate, som"), max_digits=12, decimal_places=2, validators=SOME
    )
    unit_ky = models.CharField(_("unit in Kyrgyz"), max_length=40)
    unit_ru = models.CharField(_("unit in Russian"), max_length=40)
    hours_a_unit = models.PositiveSmallIntegerField(_("hours the rate is for"))
    # Those who are named stand in `workers`; these are the others.
    unnamed_women = models.PositiveSmallIntegerField(_("women not named"), default=0)
    unnamed_men = models.PositiveSmallIntegerField(_("men not named"), default=0)
    hours_each = models.DecimalField(
        _("hours each"), max_digits=4, decimal_places=2, null=True, blank=True, validators=HOURS
    )
    women = models.PositiveSmallIntegerField(_("women at work"), default=0)
    men = models.PositiveSmallIntegerField(_("men at work"), default=0)
    people = models.PositiveSmallIntegerField(_("people at work"))
    hours = models.DecimalField(_("hours in all"), max_digits=9, decimal_places=2, validators=SOME)
    amount = models.DecimalField(_("worth, som"), max_digits=12, decimal_places=2, validators=SOME)
    # What nobody had confirmed before: the sheet itself is the proof that it came.
    confirmed_amount = models.DecimalField(
        _("confirmed by the sheet, som"), max_digits=12, decimal_places=2, default=Decimal(0)
    )
    recorded_at = models.DateTimeField(_("recorded"))
    state = FSMField(
        _("state"),
        choices=DaySheetState,
        default=DaySheetState.RECORDED,
        protected=True,
        editable=False,
    )

    objects = HangingQuerySet.as_manager()

    beginning = Beginning(
        verb="record_sheet",
        label=_("Record a day sheet"),
        done=_("Day sheet recorded"),
        may=rules.may_record,
        conditions=[rules.ledger_is_open, rules.work_by_the_hour_is_promised],
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["award", "number"], name="one_day_sheet_a_number")
        ]

    def __str__(self) -> str:
        return str(_("Day sheet № %(number)s") % {"number": self.number})

    @property
    def journal_chain(self) -> str:
        return self.award.journal_chain

    def get_absolute_url(self) -> str:
        return reverse("daysheet_detail", args=[self.pk])

    @property
    def unit(self) -> str:
        return pick(self, "unit")

    @property
    def unsaid(self) -> int:
        """People of whom the sheet does not say whether they are women or men."""
        return self.people - self.women - self.men

    def clean(self) -> None:
        if self.worked_on > clock.today():
            raise ValidationError({"worked_on": _("This day has not come yet.")})
        agreed_at = self.award.agreed_at
        if agreed_at and self.worked_on < clock.local_day(agreed_at):
            sentence = _("Work before the agreement was signed does not count.")
            raise ValidationError({"worked_on": sentence})

    @transition(
        state,
        source=DaySheetState.RECORDED,
        target=DaySheetState.STRUCK_OUT,
        permission=rules.may_record,
        conditions=[rules.ledger_is_open],
        custom=says(_("Strike out"), _("Day sheet struck out"), weight="danger"),
    )
    def strike_sheet(self, *, at):
        pass

    @transition(
        state,
        source=DaySheetState.RECORDED,
        target=None,
        permission=rules.may_record,
        conditions=[rules.work_is_under_way],
        custom=says(_("Attach proof"), _("Proof attached"), weight="main"),
    )
    def attach(self, *, at):
        pass


class Worker(models.Model):
    """One person named on a day sheet."""

    sheet = models.ForeignKey(DaySheet, models.PROTECT, related_name="workers")
    award = models.ForeignKey(Award, models.PROTECT, related_name="+")
    worked_on = models.DateField(_("day of the work"))
    position = models.PositiveSmallIntegerField(_("place on the sheet"))
    name = models.CharField(_("name"), max_length=200)
    # The name as names are compared.
    known_by = models.CharField(max_length=200, editable=False)
    sex = models.CharField(_("sex"), max_length=6, choices=Sex, blank=True)
    hours = models.DecimalField(_("hours"), max_digits=4, decimal_places=2, validators=HOURS)
    # Not those of a sheet that was struck out.
    stands = models.BooleanField(default=True, editable=False)

    objects = HangingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["award", "worked_on", "known_by"],
                condition=models.Q(stands=True),
                name="one_person_a_day",
            )
        ]

    def __str__(self) -> str:
        return self.name
