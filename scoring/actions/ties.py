"""Putting equal applications in order where the ladder asks people or the lot."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as now_in_words

from accounts.models import User
from audit import clock
from audit.acts import acting, begin, hold, perform
from competitions.choices import RungKind
from competitions.models import Competition
from scoring.models import TieBreak, key_of
from scoring.ranking import Steps, by_votes, in_order
from scoring.ranking import draw_lot as drawn


def settle_tie(
    competition: Competition,
    *,
    actor: User,
    kind: str,
    numbers: Sequence[int],
    steps: Steps,
    **words: Any,
) -> TieBreak:
    """Record how equal applications were put in order; the ranking must wait for this."""
    written = ",".join(str(number) for number in sorted(set(numbers)))
    with acting():
        ((call,),) = hold(Competition.objects.filter(pk=competition.pk))
        tie = TieBreak(
            competition=call,
            kind=kind,
            numbers=written,
            steps=[list(step) for step in steps],
            settled_at=clock.now(),
            **words,
        )
        return begin(tie, actor=actor, kind=kind, numbers=written, steps=tie.steps, **words)


def record_open_vote(
    competition: Competition, *, actor: User, votes: Mapping[int, int], reason: str = ""
) -> TieBreak:
    """Record an open vote of the members between equal applications; equal votes stay equal."""
    counted = {key_of(number): count for number, count in votes.items()}
    return settle_tie(
        competition,
        actor=actor,
        kind=RungKind.OPEN_VOTE,
        numbers=list(votes),
        steps=by_votes(counted),
        votes={str(number): count for number, count in sorted(votes.items())},
        reason=reason,
    )


def record_chairs_word(
    competition: Competition, *, actor: User, order: Sequence[int], reason: str
) -> TieBreak:
    """Record in which order the chair puts equal applications, and why."""
    if len(set(order)) != len(order):
        raise ValidationError({"order": now_in_words("Every application has a place of its own.")})
    return settle_tie(
        competition,
        actor=actor,
        kind=RungKind.CHAIRS_WORD,
        numbers=order,
        steps=in_order(key_of(number) for number in order),
        reason=reason,
    )


def draw_lot(
    competition: Competition, *, actor: User, numbers: Sequence[int], witnesses: str, word: str = ""
) -> TieBreak:
    """Draw lots between equal applications: once, before witnesses, repeatable by anybody."""
    # The witnesses' own word goes in with a number nobody could know before.
    seed = "-".join(filter(None, (word.strip(), secrets.token_hex(8))))
    return settle_tie(
        competition,
        actor=actor,
        kind=RungKind.LOT,
        numbers=numbers,
        steps=in_order(drawn((key_of(number) for number in numbers), seed)),
        seed=seed,
        witnesses=witnesses,
    )


def strike_out_tie(tie: TieBreak, *, actor: User, reason: str) -> TieBreak:
    """Strike out a vote or a word that was recorded wrongly; a lot stays."""
    return perform(tie, "strike_out_tie", actor=actor, note=reason, reason=reason)
