"""One way to write facts down, so that the same facts always give the same fingerprint."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise

from audit.chain import seal, short_code, written

__all__ = ["canonical", "fingerprint", "plain", "short_code"]


def plain(value: Any) -> Any:
    """The value as JSON knows it: money and fractions as text, moments in UTC, rows by name."""
    if value is None or (isinstance(value, bool | int | str) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, Decimal | Fraction | Promise):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Model):
        return {"id": value.pk, "label": str(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if hasattr(value, "name") and hasattr(value, "read"):
        return str(value.name)
    raise TypeError(f"{type(value).__name__} cannot be written into the journal")


def canonical(facts: Any) -> str:
    """The facts as canonical JSON: keys sorted, no spaces, letters as they are."""
    return written(plain(facts))


def fingerprint(facts: Any) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal."""
    return seal(plain(facts))
