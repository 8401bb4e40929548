"""The agreement with the winner, and its amendments."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from audit import clock
from audit.acts import Beginning, says
from awards import rules
from awards.choices import AgreementState
from awards.models.award import Award
from awards.querysets import HangingQuerySet
from ui.languages import pick


class Agreement(models.Model):
    """What the aiyl okmotu and the winner sign, in two languages."""

    award = models.ForeignKey(
        Award, models.PROTECT, related_name="agreements", verbose_name=_("award")
    )
    number = models.CharField(_("number"), max_length=40)
    text_ky = models.TextField(_("terms in Kyrgyz"), max_length=12000, blank=True)
    text_ru = models.TextField(_("terms in Russian"), max_length=12000, blank=True)
    winner_signed_on = models.DateField(_("signed by the winner on"), null=True, blank=True)
    winner_name = models.CharField(_("who signed for the winner"), max_length=160, blank=True)
    scan = models.FileField(_("scan"), upload_to="agreements/%Y/", max_length=200, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    drafted_at = models.DateTimeField(_("drafted"))
    state = FSMField(
        _("state"),
        choices=AgreementState,
        default=AgreementState.DRAFTED,
        protected=True,
        editable=False,
    )

    objects = HangingQuerySet.as_manager()

    beginning = Beginning(
        verb="draft_agreement",
        label=_("Draft the agreement"),
        done=_("Agreement drafted"),
        may=rules.may_keep,
        conditions=[
            rules.award_waits_for_agreement,
            rules.results_are_published,
            rules.agreement_is_one,
        ],
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["award"],
                condition=models.Q(state__in=[AgreementState.DRAFTED, AgreementState.SIGNED]),
                name="one_agreement_an_award",
            )
        ]

    def __str__(self) -> str:
        return f"№ {self.number}"

    @property
    def journal_chain(self) -> str:
        return self.award.journal_chain

    def get_absolute_url(self) -> str:
        return reverse("agreement_detail", args=[self.pk])

    @property
    def text(self) -> str:
        return pick(self, "text")

    @transition(
        state,
        source=AgreementState.DRAFTED,
        target=None,
        permission=rules.may_keep,
        custom=says(_("Edit the terms"), _("Terms of the agreement edited"), silent=True),
    )
    def edit(self, *, at, text_ky, text_ru):
        self.text_ky, self.text_ru = text_ky, text_ru
        # A changed text has not been signed by anybody.
        self.winner_signed_on, self.winner_name, self.scan = None, "", ""

    @transition(
        state,
        source=AgreementState.DRAFTED,
        target=None,
        permission=rules.may_keep,
        conditions=[rules.agreement_texts_are_there, rules.award_waits_for_agreement],
        custom=says(
            _("Enter the winner's signature"), _("Winner's signature entered"), weight="main"
        ),
    )
    def enter_signature(self, *, at, winner_name, winner_signed_on, scan=None):
        if winner_signed_on > clock.local_day(at):
            raise ValidationError({"winner_signed_on": _("This day has not come yet.")})
        if winner_signed_on < clock.local_day(self.drafted_at):
            raise ValidationError(
                {"winner_signed_on": _("This day is before the agreement was drafted.")}
            )
        self.winner_name, self.winner_signed_on = winner_name, winner_signed_on
        if scan:
            self.scan = scan

    @transition(
        state,
        source=AgreementState.DRAFTED,
        target=AgreementState.SIGNED,
        permission=rules.may_decide,
        conditions=[
            rules.agreement_texts_are_there,
            rules.winner_has_signed,
            rules.signing_term_runs,
            rules.lines_give_the_grant,
        ],
        custom=says(_("Sign the agreement"), _("Agreement signed"), weight="main"),
    )
    def sign(self, *, at, facts, sha256):
        self.signed_on, self.facts, self.sha256 = clock.local_day(at), facts, sha256

    @transition(
        state,
        source=AgreementState.SIGNED,
        target=None,
        permission=rules.may_decide,
        conditions=[rules.ledger_is_open],
        custom=says(_("Amend the agreement"), _("Agreement amended")),
    )
    def amend(self, *, at, on, reason_ky, reason_ru, lines, implementation_until=None):
        if not lines and implementation_until is None:
            raise ValidationError(_("Say what is amended: a sum of the budget or the last day."))
        if on > clock.local_day(at):
            raise ValidationError({"on": _("This day has not come yet.")})

    @transition(
        state,
        source=AgreementState.SIGNED,
        target=AgreementState.CLOSED,
        permission=rules.may_close,
        custom=says(_("Close the agreement"), _("Agreement closed")),
    )
    def close(self, *, at):
        pass

    @transition(
        state,
        source=[AgreementState.DRAFTED, AgreementState.SIGNED],
        target=AgreementState.TERMINATED,
        permission=rules.may_end_agreement,
        custom=says(_("Terminate the agreement"), _("Agreement terminated"), weight="danger"),
    )
    def terminate(self, *, at):
        pass


class Amendment(models.Model):
    """What was changed in a signed agreement, with the reason."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="amendments")
    number = models.PositiveSmallIntegerField(_("number"))
    on = models.DateField(_("signed on"))
    reason_ky = models.TextField(_("reason in Kyrgyz"), max_length=2000)
    reason_ru = models.TextField(_("reason in Russian"), max_length=2000)
    changes = models.JSONField(_("what is changed"), default=dict)
    scan = models.FileField(_("scan"), upload_to="agreements/%Y/", max_length=200, blank=True)
    made_at = models.DateTimeField(_("recorded"))

    objects = HangingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="one_amendment_a_number")
        ]

    def __str__(self) -> str:
        return f"№ {self.number}"

    @property
    def award(self) -> Award:
        return self.agreement.award

    @property
    def reason(self) -> str:
        return pick(self, "reason")
