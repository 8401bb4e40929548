"""The desk of the office: across all awards what is due, what is late, what falls short."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from audit import clock
from awards.choices import TermKind
from awards.ledger import NOTHING
from awards.models.terms import A_WEEK, Term, terms_of

if TYPE_CHECKING:
    from awards.models.award import Award


# As many awards as one page reckons at once: the oldest first, and the page says if there are more.
MOST = 300


@dataclass(slots=True, kw_only=True)
class Desk:
    """Every term in the order of its day, and the awards whose money or contributions stand out."""

    today: date
    terms: list[Term] = field(default_factory=list)
    short: list["Award"] = field(default_factory=list)
    unspent: list["Award"] = field(default_factory=list)

    @property
    def overdue(self) -> list[Term]:
        return [term for term in self.terms if term.is_overdue(self.today)]

    @property
    def this_week(self) -> list[Term]:
        return [term for term in self.terms if term.is_this_week(self.today)]

    @property
    def later(self) -> list[Term]:
        return [term for term in self.terms if term.on > self.today + A_WEEK]

    @property
    def missing(self) -> Decimal:
        """What all contributions that fall short lack together, som."""
        return sum((award.books.own_missing for award in self.short), NOTHING)

    @property
    def unspent_sum(self) -> Decimal:
        """What lies unspent in all purses of all awards, som."""
        return sum((award.books.unspent_to_settle for award in self.unspent), NOTHING)

    def weeks(self, first: date, count: int) -> Iterator["Week"]:
        """So many weeks from the Monday of this day, each with its terms."""
        monday = first - timedelta(days=first.weekday())
        for place in range(count):
            begins = monday + place * A_WEEK
            ends = begins + timedelta(days=6)
            found = [term for term in self.terms if begins <= term.on <= ends]
            yield Week(begins=begins, ends=ends, terms=found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """Seven days from Monday."""

    begins: date
    ends: date
    terms: list[Term]

    def holds(self, day: date) -> bool:
        return self.begins <= day <= self.ends


def desk_of(awards: Iterable["Award"], today: date, kind: str = "") -> Desk:
    """The desk over these awards; with a kind, only terms of that kind."""
    every = list(awards)
    terms = [term for award in every for term in terms_of(award) if not kind or term.kind == kind]
    terms.sort(key=lambda term: (term.on, term.award.pk, term.kind, str(term.what)))
    short = [award for award in every if award.is_under_way and award.books.own_missing]
    unspent = [award for award in every if award.books.unspent_to_settle]
    return Desk(
        today=today,
        terms=terms,
        short=sorted(short, key=lambda award: (-award.books.own_missing, award.pk)),
        unspent=sorted(unspent, key=lambda award: (-award.books.unspent_to_settle, award.pk)),
    )


def awards_on_the_desk(awards: Any) -> list["Award"]:
    """Those that wait for something, with their books: as many queries for one as for all."""
    return list(awards.with_terms().with_books().order_by("granted_at", "pk")[: MOST + 1])


def desk_asked_for(found: list["Award"], call: str, kind: str) -> Desk:
    """The desk of one call, or of all; of one kind of term, or of all."""
    awards = [one for one in found[:MOST] if not call or str(one.competition_id) == call]
    return desk_of(awards, clock.today(), kind if kind in TermKind.values else "")
