"""A light brake on guessing codes: so many wrong ones a minute from one address, no more."""

from django.core.cache import cache

WRONG_A_MINUTE = 20
MINUTE = 60


def too_many(address: str) -> bool:
    """Whether this address has typed too many wrong codes just now."""
    return int(cache.get(_key(address), 0)) >= WRONG_A_MINUTE


def note(address: str) -> None:
    """Count one wrong code."""
    key = _key(address)
    cache.add(key, 0, MINUTE)
    cache.incr(key)


def _key(address: str) -> str:
    return f"wrong-code:{address}"
