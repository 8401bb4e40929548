"""Rows made when they are asked for."""

from collections.abc import Iterator, Sequence
from typing import Any


class Rows(Sequence):
    """Rows made when they are asked for, a page at once."""

    def __iter__(self) -> Iterator[Any]:
        return iter(self[:])

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return self.made(place)
        return self.made(slice(place, place + 1 or None))[0]

    def made(self, places: slice) -> list[Any]:
        """The rows at these places."""
        raise NotImplementedError
