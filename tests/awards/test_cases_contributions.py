"""Known cases from Kyrgyz towns and villages: their sums and shares come out as printed."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applications.choices import GiverKind
from applications.models import Application
from awards import actions
from awards.ledger import split_exactly
from awards.models import Award, Contribution
from competitions.choices import ContributionKind
from competitions.models import Competition
from tests import factories
from tests.awards.conftest import scan

pytestmark = pytest.mark.django_db

DAY = date(2026, 4, 10)


@pytest.fixture
def client() -> Client:
    """A browser that reads English."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def carried_out(published_call, applicant, chair, clerk, head):
    """An award with these promises, its agreement signed."""

    def make(title: str, grant: int, promises: list[dict[str, Any]]) -> Award:
        application = factories.application(
            published_call,
            applicant,
            complete=False,
            state="awarded",
            title=title,
            asked=Decimal(grant),
            granted=Decimal(grant),
        )
        factories.budget_line(
            application, position=1, title=title, quantity=Decimal(1), price=Decimal(grant)
        )
        for position, promise in enumerate(promises, start=1):
            factories.pledge(application, position=position, **promise)
        award = actions.grant(application, actor=chair, granted=Decimal(grant), protocol_number="3")
        agreement = actions.draft_agreement(award, actor=clerk, text_ky="М", text_ru="С")
        entered = actions.enter_signature(
            agreement,
            actor=clerk,
            winner_name=applicant.name,
            winner_signed_on=DAY,
            scan=scan(),
        )
        actions.sign(entered, actor=head)
        return Award.objects.get(pk=award.pk)

    return make


def promise(giver: str, kind: str, value: int | Decimal, **more: Any) -> dict[str, Any]:
    facts = {"giver": giver, "kind": kind, "quantity": Decimal(1), "value": Decimal(value)}
    return facts | {"giver_kind": "resident", "what": ""} | more


def all_came(award: Award, actor: Any) -> Award:
    """Every promise is confirmed whole; what is not money is used whole."""
    for number, one in enumerate(award.contributions.order_by("pk"), start=1):
        much = {"quantity": one.quantity} if one.by_rate else {"amount": one.amount}
        came = actions.confirm(one, actor=actor, on=DAY, document=f"№ {number}", **much)
        if not came.is_cash:
            actions.use(came, actor=actor, on=DAY, document=f"акт {number}", **much)
    return Award.objects.get(pk=award.pk)


def ledger_page(client: Client, award: Award) -> str:
    return client.get(reverse("contribution_list", args=[award.pk])).content.decode()


def test_naryn_kindergarten_16(carried_out, clerk, client):
    """617 500 som of 1 979 000 are the parents' and the kindergarten's own: 31.2 %."""
    parts = [promise("Ата-энелер", "cash", 400_000), promise("Бала бакча", "goods", 217_500)]
    award = carried_out("Naryn kindergarten", 1_979_000 - 617_500, parts)

    own = award.own_share

    assert (own.floor, own.whole, own.floor_percent) == (617_500, 1_979_000, Decimal("31.2"))
    assert (own.missing, own.missing_percent) == (617_500, 100)
    client.force_login(clerk)
    assert (
        "own contributions worth 617\xa0500 som: 31,2 % of the 1\xa0979\xa0000 som"
        in ledger_page(client, award)
    )

    own = all_came(award, clerk).own_share
    assert (own.standing.confirmed, own.unconfirmed) == (617_500, 0)
    # Money is used by its expenses: only the goods are used so far.
    assert (own.standing.used, own.missing) == (217_500, 400_000)


def test_onbir_jylga_2017(carried_out, applicant):
    """A grant of a million and 150 000 som of their own for furniture, toys, books and dishes."""
    parts = [
        promise("Тургундар", "goods", value, what=what)
        for what, value in [
            ("эмерек", 60_000),
            ("оюнчук", 30_000),
            ("китеп", 25_000),
            ("ашкана", 35_000),
        ]
    ]
    award = all_came(carried_out("Onbir-Jylga", 1_000_000, parts), applicant)

    own = award.own_share

    assert (own.grant, own.floor, own.standing.used) == (1_000_000, 150_000, 150_000)
    assert own.floor_percent == own.used_percent == Decimal("13.0")
    assert (own.missing, own.missing_percent) == (0, 0)


def test_may_first_school_bus(carried_out, applicant):
    """250 000 som of the local budget and 50 000 som of the parents take 85 pupils to school."""
    parents = split_exactly(Decimal(50_000), [1] * 85)
    parts = [promise(f"Ата-эне {n}", "cash", value) for n, value in enumerate(parents, start=1)]
    award = carried_out("School bus", 250_000, parts)

    award = all_came(award, applicant)

    assert award.contributions.count() == 85
    assert award.books.standing.promised == award.books.standing.confirmed == 50_000
    assert award.books.purses["resident"].received == 50_000
    assert award.own_share.floor_percent == Decimal("16.7")


def test_may_first_airy_tam_water(carried_out, applicant, clerk, published_call):
    """Pipes of a donor, machines and fuel of the local budget, meals cooked by fifty women."""
    hourly = factories.rate(
        published_call, unit_ky="машина-саат", unit_ru="машино-час", amount=Decimal(2500)
    )
    meals = factories.rate(published_call, unit_ky="саат", unit_ru="час", amount=Decimal(100))
    council = {"giver_kind": "local_budget"}
    parts = [
        promise("Дүйнөлүк азык-түлүк программасы", "goods", 900_000, giver_kind="donor"),
        promise("Айыл өкмөтү", "goods", 120_000, what="күйүүчү май", **council),
        promise("Айыл өкмөтү", "services", 2500, rate=hourly, quantity=Decimal(80), **council),
        promise("Демилгечи аялдар", "labour", 100, rate=meals, quantity=Decimal(400)),
    ]
    award = carried_out("Airy-Tam water", 500_000, parts)
    machines = award.contributions.get(kind="services")
    cooks = award.contributions.get(kind="labour")

    digging = [{"name": "Экскаватор", "sex": "", "hours": Decimal(10)}]
    day = {"actor": applicant, "worked_on": DAY}
    actions.record_sheet(award, contribution=machines, work="Казуу", workers=digging, **day)
    fed = actions.record_sheet(
        award,
        contribution=cooks,
        work="Жумушчуларга тамак",
        unnamed_women=50,
        hours_each=Decimal(4),
        **day,
    )

    books = Award.objects.get(pk=award.pk).books
    assert (fed.women, fed.men, fed.hours, fed.amount) == (50, 0, 200, 20_000)
    both = books.standing_by_kind_and_source
    assert both["goods", "donor"].promised == 900_000
    assert both["services", "local_budget"].used == 25_000
    assert both["labour", "resident"].used == 20_000
    assert sum(one.promised for one in both.values()) == books.standing.promised == 1_260_000


def test_may_first_ajek_dam(carried_out, applicant, published_call):
    """A dam of 300 m: stone of the ministry, 2 000 seedlings and the labour of the residents."""
    daily = factories.rate(published_call)
    parts = [
        promise("Өзгөчө кырдаалдар министрлиги", "goods", 750_000, giver_kind="donor", what="таш"),
        promise("Демилгелүү топ", "goods", 25, quantity=Decimal(2000), what="көчөт"),
        promise("Ажек тургундары", "labour", 800, rate=daily, quantity=Decimal(180)),
    ]
    award = carried_out("Ajek dam", 300_000, parts)
    labour = award.contributions.get(kind="labour")

    # One from each of the 180 families, a whole day.
    sheet = actions.record_sheet(
        award,
        actor=applicant,
        contribution=labour,
        worked_on=DAY,
        work="Таш төшөө",
        unnamed_women=60,
        unnamed_men=120,
        hours_each=Decimal(8),
    )

    assert (sheet.people, sheet.hours, sheet.amount) == (180, 1440, 144_000)
    seedlings = award.contributions.get(what="көчөт")
    assert (seedlings.quantity, seedlings.amount) == (2000, 50_000)


# --- Osh: the same at the size of a city


def many(call: Competition, person: Any, count: int, grants: Decimal, given: Decimal) -> None:
    """So many projects, their grants and contributions together these sums to the tyiyn."""
    weights = [1 + place % 7 for place in range(count)]
    shares = zip(split_exactly(grants, weights), split_exactly(given, weights), strict=True)
    for number, (grant, own) in enumerate(shares, start=1000):
        application = Application.objects.create(
            competition=call,
            applicant=person,
            title=f"Подъезд {number}",
            number=number,
            state="awarded",
            asked=grant,
            granted=grant,
            begun_at=factories.NOON,
        )
        award = Award.objects.create(
            application=application,
            competition=call,
            protocol_number="3",
            amount=grant,
            own_promised=own,
            granted_at=factories.NOON,
            state="agreed",
            agreed_at=factories.NOON,
        )
        residents, sponsors = split_exactly(own, [3, 1])
        Contribution.objects.bulk_create(
            Contribution(
                award=award,
                giver=giver,
                giver_kind=kind,
                kind=what,
                rate_amount=part,
                amount=part,
                confirmed_amount=part,
                used_amount=part if what == ContributionKind.GOODS else 0,
                state="confirmed",
            )
            for giver, kind, what, part in [
                ("Тургундар", GiverKind.RESIDENT, ContributionKind.CASH, residents),
                ("Демөөрчү", GiverKind.BUSINESS, ContributionKind.GOODS, sponsors),
            ]
        )


def test_osh_share_financing(published_call, clerk, applicant, client):
    """169 projects, 67 000 000 som of the budget, 82 000 000 of residents and sponsors."""
    many(published_call, applicant, 169, Decimal(67_000_000), Decimal(82_000_000))
    client.force_login(clerk)

    answer = client.get(reverse("award_giving"))

    assert answer.context["paginator"].count == 169
    assert answer.context["grants"] == 67_000_000
    whole = answer.context["whole"]
    assert (whole["promised"], whole["confirmed"]) == (82_000_000, 82_000_000)
    rows = dict(answer.context["by_giver"])
    assert whole["used"] == rows[GiverKind.BUSINESS.label]["promised"]
    assert sum(row["promised"] for row in rows.values()) == 82_000_000
    said = answer.content.decode()
    assert "169 awards: grants of 67\xa0000\xa0000 som" in said
    assert "82\xa0000\xa0000 som" in said
    # The whole town on four pages, each project once.
    seen = [
        award.pk
        for page in range(1, 5)
        for award in client.get(reverse("award_giving"), {"page": page}).context["object_list"]
    ]
    assert (len(seen), len(set(seen))) == (169, 169)


def test_all_awards_ask_the_same_for_1_and_169(published_call, clerk, applicant, client):
    client.force_login(clerk)
    address = reverse("award_giving")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address, {"call": published_call.pk}).status_code == 200
        return len(queries)

    many(published_call, applicant, 1, Decimal(1000), Decimal(500))
    with_one = asked()
    for model in (Contribution, Award, Application):
        model.objects.all().delete()
    many(published_call, applicant, 169, Decimal(67_000_000), Decimal(82_000_000))

    assert (with_one, asked()) == (11, 11)


def test_who_sees_nothing_gets_no_totals(published_call, applicant, neighbour, rival, client):
    many(published_call, applicant, 3, Decimal(3000), Decimal(600))
    for person in (neighbour, rival):
        client.force_login(person)
        answer = client.get(reverse("award_giving"))
        assert (answer.context["grants"], answer.context["by_giver"]) == (0, [])
    client.force_login(applicant)
    assert client.get(reverse("award_giving")).context["grants"] == 3000
