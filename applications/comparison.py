"""Two texts, two tables, side by side: what stayed, what went, what came. Knows no rows."""

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from enum import StrEnum

# A word, a run of spaces, or one other sign: put together again they are the very text.
TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
# Rows with at least this share of equal cells are one row that was changed.
ALIKE = Decimal("0.5")

Row = Sequence[Hashable]


class Change(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of a text: in both, only before, or only after."""

    text: str
    change: Change


def pieces_of(before: str, after: str) -> list[Piece]:
    """Both texts in one row of pieces, word by word."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    found: list[Piece] = []
    for _kind, start, end, begins, ends in _matched(old, new):
        gone, came = "".join(old[start:end]), "".join(new[begins:ends])
        if gone == came:
            found += _piece(gone, Change.SAME)
        else:
            found += [*_piece(gone, Change.GONE), *_piece(came, Change.NEW)]
    return found


def _matched(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple]:
    return SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()


def _piece(text: str, change: Change) -> list[Piece]:
    return [Piece(text=text, change=change)] if text else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One line of two tables laid side by side: by its place in each, or in one of them."""

    before: int | None
    after: int | None
    # Which cells differ.
    cells: frozenset[int] = frozenset()

    @property
    def change(self) -> Change:
        """What happened to the row."""
        if self.before is None:
            return Change.NEW
        if self.after is None:
            return Change.GONE
        return Change.CHANGED if self.cells else Change.SAME


def pairs_of(before: Sequence[Row], after: Sequence[Row]) -> list[Pair]:
    """Every row of both tables once, in its order; rows that are much alike stand together."""
    old, new = [tuple(row) for row in before], [tuple(row) for row in after]
    found: list[Pair] = []
    for kind, start, end, begins, ends in _matched(old, new):
        if kind == "equal":
            steps = range(end - start)
            found += [Pair(before=start + step, after=begins + step) for step in steps]
        else:
            found += _aligned(old, new, range(start, end), range(begins, ends))
    return found


def _aligned(old: list[tuple], new: list[tuple], gone: range, came: range) -> Iterator[Pair]:
    waiting = list(came)
    for place in gone:
        like = max(waiting, key=lambda other: likeness(old[place], new[other]), default=None)
        if like is None or likeness(old[place], new[like]) < ALIKE:
            yield Pair(before=place, after=None)
            continue
        # What stands above the row that is alike has come in between.
        for other in waiting[: waiting.index(like)]:
            yield Pair(before=None, after=other)
        waiting = waiting[waiting.index(like) + 1 :]
        yield Pair(before=place, after=like, cells=_differing(old[place], new[like]))
    for other in waiting:
        yield Pair(before=None, after=other)


def likeness(one: tuple, other: tuple) -> Decimal:
    """Which share of the cells is equal."""
    longest = max(len(one), len(other))
    if not longest:
        return Decimal(1)
    equal = sum(1 for cell, beside in zip(one, other, strict=False) if cell == beside)
    return Decimal(equal) / longest


def _differing(one: tuple, other: tuple) -> frozenset[int]:
    longest = max(len(one), len(other))
    return frozenset(
        place for place in range(longest) if one[place : place + 1] != other[place : place + 1]
    )
