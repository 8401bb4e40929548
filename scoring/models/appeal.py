"""An appeal against the check, the points or the decision."""

from decimal import Decimal
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from accounts.models import User
from applications.models import Application
from audit import clock
from audit.acts import Beginning, says
from competitions.models import Competition
from scoring import rules
from scoring.choices import AppealState, AppealSubject, Outcome
from scoring.querysets import AppealQuerySet


class Appeal(models.Model):
    """Somebody does not agree: who, about what, and what came of it."""

    competition = models.ForeignKey(
        Competition, models.PROTECT, related_name="+", verbose_name=_("call")
    )
    application = models.ForeignKey(
        Application,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("application"),
    )
    about = models.CharField(_("against what"), max_length=15, choices=AppealSubject)
    words = models.TextField(_("what the appeal says"), max_length=5000)
    filed_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account of who appeals"),
    )
    filed_by_name = models.CharField(_("who appeals"), max_length=160)
    filed_at = models.DateTimeField(_("received"))
    answer_until = models.DateField(_("answer until"), null=True, blank=True)
    answer_number = models.CharField(_("number of the answer"), max_length=60, blank=True)
    answered_on = models.DateField(_("answer sent on"), null=True, blank=True)
    decision_ky = models.TextField(_("decision in Kyrgyz"), max_length=5000, blank=True)
    decision_ru = models.TextField(_("decision in Russian"), max_length=5000, blank=True)
    effect_ky = models.TextField(_("effect in Kyrgyz"), max_length=2000, blank=True)
    effect_ru = models.TextField(_("effect in Russian"), max_length=2000, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    state = FSMField(
        _("state"), choices=AppealState, default=AppealState.FILED, protected=True, editable=False
    )

    objects = AppealQuerySet.as_manager()

    beginning = Beginning(
        verb="file_appeal",
        label=_("File an appeal"),
        done=_("Appeal filed"),
        may=rules.may_file_appeal,
        conditions=[rules.appeal_is_in_time],
    )

    def __str__(self) -> str:
        return now_in_words("Appeal of %(person)s") % {"person": self.filed_by_name}

    @property
    def journal_chain(self) -> str:
        return self.competition.journal_chain

    def get_absolute_url(self) -> str:
        return reverse("appeal_detail", args=[self.pk])

    def effects_in_order(self) -> list[Any]:
        """What the decision makes of which application, as it was said."""
        return list(self.effects.select_related("application").order_by("position", "pk"))

    @property
    def is_upheld(self) -> bool:
        return self.state == AppealState.UPHELD

    @property
    def is_overdue(self) -> bool:
        """Whether the day by which it was to be answered has passed without a decision."""
        waits = self.state == AppealState.FILED and self.answer_until is not None
        return waits and clock.today() > self.answer_until

    @transition(
        state,
        source=[AppealState.UPHELD, AppealState.DISMISSED],
        target=None,
        permission=rules.may_answer_appeal,
        conditions=[rules.appeal_is_not_answered],
        custom=says(_("Enter the answer sent"), _("Answer to the appeal entered")),
    )
    def answer_appeal(self, *, at, number, sent_on):
        self.answer_number, self.answered_on = number, sent_on

    @transition(
        state,
        source=AppealState.FILED,
        target=AppealState.UPHELD,
        permission=rules.may_decide_appeal,
        conditions=[rules.competition_is_not_over],
        custom=says(_("Uphold the appeal"), _("Appeal upheld"), weight="main"),
    )
    def uphold(self, *, at, decision_ky, decision_ru, effect_ky, effect_ru):
        self.decision_ky, self.decision_ru, self.decided_at = decision_ky, decision_ru, at
        self.effect_ky, self.effect_ru = effect_ky, effect_ru

    @transition(
        state,
        source=AppealState.FILED,
        target=AppealState.DISMISSED,
        permission=rules.may_decide_appeal,
        conditions=[rules.competition_is_not_over],
        custom=says(_("Dismiss the appeal"), _("Appeal dismissed"), weight="danger"),
    )
    def dismiss(self, *, at, decision_ky, decision_ru):
        self.decision_ky, self.decision_ru, self.decided_at = decision_ky, decision_ru, at


class Effect(models.Model):
    """What an upheld appeal makes of one application; an amending protocol is filled from it."""

    appeal = models.ForeignKey(
        Appeal, models.PROTECT, related_name="effects", verbose_name=_("appeal")
    )
    application = models.ForeignKey(
        Application, models.PROTECT, related_name="+", verbose_name=_("application")
    )
    position = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(_("becomes"), max_length=10, choices=Outcome)
    granted = models.DecimalField(
        _("grant, som"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    place = models.PositiveSmallIntegerField(_("place in the reserve"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["appeal", "application"],
                name="one_effect_an_application",
                violation_error_message=_("Say of each application once what becomes of it."),
            )
        ]

    def __str__(self) -> str:
        return f"№ {self.application.number}: {self.get_outcome_display()}"

    def said(self) -> dict[str, Any]:
        """The effect as the journal and the record keep it."""
        return {
            "number": self.application.number,
            "outcome": self.outcome,
            "granted": self.granted,
            "place": self.place,
        }
