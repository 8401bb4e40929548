"""Promised, confirmed, used, withdrawn: in whole and in parts, with proof and consent."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.acts import Refused
from audit.models import Entry
from awards import actions
from awards.models import Award, Confirmation, Contribution, Proof
from tests import files
from tests.awards.conftest import confirm_cash, contribution, scan, spend

pytestmark = pytest.mark.django_db

DAY = date(2026, 4, 10)


@pytest.fixture
def client() -> Client:
    """A browser that reads English."""
    return Client(headers={"accept-language": "en"})


def wrong(act: Any, subject: Any, **facts: Any) -> list[str]:
    """The sentences of an act that is refused for what was typed; it leaves no trace."""
    before = Entry.objects.count(), Confirmation.objects.count(), Proof.objects.count()
    with pytest.raises(ValidationError) as error, transaction.atomic():
        act(subject, **facts)
    assert (Entry.objects.count(), Confirmation.objects.count(), Proof.objects.count()) == before
    return error.value.messages


def refused(act: Any, subject: Any, **facts: Any) -> list[str]:
    before = Entry.objects.count()
    with pytest.raises(Refused) as error:
        act(subject, **facts)
    assert Entry.objects.count() == before
    return error.value.reasons


def sums(row: Any) -> tuple[Any, ...]:
    one = Contribution.objects.get(pk=row.pk)
    return one.state, one.amount, one.confirmed_amount, one.used_amount, one.withdrawn_amount


def test_a_promise_kept_in_parts(award, applicant, clerk):
    labour = contribution(award, "Жаңы")
    come = {"actor": applicant, "on": DAY}

    actions.confirm(labour, document="тизме 1", quantity=Decimal(10), **come)
    actions.confirm(labour, document="тизме 2", quantity=Decimal(5), **come)
    actions.use(labour, document="акт 1", quantity=Decimal(12), **come)
    actions.withdraw_part(labour, actor=clerk, part=Decimal(10400), note="Кеч күз келди")

    assert sums(labour) == ("confirmed", 20000, 9600, 9600, 10400)
    assert [one.amount for one in labour.confirmations.order_by("pk")] == [8000, 4000]
    assert refused(actions.withdraw_part, labour, actor=clerk, part=Decimal(1), note="а") == [
        "All of it has been used."
    ]
    actions.finish(labour, actor=applicant)
    assert sums(labour) == ("used", 20000, 9600, 9600, 10400)
    whole = Award.objects.get().books.standing_by_kind["labour"]
    assert (whole.promised, whole.confirmed, whole.used) == (20000, 9600, 9600)


def test_what_never_came_is_withdrawn_before_what_came(award, applicant):
    cash = confirm_cash(award, applicant, "Асанова", "3000")

    actions.withdraw_part(cash, actor=applicant, part=Decimal(1500), note="Калганы кийин")
    assert sums(cash) == ("confirmed", 5000, 3000, 0, 1500)

    actions.withdraw_part(cash, actor=applicant, part=Decimal(1000), note="Кайра алды")
    assert sums(cash) == ("confirmed", 5000, 2500, 0, 2500)
    assert Award.objects.get().books.unspent("resident") == 2500


def test_money_that_was_spent_is_not_given_back(award, applicant):
    cash = confirm_cash(award, applicant, "Асанова", "5000")
    spend(award, applicant, "Боёк", "resident", "4200.50")

    assert wrong(
        actions.withdraw_part, cash, actor=applicant, part=Decimal("799.51"), note="а"
    ) == ["At most 799,50 som can still be withdrawn: the rest has been used."]
    actions.withdraw_part(cash, actor=applicant, part=Decimal("799.50"), note="а")
    assert sums(cash) == ("confirmed", 5000, Decimal("4200.50"), 0, Decimal("799.50"))


def test_all_of_it_is_withdrawn_as_a_whole(award, applicant):
    cash = contribution(award, "Асанова")

    assert wrong(actions.withdraw_part, cash, actor=applicant, part=Decimal(5000), note="а") == [
        "That is all of it: withdraw the contribution as a whole."
    ]
    actions.withdraw(cash, actor=applicant, note="а")
    assert sums(cash) == ("withdrawn", 5000, 0, 0, 5000)


@pytest.mark.parametrize("again", ["№ 0012-А", "0012а", "No 0012 А", "№0012-А"])
def test_a_receipt_is_entered_once_in_an_award(award, applicant, again):
    receipt = {"actor": applicant, "on": DAY, "amount": Decimal(100)}
    actions.confirm(contribution(award, "Асанова"), document="№ 0012-А", **receipt)

    assert wrong(actions.confirm, contribution(award, "Токтогулов"), document=again, **receipt) == [
        "A receipt with this number is already entered for this award."
    ]
    actions.confirm(contribution(award, "Токтогулов"), document="№ 12-А", **receipt)


def test_a_receipt_of_the_wrong_giver_is_free_again(award, applicant):
    receipt = {"actor": applicant, "on": DAY, "amount": Decimal(100), "document": "№ 5"}
    mistaken = actions.confirm(contribution(award, "Асанова"), **receipt)

    actions.withdraw(mistaken, actor=applicant, note="Башка кишиники")
    actions.confirm(contribution(award, "Токтогулов"), **receipt)

    assert list(Confirmation.objects.order_by("pk").values_list("stands", flat=True)) == [
        False,
        True,
    ]


def test_money_comes_with_the_number_of_a_receipt(award, applicant):
    cash = contribution(award, "Асанова")
    facts = {"actor": applicant, "on": DAY, "amount": Decimal(100)}

    for words in ("№", "...", "№ –"):
        assert wrong(actions.confirm, cash, document=words, **facts) == [
            "Give the number of the receipt."
        ]


def test_goods_are_described(award, applicant, client):
    client.force_login(applicant)
    sack = {"giver": "Дүкөн", "giver_kind": "business", "kind": "goods", "quantity": "20"}

    answer = page(client, "contribution_promise", award.pk, sack | {"value": "350"})
    assert answer.context["form"].errors == {"what": ["Say what goods are given."]}
    page(client, "contribution_promise", award.pk, sack | {"value": "350", "what": "Цемент"})

    made = award.contributions.latest("pk")
    assert (made.what, made.amount, made.named_on) == ("Цемент", 7000, None)


def test_a_letter_may_speak_of_several_but_once_of_each(award, applicant):
    letter = {"actor": applicant, "on": DAY, "document": "кат № 7"}
    labour = contribution(award, "Жаңы")
    goods = actions.promise(
        award, actor=applicant, giver="Дүкөн", giver_kind="business", kind="goods", value=Decimal(9)
    )
    actions.confirm(labour, quantity=Decimal(1), **letter)
    actions.confirm(goods, amount=Decimal(9), **letter)

    assert wrong(actions.confirm, labour, quantity=Decimal(1), **letter) == [
        "This document of this day is already entered for this contribution."
    ]


def test_several_photos_prove_one_thing(award, applicant):
    labour = contribution(award, "Жаңы")
    come = {"actor": applicant, "on": DAY, "document": "тизме"}
    actions.confirm(labour, quantity=Decimal(9), files=[scan("а.jpg"), scan("б.jpg")], **come)
    actions.use(labour, quantity=Decimal(1), files=[scan("в.jpg")], **come)

    actions.attach(labour, actor=applicant, files=[scan("г.jpg")], caption="Көпүрө")

    kept = Proof.objects.order_by("pk")
    assert [(bool(one.confirmation), bool(one.use), one.caption) for one in kept] == [
        (True, False, ""),
        (True, False, ""),
        (False, True, ""),
        (False, False, "Көпүрө"),
    ]
    assert Entry.objects.last().facts == {"files": 1, "caption": "Көпүрө"}


# --- consent


def test_the_name_is_for_outsiders_only_with_consent(award, applicant, clerk):
    cash = contribution(award, "Асанова")
    assert cash.public_giver == "resident"

    named = actions.name_giver(cash, actor=applicant, named_on=DAY, note="Жазуу жүзүндө")
    assert (named.public_giver, named.named_on) == ("Асанова Бермет", DAY)

    hidden = actions.name_giver(named, actor=clerk)
    assert (hidden.public_giver, hidden.named_on) == ("resident", None)
    assert wrong(actions.name_giver, cash, actor=clerk, named_on=date(2026, 4, 11)) == [
        "This day has not come yet."
    ]


def test_consent_may_be_taken_back_when_all_is_over(award, applicant, head):
    cash = actions.name_giver(contribution(award, "Асанова"), actor=applicant, named_on=DAY)
    ended = actions.terminate(
        award, actor=head, reason="Токтотулду", due_on=date(2026, 5, 1), demanded=Decimal(0)
    )

    assert ended.state == "terminated"
    assert actions.name_giver(cash, actor=applicant).named_on is None


# --- by the pages, as a phone sends them


def page(client: Any, name: str, pk: int, data: dict[str, Any]) -> Any:
    return client.post(reverse(name, args=[pk]), data, follow=True)


def taken(name: str) -> Any:
    return files.sent(name, files.picture())


def test_confirming_with_photos_from_a_phone(award, applicant, client):
    client.force_login(applicant)
    cash = contribution(award, "Асанова")
    facts = {"amount": "2 500,50", "document": "№ 8", "on": "2026-04-10"}
    photos = [taken("бир.jpg"), taken("эки.jpg")]

    answer = page(client, "contribution_confirm", cash.pk, facts | {"files": photos})

    assert answer.redirect_chain == [(cash.get_absolute_url(), 302)]
    assert sums(cash) == ("confirmed", 5000, Decimal("2500.50"), 0, 0)
    assert Proof.objects.filter(confirmation__document="№ 8").count() == 2
    said = answer.content.decode()
    assert "№ 8" in said
    assert "Still awaited" in said
    form = client.get(reverse("contribution_confirm", args=[cash.pk])).content.decode()
    assert 'accept="image/*,' in form
    assert "multiple" in form


@pytest.mark.parametrize(
    ("name", "data", "field"),
    [
        ("contribution_confirm", {"amount": ""}, "amount"),
        ("contribution_confirm", {"amount": "0"}, "amount"),
        ("contribution_confirm", {"amount": "-5"}, "amount"),
        ("contribution_confirm", {"amount": "99999999999999"}, "amount"),
        ("contribution_confirm", {"amount": "5000,01"}, "amount"),
        ("contribution_confirm", {"document": ""}, "document"),
        ("contribution_confirm", {"document": "а" * 201}, "document"),
        ("contribution_confirm", {"on": "2026-04-11"}, "on"),
        ("contribution_confirm", {"on": "кечээ"}, "on"),
        ("contribution_withdraw_part", {"part": "5000,01", "note": "а"}, "part"),
        ("contribution_withdraw_part", {"part": "-1", "note": "а"}, "part"),
        ("contribution_withdraw_part", {"part": "1", "note": ""}, "note"),
        ("contribution_name_giver", {"named_on": "2030-01-01"}, "named_on"),
        ("contribution_attach", {}, "files"),
    ],
)
def test_what_is_typed_wrong_is_told_beside_its_field(award, applicant, client, name, data, field):
    client.force_login(applicant)
    cash = contribution(award, "Асанова")
    sound = {"amount": "5000", "document": "№ 1", "on": "2026-04-10"}
    before = Entry.objects.count()

    answer = page(client, name, cash.pk, (sound if "confirm" in name else {}) | data)

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert (Entry.objects.count(), sums(cash)) == (before, ("promised", 5000, 0, 0, 0))


def test_more_than_was_promised_asks_whether_it_is_meant(award, applicant, client):
    client.force_login(applicant)
    cash = contribution(award, "Асанова")
    facts = {"amount": "50000", "document": "№ 1", "on": "2026-04-10"}

    answer = page(client, "contribution_confirm", cash.pk, facts)
    sentence = (
        "50\xa0000 som is more than the 5\xa0000 som still awaited. "
        "Mend it, or tick that more came than was promised."
    )
    assert answer.context["form"].errors["amount"] == [sentence]
    page(client, "contribution_confirm", cash.pk, facts | {"more": "on"})
    assert sums(cash) == ("confirmed", 5000, 50000, 0, 0)


def test_a_file_that_is_no_picture_is_named(award, applicant, client):
    client.force_login(applicant)
    cash = contribution(award, "Асанова")
    sent = [taken("бир.jpg"), scan("эки.txt")]

    answer = page(client, "contribution_attach", cash.pk, {"files": sent})

    assert [fault.startswith("эки.txt: ") for fault in answer.context["form"].errors["files"]] == [
        True
    ]
    assert not Proof.objects.exists()


def test_contributions_of_another_award_are_out_of_reach(award, rival, neighbour, client):
    for person in (rival, neighbour):
        client.force_login(person)
        for name in ("detail", "confirm", "withdraw_part", "name_giver", "attach"):
            address = reverse(f"contribution_{name}", args=[contribution(award, "Асанова").pk])
            assert client.post(address).status_code in (404, 405)
            assert client.get(address).status_code == 404


def test_the_page_of_a_contribution_asks_the_same_with_1_and_3_rows(award, clerk, client):
    client.force_login(clerk)
    cash = contribution(award, "Асанова")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(cash.get_absolute_url()).status_code == 200
        return len(queries)

    def come(mark: str) -> None:
        facts = {"actor": clerk, "on": DAY, "amount": Decimal(10), "document": mark}
        actions.confirm(cash, files=[scan(f"{mark}.jpg")], **facts)

    come("1")
    first = asked()
    come("2")
    come("3")

    assert (first, asked()) == (12, 12)
