"""Strict readers of the environment: a value is right, or the start stops with a sentence."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str) -> str:
    """The value as it stands, or the default when nothing is set."""
    return os.environ.get(name, "").strip() or default


def switch(name: str, *, default: bool) -> bool:
    """1, true, yes, on or 0, false, no, off; anything else is refused."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} is '{value}': write 1 for yes or 0 for no.")


def whole(name: str, default: int) -> int:
    """A whole number that is not negative."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not value.isdecimal():
        raise ImproperlyConfigured(
            f"{name} is '{value}': write a whole number, for example {default}."
        )
    return int(value)


def hosts(name: str, default: list[str]) -> list[str]:
    """Host names separated by commas."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    names = [part.strip() for part in value.split(",") if part.strip()]
    if any("/" in part or " " in part for part in names):
        raise ImproperlyConfigured(
            f"{name} is '{value}': write host names separated by commas, without http://."
        )
    return names


def folder(name: str, default: Path) -> Path:
    """A folder this program can write to; it is made when it is missing."""
    path = Path(text(name, str(default))).expanduser().resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name}: the folder {path} cannot be made ({error.strerror})."
        ) from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise ImproperlyConfigured(f"{name}: the folder {path} is not writable for this user.")
    return path


def secret(name: str, kept_in: Path) -> str:
    """The installation's secret: given in the environment, or made once and kept in a file."""
    given = os.environ.get(name, "").strip()
    if given:
        if len(given) < 32:
            raise ImproperlyConfigured(f"{name} is too short: at least 32 characters are needed.")
        return given
    if not kept_in.exists():
        # SECURITY: the file is made with owner-only rights from the first byte, and only once
        # even when several processes start together.
        fresh = kept_in.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            os.link(fresh, kept_in)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return kept_in.read_text().strip()


def database(name: str, default: Path) -> dict[str, Any]:
    """The database of an address: sqlite:///file or postgresql://user:password@host/name."""
    address = text(name, f"sqlite:///{default}")
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return _sqlite(
            name,
            unquote(parts.path)[1:] if parts.path.startswith("//") else unquote(parts.path),
            default,
        )
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgresql(name, parts)
    raise ImproperlyConfigured(
        f"{name} is not understood: write sqlite:///path/to/file or postgresql://user:password@host/name."
    )


def _sqlite(name: str, path: str, default: Path) -> dict[str, Any]:
    if path in {"", "/"}:
        raise ImproperlyConfigured(
            f"{name}: the file is missing, write for example sqlite:///{default}."
        )
    if not Path(path).parent.is_dir():
        raise ImproperlyConfigured(f"{name}: the folder {Path(path).parent} does not exist.")
    return {
        "ENGINE": "config.sqlite3",
        "NAME": path,
        "OPTIONS": {
            # Two writers wait for each other instead of failing: the lock is taken when the
            # transaction begins, and readers never wait for writers.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;"
            ),
        },
    }


def _postgresql(name: str, parts: Any) -> dict[str, Any]:
    query = dict(parse_qsl(parts.query))
    if not parts.path.strip("/"):
        raise ImproperlyConfigured(
            f"{name}: the name of the database is missing at the end of the address."
        )
    try:
        port = parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: the port is not a number.") from error
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host") or parts.hostname or "",
        "PORT": str(port or query.get("port", "")),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 20}},
    }
