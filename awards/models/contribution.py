"""The contributions ledger: what was promised, what came, what was used."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from applications.choices import GiverKind
from audit import clock
from audit.acts import Beginning, says
from awards import rules
from awards.choices import HOURS_OF_A_WORKING_DAY, ContributionState
from awards.models.award import NOT_NEGATIVE, SOME, Award
from awards.querysets import HangingQuerySet
from competitions.choices import ContributionKind
from ui.languages import pick
from ui.som import in_figures

# By these words in its unit a rate says for how much time it is.
HOUR_WORDS = ("саат", "час", "hour")
DAY_WORDS = ("күн", "смен", "день", "дня", "дней", "дн", "day", "shift")
HOURLY_KINDS = (ContributionKind.LABOUR, ContributionKind.SERVICES)


def hours_in(*units: str) -> int | None:
    """How many hours one unit of a rate is: an hour, a working day; None when it is neither."""
    words = " ".join(units).lower()
    if any(word in words for word in HOUR_WORDS):
        return 1
    return HOURS_OF_A_WORKING_DAY if any(word in words for word in DAY_WORDS) else None


class Contribution(models.Model):
    """One promise of one giver, with the rate frozen by the call."""

    award = models.ForeignKey(
        Award, models.PROTECT, related_name="contributions", verbose_name=_("award")
    )
    giver = models.CharField(_("who gives"), max_length=200)
    giver_kind = models.CharField(_("kind of giver"), max_length=12, choices=GiverKind)
    kind = models.CharField(_("kind of contribution"), max_length=8, choices=ContributionKind)
    what = models.CharField(_("what is given"), max_length=200, blank=True)
    quantity = models.DecimalField(
        _("quantity"), max_digits=10, decimal_places=3, default=Decimal(1), validators=SOME
    )
    unit_ky = models.CharField(_("unit in Kyrgyz"), max_length=40, blank=True)
    unit_ru = models.CharField(_("unit in Russian"), max_length=40, blank=True)
    rate_amount = models.DecimalField(
        _("value of one, som"), max_digits=12, decimal_places=2, validators=SOME
    )
    by_rate = models.BooleanField(_("reckoned by the rate of the call"), default=False)
    amount = models.DecimalField(
        _("promised, som"), max_digits=12, decimal_places=2, validators=SOME
    )
    added_later = models.BooleanField(_("added after the award"), default=False)
    confirmed_amount = models.DecimalField(
        _("confirmed, som"),
        max_digits=12,
        decimal_places=2,
        default=Decimal(0),
        validators=NOT_NEGATIVE,
    )
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    proof_document = models.CharField(_("letter or receipt"), max_length=200, blank=True)
    proof = models.FileField(
        _("proof"), upload_to="contributions/%Y/%m/", max_length=200, blank=True
    )
    used_amount = models.DecimalField(
        _("used, som"), max_digits=12, decimal_places=2, default=Decimal(0), validators=NOT_NEGATIVE
    )
    withdrawn_amount = models.DecimalField(
        _("withdrawn of the promise, som"),
        max_digits=12,
        decimal_places=2,
        default=Decimal(0),
        validators=NOT_NEGATIVE,
    )
    # Without this day nobody outside the office and the group learns who gives.
    named_on = models.DateField(_("agreed to be named on"), null=True, blank=True)
    state = FSMField(
        _("state"),
        choices=ContributionState,
        default=ContributionState.PROMISED,
        protected=True,
        editable=False,
    )

    objects = HangingQuerySet.as_manager()

    beginning = Beginning(
        verb="promise",
        label=_("Add a contribution"),
        done=_("Contribution promised"),
        may=rules.may_record,
        conditions=[rules.ledger_is_open],
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(used_amount__lte=models.F("confirmed_amount")),
                name="used_within_confirmed",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_amount__lte=models.F("amount")),
                name="withdrawn_within_promise",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.giver}: {self.what or self.get_kind_display()}"

    @property
    def journal_chain(self) -> str:
        return self.award.journal_chain

    def get_absolute_url(self) -> str:
        return reverse("contribution_detail", args=[self.pk])

    @property
    def is_cash(self) -> bool:
        return self.kind == ContributionKind.CASH

    @property
    def is_labour(self) -> bool:
        return self.kind == ContributionKind.LABOUR

    @property
    def unit(self) -> str:
        return pick(self, "unit")

    @property
    def hours_a_unit(self) -> int | None:
        """How many hours the frozen rate is for; None where it is not for time."""
        return hours_in(self.unit_ky, self.unit_ru) if self.by_rate else None

    @property
    def takes_day_sheets(self) -> bool:
        """Whether a day's work, of people or machines, can be recorded as a part of it."""
        waits = self.state in (ContributionState.PROMISED, ContributionState.CONFIRMED)
        return waits and self.kind in HOURLY_KINDS and self.hours_a_unit is not None

    @property
    def public_giver(self) -> str:
        """Who gives, as outsiders may read it: the name only with consent, else the kind."""
        return self.giver if self.named_on else str(self.get_giver_kind_display())

    @property
    def left(self) -> Decimal:
        """What was confirmed and not yet used, som."""
        return self.confirmed_amount - self.used_amount

    @property
    def awaited(self) -> Decimal:
        """What of the promise neither came nor was withdrawn, som."""
        return max(self.amount - self.withdrawn_amount - self.confirmed_amount, Decimal(0))

    @transition(
        state,
        source=[ContributionState.PROMISED, ContributionState.CONFIRMED],
        target=ContributionState.CONFIRMED,
        permission=rules.may_record,
        conditions=[rules.ledger_is_open],
        custom=says(_("Confirm"), _("Contribution confirmed"), weight="main"),
    )
    def confirm(self, *, at, amount, document, on, file=None):
        if on > clock.local_day(at):
            raise ValidationError({"on": _("This day has not come yet.")})
        self.confirmed_amount += amount
        self.proof_document, self.confirmed_on = document, on
        if file:
            self.proof = file

    @transition(
        state,
        source=ContributionState.CONFIRMED,
        target=None,
        permission=rules.may_record,
        conditions=[rules.ledger_is_open, rules.contribution_is_not_money],
        custom=says(_("Record a use"), _("Use of the contribution recorded"), weight="main"),
    )
    def use(self, *, at, amount, on, document):
        if on > clock.local_day(at):
            raise ValidationError({"on": _("This day has not come yet.")})
        if amount > self.left:
            sentence = _(
                "Only %(left)s som is left of what was confirmed; this use is worth %(amount)s som."
            )
            raise ValidationError(
                sentence % {"left": in_figures(self.left), "amount": in_figures(amount)}
            )
        self.used_amount += amount

    @transition(
        state,
        source=ContributionState.CONFIRMED,
        target=ContributionState.USED,
        permission=rules.may_finish,
        conditions=[rules.use_is_complete],
        custom=says(_("Nothing more will be used"), _("Contribution used")),
    )
    def finish(self, *, at, used=None):
        if used is not None:
            self.used_amount = used

    @transition(
        state,
        source=[ContributionState.PROMISED, ContributionState.CONFIRMED],
        target=ContributionState.WITHDRAWN,
        permission=rules.may_record,
        conditions=[rules.ledger_is_open, rules.nothing_is_used_yet, rules.purse_can_spare_it],
        custom=says(_("Withdraw the contribution"), _("Contribution withdrawn"), weight="danger"),
    )
    def withdraw(self, *, at):
        self.confirmed_amount, self.withdrawn_amount = Decimal(0), self.amount

    @transition(
        state,
        source=[ContributionState.PROMISED, ContributionState.CONFIRMED],
        target=None,
        permission=rules.may_record,
        conditions=[rules.ledger_is_open, rules.something_is_not_used],
        custom=says(_("Withdraw a part"), _("Part of the contribution withdrawn"), weight="danger"),
    )
    def withdraw_part(self, *, at, part):
        taken_back = max(part - self.awaited, Decimal(0))
        if taken_back > rules.spare_of(self):
            sentence = _("At most %(most)s som can still be withdrawn: the rest has been used.")
            most = in_figures(self.awaited + rules.spare_of(self))
            raise ValidationError({"part": sentence % {"most": most}})
        self.confirmed_amount -= taken_back
        # What was given beyond the promise was never part of it.
        self.withdrawn_amount = min(self.withdrawn_amount + part, self.amount)
        if not self.confirmed_amount and self.withdrawn_amount == self.amount:
            sentence = _("That is all of it: withdraw the contribution as a whole.")
            raise ValidationError({"part": sentence})

    @transition(
        state,
        source=[ContributionState.CONFIRMED, ContributionState.USED],
        target=ContributionState.CONFIRMED,
        permission=rules.may_record,
        conditions=[rules.ledger_is_open, rules.contribution_is_not_money],
        custom=says(_("Take a use out of the books"), _("Use taken out of the books")),
    )
    def take_out(self, *, at, used, confirmed):
        self.used_amount -= used
        self.confirmed_amount = max(self.confirmed_amount - confirmed, self.used_amount)

    @transition(
        state,
        source=[
            ContributionState.PROMISED,
            ContributionState.CONFIRMED,
            ContributionState.USED,
            ContributionState.WITHDRAWN,
        ],
        target=None,
        permission=rules.may_record,
        custom=says(_("Consent to be named"), _("Consent of the giver recorded")),
    )
    def name_giver(self, *, at, named_on=None):
        if named_on and named_on > clock.local_day(at):
            raise ValidationError({"named_on": _("This day has not come yet.")})
        self.named_on = named_on

    @transition(
        state,
        source=[
            ContributionState.PROMISED,
            ContributionState.CONFIRMED,
            ContributionState.USED,
        ],
        target=None,
        permission=rules.may_record,
        conditions=[rules.work_is_under_way],
        custom=says(_("Attach proof"), _("Proof attached")),
    )
    def attach(self, *, at):
        pass


class Confirmation(models.Model):
    """One part of a promise that came: a receipt, a letter, an act."""

    contribution = models.ForeignKey(
        Contribution, models.PROTECT, related_name="confirmations", verbose_name=_("contribution")
    )
    award = models.ForeignKey(Award, models.PROTECT, related_name="+", verbose_name=_("award"))
    quantity = models.DecimalField(
        _("quantity"), max_digits=10, decimal_places=3, null=True, blank=True
    )
    amount = models.DecimalField(_("worth, som"), max_digits=12, decimal_places=2, validators=SOME)
    document = models.CharField(_("letter or receipt"), max_length=200)
    # The number of a receipt for money, as numbers are compared.
    receipt = models.CharField(_("number of the receipt"), max_length=200, blank=True)
    on = models.DateField(_("on"))
    stands = models.BooleanField(_("stands"), default=True)
    recorded_at = models.DateTimeField(_("recorded"))
    # A day sheet confirms by itself what nobody had confirmed before.
    sheet = models.ForeignKey(
        "awards.DaySheet", models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = HangingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["award", "receipt"],
                condition=models.Q(stands=True) & ~models.Q(receipt=""),
                name="one_receipt_an_award",
                violation_error_message=_(
                    "A receipt with this number is already entered for this award."
                ),
            ),
            models.UniqueConstraint(
                fields=["contribution", "document", "on"],
                condition=models.Q(stands=True),
                name="one_confirmation_a_document",
                violation_error_message=_(
                    "This document of this day is already entered for this contribution."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.document


class Use(models.Model):
    """One use of a contribution: an act, a day sheet."""

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="uses")
    quantity = models.DecimalField(
        _("quantity"), max_digits=10, decimal_places=3, null=True, blank=True
    )
    amount = models.DecimalField(_("worth, som"), max_digits=12, decimal_places=2, validators=SOME)
    document = models.CharField(_("act or day sheet"), max_length=200)
    on = models.DateField(_("on"))
    women = models.PositiveSmallIntegerField(_("women at work"), null=True, blank=True)
    men = models.PositiveSmallIntegerField(_("men at work"), null=True, blank=True)
    hours = models.DecimalField(_("hours"), max_digits=7, decimal_places=2, null=True, blank=True)
    file = models.FileField(_("file"), upload_to="uses/%Y/%m/", max_length=200, blank=True)
    recorded_at = models.DateTimeField(_("recorded"))
    sheet = models.OneToOneField(
        "awards.DaySheet", models.PROTECT, related_name="use", null=True, blank=True
    )
    stands = models.BooleanField(_("stands"), default=True)

    objects = HangingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "document", "on"],
                condition=models.Q(stands=True),
                name="one_use_a_document",
                violation_error_message=_(
                    "This document of this day is already entered for this contribution."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.document

    @property
    def award(self) -> Award:
        return self.contribution.award


class Proof(models.Model):
    """A photo or a scan that shows that a contribution came, or how it was used."""

    contribution = models.ForeignKey(
        Contribution, models.PROTECT, related_name="proofs", verbose_name=_("contribution")
    )
    confirmation = models.ForeignKey(
        Confirmation,
        models.PROTECT,
        related_name="proofs",
        null=True,
        blank=True,
        verbose_name=_("letter or receipt"),
    )
    use = models.ForeignKey(
        Use,
        models.PROTECT,
        related_name="proofs",
        null=True,
        blank=True,
        verbose_name=_("act or day sheet"),
    )
    file = models.FileField(_("file"), upload_to="contributions/%Y/%m/", max_length=200)
    caption = models.CharField(_("what it shows"), max_length=200, blank=True)
    added_at = models.DateTimeField(_("added"))

    objects = HangingQuerySet.as_manager()

    def __str__(self) -> str:
        return self.caption or self.file.name.rpartition("/")[2]

    @property
    def award(self) -> Award:
        return self.contribution.award
