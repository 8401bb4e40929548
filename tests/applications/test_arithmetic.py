from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applications.arithmetic import (
    Line,
    Totals,
    line_amount,
    own_share,
    share_shown,
    totals,
)

amounts = st.decimals(min_value=0, max_value=10**7, places=2)
lines = st.builds(
    Line,
    quantity=st.decimals(min_value=0, max_value=10**4, places=3),
    price=amounts,
    source=st.sampled_from(["grant", "residents", "business", "donor"]),
    kind=st.sampled_from(["cash", "goods", "labour", "services"]),
)


@pytest.mark.parametrize(
    ("quantity", "price", "amount"),
    [
        ("3", "150.00", "450.00"),
        ("0.5", "0.01", "0.01"),
        ("2.345", "1.00", "2.35"),
        ("0.333", "10.00", "3.33"),
        ("63", "1250.50", "78781.50"),
        ("0", "99.99", "0.00"),
        ("9999999.999", "9999999999.99", "99999999989900000.00"),
    ],
)
def test_line_amount_is_rounded_half_up_to_the_tyiyn(quantity, price, amount):
    assert str(line_amount(Decimal(quantity), Decimal(price))) == amount


def test_totals_by_hand():
    budget = [
        line("9", "8000", "grant"),
        line("63", "1000", "grant"),
        line("1", "20000", "residents"),
        line("12", "700", "residents", "labour"),
        line("40", "315", "business", "goods"),
    ]

    assert totals(budget, admitted={"cash", "labour"}) == Totals(
        total=Decimal("176000.00"),
        asked=Decimal("135000.00"),
        own=Decimal("41000.00"),
        own_counted=Decimal("28400.00"),
        by_source={
            "grant": Decimal("135000.00"),
            "residents": Decimal("28400.00"),
            "business": Decimal("12600.00"),
        },
    )
    assert totals(budget).own_counted == Decimal("41000.00")


def test_share_counts_only_admitted_kinds():
    budget = [line("1", "75", "grant"), line("1", "10", "residents"), unpaid("15")]

    assert totals(budget).share == Fraction(1, 4)
    assert totals(budget, admitted={"cash"}).share == Fraction(1, 10)
    assert totals(budget, admitted=set()).share == 0


def test_the_kindergarten_of_naryn_has_the_share_its_paper_says():
    share = own_share(Decimal("617500.00"), Decimal("1979000.00"))

    assert share_shown(share) == Decimal("31.2")


def test_a_share_just_under_the_minimum_is_not_lifted_by_rounding():
    share = own_share(Decimal("9999.99"), Decimal("100000.00"))

    assert share_shown(share) == Decimal("10.0")
    assert share < Fraction(1, 10)


def test_of_nothing_there_is_no_share():
    assert own_share(Decimal(0), Decimal(0)) == 0
    assert totals([]).share == 0


@given(st.lists(lines, max_size=12))
def test_the_total_is_the_sum_of_the_lines_and_of_the_sources(budget):
    added = totals(budget)

    assert added.total == sum((line.amount for line in budget), Decimal(0))
    assert added.total == sum(added.by_source.values(), Decimal(0))
    assert added.total == added.asked + added.own


@given(st.lists(lines, max_size=12), st.sets(st.sampled_from(["cash", "goods", "labour"])))
def test_what_counts_is_never_more_than_what_is_own(budget, admitted):
    added = totals(budget, admitted)

    assert 0 <= added.own_counted <= added.own
    assert 0 <= added.share <= 1


@given(
    st.lists(lines, max_size=8).flatmap(
        lambda budget: st.tuples(st.just(budget), st.permutations(budget))
    )
)
def test_the_order_of_lines_changes_nothing(two_orders):
    one, other = two_orders

    assert totals(one, {"cash"}) == totals(other, {"cash"})


def line(quantity, price, source, kind="cash"):
    return Line(quantity=Decimal(quantity), price=Decimal(price), source=source, kind=kind)


def unpaid(price):
    return line("1", price, "residents", "labour")
