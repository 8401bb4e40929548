"""Free money is offered to the first of the reserve, who has a term to answer."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from applications.models import Application
from audit import clock
from audit.models import Entry, Notice
from awards import actions
from awards.models import Award, Offer
from tests import factories
from tests.awards.test_decision import (  # noqa: F401
    call,
    decided,
    denied,
    four,
    freed,
    protocol,
    published,
    refused,
    states,
)

UNTIL = date(2026, 4, 20)
TERMS = {"freed_by": "refusal", "answer_until": UNTIL}


@pytest.fixture
def offered(freed, four, head):  # noqa: F811
    return actions.offer(four[2], actor=head, **TERMS)


def test_offer(offered, head, rival):
    entry = Entry.objects.last()

    assert (offered.state, offered.amount, offered.freed_by) == ("offered", 60000, "refusal")
    assert (entry.act, entry.actor, entry.facts["answer_until"]) == (
        "awards.offer",
        head,
        "2026-04-20",
    )
    assert Notice.objects.last().template == "awards/offered"


def test_only_the_head_offers(freed, four, clerk, chair):  # noqa: F811
    denied(actions.offer, four[2], actor=clerk, **TERMS)
    denied(actions.offer, four[2], actor=chair, **TERMS)


def test_nothing_is_offered_while_the_fund_is_bound(published, four, head):  # noqa: F811
    assert refused(actions.offer, four[2], actor=head, **TERMS) == [
        "All the money of the fund is bound."
    ]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"amount": Decimal(60001)}, "amount"),
        ({"answer_until": date(2026, 4, 10)}, "answer_until"),
    ],
)
def test_an_offer_says_something_possible(wrong, field, freed, four, head):  # noqa: F811
    with pytest.raises(ValidationError) as fault:
        actions.offer(four[2], actor=head, **(TERMS | wrong))

    assert list(fault.value.message_dict) == [field]
    assert Offer.objects.count() == 0


def test_an_offer_is_accepted_and_becomes_an_award_by_a_decision(
    offered,
    freed,  # noqa: F811
    four,  # noqa: F811
    head,
):
    waiting = refused(actions.promote, four[2], actor=head, decision_number="15")
    accepted = actions.accept_offer(offered, actor=four[2].applicant)
    award = actions.promote(four[2], actor=head, decision_number="15")

    assert waiting == ["The applicant has not answered the offer yet, or did not take it."]
    assert accepted.state == "accepted"
    assert award.amount == offered.amount
    assert states(freed)[2] == ("awarded", 60000, None)


def test_a_clerk_enters_an_answer_on_paper_and_nobody_else_does(offered, clerk, head, chair):
    denied(actions.accept_offer, offered, actor=head)
    denied(actions.accept_offer, offered, actor=chair)

    assert actions.accept_offer(offered, actor=clerk).state == "accepted"
    assert Notice.objects.filter(template="awards/offer_answered").count() >= 1


def test_whoever_declines_is_passed_by(offered, freed, four, head, town):  # noqa: F811
    later = factories.application(
        freed, factories.user("Токтоматова Айгүл"), state="reserved", reserve_place=9
    )
    before = refused(actions.offer, later, actor=head, **TERMS)
    actions.decline_offer(offered, actor=four[2].applicant)

    assert "Another initiative stands before this one in the reserve." in before
    assert refused(actions.promote, four[2], actor=head, decision_number="15") == [
        "The applicant has not answered the offer yet, or did not take it."
    ]
    assert actions.offer(later, actor=head, **TERMS).amount == later.asked
    released = actions.release(four[2], actor=head)
    assert (released.state, released.ground) == (
        "passed_over",
        "The offer of free money was not taken.",
    )


def test_silence_ends_with_the_term(offered, head, clerk, four):  # noqa: F811
    early = refused(actions.lapse_offer, offered, actor=head)
    with clock.at(factories.at(4, 21)):
        late = refused(actions.accept_offer, offered, actor=clerk)
        lapsed = actions.lapse_offer(offered, actor=head)

    assert early == ["The term to answer is still running."]
    assert late == ["The term to answer has run out."]
    assert lapsed.state == "lapsed"
    assert Award.objects.filter(application=four[2]).count() == 0


def test_one_offer_at_a_time(offered, four, head):  # noqa: F811
    assert refused(actions.offer, four[2], actor=head, **TERMS) == [
        "Another offer of this call waits for its answer, or was answered."
    ]
    assert Application.objects.get(pk=four[2].pk).state == "reserved"


def test_the_award_is_the_sum_that_was_accepted(freed, four, head):  # noqa: F811
    part = actions.offer(four[2], actor=head, amount=Decimal(45000), **TERMS)
    actions.accept_offer(part, actor=four[2].applicant)

    with pytest.raises(ValidationError) as fault:
        actions.promote(four[2], actor=head, decision_number="15", granted=Decimal(60000))

    assert fault.value.message_dict == {
        "granted": ["The applicant accepted 45\xa0000: award just that."]
    }
    assert actions.promote(four[2], actor=head, decision_number="15").amount == 45000


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_an_award_without_an_offer_says_why(reason, freed, four, head):  # noqa: F811
    before = Entry.objects.count()
    with pytest.raises(ValidationError) as fault:
        actions.promote(four[2], actor=head, decision_number="15", reason=reason)

    assert list(fault.value.message_dict) == ["reason"]
    assert (Entry.objects.count(), Award.objects.filter(application=four[2]).count()) == (before, 0)
    award = actions.promote(four[2], actor=head, decision_number="15", reason="Макулдугу катта")
    entry = Entry.objects.about(four[2]).last()
    assert award.amount == 60000
    assert entry.note == "Decision № 15\nМакулдугу катта"


def test_an_offer_ends_before_the_reserve_does(freed, four, head):  # noqa: F811
    with pytest.raises(ValidationError) as fault:
        actions.offer(four[2], actor=head, freed_by="refusal", answer_until=date(2026, 10, 8))

    assert fault.value.message_dict == {
        "answer_until": ["The reserve is valid until 07.10.2026: choose a day no later."]
    }
    offered = actions.offer(four[2], actor=head, freed_by="refusal", answer_until=date(2026, 10, 7))
    with clock.at(factories.at(10, 7)):
        actions.accept_offer(offered, actor=four[2].applicant)
    with clock.at(factories.at(10, 20)):
        assert actions.promote(four[2], actor=head, decision_number="15").amount == 60000
