from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.ledger import (
    SHORTFALL_RULES,
    Balance,
    Contribution,
    Settlement,
    Standing,
    accept,
    balances,
    by_kind,
    by_kind_and_source,
    by_source,
    cut_in_proportion,
    over_line,
    return_difference,
    split_exactly,
    standing,
)

amounts = st.decimals(min_value=0, max_value=10**6, places=2)
contributions = st.builds(
    Contribution,
    kind=st.sampled_from(["cash", "goods", "labour"]),
    source=st.sampled_from(["residents", "business"]),
    promised=amounts,
    confirmed=amounts,
    used=amounts,
)
LEDGER = [
    Contribution(
        kind="cash",
        source="residents",
        promised=Decimal(20000),
        confirmed=Decimal(20000),
        used=Decimal(15000),
    ),
    Contribution(kind="labour", source="residents", promised=Decimal(8400), used=Decimal(4200)),
    Contribution(
        kind="goods", source="business", promised=Decimal(12600), confirmed=Decimal(12600)
    ),
]


def test_standing_by_hand():
    whole = standing(LEDGER)

    assert whole == Standing(promised=Decimal(41000), confirmed=Decimal(32600), used=Decimal(19200))
    assert whole.confirmed_share == Fraction(326, 410)
    assert whole.used_share == Fraction(192, 410)
    assert whole.missing == Decimal(21800)


def test_by_kind_and_by_source():
    assert {kind: one.used for kind, one in by_kind(LEDGER).items()} == {
        "cash": Decimal(15000),
        "labour": Decimal(4200),
        "goods": Decimal(0),
    }
    assert {source: one.promised for source, one in by_source(LEDGER).items()} == {
        "residents": Decimal(28400),
        "business": Decimal(12600),
    }
    assert set(by_kind_and_source(LEDGER)) == {
        ("cash", "residents"),
        ("labour", "residents"),
        ("goods", "business"),
    }


def test_where_nothing_was_promised_nothing_is_lacking():
    nothing = standing([])

    assert (nothing.confirmed_share, nothing.used_share, nothing.missing) == (1, 1, 0)


def test_balances_by_source():
    received = [("grant", Decimal("130000.00")), ("residents", Decimal("20000.00"))]
    spent = [
        ("grant", Decimal("100000.00")),
        ("grant", Decimal("29500.50")),
        ("business", Decimal("10.00")),
    ]

    purses = balances(received, spent)

    assert purses == {
        "grant": Balance(source="grant", received=Decimal("130000.00"), spent=Decimal("129500.50")),
        "residents": Balance(
            source="residents", received=Decimal("20000.00"), spent=Decimal("0.00")
        ),
        "business": Balance(source="business", received=Decimal("0.00"), spent=Decimal("10.00")),
    }
    assert [purse.unspent for purse in purses.values()] == [
        Decimal("499.50"),
        Decimal("20000.00"),
        Decimal("-10.00"),
    ]


def test_cut_in_proportion_takes_back_what_was_paid_beyond():
    assert cut_in_proportion(
        Decimal(130000), promised=Decimal(70000), used=Decimal(35000), paid=Decimal(100000)
    ) == Settlement(
        missing=Decimal(35000), grant=Decimal("65000.00"), to_return=Decimal("35000.00")
    )


def test_cut_in_proportion_is_rounded_to_the_tyiyn():
    cut = cut_in_proportion(Decimal(100), promised=Decimal(3), used=Decimal(2))

    assert cut == Settlement(missing=Decimal(1), grant=Decimal("66.67"), to_return=Decimal("0.00"))


def test_return_difference_never_asks_for_more_than_was_paid():
    sums = {"grant": Decimal(130000), "promised": Decimal(70000), "used": Decimal(30000)}

    assert return_difference(**sums, paid=Decimal(100000)) == Settlement(
        missing=Decimal(40000), grant=Decimal(130000), to_return=Decimal(40000)
    )
    assert return_difference(**sums, paid=Decimal(25000)).to_return == Decimal(25000)


def test_accept_leaves_everything_and_still_names_what_is_missing():
    assert accept(Decimal(130000), Decimal(70000), Decimal(30000), Decimal(9)) == Settlement(
        missing=Decimal(40000), grant=Decimal(130000), to_return=Decimal(0)
    )


@pytest.mark.parametrize("rule", SHORTFALL_RULES.values())
def test_who_gave_as_promised_or_more_owes_nothing(rule):
    for used in (Decimal(70000), Decimal(80000)):
        settled = rule(Decimal(130000), Decimal(70000), used, Decimal(130000))

        assert settled == Settlement(
            missing=Decimal(0), grant=Decimal(130000), to_return=Decimal(0)
        )


@pytest.mark.parametrize(
    ("amount", "weights", "parts"),
    [
        ("100.00", [1, 1, 1], ["33.34", "33.33", "33.33"]),
        ("0.02", [1, 1, 1], ["0.01", "0.01", "0.00"]),
        ("10.00", [Decimal(500), Decimal(250), Decimal(250)], ["5.00", "2.50", "2.50"]),
        ("1.00", [1, 2, 4], ["0.14", "0.29", "0.57"]),
        ("7.00", [0, 3], ["0.00", "7.00"]),
        ("0.00", [1, 2], ["0.00", "0.00"]),
    ],
)
def test_split_exactly_by_hand(amount, weights, parts):
    assert [str(part) for part in split_exactly(Decimal(amount), weights)] == parts


@pytest.mark.parametrize("amount", ["10.005", "-1.00"])
def test_what_is_not_whole_tyiyn_is_not_split(amount):
    with pytest.raises(ValueError, match="whole tyiyn"):
        split_exactly(Decimal(amount), [1, 2])


@pytest.mark.parametrize("weights", [[], [0, 0], [2, -1]])
def test_a_split_without_sound_weights_is_refused(weights):
    with pytest.raises(ValueError, match="needs weights"):
        split_exactly(Decimal(10), weights)


@pytest.mark.parametrize(
    ("spent", "new", "tolerance", "over"),
    [
        ("900.00", "100.00", "0", "0.00"),
        ("900.00", "100.01", "0", "0.01"),
        ("900.00", "200.00", "10", "0.00"),
        ("900.00", "200.01", "10", "0.01"),
        ("0.00", "1500.00", "10", "400.00"),
        ("0.00", "1005.00", "0.5", "0.00"),
    ],
)
def test_over_line_by_hand(spent, new, tolerance, over):
    assert over_line(
        Decimal("1000.00"), Decimal(spent), Decimal(new), Decimal(tolerance)
    ) == Decimal(over)


def test_a_part_of_a_tyiyn_is_not_allowed_for():
    # 100.01 and ten percent make 110.011: 110.01 holds, 110.02 does not
    sums = (Decimal("100.01"), Decimal("0.00"))

    assert over_line(*sums, Decimal("110.01"), Decimal(10)) == 0
    assert over_line(*sums, Decimal("110.02"), Decimal(10)) == Decimal("0.01")


@given(amounts, st.lists(st.integers(0, 1000), min_size=1, max_size=9).filter(any))
def test_a_split_always_adds_up_and_is_off_by_less_than_a_tyiyn(amount, weights):
    parts = split_exactly(amount, weights)

    assert sum(parts) == amount
    for part, weight in zip(parts, weights, strict=True):
        fair = Fraction(amount) * weight / sum(weights)
        assert abs(Fraction(part) - fair) < Fraction(1, 100)
        assert part >= 0


@given(st.lists(contributions, max_size=8))
def test_kinds_and_sources_add_up_to_the_whole(ledger):
    whole = standing(ledger)

    for parts in (by_kind(ledger), by_source(ledger), by_kind_and_source(ledger)):
        assert sum(one.promised for one in parts.values()) == whole.promised
        assert sum(one.confirmed for one in parts.values()) == whole.confirmed
        assert sum(one.used for one in parts.values()) == whole.used


@pytest.mark.parametrize("rule", SHORTFALL_RULES.values())
@given(grant=amounts, promised=amounts, used=amounts, paid=amounts)
def test_no_rule_raises_a_grant_or_takes_back_more_than_was_paid(rule, grant, promised, used, paid):
    settled = rule(grant, promised, used, paid)

    assert 0 <= settled.grant <= grant
    assert 0 <= settled.to_return <= paid
