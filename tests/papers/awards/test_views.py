"""Who gets the papers of an award."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from awards import actions as awarding
from awards.models import Confirmation, DaySheet
from tests import factories
from tests.papers.pages import AWARDED, PAGES, PEOPLE, somebody


@pytest.fixture
def addresses(signed, accepted, award, clerk):
    about = {
        "paper_agreement": signed,
        "paper_acceptance": accepted,
        "paper_payment_order": accepted.award.payments.get(),
        "paper_act_of_receipt": accepted.award.payments.get(),
        "workbook_budget": accepted.award,
        "day_sheet_blank": award,
        "workbook_contributions": award,
        "contribution_act_print": Confirmation.objects.first(),
        "day_sheet_print": DaySheet.objects.create(
            award=award,
            contribution=award.contributions.last(),
            number=1,
            worked_on=date(2026, 4, 10),
            work="Казуу",
            rate_amount=800,
            unit_ky="күн",
            unit_ru="день",
            hours_a_unit=8,
            unnamed_women=1,
            hours_each=8,
            women=1,
            people=1,
            hours=8,
            amount=Decimal("800.00"),
            recorded_at=factories.NOON,
        ),
    }
    return {name: reverse(name, args=[about[name].pk]) for name in sorted(AWARDED)}


def test_who_is_answered_what(request, sign_in, addresses):
    answered = {
        name: {
            person: sign_in(somebody(request, person)).get(address).status_code for person in PEOPLE
        }
        for name, address in addresses.items()
    }

    assert answered == {name: PAGES[name] for name in addresses}


def test_an_interim_report_has_no_acceptance(sign_in, paid, applicant, head):
    begun = awarding.begin_report(paid, actor=applicant, kind="interim")

    assert sign_in(head).get(reverse("paper_acceptance", args=[begun.pk])).status_code == 404
