from competitions.models.commission import Permit, Seat
from competitions.models.competition import (
    ChecklistItem,
    Competition,
    Criterion,
    PriorityField,
    Rate,
    Source,
    TermsVersion,
)
from competitions.models.regulation import Regulation

__all__ = [
    "ChecklistItem",
    "Competition",
    "Criterion",
    "Permit",
    "PriorityField",
    "Rate",
    "Regulation",
    "Seat",
    "Source",
    "TermsVersion",
]
