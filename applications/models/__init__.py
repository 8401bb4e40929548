from applications.models.application import Application
from applications.models.checks import CheckMark, Return
from applications.models.covering import (
    Cover,
    CoveredFile,
    Covering,
    copy_for_commission,
    covered_titles,
    files_for_commission,
    label_for_commission,
    text_for_commission,
    title_for_commission,
)
from applications.models.desk import Envelope, Scan
from applications.models.earlier import earlier_of
from applications.models.parts import BudgetLine, Enclosure, Member, PlanRow, Pledge, Version
from applications.models.text import Answer, Section, Table, sections_of, text_of
from applications.models.uploads import Room, Upload, folder_of_parts, room_of

__all__ = [
    "Answer",
    "Application",
    "BudgetLine",
    "CheckMark",
    "Cover",
    "CoveredFile",
    "Covering",
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
    "copy_for_commission",
    "covered_titles",
    "earlier_of",
    "files_for_commission",
    "folder_of_parts",
    "label_for_commission",
    "room_of",
    "sections_of",
    "text_for_commission",
    "text_of",
    "title_for_commission",
]
