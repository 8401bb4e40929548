"""What an auditor looks at first: acts out of the ordinary, read from the journal."""

from collections.abc import Iterator

from django.urls import reverse

from accounts.models import Municipality, User
from audit import clock
from audit.models import Entry
from competitions.querysets import OFFICE
from papers.work.tasks import Task

SHOWN = 10
EXCEPTIONAL = [
    "competitions.extend",
    "competitions.grant_permit",
    "competitions.cancel",
    "competitions.declare_failed",
    "competitions.release",
    "applications.amend_to_awarded",
    "applications.amend_to_reserved",
    "applications.amend_to_passed_over",
    "applications.amend_to_admitted",
    "scoring.reopen",
    "scoring.declare_late_interest",
    "scoring.excuse",
    "scoring.strike_out_tie",
    "scoring.uphold",
    "awards.lapse",
    "awards.revoke",
    "awards.terminate",
    "awards.amend",
    "awards.strike_out",
    "awards.resolve_shortfall",
    "awards.write_off",
]


def of_auditor(user: User) -> Iterator[Task]:
    """The latest acts out of the ordinary where this person audits, in one query."""
    chains = Municipality.objects.served_by(user, *OFFICE).values("soate")
    found = Entry.objects.filter(chain__in=chains, act__in=EXCEPTIONAL).order_by("-pk")[:SHOWN]
    for entry in found:
        yield Task(
            subject=entry.said,
            address=f"{reverse('entry_list')}?chain={entry.chain}&act={entry.verb}",
            where=entry.subject_label,
            what=entry.actor_name,
            mark=clock.words(entry.at),
            tone="neutral",
        )
