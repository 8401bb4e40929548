"""Papers of an award: the ledger's own story, told up to the accepted report."""

import pytest

from awards.models import Award, Report
from tests.awards.conftest import (  # noqa: F401 - the ledger's work, done as its own tests do it
    accept_final,
    award,
    confirm_cash,
    drafted,
    granted,
    paid,
    published_call,
    signed,
    spend,
    won,
)


@pytest.fixture
def accepted(paid: Award, applicant, clerk, head) -> Report:  # noqa: F811
    """The final report is accepted, with money spent from two purses."""
    confirm_cash(paid, clerk, "Асанова", "5000")
    spend(paid, clerk, "Ваза", "grant", "30000", number="77")
    spend(paid, clerk, "Боёк", "resident", "4000", number="78")
    return accept_final(Award.objects.get(pk=paid.pk), applicant=applicant, head=head)
