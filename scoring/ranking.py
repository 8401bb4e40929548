"""The order of applications: by score, equal scores down the tie ladder of the call.

Source: workflow, section 5. An order is never taken from the sequence in which rows happen to
come: where the ladder waits for people, or has no rung left, the group is named and has no place.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from fractions import Fraction
from hashlib import sha256
from math import lcm
from typing import Any

from django.utils.translation import gettext_lazy as _

from competitions.choices import RungKind
from scoring.points import (
    CallTerms,
    Candidate,
    Rung,
    criterion_mean,
    has_enough,
    passes,
)

# An answer to a tie, best first; those named in one step are still equal to each other.
Steps = tuple[tuple[str, ...], ...]
# What people decided: for this kind of rung, for exactly these keys.
TieAnswers = Mapping[tuple[str, frozenset[str]], Steps]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ASKED_OF_PEOPLE = {
    RungKind.OPEN_VOTE: _("Equal scores: the members must decide by open vote."),
    RungKind.CHAIRS_WORD: _("Equal scores: the chair must decide."),
    RungKind.LOT: _("Equal scores: lots must be drawn."),
}
NO_RUNG_LEFT = _("Equal scores, and no rung of the tie ladder is left to decide between them.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsettled:
    """Equal applications that wait for a rung, or for which no rung is left."""

    keys: frozenset[str]
    rung: Rung | None
    reason: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedRow:
    """One place. `above` and `below` name the rung that decided against that neighbour.

    No rung means that the score itself decided, or that there is no neighbour. A row without a
    place is waiting. Several rows share a place only below the pass mark, where no money hangs
    on the order and nobody is asked to draw lots over it.
    """

    candidate: Candidate
    score: Fraction
    place: int | None
    passes: bool
    above: Rung | None = None
    below: Rung | None = None

    @property
    def key(self) -> str:
        return self.candidate.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """All rows best first, the groups still unsettled, and those with too few scores.

    Rows without a place, rows that share one, and those with too few scores stand beside each
    other by key only to be read.
    """

    rows: tuple[RankedRow, ...]
    unsettled: tuple[Unsettled, ...]
    too_few: tuple[Candidate, ...]

    @property
    def is_settled(self) -> bool:
        return not self.unsettled


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """One application in its order, or several still equal with what they wait for."""

    members: tuple[Candidate, ...]
    above: Rung | None = None
    waits_for: Unsettled | None = None


def rank(
    candidates: Iterable[Candidate], terms: CallTerms, ties: TieAnswers | None = None
) -> Ranking:
    """Order the applications; the same applications give the same ranking in any sequence."""
    every = sorted(candidates, key=lambda one: one.key)
    if len({one.key for one in every}) < len(every):
        raise ValueError("Two applications carry the same key.")
    rows: list[RankedRow] = []
    unsettled: list[Unsettled] = []
    enough, too_few = list[Candidate](), list[Candidate]()
    for one in every:
        (enough if has_enough(one, terms) else too_few).append(one)
    for score, equal in levels(enough, terms):
        tiers = settle(equal, terms.ladder, ties or {})
        fundable = passes(score, terms)
        rows += rows_of(tiers, score, len(rows) + 1, passes=fundable)
        if fundable:
            unsettled += [tier.waits_for for tier in tiers if tier.waits_for]
    return Ranking(rows=tuple(rows), unsettled=tuple(unsettled), too_few=tuple(too_few))


def levels(
    candidates: Sequence[Candidate], terms: CallTerms
) -> list[tuple[Fraction, tuple[Candidate, ...]]]:
    """Gather those with enough scores by their exact score, the highest first."""
    rule = terms.yardstick
    bonuses = {one.key: Fraction(one.bonus) for one in candidates if one.bonus}
    # Whole numbers over one denominator compare as the fractions do, and faster.
    means = lcm(*{one.sheets for one in candidates})
    times = means * lcm(*(bonus.denominator for bonus in bonuses.values()))
    under = times * rule.unit
    whole = {
        one.key: rule.reach(one.sums, one.sheets) * (times // one.sheets) for one in candidates
    }
    for key, bonus in bonuses.items():
        whole[key] += bonus.numerator * (under // bonus.denominator)
    gathered = gather(candidates, lambda one: whole[one.key])
    return [(Fraction(whole[equal[0].key], under), equal) for equal in gathered]


def settle(group: tuple[Candidate, ...], ladder: tuple[Rung, ...], ties: TieAnswers) -> list[Tier]:
    """Take equal applications down the ladder; each rung splits as far as it can."""
    if len(group) == 1:
        return [Tier(members=group)]
    if not ladder:
        return [waiting(group, None)]
    steps = split(group, ladder[0], ties)
    if steps is None:
        return [waiting(group, ladder[0])]
    tiers: list[Tier] = []
    for step in steps:
        first, *rest = settle(step, ladder[1:], ties)
        tiers += [replace(first, above=ladder[0]) if tiers else first, *rest]
    return tiers


def split(
    group: tuple[Candidate, ...], rung: Rung, ties: TieAnswers
) -> list[tuple[Candidate, ...]] | None:
    """Split a group by one rung, best first; nothing when people have not decided yet."""
    if rung.kind not in ASKED_OF_PEOPLE:
        return gather(group, lambda one: standing(one, rung))
    by_key = {one.key: one for one in group}
    answer = ties.get((rung.kind, frozenset(by_key)))
    if answer is None:
        return None
    if sorted(key for step in answer for key in step) != sorted(by_key):
        raise ValueError("The answer to a tie must name each of the equal applications once.")
    return [tuple(by_key[key] for key in step) for step in answer if step]


def standing(candidate: Candidate, rung: Rung) -> Any:
    """Say how an application stands on a rung that needs no people; the higher goes first."""
    match rung.kind:
        case RungKind.CRITERION_MEAN:
            return criterion_mean(candidate, rung.criterion_key)
        case RungKind.OWN_SHARE:
            return candidate.own_share
        case RungKind.BENEFICIARIES:
            return candidate.beneficiaries
        case RungKind.NOT_FUNDED_LAST:
            return not candidate.funded_last
        case RungKind.EARLIER_RECEIPT:
            return EPOCH - candidate.received_at
    raise ValueError(f"No rung of a ladder is called {rung.kind!r}.")


def gather(
    group: Sequence[Candidate], standing: Callable[[Candidate], Any]
) -> list[tuple[Candidate, ...]]:
    """Put those of equal standing together, the highest standing first."""
    gathered: dict[Any, list[Candidate]] = {}
    for one in group:
        gathered.setdefault(standing(one), []).append(one)
    return [tuple(gathered[value]) for value in sorted(gathered, reverse=True)]


def waiting(group: tuple[Candidate, ...], rung: Rung | None) -> Tier:
    reason = ASKED_OF_PEOPLE[RungKind(rung.kind)] if rung else NO_RUNG_LEFT
    keys = frozenset(one.key for one in group)
    return Tier(members=group, waits_for=Unsettled(keys=keys, rung=rung, reason=reason))


def rows_of(
    tiers: Sequence[Tier], score: Fraction, first_place: int, *, passes: bool
) -> list[RankedRow]:
    """Number one level of equal scores, beginning with its first place."""
    rows: list[RankedRow] = []
    belows = [*(tier.above for tier in tiers[1:]), None]
    for tier, below in zip(tiers, belows, strict=True):
        place = None if tier.waits_for and passes else first_place + len(rows)
        rows += [
            RankedRow(
                candidate=one,
                score=score,
                place=place,
                passes=passes,
                above=tier.above,
                below=below,
            )
            for one in sorted(tier.members, key=lambda member: member.key)
        ]
    return rows


def draw_lot(keys: Iterable[str], seed: str) -> tuple[str, ...]:
    """Draw lots which anyone can repeat: order by SHA-256 of "seed:key", the smallest first."""
    drawn = sorted(digests_of(keys, seed), key=lambda pair: pair[1])
    return tuple(key for key, _digest in drawn)


def digests_of(keys: Iterable[str], seed: str) -> list[tuple[str, str]]:
    """Write beside each key what SHA-256 makes of the seed, a colon and the key."""
    return [(key, sha256(f"{seed}:{key}".encode()).hexdigest()) for key in keys]


def in_order(keys: Iterable[str]) -> Steps:
    """Write a full order (a lot, the word of the chair) as the answer to a tie."""
    return tuple((key,) for key in keys)


def by_votes(votes: Mapping[str, int]) -> Steps:
    """Write an open vote as the answer to a tie; equal votes stay equal for the next rung."""
    counts = sorted(set(votes.values()), reverse=True)
    return tuple(tuple(sorted(key for key in votes if votes[key] == count)) for count in counts)
