"""Free money offered to the first of the reserve, who has a term to answer."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from applications.models import Application
from audit import clock
from audit.acts import Beginning, says
from awards import rules
from awards.choices import FreedBy, OfferState
from awards.models.award import SOME
from awards.querysets import OfferQuerySet
from competitions.models import Competition
from ui.som import in_figures


class Offer(models.Model):
    """What is offered to one application of the reserve, why the money is free, until when."""

    competition = models.ForeignKey(
        Competition, models.PROTECT, related_name="+", verbose_name=_("call")
    )
    application = models.ForeignKey(
        Application, models.PROTECT, related_name="+", verbose_name=_("application")
    )
    amount = models.DecimalField(_("sum, som"), max_digits=12, decimal_places=2, validators=SOME)
    freed_by = models.CharField(_("why the money is free"), max_length=12, choices=FreedBy)
    offered_at = models.DateTimeField(_("offered"))
    answer_until = models.DateField(_("answer until"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    state = FSMField(
        _("state"), choices=OfferState, default=OfferState.OFFERED, protected=True, editable=False
    )

    objects = OfferQuerySet.as_manager()

    beginning = Beginning(
        verb="offer",
        label=_("Offer the free money"),
        done=_("Offer made; the applicant has a term to answer"),
        may=rules.may_offer,
        conditions=[
            rules.offer_is_to_the_reserve,
            rules.offer_keeps_the_order,
            rules.offer_has_money,
            rules.no_offer_waits,
        ],
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["competition"],
                condition=models.Q(state=OfferState.OFFERED),
                name="one_open_offer_a_call",
                violation_error_message=_("Another offer of this call waits for its answer."),
            )
        ]

    def __str__(self) -> str:
        words = {"number": self.application.number, "amount": in_figures(self.amount)}
        return now_in_words("Offer to № %(number)s: %(amount)s") % words

    @property
    def journal_chain(self) -> str:
        return self.competition.journal_chain

    def get_absolute_url(self) -> str:
        return reverse("offer_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether the answer may still come."""
        return self.state == OfferState.OFFERED and clock.today() <= self.answer_until

    def clean(self) -> None:
        """An offer is not more than was asked, and leaves the applicant days to answer."""
        if self.amount is not None and self.amount > self.application.asked:
            raise ValidationError({"amount": now_in_words("This is more than was asked.")})
        if self.state == OfferState.OFFERED and self.answer_until <= clock.local_day(
            self.offered_at
        ):
            raise ValidationError(
                {"answer_until": now_in_words("Leave the applicant at least a day to answer.")}
            )
        last = rules.reserve_lasts_until(self.competition)
        if self.state == OfferState.OFFERED and last and self.answer_until > clock.local_day(last):
            sentence = now_in_words("The reserve is valid until %(day)s: choose a day no later.")
            raise ValidationError(
                {"answer_until": sentence % {"day": f"{clock.local_day(last):%d.%m.%Y}"}}
            )

    @transition(
        state,
        source=OfferState.OFFERED,
        target=OfferState.ACCEPTED,
        permission=rules.may_answer_offer,
        conditions=[rules.offer_term_is_running],
        custom=says(_("Accept the offer"), _("Offer accepted"), weight="main"),
    )
    def accept_offer(self, *, at):
        self.answered_at = at

    @transition(
        state,
        source=OfferState.OFFERED,
        target=OfferState.DECLINED,
        permission=rules.may_answer_offer,
        custom=says(_("Decline the offer"), _("Offer declined"), weight="danger"),
    )
    def decline_offer(self, *, at):
        self.answered_at = at

    @transition(
        state,
        source=OfferState.OFFERED,
        target=OfferState.LAPSED,
        permission=rules.may_offer,
        conditions=[rules.offer_term_is_over],
        custom=says(_("Enter that no answer came"), _("Offer lapsed: no answer came in its term")),
    )
    def lapse_offer(self, *, at):
        self.answered_at = at
