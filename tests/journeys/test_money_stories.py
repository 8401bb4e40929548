"""How money ends: promises half kept, winners who give up, givers who get back, savings shared."""

import shutil
import subprocess
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.actions import clock_account
from applications import actions as applications
from applications.models import Application
from audit import clock
from audit.models import Notice
from awards import actions as awards
from awards.actions.closing import remind_of_debts
from awards.models import Award, Obligation, Offer
from awards.models.account import account_of
from competitions import actions as competitions
from papers import actions as papers
from papers import prints
from papers.models import Issued
from portal.results import card_of
from tests import factories
from tests.journeys.tale import Tale, at
from tests.journeys.test_stories import PEOPLE

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext was not found."),
]

GIVERS = {
    "Асанова Бермет": Decimal("3333.33"),
    "Токтогулов Эрмек": Decimal("3333.33"),
    "Маматова Айнура": Decimal("3333.34"),
}


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def people(request):
    return {name: request.getfixturevalue(name) for name in PEOPLE}


@pytest.fixture
def tale(town, people):
    """Of 100 000 the first gets 60 000; it promises 30 000; the second waits in the reserve."""
    told = Tale(town, people, fund=Decimal(100000))
    with at(4, 10):
        written = factories.application(told.call, people["applicant"], title="Гүлзарлар")
        factories.budget_line(
            written, title="Боёк", source="cash", quantity=Decimal(1), price=Decimal(10000)
        )
        for place, (giver, sum_) in enumerate(GIVERS.items(), start=2):
            money = {"kind": "cash", "what": "", "quantity": Decimal(1), "value": sum_}
            factories.pledge(written, position=place, giver=giver, **money)
        told.first = applications.submit(written, actor=people["applicant"])
        told.second = told.apply("rival", "Көчө жарыгы")
    with at(4, 21):
        competitions.close_reception(told.call, actor=people["clerk"])
        told.check(told.first, told.second)
        told.open_scoring()
    told.first, told.second = (
        Application.objects.get(pk=one.pk) for one in (told.first, told.second)
    )
    with at(4, 28):
        told.send(told.sheets(), {told.first: 8, told.second: 6})
        told.close_scoring()
    told.publish()
    with at(5, 11):
        award = Award.objects.get()
        agreement = awards.draft_agreement(
            award, actor=people["clerk"], text_ky="Макулдашуу", text_ru="Соглашение"
        )
        agreement = awards.enter_signature(
            agreement,
            actor=people["clerk"],
            winner_name=people["applicant"].name,
            winner_signed_on=clock.today(),
            scan=paper("agreement"),
        )
        awards.sign(agreement, actor=people["head"])
    return told


def paper(name):
    return ContentFile(b"%PDF-1.4 paper", f"{name}.pdf")


def fresh():
    return Award.objects.get(application__title="Гүлзарлар")


def tranche(tale, amount):
    planned = awards.plan_payment(fresh(), actor=tale.people["clerk"], amount=Decimal(amount))
    approved = awards.approve(planned, actor=tale.people["head"])
    return awards.pay(
        approved, actor=tale.people["clerk"], order_number="17", order_on=clock.today()
    )


def spend(tale, title, source, amount, number):
    awards.record_expense(
        fresh(),
        actor=tale.people["applicant"],
        line=fresh().lines.get(title=title),
        source=source,
        amount=Decimal(amount),
        document_number=number,
        document_on=clock.today(),
        supplier="«Гүл» ЖЧКсы",
        file=paper(number),
    )


def bring(tale, giver, amount):
    awards.confirm(
        fresh().contributions.get(giver=giver),
        actor=tale.people["applicant"],
        on=clock.today(),
        document=f"ПКО {giver}",
        amount=Decimal(amount),
    )


def work(tale, days):
    labour = fresh().contributions.get(kind="labour")
    how_much = {"quantity": Decimal(days)}
    labour = awards.confirm(
        labour, actor=tale.people["applicant"], on=clock.today(), document="тизме", **how_much
    )
    awards.use(
        labour,
        actor=tale.people["applicant"],
        on=clock.today(),
        document="күн барагы",
        **how_much,
    )


def report(tale):
    applicant, head = tale.people["applicant"], tale.people["head"]
    begun = awards.begin_report(fresh(), actor=applicant, kind="final")
    filled = awards.edit(
        begun,
        actor=applicant,
        words="Гүлзар",
        results="30 идиш",
        women=300,
        men=280,
        cared_by="Мектеп",
        outcomes=[row | {"came": "бүттү"} for row in begun.outcomes],
    )
    awards.accept(awards.submit(filled, actor=applicant), actor=head)


def browser(person):
    client = Client(headers={"accept-language": "en"})
    client.force_login(person)
    return client


def post(person, name, row, **data):
    answer = browser(person).post(reverse(name, args=[row.pk]), data)
    assert answer.status_code == 302, answer.context["form"].errors
    return answer


def debts():
    rows = Obligation.objects.order_by("pk")
    return [(one.source, one.to_whom, one.amount, one.reason) for one in rows]


def read(content):
    """The words of a paper, as they stand on it."""
    made = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True
    )
    return made.stdout.decode().replace("\xa0", " ")


def act_says(award):
    """The closing act as issued: its sources, and that its paper opens and carries the total."""
    issued = Issued.objects.get(kind="closing_act", subject_id=award.pk)
    for language in ("ky", "ru"):
        text = read(prints.pdf(issued, language))
        assert issued.code in text
        for row in issued.facts["sources"]:
            figures = f"{Decimal(row['received']):,.2f}".replace(",", " ").replace(".", ",")
            assert figures in text
    return {
        row["source"]: tuple(
            Decimal(row[name])
            for name in ("received", "spent", "returned", "redirected", "written_off", "owed")
        )
        for row in issued.facts["sources"]
    }


def adds_up(award):
    account = account_of(award)
    return account.adds_up and all(
        one.received == one.spent + one.returned + one.redirected + one.written_off + one.owed
        for one in account.sources
    )


def test_a_promise_is_half_kept_and_the_grant_cut_in_proportion(tale, people):
    with at(5, 12):
        tranche(tale, 50000)
        bring(tale, "Асанова Бермет", "3333.33")
        bring(tale, "Токтогулов Эрмек", "1666.67")
        work(tale, "12.5")
        spend(tale, "Ваза", "grant", "40000", "1")
        spend(tale, "Боёк", "resident", "4999.99", "2")
    with at(9, 1):
        report(tale)
        before = browser(people["head"]).get(reverse("award_resolve_shortfall", args=[fresh().pk]))
        # What the decision will do is on the page before it is taken.
        previewed = [(step.reckoning, step.result) for step in before.context["steps"]]
        post(people["head"], "award_resolve_shortfall", fresh(), due_on="2026-10-01")
        decided = [(step.reckoning, step.result) for step in fresh().shortfall_steps]
        shares = [
            (share.to_whom, share.amount)
            for share, _whose in browser(people["clerk"])
            .get(reverse("award_settle_up", args=[fresh().pk]))
            .context["shares"]
        ]
        post(people["clerk"], "award_settle_up", fresh(), due_on="2026-10-01")
        awards.account(fresh().payments.get(), actor=people["clerk"])

    reckoned = [
        ("Promised 30 000 − used 14 999,99 = missing 15 000,01", Decimal("15000.01")),
        (
            "Grant 60 000 × used 14 999,99 ÷ promised 30 000 = grant after the cut 29 999,98",
            Decimal("29999.98"),
        ),
        (
            "Grant 60 000 − grant after the cut 29 999,98 = cut off 30 000,02",
            Decimal("30000.02"),
        ),
        (
            "Spent of the grant 40 000 − grant after the cut 29 999,98 = to give back 10 000,02",
            Decimal("10000.02"),
        ),
        ("Paid 50 000 − spent of the grant 40 000 = unspent 10 000", Decimal(10000)),
    ]
    assert [(words.replace("\xa0", " "), sum_) for words, sum_ in previewed] == reckoned
    assert decided == previewed
    fund = tale.call.municipality.name_ky
    assert shares == [(fund, Decimal(10000)), ("Асанова Бермет", Decimal("0.01"))]
    assert debts() == [
        ("grant", fund, Decimal("10000.02"), "shortfall"),
        ("grant", fund, Decimal(10000), "unspent"),
        ("resident", "Асанова Бермет", Decimal("0.01"), "unspent"),
    ]

    with at(10, 1):
        for debt in Obligation.objects.order_by("pk"):
            post(people["clerk"], "obligation_settle", debt, on="2026-10-01", document="ПКО")
        post(people["head"], "award_close", fresh())
    award = fresh()
    assert (award.state, award.grant) == ("closed", Decimal("29999.98"))
    assert act_says(award) == {
        "grant": (50000, 40000, 10000, 0, 0, 0),
        "resident": (5000, Decimal("4999.99"), Decimal("0.01"), 0, 0, 0),
    }
    assert adds_up(award)
    # What the fund has lost for good is the grant after the cut, to the tyiyn.
    assert Award.objects.free_money(tale.call) == 100000 - Decimal("29999.98")
    assert tale.journal_is_whole()


def test_a_winner_withdraws_after_the_first_tranche(tale, people):
    with at(5, 12):
        tranche(tale, 30000)
        spend(tale, "Ваза", "grant", "12345.67", "1")
    with at(6, 1):
        post(
            people["head"],
            "award_terminate",
            fresh(),
            ground="given_up",
            reason="Топ тарады",
            demanded="2345,67",
            due_on="2026-07-01",
        )
    award, fund = fresh(), tale.call.municipality.name_ky
    assert (award.state, award.ended_ground) == ("terminated", "given_up")
    assert debts() == [
        ("grant", fund, Decimal("17654.33"), "termination"),
        ("grant", fund, Decimal("2345.67"), "demanded"),
    ]

    # The letter comes a week before the term, the day after it, and not twice for one reason.
    reminded = []
    for day in (22, 24, 25):
        with at(6, day):
            reminded.append(remind_of_debts(clock_account()))
    for day in (2, 3):
        with at(7, day):
            reminded.append(remind_of_debts(clock_account()))
    assert reminded == [0, 1, 0, 1, 0]
    letters = Notice.objects.filter(template="awards/reminded_of_debts")
    assert sorted(set(letters.values_list("recipient__name", flat=True))) == sorted(
        people[name].name for name in ("applicant", "clerk", "head")
    )

    with at(7, 10):
        unspent, demanded = Obligation.objects.order_by("pk")
        part = {"on": "2026-07-09", "document": "ПКО 5"}
        post(people["clerk"], "obligation_settle_part", unspent, amount="17 000,00", **part)
        post(people["clerk"], "obligation_settle", unspent, **part)
        refused = browser(people["head"]).get(reverse("award_wind_up", args=[award.pk]))
        assert len(refused.context["reasons"]) == 2
        awards.account(award.payments.get(), actor=people["clerk"])
        post(
            people["head"],
            "obligation_write_off_part",
            demanded,
            amount="345,67",
            ground_kind="court",
            ground="Сот бир бөлүгүн алып салды",
            decision_number="12",
            decision_on="2026-07-09",
            decided_by="Райондук сот",
            file=paper("court"),
        )
        post(people["clerk"], "obligation_settle", demanded, **part)
        post(people["head"], "award_wind_up", award)
    assert act_says(award) == {"grant": (30000, Decimal("12345.67"), Decimal("17654.33"), 0, 0, 0)}
    paid_back = Issued.objects.get(kind="closing_act").facts["paid_back"]
    assert [(row["amount"], row["returned"], row["written_off"]) for row in paid_back] == [
        ("2345.67", "2000.00", "345.67")
    ]
    # Paid 30 000, back 19 654,33: the rest is spent for good.
    assert Award.objects.free_money(tale.call) == 100000 - Decimal("10345.67")
    assert tale.journal_is_whole()


def test_a_project_fails_and_residents_get_their_money_back_giver_by_giver(tale, people):
    with at(5, 12):
        for giver, sum_ in GIVERS.items():
            bring(tale, giver, sum_)
        spend(tale, "Боёк", "resident", "100.01", "1")
    with at(6, 1):
        post(
            people["head"],
            "award_terminate",
            fresh(),
            ground="force",
            reason="Сел жүрдү",
            due_on="2026-07-01",
        )
    award = fresh()
    back = {to_whom: amount for _source, to_whom, amount, _reason in debts()}
    # 10 000 − 100,01, not a tyiyn lost or made: the odd tyiyn is borne by the larger remainders.
    assert back == {
        "Асанова Бермет": Decimal("3299.99"),
        "Токтогулов Эрмек": Decimal("3300.00"),
        "Маматова Айнура": Decimal("3300.00"),
    }
    assert sum(back.values()) == Decimal(10000) - Decimal("100.01")

    with at(6, 20):
        first, second, third = Obligation.objects.order_by("pk")
        listed = browser(people["clerk"]).get(reverse("refund_list_print", args=[award.pk]))
        text = read(listed.content)
        assert [name in text for name in GIVERS] == [True] * 3
        assert "9 899,99" in text
        stranger = browser(people["rival"]).get(reverse("award_refunds", args=[award.pk]))
        assert stranger.status_code == 404
        post(
            people["clerk"],
            "award_give_back",
            award,
            debts=[first.pk, third.pk],
            on="2026-06-19",
            document="тизме № 1",
            file=paper("list"),
        )
        # Another award's debts, or none at all, are not taken.
        answer = browser(people["clerk"]).post(
            reverse("award_give_back", args=[award.pk]),
            {"debts": [first.pk], "on": "2026-06-19", "document": "тизме"},
        )
        assert answer.context["form"].errors
        part = {"on": "2026-06-19", "document": "ПКО"}
        post(people["clerk"], "obligation_settle_part", second, amount="0,01", **part)
        post(people["clerk"], "obligation_settle", second, **part)
        post(people["clerk"], "award_wind_up", award)

    proofs = [
        [(one.amount, one.document, bool(one.file)) for one in debt.settlements.order_by("pk")]
        for debt in Obligation.objects.order_by("pk")
    ]
    assert proofs == [
        [(Decimal("3299.99"), "тизме № 1", True)],
        [(Decimal("0.01"), "ПКО", False), (Decimal("3299.99"), "ПКО", False)],
        [(Decimal("3300.00"), "тизме № 1", True)],
    ]
    assert act_says(award) == {
        "grant": (0, 0, 0, 0, 0, 0),
        "resident": (10000, Decimal("100.01"), Decimal("9899.99"), 0, 0, 0),
    }
    assert Award.objects.free_money(tale.call) == 100000
    assert tale.journal_is_whole()


def test_a_gathering_gives_the_money_another_purpose(tale, people):
    with at(5, 12):
        for giver, sum_ in GIVERS.items():
            bring(tale, giver, sum_)
    with at(6, 1):
        awards.terminate(
            fresh(), actor=people["head"], reason="Сел жүрдү", due_on=clock.today(), ground="force"
        )
    with at(6, 20):
        first = Obligation.objects.order_by("pk").first()
        awards.settle_part(
            first, actor=people["clerk"], amount=Decimal("33.33"), on=clock.today(), document="ПКО"
        )
        minutes = {
            "held_on": "2026-06-19",
            "place": "Клуб",
            "women": "31",
            "men": "20",
            "votes_for": "40",
            "votes_against": "6",
            "votes_abstained": "4",
            "purpose": "Мектепке терезе",
        }
        wrong = browser(people["clerk"]).post(
            reverse("gathering_record", args=[fresh().pk]), minutes | {"file": paper("minutes")}
        )
        (reason,) = wrong.context["reasons"]
        assert reason.startswith("51 people were present and 50 votes are counted")
        post(
            people["clerk"],
            "gathering_record",
            fresh(),
            **(minutes | {"votes_abstained": "5", "file": paper("minutes")}),
        )
        awards.wind_up(fresh(), actor=people["clerk"])

    assert act_says(fresh())["resident"] == (
        10000,
        0,
        Decimal("33.33"),
        Decimal("9966.67"),
        0,
        0,
    )
    (row, *_others) = Issued.objects.get(kind="closing_act").facts["obligations"]
    assert (row["gathering"]["women"], row["gathering"]["votes_against"]) == (31, 6)
    assert tale.journal_is_whole()


def test_savings_go_to_the_reserve(tale, people):
    with at(5, 12):
        tranche(tale, 60000)
        for giver, sum_ in GIVERS.items():
            bring(tale, giver, sum_)
        work(tale, "25")
        spend(tale, "Ваза", "grant", "39999.99", "1")
        spend(tale, "Боёк", "resident", "10000", "2")
        assert Award.objects.free_money(tale.call) == 40000
    with at(6, 1):
        report(tale)
        awards.settle_up(fresh(), actor=people["clerk"], due_on=clock.today())
        awards.account(fresh().payments.get(), actor=people["clerk"])
        (debt,) = Obligation.objects.all()
        awards.settle(debt, actor=people["clerk"], on=clock.today(), document="ПКО")
        award = awards.close(fresh(), actor=people["head"])
        # 40 000 were never granted, 20 000,01 came back.
        assert Award.objects.free_money(tale.call) == Decimal("60000.01")
        home = browser(people["head"]).get(reverse("home")).context["work"]
        assert reverse("reserve_list", args=[tale.key]) in [task.address for task in home.waits]
        offered = awards.offer(
            Application.objects.get(pk=tale.second.pk),
            actor=people["head"],
            freed_by="saving",
            answer_until=factories.at(6, 15).date(),
        )
        awards.accept_offer(offered, actor=people["rival"])
        promoted = awards.promote(
            Application.objects.get(pk=tale.second.pk), actor=people["head"], decision_number="15"
        )

    assert (Offer.objects.get().state, promoted.amount) == ("accepted", Decimal(60000))
    assert Award.objects.free_money(tale.call) == Decimal("0.01")
    assert act_says(award) == {
        "grant": (60000, Decimal("39999.99"), Decimal("20000.01"), 0, 0, 0),
        "resident": (10000, 10000, 0, 0, 0, 0),
    }
    card = card_of(Award.objects.get(pk=award.pk))
    assert [(one.source, one.spent) for _name, one in card.money] == [
        ("grant", Decimal("39999.99")),
        ("resident", Decimal(10000)),
    ]
    assert tale.outcome() == [("Гүлзарлар", "awarded"), ("Көчө жарыгы", "awarded")]
    assert tale.journal_is_whole()


def test_a_document_found_after_the_accounts_reopens_nothing(tale, people):
    with at(5, 12):
        tranche(tale, 60000)
        for giver, sum_ in GIVERS.items():
            bring(tale, giver, sum_)
        work(tale, "25")
        spend(tale, "Ваза", "grant", "50000", "1")
        spend(tale, "Боёк", "resident", "10000", "2")
    with at(6, 1):
        report(tale)
        awards.settle_up(fresh(), actor=people["clerk"], due_on=clock.today())
    with at(6, 2):
        page = browser(people["applicant"]).get(reverse("expense_record", args=[fresh().pk]))
        (reason,) = page.context["reasons"]
        assert reason.startswith("The accounts were made up on 01.06.2026 and are not opened again")
        debt = Obligation.objects.get()
        post(
            people["head"],
            "obligation_write_off_part",
            debt,
            amount="700",
            ground_kind="late_paper",
            ground="Накладная № 9, 20.05.2026, кийин табылды",
            decision_number="8",
            decision_on="2026-06-02",
            decided_by="Айыл өкмөтүнүн башчысы",
            file=paper("late"),
        )
        awards.settle(
            Obligation.objects.get(), actor=people["clerk"], on=clock.today(), document="ПКО"
        )
        awards.account(fresh().payments.get(), actor=people["clerk"])
        award = awards.close(fresh(), actor=people["head"])

    # The books say what they said; the decision says the rest.
    assert act_says(award)["grant"] == (60000, 50000, 9300, 0, 700, 0)
    assert adds_up(award)
    assert papers.current("closing_act", award).is_whole()
    assert tale.journal_is_whole()
