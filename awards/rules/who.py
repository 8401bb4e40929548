"""Who may do what with an award and all that hangs on it."""

from typing import TYPE_CHECKING, Any

from accounts.rules import is_clerk_of, is_clock, is_head_of
from awards.choices import FINISHED
from competitions.choices import RESULTS_KNOWN
from competitions.rules import is_chair

if TYPE_CHECKING:
    from accounts.models import User
    from applications.models import Application
    from awards.models import Award, Payment


def award_of(subject: Any) -> "Award":
    """The award itself, or the one this row hangs on."""
    return subject.award if hasattr(subject, "award") else subject


def is_winner(award: "Award", user: "User") -> bool:
    """The winner or a member of the group, once the results are known."""
    known = award.competition.state in RESULTS_KNOWN
    return user.is_active and known and award.application.acts_for(user)


def is_clerk(award: "Award", user: "User") -> bool:
    """A clerk of the municipality."""
    return is_clerk_of(user, award.competition.municipality_id)


def is_head(award: "Award", user: "User") -> bool:
    """The head of the aiyl okmotu."""
    return is_head_of(user, award.competition.municipality_id)


def may_grant(subject: "Award", user: "User") -> bool:
    """The chair of the commission, or the head of the aiyl okmotu, as a signed decision says."""
    return is_head(subject, user) or is_chair(subject.competition, user)


def may_promote(application: "Application", user: "User") -> bool:
    """The head of the aiyl okmotu, who has no part in the initiative."""
    return is_head_of(user, application.competition.municipality_id) and not application.speaks_for(
        user
    )


def may_keep(subject: Any, user: "User") -> bool:
    """A clerk of the municipality who has no part in the initiative."""
    award = award_of(subject)
    return is_clerk(award, user) and not award.spoken_for_by(user)


def may_decide(subject: Any, user: "User") -> bool:
    """The head of the aiyl okmotu, who has no part in the initiative."""
    award = award_of(subject)
    return is_head(award, user) and not award.spoken_for_by(user)


def may_approve(payment: "Payment", user: "User") -> bool:
    """The head of the aiyl okmotu, who has no part in the initiative and did not plan it."""
    return may_decide(payment, user) and payment.planned_by_id != user.pk


def may_pay(payment: "Payment", user: "User") -> bool:
    """A clerk of the municipality without a part in the initiative, who did not approve it."""
    return may_keep(payment, user) and payment.approved_by_id != user.pk


def may_receive(payment: "Payment", user: "User") -> bool:
    """A clerk who has no part in the initiative, for what the municipality buys itself."""
    return payment.is_purchase and may_keep(payment, user)


def may_close(subject: Any, user: "User") -> bool:
    """A clerk or the head of the aiyl okmotu, who has no part in the initiative."""
    return may_keep(subject, user) or may_decide(subject, user)


def may_record(subject: Any, user: "User") -> bool:
    """The winner and the members of the group; a clerk of the municipality."""
    award = award_of(subject)
    return is_clerk(award, user) or is_winner(award, user)


def may_finish(subject: Any, user: "User") -> bool:
    """The winner and the members of the group; a clerk; the head of the aiyl okmotu."""
    return may_record(subject, user) or may_decide(subject, user)


def may_give_up(subject: "Award", user: "User") -> bool:
    """The winner and the members of the group."""
    return is_winner(subject, user)


def may_cancel(subject: Any, user: "User") -> bool:
    """A clerk or the head without a part in it; after an award is taken back, who took it back."""
    award = award_of(subject)
    return may_close(subject, user) or (award.state in FINISHED and may_grant(award, user))


def may_end_agreement(subject: Any, user: "User") -> bool:
    """The winner who gives up; the head; whoever carries out a signed decision."""
    award = award_of(subject)
    return may_give_up(award, user) or may_decide(award, user) or may_grant(award, user)


def may_remind(_subject: Any, user: "User") -> bool:
    """The clock."""
    return is_clock(user)
