"""Finding in a text the names it should not tell: by the beginnings of words, in any ending.

Everything here is given folded (lower case, one spelling), and knows no rows.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

# What a clerk writes in the place of what is covered: no words of the applicant.
MARKS = frozenset({"жабылган", "скрыто", "covered"})
SHORTEST = 4
LONGEST_ENDING = 6
WORD = re.compile(r"\w+")
LAST_FIGURES = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What would tell who applies: names of people, names of groups, phones."""

    people: Sequence[str] = field(default_factory=tuple)
    groups: Sequence[str] = field(default_factory=tuple)
    phones: Sequence[str] = field(default_factory=tuple)


def names_in(text: str, known: Known) -> list[str]:
    """The words of the text that seem to name somebody, each once, in their order."""
    found = [word for word in WORD.findall(text) if _names_a_person(word, known.people)]
    found += [name for name in known.groups if _says(text, name)]
    figures = "".join(letter for letter in text if letter.isdigit())
    for phone in known.phones:
        last = "".join(letter for letter in phone if letter.isdigit())[-LAST_FIGURES:]
        if len(last) == LAST_FIGURES and last in figures:
            found.append(last)
    return list(dict.fromkeys(found))


def _names_a_person(word: str, people: Sequence[str]) -> bool:
    return any(
        word.startswith(stem) and len(word) - len(stem) <= LONGEST_ENDING
        for name in people
        for stem in _stems(name)
    )


def _stems(name: str) -> list[str]:
    # Russian endings change the last letter of a name, Kyrgyz ones are added to it.
    words = [word for word in WORD.findall(name) if len(word) >= SHORTEST]
    return [word[:-1] if len(word) > SHORTEST + 1 else word for word in words]


def _says(text: str, name: str) -> bool:
    wanted = WORD.findall(name)
    if not wanted or len("".join(wanted)) < SHORTEST:
        return False
    words = WORD.findall(text)
    places = range(len(words) - len(wanted) + 1)
    return any(
        all(
            word.startswith(part[:-1] if len(part) > SHORTEST else part)
            for part, word in zip(wanted, words[place:], strict=False)
        )
        for place in places
    )


def only_takes_away(shown: str, copy: str) -> bool:
    """Whether a new copy says nothing that was not shown before: words may only go."""
    words = Counter(word for word in _words(copy) if word not in MARKS)
    return not words - Counter(_words(shown))


def _words(text: str) -> Iterable[str]:
    return WORD.findall(text.casefold())
