"""Amendments of a signed agreement: what was, what is to be, signed by both sides."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from audit import clock
from audit.acts import Beginning, says
from awards import rules
from awards.choices import AmendmentState
from awards.models.agreement import Agreement
from awards.models.award import Award
from awards.querysets import HangingQuerySet
from ui.languages import pick

LONGEST_TERMS = 20000


class Amendment(models.Model):
    """What is changed in a signed agreement, with the reason."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="amendments")
    number = models.PositiveSmallIntegerField(_("number"))
    reason_ky = models.TextField(_("reason in Kyrgyz"), max_length=2000)
    reason_ru = models.TextField(_("reason in Russian"), max_length=2000)
    changes = models.JSONField(_("what is changed"), default=dict)
    text_ky = models.TextField(_("terms in Kyrgyz"), max_length=LONGEST_TERMS, blank=True)
    text_ru = models.TextField(_("terms in Russian"), max_length=LONGEST_TERMS, blank=True)
    winner_name = models.CharField(_("who signed for the winner"), max_length=160, blank=True)
    winner_signed_on = models.DateField(_("signed by the winner on"), null=True, blank=True)
    on = models.DateField(_("signed on"), null=True, blank=True)
    scan = models.FileField(_("scan"), upload_to="agreements/%Y/", max_length=200, blank=True)
    made_at = models.DateTimeField(_("recorded"))
    state = FSMField(
        _("state"),
        choices=AmendmentState,
        default=AmendmentState.DRAFTED,
        protected=True,
        editable=False,
    )

    objects = HangingQuerySet.as_manager()

    beginning = Beginning(
        verb="draft_amendment",
        label=_("Draft an amendment"),
        done=_("Amendment drafted"),
        may=rules.may_close,
        conditions=[
            rules.agreement_is_in_force,
            rules.ledger_is_open,
            rules.no_amendment_is_drafted,
        ],
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="one_amendment_a_number"),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(state=AmendmentState.DRAFTED),
                name="one_amendment_drafted",
                violation_error_message=_("Another amendment is drafted: sign it or drop it."),
            ),
        ]

    def __str__(self) -> str:
        facts = {"number": self.number, "agreement": self.agreement.number}
        return now_in_words("Amendment № %(number)s of agreement № %(agreement)s") % facts

    @property
    def award(self) -> Award:
        return self.agreement.award

    @property
    def journal_chain(self) -> str:
        return self.agreement.journal_chain

    def get_absolute_url(self) -> str:
        return reverse("amendment_detail", args=[self.pk])

    @property
    def reason(self) -> str:
        return pick(self, "reason")

    @property
    def last_days(self) -> tuple[date, date] | None:
        """The last day of the work before and after, where it moves."""
        moved = self.changes.get("implementation_until")
        if not moved:
            return None
        return date.fromisoformat(moved["before"]), date.fromisoformat(moved["after"])

    @property
    def is_in_force(self) -> bool:
        return self.state == AmendmentState.SIGNED

    @transition(
        state,
        source=AmendmentState.DRAFTED,
        target=None,
        permission=rules.may_close,
        conditions=[rules.ledger_is_open],
        custom=says(_("Change the draft"), _("Draft of the amendment changed")),
    )
    def redraft(self, *, at, reason_ky, reason_ru, changes, text_ky, text_ru):
        self.reason_ky, self.reason_ru, self.changes = reason_ky, reason_ru, changes
        self.text_ky, self.text_ru = text_ky, text_ru
        # What has changed has not been signed by anybody.
        self.winner_signed_on, self.winner_name, self.scan = None, "", ""

    @transition(
        state,
        source=AmendmentState.DRAFTED,
        target=None,
        permission=rules.may_close,
        conditions=[rules.ledger_is_open],
        custom=says(
            _("Enter the winner's signature"),
            _("Winner's signature under the amendment entered"),
            weight="main",
        ),
    )
    def enter_signature(self, *, at, winner_name, winner_signed_on, scan=None):
        if winner_signed_on > clock.local_day(at):
            raise ValidationError({"winner_signed_on": _("This day has not come yet.")})
        if self.agreement.signed_on and winner_signed_on < self.agreement.signed_on:
            raise ValidationError(
                {"winner_signed_on": _("This day is before the agreement was signed.")}
            )
        self.winner_name, self.winner_signed_on = winner_name, winner_signed_on
        if scan:
            self.scan = scan

    @transition(
        state,
        source=AmendmentState.DRAFTED,
        target=AmendmentState.SIGNED,
        permission=rules.may_decide,
        conditions=[rules.winner_has_signed, rules.agreement_is_in_force, rules.ledger_is_open],
        custom=says(_("Sign the amendment"), _("Amendment signed"), weight="main"),
    )
    def sign(self, *, at, on):
        if on > clock.local_day(at):
            raise ValidationError({"on": _("This day has not come yet.")})
        if self.agreement.signed_on and on < self.agreement.signed_on:
            raise ValidationError({"on": _("This day is before the agreement was signed.")})
        self.on = on

    @transition(
        state,
        source=AmendmentState.DRAFTED,
        target=AmendmentState.DROPPED,
        permission=rules.may_close,
        custom=says(_("Drop the amendment"), _("Amendment dropped"), weight="danger"),
    )
    def drop(self, *, at):
        pass
