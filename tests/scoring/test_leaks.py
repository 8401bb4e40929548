"""Whoever has not sent learns nothing of others' points; whoever stands apart never does."""

from decimal import Decimal

import pytest
from django.urls import reverse

from audit.models import Entry
from competitions.models import Competition
from scoring import actions
from scoring.models import Mark, grid_of, ranking_table, sight_of
from tests import factories
from tests.scoring.conftest import marks, moved

# Points nobody writes anywhere else: found on a page, they have leaked.
TELLTALE = Decimal("9.00")
WORDS = "Айтылбай турган сөз"


@pytest.fixture
def theirs(sheet_of, second_member, first):
    """Somebody else has sent points for the first application."""
    sheet = actions.declare_no_interest(sheet_of(second_member, first), actor=second_member)
    return actions.score_and_send(sheet, actor=second_member, marks=marks(sheet, TELLTALE, WORDS))


def pages(call, sheet):
    """Every page of the commission a member may open."""
    return [
        reverse("commission_list"),
        reverse("declarations", args=[call.pk]),
        reverse("grid", args=[call.pk]),
        reverse("ranking", args=[call.pk]),
        reverse("meeting_list", args=[call.pk]),
        reverse("sheet_detail", args=[sheet.pk]),
        reverse("sheet_score", args=[sheet.pk]),
        reverse("sheet_send", args=[sheet.pk]),
        reverse("competition_detail", args=[call.pk]),
    ]


@pytest.mark.parametrize("state", ["undeclared", "open", "reopened", "recused", "voided"])
def test_a_page_of_whoever_has_not_sent_says_nothing_of_others(
    state, client, scoring, theirs, sheet_of, member, first, second_member
):
    own = sheet_of(member, first, state)
    client.force_login(member)

    for address in pages(scoring, own):
        text = client.get(address).content.decode()
        assert WORDS not in text, address
        assert second_member.name not in text, address
    assert client.get(reverse("sheet_detail", args=[theirs.pk])).status_code == 404


def test_the_pages_are_the_same_before_and_after_somebody_sends(
    client, scoring, sheet_of, member, second_member, first
):
    own = actions.declare_no_interest(sheet_of(member, first), actor=member)
    sheet = actions.declare_no_interest(sheet_of(second_member, first), actor=second_member)
    client.force_login(member)

    def seen():
        return [plain(client.get(address)) for address in pages(scoring, own)]

    before = seen()
    actions.score_and_send(sheet, actor=second_member, marks=marks(sheet, TELLTALE, WORDS))

    assert seen() == before


def plain(response):
    """The page without what changes at each request."""
    lines = response.content.decode().splitlines()
    return [line for line in lines if "csrfmiddlewaretoken" not in line]


def test_once_the_own_sheet_is_sent_the_others_points_are_open(
    client, theirs, sheet_of, member, second_member, first
):
    sheet = actions.declare_no_interest(sheet_of(member, first), actor=member)
    sent = actions.score_and_send(sheet, actor=member, marks=marks(sheet, 4))
    client.force_login(member)

    text = client.get(sent.get_absolute_url()).content.decode()

    assert f"{second_member.name}: 9" in text


def test_a_reopened_sheet_closes_the_others_again(scoring, theirs, sheet_of, member, first):
    sheet_of(member, first, "sent")
    assert sight_of(scoring, member).sees(first.pk) is True

    sheet_of(member, first, "reopened")
    assert sight_of(scoring, member).sees(first.pk) is False


def test_sending_one_application_opens_only_that_one(
    scoring, theirs, sheet_of, member, first, second
):
    sheet_of(member, first, "sent")
    sight = sight_of(scoring, member)

    assert (sight.sees(first.pk), sight.sees(second.pk)) == (True, False)


@pytest.mark.parametrize("who", ["chair", "secretary", "alternate", "clerk", "head"])
def test_while_scoring_runs_nobody_else_learns_points(who, scoring, theirs, first, request):
    assert sight_of(scoring, request.getfixturevalue(who)).sees(first.pk) is False


def test_an_auditor_without_a_seat_sees_points_at_any_time(
    scoring, theirs, auditor, applicant, first, second
):
    assert sight_of(scoring, auditor).sees_all is True

    factories.member(first, phone=auditor.phone)
    sight = sight_of(scoring, auditor)
    assert (sight.sees(first.pk), sight.sees(second.pk)) == (False, True)


@pytest.mark.parametrize("who", ["applicant", "rival", "neighbour", "administrator"])
@pytest.mark.parametrize("state", ["scoring", "deliberation", "decided"])
def test_outsiders_learn_nothing_before_the_results(who, state, scoring, theirs, first, request):
    assert sight_of(moved(scoring, state), request.getfixturevalue(who)).sees(first.pk) is False


def test_the_grid_of_the_chair_shows_who_has_sent_and_no_points(scoring, theirs, chair, first):
    grid = grid_of(scoring, chair)
    cells = [cell for row in grid.rows for cell in row.cells]

    assert sorted(cell.state for cell in cells) == ["sent", *["undeclared"] * 5]
    assert {cell.total for cell in cells} == {None}


def test_the_grid_opens_application_by_application(scoring, theirs, sheet_of, chair, first, second):
    actions.score_and_send(
        actions.declare_no_interest(sheet_of(chair, first), actor=chair),
        actor=chair,
        marks=marks(theirs, 4),
    )

    totals = {
        row.number: sorted(cell.total for cell in row.cells if cell.total)
        for row in grid_of(scoring, chair).rows
    }
    assert totals == {first.number: [Decimal(8), Decimal(18)], second.number: []}


def test_the_ranking_of_whoever_stands_apart_has_neither_the_row_nor_places_nor_sums(
    deliberation, sheet_of, member, first, second
):
    sheet_of(member, first, "recused")

    table = ranking_table(deliberation, member)

    assert [line.number for line in table.lines] == [second.number]
    assert table.closed == [first.number]
    assert (table.lines[0].place, table.lines[0].running_sum, table.lines[0].outcome) == (
        None,
        None,
        "",
    )
    assert (table.total, table.left, table.shows_order) == (Decimal(0), None, False)


def test_whoever_has_sent_everything_sees_the_whole_ranking(deliberation, member, first, second):
    table = ranking_table(deliberation, member)

    assert [(line.number, line.place, line.score, line.running_sum) for line in table.lines] == [
        (first.number, 1, Decimal("14.00"), Decimal(60000)),
        (second.number, 2, Decimal("10.00"), Decimal(120000)),
    ]
    assert [line.is_last_above for line in table.lines] == [False, True]


def test_a_tie_with_a_closed_application_is_not_named_to_whoever_stands_apart(
    tied, sheet_of, member, first
):
    assert len(ranking_table(tied, member).ties) == 1

    sheet_of(member, first, "recused")
    assert ranking_table(tied, member).ties == []


@pytest.mark.parametrize("state", ["recused", "voided"])
def test_what_was_closed_opens_only_with_the_results(state, deliberation, sheet_of, member, first):
    sheet_of(member, first, state)
    seen = {
        stage: sight_of(moved(deliberation, stage), member).sees(first.pk)
        for stage in ("scoring", "deliberation", "decided", "published", "completed")
    }

    assert seen == {
        "scoring": False,
        "deliberation": False,
        "decided": False,
        "published": True,
        "completed": True,
    }


def test_an_earlier_seat_keeps_closed_what_it_closed(deliberation, sheet_of, member, first):
    sheet = sheet_of(member, first, "recused")
    type(sheet.seat).objects.filter(pk=sheet.seat_id).update(state="released")
    factories.seat(deliberation, member, "alternate")

    call = Competition.objects.get(pk=deliberation.pk)
    assert sight_of(call, member).sees(first.pk) is False


def test_a_clerk_of_the_group_learns_nothing_of_it_even_after_scoring(
    deliberation, clerk, first, second
):
    factories.member(first, phone=clerk.phone)
    sight = sight_of(deliberation, clerk)

    assert (sight.sees(first.pk), sight.sees(second.pk)) == (False, True)


def test_the_journal_holds_no_points(theirs):
    for entry in Entry.objects.all():
        assert "9.00" not in str(entry.facts)
        assert WORDS not in f"{entry.facts} {entry.note} {entry.subject_label}"


def test_a_draft_is_seen_by_nobody_but_its_author(client, sheet_of, member, chair, clerk, first):
    sheet = actions.declare_no_interest(sheet_of(member, first), actor=member)
    actions.score(sheet, actor=member, marks=marks(sheet, TELLTALE, WORDS))

    for person, seen in ((member, True), (chair, False), (clerk, False)):
        client.force_login(person)
        assert (WORDS in client.get(sheet.get_absolute_url()).content.decode()) is seen
    assert Mark.objects.filter(sheet=sheet).count() == 2


# --- the text of the application


def test_the_text_opens_with_the_declaration_and_closes_with_an_interest(
    client, sheet_of, member, chair, first
):
    text = "Көчөнү көрктөндүрүү"
    client.force_login(member)

    def open_text():
        return text in client.get(sheet_of(member, first).get_absolute_url()).content.decode()

    assert open_text() is False
    actions.declare_no_interest(sheet_of(member, first), actor=member)
    assert open_text() is True
    actions.declare_late_interest(
        sheet_of(member, first), actor=member, interest_kind="work", interest_words="Жумуш"
    )
    assert open_text() is False


def test_whoever_is_recused_may_not_open_the_desk(client, sheet_of, member, first):
    sheet = sheet_of(member, first, "recused")
    client.force_login(member)

    text = client.get(reverse("sheet_score", args=[sheet.pk])).content.decode()

    assert "Көчөнү көрктөндүрүү" not in text


def test_names_are_hidden_behind_codes_where_the_call_says_so(
    client, scoring, sheet_of, member, clerk, first, applicant
):
    Competition.objects.filter(pk=scoring.pk).update(hidden=True)
    type(first).objects.filter(pk=first.pk).update(group_name="Жаш демилге")
    actions.declare_no_interest(sheet_of(member, first), actor=member)
    sheet = sheet_of(member, first)
    client.force_login(member)

    for address in (
        reverse("declarations", args=[scoring.pk]),
        sheet.get_absolute_url(),
        reverse("sheet_score", args=[sheet.pk]),
    ):
        text = client.get(address).content.decode()
        assert first.code in text, address
        for hidden in ("Жаш демилге", applicant.name, "Токтосунова"):
            assert hidden not in text, address


def test_a_member_who_stands_apart_sees_only_the_own_recusal_in_the_grid(
    deliberation, sheet_of, member, chair, first, second
):
    sheet_of(member, first, "recused")

    def states(person, application):
        row = next(
            row for row in grid_of(deliberation, person).rows if row.number == application.number
        )
        return [(cell.state, cell.total, cell.opens) if cell else None for cell in row.cells]

    assert states(member, first) == [None, ("recused", None, True), None]
    assert states(member, second) == [
        ("sent", Decimal(10), False),
        ("sent", Decimal(10), True),
        ("sent", Decimal(10), False),
    ]
    assert states(chair, first) == [
        ("sent", Decimal(14), True),
        ("recused", None, True),
        ("sent", Decimal(14), True),
    ]
