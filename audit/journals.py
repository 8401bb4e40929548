"""Whole journals: checked in place, or written to a file for somebody else to check."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from audit.chain import first_break
from audit.models import Chain, Entry


def codes() -> list[str]:
    """Every chain there is: those that say so, and those that only have entries."""
    known = set(Chain.objects.values_list("code", flat=True))
    return sorted(known | set(Entry.objects.values_list("chain", flat=True).distinct()))


def check(code: str) -> tuple[int, str | None]:
    """How long this chain is, and the first thing that is wrong with it.

    Nobody has to stop working meanwhile: what is written after the head was read is left alone.
    """
    chain = _chain(code)
    fault = first_break(code, _entries(chain), length=chain.length, head=chain.head)
    return chain.length, fault or _stray(code)


def export(code: str, target: Path) -> int:
    """Write one chain to a file, a line for what it says of itself and a line an entry."""
    with target.open("w", encoding="utf-8") as file:
        return sum(file.write(line) > 0 for line in lines(code)) - 1


def lines(code: str) -> Iterator[str]:
    """One chain line by line: first what it says of itself, then each entry."""
    chain = _chain(code)
    title = {"chain": chain.code, "length": chain.length, "head": chain.head}
    yield json.dumps(title) + "\n"
    for entry in _entries(chain):
        yield json.dumps(entry, ensure_ascii=False) + "\n"


def head_of(code: str) -> str | None:
    """The fingerprint of all that has happened in this chain so far; none before an entry."""
    return Chain.objects.filter(code=code, length__gt=0).values_list("head", flat=True).first()


def head_under(code: str) -> Subquery:
    """The same fingerprint, fetched with the row that names its chain in this column."""
    return Subquery(Chain.objects.filter(code=OuterRef(code), length__gt=0).values("head")[:1])


def _chain(code: str) -> Chain:
    return Chain.objects.filter(code=code).first() or Chain(code=code)


def _entries(chain: Chain) -> Iterator[dict[str, Any]]:
    entries = Entry.objects.of_chain(chain.code).filter(number__lte=chain.length)
    return (entry.sealed() for entry in entries.iterator(chunk_size=2000))


def _stray(code: str) -> str | None:
    """An entry past the end: asked in one statement, so that a new act cannot come in between."""
    length = Coalesce(Subquery(Chain.objects.filter(code=code).values("length")), Value(0))
    stray = Entry.objects.of_chain(code).filter(number__gt=length).first()
    if stray is None:
        return None
    return f"Chain {code}: entry {stray.number} was added past the end of the chain."
