"""One way to write facts down, so that the same facts always give the same fingerprint."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise


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
    return json.dumps(plain(facts), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(facts: Any) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(facts).encode()).hexdigest()


def short_code(digest: str) -> str:
    """A code short enough to type from paper: twelve letters and digits that cannot be confused.

    Sixty bits of the fingerprint in Crockford's base 32, in groups of four.
    """
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    number = int(digest[:15], 16)
    letters = "".join(alphabet[(number >> (5 * place)) & 31] for place in reversed(range(12)))
    return "-".join((letters[:4], letters[4:8], letters[8:]))
