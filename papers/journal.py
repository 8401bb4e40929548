"""Reading the journal: whose chains a person may read, and one page of entries."""

from datetime import date, datetime, time
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import INSTALLATION_CHAIN, Role
from accounts.models import Municipality, User
from audit import clock, journals
from audit.canonical import short_code
from audit.models import Chain, Entry
from competitions.querysets import OFFICE
from papers.facts.head import Facts, letterhead, nobodys_letterhead

LONGEST_EXTRACT = 1000


def chains_of(user: User) -> list[tuple[str, str]]:
    """The chains this person may read, each with the name of its municipality.

    The office and the auditor read their municipalities'; the installation's own is read by the
    administrator and by auditors.
    """
    if not user.is_active:
        return []
    places = Municipality.objects.served_by(user, *OFFICE).filter(
        soate__in=Chain.objects.values("code")
    )
    chains = [(place.soate, place.name) for place in places.order_by("name_ru", "pk")]
    if user.roles & {Role.ADMINISTRATOR, Role.AUDITOR}:
        chains.append((INSTALLATION_CHAIN, _("The installation")))
    return chains


def entries_of(
    chain: str,
    *,
    act: str = "",
    person: str = "",
    since: date | None = None,
    until: date | None = None,
) -> Any:
    """The entries of one chain, newest first, narrowed to an act, a person, some days."""
    wanted = Q(chain=chain)
    if act:
        wanted &= Q(act__icontains=act)
    if person:
        wanted &= Q(actor_name__icontains=person)
    if since:
        wanted &= Q(at__gte=_midnight(since))
    if until:
        wanted &= Q(at__lte=timezone.make_aware(datetime.combine(until, time.max)))
    return Entry.objects.filter(wanted).order_by("-number")


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def head_of(chain: str) -> Chain:
    """How long a chain is and where it ends."""
    return Chain.objects.filter(code=chain).first() or Chain(code=chain)


def checked(chain: str) -> tuple[int, str | None]:
    """How long the chain is, and the first thing that is wrong with it."""
    return journals.check(chain)


def extract_facts(chain: str, entries: Any, place: str) -> Facts:
    """What an extract says: the entries asked for, oldest first, and the head of their chain."""
    municipality = Municipality.objects.filter(soate=chain).first()
    head = head_of(chain)
    return {
        "letterhead": letterhead(municipality) if municipality else nobodys_letterhead(place),
        "length": head.length,
        "code": short_code(head.head),
        "made_at": clock.now(),
        "entries": [
            {
                "number": entry.number,
                "at": clock.words(entry.at),
                "said": entry.said,
                "about": entry.subject_label,
                "person": entry.person,
                "code": entry.code,
            }
            for entry in reversed(entries[:LONGEST_EXTRACT])
        ],
    }
