"""The act of a visit: before the trip a sheet to write on, after it what was entered."""

from typing import Any

from django.utils.translation import gettext as _
from reportlab.platypus import Flowable, KeepTogether

from applications.choices import GiverKind, MoneySource
from competitions.choices import ContributionKind
from papers.prints import text
from papers.prints.text import p

Facts = dict[str, Any]
LINES_TO_WRITE = 5
ROWS_TO_WRITE = 4
NARROW = "\u00a0"


def title(facts: Facts, _language: str) -> str:
    return _("Act of visit No. %(number)s") % {"number": facts["number"]}


def body(facts: Facts, language: str) -> list[Flowable]:
    made = facts["held_on"] is not None
    return [
        p(title(facts, language), "title"),
        p(_("Initiative “%(title)s”") % {"title": facts["title"]}, "under"),
        text.listed(_about(facts, language)),
        *_lines(facts, language, made=made),
        *_promised(facts, language, made=made),
        *_earlier(facts, language),
        *(_seen(facts, language) if made else _to_write()),
        # Nobody signs a sheet on which nothing stands.
        KeepTogether(
            [
                *(_to_mend(facts, language) if made else _to_write_below()),
                *text.lines_to_sign(
                    [
                        (_("For the aiyl okmotu"), ""),
                        (_("For the winner"), facts["representative"]),
                        (_("A resident who was present"), ""),
                    ]
                ),
            ]
        ),
    ]


def foot(facts: Facts, language: str) -> str:
    return title(facts, language)


def _about(facts: Facts, language: str) -> list[tuple[str, Any]]:
    agreement = facts["agreement"]
    return [
        (_("Winner"), facts["applicant"]),
        (_("Agreement"), _("No. %(number)s") % {"number": agreement} if agreement else "–"),
        (_("Place"), facts["place"] or "–"),
        (_("Planned for"), text.day(facts["planned_on"], language)),
        (
            _("Made on"),
            text.day(facts["held_on"], language) if facts["held_on"] else "____________",
        ),
        (_("Who was present"), facts["present"] or NARROW),
    ]


def _lines(facts: Facts, language: str, *, made: bool) -> list[Flowable]:
    rows = [
        [
            row["title"],
            str(MoneySource(row["source"]).label),
            f"{text.figure(row['quantity'], language)} {row['unit']}",
            text.figure(row["approved"], language),
            text.figure(row["spent"], language),
            NARROW,
        ]
        for row in facts["lines"]
    ]
    if not rows:
        return []
    titles = [
        _("What"),
        _("Source"),
        _("Quantity"),
        _("Approved, som"),
        _("Spent, som"),
        _("Seen at the place"),
    ]
    widths = [40, 32, 22, 27, 24, 25]
    if made:
        titles, rows, widths = titles[:-1], [row[:-1] for row in rows], [54, 36, 26, 27, 27]
    return [
        *text.heading(_("What to look at: the lines of the budget")),
        *text.table(titles, rows, widths, right=[2, 3, 4]),
    ]


def _promised(facts: Facts, language: str, *, made: bool) -> list[Flowable]:
    rows = [
        [
            row["giver"],
            str(GiverKind(row["giver_kind"]).label),
            row["what"] or str(ContributionKind(row["kind"]).label),
            f"{text.figure(row['quantity'], language)} {row[f'unit_{language}']}",
            text.figure(row["used"], language),
            NARROW,
        ]
        for row in facts["promised"]
    ]
    if not rows:
        return []
    titles = [
        _("Who gives"),
        _("Kind of giver"),
        _("What"),
        _("Quantity"),
        _("Used, som"),
        _("Seen at the place"),
    ]
    widths = [32, 34, 26, 24, 31, 23]
    if made:
        titles, rows, widths = titles[:-1], [row[:-1] for row in rows], [44, 36, 36, 26, 28]
    return [
        *text.heading(_("Promised goods, labour and services")),
        *text.table(titles, rows, widths, right=[3, 4]),
    ]


def _earlier(facts: Facts, language: str) -> list[Flowable]:
    rows = [
        [str(row["visit"]), row["what"], text.day(row["until"], language), NARROW]
        for row in facts["earlier"]
    ]
    if not rows:
        return []
    titles = [_("Visit No."), _("What has to be mended"), _("Until"), _("Mended?")]
    return [
        *text.heading(_("Found before and still open")),
        *text.table(titles, rows, [18, 82, 40, 30], right=[0]),
    ]


def _seen(facts: Facts, _language: str) -> list[Flowable]:
    return text.heading(_("What was seen"), p(facts["findings"], breaks=True))


def _to_mend(facts: Facts, language: str) -> list[Flowable]:
    found = [
        [str(row["number"]), row["what"], text.day(row["until"], language)]
        for row in facts["found"]
    ]
    titles = [_("No."), _("What has to be mended"), _("Until")]
    return [
        p(_("What has to be mended"), "heading"),
        *(
            text.table(titles, found, [12, 108, 50], right=[0])
            if found
            else [p(_("Nothing has to be mended."))]
        ),
        p(_("Photos: %(count)s") % {"count": facts["photos"]}, "small"),
    ]


def _to_write() -> list[Flowable]:
    lines = [[NARROW] for _line in range(LINES_TO_WRITE)]
    return text.heading(_("What was seen"), *text.table([_("In words")], lines, [170]))


def _to_write_below() -> list[Flowable]:
    rows = [[str(number), NARROW, NARROW] for number in range(1, ROWS_TO_WRITE + 1)]
    # Square brackets: the letters of the papers have no empty boxes.
    box = "[   ]"
    photos = _("Photos: before %(box)s during %(box)s after %(box)s. People were asked: %(box)s")
    return [
        p(_("What has to be mended"), "heading"),
        *text.table([_("No."), _("What has to be mended"), _("Until")], rows, [12, 118, 40]),
        text.gap(2),
        p(photos % {"box": box}),
    ]
