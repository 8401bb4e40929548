"""A reader with the printed protocol and a pencil comes to the same ranking and the same sums.

Nothing is taken from the database or from our own reckoning: the figures are read out of the words
of the PDF, and reckoned again here as docs/reckoning.md says it to a teacher.
"""

import re
import shutil
import subprocess
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import count
from math import ceil

import pytest
from django.utils import translation
from django.utils.translation import gettext

from competitions.models import Competition
from papers import prints
from papers.actions import current
from papers.choices import Kind
from tests import factories
from tests.papers.test_golden import issued  # noqa: F401 - the protocol of the demonstration

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext was not found."),
]
FIGURE = r"\d[\d ]*(?:,\d+)?"


def number(written):
    return Fraction(written.replace(" ", "").replace(",", "."))


def rounded(value):
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


def figures(written):
    """The figures of a line whose columns stand apart."""
    return [None if one == "–" else number(one) for one in re.split(r" {2,}", written.strip())]


class Paper:
    """What can be read on the paper, line by line."""

    def __init__(self, content, language):
        run = subprocess.run(
            ["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True
        )
        self.text = run.stdout.decode().replace("\u00a0", " ")
        self.lines = self.text.splitlines()
        with translation.override(language):
            self.say = {
                words: gettext(words)
                for words in (
                    *("mean", "yes", "no", "Fund", "Pass mark", "Maximum grant", "Quorum"),
                    *("Ranking", "agrees to a part", "Points given", "Applications received"),
                    *("Scores and quorum of each application", "The commission decided"),
                    *("larger own share", "Declarations of interest, recusals and excuses"),
                    *("Sum of all grants: %(sum)s.", "Reserve, place %(place)s"),
                )
            }

    def between(self, start, end):
        first = next(at for at, line in enumerate(self.lines) if line.strip() == self.say[start])
        last = next(at for at, line in enumerate(self.lines) if line.strip() == self.say[end])
        return self.lines[first + 1 : last]

    def term(self, label):
        """What stands beside a label, which may run over two lines."""
        for line in self.lines:
            beside = re.match(r"(\S.*?) {2,}(\d.*)$", line)
            if beside and self.say[label].startswith(beside[1]):
                return beside[2].strip()
        raise AssertionError(f"{label} is not on the paper.")

    def criteria(self):
        """By its mark: least, most and weight of each criterion."""
        flat = re.sub(r"\s+", " ", " ".join(self.between("Points given", "Ranking")))
        found = re.findall(rf"[KК]\d+: .*?\(({FIGURE})–({FIGURE}), \w+ ({FIGURE})\)", flat)
        return [tuple(number(one) for one in row) for row in found]

    def grid(self):
        """By application: the rows of points, and the row of means with the score."""
        marks, means = {}, {}
        for line in self.between("Points given", "Ranking"):
            found = re.match(
                rf" *(\d+) +([^\W\d].*?) {{2,}}((?:(?:{FIGURE}|–)(?: {{2,}}|$))+)$", line
            )
            if not found:
                continue
            key, row = int(found[1]), figures(found[3])
            if found[2].strip() == self.say["mean"]:
                means[key] = row
            else:
                marks.setdefault(key, []).append(row)
        return marks, means

    def applications(self):
        """By application: asked and own."""
        rows = self.between(
            "Applications received", "Declarations of interest, recusals and excuses"
        )
        found = (
            re.match(rf" *(\d+) .* {{2,}}({FIGURE}) {{2,}}({FIGURE}) \S", line) for line in rows
        )
        return {int(row[1]): (number(row[2].strip()), number(row[3])) for row in found if row}

    def ranking(self):
        """Each row of the ranking as it is printed, with the words beside it."""
        rows, words = [], []
        line_of = re.compile(
            rf" *(\d+|–) +(\d+) (.+?) {{2,}}({FIGURE}|–) (\S+) {{2,}}({FIGURE}) {{2,}}({FIGURE})"
            rf"(.*?) {{2,}}({FIGURE}) {{2,}}({FIGURE}|–) {{2,}}({FIGURE})$"
        )
        lines = self.lines[
            next(at for at, line in enumerate(self.lines) if line == self.say["Ranking"]) :
        ]
        for line in lines:
            if line.strip() == self.say["The commission decided"]:
                break
            found = line_of.match(line)
            if found:
                rows.append(found)
                words.append(found[8])
            elif words:
                words[-1] += f" {line.strip()}"
        return [
            {
                "place": None if row[1] == "–" else int(row[1]),
                "number": int(row[2]),
                "score": None if row[4] == "–" else number(row[4]),
                "passes": {self.say["yes"]: True, self.say["no"]: False}[row[5]],
                "share": number(row[6]),
                "people": number(row[7].strip()),
                "asked": number(row[9]),
                "grant": Fraction(0) if row[10] == "–" else number(row[10]),
                "running": number(row[11]),
                "words": re.sub(r"\s+", " ", said),
            }
            for row, said in zip(rows, words, strict=True)
        ]

    def quorums(self):
        rows = self.between("Scores and quorum of each application", "Ranking")
        found = [figures(line) for line in rows if re.fullmatch(r"( +\d+){6}", line)]
        return [[int(one) for one in row] for row in found]


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_the_protocol_of_the_demonstration_is_reckoned_again_by_hand(issued, language):  # noqa: F811
    paper = Paper(prints.pdf(issued, language), language)
    criteria, (marks, means) = paper.criteria(), paper.grid()
    applications, ranking = paper.applications(), paper.ranking()

    # The means and the scores, from the points.
    assert len(criteria) == 5
    assert list(marks) == list(means) == [1, 2, 3, 4]
    scores = {}
    for key, rows in marks.items():
        counted = [row for row in rows if None not in row]
        mean = [sum(column, Fraction(0)) / len(counted) for column in zip(*counted, strict=True)]
        scores[key] = sum(mean, Fraction(0))
        assert [rounded(one) for one in [*mean, scores[key]]] == [
            rounded(one) for one in means[key]
        ]

    # The order, from the scores and the ladder: own share, then people.
    share = {key: own / (asked + own) for key, (asked, own) in applications.items()}
    people = {row["number"]: row["people"] for row in ranking}
    order = sorted(scores, key=lambda key: (-scores[key], -share[key], -people[key]))
    pass_mark = number(paper.term("Pass mark"))
    assert [row["number"] for row in ranking] == order == [1, 2, 3, 4]
    assert [row["place"] for row in ranking] == [1, 2, 3, 4]
    for row in ranking:
        key = row["number"]
        assert rounded(row["score"]) == rounded(scores[key])
        assert rounded(row["share"]) == rounded(100 * share[key])
        assert row["asked"] == applications[key][0]
        assert row["passes"] is (scores[key] >= pass_mark)
    by_share = paper.say["larger own share"].split()[0]
    assert [by_share in row["words"] for row in ranking] == [False, False, True, False]
    assert scores[2] == scores[3]

    # The money, down the ranking: whole while it lasts, then a part to who agrees to it.
    left = number(re.match(FIGURE, paper.term("Fund"))[0])
    most = number(re.match(FIGURE, paper.term("Maximum grant"))[0])
    agrees = paper.say["agrees to a part"].split()[0]
    running, line_is_drawn = Fraction(0), False
    for row in ranking:
        grant, room = Fraction(0), min(left, most)
        if row["passes"] and not line_is_drawn:
            if row["asked"] <= room:
                grant = row["asked"]
            elif agrees in row["words"] and room / row["asked"] >= Fraction(1, 2):
                grant = room
            line_is_drawn = grant < row["asked"]
        left, running = left - grant, running + grant
        assert (row["grant"], row["running"]) == (grant, running)
    total = paper.say["Sum of all grants: %(sum)s."].partition("%")[0]
    assert number(re.search(rf"{re.escape(total)}({FIGURE})", paper.text)[1].strip()) == running
    reserve = paper.say["Reserve, place %(place)s"] % {"place": 1}
    assert paper.text.count(reserve) == 1

    # The quorum of each application: two thirds of the seats that do not stand apart.
    assert [row[0] for row in paper.quorums()] == [1, 2, 3, 4]
    for key, given, least, seats, present, needed in paper.quorums():
        assert given == sum(None not in row for row in marks[key])
        assert (needed, present >= needed, given >= least) == (ceil(seats * 2 / 3), True, True)


@pytest.fixture(autouse=True)
def _numbers_of_three_figures(monkeypatch):
    """Numbers as a call has them, whatever was tested before."""
    monkeypatch.setattr(factories, "_number", count(101))


@pytest.fixture
def call(town):
    """Weights that differ, a percent instead of a sum, and points for a field."""
    made = factories.competition(town, combining="weighted_percent", pass_mark=Decimal(40))
    Competition.objects.filter(pk=made.pk).update(fund=Decimal(100000))
    criteria = list(made.criteria.order_by("pk"))
    for criterion, weight in zip(criteria, (Decimal("1.5"), Decimal("2")), strict=True):
        made.criteria.filter(pk=criterion.pk).update(weight=weight)
    made.priority_fields.create(field="roads", points=Decimal(5))
    return made


def test_a_weighted_percent_is_reckoned_again_by_hand(signed, first, second):
    paper = Paper(prints.pdf(current(Kind.PROTOCOL, signed), "ru"), "ru")
    criteria, (marks, means) = paper.criteria(), paper.grid()

    assert [weight for _least, _most, weight in criteria] == [Fraction(3, 2), Fraction(2)]
    for row in paper.ranking():
        rows = [line for line in marks[row["number"]] if None not in line]
        mean = [sum(column, Fraction(0)) / len(rows) for column in zip(*rows, strict=True)]
        percent = 100 * sum(
            weight * (one - least) / (most - least)
            for one, (least, most, weight) in zip(mean, criteria, strict=True)
        )
        score = percent / sum(weight for _least, _most, weight in criteria)
        printed = means[row["number"]]
        # Beside the means: the points of a priority field where there are any, then the score.
        bonus = printed[2] or 0 if len(printed) == 4 else 0
        assert rounded(printed[-1]) == rounded(row["score"]) == rounded(score + bonus)
    assert {row["number"] for row in paper.ranking()} == {first.number, second.number}
