"""When findings are reminded of, and when a photo may be seen outside the house."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from audit import clock
from audit.acts import requires
from awards.choices import BEFORE_THE_TERM

if TYPE_CHECKING:
    from awards.models import Finding, Photo

ONE_DAY = timedelta(days=1)


@requires(_("People can be recognised in the photo: say so first, then record their consent."))
def photo_shows_people(photo: "Photo") -> bool:
    """It was said that people can be recognised in it."""
    return photo.has_faces


@requires(
    _("People can be recognised in the photo, or nobody has said yet: record their consent first.")
)
def faces_have_consent(photo: "Photo") -> bool:
    """Nobody can be recognised in it, or the consent of those who can is recorded."""
    return photo.may_be_published


@requires(_("No reminder of this finding is due."))
def finding_reminder_is_due(finding: "Finding") -> bool:
    """Its term comes near or is over, and nobody was reminded since."""
    return reminder_is_due(finding.until, finding.reminded_at)


def reminder_is_due(until: date, reminded_at: datetime | None) -> bool:
    """Whether a term comes near or is over, and nobody was reminded of that yet."""
    today = clock.today()
    begins = [day for day in (until - BEFORE_THE_TERM, until + ONE_DAY) if day <= today]
    if not begins:
        return False
    return reminded_at is None or clock.local_day(reminded_at) < begins[-1]
