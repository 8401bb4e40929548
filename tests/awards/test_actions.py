"""Every verb of the agreement, the money, the reports and the closing."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit.acts import Refused
from audit.models import Entry, Notice
from awards import actions
from awards.models import (
    Agreement,
    Amendment,
    Award,
    Contribution,
    Expense,
    Obligation,
    Payment,
    Settlement,
    Use,
)
from tests import factories
from tests.awards.conftest import (
    accept_final,
    confirm_cash,
    contribution,
    line,
    pay_tranche,
    scan,
    spend,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 4, 10)
TERM = date(2026, 5, 10)


def last() -> tuple[str, str, str, str]:
    """The newest entry: who, what, from where to where."""
    entry = Entry.objects.exclude(act="papers.issue").order_by("-pk").first()
    return entry.actor_name, entry.act, entry.before, entry.after


def letters() -> list[tuple[str, str]]:
    """To whom which letter hangs on the newest entry."""
    notices = Notice.objects.filter(
        entry=Entry.objects.exclude(act="papers.issue").order_by("-pk").first()
    )
    return [(notice.recipient.name, notice.template) for notice in notices]


def trace() -> tuple[int, int]:
    return Entry.objects.count(), Notice.objects.count()


def refused(act: Any, *args: Any, **facts: Any) -> list[str]:
    """What it is refused with; and nothing is left behind."""
    before = trace()
    with pytest.raises(Refused) as refusal:
        act(*args, **facts)
    assert trace() == before
    return refusal.value.reasons


def wrong(act: Any, *args: Any, **facts: Any) -> list[str]:
    before = trace()
    with pytest.raises(ValidationError) as error:
        act(*args, **facts)
    assert trace() == before
    return error.value.messages


def denied(act: Any, *args: Any, **facts: Any) -> None:
    before = trace()
    with pytest.raises(PermissionDenied):
        act(*args, **facts)
    assert trace() == before


MOVED_ON = ["This has already moved on. Open the page again to see where it stands."]


# --- the award and its agreement


def test_grant(granted, chair):
    lines = [(one.title, one.asked_amount, one.amount) for one in granted.books.lines]

    assert lines == [
        ("Ваза", Decimal(40000), Decimal("33333.33")),
        ("Топурак", Decimal(20000), Decimal("16666.67")),
        ("Боёк", Decimal(12000), Decimal(12000)),
        ("Ашар", Decimal(20000), Decimal(20000)),
    ]
    assert granted.own_promised == Decimal(32000)
    labour = contribution(granted, "Жаңы")
    assert (labour.rate_amount, labour.by_rate, labour.amount, labour.unit_ru) == (
        800,
        True,
        20000,
        "день",
    )
    assert last() == (chair.name, "awards.grant", "", "granted")
    assert letters() == []


def test_grant_by_a_clerk(won, clerk):
    denied(actions.grant, won, actor=clerk, granted=Decimal(50000), protocol_number="3")
    assert not Award.objects.exists()


def test_arrange(granted, clerk, fresh):
    lines = {line(granted, "Ваза").pk: Decimal(40000), line(granted, "Топурак").pk: Decimal(10000)}

    actions.arrange(granted, actor=clerk, lines=lines)

    assert [one.amount for one in fresh(granted).books.lines] == [40000, 10000, 12000, 20000]
    assert last() == (clerk.name, "awards.arrange", "granted", "granted")


def test_arrange_beyond_the_grant(granted, clerk, head):
    more = {line(granted, "Ваза").pk: Decimal(40000)}

    assert wrong(actions.arrange, granted, actor=clerk, lines=more) == [
        "The lines take 56\xa0666,67 som from the grant; the grant is 50\xa0000 som."
    ]
    over = {line(granted, "Топурак").pk: Decimal(20001)}
    assert wrong(actions.arrange, granted, actor=clerk, lines=over) == [
        "“Топурак”: not more than the 20\xa0000 som of the application."
    ]
    assert wrong(actions.arrange, granted, actor=clerk, lines={0: Decimal(1)}) == [
        "A line of another budget was named."
    ]
    denied(actions.arrange, granted, actor=head, lines=more)


def test_draft_agreement(drafted, applicant, clerk, granted):
    assert (drafted.number, drafted.year, drafted.serial) == ("1/2026", 2026, 1)
    assert last() == (clerk.name, "awards.draft_agreement", "", "drafted")
    assert letters() == [(applicant.name, "awards/agreement_drafted")]
    assert refused(actions.draft_agreement, granted, actor=clerk) == [
        "There is already an agreement for this award."
    ]
    denied(actions.draft_agreement, granted, actor=applicant)


def test_draft_agreement_before_the_publication(granted, clerk, published_call):
    decided = factories.competition(published_call.municipality, state="decided", rows=False)
    Award.objects.filter(pk=granted.pk).update(competition=decided)

    assert refused(actions.draft_agreement, granted, actor=clerk) == [
        "The results must be published first."
    ]


def test_edit_takes_the_signature_away(drafted, clerk, head):
    entered = actions.enter_signature(
        drafted, actor=clerk, winner_name="Абдылдаева Гүлнара", winner_signed_on=TODAY, scan=scan()
    )

    edited = actions.edit(entered, actor=clerk, text_ky="Жаңы", text_ru="Новое")

    assert (edited.text_ky, edited.winner_signed_on, edited.winner_name, edited.scan.name) == (
        "Жаңы",
        None,
        "",
        "",
    )
    assert refused(actions.sign, edited, actor=head) == ["Enter first when the winner signed."]


def test_enter_signature(drafted, clerk, head):
    facts = {"winner_name": "Абдылдаева Гүлнара", "scan": scan()}
    later, earlier = date(2026, 4, 11), date(2026, 4, 9)

    assert wrong(
        actions.enter_signature, drafted, actor=clerk, winner_signed_on=later, **facts
    ) == ["This day has not come yet."]
    assert wrong(
        actions.enter_signature, drafted, actor=clerk, winner_signed_on=earlier, **facts
    ) == ["This day is before the agreement was drafted."]
    denied(actions.enter_signature, drafted, actor=head, winner_signed_on=TODAY, **facts)
    entered = actions.enter_signature(drafted, actor=clerk, winner_signed_on=TODAY, **facts)
    assert entered.winner_signed_on == TODAY
    assert last() == (clerk.name, "awards.enter_signature", "drafted", "drafted")


def test_sign(signed, head, applicant, fresh):
    award = fresh(signed.award)

    assert (award.state, signed.state, signed.signed_on) == ("agreed", "signed", TODAY)
    assert signed.facts["grant"] == "50000.00"
    assert [row["cut"] for row in signed.facts["lines"]] == ["6666.67", "3333.33", "0.00", "0.00"]
    assert len(signed.sha256) == 64
    entries = Entry.objects.exclude(act="papers.issue").order_by("-pk")[:2]
    assert [(entry.act, entry.actor_name) for entry in entries] == [
        ("awards.agree", head.name),
        ("awards.sign", head.name),
    ]
    told = Notice.objects.filter(entry=entries[1])
    assert [(notice.recipient, notice.template) for notice in told] == [
        (applicant, "awards/agreement_signed")
    ]
    assert refused(actions.sign, signed, actor=head) == MOVED_ON


def test_sign_by_others(drafted, clerk, applicant, chair):
    for person in (clerk, applicant, chair):
        denied(actions.sign, drafted, actor=person)


def test_sign_names_everything_that_is_missing(granted, clerk, head):
    empty = actions.draft_agreement(granted, actor=clerk, text_ky="", text_ru="")

    assert refused(actions.sign, empty, actor=head) == [
        "“terms in Kyrgyz” is empty.",
        "“terms in Russian” is empty.",
        "Enter first when the winner signed.",
    ]


def test_sign_a_budget_that_is_not_the_grant(drafted, granted, clerk, head):
    vases = line(granted, "Ваза")
    type(vases).objects.filter(pk=vases.pk).update(amount=Decimal(30000))
    entered = actions.enter_signature(
        drafted, actor=clerk, winner_name="А. Г.", winner_signed_on=TODAY
    )

    assert refused(actions.sign, entered, actor=head) == [
        "The lines take 46\xa0666,67 som from the grant; the grant is 50\xa0000 som."
    ]


def test_sign_after_the_term(drafted, clerk, head, played):
    entered = actions.enter_signature(
        drafted, actor=clerk, winner_name="А. Г.", winner_signed_on=TODAY
    )

    with played(4, 26):
        assert refused(actions.sign, entered, actor=head) == [
            "The term for signing the agreement has passed."
        ]
    with played(4, 25, 23, 59):
        assert actions.sign(entered, actor=head).state == "signed"


def test_amend(signed, head, applicant, award, fresh):
    lines = {line(award, "Ваза").pk: Decimal(30000), line(award, "Топурак").pk: Decimal(20000)}

    amended = actions.amend(
        signed,
        actor=head,
        on=TODAY,
        reason_ky="Баасы өстү",
        reason_ru="Цена выросла",
        lines=lines,
        implementation_until=date(2026, 10, 31),
    )

    amendment = Amendment.objects.get(agreement=amended)
    vases, soil = lines
    assert amendment.changes == {
        "lines": [
            {"id": vases, "line": "Ваза", "before": "33333.33", "after": "30000.00"},
            {"id": soil, "line": "Топурак", "before": "16666.67", "after": "20000.00"},
        ],
        "implementation_until": {"before": "2026-09-30", "after": "2026-10-31"},
    }
    assert fresh(award).last_day == date(2026, 10, 31)
    assert last() == (head.name, "awards.postpone", "agreed", "agreed")


def test_amend_what_cannot_be(signed, head, clerk, award, applicant, paid):
    spend(award, applicant, "Ваза", "grant", "20000")
    facts = {"on": TODAY, "reason_ky": "а", "reason_ru": "б"}

    assert wrong(actions.amend, signed, actor=head, **facts) == [
        "Say what is amended: a sum of the budget, the last day or the terms."
    ]
    less = {line(award, "Ваза").pk: Decimal(19999)}
    assert wrong(actions.amend, signed, actor=head, lines=less, **facts) == [
        "“Ваза”: 20\xa0000 som is spent already."
    ]
    more = {line(award, "Ваза").pk: Decimal(40000)}
    assert wrong(actions.amend, signed, actor=head, lines=more, **facts) == [
        "The lines would take 56\xa0666,67 som from the grant; the grant is 50\xa0000 som."
    ]
    denied(actions.amend, signed, actor=clerk, lines=less, **facts)
    assert not Amendment.objects.exists()


def test_forgo(drafted, granted, applicant, clerk, fresh):
    denied(actions.forgo, granted, actor=clerk)

    actions.forgo(granted, actor=applicant, note="Көчүп кетебиз")

    states = fresh(granted).state, fresh(granted.application).state, fresh(drafted).state
    assert states == ("forgone", "forgone", "terminated")
    assert [
        entry.act for entry in Entry.objects.exclude(act="papers.issue").order_by("-pk")[:3]
    ] == [
        "awards.terminate",
        "applications.forgo",
        "awards.forgo",
    ]
    assert refused(actions.forgo, granted, actor=applicant) == MOVED_ON
    assert Award.objects.free_money(granted.competition) == granted.competition.fund


def test_lapse(granted, head, clerk, applicant, played, fresh):
    assert refused(actions.lapse, granted, actor=head) == [
        "The term for signing the agreement has not passed yet."
    ]
    denied(actions.lapse, granted, actor=clerk)
    denied(actions.lapse, granted, actor=applicant)

    with played(4, 26):
        actions.lapse(granted, actor=head)

    assert (fresh(granted).state, fresh(granted.application).state) == ("forgone", "forgone")


def test_forgo_is_over_once_signed(award, applicant, head):
    assert refused(actions.forgo, award, actor=applicant) == MOVED_ON
    assert refused(actions.lapse, award, actor=head) == MOVED_ON


# --- payments and expenses


def test_a_payment_from_plan_to_account(award, clerk, head, applicant):
    planned = actions.plan_payment(award, actor=clerk, amount=Decimal(30000), planned_for=TODAY)
    assert last() == (clerk.name, "awards.plan_payment", "", "planned")
    denied(actions.approve, planned, actor=clerk)

    approved = actions.approve(planned, actor=head)
    assert last() == (head.name, "awards.approve", "planned", "approved")
    assert refused(actions.approve, planned, actor=head) == MOVED_ON
    denied(actions.pay, approved, actor=head, order_number="17", order_on=TODAY)

    paid = actions.pay(approved, actor=clerk, order_number="17", order_on=TODAY)
    assert (paid.state, paid.order_number, paid.order_on) == ("paid", "17", TODAY)
    assert letters() == [(applicant.name, "awards/payment_made")]
    assert refused(actions.account, paid, actor=clerk) == [
        "30\xa0000 som was paid, only 0 som is shown by documents or goes back."
    ]

    spend(award, applicant, "Ваза", "grant", "30000")
    assert actions.account(paid, actor=clerk).state == "accounted"
    assert last() == (clerk.name, "awards.account", "paid", "accounted")
    assert refused(actions.account, paid, actor=clerk) == MOVED_ON


def test_payments_never_go_above_the_grant(award, clerk):
    actions.plan_payment(award, actor=clerk, amount=Decimal(50000))

    assert refused(actions.plan_payment, award, actor=clerk, amount=Decimal("0.01")) == [
        (
            "The grant is 50\xa0000 som, 50\xa0000 som is already planned or paid: "
            "0,01 som would be too much."
        ),
    ]
    actions.cancel(Payment.objects.get(), actor=clerk, note="Кайра пландалат")
    assert actions.plan_payment(award, actor=clerk, amount=Decimal(50000)).number == 2


def test_a_payment_before_the_agreement(granted, clerk):
    assert refused(actions.plan_payment, granted, actor=clerk, amount=Decimal(1)) == [
        "The agreement must be signed and in force."
    ]


def test_a_payment_order_of_another_time(award, clerk, head):
    planned = actions.approve(
        actions.plan_payment(award, actor=clerk, amount=Decimal(1)), actor=head
    )

    assert wrong(
        actions.pay, planned, actor=clerk, order_number="1", order_on=date(2026, 4, 11)
    ) == ["This day has not come yet."]
    assert wrong(
        actions.pay, planned, actor=clerk, order_number="1", order_on=date(2026, 4, 9)
    ) == ["This day is before the agreement was signed."]


def test_a_tranche_waits_for_its_report(award, clerk, head, applicant):
    pay_tranche(award, 30000, clerk=clerk, head=head)
    second = actions.plan_payment(award, actor=clerk, amount=Decimal(20000), needs_report=True)
    assert refused(actions.approve, second, actor=head) == [
        (
            "Tranche № 2 waits for an accepted report on the money paid before: no report was "
            "handed in since tranche № 1 of 10.04.2026."
        )
    ]

    report = actions.begin_report(award, actor=applicant, kind="interim")
    assert refused(actions.approve, second, actor=head) == [
        "Tranche № 2 waits for an accepted report: interim report № 1 is not accepted yet (draft)."
    ]
    report = actions.edit(report, actor=applicant, words="Сатып алдык", results="30 идиш")
    actions.accept(actions.submit(report, actor=applicant), actor=head)

    assert actions.approve(second, actor=head).depends_on == report


@pytest.fixture
def buying(published_call):
    """The municipality buys."""
    published_call.__class__.objects.filter(pk=published_call.pk).update(purchasing="municipality")


def test_a_purchase_from_plan_to_account(buying, award, clerk, head, applicant):
    vases = line(award, "Ваза")
    assert refused(actions.plan_payment, award, actor=clerk, amount=Decimal(1000)) == [
        (
            "A purchase names for each thing the line of the budget it is for, one that is paid "
            "from the grant; a tranche names none."
        ),
    ]
    planned = actions.plan_payment(
        award, actor=clerk, amount=Decimal(36000), line=vases, supplier="«Гүл» ЖЧКсы"
    )
    paid = actions.pay(
        actions.approve(planned, actor=head), actor=clerk, order_number="17", order_on=TODAY
    )
    assert (
        wrong(actions.account, paid, actor=clerk)
        == ["A purchase is accounted for by its document."] * 2
    )
    document = {"document_number": "8", "document_on": TODAY}
    assert refused(actions.account, paid, actor=clerk, **document) == [
        "The act of receipt of this purchase must be entered first."
    ]
    paid = actions.receive(paid, actor=clerk, number="3", on=TODAY, by="Асанов Темир")
    assert last() == (clerk.name, "awards.receive", "paid", "paid")

    done = actions.account(paid, actor=clerk, document_number="8", document_on=TODAY, file=scan())

    expense = Expense.objects.get()
    assert (done.state, expense.payment, expense.line, expense.amount) == (
        "accounted",
        done,
        vases,
        36000,
    )
    assert refused(
        actions.record_expense,
        award,
        actor=applicant,
        line=vases,
        source="grant",
        amount=Decimal(1),
        document_number="9",
        document_on=TODAY,
        supplier="«Гүл»",
    ) == [
        (
            "The municipality buys: an expense of the grant is entered when its "
            "purchase is accounted for."
        ),
        "There is only 0 som left: the grant.",
    ]
    assert refused(actions.strike_out, expense, actor=clerk, note="ката") == [
        "This expense belongs to a purchase of the municipality."
    ]


def test_purchases_stay_within_their_line(buying, award, clerk):
    facts = {"line": line(award, "Топурак"), "supplier": "«Жер»"}
    actions.plan_payment(award, actor=clerk, amount=Decimal(18000), **facts)

    # 16 666.67 and ten percent: 18 333.33.
    assert refused(actions.plan_payment, award, actor=clerk, amount=Decimal("333.34"), **facts) == [
        (
            "“Топурак”: 16\xa0666,67 som is approved, with the tolerance of 10 % at most "
            "18\xa0333,33 som. 18\xa0000 + 333,34 = 18\xa0333,34 som: 0,01 som too much. "
            "Amend the agreement first."
        ),
    ]


def test_record_expense(paid, applicant, clerk, auditor):
    expense = spend(paid, applicant, "Ваза", "grant", "1000.50")

    assert (expense.amount, expense.document_amount, expense.state) == (
        Decimal("1000.50"),
        Decimal("1000.50"),
        "recorded",
    )
    assert last() == (applicant.name, "awards.record_expense", "", "recorded")
    denied(spend, paid, auditor, "Ваза", "grant", "1", "2")


def test_the_same_document_twice(paid, applicant, clerk):
    spend(paid, applicant, "Ваза", "grant", "1000", "№ А-17")

    reasons = refused(
        actions.record_expense,
        paid,
        actor=clerk,
        line=line(paid, "Ваза"),
        source="grant",
        amount=Decimal(1000),
        document_number="а17",
        document_on=TODAY,
        supplier="«ГҮЛ» ЖЧКсы",
    )

    assert reasons == [
        (
            "The document № а17 of «ГҮЛ» ЖЧКсы is already entered: “Ваза”, 1\xa0000 som. "
            "Of its 1\xa0000 som 0 som is left to enter."
        )
    ]


def test_a_document_does_not_grow(paid, applicant):
    spend(paid, applicant, "Ваза", "grant", "1000", "5")
    grown = {"document_amount": Decimal(5000)}

    assert refused(spend, paid, applicant, "Ваза", "grant", "1000", "5", **grown) == [
        (
            "The document № 5 of «Гүл» ЖЧКсы is already entered: “Ваза”, 1\xa0000 som; "
            "its total was said to be 1\xa0000 som."
        )
    ]
    small = {"document_amount": Decimal(1)}
    assert refused(spend, paid, applicant, "Ваза", "grant", "2", "6", **small) == [
        "The sum is above the total of the document."
    ]


def test_one_document_in_two_parts(paid, applicant):
    confirm_cash(paid, applicant, "Асанова", "5000")
    whole = {"document_amount": Decimal(3000)}
    spend(paid, applicant, "Ваза", "grant", "2000", "5", **whole)

    spend(paid, applicant, "Ваза", "resident", "1000", "5", **whole)

    reasons = refused(spend, paid, applicant, "Ваза", "grant", "0.01", "5", **whole)
    assert len(reasons) == 1
    assert Expense.objects.count() == 2


def test_strike_out(paid, applicant, clerk, fresh, head):
    expense = spend(paid, applicant, "Ваза", "grant", "1000")
    denied(actions.strike_out, expense, actor=head, note="ката")

    struck = actions.strike_out(expense, actor=clerk, note="ката")

    assert (struck.state, fresh(paid).books.unspent("grant")) == ("struck_out", 30000)
    assert refused(actions.strike_out, expense, actor=clerk, note="ката") == MOVED_ON
    # The document is free to be entered rightly.
    assert spend(paid, applicant, "Ваза", "grant", "900").state == "recorded"


# --- contributions


def test_promise_by_the_rate_of_the_call(award, applicant, fresh):
    rate = award.competition.rates.get()

    added = actions.promise(
        award,
        actor=applicant,
        giver="Жаштар",
        giver_kind="group",
        kind="labour",
        quantity=Decimal("2.5"),
        rate=rate,
    )

    assert (added.amount, added.added_later, fresh(award).own_promised) == (2000, True, 32000)
    assert wrong(
        actions.promise, award, actor=applicant, giver="Ж", giver_kind="group", kind="goods"
    ) == ["Give the value, or choose a rate of the call."]
    stranger = factories.rate(factories.competition(award.competition.municipality, rows=False))
    facts = {"giver": "Ж", "giver_kind": "group", "kind": "labour", "rate": stranger}
    assert wrong(actions.promise, award, actor=applicant, **facts) == [
        "This rate belongs to another call."
    ]


def test_confirm(award, applicant, clerk, auditor):
    given = confirm_cash(award, applicant, "Асанова", "4500")

    assert (given.state, given.confirmed_amount, given.proof_document) == ("confirmed", 4500, "№ 5")
    assert last() == (applicant.name, "awards.confirm", "promised", "confirmed")
    denied(
        actions.confirm,
        contribution(award, "Токтогулов"),
        actor=auditor,
        on=TODAY,
        document="1",
        amount=Decimal(1),
    )


def test_use_by_the_frozen_rate(award, applicant, clerk):
    labour = contribution(award, "Жаңы")
    labour = actions.confirm(labour, actor=clerk, on=TODAY, document="тизме", quantity=Decimal(20))
    sheet = {"on": TODAY, "document": "күн барагы 1", "women": 8, "men": 4, "hours": Decimal(96)}

    used = actions.use(labour, actor=applicant, quantity=Decimal(12), **sheet)

    assert (used.used_amount, used.left, used.state) == (9600, 6400, "confirmed")
    assert Use.objects.get().amount == 9600
    assert wrong(actions.use, labour, actor=applicant, quantity=Decimal(1), **sheet) == [
        "This document of this day is already entered for this contribution."
    ]
    second = sheet | {"document": "күн барагы 2"}
    assert wrong(actions.use, labour, actor=applicant, quantity=Decimal("8.001"), **second) == [
        "Only 6\xa0400 som is left of what was confirmed; this use is worth 6\xa0400,80 som."
    ]
    assert wrong(actions.use, labour, actor=applicant, amount=Decimal(1), **second) == [
        "Say how much: its worth is reckoned by the rate of the call."
    ]
    assert actions.finish(used, actor=applicant).state == "used"


def test_money_is_used_by_expenses_alone(award, applicant):
    given = confirm_cash(award, applicant, "Асанова", "5000")

    assert refused(
        actions.use, given, actor=applicant, on=TODAY, document="1", amount=Decimal(1)
    ) == ["Money is used by recording expenses from it."]
    assert refused(actions.finish, given, actor=applicant) == [
        "Money is counted as used when the accounts are made up."
    ]


def test_what_was_spent_counts_for_every_giver_in_proportion(award, applicant, fresh):
    confirm_cash(award, applicant, "Асанова", "5000")
    confirm_cash(award, applicant, "Токтогулов", "3000")
    spend(award, applicant, "Боёк", "resident", "100.01")

    used = fresh(award).books.used

    assert [used[contribution(award, giver).pk] for giver in ("Асанова", "Токтогулов")] == [
        Decimal("62.51"),
        Decimal("37.50"),
    ]


def test_goods_are_worth_what_is_said_of_them(award, applicant):
    facts = {"giver": "Дүкөн", "giver_kind": "business", "kind": "goods", "value": Decimal(50)}
    goods = actions.promise(award, actor=applicant, quantity=Decimal(10), **facts)
    letter = {"on": TODAY, "document": "накладная"}
    assert wrong(actions.confirm, goods, actor=applicant, **letter) == ["Give the sum."]

    given = actions.confirm(goods, actor=applicant, quantity=Decimal(8), **letter)

    assert given.confirmed_amount == 400
    tomorrow = date(2026, 4, 11)
    later = {"on": tomorrow, "document": "акт", "amount": Decimal(1)}
    assert wrong(actions.use, given, actor=applicant, **later) == ["This day has not come yet."]
    cash = contribution(award, "Асанова")
    assert wrong(actions.confirm, cash, actor=applicant, **later) == ["This day has not come yet."]


def test_days_that_cannot_be(award, signed, clerk, head, applicant):
    passed, ahead = date(2026, 4, 9), date(2026, 4, 11)
    reasons = {"reason_ky": "а", "reason_ru": "б"}

    assert wrong(
        actions.amend, signed, actor=head, on=ahead, implementation_until=TERM, **reasons
    ) == ["This day has not come yet."]
    assert wrong(
        actions.amend, signed, actor=head, on=TODAY, implementation_until=passed, **reasons
    ) == ["This day has passed already."]
    assert wrong(actions.terminate, award, actor=head, reason="а", due_on=passed) == [
        "This day has passed already."
    ]
    visit = actions.plan_visit(award, actor=clerk, planned_on=TODAY)
    seen = {"place": "а", "findings": "б"}
    assert wrong(actions.make_visit, visit, actor=clerk, held_on=ahead, **seen) == [
        "This day has not come yet."
    ]
    late = {"held_on": TODAY, "to_mend": [{"what": "в", "until": passed}]}
    assert wrong(actions.make_visit, visit, actor=clerk, **seen, **late) == [
        "The term ends before the visit."
    ]
    debt = actions.owe(
        award,
        actor=clerk,
        source="grant",
        to_whom="Фонд",
        amount=Decimal(9),
        due_on=passed,
        reason="unspent",
    )
    assert debt.is_overdue
    proof = {"on": ahead, "document": "ПКО"}
    not_yet = ["This day has not come yet."]
    assert wrong(actions.settle, debt, actor=clerk, **proof) == not_yet
    assert wrong(actions.settle_part, debt, actor=clerk, amount=Decimal(1), **proof) == not_yet
    decision = {"decision_number": "1", "decision_on": ahead, "ground": "а"}
    decision |= {"ground_kind": "court"}
    assert wrong(actions.write_off, debt, actor=head, **decision) == not_yet
    assert wrong(
        actions.settle_up, accounts_of(award, applicant, head), actor=clerk, due_on=passed
    ) == ["This day has passed already."]


def accounts_of(award: Award, applicant: Any, head: Any) -> Award:
    rule_is(award, "accept")
    accept_final(award, applicant=applicant, head=head)
    return actions.resolve_shortfall(Award.objects.get(pk=award.pk), actor=head, reason="а")


def test_withdraw(award, applicant, fresh):
    given = confirm_cash(award, applicant, "Асанова", "5000")

    taken = actions.withdraw(given, actor=applicant, note="Кайра алды")

    assert (taken.state, taken.confirmed_amount, taken.amount) == ("withdrawn", 0, 5000)
    assert fresh(award).books.purses.get("resident") is None
    assert refused(actions.withdraw, given, actor=applicant, note="дагы") == MOVED_ON


def test_withdraw_what_was_spent(award, applicant):
    given = confirm_cash(award, applicant, "Асанова", "5000")
    spend(award, applicant, "Боёк", "resident", "1")

    assert refused(actions.withdraw, given, actor=applicant, note="Кайра") == [
        "This money has been spent already, it can no longer be withdrawn."
    ]


# --- visits and reports


def test_the_books_are_closed_by_the_final_report(award, clerk, head, applicant):
    accept_final(award, applicant=applicant, head=head)
    closed = ["The accounts are closed: the final report has been handed in."]

    assert refused(actions.plan_payment, award, actor=clerk, amount=Decimal(1)) == closed
    facts = {"on": TODAY, "document": "1", "amount": Decimal(1)}
    assert (
        refused(actions.confirm, contribution(award, "Асанова"), actor=applicant, **facts) == closed
    )
    assert refused(spend, award, applicant, "Ваза", "grant", "1") == [
        *closed,
        "There is only 0 som left: the grant.",
    ]


# --- closing


@pytest.fixture
def worked(paid, applicant, clerk):
    """28 000 of the 30 000 paid is spent; of 8 000 residents' money 6 000; labour in part."""
    confirm_cash(paid, applicant, "Асанова", "5000")
    confirm_cash(paid, applicant, "Токтогулов", "3000")
    confirm_cash(paid, applicant, "«Береке»", "4000")
    labour = actions.confirm(
        contribution(paid, "Жаңы"), actor=clerk, on=TODAY, document="тизме", quantity=Decimal(25)
    )
    actions.use(labour, actor=applicant, on=TODAY, document="күн барагы", quantity=Decimal(20))
    spend(paid, applicant, "Ваза", "grant", "28000", "1")
    spend(paid, applicant, "Боёк", "resident", "6000", "2")
    spend(paid, applicant, "Боёк", "business", "4000", "3")
    return paid


@pytest.fixture
def reported(worked, applicant, head):
    accept_final(worked, applicant=applicant, head=head)
    return Award.objects.get(pk=worked.pk)


def rule_is(award: Award, rule: str) -> None:
    type(award.competition).objects.filter(pk=award.competition_id).update(shortfall=rule)


def owed(award: Award) -> list[tuple[str, str, Decimal, str]]:
    rows = Obligation.objects.filter(award=award).order_by("pk")
    return [(row.to_whom.partition(" ")[0], row.source, row.amount, row.reason) for row in rows]


def test_a_shortfall_cuts_the_grant_in_proportion(reported, head, clerk, applicant):
    denied(actions.resolve_shortfall, reported, actor=clerk)

    cut = actions.resolve_shortfall(reported, actor=head)

    assert (cut.grant, cut.amount, cut.shortfall_rule) == (Decimal("40625.00"), 50000, "cut")
    assert (
        cut.shortfall_words
        == "32000.00 − 26000.00 = 6000.00\n50000.00 × 26000.00 ÷ 32000.00 = 40625.00"
    )
    assert owed(cut) == []
    assert last() == (head.name, "awards.resolve_shortfall", "agreed", "agreed")
    assert letters() == [(applicant.name, "awards/shortfall_resolved")]
    assert refused(actions.resolve_shortfall, cut, actor=head) == [
        "The shortfall has been decided already."
    ]


def test_a_shortfall_returned_in_money(reported, head):
    rule_is(reported, "return")

    actions.resolve_shortfall(reported, actor=head)

    assert owed(reported) == [("Кең-Булуң", "grant", Decimal(6000), "shortfall")]


def test_a_shortfall_accepted_with_a_reason(reported, head, fresh):
    rule_is(reported, "accept")
    assert wrong(actions.resolve_shortfall, reported, actor=head) == [
        "Give the reason for accepting the shortfall."
    ]

    actions.resolve_shortfall(reported, actor=head, reason="Кургакчылык болду")

    assert (owed(reported), fresh(reported).grant) == ([], 50000)


def test_settle_up_needs_the_report_and_the_decision(worked, clerk, head, applicant, fresh):
    actions.plan_payment(worked, actor=clerk, amount=Decimal(100))

    assert refused(actions.settle_up, worked, actor=clerk, due_on=TERM) == [
        "The final report must be accepted first.",
        "The own contribution lacks 6\xa0000 som: the head decides first what follows.",
        "A payment is planned or approved: pay it or cancel it first.",
    ]
    denied(actions.settle_up, worked, actor=applicant, due_on=TERM)


@pytest.fixture
def settled(reported, head, clerk):
    resolved = actions.resolve_shortfall(reported, actor=head)
    return actions.settle_up(resolved, actor=clerk, due_on=TERM)


def test_settle_up_gives_unspent_money_back_giver_by_giver(settled, clerk):
    assert owed(settled) == [
        ("Кең-Булуң", "grant", Decimal(2000), "unspent"),
        ("Асанова", "resident", Decimal(1250), "unspent"),
        ("Токтогулов", "resident", Decimal(750), "unspent"),
    ]
    used = {one.giver.partition(" ")[0]: one.used_amount for one in settled.contributions.all()}
    assert used == {"Асанова": 3750, "Токтогулов": 2250, "«Береке»": 4000, "Жаңы-Айылдын": 16000}
    assert {one.state for one in settled.contributions.all()} == {"used"}
    assert refused(actions.settle_up, settled, actor=clerk, due_on=TERM) == [
        "The accounts have been made up already."
    ]


def test_settle_part_and_settle(settled, clerk, head):
    debt = settled.obligations.get(source="grant")
    facts = {"on": TODAY, "document": "ПКО 1"}
    denied(actions.settle_part, debt, actor=head, amount=Decimal(1), **facts)

    part = actions.settle_part(debt, actor=clerk, amount=Decimal(500), **facts)
    assert (part.state, part.left) == ("owed", 1500)
    assert wrong(actions.settle_part, debt, actor=clerk, amount=Decimal(1500), **facts) == [
        "Only 1\xa0500 som is owed: enter the whole sum as given back."
    ]
    done = actions.settle(part, actor=clerk, on=TODAY, document="ПКО 2", file=scan())

    assert (done.state, done.left) == ("settled", 0)
    assert [row.amount for row in Settlement.objects.order_by("pk")] == [500, 1500]
    assert refused(actions.settle, done, actor=clerk, **facts) == MOVED_ON


def test_write_off(settled, head, clerk):
    debt = settled.obligations.get(source="grant")
    facts = {
        "decision_number": "12",
        "decision_on": TODAY,
        "decided_by": "Айылдык кеңеш",
        "ground_kind": "court",
        "ground": "Сот чечими",
    }
    denied(actions.write_off, debt, actor=clerk, **facts)

    done = actions.write_off(debt, actor=head, **facts)

    assert (done.state, done.decision_number, done.decision_words) == (
        "written_off",
        "12",
        "Сот чечими",
    )
    assert last() == (head.name, "awards.write_off", "owed", "written_off")
    assert refused(actions.write_off, debt, actor=head, **facts) == MOVED_ON


VOTES = (
    "%s people were present and %s votes are counted: "
    "for, against and abstained must add up to the women and men present."
)


def test_a_gathering_gives_residents_money_another_purpose(settled, clerk):
    facts = {"held_on": TODAY, "place": "мектеп", "purpose": "дагы көчөт", "women": 21, "men": 19}
    assert refused(
        actions.record_gathering, settled, actor=clerk, votes_for=20, votes_against=21, **facts
    ) == [
        VOTES % (40, 41),
        "More than half of those present must have voted for it.",
        "The minutes of the gathering must be enclosed.",
    ]

    gathering = actions.record_gathering(
        settled,
        actor=clerk,
        votes_for=37,
        votes_against=1,
        votes_abstained=2,
        file=scan(),
        **facts,
    )

    states = [(row.source, row.state, row.gathering) for row in settled.obligations.order_by("pk")]
    assert states == [
        ("grant", "owed", None),
        ("resident", "settled", gathering),
        ("resident", "settled", gathering),
    ]
    assert [row.redirected_amount for row in settled.obligations.order_by("pk")] == [0, 1250, 750]
    assert refused(
        actions.record_gathering, settled, actor=clerk, votes_for=40, file=scan(), **facts
    ) == ["No money is owed to residents."]


def test_the_grant_is_not_redirected_by_a_gathering(settled, clerk):
    gathering = actions.record_gathering(
        settled,
        actor=clerk,
        held_on=TODAY,
        place="мектеп",
        women=2,
        men=1,
        votes_for=3,
        purpose="көчөт",
        file=scan(),
    )

    assert refused(
        actions.redirect, settled.obligations.get(source="grant"), actor=clerk, gathering=gathering
    ) == ["This money is not the residents' own: a gathering cannot decide about it."]


def test_close(settled, clerk, head, applicant, fresh):
    assert refused(actions.close, settled, actor=head) == [
        "tranche № 1 is not accounted for.",
        "Кең-Булуң айыл аймагы: 2\xa0000 som is still owed.",
        "Асанова Бермет: 1\xa0250 som is still owed.",
        "Токтогулов Эрмек: 750 som is still owed.",
    ]
    actions.account(settled.payments.get(), actor=clerk)
    for debt in settled.obligations.all():
        actions.settle(debt, actor=clerk, on=TODAY, document="ПКО")
    denied(actions.close, settled, actor=applicant)

    closed = actions.close(settled, actor=clerk)

    assert (closed.state, closed.agreements.get().state) == ("closed", "closed")
    assert Award.objects.free_money(closed.competition) == 300000 - 28000
    assert refused(actions.close, closed, actor=clerk) == MOVED_ON


def test_terminate_makes_the_same_obligations(worked, clerk, head, applicant):
    actions.plan_payment(worked, actor=clerk, amount=Decimal(100))
    facts = {"reason": "Иш токтоду", "due_on": TERM}
    denied(actions.terminate, worked, actor=clerk, **facts)
    assert wrong(actions.terminate, worked, actor=head, demanded=Decimal("28000.01"), **facts) == [
        "At most 28\xa0000 som can be demanded; what is unspent goes back anyway."
    ]

    ended = actions.terminate(worked, actor=head, demanded=Decimal(28000), **facts)

    assert owed(ended) == [
        ("Кең-Булуң", "grant", Decimal(2000), "termination"),
        ("Асанова", "resident", Decimal(1250), "termination"),
        ("Токтогулов", "resident", Decimal(750), "termination"),
        ("Кең-Булуң", "grant", Decimal(28000), "demanded"),
    ]
    assert (ended.state, ended.agreements.get().state) == ("terminated", "terminated")
    assert [one.state for one in ended.payments.order_by("number")] == ["paid", "cancelled"]
    assert refused(actions.terminate, ended, actor=head, **facts) == MOVED_ON


def test_what_is_owed_already_is_not_demanded_again(reported, head):
    rule_is(reported, "return")
    resolved = actions.resolve_shortfall(reported, actor=head)
    facts = {"reason": "Иш токтоду", "due_on": TERM}

    assert wrong(
        actions.terminate, resolved, actor=head, demanded=Decimal("22000.01"), **facts
    ) == ["At most 22\xa0000 som can be demanded; what is unspent goes back anyway."]


def test_revoke_only_before_money_is_paid(paid, head):
    assert refused(actions.revoke, paid, actor=head, reason="Даттануу") == [
        "Money has been paid: terminate the agreement instead."
    ]


def test_revoke(award, clerk, chair, applicant, fresh):
    planned = actions.plan_payment(award, actor=clerk, amount=Decimal(100))
    denied(actions.revoke, award, actor=clerk, reason="Даттануу")

    revoked = actions.revoke(award, actor=chair, reason="Даттануу")

    assert (revoked.state, fresh(planned).state) == ("terminated", "cancelled")
    assert Agreement.objects.get().state == "terminated"


@pytest.fixture
def conflicted(town):
    """A clerk and head in one person, who belongs to the applying group."""
    person = factories.officer("Мамбетов Канат", "head", town)
    factories.membership(person, "clerk", town)
    type(person).objects.filter(pk=person.pk).update(phone="+996700000111")
    return type(person).objects.get(pk=person.pk)


def test_nobody_checks_or_approves_his_own_initiative(award, conflicted, clerk, head, applicant):
    planned = actions.plan_payment(award, actor=clerk, amount=Decimal(100))
    report = actions.begin_report(award, actor=conflicted, kind="interim")
    report = actions.submit(
        actions.edit(report, actor=conflicted, words="а", results="б"), actor=conflicted
    )

    denied(actions.approve, planned, actor=conflicted)
    denied(actions.accept, report, actor=conflicted)
    denied(actions.send_back, report, actor=conflicted, items=["а"], until=TERM)
    denied(actions.plan_payment, award, actor=conflicted, amount=Decimal(1))
    denied(actions.terminate, award, actor=conflicted, reason="а", due_on=TERM)
    denied(actions.plan_visit, award, actor=conflicted, planned_on=TODAY)
    assert Contribution.objects.filter(award=award).count() == 4
