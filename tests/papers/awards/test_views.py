"""Who gets the papers of an award."""

import pytest
from django.urls import reverse

from awards import actions as awarding
from tests.papers.pages import AWARDED, PAGES, PEOPLE, somebody


@pytest.fixture
def addresses(signed, accepted):
    about = {
        "paper_agreement": signed,
        "paper_acceptance": accepted,
        "workbook_budget": accepted.award,
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
