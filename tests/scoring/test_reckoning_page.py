"""Every figure of docs/reckoning.md, read from its tables and reckoned again."""

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from django.conf import settings

from scoring.agreement import agreement_of, agreement_on
from scoring.cutoff import fund
from scoring.fairness import dispute_of, outlying_points, same_marks_throughout, spread_of
from scoring.firmness import difference, with_severity_corrected, without_each_member
from scoring.points import Rung, SheetMarks, criterion_mean, quorum_needed, score_of, shown
from scoring.ranking import digests_of, draw_lot, rank
from scoring.severity import correct, corrected_rows, grid_of
from tests.scoring.examples import candidate, terms

PAGE = (settings.BASE_DIR / "docs" / "reckoning.md").read_text()
CALL = terms(
    pass_mark=Decimal(6), ladder=(Rung(kind="own_share"), Rung(kind="lot")), reserve_places=2
)
WEIGHTED = replace(CALL, combining="weighted_percent")


def tables(heading):
    """The rows of every table below a heading, without their own heads."""
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    found = re.findall(r"(?:^\|.*\|\n)+", section, re.MULTILINE)
    return [
        [[cell.strip() for cell in line.strip("|").split("|")] for line in one.splitlines()[2:]]
        for one in found
    ]


def table(heading):
    (only,) = tables(heading)
    return only


@pytest.fixture(scope="module")
def applications():
    (rows,) = tables("The example")
    found = []
    for key, *given, asked, share in rows:
        marks = tuple(
            SheetMarks(
                seat_key=seat,
                points=dict(zip(("need", "lasting"), map(Decimal, pair.split()), strict=True)),
            )
            for seat, pair in zip("ABC", given, strict=True)
            if pair != "–"
        )
        found.append(
            candidate(
                key,
                marks=marks,
                seats_not_recused=len(marks),
                asked=Decimal(asked),
                own_share=Fraction(int(share), 100),
            )
        )
    return found


def test_means_and_scores(applications):
    assert table("Mean and score") == [
        [
            one.key,
            *(str(shown(criterion_mean(one, key))) for key in ("need", "lasting")),
            str(shown(score_of(one, CALL))),
            str(shown(score_of(one, WEIGHTED))),
        ]
        for one in applications
    ]


def test_the_quorum(applications):
    assert quorum_needed(2, CALL.quorum) == 2
    assert not rank(applications, CALL).too_few


def test_places_and_money(applications):
    rows = fund(rank(applications, CALL), CALL).rows

    assert table("Order, ladder, cut-off, reserve") == [
        [
            row.key,
            str(row.ranked.place),
            str(int(row.grant)),
            str(int(row.running_sum)),
            str(row.reserve_place or "–"),
        ]
        for row in rows
    ]
    assert rows[1].ranked.above == Rung(kind="own_share")
    assert {score_of(one, CALL) for one in applications[:2]} == {Fraction(26, 3)}


def test_the_lot_and_its_recipe(capsys):
    keys = [f"{int(number):06d}" for number, _begins in table("The lot")]
    digests = dict(digests_of(keys, "417-b"))

    assert [begins for _number, begins in table("The lot")] == [digests[key][:12] for key in keys]
    recipe = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL).group(1)
    exec(recipe, {})
    printed = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [f"{int(number):06d}" for number, _digest in printed] == list(draw_lot(keys, "417-b"))
    assert [digest for _number, digest in printed] == sorted(digests.values())


def test_spreads(applications):
    assert table("Mean, median, range") == [
        [one.key, str(shown(spread.median)), str(shown(spread.range))]
        for one in applications
        for spread in [spread_of(one, CALL)]
    ]


def test_firmness(applications):
    assert table("Funded in k of n") == [
        [row.key, str(row.funded), str(row.of)] for row in without_each_member(applications, CALL)
    ]


def test_checks_that_end_otherwise(applications):
    found = difference("members", without_each_member(applications, CALL))

    assert found.of == 3
    assert table("Where a check ends otherwise") == [
        [one.name, *one.comes_in, *one.goes_out] for one in found.changes
    ]


def test_alphas(applications):
    found = agreement_of(applications, CALL)

    assert found.alpha == Fraction(173, 524)
    assert table("Agreement: Krippendorff's alpha") == [
        ["sheets", str(shown(found.alpha))],
        *([key, str(shown(agreement_on(applications, key).alpha))] for key in ("need", "lasting")),
    ]


def test_severities(applications):
    grid = grid_of(applications, CALL)
    correction = correct(grid)
    members, worths = tables("Severity")

    assert members == [[seat, str(value)] for seat, value in correction.severities.items()]
    rows = {row.key: row for row in corrected_rows(grid, correction)}
    assert worths == [
        [key, str(shown(rows[key].raw)), str(shown(rows[key].corrected))] for key in sorted(rows)
    ]
    assert rows["3"].raw - rows["3"].corrected == Fraction(11, 24)
    firm = with_severity_corrected(applications, CALL, correction)
    assert not any(row.otherwise_in for row in firm)


def test_the_agenda(applications):
    found = difference("members", without_each_member(applications, CALL))
    at_line = {*found.comes_in, *found.goes_out}
    disputes = {one.key: dispute_of(spread_of(one, CALL), CALL) for one in applications}
    order = sorted(disputes, key=lambda key: (key not in at_line, -disputes[key], key))

    assert table("The agenda: disputed ones first") == [
        [key, str(100 * disputes[key]), "yes" if key in at_line else "–"] for key in order
    ]


def test_nothing_is_outlying(applications):
    assert outlying_points(applications, CALL) == ()
    assert same_marks_throughout(applications) == ()
