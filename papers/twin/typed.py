"""What stands in a cell, as the person would have typed it on the screen."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext as _

from papers.twin.cells import distinct, yes_no
from papers.twin.openxml import Broken, Formula, Value
from ui.fields import LineField
from ui.questions import Kind, Page, Question

TICKED = {"on", "1", "true", "+", "x", "х", "✓", "v"}  # the Latin letter and the Cyrillic one
UNTICKED = {"off", "0", "false", "-", "–"}
LONGEST_WORD = 100


class Untypable(Exception):
    """What stands in the cell is no answer; the sentence says why."""


def folded(words: str) -> str:
    """The words however they were typed: small letters, single spaces."""
    return " ".join(words.casefold().replace("ё", "е").split())


class Dictionary:
    """The words of every choice, in every language the form speaks."""

    def __init__(self, said: Mapping[str, Sequence[Page]]) -> None:
        self.words: dict[tuple[str, ...], dict[str, str]] = {}
        self.ticks: dict[str, str] = dict.fromkeys(TICKED, "on") | dict.fromkeys(UNTICKED, "")
        for language, pages in said.items():
            with translation.override(language):
                (_on, yes), (_off, no) = yes_no()
            self.ticks |= {folded(yes): "on", folded(no): ""}
            for page in pages:
                self.learn((page.part,), page.questions)
                for grid in page.grids:
                    self.learn((page.part, grid.name), grid.columns)

    def learn(self, place: tuple[str, ...], questions: Iterable[Question]) -> None:
        for question in questions:
            known = self.words.setdefault((*place, question.name), {})
            for key, label in distinct(question.choices):
                known.setdefault(folded(label), key)

    def key_of(self, place: tuple[str, ...], words: str) -> str:
        """The key of the words chosen; words that are none of them are left to the form."""
        return self.words.get(place, {}).get(folded(words), words)


def typed(value: Value, question: Question, place: tuple[str, ...], known: Dictionary) -> str:
    """The answer in the cell as text, or why it is none."""
    if isinstance(value, Formula):
        raise Untypable(_("This cell holds a formula. Type the value itself."))
    if isinstance(value, Broken):
        raise Untypable(
            _("This cell holds an error (%(sign)s). Type the value itself.") % {"sign": value.sign}
        )
    if isinstance(value, bool):
        if question.kind is not Kind.YES_NO:
            raise Untypable(_("This cell holds only true or false. Type the answer in words."))
        return "on" if value else ""
    if isinstance(value, datetime):
        return _day(value, question)
    text = _figure(value) if isinstance(value, Decimal) else value.strip()
    return _words(text, question, place, known) if text else ""


def _words(text: str, question: Question, place: tuple[str, ...], known: Dictionary) -> str:
    if question.longest is None:
        # What is this long is no figure, day or choice: its beginning is enough to say so.
        text = text[:LONGEST_WORD]
    elif len(text) > 2 * question.longest:
        # SECURITY: one long text can stand in thousands of cells; it is not gone through each time.
        told = {"limit_value": question.longest, "show_value": len(text)}
        raise Untypable(str(LineField.default_error_messages["max_length"] % told))
    if question.kind is Kind.YES_NO:
        if folded(text) not in known.ticks:
            raise Untypable(_("Choose yes or no."))
        return known.ticks[folded(text)]
    if question.kind is Kind.CHOICE:
        return known.key_of((*place, question.name), text)
    return text


def _day(value: datetime, question: Question) -> str:
    if question.kind is not Kind.DAY:
        raise Untypable(
            _("The spreadsheet has made a day of what was typed here. Format the cell as text.")
        )
    whole = value == value.replace(hour=0, minute=0, second=0, microsecond=0)
    return f"{value:%Y-%m-%d}" if whole else f"{value:%Y-%m-%d %H:%M:%S}"


def _figure(value: Decimal) -> str:
    """The number as it looks: no exponent, no idle noughts."""
    number = value.normalize()
    return "0" if number == 0 else format(number, "f")
