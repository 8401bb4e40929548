"""What was reckoned of a call, kept until something happens in its municipality's journal."""

from collections.abc import Callable
from typing import Any

from audit.journals import head_of
from competitions.models import Competition

KEPT = 20

_kept: dict[tuple[int, str, str], Any] = {}


def kept(competition: Competition, what: str, reckon: Callable[[], Any]) -> Any:
    """What was reckoned of this call under the present head of its journal, or reckon it now."""
    # A page has fetched the head together with the call, before anything else.
    fetched = competition.__dict__.get("journal_head")
    head = fetched or head_of(competition.journal_chain)
    if head is None:
        return reckon()
    key = (competition.pk, head, what)
    found = _kept.get(key)
    if found is None:
        found = _kept[key] = reckon()
        while len(_kept) > KEPT:
            _kept.pop(next(iter(_kept)), None)
    return found


def forget() -> None:
    """Forget what was reckoned: for tests, which change rows without acts."""
    _kept.clear()
