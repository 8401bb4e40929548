"""How a shortfall of the own contribution is reckoned: each step in words and numbers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from awards import ledger
from competitions.choices import Shortfall
from ui.som import in_figures

if TYPE_CHECKING:
    from awards.models.award import Award


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: what it asks, the reckoning anybody can follow, and what comes out."""

    name: str
    reckoning: str
    result: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One contribution as the shortfall counts it; what was added later is promised nothing."""

    row: Any
    promised: Decimal
    used: Decimal


def figures_of(award: "Award") -> dict[str, Decimal | str]:
    """The figures the rule of the call is applied to, and what it makes of them, as they stand."""
    books, rule = award.books, Shortfall(award.competition.shortfall)
    spent = books.spent_from_grant
    # What is unspent goes back anyway; the rule is about what was spent.
    found = ledger.SHORTFALL_RULES[rule](award.amount, award.own_promised, books.own_used, spent)
    return {
        "rule": str(rule),
        "grant": award.amount,
        "promised": award.own_promised,
        "used": books.own_used,
        "paid": books.paid,
        "spent": spent,
        "missing": found.missing,
        "left": found.grant,
        "to_return": found.to_return,
    }


def steps_of(figures: Mapping[str, Any]) -> list[Step]:
    """The steps from what was promised to what is given back, in the language of the reader."""
    return list(_steps({name: _sum(value) for name, value in figures.items()}, figures["rule"]))


def _sum(value: Any) -> Any:
    try:
        return Decimal(value)
    except ArithmeticError:
        return value


def _steps(sums: dict[str, Any], rule: str) -> Iterator[Step]:
    said = {name: in_figures(value) for name, value in sums.items() if name != "rule"}
    said["cut"] = in_figures(sums["grant"] - sums["left"])
    said["unspent"] = in_figures(sums["paid"] - sums["spent"])
    yield Step(
        name=_("What is missing"),
        reckoning=_("Promised %(promised)s − used %(used)s = missing %(missing)s") % said,
        result=sums["missing"],
    )
    if rule == Shortfall.CUT:
        yield from _of_a_cut(sums, said)
    elif rule == Shortfall.RETURN:
        yield Step(
            name=_("What is given back for it"),
            reckoning=_(
                "The smaller of missing %(missing)s and spent of the grant %(spent)s "
                "= to give back %(to_return)s"
            )
            % said,
            result=sums["to_return"],
        )
    else:
        yield Step(
            name=_("What is given back for it"),
            reckoning=_("The shortfall is accepted: the grant stays %(grant)s") % said,
            result=sums["to_return"],
        )
    yield Step(
        name=_("What goes back in any case"),
        reckoning=_("Paid %(paid)s − spent of the grant %(spent)s = unspent %(unspent)s") % said,
        result=sums["paid"] - sums["spent"],
    )


def _of_a_cut(sums: dict[str, Any], said: dict[str, str]) -> Iterator[Step]:
    yield Step(
        name=_("The grant in the same proportion"),
        reckoning=_(
            "Grant %(grant)s × used %(used)s ÷ promised %(promised)s = grant after the cut %(left)s"
        )
        % said,
        result=sums["left"],
    )
    yield Step(
        name=_("How much is cut off"),
        reckoning=_("Grant %(grant)s − grant after the cut %(left)s = cut off %(cut)s") % said,
        result=sums["grant"] - sums["left"],
    )
    words = (
        _(
            "Spent of the grant %(spent)s − grant after the cut %(left)s "
            "= to give back %(to_return)s"
        )
        if sums["to_return"]
        else _(
            "Spent of the grant %(spent)s is not more than %(left)s: nothing is given back for it"
        )
    )
    yield Step(
        name=_("What is given back for it"), reckoning=words % said, result=sums["to_return"]
    )


def given_of(award: "Award") -> list[Given]:
    """The contributions of the kinds the call counts: what was promised first, what was used."""
    counted, used = award.competition.counted_kinds, award.books.used
    return [
        Given(row=one, promised=Decimal(0) if one.added_later else one.amount, used=used[one.pk])
        for one in award.books.contributions
        if one.kind in counted
    ]
