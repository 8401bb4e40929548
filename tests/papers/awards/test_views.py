"""Who gets the papers of an award."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from audit import clock
from awards import actions as awarding
from awards.models import Amendment, Confirmation, DaySheet, Visit
from tests import factories
from tests.papers.pages import AWARDED, PAGES, PEOPLE, somebody


@pytest.fixture
def addresses(signed, accepted, award, clerk):
    kept = {"number": 1, "reason_ky": "Баалар", "reason_ru": "Цены", "made_at": factories.NOON}
    about = {
        "paper_agreement": signed,
        "paper_amendment": Amendment.objects.create(agreement=signed, **kept),
        "paper_acceptance": accepted,
        "paper_report": accepted,
        "paper_closing_act": award,
        "refund_list_print": award,
        "visit_act_print": Visit.objects.create(
            award=award, number=1, planned_on=date(2026, 4, 10)
        ),
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
    told = sorted(AWARDED - {"paper_extension"})
    return {name: reverse(name, args=[about[name].pk]) for name in told}


def test_who_is_answered_what(request, sign_in, addresses):
    answered = {
        name: {
            person: sign_in(somebody(request, person)).get(address).status_code for person in PEOPLE
        }
        for name, address in addresses.items()
    }

    assert answered == {name: PAGES[name] for name in addresses}


def test_who_gets_the_extension_of_the_term_for_signing(request, sign_in, drafted, head):
    extension = awarding.extend_signing(
        drafted.award,
        actor=head,
        until=clock.local_day(drafted.award.sign_until) + timedelta(days=7),
        order_number="14",
        reason_ky="Эсеп ачыла элек.",
        reason_ru="Счет еще не открыт.",
    )
    address = reverse("paper_extension", args=[extension.pk])

    answered = {
        person: sign_in(somebody(request, person)).get(address).status_code for person in PEOPLE
    }

    assert answered == PAGES["paper_extension"]


def test_an_interim_report_has_no_acceptance(sign_in, paid, applicant, head):
    begun = awarding.begin_report(paid, actor=applicant, kind="interim")

    assert sign_in(head).get(reverse("paper_acceptance", args=[begun.pk])).status_code == 404
