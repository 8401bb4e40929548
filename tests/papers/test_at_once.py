"""Many ask for the same paper at one moment: it is issued once, and everybody gets it."""

from collections.abc import Callable, Sequence

import pytest

from applications import actions as applying
from audit.journals import check
from audit.models import Entry
from papers import actions
from papers.models import Issued
from tests import factories
from tests.journeys.crowds import Deed, pressed_by_processes, pressed_by_threads

pytestmark = pytest.mark.django_db(transaction=True)

CROWDS = [
    pytest.param(pressed_by_threads, marks=pytest.mark.postgres, id="threads on PostgreSQL"),
    pytest.param(pressed_by_processes, marks=pytest.mark.sqlite, id="processes on SQLite"),
]
Crowd = Callable[[Sequence[Deed]], list[str]]


@pytest.mark.parametrize("crowd", CROWDS)
def test_a_receipt_asked_for_eight_times_at_once(crowd: Crowd, call, applicant):
    submitted = applying.submit(factories.application(call, applicant), actor=applicant)

    found = crowd([lambda: actions.issue_receipt(submitted, actor=applicant)] * 8)

    assert found == ["done"] * 8
    assert Issued.objects.count() == Entry.objects.filter(act="papers.issue").count() == 1
    assert check(call.journal_chain)[1] is None


@pytest.mark.parametrize("crowd", CROWDS)
def test_eight_receipts_at_once_get_eight_numbers(crowd: Crowd, call):
    people = [factories.user(f"Арыз берүүчү {place}") for place in range(8)]
    submitted = [applying.submit(factories.application(call, who), actor=who) for who in people]

    found = crowd(
        [
            lambda who=who, one=one: actions.issue_receipt(one, actor=who)
            for who, one in zip(people, submitted, strict=True)
        ]
    )

    assert found == ["done"] * 8
    numbers = sorted(Issued.objects.values_list("number", flat=True))
    assert numbers == [f"2026-{place:04d}" for place in range(1, 9)]
    assert check(call.journal_chain)[1] is None
