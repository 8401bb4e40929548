"""What a room says of an act to people: plain facts, worded only when the letter is sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter to one person: which words (template), with which facts, leading where."""

    to: Any
    template: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    link: str = ""
