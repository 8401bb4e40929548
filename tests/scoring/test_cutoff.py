from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given

from scoring.cutoff import Funding, Outcome, RankingUnsettledError, fund
from scoring.ranking import in_order, rank
from tests.scoring.examples import call_terms, candidate, candidates, terms


def five(*, third_consents=False):
    """Five applications in order of their keys; the third does not fit what is left."""
    asked = {"1": 40000, "2": 45000, "3": 30000, "4": 10000, "5": 9000}
    return [
        candidate(
            key,
            *[(5, 5)] * 3,
            bonus=Decimal(10 - int(key)),
            asked=Decimal(amount),
            consents_to_part=third_consents and key == "3",
        )
        for key, amount in asked.items()
    ]


def outcomes(funding: Funding):
    return [(row.key, row.outcome.value, row.grant, row.reserve_place) for row in funding.rows]


def test_stop_draws_the_line_at_the_first_that_does_not_fit():
    call = terms(cutoff="stop")

    funding = fund(rank(five(), call), call)

    assert outcomes(funding) == [
        ("1", "full", Decimal(40000), None),
        ("2", "full", Decimal(45000), None),
        ("3", "reserve", Decimal(0), 1),
        ("4", "reserve", Decimal(0), 2),
        ("5", "not_funded", Decimal(0), None),
    ]
    assert (funding.granted, funding.left) == (Decimal(85000), Decimal(15000))
    assert [row.running_sum for row in funding.rows] == [40000, 85000, 85000, 85000, 85000]


def test_skip_goes_on_to_the_next_that_fits():
    call = terms(cutoff="skip")

    funding = fund(rank(five(), call), call)

    assert outcomes(funding) == [
        ("1", "full", Decimal(40000), None),
        ("2", "full", Decimal(45000), None),
        ("3", "reserve", Decimal(0), 1),
        ("4", "full", Decimal(10000), None),
        ("5", "reserve", Decimal(0), 2),
    ]
    assert funding.left == Decimal(5000)


def test_part_gives_what_is_left_with_consent():
    call = terms(cutoff="part", part_minimum_share=Fraction(1, 2))

    funding = fund(rank(five(third_consents=True), call), call)

    assert outcomes(funding)[2:] == [
        ("3", "part", Decimal(15000), None),
        ("4", "reserve", Decimal(0), 1),
        ("5", "reserve", Decimal(0), 2),
    ]
    assert funding.left == 0


@pytest.mark.parametrize(
    ("share", "consent"), [(Fraction(1, 2), False), (Fraction(50001, 100000), True)]
)
def test_part_without_consent_or_under_the_share_stops_there(share, consent):
    call = terms(cutoff="part", part_minimum_share=share)

    funding = fund(rank(five(third_consents=consent), call), call)

    assert outcomes(funding)[2:] == [
        ("3", "reserve", Decimal(0), 1),
        ("4", "reserve", Decimal(0), 2),
        ("5", "not_funded", Decimal(0), None),
    ]
    assert funding.left == Decimal(15000)


@pytest.mark.parametrize(("least", "grant"), [("10000", "10000"), ("10000.01", "0")])
def test_a_part_is_never_less_than_the_applicant_takes(least, grant):
    call = terms(cutoff="part", fund=Decimal(50000), part_minimum_share=Fraction(1, 10))
    first = candidate("1", (5, 5), (5, 5))
    second = candidate("2", (4, 4), (4, 4), consents_to_part=True, least_part=Decimal(least))

    rows = fund(rank([first, second], call), call).rows

    assert [row.grant for row in rows] == [Decimal(40000), Decimal(grant)]


def test_nothing_is_no_part():
    call = terms(cutoff="part", part_minimum_share=Fraction(0), fund=Decimal(85000))

    funding = fund(rank(five(third_consents=True), call), call)

    assert funding.rows[2].outcome == Outcome.RESERVE


def test_below_the_pass_mark_and_with_too_few_scores_there_is_neither_grant_nor_reserve():
    call = terms(pass_mark=Decimal(5), reserve_places=9)
    weak = candidate("1", (1, 1), (1, 1))
    unheard = candidate("2", (5, 5), seats_not_recused=5)

    funding = fund(rank([weak, unheard], call), call)

    assert outcomes(funding) == [
        ("1", "below_pass_mark", Decimal(0), None),
        ("2", "too_few_scores", Decimal(0), None),
    ]
    assert funding.left == call.fund
    assert funding.rows[1].ranked is None


def test_what_is_asked_above_the_maximum_is_never_granted_in_full():
    call = terms(cutoff="part", maximum_grant=Decimal(30000))
    bold = candidate("1", (5, 5), (5, 5), asked=Decimal(40000), consents_to_part=True)

    funding = fund(rank([bold], call), call)

    assert outcomes(funding) == [("1", "part", Decimal(30000), None)]


def test_an_unsettled_ranking_divides_no_money():
    call = terms()
    equal = [candidate("1", (5, 5), (5, 5)), candidate("2", (5, 5), (5, 5))]

    with pytest.raises(RankingUnsettledError):
        fund(rank(equal, call), call)


@given(candidates(), call_terms())
def test_grants_never_exceed_fund_asked_or_maximum(applications, call):
    funding = fund(settled(applications, call), call)
    grants = [row.grant for row in funding.rows]

    assert sum(grants) == funding.granted <= call.fund
    assert funding.left == call.fund - funding.granted
    for row in funding.rows:
        assert 0 <= row.grant <= min(row.candidate.asked, call.maximum_grant)


@given(candidates(), call_terms())
def test_each_outcome_means_what_it_says(applications, call):
    for row in fund(settled(applications, call), call).rows:
        share = Fraction(row.grant) / Fraction(row.candidate.asked)
        match row.outcome:
            case Outcome.FULL:
                assert share == 1
            case Outcome.PART:
                assert call.cutoff == "part"
                assert row.candidate.consents_to_part
                assert call.part_minimum_share <= share < 1
            case _:
                assert share == 0
        assert (row.reserve_place is not None) == (row.outcome == Outcome.RESERVE)


@given(candidates(), call_terms())
def test_the_reserve_is_numbered_in_order_without_gaps(applications, call):
    rows = fund(settled(applications, call), call).rows
    numbers = [row.reserve_place for row in rows if row.reserve_place]
    fundable = [row for row in rows if row.ranked and row.ranked.passes and not row.grant]

    assert numbers == list(range(1, min(call.reserve_places, len(fundable)) + 1))


@given(candidates(), call_terms())
def test_under_stop_and_part_nobody_is_funded_behind_the_line(applications, call):
    rows = fund(settled(applications, call), call).rows
    full = [row.outcome == Outcome.FULL for row in rows]

    if call.cutoff != "skip":
        assert full == sorted(full, reverse=True)


@given(candidates(), call_terms())
def test_under_skip_nothing_that_fits_is_left_out(applications, call):
    funding = fund(settled(applications, call), call)

    if call.cutoff == "skip":
        for row in funding.rows:
            if row.outcome in {Outcome.RESERVE, Outcome.NOT_FUNDED}:
                assert row.candidate.asked > min(funding.left, call.maximum_grant)


def settled(applications, call):
    asked = rank(applications, call).unsettled
    return rank(applications, call, {("lot", tie.keys): in_order(tie.keys) for tie in asked})
