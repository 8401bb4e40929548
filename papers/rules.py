"""Who may have a paper issued, and when it can be."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from accounts.rules import is_clerk_of, is_clock, is_head_of
from audit.acts import requires
from competitions.choices import RESULTS_KNOWN
from scoring.models.sight import reads_protocol
from scoring.rules import audits, may_see_ranking

if TYPE_CHECKING:
    from accounts.models import User
    from awards.models import Award
    from competitions.models import Competition
    from papers.models import Issued
    from scoring.models import Protocol


def may_issue(issued: "Issued", user: "User") -> bool:
    """Whoever may see what the paper is about; the clock, for what is public."""
    if not user.is_active:
        return False
    if is_clock(user):
        return issued.is_public_kind
    rows: Any = issued.subject_model._default_manager
    return rows.visible_to(user).filter(pk=issued.subject_id).exists()


def may_take_workbooks(competition: "Competition", user: "User") -> bool:
    """The clerk and the head of the municipality, and the auditor."""
    if not user.is_active:
        return False
    office = is_clerk_of(user, competition.municipality_id) or is_head_of(
        user, competition.municipality_id
    )
    return office or audits(competition, user)


def may_take_refund_list(award: "Award", user: "User") -> bool:
    """The office, the auditor, and the winner, who all see the givers' names anyway."""
    return may_take_workbooks(award.competition, user) or award.application.acts_for(user)


def may_read_protocol(protocol: "Protocol", user: "User") -> bool:
    """The office and the commission; before the publication not who stands apart from something."""
    return reads_protocol(protocol, user)


def may_read_key(competition: "Competition", user: "User") -> bool:
    """The office and the commission, who read the protocol; there is none before publication."""
    return may_see_ranking(competition, user)


def may_take_extract(protocol: "Protocol", number: int, user: "User") -> bool:
    """Whoever reads the whole protocol; after the publication who speaks for the application."""
    if may_read_protocol(protocol, user):
        return True
    if protocol.competition.state not in RESULTS_KNOWN:
        return False
    named = protocol.proposals.filter(application__number=number).select_related("application")
    return any(row.application.acts_for(user) for row in named)


@requires(_("What this paper says has not been settled by an act yet."))
def rests_on_an_act(issued: "Issued") -> bool:
    """The act whose facts the paper repeats has been done."""
    return bool(issued.entry_hash)
