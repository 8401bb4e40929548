"""Builders for the reckoning: terms and applications with no surprises, and random ones."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from scoring.points import CallTerms, Candidate, CriterionTerms, Rung, SheetMarks

MORNING = datetime(2022, 4, 1, 3, 0, tzinfo=UTC)
COMPUTED = ("own_share", "beneficiaries", "not_funded_last", "earlier_receipt")
TERMS = CallTerms(
    combining="sum_of_means",
    criteria=(
        CriterionTerms(
            key="need",
            minimum=Decimal(0),
            maximum=Decimal(5),
            step=Decimal(1),
            weight=Decimal(3),
        ),
        CriterionTerms(
            key="lasting",
            minimum=Decimal(0),
            maximum=Decimal(5),
            step=Decimal(1),
            weight=Decimal(1),
        ),
    ),
    pass_mark=Decimal(0),
    minimum_scores=2,
    quorum=Fraction(2, 3),
    fund=Decimal("100000.00"),
    maximum_grant=Decimal("50000.00"),
    cutoff="stop",
    part_minimum_share=Fraction(1, 2),
    reserve_places=2,
    ladder=(),
)


def terms(**changes):
    return replace(TERMS, **changes)


def ladder(*kinds):
    return tuple(Rung(kind=kind) for kind in kinds)


def sheets(*pairs):
    """One sheet for each pair of points (need, lasting)."""
    return tuple(
        SheetMarks(
            seat_key=f"seat {number}",
            points={"need": Decimal(need), "lasting": Decimal(lasting)},
        )
        for number, (need, lasting) in enumerate(pairs, start=1)
    )


def candidate(key, *pairs, **changes):
    marks = sheets(*pairs)
    plain = Candidate(
        key=key,
        asked=Decimal("40000.00"),
        own_share=Fraction(1, 10),
        beneficiaries=100,
        funded_last=False,
        received_at=MORNING,
        bonus=Decimal(0),
        consents_to_part=False,
        marks=marks,
        seats_not_recused=len(marks),
    )
    return replace(plain, **changes)


pairs = st.tuples(st.integers(0, 5), st.integers(0, 5))


@st.composite
def candidates(draw, max_size=6):
    """Applications with close marks, so that ties are frequent."""
    count = draw(st.integers(1, max_size))
    return [
        candidate(
            f"2022-{number}",
            *draw(st.lists(st.tuples(st.integers(2, 4), st.integers(3, 4)), max_size=4)),
            asked=draw(st.decimals(min_value=1, max_value=50_000, places=2)),
            own_share=Fraction(draw(st.integers(0, 3)), 10),
            beneficiaries=draw(st.integers(1, 3)),
            funded_last=draw(st.booleans()),
            received_at=MORNING + timedelta(minutes=draw(st.integers(0, 2))),
            consents_to_part=draw(st.booleans()),
            least_part=draw(st.none() | st.integers(1, 50_000).map(Decimal)),
        )
        for number in range(count)
    ]


@st.composite
def call_terms(draw, *, with_lot=True):
    kinds = draw(st.permutations(COMPUTED))[: draw(st.integers(0, 4))]
    return terms(
        combining=draw(st.sampled_from(["sum_of_means", "weighted_percent"])),
        pass_mark=Decimal(draw(st.integers(0, 8))),
        fund=draw(st.decimals(min_value=0, max_value=150_000, places=2)),
        maximum_grant=draw(st.decimals(min_value=1, max_value=60_000, places=2)),
        cutoff=draw(st.sampled_from(["stop", "skip", "part"])),
        reserve_places=draw(st.integers(0, 3)),
        ladder=ladder(*kinds, *(["lot"] if with_lot else [])),
    )
