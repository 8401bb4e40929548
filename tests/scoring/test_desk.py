"""The scoring desk: my sheets in my order, one after the other, with what they come to."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from audit import clock
from audit.acts import Refused
from competitions.models import Competition, Criterion
from scoring import actions
from scoring.models import Sheet, desk_of
from tests import factories
from tests.scoring.conftest import marks


@pytest.fixture
def mine(scoring, member, first, second):
    """The member's sheets in his own order, both open."""
    sheets = Sheet.objects.filter(seat__user=member).order_by("position")
    return [actions.declare_no_interest(sheet, actor=member) for sheet in sheets]


def desk(client, sheet, points, **more):
    typed = {f"points_{one.pk}": points for one in sheet.competition.criteria_in_order()}
    return client.post(reverse("sheet_score", args=[sheet.pk]), typed | more)


def test_the_desk_says_where_i_am_and_how_many_are_sent(client, mine, member):
    client.force_login(member)
    before, after = mine

    page = client.get(reverse("sheet_score", args=[before.pk])).text

    assert "Sheet 1 of 2" in page
    assert "0 of 2 sent" in page
    assert f'href="/sheets/{after.pk}/score/" rel="next"' in page
    assert 'rel="prev"' not in page


def test_a_draft_stays_on_the_desk_and_sending_lays_the_next_one_there(client, mine, member):
    client.force_login(member)
    before, after = mine

    drafted = desk(client, after, "7.00")
    sent = desk(client, after, "7.00", send="1")
    last = desk(client, before, "5.00", send="1")

    assert drafted["Location"] == reverse("sheet_score", args=[after.pk])
    assert sent["Location"] == reverse("sheet_score", args=[before.pk])
    assert last["Location"] == reverse("declarations", args=[before.competition_id])


def test_the_neighbours_leave_out_what_one_stands_apart_from(mine, member, sheet_of):
    before, after = mine
    Sheet.objects.filter(pk=after.pk).update(state="recused")

    found = desk_of(before)

    assert (found.place, found.total, found.after, found.waiting) == (1, 1, None, None)


def test_the_order_is_the_seats_own_and_stays(scoring, member, second_member, mine):
    again = list(Sheet.objects.filter(seat__user=member).order_by("position"))

    assert [sheet.pk for sheet in again] == [sheet.pk for sheet in mine]
    assert [sheet.position for sheet in again] == [1, 2]


def test_the_total_adds_up_as_the_call_combines(client, mine, member):
    client.force_login(member)
    desk(client, mine[0], "7.00")
    address = reverse("sheet_score", args=[mine[0].pk])

    assert ">14 / 20</strong>" in client.get(address).text

    Competition.objects.update(combining="weighted_percent")
    Criterion.objects.filter(key="c1").update(weight=Decimal(3))
    page = client.get(address).text
    assert ">70 %</strong>" in page
    assert "data-weighted" in page


def test_each_level_is_explained_line_by_line(client, mine, member):
    Criterion.objects.update(levels_ru="0 — нет\n5 — отчасти\n10 — вполне")
    client.force_login(member)

    page = client.get(reverse("sheet_score", args=[mine[0].pk])).text

    assert page.count("0 — нет\n5 — отчасти\n10 — вполне") == 2


def test_the_day_named_for_scoring_is_told_and_stops_nothing(client, mine, member):
    Competition.objects.update(scores_until=date(2026, 4, 9))
    client.force_login(member)

    page = client.get(reverse("sheet_score", args=[mine[0].pk])).text
    desk(client, mine[0], "7.00", send="1")

    assert "The day for scoring, 09.04.2026, has gone by" in page
    assert Sheet.objects.get(pk=mine[0].pk).state == "sent"


def test_the_term_of_a_reopened_sheet_binds(client, mine, member, chair):
    sent = actions.score_and_send(mine[0], actor=member, marks=marks(mine[0], 7))
    until = factories.NOON + timedelta(hours=1)
    opened = actions.reopen(sent, actor=chair, reason="Ката бар", until=until)
    client.force_login(member)

    page = client.get(reverse("sheet_score", args=[opened.pk])).text

    assert "Ката бар" in page
    with clock.at(until + timedelta(minutes=1)), pytest.raises(Refused):
        actions.send(opened, actor=member)


def test_what_is_sent_cannot_be_called_back(client, mine, member):
    sent = actions.score_and_send(mine[0], actor=member, marks=marks(mine[0], 7))
    client.force_login(member)

    answer = desk(client, sent, "5.00")

    assert "has already moved on" in client.get(reverse("sheet_score", args=[sent.pk])).text
    assert answer.status_code in {200, 302}
    assert {mark.points for mark in sent.marks.all()} == {Decimal(7)}


@pytest.mark.parametrize(
    ("at", "lay", "there"),
    [
        (0, "next", 1),
        (1, "prev", 0),
        # Before the first and behind the last there is nothing; a stranger's word leads nowhere.
        (0, "prev", 0),
        (1, "next", 1),
        (0, "99", 0),
        (0, "", 0),
    ],
)
def test_a_draft_is_saved_on_the_way_to_the_sheet_beside(client, mine, member, at, lay, there):
    client.force_login(member)

    answer = desk(client, mine[at], "7.00", lay=lay)

    assert answer["Location"] == reverse("sheet_score", args=[mine[there].pk])
    assert {mark.points for mark in mine[at].marks.all()} == {Decimal(7)}
    assert Sheet.objects.get(pk=mine[at].pk).state == "open"


def test_the_keys_are_named_on_the_page_and_links_do_without_them(client, mine, member):
    client.force_login(member)

    page = client.get(reverse("sheet_score", args=[mine[0].pk])).text

    for key in ("Ctrl", "Enter", "Page Up", "Page Down", "Tab"):
        assert f"<kbd>{key}</kbd>" in page
    assert page.count('rel="next"') == 1
    assert "onclick" not in page
    assert "onkey" not in page
