"""Who is told of what about accounts."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from audit.letters import Letter

if TYPE_CHECKING:
    from accounts.models import Slip


def slip_used(slip: "Slip") -> Iterator[Letter]:
    """The person is told that somebody set a password with his slip."""
    yield Letter(to=slip.user, template="accounts/slip_used", facts={"used_at": slip.used_at})
