"""What has been said to a person on the site."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from accounts.models import User
from audit import post
from audit.models import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One message as its reader sees it."""

    subject: str
    body: str
    link: str
    at: datetime


def letters_to(user: User) -> Any:
    """The messages to this person, newest first."""
    return Notice.objects.to_read(user).select_related("entry", "recipient")


def worded(notices: Iterable[Notice]) -> list[Said]:
    """The messages with their words found."""
    said = []
    for notice in notices:
        words = post.words(notice)
        said.append(
            Said(subject=words.subject, body=words.body, link=notice.link, at=notice.entry.at)
        )
    return said


def _without_address(body: str) -> str:
    """The words without the lines that only repeat the address the heading leads to."""
    lines = [
        line for line in body.splitlines() if not line.strip().startswith(settings.SITE_ADDRESS)
    ]
    return "\n".join(lines).strip()
