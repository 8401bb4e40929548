"""What ends together with an award: its standing agreement and its payments not yet made."""

from collections.abc import Sequence

from django.db.models import QuerySet

from accounts.models import User
from audit.acts import perform
from awards.choices import STANDING, UNPAID
from awards.models import Agreement, Award, Payment


def standing_agreements(award: Award) -> QuerySet:
    """The agreement of an award that is drafted or signed."""
    return Agreement.objects.filter(award=award.pk, state__in=STANDING)


def unpaid_payments(award: Award) -> QuerySet:
    """The payments of an award that are planned or approved."""
    return Payment.objects.filter(award=award.pk, state__in=UNPAID)


def end_all(agreements: Sequence[Agreement], payments: Sequence[Payment], *, actor: User) -> None:
    """Terminate the agreement and cancel the payments that were not made."""
    for agreement in agreements:
        perform(agreement, "terminate", actor=actor)
    for payment in payments:
        perform(payment, "cancel", actor=actor)
