"""Public pages: what anybody may see, and nothing more."""

import csv
import json
from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.urls import reverse

from applications import actions as applying
from applications.models import Application
from audit import clock
from awards import actions as awarding
from awards.models import Award
from competitions import actions as calling
from papers import actions
from portal import tries
from portal.urls import urlpatterns
from tests import factories
from tests.awards.conftest import accept_final, pay_tranche, scan
from tests.portal.pages import ALONE, PAGES

SECRETS = ["Сырдуу гүлзар", "Сырдуу топ", "60 000", "60000", "Эсенов", "14.00", "14,00"]


def content(answer):
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def addresses(call, application, announced):
    about = {"initiative_card": application, "call_announcement": announced}
    return {
        name: reverse(name, args=[] if name in ALONE else [about.get(name, call).pk])
        for name in PAGES
    }


def test_before_publication_results_have_no_page(visitor, decided, first, announced):
    answered = {
        name: visitor.get(address).status_code
        for name, address in addresses(decided, first, announced).items()
    }

    assert answered == {name: before for name, (before, _after) in PAGES.items()}


def test_after_publication_they_have(visitor, published, first, announced):
    answered = {
        name: visitor.get(address).status_code
        for name, address in addresses(published, first, announced).items()
    }

    assert answered == {name: after for name, (_before, after) in PAGES.items()}


def test_every_public_page_is_in_the_table():
    assert sorted(PAGES) == sorted(pattern.name for pattern in urlpatterns)


def test_nothing_of_applications_and_scores_leaks_before_publication(
    visitor, decided, first, announced
):
    pages = {
        name: content(visitor.get(address))
        for name, address in addresses(decided, first, announced).items()
        if name not in {"initiative_card", "call_results", "call_announcement"}
        and not address.endswith((".pdf", ".xlsx"))
    }

    found = {(name, secret) for name, page in pages.items() for secret in SECRETS if secret in page}
    assert found == set()
    assert Award.objects.count() == 2


def test_results_tell_the_ranking_with_scores_and_grants(visitor, published, first, second):
    results = visitor.get(reverse("call_results", args=[published.pk])).context["results"]

    assert [(row.number, row.place, row.score, row.granted) for row in results.rows] == [
        (first.number, 1, 14, first.asked),
        (second.number, 2, 10, second.asked),
    ]
    assert (results.received, results.scored, results.granted) == (2, 2, first.asked + second.asked)


def test_results_carry_the_code_of_the_protocol(visitor, published, signed, chair):
    issued = actions.issue_protocol(signed, actor=chair)

    page = content(visitor.get(reverse("call_results", args=[published.pk])))

    assert issued.code in page


@pytest.mark.parametrize(
    ("kind", "consent", "shown"),
    [
        ("group", False, "Сырдуу топ"),
        ("legal", False, "Сырдуу топ"),
        ("person", False, ""),
        ("person", True, "Асанова Бермет"),
    ],
)
def test_a_person_is_named_only_with_consent(visitor, published, first, kind, consent, shown):
    Application.objects.filter(pk=first.pk).update(
        applicant_kind=kind,
        consent_to_publish=consent,
        representative_name="Асанова Бермет",
        group_name="" if kind == "person" else "Сырдуу топ",
    )

    pages = [
        visitor.get(reverse("call_results", args=[published.pk])),
        visitor.get(reverse("initiative_card", args=[first.pk])),
    ]

    assert pages[0].context["results"].rows[0].applicant == shown
    assert pages[1].context["card"].applicant == shown
    if not consent:
        assert [("Асанова Бермет" in content(page)) for page in pages] == [False, False]


def test_no_phone_and_no_birth_year_anywhere(visitor, published, first, applicant):
    member = first.members.get()
    pages = [
        content(visitor.get(address))
        for address in addresses(published, first, published).values()
        if not address.endswith(("announcement/", ".pdf", ".xlsx"))
    ]

    for page in pages:
        assert applicant.phone not in page
        assert member.name not in page
        assert str(member.birth_year) not in page


def test_numbers_under_five_are_not_shown(visitor, published):
    people = visitor.get(reverse("call_results", args=[published.pk])).context["results"].people

    assert [(cell.women, cell.men, cell.is_hidden) for cell in people] == [
        (2, 0, True),
        (5, 0, False),
        (600, 560, False),
    ]


def test_both_dates_stand_on_the_page_after_an_extension(visitor, announced, head):
    first_last_minute = announced.closes_at
    calling.extend(
        announced,
        actor=head,
        closes_at=first_last_minute + timedelta(days=7),
        reason_ky="Жол",
        reason_ru="Дорога",
    )

    page = content(visitor.get(reverse("call_detail", args=[announced.pk])))

    assert "20.04.2026 17:00" in page.replace("\xa0", " ")
    assert "27.04.2026 17:00" in page.replace("\xa0", " ")
    assert "Дорога" in page


def test_the_page_tells_the_announced_terms_not_later_rows(visitor, announced):
    announced.criteria.update(title_ru="Подменено")

    page = content(visitor.get(reverse("call_detail", args=[announced.pk])))

    assert "Значимость" in page
    assert "Подменено" not in page


@pytest.mark.parametrize(
    "fields",
    [{"state": "draft", "announced_at": None}, {"state": "cancelled", "announced_at": None}],
)
def test_a_call_nobody_announced_has_no_page(visitor, town, fields):
    call = factories.competition(town, title_ru="Тайный", **fields)

    assert visitor.get(reverse("call_detail", args=[call.pk])).status_code == 404
    assert visitor.get(reverse("call_announcement", args=[call.pk])).status_code == 404
    assert "Тайный" not in content(visitor.get(reverse("portal")))
    assert json.loads(content(visitor.get(reverse("open_calls")))) == []


@pytest.mark.parametrize(
    "words", ["Кең-Булуң", "кен булун", "KENG-BULUNG", "Тогуз", "жалал", "джалал"]
)
def test_calls_are_found_by_place_in_any_spelling(visitor, call, other_town, words):
    factories.competition(other_town)

    shown = visitor.get(reverse("portal"), {"q": words}).context["open_now"]

    assert call in shown


def test_calls_stand_under_their_stage(visitor, town):
    open_now = factories.competition(town)
    upcoming = factories.competition(
        town, opens_at=factories.at(4, 11), closes_at=factories.at(4, 30)
    )
    at_work = factories.competition(town, state="scoring", closes_at=factories.at(4, 5))
    late = factories.competition(town, closes_at=factories.at(4, 9))
    out = factories.competition(
        town, state="published", closes_at=factories.at(4, 5), published_at=factories.at(4, 9)
    )
    factories.competition(town, state="cancelled", closes_at=factories.at(4, 5))

    context = visitor.get(reverse("portal")).context

    assert (context["open_now"], context["upcoming"]) == ([open_now], [upcoming])
    assert (context["at_work"], context["with_results"]) == ([late, at_work], [out])


# --- open data


def test_open_calls_say_what_was_announced(visitor, call):
    (row,) = json.loads(content(visitor.get(reverse("open_calls"))))

    assert (row["soate"], row["fund"], row["closes_at"]) == (
        call.municipality.soate,
        "300000.00",
        "2026-04-20T11:00:00.000000Z",
    )


def test_open_awards_come_with_the_publication(visitor, published, first):
    rows = list(
        csv.DictReader(StringIO(content(visitor.get(reverse("open_awards"))).lstrip("\ufeff")))
    )

    assert (rows[0]["title"], rows[0]["granted"]) == (
        "Сырдуу гүлзар",
        str(first.asked) + ".00",
    )
    assert len(rows) == 2


def test_an_open_text_is_no_formula(visitor, published, first):
    Application.objects.filter(pk=first.pk).update(title="=1+1")

    rows = list(
        csv.DictReader(StringIO(content(visitor.get(reverse("open_awards"))).lstrip("\ufeff")))
    )

    assert rows[0]["title"] == "'=1+1"


# --- the code


def test_a_right_code_shows_what_the_paper_should_say(visitor, announced, head):
    issued = actions.issue_announcement(announced, actor=head)

    page = content(visitor.get(reverse("code_check"), {"code": issued.code.lower()}))

    for words in (issued.number, issued.code, "300 000 som", "in force"):
        assert words in page.replace("\xa0", " ")


def test_a_replaced_paper_is_said_to_be_replaced(visitor, announced, head):
    older = actions.issue_announcement(announced, actor=head)
    calling.extend(
        announced,
        actor=head,
        closes_at=announced.closes_at + timedelta(days=7),
        reason_ky="Жол",
        reason_ru="Дорога",
    )
    newer = actions.issue_announcement(announced, actor=head)

    page = content(visitor.get(reverse("code_check"), {"code": older.code}))

    assert "replaced by a newer paper" in page
    assert newer.code in page


def test_the_code_of_a_receipt_names_no_person(visitor, announced, applicant):
    submitted = applying.submit(factories.application(announced, applicant), actor=applicant)
    issued = actions.issue_receipt(submitted, actor=applicant)

    page = content(visitor.get(reverse("code_check"), {"code": issued.code}))

    assert issued.number in page
    for secret in (applicant.name, applicant.phone, "Токтосунова", "Жаш демилге"):
        assert secret not in page


@pytest.mark.parametrize(
    "typed", ["AAAA-BBBB-CCCC", "<script>alert(1)</script>", "Ң" * 40, "' OR 1=1 --"]
)
def test_a_wrong_code_is_answered_kindly(visitor, typed):
    answer = visitor.get(reverse("code_check"), {"code": typed})

    assert answer.status_code == 200
    assert "No paper has this code." in content(answer)
    assert "<script>alert" not in content(answer)


def test_guessing_is_slowed_down_and_a_new_minute_is_free(visitor, announced, head):
    issued = actions.issue_announcement(announced, actor=head)
    wrong = {"code": "AAAA-BBBB-CCCC"}
    for _ in range(tries.WRONG_A_MINUTE):
        assert visitor.get(reverse("code_check"), wrong).status_code == 200

    slowed = visitor.get(reverse("code_check"), {"code": issued.code})

    assert slowed.status_code == 429
    assert "Wait a minute" in content(slowed)


# --- what a page costs


@pytest.mark.parametrize("count", [1, 3])
def test_the_front_page_costs_the_same_for_any_count(
    visitor, town, django_assert_num_queries, count
):
    for _ in range(count):
        factories.competition(town)
        factories.competition(town, state="published", published_at=clock.now())

    with django_assert_num_queries(4):
        visitor.get(reverse("portal"))


def test_what_the_other_pages_cost(visitor, published, first, announced, django_assert_num_queries):
    cost = {
        "call_detail": 2,
        "call_results": 6,
        "initiative_list": 2,
        "initiative_card": 7,
        "open_data": 0,
        "open_calls": 1,
        "open_awards": 1,
    }

    for name, count in cost.items():
        address = addresses(published, first, announced)[name]
        with django_assert_num_queries(count):
            content(visitor.get(address))


# --- the card of an initiative, and the list of the finished ones


def carried_out(award, clerk, head, applicant, **report):
    """The award of the call is signed, paid, spent, reported and closed."""
    agreement = awarding.draft_agreement(award, actor=clerk, text_ky="а", text_ru="б")
    agreement = awarding.enter_signature(
        agreement, actor=clerk, winner_name="А. Б.", winner_signed_on=clock.today(), scan=scan()
    )
    awarding.sign(agreement, actor=head)
    award = Award.objects.get(pk=award.pk)
    Award.objects.filter(pk=award.pk).update(own_promised=0)
    payment = pay_tranche(award, 1000, clerk=clerk, head=head)
    accept_final(award, applicant=applicant, head=head)
    settled = awarding.settle_up(Award.objects.get(pk=award.pk), actor=clerk, due_on=clock.today())
    awarding.account(payment, actor=clerk)
    for debt in settled.obligations.all():
        awarding.settle(debt, actor=clerk, on=clock.today(), document="ПКО")
    return awarding.close(Award.objects.get(pk=award.pk), actor=head)


def test_the_card_tells_the_sums_by_source(visitor, published, first, clerk, head, applicant):
    carried_out(Award.objects.get(application=first), clerk, head, applicant)
    card = visitor.get(reverse("initiative_card", args=[first.pk])).context["card"]

    money = [(one.source, one.received, one.spent, one.returned) for _name, one in card.money]
    assert money == [("grant", 1000, 0, 1000)]
    assert (card.report.results, card.report.cared_by) == ("63 идиш", "Мектеп")


def test_a_giver_is_named_on_the_card_only_with_consent(
    visitor, published, first, clerk, head, applicant
):
    award = Award.objects.get(application=first)
    giver = award.contributions.order_by("pk").first()
    type(giver).objects.filter(pk=giver.pk).update(giver="Жашыруун Берүүчү")
    award.contributions.update(state="used", confirmed_amount=100, used_amount=100)
    address = reverse("initiative_card", args=[first.pk])

    assert "Жашыруун Берүүчү" not in content(visitor.get(address))
    award.contributions.filter(pk=giver.pk).update(named_on=clock.today())
    assert ("Жашыруун Берүүчү" in content(visitor.get(address))) is (giver.kind != "cash")


def test_the_list_of_the_finished(visitor, published, first, second, clerk, head, applicant):
    def found(**asked):
        rows = visitor.get(reverse("initiative_list"), asked).context["rows"]
        return [award.application_id for award, _name in rows]

    assert found() == []
    carried_out(Award.objects.get(application=first), clerk, head, applicant)
    assert found() == [first.pk]
    assert found(year=published.year, village=first.village, kind=first.kind) == [first.pk]
    assert found(year=published.year - 1) == []
    assert found(village="Жок айыл") == []
    other = "completion" if first.kind == "co_financing" else "co_financing"
    assert found(kind=other) == []
    assert found(q="Жок район") == []
    # What is no year, no kind and no page is passed over.
    assert found(year="²²²²", kind="x", field="x", page="-1") == [first.pk]


def test_the_finished_have_no_row_before_the_publication(visitor, decided, first):
    Award.objects.filter(application=first).update(state="closed")

    assert visitor.get(reverse("initiative_list")).context["rows"] == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_the_finished_asks_the_same(
    visitor, town, applicant, number, django_assert_num_queries
):
    call = factories.competition(town, state="published", published_at=clock.now())
    for _each in range(number):
        Award.objects.create(
            competition=call,
            application=factories.application(call, applicant, state="awarded"),
            protocol_number="1",
            amount=Decimal(1000),
            own_promised=Decimal(0),
            granted_at=factories.NOON,
            ended_at=factories.NOON,
            state="closed",
        )
    with django_assert_num_queries(3):
        assert len(visitor.get(reverse("initiative_list")).context["rows"]) == number
