"""The agreement: its number, its days, the signatures, the term for them, and amendments."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit import clock
from audit.acts import Refused
from audit.models import Entry, Notice
from awards import actions
from awards.models import Agreement, Amendment, Award, SigningExtension
from tests import factories
from tests.awards.conftest import line, pay_tranche, scan, spend

pytestmark = pytest.mark.django_db

DAY = date(2026, 4, 10)
SIGNED = {"winner_name": "Абдылдаева Гүлнара", "winner_signed_on": DAY}
WHY = {"reason_ky": "Баа өстү", "reason_ru": "Цена выросла"}
TRANCHES = [
    {"amount": Decimal("30000.50"), "on": date(2026, 5, 1), "needs_report": False},
    {"amount": Decimal("19999.50"), "on": None, "needs_report": True},
]


def another_award(call, person, chair, title="Суу"):
    application = factories.application(
        call, person, complete=False, state="awarded", title=title, granted=Decimal(1000)
    )
    factories.budget_line(application, position=1, quantity=Decimal(1), price=Decimal(1000))
    return actions.grant(application, actor=chair, granted=Decimal(1000), protocol_number="3")


def faults(act, *args, **facts):
    with pytest.raises(ValidationError) as caught:
        act(*args, **facts)
    error = caught.value
    return error.message_dict if hasattr(error, "error_dict") else error.messages


@pytest.fixture
def client():
    return Client(headers={"accept-language": "en"})


# --- numbers


def test_numbers_follow_one_another_in_the_year(granted, published_call, rival, chair, clerk, head):
    first = actions.draft_agreement(granted, actor=clerk)
    actions.forgo(granted, actor=granted.application.applicant)
    second = actions.draft_agreement(another_award(published_call, rival, chair), actor=clerk)

    assert [first.number, second.number] == ["1/2026", "2/2026"]
    assert Agreement.objects.get(pk=first.pk).state == "terminated"


def test_the_first_number_of_a_year_may_be_chosen_and_no_other(
    granted, published_call, rival, chair, clerk
):
    first = actions.draft_agreement(granted, actor=clerk, serial=7)
    other = another_award(published_call, rival, chair)

    assert faults(actions.draft_agreement, other, actor=clerk, serial=9) == {
        "serial": ["Numbers follow one another: the next agreement is № 8/2026."]
    }
    assert faults(actions.draft_agreement, other, actor=clerk, serial=7) == {
        "serial": ["Numbers follow one another: the next agreement is № 8/2026."]
    }
    assert [first.number, actions.draft_agreement(other, actor=clerk).number] == [
        "7/2026",
        "8/2026",
    ]


def test_a_draft_that_is_refused_leaves_no_gap(granted, published_call, rival, chair, clerk):
    with pytest.raises(ValidationError):
        actions.draft_agreement(granted, actor=clerk, text_ky="{сома}", text_ru="а")

    assert actions.draft_agreement(granted, actor=clerk).number == "1/2026"


def test_the_form_suggests_the_number(granted, clerk, client):
    client.force_login(clerk)
    page = client.get(reverse("agreement_draft", args=[granted.pk])).content.decode()

    assert "The agreement gets the number 1/2026." in page
    assert "It starts from the usual wording." in page
    for spoilt in ("0", "-1", "1.5", "100000", "x"):
        answer = client.post(
            reverse("agreement_draft", args=[granted.pk]),
            {"serial": spoilt, "text_ky": "а", "text_ru": "б"},
        )
        assert answer.status_code == 200
    assert not Agreement.objects.exists()


# --- the days and the tranches


def test_days_and_tranches(drafted, clerk, head):
    kept = actions.set_days(
        drafted,
        actor=clerk,
        starts_on=date(2026, 4, 20),
        winner_details="эсеп 77",
        tranches=TRANCHES,
        interim_days=[date(2026, 7, 1), date(2026, 6, 1)],
    )

    assert kept.tranches == [
        {"amount": "30000.50", "on": "2026-05-01", "needs_report": False},
        {"amount": "19999.50", "on": None, "needs_report": True},
    ]
    assert kept.interim_days == ["2026-06-01", "2026-07-01"]
    edited = actions.edit(
        kept, actor=clerk, text_ky="{төлөө тартиби}", text_ru="{порядок выплат}; {сроки отчетов}"
    )
    assert edited.text_in("ru").replace("\xa0", " ") == (
        "1) 30 000,50 сом (тридцать тысяч сомов 50 тыйынов), срок 1 мая 2026 года; "
        "2) 19 999,50 сом (девятнадцать тысяч девятьсот девяносто девять сомов 50 тыйынов), "
        "после принятия промежуточного отчета; "
        "1) промежуточный отчет – срок 1 июня 2026 года; "
        "2) промежуточный отчет – срок 1 июля 2026 года; "
        "3) итоговый отчет – срок 30 октября 2026 года"
    )


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"tranches": [TRANCHES[0]]}, "tranches"),
        (
            {"tranches": [TRANCHES[0] | {"amount": Decimal(50000), "on": date(2027, 1, 1)}]},
            "tranches",
        ),
        ({"starts_on": date(2026, 10, 1)}, "starts_on"),
        ({"interim_days": [date(2026, 10, 1)]}, "interim_days"),
        ({"starts_on": date(2026, 6, 1), "interim_days": [date(2026, 5, 1)]}, "interim_days"),
    ],
)
def test_days_that_cannot_be(drafted, clerk, facts, field):
    before = Entry.objects.count()

    assert list(faults(actions.set_days, drafted, actor=clerk, **facts)) == [field]
    assert Entry.objects.count() == before


def test_where_the_municipality_buys_there_are_no_tranches(drafted, clerk, published_call):
    type(published_call).objects.filter(pk=published_call.pk).update(purchasing="municipality")

    assert faults(actions.set_days, drafted, actor=clerk, tranches=TRANCHES) == {
        "tranches": ["In this call the municipality purchases: there are no tranches."]
    }


def test_the_page_of_days(drafted, clerk, client):
    client.force_login(clerk)
    address = reverse("agreement_set_days", args=[drafted.pk])
    rows = {
        "starts_on": "2026-04-20",
        "winner_details": "эсеп 77",
        "tranches-TOTAL_FORMS": "2",
        "tranches-INITIAL_FORMS": "0",
        "tranches-0-amount": "30 000",
        "tranches-0-on": "2026-05-01",
        "tranches-1-amount": "20 000",
        "tranches-1-needs_report": "on",
        "interim_days-TOTAL_FORMS": "1",
        "interim_days-INITIAL_FORMS": "0",
        "interim_days-0-on": "2026-06-01",
    }

    client.post(address, rows | {"tranches-0-amount": "-1"})
    client.post(address, rows | {"winner_details": "я" * 1001})
    assert Agreement.objects.get().tranches == []
    answer = client.post(address, rows, follow=True)

    assert [row["amount"] for row in Agreement.objects.get().tranches] == ["30000.00", "20000.00"]
    page = answer.content.decode()
    assert "after an accepted interim report" in page
    assert client.get(address).status_code == 200


# --- the signatures


def test_the_head_signs_what_the_winner_signed_or_nothing(drafted, clerk, head):
    entered = actions.enter_signature(drafted, actor=clerk, **SIGNED)
    vases, soil = line(drafted.award, "Ваза"), line(drafted.award, "Топурак")
    moved = {vases.pk: Decimal(30000), soil.pk: Decimal(20000)}
    actions.arrange(Award.objects.get(), actor=clerk, lines=moved)

    with pytest.raises(Refused) as caught:
        actions.sign(entered, actor=head)

    (reason,) = caught.value.reasons
    assert reason.startswith("What the agreement says has changed since the winner signed it")
    again = actions.enter_signature(entered, actor=clerk, **SIGNED)
    assert actions.sign(again, actor=head).state == "signed"


def test_signing_freezes_the_filled_text(granted, clerk, head):
    agreement = actions.draft_agreement(
        granted, actor=clerk, text_ky="{башчы}: {грант}", text_ru="{глава}: {грант}"
    )
    signed = actions.sign(actions.enter_signature(agreement, actor=clerk, **SIGNED), actor=head)
    before = signed.text_in("ru")
    place = type(granted.competition.municipality).objects.get(pk=signed.municipality_id)
    type(place).objects.filter(pk=place.pk).update(head_name="Жаңы Башчы")

    fresh = Agreement.objects.get(pk=signed.pk)
    assert fresh.text_in("ru") == before == fresh.facts["text_ru"]
    assert "50\xa0000\xa0сом (пятьдесят тысяч сомов)" in before


def test_more_time_after_the_winner_signed_asks_for_no_new_signature(drafted, clerk, head):
    entered = actions.enter_signature(drafted, actor=clerk, **SIGNED)
    actions.extend_signing(
        drafted.award, actor=head, until=date(2026, 5, 5), order_number="8", **WHY
    )

    assert actions.sign(entered, actor=head).state == "signed"


# --- the term for signing


def test_the_term_for_signing_is_extended(drafted, head, applicant, played, fresh):
    award = drafted.award
    extension = actions.extend_signing(
        award, actor=head, until=date(2026, 5, 5), order_number="8", **WHY
    )

    assert (extension.before, extension.until) == (date(2026, 4, 25), date(2026, 5, 5))
    assert clock.local_day(fresh(award).sign_until) == date(2026, 5, 5)
    acts = list(Entry.objects.order_by("pk").values_list("act", "subject_type"))[-2:]
    assert acts == [
        ("awards.extend_signing", "awards.signingextension"),
        ("awards.extend_signing", "awards.award"),
    ]
    told = Notice.objects.filter(template="awards/signing_extended")
    assert [notice.recipient for notice in told] == [applicant]
    with played(4, 30):
        with pytest.raises(Refused):
            actions.lapse(fresh(award), actor=head)
        actions.extend_signing(
            fresh(award), actor=head, until=date(2026, 5, 6), order_number="9", **WHY
        )
    with played(5, 7):
        actions.lapse(fresh(award), actor=head)
    assert SigningExtension.objects.count() == 2


@pytest.mark.parametrize("until", [date(2026, 4, 25), date(2026, 4, 1), date(2026, 10, 1)])
def test_a_term_that_cannot_be(drafted, head, until):
    before = Entry.objects.count()

    facts = {"until": until, "order_number": "8", **WHY}
    assert list(faults(actions.extend_signing, drafted.award, actor=head, **facts)) == ["until"]
    assert Entry.objects.count() == before
    assert not SigningExtension.objects.exists()


@pytest.mark.parametrize(
    "spoilt", [{"order_number": ""}, {"order_number": "8" * 61}, {"reason_ky": ""}]
)
def test_a_decision_without_its_words_is_refused(drafted, head, spoilt):
    facts = {"until": date(2026, 5, 5), "order_number": "8", **WHY} | spoilt

    assert list(faults(actions.extend_signing, drafted.award, actor=head, **facts)) == list(spoilt)


def test_the_term_is_extended_by_the_head_and_before_it_has_run_out(
    drafted, clerk, applicant, chair, head, played
):
    facts = {"until": date(2026, 5, 5), "order_number": "8", **WHY}
    for person in (clerk, applicant, chair):
        with pytest.raises(PermissionDenied):
            actions.extend_signing(drafted.award, actor=person, **facts)
    with played(4, 26), pytest.raises(Refused) as caught:
        actions.extend_signing(drafted.award, actor=head, **facts)

    assert caught.value.reasons == ["The term for signing the agreement has passed."]
    assert not SigningExtension.objects.exists()


def test_a_forgone_award_leads_to_the_reserve(drafted, head, client, played):
    with played(4, 26):
        actions.lapse(drafted.award, actor=head)
    client.force_login(head)

    page = client.get(drafted.award.get_absolute_url()).content.decode()

    assert reverse("reserve_list", args=[drafted.award.competition_id]) in page


# --- amendments


def moved(award, vases, soil):
    return {line(award, "Ваза").pk: Decimal(vases), line(award, "Топурак").pk: Decimal(soil)}


def test_an_amendment_is_signed_by_both_sides(signed, award, clerk, head, applicant, fresh):
    drafted = actions.draft_amendment(
        signed,
        actor=clerk,
        lines=moved(award, 30000, 20000),
        implementation_until=date(2026, 10, 15),
        text_ky="Макулдашуу\nЖаңы сөз",
        text_ru="Соглашение\nНовое слово",
        **WHY,
    )

    assert drafted.changes["terms"] == {
        "ky": [{"before": "", "after": "Жаңы сөз"}],
        "ru": [{"before": "", "after": "Новое слово"}],
    }
    assert fresh(line(award, "Ваза")).amount == Decimal("33333.33")
    with pytest.raises(Refused):
        actions.sign_amendment(drafted, actor=head)
    entered = actions.enter_signature(drafted, actor=clerk, scan=scan(), **SIGNED)
    with pytest.raises(PermissionDenied):
        actions.sign_amendment(entered, actor=clerk)
    actions.sign_amendment(entered, actor=head)

    assert fresh(line(award, "Ваза")).amount == 30000
    assert fresh(award).last_day == date(2026, 10, 15)
    assert fresh(signed).text_in("ru") == "Соглашение\nНовое слово"
    assert fresh(signed).facts["text_ru"] == "Соглашение"
    assert [(one.number, one.state, one.on) for one in Amendment.objects.all()] == [
        (1, "signed", DAY)
    ]
    templates = list(
        Notice.objects.filter(recipient=applicant).order_by("pk").values_list("template", flat=True)
    )
    assert templates[-2:] == ["awards/amendment_drafted", "awards/agreement_amended"]


def test_a_redrafted_amendment_is_signed_anew(signed, award, clerk, head):
    drafted = actions.draft_amendment(signed, actor=clerk, lines=moved(award, 30000, 20000), **WHY)
    entered = actions.enter_signature(drafted, actor=clerk, scan=scan(), **SIGNED)

    again = actions.redraft(entered, actor=clerk, lines=moved(award, 31000, 19000), **WHY)

    assert (again.winner_signed_on, again.winner_name, again.scan.name) == (None, "", "")
    with pytest.raises(Refused):
        actions.sign_amendment(again, actor=head)


def test_only_one_amendment_is_drafted_and_a_dropped_number_stays(signed, award, clerk, head):
    first = actions.draft_amendment(signed, actor=clerk, lines=moved(award, 30000, 20000), **WHY)
    with pytest.raises(Refused):
        actions.draft_amendment(signed, actor=clerk, lines=moved(award, 31000, 19000), **WHY)

    actions.drop(first, actor=clerk)
    second = actions.draft_amendment(signed, actor=head, lines=moved(award, 31000, 19000), **WHY)

    assert second.number == 2
    with pytest.raises(Refused):
        actions.drop(first, actor=clerk)


@pytest.mark.parametrize(
    ("vases", "soil", "said"),
    [
        ("19999", "30001", "“Ваза”: 20\xa0000 som is spent already."),
        ("40000", "16666.67", "The lines would take 56\xa0666,67 som from the grant; "),
        ("30000", "16666.67", "The lines would take 46\xa0666,67 som from the grant; "),
        ("50000.01", "-0.01", ""),
    ],
)
def test_money_that_cannot_be_moved(paid, signed, clerk, applicant, vases, soil, said):
    spend(paid, applicant, "Ваза", "grant", "20000")

    if said:
        (sentence,) = faults(
            actions.draft_amendment, signed, actor=clerk, lines=moved(paid, vases, soil), **WHY
        )
        assert sentence.startswith(said)
    else:
        drafted = actions.draft_amendment(
            signed, actor=clerk, lines=moved(paid, "50000", "0"), **WHY
        )
        assert drafted.number == 1


def test_the_own_side_does_not_become_smaller(signed, award, clerk):
    lines = {line(award, "Боёк").pk: Decimal(11999)}

    (sentence,) = faults(actions.draft_amendment, signed, actor=clerk, lines=lines, **WHY)

    assert sentence.startswith("The lines of the own contribution would come to 31\xa0999 som")


def test_money_spent_since_the_draft_counts(award, signed, clerk, head, applicant):
    drafted = actions.draft_amendment(signed, actor=clerk, lines=moved(award, 10000, 40000), **WHY)
    entered = actions.enter_signature(drafted, actor=clerk, scan=scan(), **SIGNED)
    pay_tranche(award, 30000, clerk=clerk, head=head)
    spend(award, applicant, "Ваза", "grant", "20000")

    assert faults(actions.sign_amendment, entered, actor=head) == [
        "“Ваза”: 20\xa0000 som is spent already."
    ]
    assert line(award, "Ваза").amount == Decimal("33333.33")
    assert Amendment.objects.get().state == "drafted"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({}, None),
        ({"lines": {999999: Decimal(1)}}, None),
        ({"implementation_until": date(2026, 4, 9)}, "implementation_until"),
        ({"text_ky": "Жаңы"}, "text_ru"),
        ({"text_ru": "Новое"}, "text_ky"),
        ({"implementation_until": date(2026, 9, 30)}, None),
        ({"text_ky": "Макулдашуу", "text_ru": "Соглашение"}, None),
    ],
)
def test_an_amendment_that_says_nothing_or_too_little(signed, clerk, facts, field):
    before = Entry.objects.count()

    found = faults(actions.draft_amendment, signed, actor=clerk, **facts, **WHY)

    assert (list(found) == [field]) if field else isinstance(found, list)
    assert Entry.objects.count() == before


def test_a_line_of_another_budget(signed, published_call, rival, chair, clerk):
    other = another_award(published_call, rival, chair)
    lines = {other.lines.get().pk: Decimal(1)}

    assert faults(actions.draft_amendment, signed, actor=clerk, lines=lines, **WHY) == [
        "A line of another budget was named."
    ]


def test_who_may_not_amend_leaves_no_trace(signed, award, applicant, chair, auditor, neighbour):
    before = Entry.objects.count()
    for person in (applicant, chair, auditor, neighbour):
        with pytest.raises(PermissionDenied):
            actions.draft_amendment(signed, actor=person, lines=moved(award, 30000, 20000), **WHY)

    assert (Entry.objects.count(), Amendment.objects.count()) == (before, 0)


def test_the_pages_of_an_amendment(signed, award, clerk, head, client):
    client.force_login(clerk)
    typed = {f"line_{one.pk}": str(one.amount) for one in award.books.lines}
    typed |= {f"line_{pk}": str(sum_) for pk, sum_ in moved(award, 30000, 20000).items()}
    typed |= WHY | {"implementation_until": "", "text_ky": "Макулдашуу", "text_ru": "Соглашение"}

    client.post(reverse("amendment_draft", args=[signed.pk]), typed)
    amendment = Amendment.objects.get()
    assert set(amendment.changes) == {"lines"}
    page = client.get(reverse("amendment_redraft", args=[amendment.pk])).content.decode()
    assert 'value="30000.00"' in page or 'value="30 000"' in page.replace("\xa0", " ")
    client.post(
        reverse("amendment_enter_signature", args=[amendment.pk]),
        {"winner_name": "А. Г.", "winner_signed_on": "2026-04-10", "scan": scan()},
    )
    client.force_login(head)
    client.post(reverse("amendment_sign", args=[amendment.pk]), {"on": ""})

    assert Amendment.objects.get().state == "signed"
    page = client.get(signed.get_absolute_url()).content.decode()
    assert "Amendment № 1" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_agreement_costs_the_same_for_any_count(signed, award, clerk, head, client, count):
    for place in range(count):
        actions.amend(
            signed, actor=head, on=DAY, implementation_until=date(2026, 10, 1 + place), **WHY
        )
    client.force_login(clerk)
    client.get(signed.get_absolute_url())

    with CaptureQueriesContext(connection) as queries:
        client.get(signed.get_absolute_url())

    assert len(queries) == 11
