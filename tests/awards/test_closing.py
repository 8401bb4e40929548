"""The end of an award: what is shown before a decision, who gets back, what is still open."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.actions import clock_account
from audit import clock
from audit.acts import Refused
from audit.models import Entry, Notice
from audit.post import deliver
from awards import actions, ledger
from awards.actions.closing import remind_of_debts
from awards.models import Award, Gathering, Obligation, Settlement, WriteOff
from awards.models.account import account_of, shares_of
from awards.models.matters import open_points
from awards.rules.closing import latest_reminder
from tests import factories, files
from tests.awards.conftest import (
    accept_final,
    confirm_cash,
    contribution,
    pay_tranche,
    scan,
    spend,
)

pytestmark = pytest.mark.django_db

DAY, TERM = date(2026, 4, 10), date(2026, 5, 10)


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def reported(award, clerk, head, applicant, published_call):
    """30 000 paid and 29 000 spent; of 8 000 of residents 100 was spent; nothing else came."""
    pay_tranche(award, 30000, clerk=clerk, head=head)
    confirm_cash(award, applicant, "Асанова", "5000")
    confirm_cash(award, applicant, "Токтогулов", "3000")
    spend(award, applicant, "Ваза", "grant", "29000")
    spend(award, applicant, "Боёк", "resident", "100", number="2")
    accept_final(award, applicant=applicant, head=head)
    type(published_call).objects.update(shortfall="accept")
    return actions.resolve_shortfall(
        Award.objects.get(pk=award.pk), actor=head, reason="Кургакчылык"
    )


@pytest.fixture
def settled(reported, clerk):
    return actions.settle_up(Award.objects.get(pk=reported.pk), actor=clerk, due_on=TERM)


def debt(award, giver):
    return award.obligations.get(to_whom__startswith=giver)


def trace():
    return (
        Entry.objects.count(),
        [(one.pk, one.state, one.left) for one in Obligation.objects.order_by("pk")],
        Settlement.objects.count(),
        WriteOff.objects.count(),
        Gathering.objects.count(),
    )


# --- rounding


@given(
    gave=st.lists(st.integers(1, 10**9), min_size=1, max_size=40),
    spent_part=st.fractions(0, 1),
)
def test_refunds_never_lose_nor_make_a_tyiyn(gave, spent_part):
    sums = [Decimal(one) / 100 for one in gave]
    whole = sum(sums, Decimal(0))
    spent = Decimal(int(whole * 100 * spent_part.numerator / spent_part.denominator)) / 100
    used = ledger.split_exactly(spent, sums)
    back = [one - part for one, part in zip(sums, used, strict=True)]

    assert sum(back) + spent == whole
    assert all(0 <= part <= one for one, part in zip(sums, used, strict=True))


def test_what_is_shown_before_is_what_is_owed_after(reported, clerk):
    before = [(one.source, one.to_whom, one.amount) for one in shares_of(reported)]
    settled = actions.settle_up(reported, actor=clerk, due_on=TERM)
    after = [(one.source, one.to_whom, one.amount) for one in settled.obligations.order_by("pk")]

    assert before == after
    assert sum(amount for _source, _to, amount in before) == 1000 + 7900
    account = account_of(Award.objects.get(pk=settled.pk))
    assert account.adds_up
    assert [(one.source, one.unspent, one.owed) for one in account.sources] == [
        ("grant", 1000, 1000),
        ("resident", 7900, 7900),
    ]


def test_money_is_not_counted_as_used_by_hand(award, applicant, clerk, head):
    """Else it would be nobody's when the accounts are made up."""
    confirm_cash(award, applicant, "Асанова", "5000")
    accept_final(award, applicant=applicant, head=head)

    with pytest.raises(Refused):
        actions.finish(contribution(award, "Асанова"), actor=applicant)


# --- writing off


@pytest.mark.parametrize(
    ("giver", "ground", "taken"),
    [
        ("Кең-Булуң", "uncollected", True),
        ("Кең-Булуң", "refused", False),
        ("Кең-Булуң", "nonsense", False),
        ("Асанова", "refused", True),
        ("Асанова", "not_found", True),
        ("Асанова", "uncollected", False),
        ("Асанова", "other", False),
    ],
)
def test_a_givers_money_is_not_the_offices_to_give_away(settled, head, giver, ground, taken):
    before = trace()
    decision = {"decision_number": "1", "decision_on": DAY, "ground": "а", "ground_kind": ground}
    owed = debt(settled, giver)
    if not taken:
        with pytest.raises(ValidationError) as error:
            actions.write_off(owed, actor=head, **decision)
        assert list(error.value.error_dict) == ["ground_kind"]
        assert trace() == before
        return
    done = actions.write_off(owed, actor=head, **decision)

    assert (done.state, done.left, done.written_off_amount) == ("written_off", 0, done.amount)


def test_parts_written_off_and_given_back_add_up(settled, head, clerk):
    owed = debt(settled, "Кең-Булуң")
    decision = {
        "decision_number": "1",
        "decision_on": DAY,
        "ground": "Накладная",
        "ground_kind": "late_paper",
    }
    with pytest.raises(ValidationError):
        actions.write_off_part(owed, actor=head, amount=owed.left, **decision)
    for amount in ("0.10", "0.20"):
        owed = actions.write_off_part(owed, actor=head, amount=Decimal(amount), **decision)
    owed = actions.settle_part(owed, actor=clerk, amount=Decimal("0.30"), on=DAY, document="ПКО")
    done = actions.settle(owed, actor=clerk, on=DAY, document="ПКО")

    assert (done.state, done.settled_amount, done.written_off_amount, done.left) == (
        "settled",
        Decimal("999.70"),
        Decimal("0.30"),
        0,
    )
    assert [one.amount for one in done.settlements.order_by("pk")] == [
        Decimal("0.30"),
        Decimal("999.40"),
    ]


# --- several givers at once


def test_several_at_once_are_all_or_none(settled, clerk, head, applicant):
    first, second = debt(settled, "Асанова"), debt(settled, "Токтогулов")
    before = trace()
    facts = {"on": DAY + timedelta(days=1), "document": "тизме"}
    with pytest.raises(ValidationError):
        actions.give_back(settled, actor=clerk, debts=[first, second], **facts)
    assert trace() == before

    actions.give_back(
        settled, actor=clerk, debts=[first, second], on=DAY, document="тизме", file=scan()
    )
    proofs = Settlement.objects.order_by("pk")
    assert [one.amount for one in proofs] == [first.amount, second.amount]
    assert len({one.file.name for one in proofs}) == 1
    assert {one.state for one in settled.obligations.to_givers()} == {"settled"}


def test_debts_of_another_award_are_not_given_back_here(settled, chair, clerk, published_call):
    other = factories.application(published_call, None, state="awarded", route="paper")
    foreign = actions.grant(other, actor=chair, granted=Decimal(100), protocol_number="1")
    owed = actions.owe(
        foreign,
        actor=clerk,
        source="resident",
        to_whom="Башка",
        amount=Decimal(1),
        due_on=TERM,
        reason="unspent",
    )
    before = trace()
    with pytest.raises(ValidationError):
        actions.give_back(settled, actor=clerk, debts=[owed], on=DAY, document="тизме")
    assert trace() == before


# --- bad input


GATHERING = {
    "held_on": "2026-04-10",
    "place": "Клуб",
    "women": "3",
    "men": "2",
    "votes_for": "5",
    "votes_against": "0",
    "votes_abstained": "0",
    "purpose": "Көчөт",
}


@pytest.mark.parametrize(
    "spoilt",
    [
        {"held_on": ""},
        {"held_on": "2026-04-11"},
        {"held_on": "x"},
        {"place": ""},
        {"place": "а" * 301},
        {"women": "-1"},
        {"women": "9" * 30},
        {"men": "2,5"},
        {"votes_for": "6"},
        {"votes_for": "2", "votes_against": "3"},
        {"votes_against": "1"},
        {"purpose": ""},
        {"purpose": "а" * 2001},
        {"file": None},
    ],
)
def test_a_gathering_that_cannot_be(settled, clerk, client, spoilt):
    client.force_login(clerk)
    before = trace()
    minutes = files.sent("minutes.pdf", files.PLAIN_PDF)
    typed = {
        name: value
        for name, value in (GATHERING | {"file": minutes} | spoilt).items()
        if value is not None
    }
    answer = client.post(reverse("gathering_record", args=[settled.pk]), typed)

    assert answer.status_code == 200
    assert answer.context["form"].errors or answer.context["reasons"]
    assert trace() == before


WRITE_OFF = {
    "amount": "10",
    "ground_kind": "court",
    "ground": "Сот",
    "decision_number": "1",
    "decision_on": "2026-04-10",
    "decided_by": "Сот",
}


@pytest.mark.parametrize(
    "spoilt",
    [
        {"amount": ""},
        {"amount": "-1"},
        {"amount": "0"},
        {"amount": "0,001"},
        {"amount": "1000"},
        {"amount": "9" * 40},
        {"ground_kind": ""},
        {"ground_kind": "refused"},
        {"ground": ""},
        {"decision_number": ""},
        {"decision_number": "1" * 61},
        {"decision_on": "2026-04-11"},
        {"decision_on": "никогда"},
        {"decided_by": ""},
        {"file": None},
    ],
)
def test_a_part_written_off_that_cannot_be(settled, head, client, spoilt):
    client.force_login(head)
    before = trace()
    decision = files.sent("decision.pdf", files.PLAIN_PDF)
    typed = {
        name: value
        for name, value in (WRITE_OFF | {"file": decision} | spoilt).items()
        if value is not None
    }
    owed = debt(settled, "Кең-Булуң")
    answer = client.post(reverse("obligation_write_off_part", args=[owed.pk]), typed)

    assert answer.context["form"].errors
    assert trace() == before


@pytest.mark.parametrize(
    "spoilt",
    [
        {"ground": ""},
        {"ground": "nonsense"},
        {"reason": ""},
        {"demanded": "29000,01"},
        {"demanded": "-1"},
        {"due_on": "2026-04-09"},
    ],
)
def test_a_termination_that_cannot_be(reported, head, client, spoilt):
    client.force_login(head)
    before = trace()
    typed = {"ground": "force", "reason": "Сел", "demanded": "", "due_on": "2026-05-10"} | spoilt
    answer = client.post(reverse("award_terminate", args=[reported.pk]), typed)

    assert answer.context["form"].errors
    assert trace() == before
    assert Award.objects.get(pk=reported.pk).state == "agreed"


# --- reminders


@pytest.mark.parametrize(
    ("days", "since"),
    [(-8, None), (-7, -7), (0, -7), (1, 1), (14, 1), (15, 15), (44, 15), (45, 45), (75, 75)],
)
def test_the_days_of_a_reminder(days, since):
    day = latest_reminder(TERM, TERM + timedelta(days=days))

    assert day == (None if since is None else TERM + timedelta(days=since))


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_a_reminder_finds_its_words(settled, applicant, played, language):
    type(applicant).objects.filter(pk=applicant.pk).update(language=language)
    with played(5, 4):
        assert remind_of_debts(clock_account()) == 1
    with played(5, 12):
        assert remind_of_debts(clock_account()) == 1
        assert remind_of_debts(clock_account()) == 0
        _sent, failed = deliver()
    letters = Notice.objects.filter(template="awards/reminded_of_debts", recipient=applicant)

    assert (failed, letters.count()) == (0, 2)
    assert all("8\xa0900" in one.body for one in letters)


def test_nobody_is_reminded_of_what_is_given_back(settled, clerk, played):
    for one in settled.obligations.all():
        actions.settle(one, actor=clerk, on=DAY, document="ПКО")
    with played(5, 12):
        assert remind_of_debts(clock_account()) == 0
        with pytest.raises(Refused):
            actions.remind(settled, actor=clock_account())


# --- what is still open


def test_every_open_thing_leads_to_its_page(settled, clerk, client):
    found = {
        point.name: [matter.address for matter in point.matters] for point in open_points(settled)
    }
    payment = settled.payments.get()

    assert found == {
        "Every payment is accounted for": [payment.get_absolute_url()],
        "Everything owed is given back, redirected or written off": [
            one.get_absolute_url() for one in settled.obligations.order_by("pk")
        ],
    }
    client.force_login(clerk)
    page = client.get(reverse("award_closing", args=[settled.pk])).content.decode()
    assert all(address in page for addresses in found.values() for address in addresses)


def test_the_completion_of_a_call_leads_to_what_is_open(settled, head, client):
    client.force_login(head)
    address = reverse("competition_complete", args=[settled.competition_id])
    ((award, points),) = client.get(address).context["unfinished"]

    assert (award, len(points)) == (settled, 2)


@pytest.mark.parametrize("page", ["award_closing", "award_refunds"])
@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_of_the_end_ask_the_same_with_1_and_3_rows(
    award, clerk, client, page, number, django_assert_num_queries
):
    for each in range(number):
        actions.owe(
            award,
            actor=clerk,
            source="resident",
            to_whom=f"Асанова {each}",
            amount=Decimal(10),
            due_on=TERM,
            reason="unspent",
        )
    client.force_login(clerk)
    client.get(reverse(page, args=[award.pk]))
    with django_assert_num_queries({"award_closing": 12, "award_refunds": 6}[page]):
        client.get(reverse(page, args=[award.pk]))


def test_the_closing_act_of_a_terminated_award_is_drawn_up_once(award, head, clerk, client):
    ended = actions.terminate(award, actor=head, reason="Сел", due_on=clock.today(), ground="force")
    drawn = actions.wind_up(ended, actor=clerk)

    assert drawn.has_closing_act
    with pytest.raises(Refused):
        actions.wind_up(drawn, actor=clerk)
