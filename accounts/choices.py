"""The words people and places come in."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

COUNTRY = "41700000000000"
INSTALLATION_CHAIN = "417"
SLIP_DAYS = 7


class AreaKind(TextChoices):
    COUNTRY = "country", _("country")
    OBLAST = "oblast", _("oblast")
    RAYON = "rayon", _("rayon")


class MunicipalityKind(TextChoices):
    AIYL_AIMAK = "aiyl_aimak", _("aiyl aimak")
    CITY = "city", _("city")
    TOWN = "town", _("town")


class Role(TextChoices):
    CLERK = "clerk", _("clerk of the aiyl okmotu")
    HEAD = "head", _("head of the aiyl okmotu")
    AUDITOR = "auditor", _("auditor")
    ADMINISTRATOR = "administrator", _("administrator")


class Sex(TextChoices):
    FEMALE = "female", _("woman")
    MALE = "male", _("man")


class UserState(TextChoices):
    ACTIVE = "active", _("active")
    CLOSED = "closed", _("closed")

    @property
    def tone(self) -> str:
        return {UserState.ACTIVE: "good", UserState.CLOSED: "done"}.get(self, "neutral")


class MembershipState(TextChoices):
    ACTIVE = "active", _("active")
    ENDED = "ended", _("ended")

    @property
    def tone(self) -> str:
        return {MembershipState.ACTIVE: "good", MembershipState.ENDED: "done"}.get(self, "neutral")


class SlipState(TextChoices):
    ISSUED = "issued", _("issued")
    USED = "used", _("used")
    WITHDRAWN = "withdrawn", _("withdrawn")

    @property
    def tone(self) -> str:
        return {
            SlipState.ISSUED: "waiting",
            SlipState.USED: "done",
            SlipState.WITHDRAWN: "bad",
        }.get(self, "neutral")


class MunicipalityState(TextChoices):
    ACTIVE = "active", _("active")
    MERGED = "merged", _("merged into another")

    @property
    def tone(self) -> str:
        return {MunicipalityState.ACTIVE: "good", MunicipalityState.MERGED: "done"}.get(
            self, "neutral"
        )
