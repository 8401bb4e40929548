"""The decision carried out, the reserve, amending protocols, completion."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from applications import actions as below
from applications.models import Application
from audit.acts import Refused
from audit.models import Entry, Notice
from awards import actions
from awards.models import Award
from competitions.models import Competition
from scoring.models import Appeal, Proposal, Protocol
from tests import factories

pytestmark = pytest.mark.django_db
WHY = "Өтүнмө ээси кеңешмеде макулдугун айтты"


def refused(act: Any, *args: Any, **facts: Any) -> list[str]:
    before = Entry.objects.count(), Notice.objects.count()
    with pytest.raises(Refused) as refusal:
        act(*args, **facts)
    assert (Entry.objects.count(), Notice.objects.count()) == before
    return refusal.value.reasons


def denied(act: Any, *args: Any, **facts: Any) -> None:
    before = Entry.objects.count(), Notice.objects.count()
    with pytest.raises(PermissionDenied):
        act(*args, **facts)
    assert (Entry.objects.count(), Notice.objects.count()) == before


def states(call: Competition) -> list[tuple[str, Any, Any]]:
    rows = Application.objects.filter(competition=call).order_by("pk")
    return [(row.state, row.granted, row.reserve_place) for row in rows]


def signed_protocol(
    call: Competition, outcomes: list[tuple[Application, str, Any]], **fields: Any
) -> Protocol:
    """A signed protocol that says of each application what is given: grant or place."""
    protocol = Protocol.objects.create(
        competition=call,
        state="signed",
        drawn_up_at=factories.NOON,
        signed_at=factories.NOON,
        **({"number": 1} | fields),
    )
    for position, (application, outcome, figure) in enumerate(outcomes, start=1):
        Proposal.objects.create(
            protocol=protocol,
            application=application,
            position=position,
            outcome=outcome,
            granted=figure if outcome == "award" else None,
            place=figure if outcome == "reserve" else None,
            reason_ky="Акча жетпейт" if outcome == "pass_over" else "",
            reason_ru="Денег не хватает" if outcome == "pass_over" else "",
        )
    return protocol


@pytest.fixture
def call(town, chair):
    """The commission deliberates; the fund is 100 000."""
    call = factories.competition(town, state="deliberation", fund=Decimal(100000))
    factories.seat(call, chair, "chair")
    return call


@pytest.fixture
def four(call, applicant, rival):
    """Four admitted applications, 60 000 asked in each."""
    fields = {"state": "admitted", "consents_to_part": True}
    return [
        factories.application(call, person, **fields) for person in (applicant, rival, rival, None)
    ]


@pytest.fixture
def protocol(call, four):
    said = [
        (four[0], "award", Decimal(60000)),
        (four[1], "award", Decimal(40000)),
        (four[2], "reserve", 1),
    ]
    return signed_protocol(call, [*said, (four[3], "pass_over", None)])


@pytest.fixture
def decided(protocol, call, chair):
    return actions.decide(call, actor=chair)


@pytest.fixture
def published(decided, head):
    return actions.publish(decided, actor=head)


def test_decide(decided, call, chair):
    assert states(call) == [
        ("awarded", 60000, None),
        ("awarded", 40000, None),
        ("reserved", None, 1),
        ("passed_over", None, None),
    ]
    assert [
        (row.amount, row.protocol_number, row.state) for row in Award.objects.order_by("pk")
    ] == [
        (60000, "1", "granted"),
        (40000, "1", "granted"),
    ]
    assert [entry.act for entry in Entry.objects.order_by("pk")] == [
        "competitions.decide",
        "applications.award",
        "awards.grant",
        "applications.award",
        "awards.grant",
        "applications.reserve",
        "applications.pass_over",
    ]
    assert {entry.actor_name for entry in Entry.objects.all()} == {chair.name}
    # Nobody outside learns of it before the publication.
    assert Notice.objects.count() == 0
    assert refused(actions.decide, decided, actor=chair) == [
        "This has already moved on. Open the page again to see where it stands."
    ]


def test_decide_by_others(protocol, call, head, clerk, applicant):
    for person in (head, clerk, applicant):
        denied(actions.decide, call, actor=person)
    assert not Award.objects.exists()


def test_decide_without_a_signed_protocol(call, four, chair):
    assert refused(actions.decide, call, actor=chair) == ["The protocol is not signed yet."]


def test_decide_passes_by_who_withdrew_after_the_signing(protocol, call, four, chair, rival):
    Application.objects.filter(pk=four[1].pk).update(state="withdrawn")

    actions.decide(call, actor=chair)

    assert [state for state, _granted, _place in states(call)] == [
        "awarded",
        "withdrawn",
        "reserved",
        "passed_over",
    ]
    assert Award.objects.count() == 1


def test_decide_beyond_the_fund(call, four, chair):
    said = [(row, "award", Decimal("33333.34")) for row in four[:3]]
    signed_protocol(call, [*said, (four[3], "pass_over", None)])

    assert refused(actions.decide, call, actor=chair) == [
        "The grants are 0,02 som more than the fund."
    ]
    assert [state for state, _granted, _place in states(call)] == ["admitted"] * 4


def test_an_award_before_the_decision_is_recorded(protocol, four, chair):
    """A signed protocol alone moves no application."""
    from_below = four[0]
    reasons = refused(_award, from_below, chair)

    assert reasons == ["The commission's decision must be recorded first."]


def _award(application: Application, actor: Any) -> None:
    below.award(application, actor=actor, granted=Decimal(60000))


def test_publish(published, applicant, rival, head, clerk):
    entry = Entry.objects.exclude(act="papers.issue").order_by("-pk").first()
    told = [
        (row.recipient.name, row.template)
        for row in Notice.objects.filter(entry=entry).order_by("pk")
    ]

    assert (published.state, entry.act, entry.actor_name) == (
        "published",
        "competitions.publish",
        head.name,
    )
    assert told == [
        (applicant.name, "awards/granted"),
        (rival.name, "awards/granted"),
        (rival.name, "awards/reserved"),
    ]
    assert Award.objects.order_by("pk").first().sign_until == factories.at(4, 25, 23, 59).replace(
        second=59
    )


def test_publish_by_others(decided, clerk, chair):
    denied(actions.publish, decided, actor=clerk)
    denied(actions.publish, decided, actor=chair)


# --- the reserve


@pytest.fixture
def freed(published, applicant):
    """The first winner gives up 60 000."""
    actions.forgo(Award.objects.get(amount=60000), actor=applicant)
    return published


def test_promote(freed, four, head, rival):
    award = actions.promote(four[2], actor=head, decision_number="15", reason=WHY)

    assert (award.amount, award.protocol_number, award.state) == (60000, "15", "granted")
    assert states(freed)[2] == ("awarded", 60000, None)
    assert [row.template for row in Notice.objects.order_by("-pk")[:1]] == ["awards/granted"]
    assert Award.objects.free_money(freed) == 0
    assert refused(actions.promote, four[2], actor=head, decision_number="15") == [
        "This has already moved on. Open the page again to see where it stands."
    ]


def test_promote_while_the_fund_is_bound(published, four, head):
    assert refused(actions.promote, four[2], actor=head, decision_number="15") == [
        "All the money of the fund is bound.",
        (
            "The money that is free is less than the smallest part the call allows, "
            "or the applicant takes no part."
        ),
    ]


def test_promote_in_part(published, four, head, rival):
    actions.forgo(Award.objects.get(amount=40000), actor=rival)

    assert actions.promote(four[2], actor=head, decision_number="15", reason=WHY).amount == 40000


def test_promote_in_part_without_consent(published, four, head, rival):
    actions.forgo(Award.objects.get(amount=40000), actor=rival)
    Application.objects.filter(pk=four[2].pk).update(consents_to_part=False)

    assert refused(actions.promote, four[2], actor=head, decision_number="15") == [
        (
            "The money that is free is less than the smallest part the call allows, "
            "or the applicant takes no part."
        ),
    ]


def test_promote_less_than_the_smallest_part(freed, four, head):
    with pytest.raises(ValidationError):
        actions.promote(
            four[2], actor=head, decision_number="15", reason=WHY, granted=Decimal("29999.99")
        )
    Application.objects.filter(pk=four[2].pk).update(consents_to_part=False)
    with pytest.raises(ValidationError):
        actions.promote(
            four[2], actor=head, decision_number="15", reason=WHY, granted=Decimal(40000)
        )
    assert states(freed)[2] == ("reserved", None, 1)


def test_the_reserve_is_not_for_whom_an_amendment_admitted(freed, four, head):
    Application.objects.filter(pk=four[3].pk).update(state="admitted")
    admitted = Application.objects.get(pk=four[3].pk)
    sentence = ["This initiative is not in the reserve."]

    assert refused(actions.promote, admitted, actor=head, decision_number="1") == sentence
    assert refused(actions.release, admitted, actor=head) == sentence


def test_promote_more_than_is_free(freed, four, head):
    with pytest.raises(ValidationError):
        actions.promote(
            four[2], actor=head, decision_number="15", reason=WHY, granted=Decimal(60001)
        )
    assert states(freed)[2] == ("reserved", None, 1)


def test_promote_is_the_heads_alone(freed, four, chair, clerk, rival, town):
    for person in (chair, clerk, rival):
        denied(actions.promote, four[2], actor=person, decision_number="15")
    own_head = factories.officer("Мамбетов Канат", "head", town)
    Application.objects.filter(pk=four[2].pk).update(applicant=own_head)
    denied(
        actions.promote,
        Application.objects.get(pk=four[2].pk),
        actor=own_head,
        decision_number="15",
    )


def test_promote_out_of_order(freed, four, head, rival):
    second = factories.application(freed, rival, state="reserved", reserve_place=2)
    Proposal.objects.create(
        protocol=Protocol.objects.get(), application=second, outcome="reserve", place=2
    )

    assert refused(actions.promote, second, actor=head, decision_number="15") == [
        "Another initiative stands before this one in the reserve."
    ]


def test_promote_after_the_validity(freed, four, head, played):
    # Decided on 10 April, valid for 180 days.
    with played(10, 8):
        assert refused(actions.promote, four[2], actor=head, decision_number="15") == [
            "The reserve is no longer valid."
        ]
    with played(10, 7, 23, 59):
        assert (
            actions.promote(four[2], actor=head, decision_number="15", reason=WHY).state
            == "granted"
        )


def test_release(freed, four, head, chair, played):
    assert refused(actions.release, four[2], actor=head) == ["The reserve is still valid."]
    denied(actions.release, four[2], actor=chair)

    with played(10, 8):
        actions.release(four[2], actor=head)

    assert states(freed)[2] == ("passed_over", None, None)


# --- amending protocols


def amending(
    call: Competition, first: Protocol, outcomes: list[tuple[Application, str, Any]]
) -> Protocol:
    return signed_protocol(call, outcomes, number=2, amends=first)


def test_an_amendment_awards_who_was_passed_over(
    published, protocol, four, chair, clerk, applicant
):
    said = [(four[1], "reserve", 2), (four[3], "award", Decimal(40000))]
    second = amending(published, protocol, said)
    denied(actions.apply_amendment, second, actor=clerk)

    actions.apply_amendment(second, actor=chair)

    assert states(published) == [
        ("awarded", 60000, None),
        ("reserved", None, 2),
        ("reserved", None, 1),
        ("awarded", 40000, None),
    ]
    assert [
        (row.amount, row.state, row.protocol_number) for row in Award.objects.order_by("pk")
    ] == [
        (60000, "granted", "1"),
        (40000, "terminated", "1"),
        (40000, "granted", "2"),
    ]
    assert refused(actions.apply_amendment, second, actor=chair) == [
        "This protocol has been carried out already."
    ]


def test_an_amendment_changes_a_grant(published, protocol, four, head):
    second = amending(published, protocol, [(four[0], "award", Decimal(50000))])

    actions.apply_amendment(second, actor=head)

    assert [(row.amount, row.state) for row in Award.objects.order_by("pk")] == [
        (60000, "terminated"),
        (40000, "granted"),
        (50000, "granted"),
    ]
    assert Award.objects.free_money(published) == 10000


def test_an_amendment_beyond_the_fund(published, protocol, four, chair):
    second = amending(published, protocol, [(four[3], "award", Decimal("0.01"))])

    assert refused(actions.apply_amendment, second, actor=chair) == [
        "The grants are 0,01 som more than the fund."
    ]


def test_an_amendment_admits_and_a_later_one_awards(published, protocol, four, chair, applicant):
    late = factories.application(published, applicant, state="declined", ground="кат жок")
    second = amending(published, protocol, [(late, "admit", None), (four[0], "pass_over", None)])
    actions.apply_amendment(second, actor=chair)
    assert states(published)[4][0] == "admitted"

    third = signed_protocol(published, [(late, "award", Decimal(60000))], number=3, amends=protocol)
    actions.apply_amendment(third, actor=chair)

    assert states(published)[4] == ("awarded", 60000, None)
    assert states(published)[0] == ("passed_over", None, None)


def test_an_unsigned_amendment(published, protocol, four, chair):
    second = amending(published, protocol, [(four[0], "pass_over", None)])
    Protocol.objects.filter(pk=second.pk).update(state="draft")

    assert refused(actions.apply_amendment, Protocol.objects.get(pk=second.pk), actor=chair) == [
        "Only a signed amending protocol can be carried out."
    ]


# --- completion


def test_complete_waits_for_every_award(published, head, clerk):
    names = [str(award) for award in Award.objects.order_by("pk")]

    assert refused(actions.complete, published, actor=head) == [
        f"{name}: granted." for name in names
    ]
    denied(actions.complete, published, actor=clerk)


def test_complete_waits_for_every_debt(freed, head, clerk, rival):
    award = Award.objects.get(amount=40000)
    actions.forgo(award, actor=rival)
    debt = actions.owe(
        award,
        actor=clerk,
        source="grant",
        to_whom="Айыл өкмөтү",
        amount=Decimal(5),
        due_on=date(2026, 5, 1),
        reason="termination",
    )
    assert refused(actions.complete, freed, actor=head) == ["Айыл өкмөтү: 5 som is still owed."]
    actions.write_off(
        debt,
        actor=head,
        decision_number="1",
        decision_on=date(2026, 4, 10),
        ground_kind="uncollected",
        ground="Өлүм",
    )

    completed = actions.complete(freed, actor=head)

    assert completed.state == "completed"
    assert [state for state, _granted, _place in states(freed)] == [
        "forgone",
        "forgone",
        "passed_over",
        "passed_over",
    ]


def test_complete_waits_for_appeals_and_their_amendments(freed, protocol, four, head, rival):
    actions.forgo(Award.objects.get(amount=40000), actor=rival)
    appeal = Appeal.objects.create(
        competition=freed,
        application=four[3],
        about="decision",
        words="Туура эмес",
        filed_by_name="Осмонов Нурбек",
        filed_at=factories.NOON,
    )
    second = amending(freed, protocol, [(four[3], "award", Decimal(60000))])

    assert refused(actions.complete, freed, actor=head) == [
        "The appeal of Осмонов Нурбек is not decided yet.",
        f"Amending protocol № 2 is not carried out: {four[3]}.",
    ]

    Appeal.objects.filter(pk=appeal.pk).update(state="upheld")
    actions.apply_amendment(second, actor=head)
    award = Award.objects.get(application=four[3])
    assert refused(actions.complete, freed, actor=head) == [f"{award}: granted."]


def test_complete_waits_for_whoever_was_admitted_after_an_appeal(freed, four, head):
    before = refused(actions.complete, freed, actor=head)
    Application.objects.filter(pk=four[3].pk).update(state="admitted")

    assert refused(actions.complete, freed, actor=head) == [
        *before,
        (
            f"Application № {four[3].number} was admitted after an appeal and waits for its "
            "decision: the commission votes on it and says so in a further amending protocol."
        ),
    ]
