"""The term for signing an agreement, extended by a recorded decision."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from audit.acts import Beginning
from awards import rules
from awards.choices import ExtensionState
from awards.models.award import Award
from awards.querysets import HangingQuerySet
from ui.languages import long_day, pick


class SigningExtension(models.Model):
    """One decision of the head: until when, instead of when, and why."""

    award = models.ForeignKey(
        Award, models.PROTECT, related_name="signing_extensions", verbose_name=_("award")
    )
    before = models.DateField(_("last day for signing before"))
    until = models.DateField(_("new last day for signing"))
    order_number = models.CharField(_("number of the order"), max_length=60)
    reason_ky = models.TextField(_("reason in Kyrgyz"), max_length=2000)
    reason_ru = models.TextField(_("reason in Russian"), max_length=2000)
    decided_at = models.DateTimeField(_("decided"))
    state = FSMField(
        _("state"),
        choices=ExtensionState,
        default=ExtensionState.RECORDED,
        protected=True,
        editable=False,
    )

    objects = HangingQuerySet.as_manager()

    beginning = Beginning(
        verb="extend_signing",
        label=_("Extend the term for signing"),
        done=_("Decision on the term for signing recorded"),
        may=rules.may_decide,
        conditions=[rules.award_waits_for_agreement, rules.signing_term_runs],
    )

    def __str__(self) -> str:
        return now_in_words("term for signing until %(day)s") % {"day": long_day(self.until)}

    @property
    def journal_chain(self) -> str:
        return self.award.journal_chain

    def get_absolute_url(self) -> str:
        return reverse("award_detail", args=[self.award_id])

    @property
    def reason(self) -> str:
        return pick(self, "reason")
