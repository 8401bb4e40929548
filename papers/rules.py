"""Who may have a paper issued, and when it can be."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from accounts.rules import is_clock
from audit.acts import requires

if TYPE_CHECKING:
    from accounts.models import User
    from papers.models import Issued


def may_issue(issued: "Issued", user: "User") -> bool:
    """Whoever may see what the paper is about; the clock, for what is public."""
    if not user.is_active:
        return False
    if is_clock(user):
        return issued.is_public_kind
    rows: Any = issued.subject_model._default_manager
    return rows.visible_to(user).filter(pk=issued.subject_id).exists()


@requires(_("What this paper says has not been settled by an act yet."))
def rests_on_an_act(issued: "Issued") -> bool:
    """The act whose facts the paper repeats has been done."""
    return bool(issued.entry_hash)
