from scoring.models.agenda import agenda_of
from scoring.models.answer import Answer, answers_to
from scoring.models.appeal import Appeal, Effect
from scoring.models.assembly import candidates_of, funding_of, key_of, ranking_of, terms_of
from scoring.models.cards import (
    application_card,
    commission_cards,
    desk_of,
    label_of,
    others_points,
    own_sheets,
    title_card,
)
from scoring.models.checks import differences_of, fairness_sheet
from scoring.models.consent import Consent, consents_of
from scoring.models.hints import hints_of
from scoring.models.holes import free_seat, hole_rows
from scoring.models.meeting import (
    Attendance,
    Dissent,
    Meeting,
    Motion,
    Question,
    Vote,
    checked_counts,
    checked_votes,
)
from scoring.models.package import (
    Binding,
    Package,
    Taken,
    own_writable,
    package_of,
    says_the_same,
    stamp_of,
)
from scoring.models.paper import SignedPage
from scoring.models.protocol import Proposal, Protocol, Signature, outcome_said, proposed
from scoring.models.room import (
    Pin,
    Room,
    key_hash,
    own_open_sheet,
    own_sheet_in,
    pins_of,
    room_of,
    seats_with_pins,
    turn_of,
)
from scoring.models.sheet import Mark, Sheet, SheetVersion
from scoring.models.sight import names_are_hidden, points_are_open, reads_protocol, sight_of
from scoring.models.tables import grid_of, ranking_table
from scoring.models.tie import TieBreak

__all__ = [
    "Answer",
    "Appeal",
    "Attendance",
    "Binding",
    "Consent",
    "Dissent",
    "Effect",
    "Mark",
    "Meeting",
    "Motion",
    "Package",
    "Pin",
    "Proposal",
    "Protocol",
    "Question",
    "Room",
    "Sheet",
    "SheetVersion",
    "Signature",
    "SignedPage",
    "Taken",
    "TieBreak",
    "Vote",
    "agenda_of",
    "answers_to",
    "application_card",
    "candidates_of",
    "checked_counts",
    "checked_votes",
    "commission_cards",
    "consents_of",
    "desk_of",
    "differences_of",
    "fairness_sheet",
    "free_seat",
    "funding_of",
    "grid_of",
    "hints_of",
    "hole_rows",
    "key_hash",
    "key_of",
    "label_of",
    "names_are_hidden",
    "others_points",
    "outcome_said",
    "own_open_sheet",
    "own_sheet_in",
    "own_sheets",
    "own_writable",
    "package_of",
    "pins_of",
    "points_are_open",
    "proposed",
    "ranking_of",
    "ranking_table",
    "reads_protocol",
    "room_of",
    "says_the_same",
    "seats_with_pins",
    "sight_of",
    "stamp_of",
    "terms_of",
    "title_card",
    "turn_of",
]
