from awards.models.agreement import Agreement
from awards.models.amendment import Amendment
from awards.models.award import Award
from awards.models.contribution import Confirmation, Contribution, Proof, Use
from awards.models.day_sheet import DaySheet, Worker
from awards.models.due import next_report
from awards.models.expense import Expense
from awards.models.extension import SigningExtension
from awards.models.line import AwardLine
from awards.models.obligation import Gathering, Obligation, Settlement, WriteOff
from awards.models.offer import Offer
from awards.models.payment import Payment, PurchaseItem
from awards.models.photo import Photo
from awards.models.report import Report
from awards.models.terms import Term, terms_of
from awards.models.visit import Finding, Visit
from awards.models.wording import Wording

__all__ = [
    "Agreement",
    "Amendment",
    "Award",
    "AwardLine",
    "Confirmation",
    "Contribution",
    "DaySheet",
    "Expense",
    "Finding",
    "Gathering",
    "Obligation",
    "Offer",
    "Payment",
    "Photo",
    "Proof",
    "PurchaseItem",
    "Report",
    "Settlement",
    "SigningExtension",
    "Term",
    "Use",
    "Visit",
    "Wording",
    "Worker",
    "WriteOff",
    "next_report",
    "terms_of",
]
