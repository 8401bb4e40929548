"""The form of a call on paper, to be filled in by hand: asked as on the screen, in one language
or in both on one sheet."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether

from competitions.choices import ApplicantKind
from papers.prints import text
from papers.prints.handwriting import Ruled, Squares, framed, rows_to_fill, side_by_side, ticks
from papers.prints.text import p
from ui.questions import FIGURES, Grid, Kind, Page, Question, Section

LETTERS_A_LINE = 500
FEWEST_ROWS, ROWS_BY_TABLE = 8, {"members": 11, "lines": 11}
# Where a small grant is asked for on one page: as little paper as the hand can do with.
BRIEF_ROWS, BRIEF_LINES = {"members": 5, "lines": 5}, 3
# How wide a column is beside the others; a choice is written as its number.
WIDTHS = {Kind.CHOICE: 22, Kind.PHONE: 30, Kind.DAY: 22, Kind.MONEY: 21, Kind.FIGURE: 20}
LONG, SHORT, WHOLE = 38, 30, 18
# So many columns that none may be long.
MANY = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Says a thing in every language of the sheet."""

    languages: Sequence[str]
    brief: bool = False

    def say(self, words: Any, **facts: Any) -> str:
        said = []
        for language in self.languages:
            with translation.override(language):
                told = {name: _in(value, language) for name, value in facts.items()}
                said.append(str(words) % told if facts else str(words))
        return joined(said)

    def pair(self, facts: dict[str, Any], name: str) -> str:
        return joined([text.pair(facts, name, language) for language in self.languages])

    def each(self, shown: Any) -> str:
        """What `shown` makes of every language."""
        said = []
        for language in self.languages:
            with translation.override(language):
                said.append(str(shown(language)))
        return joined(said)


def _in(value: Any, language: str) -> Any:
    return value(language) if callable(value) else value


def joined(said: Sequence[str]) -> str:
    """The same thing in several languages, once where it is the same."""
    return " / ".join(dict.fromkeys(filter(None, said)))


def together(ones: Sequence[Any]) -> Any:
    """The same question in several languages as one question with the words of all."""
    first = ones[0]
    if all(one == first for one in ones):
        return first
    if isinstance(first, str):
        return joined(ones)
    if isinstance(first, tuple):
        return tuple(together(each) for each in zip(*ones, strict=True))
    if is_dataclass(first) and not isinstance(first, type):
        names = [field.name for field in fields(first)]
        parts = {name: together([getattr(one, name) for one in ones]) for name in names}
        return replace(first, **parts)
    return first


def title(facts: dict[str, Any], voice: Voice) -> str:
    return voice.say(_("Application form: %(call)s"), call=voice.pair(facts["call"], "title"))


def foot(facts: dict[str, Any], voice: Voice) -> str:
    """On every sheet: loose sheets find their way back."""
    return voice.say(
        _("Competition No. %(number)s of %(year)s, terms %(terms)s, form %(form)s"),
        number=facts["call"]["number"],
        year=facts["call"]["year"],
        terms=facts["terms_version"],
        form=facts["form_version"],
    )


def body(facts: dict[str, Any], pages: Sequence[Page], voice: Voice) -> list[Flowable]:
    drawn: list[Flowable] = [
        p(voice.say(_("Application form")), "title"),
        p(voice.pair(facts["call"], "title"), "under"),
        p(
            voice.say(
                _("Competition No. %(number)s of %(year)s"),
                number=facts["call"]["number"],
                year=facts["call"]["year"],
            ),
            "under",
        ),
        _office(voice),
        text.gap(3),
        text.listed(_terms(facts, voice)),
        text.gap(2),
        p(
            voice.say(
                _(
                    "Write clearly, in Kyrgyz or in Russian. Answers marked * are needed. "
                    "What does not fit goes on a further sheet with the number of the question."
                )
            ),
            "small",
        ),
    ]
    number = 0
    for page in pages:
        for section in page.sections:
            drawn += _heading(section.title, above_a_table=not section.questions)
            drawn += _questions(section, number, voice)
            number += len(section.questions)
            for grid in section.grids:
                drawn += _grid(grid, facts, voice)
        if page.part == "enclosures":
            drawn += _documents(facts, voice)
    return [*drawn, *_signed(voice)]


def _office(voice: Voice) -> Flowable:
    heads = [_("Registration number"), _("Day and minute of receipt"), _("Pages"), _("Taken by")]
    rows = [
        [p(voice.say(_("Filled in by the aiyl okmotu")), "small_bold"), "", "", ""],
        [p(voice.say(head), "tiny") for head in heads],
    ]
    return framed(rows, [42 * mm, 56 * mm, 22 * mm, 50 * mm])


def _terms(facts: dict[str, Any], voice: Voice) -> list[tuple[str, str]]:
    zone = {"zone": True}
    return [
        (
            voice.say(_("Last minute of reception")),
            voice.each(lambda language: text.moment(facts["closes_at"], language, **zone)),
        ),
        (voice.say(_("Where applications are received")), voice.pair(facts, "place") or "–"),
        (
            voice.say(_("Maximum grant")),
            voice.each(lambda language: text.som(facts["maximum_grant"], language)),
        ),
        (
            voice.say(_("Smallest own share")),
            f"{text.figure(facts['minimum_share'], voice.languages[0])} %",
        ),
        (
            voice.say(_("Implementation until")),
            voice.each(lambda language: text.day(facts["implementation_until"], language)),
        ),
        (voice.say(_("Version of the terms")), str(facts["terms_version"])),
    ]


def _heading(words: str, *, above_a_table: bool) -> list[Flowable]:
    # A heading goes over the page together with the table that follows it.
    return [CondPageBreak((75 if above_a_table else 38) * mm), p(words, "heading")]


def _questions(section: Section, number: int, voice: Voice) -> list[Flowable]:
    drawn: list[Flowable] = []
    for place, question in enumerate(section.questions, start=number + 1):
        drawn += _question(place, question, voice)
    return drawn


def _question(number: int, question: Question, voice: Voice) -> list[Flowable]:
    star = " *" if question.required else ""
    words = p(f"{number}. {question.label}{star}", "cell_bold")
    more = [p(question.help, "small")] if question.help else []
    if question.kind is Kind.YES_NO or question.kind in FIGURES or question.kind is Kind.PHONE:
        room, width = _room(question, voice)
        line = side_by_side([[words, *more], room], [text.WIDTH - width, width])
        return [KeepTogether([text.gap(1.5), line, text.gap(1)])]
    if question.kind is Kind.CHOICE:
        chosen = ticks([label for _key, label in question.choices])
        return [KeepTogether([text.gap(1.5), words, *more, text.gap(1), chosen])]
    lines = max(1, -(-(question.longest or LETTERS_A_LINE) // LETTERS_A_LINE))
    if voice.brief:
        lines = min(lines, BRIEF_LINES)
    first, rest = min(lines, 2), lines - 2
    return [
        KeepTogether([text.gap(1.5), words, *more, Ruled(first)]),
        *([Ruled(rest)] if rest > 0 else []),
    ]


def _room(question: Question, voice: Voice) -> tuple[Any, float]:
    """Room for a short answer at the end of the question's own line, and how wide it is."""
    if question.kind is Kind.YES_NO:
        box, word = Squares(side=5 * mm), p(voice.say(_("yes")), "cell")
        return side_by_side([box, word], [8 * mm, 16 * mm]), 24 * mm
    if question.kind is Kind.PHONE:
        boxes = Squares(count=9, side=6.5 * mm, gaps=(3, 5, 7))
        return side_by_side(
            [p("+996", "cell"), boxes], [11 * mm, boxes.width]
        ), boxes.width + 11 * mm
    return Ruled(1, 38 * mm), 38 * mm


def _grid(grid: Grid, facts: dict[str, Any], voice: Voice) -> list[Flowable]:
    widths = [8.0, *(_width(column) for column in grid.columns)]
    if len(widths) > MANY:
        widths = [min(width, SHORT) for width in widths]
    star = {True: " *", False: ""}
    titles = ["№", *(f"{column.label}{star[column.required]}" for column in grid.columns)]
    last: list[str] = []
    if grid.sums:
        titles.append(voice.say(_("Sum")))
        widths.append(WIDTHS[Kind.MONEY])
        last = [""] * (len(titles) - 2) + [grid.sums[0][1], ""]
    count = max(grid.blank, ROWS_BY_TABLE.get(grid.name, FEWEST_ROWS))
    if voice.brief:
        count = BRIEF_ROWS.get(grid.name, 3)
    keys = [
        p(f"{column.label}: {_numbered(column)}", "small")
        for column in grid.columns
        if column.kind is Kind.CHOICE
    ]
    if keys:
        rule = voice.say(_("Of the words to choose from, write the number into the table."))
        keys.insert(0, p(rule, "small"))
    return [
        CondPageBreak(60 * mm),
        text.gap(2),
        p(grid.label, "cell_bold"),
        *keys,
        text.gap(1),
        *rows_to_fill(titles, widths, count, last),
    ]


def _width(column: Question) -> float:
    if column.kind in WIDTHS:
        return WIDTHS[column.kind]
    if column.kind is Kind.COUNT:
        return WHOLE
    return LONG if (column.longest or 0) >= 200 else SHORT


def _numbered(column: Question) -> str:
    return "; ".join(
        f"{place} – {label}" for place, (_key, label) in enumerate(column.choices, start=1)
    )


def _documents(facts: dict[str, Any], voice: Voice) -> list[Flowable]:
    """What to enclose, as a list to tick: what everybody encloses, then by kind of applicant."""
    drawn: list[Flowable] = []
    for kind in ("", *facts["applicant_kinds"]):
        asked = [item for item in facts["documents"] if item["applicant_kind"] == kind]
        if not asked:
            continue
        head = _("Everybody encloses") if kind == "" else ApplicantKind(kind).label
        labels = [
            f"{voice.pair(item, 'title')}{' *' if item['required'] else ''}" for item in asked
        ]
        drawn.append(KeepTogether([text.gap(1), p(voice.say(head), "cell_bold"), ticks(labels)]))
    return drawn


def _signed(voice: Voice) -> list[Flowable]:
    lines = [
        (voice.say(_("Representative: signature, name")), ""),
        (voice.say(_("Day")), ""),
    ]
    true = p(voice.say(_("What is written here is true.")))
    return [CondPageBreak(34 * mm), text.gap(3), true, text.signatures(lines)]
