"""The empty form of a call, made from the same definition as the screen."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils import translation

from competitions.models import Competition
from papers import facts, prints

# What the doors hand in: the questions of a call, in the reader's language.
Asking = Callable[[Competition], Any]


def in_languages(call: Competition, asking: Asking, languages: Sequence[str]) -> list[Any]:
    """What the call asks, said in each of these languages."""
    said = []
    for language in languages:
        with translation.override(language):
            said.append(asking(call))
    return said


def printed_form(call: Competition, asking: Asking, languages: Sequence[str]) -> bytes:
    """The sheet to fill in by hand."""
    definitions = in_languages(call, asking, languages)
    return prints.blank_form(facts.blank_form(call, definitions[0].version), definitions, languages)
