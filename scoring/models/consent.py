"""An applicant who agrees to be financed in part: how little is enough, said how and when."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from applications.models import Application
from audit.acts import Beginning
from competitions.models import Competition
from scoring import rules
from scoring.choices import ConsentWay, RecordState
from scoring.querysets import ConsentQuerySet


class Consent(models.Model):
    """What one applicant agreed to; an application may also agree beforehand, in its own text."""

    competition = models.ForeignKey(
        Competition, models.PROTECT, related_name="+", verbose_name=_("call")
    )
    application = models.ForeignKey(
        Application, models.PROTECT, related_name="+", verbose_name=_("application")
    )
    least = models.DecimalField(
        _("the least the applicant agrees to, som"),
        max_digits=12,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    way = models.CharField(_("how it was said"), max_length=10, choices=ConsentWay)
    given_by = models.CharField(_("who agreed"), max_length=160)
    given_at = models.DateTimeField(_("day and hour"))
    recorded_at = models.DateTimeField(_("recorded"))
    state = FSMField(
        _("state"),
        choices=RecordState,
        default=RecordState.RECORDED,
        protected=True,
        editable=False,
    )

    objects = ConsentQuerySet.as_manager()

    beginning = Beginning(
        verb="record_consent",
        label=_("Record that an applicant agrees to a part"),
        done=_("Consent recorded"),
        may=rules.may_prepare_meeting,
        conditions=[rules.deliberation_is_running],
    )

    def __str__(self) -> str:
        return now_in_words("Consent to a part, № %(number)s") % {"number": self.application.number}

    @property
    def journal_chain(self) -> str:
        return self.competition.journal_chain

    def get_absolute_url(self) -> str:
        return reverse("meeting_list", args=[self.competition_id])

    def clean(self) -> None:
        """What is agreed to is a part: less than what was asked."""
        if self.least is not None and self.least >= self.application.asked:
            raise ValidationError({"least": now_in_words("A part is less than the sum asked.")})


def consents_of(competition: Competition) -> dict[int, Any]:
    """By application: the latest consent recorded beside its text."""
    rows = Consent.objects.filter(competition=competition).select_related("application")
    return {row.application_id: row for row in rows.order_by("pk")}
