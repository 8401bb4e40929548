"""Every hole in the grid explained: who, which application, why, and what it leaves."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from audit.acts import Refused
from audit.models import Notice
from audit.post import words
from competitions import actions as competitions
from competitions.models import Competition, Seat
from scoring import actions
from scoring.models import Sheet, candidates_of, free_seat, grid_of, hole_rows
from tests import factories
from tests.scoring.conftest import marks

ORDER = {"order_number": "9", "order_on": date(2026, 4, 8), "reason": "Көчүп кетти"}


def holes(call, person, application):
    call = Competition.objects.get(pk=call.pk)
    (row,) = [row for row in hole_rows(call, person) if row.pk == application.pk]
    return [(hole.person, hole.state, hole.why, hole.is_open) for hole in row.holes]


def left(call, person, application):
    call = Competition.objects.get(pk=call.pk)
    (row,) = [row for row in hole_rows(call, person) if row.pk == application.pk]
    found = row.numbers
    return (found.sent, found.to_come, found.scores_needed, found.seats, found.quorum_needed)


def sent(sheet):
    person = sheet.seat.user
    opened = actions.declare_no_interest(sheet, actor=person)
    return actions.score_and_send(opened, actor=person, marks=marks(opened, 7))


def test_every_kind_of_hole_says_why(
    scoring, sheet_of, chair, secretary, member, second_member, clerk, first, rival
):
    void = sent(sheet_of(member, first))
    actions.declare_late_interest(
        void, actor=member, interest_kind="money", interest_words="Кум сатат"
    )
    actions.excuse(sheet_of(second_member, first), actor=chair, reason="Ооруп калды")
    again = actions.reopen(
        sent(sheet_of(chair, first)),
        actor=chair,
        reason="Ката бар.",
        until=factories.NOON + timedelta(hours=2),
    )
    competitions.seat(scoring, actor=clerk, user=rival, role="member", **ORDER)

    assert again.state == "reopened"
    for person in (chair, secretary):
        assert holes(scoring, person, first) == [
            (
                chair.name,
                "reopened",
                "Ката бар. To be sent again until 10.04.2026 14:00.",
                True,
            ),
            (
                member.name,
                "void because of an interest",
                "gains from it: sells, builds, lets",
                False,
            ),
            (second_member.name, "excused", "Ооруп калды", False),
            (rival.name, "no sheet", "seated later: the chair can give the sheet", False),
        ]
        # Two seats hold sheets and do not stand apart; one of them may still send.
        assert left(scoring, person, first) == (0, 1, 3, 2, 2)


def test_what_is_not_sent_yet_is_a_hole_that_may_close(scoring, sheet_of, chair, member, first):
    actions.declare_no_interest(sheet_of(member, first), actor=member)

    assert [hole[1:] for hole in holes(scoring, chair, first)] == [
        ("interest not declared yet", "not sent yet", True),
        ("open", "not sent yet", True),
        ("interest not declared yet", "not sent yet", True),
    ]


def test_whoever_has_sent_leaves_no_hole(scoring, sheet_of, chair, member, second_member, first):
    for person in (chair, member, second_member):
        sent(sheet_of(person, first))

    assert holes(scoring, chair, first) == []
    assert left(scoring, chair, first) == (3, 0, 3, 3, 2)


def test_an_alternate_called_is_named_beside_the_hole(
    scoring, sheet_of, chair, member, alternate, first
):
    actions.declare_interest(
        sheet_of(member, first), actor=member, interest_kind="work", interest_words="Жумуш"
    )
    seat = Seat.objects.get(user=alternate)
    actions.call_alternate(scoring, actor=chair, seat=seat, applications=[first])

    (row, _other) = hole_rows(Competition.objects.get(pk=scoring.pk), chair)
    assert row.called == [f"{alternate.name}: interest not declared yet"]
    assert (row.numbers.possible, row.numbers.are_enough) == (3, True)


# --- whoever leaves


def test_what_a_released_seat_owed_nobody_waits_for(
    scoring, sheet_of, chair, clerk, member, second_member, alternate, first, second
):
    sent(sheet_of(member, first))
    for person in (chair, second_member):
        sent(sheet_of(person, first))
        sent(sheet_of(person, second))
    seat = Seat.objects.get(user=member)
    competitions.release(seat, actor=clerk, **ORDER)
    call = Competition.objects.get(pk=scoring.pk)

    # What was sent counts; what was not is a hole with its order.
    assert holes(call, chair, first) == []
    assert holes(call, chair, second) == [
        (member.name, "left the commission", "order No. 9 of 08.04.2026: Көчүп кетти", False)
    ]
    assert grid_of(call, chair).owed == 0
    with pytest.raises(Refused) as short:
        actions.close_scoring(call, actor=chair)
    assert short.value.reasons == [
        f"Application № {second.number} has 2 of 3 scores: call an alternate."
    ]
    # The quorum is of the seats held now.
    assert {one.seats_not_recused for one in candidates_of(call)} == {2}

    (sheet,) = actions.call_alternate(
        call, actor=chair, seat=Seat.objects.get(user=alternate), applications=[second]
    )
    sent(Sheet.whole.get(pk=sheet.pk))
    assert actions.close_scoring(call, actor=chair).state == "deliberation"


def test_whoever_follows_gets_the_sheets_from_the_chair(
    client, scoring, sheet_of, chair, clerk, member, rival, alternate, first, second
):
    competitions.release(Seat.objects.get(user=alternate), actor=clerk, **ORDER)
    follower = competitions.replace(Seat.objects.get(user=member), actor=clerk, user=rival, **ORDER)
    call = Competition.objects.get(pk=scoring.pk)
    assert free_seat(call) == follower.pk
    client.force_login(chair)
    address = reverse("competition_call_alternate", args=[call.pk])

    form = client.get(address).context["form"]
    assert (form["seat"].value(), form["applications"].value()) == (
        follower.pk,
        [first.pk, second.pk],
    )
    client.post(address, {"seat": follower.pk, "applications": [first.pk, second.pk]})

    # The second application is the follower's own: recused from it at once.
    states = Sheet.objects.filter(seat=follower).order_by("application__number")
    assert list(states.values_list("state", flat=True)) == ["undeclared", "recused"]


# --- the pages


def test_the_alternate_is_offered_for_what_falls_short(
    client, scoring, sheet_of, chair, member, alternate, first, second
):
    client.force_login(chair)
    address = reverse("competition_call_alternate", args=[scoring.pk])
    form = client.get(address).context["form"]
    assert (form["seat"].value(), form["applications"].value()) == (
        Seat.objects.get(user=alternate).pk,
        [],
    )

    actions.declare_interest(
        sheet_of(member, second), actor=member, interest_kind="work", interest_words="Жумуш"
    )

    page = client.get(address)
    assert page.context["form"]["applications"].value() == [second.pk]
    assert f'value="{second.pk}"' in page.text
    assert page.text.count("checked") == 1
    assert "works for or with the applicant" in page.text


def test_the_closing_page_explains_every_hole(
    client, scoring, sheet_of, chair, member, second_member, first, second
):
    for person in (chair, member, second_member):
        sent(sheet_of(person, first))
    actions.excuse(sheet_of(member, second), actor=chair, reason="Ооруп калды")
    client.force_login(chair)

    page = client.get(reverse("competition_close_scoring", args=[scoring.pk])).text

    assert "Every hole, explained" in page
    assert f"{member.name} (member): excused – Ооруп калды" in page
    assert f"{second_member.name} (member): interest not declared yet – not sent yet" in page
    assert "Applications scored by every seat: 1" in page
    assert "Scores: 0 of 3 needed, still to come: 2." in page
    assert "Quorum at the meeting: 2 of 3 who may decide on it." in page


def test_a_whole_grid_says_so(
    client, scoring, sheet_of, chair, member, second_member, first, second
):
    for person in (chair, member, second_member):
        for application in (first, second):
            sent(sheet_of(person, application))
    client.force_login(chair)
    address = reverse("competition_close_scoring", args=[scoring.pk])

    assert "There is none: every seat has sent its sheet" in client.get(address).text
    client.post(address)
    assert Competition.objects.get(pk=scoring.pk).state == "deliberation"


def test_a_coded_call_is_told_in_codes(
    client, scoring, sheet_of, chair, secretary, clerk, member, first
):
    Competition.objects.update(hidden=True)
    actions.declare_interest(
        sheet_of(member, first), actor=member, interest_kind="work", interest_words="Жумуш"
    )
    number = f"№ {first.number}"

    for person in (chair, secretary):
        client.force_login(person)
        page = client.get(reverse("grid", args=[scoring.pk])).text
        assert (first.code in page, number in page) == (True, False)
        letter = words(
            Notice.objects.filter(recipient=person, template="scoring/interest_declared").first()
        )
        assert (first.code in letter.subject, first.code in letter.body) == (True, True)
    client.force_login(chair)
    page = client.get(reverse("competition_close_scoring", args=[scoring.pk])).text
    assert (first.code in page, number in page) == (True, False)
    assert first.code in str(sheet_of(member, first))
    client.force_login(clerk)
    assert number in client.get(reverse("grid", args=[scoring.pk])).text


def test_the_letter_about_a_recusal_tells_what_it_leaves(
    scoring, sheet_of, chair, secretary, member, first
):
    actions.declare_interest(
        sheet_of(member, first), actor=member, interest_kind="work", interest_words="Жумуш"
    )

    for person in (chair, secretary):
        letter = Notice.objects.get(
            recipient=person, template="scoring/interest_declared", channel="in_app"
        )
        assert (
            "It can still get scores: 2; 3 are needed. "
            "Quorum at the meeting: 2 of 2 who may decide on it."
        ) in words(letter).body


@pytest.mark.parametrize("who", ["clerk", "head", "secretary", "member", "auditor"])
def test_closing_is_the_chairs(client, scoring, who, request):
    client.force_login(request.getfixturevalue(who))

    assert client.get(reverse("competition_close_scoring", args=[scoring.pk])).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_ask_the_same_whatever_their_rows(
    count, client, commission, first, rival, clerk, chair, django_assert_num_queries
):
    for _number in range(count - 1):
        factories.application(commission, rival, state="admitted")
    Competition.objects.filter(pk=commission.pk).update(state="checking")
    call = actions.open_scoring(Competition.objects.get(pk=commission.pk), actor=clerk)
    client.force_login(chair)
    for name, queries in (("competition_close_scoring", 10), ("competition_call_alternate", 11)):
        client.get(reverse(name, args=[call.pk]))
        with django_assert_num_queries(queries):
            client.get(reverse(name, args=[call.pk]))
