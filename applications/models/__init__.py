from applications.models.application import Application
from applications.models.checks import CheckMark, Return
from applications.models.desk import Envelope, Scan
from applications.models.parts import BudgetLine, Enclosure, Member, PlanRow, Pledge, Version
from applications.models.text import Answer, Section, Table, sections_of, text_of
from applications.models.uploads import Room, Upload, folder_of_parts, room_of

__all__ = [
    "Answer",
    "Application",
    "BudgetLine",
    "CheckMark",
    "Enclosure",
    "Envelope",
    "Member",
    "PlanRow",
    "Pledge",
    "Return",
    "Room",
    "Scan",
    "Section",
    "Table",
    "Upload",
    "Version",
    "folder_of_parts",
    "room_of",
    "sections_of",
    "text_of",
]
