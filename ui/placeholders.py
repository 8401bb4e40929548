"""Texts with named fields: "{грант}" is a place to be filled, and nothing else in them is obeyed.

No language of templates: a text is cut into words and names once, the names are looked up in a
list, and what is put in their places is never read again.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from django.utils.translation import gettext as _

# A brace as such is written twice; a name stands between two braces on one line.
PARTS = re.compile(r"(?P<pair>\{\{|\}\})|\{(?P<name>[^{}\n]*)\}|(?P<brace>[{}])")
LONGEST_NAME = 60
UNKNOWN_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Piece:
    """Plain words, or the name of a field as it was written; and the line it stands on."""

    words: str
    line: int
    is_field: bool = False
    is_loose: bool = False


def pieces(text: str) -> Iterator[Piece]:
    """Cut a text into plain words and names of fields; any text can be cut."""
    line, place = 1, 0
    for found in PARTS.finditer(text):
        before = text[place : found.start()]
        if before:
            yield Piece(before, line)
        line += before.count("\n")
        place = found.end()
        if found["pair"]:
            yield Piece(found["pair"][0], line)
        elif found["brace"]:
            yield Piece(found["brace"], line, is_loose=True)
        else:
            yield Piece(found["name"], line, is_field=True)
    if text[place:]:
        yield Piece(text[place:], line)


def key_of(name: str) -> str:
    """A name as it is looked up: capitals, spare blanks and ё make no difference."""
    return " ".join(name.replace("_", " ").casefold().replace("ё", "е").split())


def faults(text: str, known: Iterable[str]) -> list[str]:
    """What is wrong with the fields of a text: a sentence each, with its line and its name."""
    names = {key_of(name): name for name in known}
    found = [fault for piece in pieces(text) if (fault := _fault(piece, names))]
    return found[:UNKNOWN_SHOWN]


def _fault(piece: Piece, names: Mapping[str, str]) -> str:
    if piece.is_loose:
        sentence = (
            _("Line %(line)s: a field is opened with { and not closed with } on the same line.")
            if piece.words == "{"
            else _("Line %(line)s: there is a } and no { before it.")
        )
        return " ".join(
            (sentence % {"line": piece.line}, _("A brace as such is written twice: {{ or }}."))
        )
    if not piece.is_field or key_of(piece.words) in names:
        return ""
    name = " ".join(piece.words.split())[:LONGEST_NAME]
    if not name:
        return _("Line %(line)s: no name stands between the braces.") % {"line": piece.line}
    said = _("Line %(line)s: there is no field “%(name)s”.") % {"line": piece.line, "name": name}
    like = get_close_matches(key_of(name), list(names), n=1)
    if like:
        said += " " + _("Did you mean “%(name)s”?") % {"name": names[like[0]]}
    return said


def fields_in(text: str) -> list[str]:
    """The names of the fields in a text as they are looked up, each once, in order."""
    return list(dict.fromkeys(key_of(piece.words) for piece in pieces(text) if piece.is_field))


def filled(text: str, values: Mapping[str, Any]) -> str:
    """The text with its fields filled; a name that is not in the list stays as it was written."""
    known = {key_of(name): str(value) for name, value in values.items()}
    return "".join(
        known.get(key_of(piece.words), f"{{{piece.words}}}") if piece.is_field else piece.words
        for piece in pieces(text)
    )
