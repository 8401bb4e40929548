from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from scoring.points import Rung, has_enough, score_of
from scoring.ranking import by_votes, draw_lot, in_order, rank
from tests.scoring.examples import (
    MORNING,
    call_terms,
    candidate,
    candidates,
    ladder,
    terms,
)

GOOD, FAIR = [(5, 5), (5, 5)], [(3, 3), (3, 3)]


def places(ranking):
    return [(row.key, row.place) for row in ranking.rows]


def test_rank_orders_by_score():
    applications = [candidate("1", *FAIR), candidate("2", *GOOD)]

    ranking = rank(applications, terms())

    assert places(ranking) == [("2", 1), ("1", 2)]
    assert [(row.above, row.below) for row in ranking.rows] == [(None, None), (None, None)]
    assert ranking.is_settled


def test_a_difference_hidden_by_rounding_still_decides():
    thirds = candidate("1", (3, 3), (3, 3), (4, 3), asked=Decimal(1))
    rounded = candidate("2", (3, 3), (3, 3), (3, 3), bonus=Decimal("0.33"))

    assert places(rank([rounded, thirds], terms())) == [("1", 1), ("2", 2)]


@pytest.mark.parametrize(
    ("kind", "better"),
    [
        ("own_share", {"own_share": Fraction(1, 5)}),
        ("beneficiaries", {"beneficiaries": 101}),
        ("not_funded_last", {"funded_last": False}),
        ("earlier_receipt", {"received_at": MORNING - timedelta(minutes=1)}),
    ],
)
def test_each_rung_puts_the_better_first(kind, better):
    first = candidate("2", *GOOD, **better)
    second = candidate("1", *GOOD, **({"funded_last": True} if "funded_last" in better else {}))

    ranking = rank([second, first], terms(ladder=ladder(kind)))

    assert places(ranking) == [("2", 1), ("1", 2)]
    assert ranking.rows[0].below == ranking.rows[1].above == Rung(kind=kind)


def test_the_rung_of_a_criterion_looks_at_its_mean():
    needed, lasting = candidate("2", (5, 1), (5, 1)), candidate("1", (1, 5), (1, 5))
    rung = Rung(kind="criterion_mean", criterion_key="need")

    ranking = rank([lasting, needed], terms(ladder=(rung,)))

    assert places(ranking) == [("2", 1), ("1", 2)]
    assert ranking.rows[0].below == rung


def test_each_row_names_the_rung_against_each_neighbour():
    top = candidate("4", *GOOD, bonus=Decimal(1))
    shared_a = candidate("1", *GOOD, own_share=Fraction(1, 5), beneficiaries=10)
    shared_b = candidate("2", *GOOD, own_share=Fraction(1, 5), beneficiaries=20)
    poorer = candidate("3", *GOOD, own_share=Fraction(1, 10), beneficiaries=90)
    share, people = ladder("own_share", "beneficiaries")

    ranking = rank([shared_a, poorer, top, shared_b], terms(ladder=(share, people)))

    assert [(row.key, row.above, row.below) for row in ranking.rows] == [
        ("4", None, None),
        ("2", None, people),
        ("1", people, share),
        ("3", share, None),
    ]


def test_a_split_may_leave_some_equal_for_the_next_rung():
    same = [candidate(key, *GOOD) for key in ("1", "2")]
    better = candidate("3", *GOOD, own_share=Fraction(1, 2))

    ranking = rank([*same, better], terms(ladder=ladder("own_share", "lot")))

    assert places(ranking) == [("3", 1), ("1", None), ("2", None)]
    assert [(tie.keys, tie.rung) for tie in ranking.unsettled] == [
        (frozenset({"1", "2"}), Rung(kind="lot"))
    ]


def test_an_unsettled_group_takes_its_places_and_leaves_the_others():
    applications = [
        candidate("1", *FAIR),
        candidate("2", *GOOD),
        candidate("3", *GOOD),
        candidate("4", *GOOD, bonus=Decimal(1)),
    ]

    ranking = rank(applications, terms())

    assert places(ranking) == [("4", 1), ("2", None), ("3", None), ("1", 4)]
    assert ranking.unsettled[0].rung is None
    assert in_english(ranking.unsettled) == [
        "Equal scores, and no rung of the tie ladder is left to decide between them."
    ]


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("open_vote", "Equal scores: the members must decide by open vote."),
        ("chairs_word", "Equal scores: the chair must decide."),
        ("lot", "Equal scores: lots must be drawn."),
    ],
)
def test_a_rung_of_people_waits_for_them_and_then_decides(kind, reason):
    applications = [candidate("1", *GOOD), candidate("2", *GOOD)]
    with_rung = terms(ladder=ladder(kind))

    waiting = rank(applications, with_rung)
    decided = rank(applications, with_rung, {(kind, frozenset("12")): in_order(["2", "1"])})

    assert in_english(waiting.unsettled) == [reason]
    assert places(decided) == [("2", 1), ("1", 2)]
    assert decided.rows[0].below == Rung(kind=kind)
    assert decided.is_settled


def test_equal_votes_go_on_to_the_chair():
    applications = [candidate(key, *GOOD) for key in "123"]
    with_rungs = terms(ladder=ladder("open_vote", "chairs_word"))
    vote = {("open_vote", frozenset("123")): by_votes({"1": 2, "2": 2, "3": 5})}
    word = {("chairs_word", frozenset("12")): in_order(["2", "1"])}

    after_vote = rank(applications, with_rungs, vote)
    after_word = rank(applications, with_rungs, vote | word)

    assert [tie.keys for tie in after_vote.unsettled] == [frozenset("12")]
    assert places(after_vote) == [("3", 1), ("1", None), ("2", None)]
    assert places(after_word) == [("3", 1), ("2", 2), ("1", 3)]


def test_an_answer_for_another_group_is_not_taken():
    applications = [candidate(key, *GOOD) for key in "123"]
    stale = {("lot", frozenset("12")): in_order(["2", "1"])}

    ranking = rank(applications, terms(ladder=ladder("lot")), stale)

    assert [tie.keys for tie in ranking.unsettled] == [frozenset("123")]


def test_an_answer_must_name_each_once():
    applications = [candidate(key, *GOOD) for key in "12"]

    with pytest.raises(ValueError, match="each of the equal applications once"):
        rank(
            applications,
            terms(ladder=ladder("lot")),
            {("lot", frozenset("12")): in_order(["2", "2"])},
        )


def test_an_unknown_rung_is_refused():
    with pytest.raises(ValueError, match="No rung of a ladder"):
        rank([candidate(key, *GOOD) for key in "12"], terms(ladder=ladder("alphabet")))


def test_two_applications_with_one_key_are_refused():
    with pytest.raises(ValueError, match="same key"):
        rank([candidate("1", *GOOD), candidate("1", *FAIR)], terms())


def test_too_few_scores_have_no_place():
    alone = candidate("1", (5, 5), seats_not_recused=5)

    ranking = rank([alone, candidate("2", *FAIR)], terms())

    assert places(ranking) == [("2", 1)]
    assert ranking.too_few == (alone,)


def test_below_the_pass_mark_equal_scores_share_a_place_and_nobody_is_asked():
    applications = [candidate("1", *FAIR), candidate("2", *FAIR), candidate("3", *GOOD)]

    ranking = rank(applications, terms(pass_mark=Decimal(7), ladder=ladder("lot")))

    assert places(ranking) == [("3", 1), ("1", 2), ("2", 2)]
    assert ranking.is_settled


def test_a_lot_can_be_repeated_with_a_pencil():
    keys, seed = ["7", "12", "9"], "17 42 5"
    by_hand = sorted(keys, key=lambda key: sha256(f"{seed}:{key}".encode()).hexdigest())

    assert draw_lot(keys, seed) == tuple(by_hand)
    assert draw_lot(reversed(keys), seed) == draw_lot(keys, seed)


def test_a_lot_known_by_its_figures():
    # printf 'seed:a' | sha256sum begins with 30558342, of 'seed:b' with e3620cd0
    assert draw_lot(["b", "a"], "seed") == ("a", "b")
    # of '417:2022-3' with 36f15f02, of '417:2022-11' with 9cf7f23a
    assert draw_lot(["2022-11", "2022-3"], "417") == ("2022-3", "2022-11")


@given(candidates(), call_terms(), st.randoms())
def test_the_sequence_of_rows_never_changes_the_ranking(applications, call, random):
    shuffled = list(applications)
    random.shuffle(shuffled)

    assert rank(shuffled, call) == rank(applications, call)


@given(candidates(), call_terms())
def test_places_follow_the_score_and_equal_scores_a_rung(applications, call):
    rows = rank(applications, call).rows

    for upper, lower in pairwise(rows):
        assert upper.score >= lower.score
        # Those who share a place, or wait for one together, are no neighbours of each other.
        assert upper.below == lower.above or upper.place == lower.place
        if None not in (upper.place, lower.place, lower.above):
            assert upper.score == lower.score
        elif None not in (upper.place, lower.place):
            assert upper.score > lower.score or upper.place == lower.place


@given(candidates(), call_terms(with_lot=False))
def test_a_tie_ends_in_the_ladder_or_unsettled(applications, call):
    ranking = rank(applications, call)
    waiting = {key for tie in ranking.unsettled for key in tie.keys}

    assert waiting == {row.key for row in ranking.rows if row.place is None}
    for tie in ranking.unsettled:
        members = [one for one in applications if one.key in tie.keys]
        assert len(members) > 1
        assert len({score_of(one, call) for one in members}) == 1
        assert len({alike(one, call) for one in members}) == 1


@given(candidates(), call_terms(), st.text(max_size=5))
def test_drawing_the_lots_that_are_asked_for_settles_everything(applications, call, seed):
    asked = rank(applications, call).unsettled
    answers = {("lot", tie.keys): in_order(draw_lot(tie.keys, seed)) for tie in asked}

    ranking = rank(applications, call, answers)

    assert ranking.is_settled
    assert len(ranking.rows) == sum(has_enough(one, call) for one in applications)


@given(candidates(), call_terms())
def test_another_application_with_a_low_score_moves_nobody(applications, call):
    last = replace(candidate("last", (0, 0), (0, 0)), beneficiaries=1)

    with_last = rank([*applications, last], call)

    assert [row.key for row in with_last.rows if row.key != "last"] == [
        row.key for row in rank(applications, call).rows
    ]


def in_english(unsettled):
    with translation.override("en"):
        return [str(tie.reason) for tie in unsettled]


def alike(application, call):
    """Everything the rungs of the call look at, to compare applications by hand."""
    looks = {
        "own_share": application.own_share,
        "beneficiaries": application.beneficiaries,
        "not_funded_last": application.funded_last,
        "earlier_receipt": application.received_at,
    }
    return tuple(looks[rung.kind] for rung in call.ladder)
