"""What the commission is made of, held against the minimums the municipality has set."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.utils.formats import number_format
from django.utils.translation import gettext as now_in_words

from accounts.choices import Sex
from competitions.choices import SeatRole, SeatState
from ui.rounding import half_up

if TYPE_CHECKING:
    from competitions.models import Competition


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One minimum: the figure with its arithmetic, what is asked, and whether it is met."""

    name: str
    title: str
    figure: str
    # Empty where the municipality sets no minimum: then nothing is claimed.
    needed: str
    is_met: bool
    point: str

    @property
    def fault(self) -> str:
        """The check as a sentence, for whoever is told that it is not met."""
        return f"{self.title}: {self.figure}; {self.needed}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """The commission in figures; alternates are no members until they are called."""

    seats: int
    members: int
    alternates: int
    scoring: int
    women: int
    sex_not_told: int
    outside: int
    has_chair: bool
    checks: Sequence[Check]

    @property
    def unmet(self) -> list[Check]:
        """The minimums this commission falls short of."""
        return [check for check in self.checks if check.needed and not check.is_met]

    @property
    def is_met(self) -> bool:
        return not self.unmet


def composition_of(competition: "Competition", seats: Iterable[Any]) -> Composition:
    """The figures of these seats against the call's terms."""
    points = competition.points_of_the_act()
    figures = figures_of(competition, seats)
    return Composition(
        **{name: figures[name] for name in FIGURES}, checks=checks_of(figures, points)
    )


FIGURES = (
    *("seats", "members", "alternates", "scoring", "women"),
    *("sex_not_told", "outside", "has_chair"),
)


def figures_of(competition: "Competition", seats: Iterable[Any]) -> dict[str, Any]:
    """Bare figures and minimums, without a language: what a protocol keeps."""
    held = list(seats)
    members = [seat for seat in held if seat.role != SeatRole.ALTERNATE]
    return {
        "seats": len(held),
        "members": len(members),
        "alternates": len(held) - len(members),
        "scoring": sum(seat.role in competition.scoring_roles() for seat in members),
        "women": sum(seat.sex == Sex.FEMALE for seat in members),
        "sex_not_told": sum(not seat.sex for seat in members),
        "outside": sum(seat.is_outside for seat in members),
        "has_chair": any(seat.role == SeatRole.CHAIR for seat in members),
        "minimum_members": max(competition.minimum_members, competition.minimum_scores),
        "minimum_women": competition.minimum_women,
        "minimum_outside": competition.minimum_outside,
    }


def checks_of(figures: Mapping[str, Any], points: Mapping[str, str]) -> list[Check]:
    """The figures in words, each against its minimum."""
    has_chair = figures["has_chair"]
    return [
        _counted(
            "minimum_members",
            now_in_words("Members who score"),
            figures["scoring"],
            figures["minimum_members"],
            points,
        ),
        _women(figures, points),
        _counted(
            "minimum_outside",
            now_in_words("Outside members"),
            figures["outside"],
            figures["minimum_outside"],
            points,
        ),
        Check(
            name="chair",
            title=now_in_words("Chair"),
            figure=now_in_words("seated") if has_chair else now_in_words("no chair yet"),
            needed=now_in_words("one is needed"),
            is_met=has_chair,
            point="",
        ),
    ]


def _counted(
    name: str, title: str, figure: int, least: int | None, points: Mapping[str, str]
) -> Check:
    return Check(
        name=name,
        title=title,
        figure=str(figure),
        needed=""
        if least is None
        else now_in_words("at least %(needed)s are needed") % {"needed": least},
        is_met=least is not None and figure >= least,
        point=points.get(name, ""),
    )


def _women(figures: Mapping[str, Any], points: Mapping[str, str]) -> Check:
    women, members, not_told = (figures[name] for name in ("women", "members", "sex_not_told"))
    least = None if figures["minimum_women"] is None else Decimal(figures["minimum_women"])
    share = half_up(Fraction(100 * women, members)) if members else Decimal(0)
    figure = now_in_words("%(women)s of %(members)s = %(share)s %%") % {
        "women": women,
        "members": members,
        "share": percent(share),
    }
    if not_told:
        untold = now_in_words("sex not told: %(number)s") % {"number": not_told}
        figure = f"{figure} ({untold})"
    return Check(
        name="minimum_women",
        title=now_in_words("Women"),
        figure=figure if members else "–",
        needed=""
        if least is None
        else now_in_words("at least %(least)s %% are needed") % {"least": percent(least)},
        # Exactly, and not as shown: 39.999 percent is no forty.
        is_met=least is not None and Fraction(100 * women) >= Fraction(least) * members > 0,
        point=points.get("minimum_women", ""),
    )


def changed_by(seat: Any) -> Composition:
    """The commission as it would be with this new seat, or without this one that is given up."""
    competition = seat.competition
    held = competition.seats.filter(state=SeatState.SEATED)
    if seat.pk:
        return composition_of(competition, held.exclude(pk=seat.pk))
    return composition_of(competition, [*held.exclude(pk=seat.replaces_id), seat])


def percent(share: Decimal) -> str:
    """A share without idle zeros."""
    whole = share == share.to_integral_value()
    return number_format(share, decimal_pos=0 if whole else 2)
