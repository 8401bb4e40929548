"""What the commission answers where a check of fairness would end otherwise than the ranking."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from audit.acts import Beginning
from competitions.models import Competition
from scoring import rules
from scoring.choices import FairnessCheck, RecordState
from scoring.models.checks import differences_of
from scoring.querysets import AnswerQuerySet


class Answer(models.Model):
    """The commission's words on checks that differ, with what the screen said at that moment."""

    competition = models.ForeignKey(
        Competition, models.PROTECT, related_name="+", verbose_name=_("call")
    )
    words_ky = models.TextField(_("answer in Kyrgyz"), max_length=4000)
    words_ru = models.TextField(_("answer in Russian"), max_length=4000)
    differences = models.JSONField(_("what differed"), default=list, editable=False)
    answered_at = models.DateTimeField(_("answered"))
    state = FSMField(
        _("state"),
        choices=RecordState,
        default=RecordState.RECORDED,
        protected=True,
        editable=False,
    )

    objects = AnswerQuerySet.as_manager()

    beginning = Beginning(
        verb="answer_checks",
        label=_("Answer the checks in words"),
        done=_("The answer of the commission is recorded"),
        may=rules.may_answer_checks,
        conditions=[rules.deliberation_is_running, rules.checks_differ],
    )

    def __str__(self) -> str:
        return str(_("Answer of the commission to the checks"))

    @property
    def journal_chain(self) -> str:
        return self.competition.journal_chain

    def get_absolute_url(self) -> str:
        return reverse("fairness", args=[self.competition_id])

    @property
    def about(self) -> list[str]:
        """Which kinds of checks it answers, in words."""
        return [str(FairnessCheck(one["check"]).label) for one in self.differences]

    def now_differs(self) -> list[dict[str, Any]]:
        """What the checks say at this moment."""
        return differences_of(self.competition)


def answers_to(
    competition: Competition, differences: Sequence[dict[str, Any]]
) -> dict[str, "Answer"]:
    """By kind of check: the latest answer to just what this check says now."""
    if not differences:
        return {}
    given = list(Answer.objects.filter(competition=competition).order_by("pk"))
    return {
        one["check"]: answer for one in differences for answer in given if one in answer.differences
    }
