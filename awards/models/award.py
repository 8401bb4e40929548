"""The award: a grant to one initiative, from the decision to the closing."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from applications.models import Application
from audit import clock
from audit.acts import Beginning, says
from awards import rules
from awards.choices import HANDED_IN, AgreementState, AwardState, TerminationGround
from awards.models.books import Books
from awards.models.due import interim_left, next_report
from awards.models.own_share import OwnShare, own_share_of
from awards.models.shortfall import Step, steps_of
from awards.querysets import AwardQuerySet
from competitions.choices import Shortfall
from competitions.models import Competition
from ui.som import in_figures

SOME = [MinValueValidator(Decimal("0.01"))]
NOT_NEGATIVE = [MinValueValidator(Decimal(0))]


class Award(models.Model):
    """A grant given to an application by a signed decision."""

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="+", verbose_name=_("application")
    )
    competition = models.ForeignKey(
        Competition, models.PROTECT, related_name="+", verbose_name=_("call")
    )
    protocol_number = models.CharField(_("number of the decision"), max_length=60)
    amount = models.DecimalField(_("grant"), max_digits=12, decimal_places=2, validators=SOME)
    own_promised = models.DecimalField(
        _("own contribution promised"), max_digits=12, decimal_places=2, validators=NOT_NEGATIVE
    )
    granted_at = models.DateTimeField(_("granted"))
    agreed_at = models.DateTimeField(_("agreement signed"), null=True, blank=True)
    implementation_until = models.DateField(_("implementation until"), null=True, blank=True)
    signing_until = models.DateField(_("term for signing moved to"), null=True, blank=True)
    reduced_to = models.DecimalField(
        _("grant after the cut"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=NOT_NEGATIVE,
    )
    shortfall_rule = models.CharField(
        _("what followed from the shortfall"), max_length=10, choices=Shortfall, blank=True
    )
    shortfall_words = models.TextField(_("how it was reckoned"), max_length=2000, blank=True)
    shortfall_figures = models.JSONField(default=dict, blank=True, editable=False)
    shortfall_at = models.DateTimeField(_("shortfall decided"), null=True, blank=True)
    settled_at = models.DateTimeField(_("accounts made up"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_ground = models.CharField(
        _("ground"), max_length=12, choices=TerminationGround, blank=True
    )
    ended_reason = models.TextField(_("reason"), max_length=2000, blank=True)
    reminded_at = models.DateTimeField(_("reminded of what is owed"), null=True, blank=True)
    report_reminded_at = models.DateTimeField(_("reminded of the report"), null=True, blank=True)
    wound_up_at = models.DateTimeField(_("closing act drawn up"), null=True, blank=True)
    state = FSMField(
        _("state"), choices=AwardState, default=AwardState.GRANTED, protected=True, editable=False
    )

    objects = AwardQuerySet.as_manager()

    beginning = Beginning(
        verb="grant", label=_("Grant"), done=_("Grant awarded"), may=rules.may_grant
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=models.Q(
                    state__in=[AwardState.GRANTED, AwardState.AGREED, AwardState.CLOSED]
                ),
                name="one_award_an_application",
            ),
            models.CheckConstraint(
                condition=models.Q(reduced_to=None) | models.Q(reduced_to__lte=models.F("amount")),
                name="cut_only_lowers_the_grant",
            ),
        ]
        indexes = [models.Index(fields=["competition", "state"], name="awards_of_call")]

    def __str__(self) -> str:
        return str(self.application)

    @property
    def journal_chain(self) -> str:
        return self.competition.journal_chain

    def get_absolute_url(self) -> str:
        return reverse("award_detail", args=[self.pk])

    @property
    def grant(self) -> Decimal:
        """The grant as it stands now, som."""
        return self.amount if self.reduced_to is None else self.reduced_to

    @property
    def sign_until(self) -> datetime | None:
        """The last minute for signing: by a decision of the head, else by the call's term from the
        publication or from a later award."""
        if self.signing_until is not None:
            return clock.last_minute_of(self.signing_until)
        published = self.competition.published_at
        if published is None:
            return None
        return clock.end_of_day(max(published, self.granted_at) + self.competition.agreement_term)

    @property
    def shortfall_steps(self) -> list[Step]:
        """How what follows from the shortfall was reckoned, step by step in words and numbers."""
        return steps_of(self.shortfall_figures) if self.shortfall_figures else []

    @property
    def has_closing_act(self) -> bool:
        """Whether its closing act is drawn up."""
        return self.state == AwardState.CLOSED or self.wound_up_at is not None

    @cached_property
    def extensions_known(self) -> list[Any]:
        """The decisions that moved the term for signing, in order."""
        if self.signing_until is None:
            return []
        return sorted(self.signing_extensions.all(), key=lambda one: one.pk)

    @property
    def last_day(self) -> date | None:
        """The last day of implementation, by the call or by an amendment."""
        return self.implementation_until or self.competition.implementation_until

    @property
    def _interim_days(self) -> list[Any]:
        signed = (one for one in self.agreements_known if one.state == AgreementState.SIGNED)
        return next((one.interim_days for one in signed), [])

    @property
    def interim_days_missed(self) -> list[date]:
        """The days of interim reports to which no handed-in report belongs, the first first.

        A final report that is handed in leaves none to wait for.
        """
        given = [one for one in self.books.reports if one.state in HANDED_IN]
        if any(one.is_final for one in given):
            return []
        return interim_left(self._interim_days, len(given))

    @property
    def report_due_on(self) -> date | None:
        """The last day for handing the next report in; none while nothing is expected."""
        if self.state != AwardState.AGREED:
            return None
        reports = self.books.reports
        returned = [one.returned_until for one in reports if one.returned_until is not None]
        given = [one for one in reports if one.state in HANDED_IN]
        return next_report(
            last_day=self.last_day,
            report_days=self.competition.report_days,
            returned_until=returned[-1] if returned else None,
            interim_days=self._interim_days,
            given=len(given),
            has_final=any(one.is_final for one in given),
        )

    @property
    def is_under_way(self) -> bool:
        return self.state == AwardState.AGREED

    @cached_property
    def books(self) -> Books:
        return Books(self)

    @cached_property
    def own_share(self) -> OwnShare:
        """What the agreement asks of the own contribution, and where it stands."""
        return own_share_of(self)

    @cached_property
    def agreements_known(self) -> list[Any]:
        """Every agreement drafted for it, the one that counts last."""
        return sorted(
            self.agreements.all(), key=lambda one: (one.state != AgreementState.TERMINATED, one.pk)
        )

    @property
    def agreement(self) -> Any:
        """The agreement that counts: the one in force, else the latest."""
        return self.agreements_known[-1] if self.agreements_known else None

    @cached_property
    def _speakers(self) -> dict[int, bool]:
        return {}

    def spoken_for_by(self, user: Any) -> bool:
        """Whether this person represents the initiative or belongs to its group."""
        if user.pk not in self._speakers:
            self._speakers[user.pk] = self.application.speaks_for(user)
        return self._speakers[user.pk]

    @transition(
        state,
        source=AwardState.GRANTED,
        target=None,
        permission=rules.may_keep,
        custom=says(_("Arrange the budget"), _("Budget arranged")),
    )
    def arrange(self, *, at, lines):
        pass

    @transition(
        state,
        source=AwardState.GRANTED,
        target=None,
        permission=rules.may_decide,
        conditions=[rules.signing_term_runs],
        custom=says(_("Extend the term for signing"), _("Term for signing extended")),
    )
    def extend_signing(self, *, at, until):
        if until <= clock.local_day(self.sign_until):
            raise ValidationError({"until": _("The new last day is after the present one.")})
        if self.last_day is not None and until > self.last_day:
            raise ValidationError({"until": _("This is after the last day of the work.")})
        self.signing_until = until

    @transition(
        state,
        source=AwardState.GRANTED,
        target=AwardState.AGREED,
        permission=rules.may_decide,
        conditions=[rules.signing_term_runs, rules.lines_give_the_grant],
        custom=says(_("Agree"), _("Agreement signed")),
    )
    def agree(self, *, at):
        self.agreed_at = at

    @transition(
        state,
        source=AwardState.GRANTED,
        target=AwardState.FORGONE,
        permission=rules.may_give_up,
        custom=says(_("Give the award up"), _("Award given up by the winner"), weight="danger"),
    )
    def forgo(self, *, at):
        self.ended_at = at

    @transition(
        state,
        source=AwardState.GRANTED,
        target=AwardState.FORGONE,
        permission=rules.may_decide,
        conditions=[rules.signing_term_has_passed],
        custom=says(
            _("Declare the award forgone"),
            _("Award forgone: the agreement was not signed in term"),
            weight="danger",
        ),
    )
    def lapse(self, *, at):
        self.ended_at = at

    @transition(
        state,
        source=AwardState.AGREED,
        target=None,
        permission=rules.may_decide,
        conditions=[rules.ledger_is_open],
        custom=says(_("Move the last day"), _("Last day of implementation moved")),
    )
    def postpone(self, *, at, until):
        if until < clock.local_day(at):
            raise ValidationError({"implementation_until": _("This day has passed already.")})
        self.implementation_until = until

    @transition(
        state,
        source=AwardState.AGREED,
        target=None,
        permission=rules.may_decide,
        conditions=[
            rules.final_report_is_accepted,
            rules.contributions_fell_short,
            rules.shortfall_is_open,
        ],
        custom=says(
            _("Decide on the shortfall"),
            _("Shortfall of the own contribution decided"),
            weight="main",
        ),
    )
    def resolve_shortfall(self, *, at, rule, words, grant, figures):
        if rule == Shortfall.CUT:
            self.reduced_to = grant
        self.shortfall_rule, self.shortfall_words, self.shortfall_at = rule, words, at
        self.shortfall_figures = figures

    @transition(
        state,
        source=AwardState.AGREED,
        target=None,
        permission=rules.may_keep,
        conditions=[
            rules.final_report_is_accepted,
            rules.shortfall_is_resolved,
            rules.nothing_waits_to_be_paid,
            rules.purchases_are_accounted,
            rules.accounts_are_not_made_up,
        ],
        custom=says(_("Make up the accounts"), _("Accounts made up"), weight="main"),
    )
    def settle_up(self, *, at, due_on):
        if due_on < clock.local_day(at):
            raise ValidationError({"due_on": _("This day has passed already.")})
        self.settled_at = at

    @transition(
        state,
        source=AwardState.AGREED,
        target=AwardState.CLOSED,
        permission=rules.may_close,
        conditions=[
            rules.accounts_are_made_up,
            rules.every_payment_is_accounted,
            rules.every_obligation_is_met,
            rules.every_finding_is_mended,
        ],
        custom=says(_("Close the award"), _("Award closed"), weight="main"),
    )
    def close(self, *, at):
        self.ended_at = at

    @transition(
        state,
        source=AwardState.AGREED,
        target=AwardState.TERMINATED,
        permission=rules.may_decide,
        conditions=[rules.accounts_are_not_made_up],
        custom=says(_("Terminate the agreement"), _("Agreement terminated"), weight="danger"),
    )
    def terminate(self, *, at, ground, reason, due_on, demanded):
        if due_on < clock.local_day(at):
            raise ValidationError({"due_on": _("This day has passed already.")})
        most = self.books.spent_from_grant - self.books.owed_from_grant
        if demanded > most:
            sentence = _("At most %(most)s som can be demanded; what is unspent goes back anyway.")
            raise ValidationError({"demanded": sentence % {"most": in_figures(most)}})
        self.ended_at, self.ended_reason, self.settled_at = at, reason, at
        self.ended_ground = ground

    @transition(
        state,
        source=AwardState.TERMINATED,
        target=None,
        permission=rules.may_close,
        conditions=[
            rules.accounts_are_made_up,
            rules.every_payment_is_accounted,
            rules.every_obligation_is_met,
            rules.closing_act_is_not_drawn_up,
        ],
        custom=says(_("Draw up the closing act"), _("Closing act drawn up"), weight="main"),
    )
    def wind_up(self, *, at):
        self.wound_up_at = at

    @transition(
        state,
        source=AwardState.AGREED,
        target=None,
        permission=rules.may_remind,
        conditions=[rules.report_reminder_is_due],
        custom=says(_("Remind of the report"), _("Reminded of the report"), silent=True),
    )
    def remind_of_report(self, *, at):
        self.report_reminded_at = at

    @transition(
        state,
        source=[AwardState.AGREED, AwardState.TERMINATED],
        target=None,
        permission=rules.may_remind,
        conditions=[rules.debt_reminder_is_due],
        custom=says(
            _("Remind of what is owed"), _("Reminded of what has to be given back"), silent=True
        ),
    )
    def remind(self, *, at):
        self.reminded_at = at

    @transition(
        state,
        source=[AwardState.GRANTED, AwardState.AGREED],
        target=AwardState.TERMINATED,
        permission=rules.may_grant,
        conditions=[rules.nothing_is_paid],
        custom=says(
            _("Take the award back after an appeal"),
            _("Award taken back by an amending protocol"),
            weight="danger",
        ),
    )
    def revoke(self, *, at, reason):
        self.ended_at, self.ended_reason = at, reason
