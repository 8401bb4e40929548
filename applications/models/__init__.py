from applications.models.application import Application
from applications.models.checks import CheckMark, Return
from applications.models.desk import Envelope, Scan
from applications.models.parts import BudgetLine, Enclosure, Member, PlanRow, Pledge, Version
from applications.models.text import Answer, Section, Table, sections_of, text_of

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
    "Scan",
    "Section",
    "Table",
    "Version",
    "sections_of",
    "text_of",
]
