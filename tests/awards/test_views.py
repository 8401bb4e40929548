import pytest
from django.urls import reverse

from awards import actions
from tests.awards.conftest import confirm_cash, contribution, pay_tranche, spend

pytestmark = pytest.mark.django_db


@pytest.fixture
def rich(award, clerk, head, applicant):
    pay_tranche(award, 30000, clerk=clerk, head=head)
    confirm_cash(award, applicant, "Асанова", "5000")
    spend(award, applicant, "Ваза", "grant", "1000")
    actions.plan_visit(award, actor=clerk, planned_on="2026-05-01")
    actions.begin_report(award, actor=applicant, kind="interim")
    return award


@pytest.mark.parametrize("who", ["applicant", "clerk", "head", "auditor"])
def test_pages(rich, who, request, client):
    client.force_login(request.getfixturevalue(who))
    pages = [
        rich,
        rich.agreement,
        *rich.payments.all(),
        *rich.expenses.all(),
        *rich.visits.all(),
        *rich.reports.all(),
    ]
    pages.append(contribution(rich, "Асанова"))
    for page in pages:
        assert client.get(page.get_absolute_url()).status_code == 200
    assert client.get(reverse("award_list")).status_code == 200
