"""Between the decision and its publication the applicant reads what he could read before it."""

from decimal import Decimal

import pytest
from django.urls import reverse

from applications.choices import ApplicationState
from competitions.choices import CompetitionState
from tests import factories

pytestmark = pytest.mark.django_db

DECIDED = {
    ApplicationState.AWARDED: {"granted": Decimal(54321)},
    ApplicationState.RESERVED: {"reserve_place": 7},
    ApplicationState.PASSED_OVER: {"ground": "Балл өтүү баллынан төмөн"},
}


@pytest.fixture
def decided(town, applicant):
    def make(state: str, call_state: str):
        call = factories.competition(town, state=call_state)
        return factories.application(call, applicant, state=state, **DECIDED[state])

    return make


@pytest.mark.parametrize("state", DECIDED)
def test_a_decision_is_not_seen_before_its_publication(
    decided, client, applicant, clerk, head, state
):
    application = decided(state, CompetitionState.DECIDED)
    client.force_login(applicant, backend="accounts.backends.PhoneOrEmailBackend")

    page = client.get(reverse("application_detail", args=[application.pk])).content.decode()

    assert application.state_shown_to(applicant) == ApplicationState.ADMITTED
    assert [application.state_shown_to(person) for person in (clerk, head)] == [state, state]
    assert "54 321" not in page.replace("\xa0", " ")
    assert "Балл өтүү баллынан төмөн" not in page
    assert str(ApplicationState(state).label) not in page


@pytest.mark.parametrize("state", DECIDED)
def test_it_is_seen_from_the_publication_on(decided, applicant, state):
    application = decided(state, CompetitionState.PUBLISHED)

    assert application.state_shown_to(applicant) == state
