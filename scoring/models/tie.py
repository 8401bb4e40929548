"""How equal applications were put in order where the ladder asks people or the lot."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from audit.acts import Beginning, says
from competitions.choices import RungKind, SeatRole
from competitions.models import Competition
from scoring import rules
from scoring.choices import APART, PEOPLES_RUNGS, TieState
from scoring.models.assembly import key_of, ranking_of
from scoring.models.sheet import Sheet
from scoring.querysets import TieBreakQuerySet
from scoring.ranking import Steps, digests_of


class TieBreak(models.Model):
    """One tie settled: which applications, by which rung, in which order."""

    competition = models.ForeignKey(
        Competition, models.PROTECT, related_name="+", verbose_name=_("call")
    )
    kind = models.CharField(
        _("rung"), max_length=20, choices=[(kind.value, kind.label) for kind in PEOPLES_RUNGS]
    )
    # Registration numbers, the smallest first, with a comma: what the answer is found by.
    numbers = models.CharField(_("applications"), max_length=500)
    steps = models.JSONField(_("order"), default=list)
    votes = models.JSONField(_("votes"), default=dict, blank=True)
    seed = models.CharField(_("seed"), max_length=200, blank=True)
    witnesses = models.TextField(_("witnesses"), max_length=1000, blank=True)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    settled_at = models.DateTimeField(_("settled"))
    state = FSMField(
        _("state"), choices=TieState, default=TieState.RECORDED, protected=True, editable=False
    )

    objects = TieBreakQuerySet.as_manager()

    beginning = Beginning(
        verb="settle_tie",
        label=_("Settle a tie"),
        done=_("Tie settled"),
        may=rules.may_settle_tie,
        conditions=[rules.deliberation_is_running, rules.tie_waits_for_this],
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["competition", "kind", "numbers"],
                condition=Q(state=TieState.RECORDED),
                name="one_answer_a_tie",
                violation_error_message=_("This tie is already settled."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: № {self.numbers.replace(',', ', ')}"

    @property
    def journal_chain(self) -> str:
        return self.competition.journal_chain

    def get_absolute_url(self) -> str:
        return reverse("ranking", args=[self.competition_id])

    @property
    def keys(self) -> frozenset[str]:
        """The equal applications by the keys the ranking knows them by."""
        return frozenset(key_of(int(number)) for number in self.numbers.split(",") if number)

    @property
    def answer(self) -> Steps:
        """The order, best first, as the ranking takes it."""
        return tuple(tuple(step) for step in self.steps)

    @property
    def order_shown(self) -> str:
        """The order as people read it; those still equal stand together."""
        return "; ".join(", ".join(f"№ {int(key)}" for key in step) for step in self.steps)

    def is_awaited(self) -> bool:
        """Whether the ranking waits for just this; before anything is chosen, for anything."""
        waiting = ranking_of(self.competition).unsettled
        if not self.numbers:
            return bool(waiting)
        return any(
            tie.keys == self.keys and tie.rung is not None and tie.rung.kind == self.kind
            for tie in waiting
        )

    def concerns_interest_of(self, user: Any) -> bool:
        """Whether this person stands apart from one of these applications."""
        return self._apart().filter(seat__user=user).exists()

    def chair_stands_apart(self) -> bool:
        """Whether the chair has an interest in one of these applications."""
        return self._apart().filter(seat__role=SeatRole.CHAIR).exists()

    def _apart(self) -> models.QuerySet:
        numbers = [int(number) for number in self.numbers.split(",") if number]
        return Sheet.objects.filter(
            competition=self.competition_id, application__number__in=numbers, state__in=APART
        )

    def digests(self) -> list[tuple[str, str]]:
        """Of a lot: each number with what SHA-256 makes of it, the smallest first."""
        if self.kind != RungKind.LOT:
            return []
        return sorted(digests_of(self.keys, self.seed), key=lambda pair: pair[1])

    def recipe(self) -> str:
        """How anybody can repeat the lot."""
        if self.kind != RungKind.LOT:
            return ""
        return now_in_words(
            "Take SHA-256 of the seed, a colon and the number of the application in six figures; "
            "the smallest comes first."
        )

    @transition(
        state,
        source=TieState.RECORDED,
        target=TieState.STRUCK_OUT,
        permission=rules.may_strike_out_tie,
        conditions=[rules.deliberation_is_running, rules.tie_was_no_lot],
        custom=says(_("Strike out"), _("Settling of a tie struck out"), weight="danger"),
    )
    def strike_out_tie(self, *, at, reason):
        self.reason = f"{self.reason}\n{reason}".strip()
