"""Appeals: filed, upheld or dismissed."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as now_in_words

from accounts.models import User
from applications.models import Application
from audit import clock
from audit.acts import begin, perform
from competitions.models import Competition
from scoring import notices
from scoring.choices import Outcome
from scoring.models import Appeal, Effect, proposed


def file_appeal(
    competition: Competition,
    *,
    actor: User,
    about: str,
    words: str,
    application: Application | None = None,
    filed_by_name: str = "",
    filed_at: datetime | None = None,
) -> Appeal:
    """File an appeal for oneself, or enter one on paper with the minute it was received."""
    if application is not None and application.competition_id != competition.pk:
        raise ValidationError(
            {"application": now_in_words("Choose an application of this competition.")}
        )
    at_desk = bool(filed_by_name)
    appeal = Appeal(
        competition=competition,
        application=application,
        about=about,
        words=words,
        filed_by=None if at_desk else actor,
        filed_by_name=filed_by_name or actor.name,
        # Who files it himself does so now; only a clerk may say that it came earlier.
        filed_at=(filed_at if at_desk else None) or clock.arrival(),
    )
    term = timedelta(days=competition.appeal_days)
    appeal.answer_until = clock.local_day(appeal.filed_at) + term
    return begin(
        appeal,
        actor=actor,
        tell=notices.appeal_filed,
        about=about,
        application=application,
        filed_by_name=appeal.filed_by_name,
        filed_at=appeal.filed_at,
    )


def uphold(
    appeal: Appeal,
    *,
    actor: User,
    decision_ky: str,
    decision_ru: str,
    effect_ky: str = "",
    effect_ru: str = "",
    effects: Sequence[Mapping[str, Any]] = (),
) -> Appeal:
    """Uphold the appeal and say what becomes of which application.

    Nothing changes yet: an amending protocol is filled from it, and the commission signs that.
    """

    def keep(upheld: Appeal) -> dict[str, Any]:
        rows = [_effect(upheld, position, row) for position, row in enumerate(effects, start=1)]
        return {"effects": [row.said() for row in rows]} if rows else {}

    return perform(
        appeal,
        "uphold",
        actor=actor,
        tell=notices.appeal_decided,
        also=keep,
        decision_ky=decision_ky,
        decision_ru=decision_ru,
        effect_ky=effect_ky,
        effect_ru=effect_ru,
    )


def _effect(appeal: Appeal, position: int, row: Mapping[str, Any]) -> Effect:
    application, outcome = row["application"], row["outcome"]
    if application.competition_id != appeal.competition_id:
        raise ValidationError(now_in_words("Choose an application of this competition."))
    effect = Effect(
        appeal=appeal,
        application=application,
        position=position,
        outcome=outcome,
        # What does not belong to the decision is not kept beside it.
        granted=row.get("granted") if outcome == Outcome.AWARD else None,
        place=row.get("place") if outcome == Outcome.RESERVE else None,
    )
    effect.full_clean()
    faults = proposed(effect).faults()
    if faults:
        raise ValidationError([f"№ {application.number}: {fault}" for fault in faults])
    effect.save()
    return effect


def dismiss(appeal: Appeal, *, actor: User, decision_ky: str, decision_ru: str) -> Appeal:
    """Dismiss the appeal, with the reason in both languages."""
    return perform(
        appeal,
        "dismiss",
        actor=actor,
        tell=notices.appeal_decided,
        decision_ky=decision_ky,
        decision_ru=decision_ru,
    )


def answer_appeal(appeal: Appeal, *, actor: User, number: str, sent_on: date) -> Appeal:
    """Enter the answer that went to whoever appealed: its number and day."""
    day = clock.local_day(appeal.decided_at) if appeal.decided_at else sent_on
    if not day <= sent_on <= clock.today():
        raise ValidationError(
            {"sent_on": now_in_words("The answer goes out after the decision, and not in future.")}
        )
    return perform(appeal, "answer_appeal", actor=actor, number=number, sent_on=sent_on)
