"""The words an application comes in."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ApplicationState(TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned to be mended")
    ADMITTED = "admitted", _("admitted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")
    AWARDED = "awarded", _("awarded")
    RESERVED = "reserved", _("in the reserve")
    PASSED_OVER = "passed_over", _("not financed")
    FORGONE = "forgone", _("award forgone")


EDITABLE = [ApplicationState.DRAFT, ApplicationState.RETURNED]
RECEIVED = [state for state in ApplicationState if state != ApplicationState.DRAFT]
UNCHECKED = [ApplicationState.SUBMITTED, ApplicationState.RETURNED]
# What the outside may know before the check is closed: that it was received, no more.
CHECK_OUTCOMES = [ApplicationState.ADMITTED, ApplicationState.DECLINED]
SCORED = [
    ApplicationState.ADMITTED,
    ApplicationState.AWARDED,
    ApplicationState.RESERVED,
    ApplicationState.PASSED_OVER,
    ApplicationState.FORGONE,
]


class Route(TextChoices):
    SCREEN = "screen", _("on the site")
    PAPER = "paper", _("on paper")
    FILE = "file", _("by file")


class MoneySource(TextChoices):
    GRANT = "grant", _("asked from the fund")
    CASH = "cash", _("own cash")
    GOODS = "goods", _("own goods")
    LABOUR = "labour", _("own labour")
    SERVICES = "services", _("own services")


class GiverKind(TextChoices):
    RESIDENT = "resident", _("resident")
    GROUP = "group", _("initiative group")
    BUSINESS = "business", _("business")
    DONOR = "donor", _("donor")
    LOCAL_BUDGET = "local_budget", _("local budget besides the fund")


class Verdict(TextChoices):
    MET = "met", _("met")
    NOT_MET = "not_met", _("not met")
    CURABLE = "curable", _("can be mended")


# The pages of an application and the columns each may change; nothing else is set by an edit.
PARTS = {
    "applicant": (
        "applicant_kind", "group_name", "representative_name", "representative_phone", "registration_number",
        "address", "consent_to_publish",
    ),
    "initiative": (
        "title", "village", "place", "latitude", "longitude", "kind", "field", "issue", "language",
    ),
    "existing": ("existing_money", "existing_labour", "existing_things", "existing_results"),
    "plan": ("what_will_be_done",),
    "beneficiaries": (
        "households", "women", "men", "children", "youth", "elderly", "disabled", "direct", "benefit",
    ),
    "participation": ("participation", "sustainability"),
    "budget": (),
    "contributions": (),
    "enclosures": (),
    "declarations": ("agrees_to_terms", "consents_to_data", "consents_to_part"),
}  # fmt: skip

PART_TITLES = {
    "applicant": _("Who we are"),
    "initiative": _("The initiative"),
    "existing": _("What we already have"),
    "plan": _("What we will do"),
    "beneficiaries": _("Who benefits"),
    "participation": _("How residents take part and how it lasts"),
    "budget": _("Budget"),
    "contributions": _("Our contribution"),
    "enclosures": _("Enclosures"),
    "declarations": _("Declarations and consent"),
}
