"""Typed rows, compared as rows."""

from datetime import datetime
from decimal import Decimal

import pytest

from papers.rows import GridRow, RegisterRow, columns_of, grid_rows, register_rows, values_of
from scoring.models.sight import EVERYTHING, NOTHING, Sight
from tests import factories


def test_a_register_row(call, applicant):
    factories.application(call, applicant)
    application = factories.application(call, applicant, state="submitted")

    assert list(register_rows(call)) == [
        RegisterRow(
            number=application.number,
            received_at=datetime(2026, 4, 9, 12, 0),
            route="on the site",
            title="Гүлзарлар",
            village="Жаңы-Айыл",
            applicant="Жаш демилге",
            applicant_kind="initiative group",
            kind="co-financing",
            field="landscaping",
            asked=Decimal(60000),
            own=Decimal(20000),
            share=Decimal(25),
            beneficiaries=580,
            state="submitted",
            granted=None,
        )
    ]


def test_a_grid_row_for_each_sheet(deliberation, first, second, member):
    rows = list(grid_rows(deliberation, EVERYTHING))

    assert [(row.number, row.points, row.total) for row in rows if row.person == member.name] == [
        (first.number, (Decimal(7), Decimal(7)), Decimal(14)),
        (second.number, (Decimal(5), Decimal(5)), Decimal(10)),
    ]
    assert len(rows) == 6


@pytest.mark.parametrize("sight", ["nothing", "all_but_first"])
def test_points_one_may_not_know_are_not_in_the_row(deliberation, first, sight):
    seen = NOTHING if sight == "nothing" else Sight(all_but=True, named=frozenset({first.pk}))

    rows = [row for row in grid_rows(deliberation, seen) if row.number == first.number]

    assert {(row.points, row.total) for row in rows} == {((None, None), None)}


def test_a_spread_column_stands_for_as_many_as_there_are_criteria(deliberation):
    spread = {"points": ["A", "B"]}
    (row, *_others) = grid_rows(deliberation, EVERYTHING)

    titles = [str(column.title) for column in columns_of(GridRow, spread)]

    assert titles[5:7] == ["A", "B"]
    assert len(list(values_of(row, spread))) == len(titles)
