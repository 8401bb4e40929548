"""The figures of a protocol: who stood apart, every mark, every mean, every tie, the ranking."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from reportlab.platypus import Flowable

from competitions.choices import Combining, Cutoff, RungKind
from papers.prints import text
from papers.prints.text import p, pair
from scoring.choices import InterestKind, SheetState
from scoring.points import quorum_needed
from ui.rounding import half_up

Facts = dict[str, Any]
LOT_RECIPE = _lazy(
    "Take SHA-256 of the seed, a colon and the number of the application in six figures; "
    "the smallest comes first."
)
NOT_SCORED = [SheetState.RECUSED, SheetState.VOIDED, SheetState.EXCUSED, SheetState.DECLINED]


def seat_names(record: Facts) -> dict[int, str]:
    """By seat: who holds it."""
    return {seat["seat"]: seat["name"] for seat in record["commission"]}


def apart(record: Facts) -> list[Flowable]:
    """Who declared an interest, was excused or declined to score."""
    names = seat_names(record)
    rows = []
    for sheet in record.get("grid", []):
        if sheet["state"] not in NOT_SCORED:
            continue
        why = (
            str(InterestKind(sheet["interest_kind"]).label)
            if sheet["interest_kind"]
            else sheet["reason"]
        )
        rows.append(
            [
                str(sheet["application"]),
                names[sheet["seat"]],
                str(SheetState(sheet["state"]).label),
                why or "–",
            ]
        )
    headed = text.heading(_("Declarations of interest, recusals and excuses"))
    if not rows:
        return [*headed, p(_("Nobody declared an interest, was excused or declined to score."))]
    titles = [_("No."), _("Person"), _("Mark"), _("Interest or reason")]
    return [*headed, *text.table(titles, rows, [12, 55, 40, 63], right=[0])]


def grid(record: Facts, language: str) -> list[Flowable]:
    """Every sheet that counts, mark by mark, and the mean of each criterion."""
    if not record.get("grid"):
        return []
    criteria, names = record["call"]["criteria"], seat_names(record)
    items = [
        _("K%(place)s: %(title)s (%(least)s–%(most)s, weight %(weight)s)")
        % {
            "place": place,
            "title": pair(row, "title", language),
            "least": text.figure(row["minimum"], language),
            "most": text.figure(row["maximum"], language),
            "weight": text.figure(row["weight"], language),
        }
        for place, row in enumerate(criteria, start=1)
    ]
    bonuses = bonuses_of(record)
    marks = [item.partition(":")[0] for item in items]
    extra = [capfirst(_("additional points"))] if any(bonuses.values()) else []
    titles = [_("No."), _("Person"), *marks, *extra, _("Final score")]
    rows = list(_rows(record, names, language, bonuses if extra else {}))
    means = [place for place, row in enumerate(rows) if row[-1]]
    widths = [10, 60, *([12] * len(criteria)), *([20] * len(extra)), 18]
    return [
        *text.heading(_("Points given"), p("; ".join(items), "small")),
        p(_how(record), "small"),
        *text.table(
            titles, rows, widths, right=[0, *range(2, len(titles))], small=True, heavy=means
        ),
    ]


def _how(record: Facts) -> str:
    if record["call"]["combining"] == Combining.WEIGHTED_PERCENT:
        return _(
            "Score = 100 × sum of weight × (mean − least) / (most − least), divided by the sum of "
            "weights; "
            "plus the points of a priority field."
        )
    return _("Score = sum of the criterion means, plus the points of a priority field.")


def _rows(
    record: Facts, names: dict[int, str], language: str, bonuses: dict[int, Fraction]
) -> Iterator[list[str]]:
    keys = [row["key"] for row in record["call"]["criteria"]]
    ranked = {row["number"]: row for row in record["ranking"]}
    blank = [""] if bonuses else []
    for number, sheets in sheets_by_application(record).items():
        for sheet in sheets:
            yield [
                str(number),
                _who(sheet, names, keys),
                *_given(sheet, keys, language),
                *blank,
                "",
            ]
        means, row = means_of(sheets, keys), ranked.get(number)
        shown = text.figure(row["score_shown"], language, 2) if row and row["score_shown"] else "–"
        added = [_mean(bonuses.get(number), language)] if bonuses else []
        yield [
            str(number),
            _("mean"),
            *(_mean(means[key], language) for key in keys),
            *added,
            shown,
        ]


def _who(sheet: Facts, names: dict[int, str], keys: list[str]) -> str:
    name = names[sheet["seat"]]
    return name if all(key in sheet["marks"] for key in keys) else f"{name} ({mark_of(sheet)})"


def _given(sheet: Facts, keys: list[str], language: str) -> list[str]:
    marks = sheet["marks"]
    if all(key in marks for key in keys):
        return [text.figure(marks[key]["points"], language) for key in keys]
    return ["–"] * len(keys)


def bonuses_of(record: Facts) -> dict[int, Fraction]:
    """By application: what its score has beyond the means, the points of a priority field."""
    criteria, weighted = record["call"]["criteria"], record["call"]["combining"]
    sheets = sheets_by_application(record)
    bonuses = {}
    for row in record["ranking"]:
        means = means_of(sheets.get(row["number"], []), [each["key"] for each in criteria])
        if row["score"] is not None and None not in means.values():
            bonuses[row["number"]] = Fraction(row["score"]) - combined(means, criteria, weighted)
    return bonuses


def combined(means: dict[str, Any], criteria: list[Facts], combining: str) -> Fraction:
    """The exact score without a bonus, as the rule printed above the grid reckons it."""
    if combining != Combining.WEIGHTED_PERCENT:
        return sum(means.values(), Fraction(0))
    parts = [
        Fraction(each["weight"])
        * (means[each["key"]] - Fraction(each["minimum"]))
        / (Fraction(each["maximum"]) - Fraction(each["minimum"]))
        for each in criteria
    ]
    weights = sum((Fraction(each["weight"]) for each in criteria), Fraction(0))
    return 100 * sum(parts, Fraction(0)) / weights


def sheets_by_application(record: Facts) -> dict[int, list[Facts]]:
    """The sheets under the number of their application."""
    found: dict[int, list[Facts]] = {}
    for sheet in record["grid"]:
        found.setdefault(sheet["application"], []).append(sheet)
    return found


def mark_of(sheet: Facts) -> str:
    """What stands in place of points."""
    return str(SheetState(sheet["state"]).label)


def means_of(sheets: list[Facts], keys: list[str]) -> dict[str, Fraction | None]:
    """By criterion: the exact mean of the sheets that count."""
    means: dict[str, Fraction | None] = {}
    for key in keys:
        points = [
            Fraction(sheet["marks"][key]["points"]) for sheet in sheets if key in sheet["marks"]
        ]
        means[key] = sum(points, Fraction(0)) / len(points) if points else None
    return means


def _mean(mean: Fraction | None, language: str) -> str:
    return "–" if mean is None else text.figure(half_up(mean), language, 2)


def ties(record: Facts) -> list[Flowable]:
    """How equal applications were put in order by people or by lot."""
    if not record.get("ties"):
        return []
    lines: list[Flowable] = []
    for tie in record["ties"]:
        order = " > ".join(" = ".join(str(int(key)) for key in step) for step in tie["steps"])
        rows = [
            (_("Rung"), str(RungKind(tie["kind"]).label)),
            (_("Equal applications"), tie["numbers"].replace(",", ", ")),
            (_("In the order"), order),
        ]
        if tie["votes"]:
            votes = sorted(tie["votes"].items(), key=lambda vote: int(vote[0]))
            rows.append((_("Votes"), "; ".join(f"№ {number}: {count}" for number, count in votes)))
        for label, name in (
            (_("Seed of the lot"), "seed"),
            (_("Witnesses"), "witnesses"),
            (_("Reason"), "reason"),
        ):
            if tie[name]:
                rows.append((label, tie[name]))
        for key, digest in sorted(tie.get("digests", {}).items(), key=lambda pair: pair[1]):
            rows.append((f"№ {int(key)}", f"{digest[:32]}…"))
        lines.append(text.listed(rows))
        if tie.get("digests"):
            lines.append(p(LOT_RECIPE, "small"))
    return [*text.heading(_("Ties decided by the commission or by lot")), *lines]


def quorums(record: Facts) -> list[Flowable]:
    """Of each application how many scores it has, and its own quorum."""
    ranking = record.get("ranking") or []
    if not ranking or "seats" not in ranking[0]:
        return []
    quorum = Fraction(record["call"]["quorum"])
    rows = [
        [
            str(row["number"]),
            str(row["scores"]),
            str(record["call"]["minimum_scores"]),
            str(row["seats"]),
            str(row["scores"] if row["present"] is None else row["present"]),
            str(quorum_needed(row["seats"], quorum)),
        ]
        for row in sorted(ranking, key=lambda row: row["number"])
    ]
    titles = [
        _("No."),
        _("Scores"),
        _("Fewest scores for an application"),
        _("Seats that do not stand apart"),
        _("Of them present"),
        _("Quorum needed"),
    ]
    return [
        *text.heading(_("Scores and quorum of each application")),
        *text.table(
            titles, rows, [12, 24, 36, 36, 31, 31], right=[0, 1, 2, 3, 4, 5], small=True, close=True
        ),
    ]


def ranking(record: Facts, language: str) -> list[Flowable]:
    """The order of the applications, the rung that decided, and where the money ends."""
    if not record.get("ranking"):
        return []
    titles_of = {row["number"]: row["title"] for row in record["applications"]}
    rows = [
        [
            str(row["place"] or "–"),
            str(row["number"]),
            titles_of.get(row["number"], ""),
            text.figure(row["score_shown"], language, 2) if row["score_shown"] else "–",
            _("yes") if row["passes"] else _("no"),
            text.figure(half_up(Fraction(row["own_share"]) * 100), language),
            text.figure(row["beneficiaries"], language),
            "\n".join(_notes(record["call"], row)),
            text.figure(row["asked"], language),
            text.figure(row["grant"], language) if Decimal(row["grant"] or 0) else "–",
            text.figure(row["running_sum"], language),
        ]
        for row in record["ranking"]
    ]
    titles = [
        _("Rank"),
        _("No."),
        _("Initiative"),
        _("Final score"),
        _("Passes"),
        _("Own share, %"),
        _("Beneficiaries"),
        _("What decided against the one above; notes"),
        _("Asked, som"),
        _("Grant, som"),
        _("Sum so far, som"),
    ]
    widths = [10, 6, 22, 10, 13.5, 17.5, 22.5, 20, 16, 12.5, 20]
    return [
        *text.heading(_("Ranking")),
        *text.table(titles, rows, widths, right=[0, 1, 3, 5, 6, 8, 9, 10], small=True, close=True),
    ]


def _notes(call: Facts, row: Facts) -> Iterator[str]:
    """The rung that decided, and what else the ladder and the cut-off rule ask of this one."""
    if row["rung_above"]:
        yield str(RungKind(row["rung_above"]).label)
    ladder = {rung["kind"] for rung in call["ladder"]}
    if row.get("funded_last") and RungKind.NOT_FUNDED_LAST in ladder:
        yield _("financed in the last call")
    if row.get("consents_to_part") and call["cutoff"] == Cutoff.PART:
        yield _("agrees to a part")
