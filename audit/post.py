"""The post: words are found for a letter when it goes out, in the language of who receives it."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import translation

from audit import clock
from audit.models import Channel, Notice

TRIES = 5
CLAIM_MINUTES = 10
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a letter says."""

    subject: str
    body: str


def deliver() -> tuple[int, int]:
    """Send every letter that waits; how many went out, and how many were put off.

    A letter is claimed by one conditional change: one row touched, or somebody else has it.
    A crash between sending and noting repeats one letter and loses none.
    """
    sent = failed = 0
    connection = get_connection()
    waiting = Notice.objects.waiting(tries=TRIES, claim_minutes=CLAIM_MINUTES)
    for pk in list(waiting.values_list("pk", flat=True)):
        notice = _claim(pk)
        if notice is None:
            continue
        try:
            words = _rendered(notice)
            if notice.channel == Channel.EMAIL:
                _send(notice, words, connection)
        except Exception as error:  # noqa: BLE001 (one bad letter must not hold up the others)
            failed += 1
            connection.close()
            _note(notice, fault=f"{type(error).__name__}: {error}")
        else:
            sent += 1
            _note(
                notice,
                fault="",
                sent_at=clock.now(),
                subject=words.subject,
                body=words.body,
            )
    connection.close()
    return sent, failed


def words(notice: Notice) -> Words:
    """What the reader sees on the site: at once, before any runner came by.

    While the words of a letter cannot be found, the act itself is named.
    """
    if notice.sent_at:
        return Words(subject=notice.subject, body=notice.body)
    try:
        return _rendered(notice)
    except Exception:  # noqa: BLE001 (a slip in a letter must not close the page it is read on)
        return Words(subject=notice.entry.said, body=notice.entry.subject_label)


def _claim(pk: int) -> Notice | None:
    """Take this letter in hand, unless somebody else has it."""
    waiting = Notice.objects.waiting(tries=TRIES, claim_minutes=CLAIM_MINUTES).filter(pk=pk)
    if waiting.update(claimed_at=clock.now(), tries=F("tries") + 1) != 1:
        return None
    return Notice.objects.select_related("recipient", "entry").get(pk=pk)


def _note(notice: Notice, **fields: Any) -> None:
    # Whoever took the letter over after the claim ran out notes for himself.
    Notice.objects.filter(pk=notice.pk, claimed_at=notice.claimed_at).update(**fields)


def _rendered(notice: Notice) -> Words:
    facts = _lively(notice.facts) | {
        "recipient": notice.recipient,
        "address": f"{settings.SITE_ADDRESS}{notice.link}" if notice.link else "",
    }
    with translation.override(notice.recipient.language):
        subject = render_to_string(f"emails/{notice.template}.subject.txt", facts)
        body = render_to_string(f"emails/{notice.template}.txt", facts)
    return Words(subject=" ".join(subject.split())[:300], body=body.strip())


def _lively(facts: Any) -> Any:
    """Facts as templates want them: moments and days are dates again, to be shown in any language.

    The journal keeps them as text.
    """
    if isinstance(facts, dict):
        return {key: _lively(value) for key, value in facts.items()}
    if isinstance(facts, list):
        return [_lively(value) for value in facts]
    if isinstance(facts, str) and MOMENT.fullmatch(facts):
        return datetime.fromisoformat(facts)
    if isinstance(facts, str) and DAY.fullmatch(facts):
        return date.fromisoformat(facts)
    return facts


def _send(notice: Notice, words: Words, connection: Any) -> None:
    EmailMessage(
        words.subject, words.body, to=[str(notice.recipient.email)], connection=connection
    ).send()
