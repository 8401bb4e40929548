"""When contributions can be used and withdrawn."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from audit.acts import requires
from awards.rules.who import award_of

if TYPE_CHECKING:
    from awards.models import Contribution


@requires(_("Money is used by recording expenses from it."))
def contribution_is_not_money(contribution: "Contribution") -> bool:
    """Goods, labour and services are used by act or day sheet."""
    return not contribution.is_cash


@requires(_("A part of this contribution has been used already."))
def nothing_is_used_yet(contribution: "Contribution") -> bool:
    """Nothing of it was used."""
    return contribution.used_amount == 0


@requires(_("This money has been spent already, it can no longer be withdrawn."))
def purse_can_spare_it(contribution: "Contribution") -> bool:
    """Without this money its purse still covers what was spent from it."""
    if not contribution.is_cash:
        return True
    return (
        contribution.award.books.unspent(contribution.giver_kind) >= contribution.confirmed_amount
    )


@requires(_("No labour or machine is promised by a rate of the call for an hour or a day."))
def work_by_the_hour_is_promised(subject: Any) -> bool:
    """A promise of labour or machines is open whose rate is for time."""
    return any(one.takes_day_sheets for one in award_of(subject).books.contributions)


def spare_of(contribution: "Contribution") -> Decimal:
    """What of that which came can still be given back: not used, not spent from its purse."""
    if not contribution.is_cash:
        return contribution.left
    return min(
        contribution.confirmed_amount,
        max(contribution.award.books.unspent(contribution.giver_kind), Decimal(0)),
    )


@requires(_("All of it has been used."))
def something_is_not_used(contribution: "Contribution") -> bool:
    """A part of the promise has not come yet, or came and was not used."""
    return contribution.awaited + spare_of(contribution) > 0


@requires(_("Money is counted as used when the accounts are made up."))
def use_is_complete(contribution: "Contribution") -> bool:
    """Goods, labour and services at any time; money only when the accounts are made up."""
    return not contribution.is_cash or contribution.award.settled_at is not None
