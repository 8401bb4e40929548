"""The ledger's own page: the own share above it, its filters, its pages; what is lacking."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from awards import actions
from awards.ledger import Standing
from awards.models import Award, Contribution
from awards.models.own_share import OwnShare
from tests.awards.conftest import confirm_cash, contribution

DAY = date(2026, 4, 10)
SUMS = st.decimals(min_value=0, max_value=10**7, places=2)


@pytest.fixture
def client() -> Client:
    """A browser that reads English."""
    return Client(headers={"accept-language": "en"})


def share(grant: int, floor: int, used: int = 0, confirmed: int = 0) -> OwnShare:
    standing = Standing(promised=Decimal(floor), confirmed=Decimal(confirmed), used=Decimal(used))
    return OwnShare(
        floor=Decimal(floor), grant=Decimal(grant), standing=standing, until=date(2026, 9, 30)
    )


def test_the_own_share_by_hand():
    own = share(50_000, 32_000, used=8_000, confirmed=20_000)

    assert (own.whole, own.floor_percent) == (82_000, Decimal("39.0"))
    assert (own.missing, own.missing_percent, own.unconfirmed) == (24_000, 75, 12_000)
    assert own.used_percent == Decimal("13.8")


def test_where_nothing_is_asked_nothing_lacks():
    own = share(50_000, 0)

    assert (own.floor_percent, own.missing, own.missing_percent) == (0, 0, 0)


@given(grant=SUMS, floor=SUMS, used=SUMS)
def test_what_lacks_and_what_is_used_make_what_is_asked(grant, floor, used):
    standing = Standing(promised=floor, confirmed=used, used=used)
    own = OwnShare(floor=floor, grant=grant, standing=standing, until=None)

    assert own.missing + min(used, floor) == floor
    assert 0 <= own.missing_percent <= 100
    assert 0 <= own.floor_percent <= 100


# --- the page


def page(client: Client, award: Award, **asked: Any) -> Any:
    return client.get(reverse("contribution_list", args=[award.pk]), asked)


@pytest.mark.django_db
def test_the_page_says_what_is_asked_what_lacks_and_until_when(award, applicant, client):
    client.force_login(applicant)
    labour = contribution(award, "Жаңы")
    come = {"actor": applicant, "on": DAY, "quantity": Decimal(10)}
    actions.use(actions.confirm(labour, document="тизме", **come), document="акт", **come)

    said = page(client, award).content.decode()

    assert (
        "The agreement asks for own contributions worth 32\xa0000 som: 39,0 % of the "
        "82\xa0000 som the initiative costs."
    ) in " ".join(said.split(" "))
    assert "Used so far: 8\xa0000 som. Lacking: 24\xa0000 som, 75,0 % of what is asked." in said
    assert "It has to be there until 30.09.2026." in said


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "givers"),
    [
        ({}, ["Асанова Бермет", "Токтогулов Эрмек", "«Береке» дүкөнү", "Жаңы-Айылдын тургундары"]),
        ({"kind": "labour"}, ["Жаңы-Айылдын тургундары"]),
        ({"giver_kind": "business"}, ["«Береке» дүкөнү"]),
        ({"state": "confirmed"}, ["Асанова Бермет"]),
        ({"kind": "cash", "state": "promised"}, ["Токтогулов Эрмек", "«Береке» дүкөнү"]),
        ({"kind": "labour", "state": "used"}, []),
    ],
)
def test_the_ledger_is_narrowed(award, applicant, client, asked, givers):
    client.force_login(applicant)
    confirm_cash(award, applicant, "Асанова", "100")

    found = page(client, award, **asked).context["object_list"]

    assert [one.giver for one in found] == givers


@pytest.mark.django_db
@pytest.mark.parametrize("asked", [{"kind": "x"}, {"state": "'; --"}, {"giver_kind": "а" * 999}])
def test_what_is_no_choice_narrows_nothing(award, clerk, client, asked):
    client.force_login(clerk)

    assert len(page(client, award, **asked).context["object_list"]) == 4


@pytest.mark.django_db
def test_three_hundred_promises_on_their_pages(award, clerk, client):
    client.force_login(clerk)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert page(client, award).status_code == 200
        return len(queries)

    with_four = asked()
    Contribution.objects.bulk_create(
        Contribution(
            award=award,
            giver=f"Тургун {number}",
            giver_kind="resident",
            kind="cash",
            rate_amount=Decimal("10.01"),
            amount=Decimal("10.01"),
            confirmed_amount=Decimal("10.01") if number % 2 else 0,
            state="confirmed" if number % 2 else "promised",
        )
        for number in range(300)
    )

    assert (with_four, asked()) == (10, 10)
    seen = [
        one.pk
        for number in range(1, 8)
        for one in page(client, award, page=number).context["object_list"]
    ]
    assert (len(seen), len(set(seen))) == (304, 304)
    narrowed = page(client, award, state="confirmed", page=3)
    assert len(narrowed.context["object_list"]) == 50
    assert "state=confirmed" in narrowed.content.decode()
    books = Award.objects.get(pk=award.pk).books
    assert books.standing.promised == 32_000 + 300 * Decimal("10.01")
    assert "Use" not in {one.giver for one in books.contributions}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["contribution_promise", "daysheet_record", "daysheet_list", "award_detail"]
)
def test_the_own_share_stands_on_every_page_of_the_ledger(award, applicant, client, name):
    client.force_login(applicant)

    said = client.get(reverse(name, args=[award.pk])).content.decode()

    assert "The agreement asks for own contributions worth 32\xa0000 som" in said


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ["detail", "confirm", "withdraw_part", "name_giver", "attach"])
def test_and_on_every_page_of_a_promise(award, applicant, client, verb):
    client.force_login(applicant)
    cash = contribution(award, "Асанова")

    said = client.get(reverse(f"contribution_{verb}", args=[cash.pk])).content.decode()

    assert "The agreement asks for own contributions worth 32\xa0000 som" in said


# --- promise half kept, up to the moment the shortfall shows


@pytest.mark.django_db
def test_a_promise_half_kept_shows_what_lacks_to_the_last(
    award, applicant, clerk, head, client, played
):
    """32 000 som were promised; half of the labour and one giver of three kept their word."""
    confirm_cash(award, applicant, "Асанова", "5000")
    actions.withdraw(contribution(award, "Токтогулов"), actor=applicant, note="Көчүп кетти")
    shop = contribution(award, "«Береке»")
    actions.confirm(shop, actor=applicant, on=DAY, document="№ 90", amount=Decimal(1500))
    actions.withdraw_part(shop, actor=applicant, part=Decimal(2500), note="Соодасы начар")
    with played(4, 12, 19):
        actions.record_sheet(
            award,
            actor=applicant,
            contribution=contribution(award, "Жаңы"),
            worked_on=date(2026, 4, 12),
            work="Тосмо",
            unnamed_women=5,
            unnamed_men=5,
            hours_each=Decimal(10),
        )
    own = Award.objects.get(pk=award.pk).own_share

    assert (own.floor, own.standing.promised) == (32_000, 32_000)
    assert (own.standing.confirmed, own.standing.used) == (16_500, 10_000)
    assert (own.missing, own.missing_percent, own.unconfirmed) == (
        *[22_000, Decimal("68.8")],
        15_500,
    )
    states = {
        one.giver.split()[0]: (one.state, one.amount, one.withdrawn_amount)
        for one in award.contributions.all()
    }
    assert states == {
        "Асанова": ("confirmed", 5000, 0),
        "Токтогулов": ("withdrawn", 3000, 3000),
        "«Береке»": ("confirmed", 4000, 2500),
        "Жаңы-Айылдын": ("confirmed", 20_000, 0),
    }
    for person in (applicant, clerk, head):
        client.force_login(person)
        said = client.get(award.get_absolute_url()).content.decode()
        assert "Lacking: 22\xa0000 som, 68,8 % of what is asked." in said
