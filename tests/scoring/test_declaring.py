"""Questions before a declaration, what a recusal does to the numbers, and reminders."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from audit.acts import Refused
from audit.models import Entry, Notice
from competitions.models import Competition, Seat
from scoring import actions
from scoring.models import Sheet, grid_of, hints_of, hole_rows, own_sheets
from tests import factories


def questions(call, person, application, *, hidden=False):
    sheets = [card.sheet for card in own_sheets(call, person)]
    return hints_of(sheets, person, hidden=hidden).get(application.pk, [])


# --- hints


def test_nothing_known_asks_nothing(scoring, member, first, second):
    assert questions(scoring, member, first) == []
    assert questions(scoring, member, second) == []


def test_a_member_of_the_same_name_is_asked_about_and_not_accused(scoring, member, first):
    factories.member(first, name="Чолпон КАДЫРОВА")

    assert questions(scoring, member, first) == [
        "Чолпон КАДЫРОВА stands in the application. Is it you?"
    ]


def test_a_shared_family_name_is_asked_about(scoring, member, first, second):
    factories.member(first, name="Кадырова Айгүл")

    assert questions(scoring, member, first) == [
        "Кадырова Айгүл bears a name like yours. Is it a relative of yours?"
    ]
    assert questions(scoring, member, second) == []


def test_whoever_gives_to_it_is_asked(scoring, member, first):
    Seat.objects.filter(user=member).update(represents="«Береке» дыйкан чарбасы")
    factories.pledge(first, giver="«береке» дыйкан чарбасы")

    assert questions(scoring, member, first) == [
        "«береке» дыйкан чарбасы promises a contribution. Is it you, or whom you represent?"
    ]


def test_an_earlier_applicant_is_asked(scoring, town, member, first, second):
    earlier = factories.competition(town, state="completed")
    factories.application(earlier, member, state="passed_over", group_name="Жаш Демилге")
    type(second).objects.filter(pk=second.pk).update(group_name="Башка топ")

    assert questions(scoring, member, first) == [
        "In an earlier call you applied together with this applicant. Do you still belong to it?"
    ]
    assert questions(scoring, member, second) == []


@pytest.mark.parametrize("whose", ["representative", "member", "messenger"])
def test_a_phone_named_in_the_application_is_asked_about(
    whose, scoring, clerk, member, first, second
):
    if whose == "representative":
        type(first).objects.filter(pk=first.pk).update(representative_phone=member.phone)
    elif whose == "member":
        factories.member(first, name="Башка Киши", phone=member.phone)
    else:
        factories.envelope(first, clerk, brought_by="Башка Киши", brought_phone=member.phone)

    assert questions(scoring, member, first) == [
        "Your phone is named in the application. Do you have a part in it?"
    ]
    assert questions(scoring, member, second) == []


def test_whoever_has_no_phone_is_asked_nothing_about_it(scoring, clerk, member, first):
    factories.envelope(first, clerk, brought_phone="")
    type(member).objects.filter(pk=member.pk).update(phone=None, email="a@example.com")

    assert questions(scoring, type(member).objects.get(pk=member.pk), first) == []


def test_the_phone_of_an_earlier_application_is_asked_about(scoring, town, member, first):
    earlier = factories.competition(town, state="completed")
    phone = "+996700111222"
    factories.application(
        earlier,
        member,
        state="declined",
        group_name="Башка топ",
        representative_phone=phone,
        representative_name="Башка Киши",
    )
    type(first).objects.filter(pk=first.pk).update(representative_phone=phone)

    assert len(questions(scoring, member, first)) == 1


def test_every_hint_is_a_question_and_decides_nothing(scoring, clerk, town, member, first):
    """Whatever the system knows: it asks, and the member declares what is true."""
    factories.member(first, name=member.name)
    factories.member(first, name="Кадырова Айгүл")
    factories.pledge(first, giver=member.name)
    factories.envelope(first, clerk, brought_phone=member.phone)
    earlier = factories.competition(town, state="completed")
    factories.application(earlier, member, state="declined", group_name="Жаш Демилге")
    type(first).objects.filter(pk=first.pk).update(group_name="Жаш Демилге")

    asked = questions(scoring, member, first)
    sheet = Sheet.objects.get(seat__user=member, application=first)

    assert len(asked) == 5
    assert all(one.endswith("?") for one in asked)
    assert sheet.state == "undeclared"
    assert actions.declare_no_interest(sheet, actor=member).state == "open"


@pytest.mark.parametrize("count", [1, 2])
def test_hints_ask_the_same_of_the_database_whatever_their_number(
    count, scoring, rival, member, django_assert_num_queries
):
    sheets = list(Sheet.whole.filter(seat__user=member))[:count]
    with django_assert_num_queries(4):
        hints_of(sheets, member, hidden=False)


def test_where_names_are_hidden_a_hint_names_nobody(client, scoring, member, first):
    Competition.objects.update(hidden=True)
    factories.member(first, name="Кадырова Айгүл")
    client.force_login(member)

    page = client.get(reverse("declarations", args=[scoring.pk])).text

    assert "Somebody or something in this application may be near to you." in page
    assert "Айгүл" not in page


def test_hints_stand_beside_the_declaration_and_go_with_it(
    client, scoring, sheet_of, member, first
):
    factories.member(first, name="Кадырова Айгүл")
    client.force_login(member)
    address = reverse("declarations", args=[scoring.pk])

    assert client.get(address).text.count("Is it a relative of yours?") == 1
    actions.declare_no_interest(sheet_of(member, first), actor=member)
    assert "Is it a relative of yours?" not in client.get(address).text


# --- what a recusal does


def numbers(call, person):
    return {
        row.number: row.numbers
        and (
            row.numbers.possible,
            row.numbers.scores_needed,
            row.numbers.quorum_needed,
            row.numbers.are_enough,
        )
        for row in grid_of(call, person).rows
    }


def test_the_effect_of_a_recusal_is_seen_at_once(
    scoring, sheet_of, chair, secretary, member, second_member, first, second
):
    Competition.objects.update(minimum_scores=2)
    call = Competition.objects.get(pk=scoring.pk)
    assert numbers(call, chair) == {
        first.number: (3, 2, 2, True),
        second.number: (3, 2, 2, True),
    }

    actions.declare_interest(
        sheet_of(member, first), actor=member, interest_kind="work", interest_words="Жумуш"
    )
    actions.excuse(sheet_of(second_member, first), actor=chair, reason="Ооруп калды")

    for person in (chair, secretary):
        assert numbers(call, person)[first.number] == (1, 2, 2, False)
    rows = hole_rows(call, chair, settled=True)
    assert [
        (row.label, hole.person, hole.state, hole.why) for row in rows for hole in row.holes
    ] == [
        (f"№ {first.number}", member.name, "recused", "works for or with the applicant"),
        (f"№ {first.number}", second_member.name, "excused", "Ооруп калды"),
    ]


def test_the_numbers_and_the_holes_are_shown_to_whoever_leads(
    client, scoring, sheet_of, chair, member, second_member, first
):
    Competition.objects.update(minimum_scores=3)
    actions.excuse(sheet_of(second_member, first), actor=chair, reason="Ооруп калды")
    address = reverse("grid", args=[scoring.pk])

    client.force_login(chair)
    page = client.get(address).text
    assert "too few: call an alternate" in page
    assert "Ооруп калды" in page
    client.force_login(member)
    assert "Ооруп калды" not in client.get(address).text


# --- reminders


def test_everybody_who_owes_gets_one_letter(scoring, sheet_of, secretary, chair, member, first):
    before = Entry.objects.count()

    actions.remind_all(scoring, actor=secretary)

    letters = Notice.objects.filter(template="scoring/sheets_owed", channel="in_app")
    assert letters.count() == 3
    assert {letter.facts["owed"] for letter in letters} == {2}
    assert [entry.act for entry in Entry.objects.order_by("pk")][before:] == ["scoring.remind"] * 3
    assert {sheet.state for sheet in Sheet.objects.all()} == {"undeclared"}


def test_nobody_is_reminded_of_what_is_not_owed(give, scoring, chair, first, second):
    Sheet.objects.update(state="sent")

    with pytest.raises(Refused):
        actions.remind_all(scoring, actor=chair)
    assert Notice.objects.filter(template="scoring/sheets_owed").count() == 0


def test_whoever_does_not_lead_reminds_nobody(scoring, member, clerk):
    for person in (member, clerk):
        with pytest.raises(PermissionDenied):
            actions.remind_all(scoring, actor=person)
    assert Notice.objects.filter(template="scoring/sheets_owed").count() == 0


def test_the_chair_reminds_from_the_grid(client, scoring, chair):
    client.force_login(chair)
    assert "Remind whoever owes sheets" in client.get(reverse("grid", args=[scoring.pk])).text

    answer = client.post(reverse("sheets_remind", args=[scoring.pk]))

    assert answer["Location"] == reverse("grid", args=[scoring.pk])
    # Two members: nobody reminds himself.
    assert Notice.objects.filter(template="scoring/sheets_owed", channel="in_app").count() == 2
