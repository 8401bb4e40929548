"""Whose turn it is, told at the top of the page of an award."""

from datetime import date
from decimal import Decimal

import pytest

from awards import actions
from awards.models import Award
from awards.views.now import now_of
from tests import factories
from tests.awards.conftest import accept_final, confirm_cash

pytestmark = pytest.mark.django_db

DAY, TERM = date(2026, 4, 10), date(2026, 5, 10)
LAST_MINUTE = factories.at(4, 25, 23, 59).replace(second=59)


def told(award: Award) -> tuple[str, str]:
    now = now_of(Award.objects.get(pk=award.pk))
    return str(now.turn), str(now.next)


def test_before_the_publication(granted):
    call = factories.competition(granted.competition.municipality, state="decided", rows=False)
    Award.objects.filter(pk=granted.pk).update(competition=call)

    assert told(granted) == ("the head of the aiyl okmotu", "the results are published")
    assert Award.objects.get().sign_until is None


def test_from_the_draft_to_the_signature(granted, clerk, head):
    assert told(granted) == ("the clerk", "the agreement is drafted")
    agreement = actions.draft_agreement(granted, actor=clerk, text_ky="а", text_ru="б")
    assert told(granted) == ("the winner", "the winner signs the agreement")
    assert now_of(Award.objects.get()).until == LAST_MINUTE
    actions.enter_signature(agreement, actor=clerk, winner_name="А. Г.", winner_signed_on=DAY)
    assert told(granted) == ("the head of the aiyl okmotu", "the head signs the agreement")


def test_from_the_work_to_the_closing(award, clerk, head, applicant):
    assert told(award)[0] == "the winner"
    confirm_cash(award, applicant, "Асанова", "5000")
    report = actions.begin_report(award, actor=applicant, kind="interim")
    report = actions.edit(report, actor=applicant, words="а", results="б")
    report = actions.submit(report, actor=applicant)
    head_decides = "the head of the aiyl okmotu"
    assert told(award) == (head_decides, "the report is accepted or returned")
    actions.accept(report, actor=head)
    accept_final(award, applicant=applicant, head=head)
    assert told(award) == (head_decides, "what follows from the shortfall is decided")
    resolved = actions.resolve_shortfall(Award.objects.get(), actor=head)
    assert told(award) == ("the clerk", "the accounts are made up")
    actions.settle_up(resolved, actor=clerk, due_on=TERM)
    assert told(award) == ("the winner", "what is unspent is given back")
    actions.settle(award.obligations.get(), actor=clerk, on=DAY, document="ПКО")
    assert told(award) == ("the clerk", "the award is closed")
    actions.close(Award.objects.get(), actor=head)
    assert told(award) == ("", "")


def test_a_terminated_award_that_still_owes(award, head, applicant):
    confirm_cash(award, applicant, "Асанова", "5000")
    actions.terminate(award, actor=head, reason="а", due_on=TERM, demanded=Decimal(0))

    assert told(award) == ("the winner", "what is owed is given back")
