"""The words an award, its agreement, its money and its reports come in."""

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from applications.choices import GiverKind

OBLIGATION_DAYS = 30
# Days against the term of a debt on which its reminders begin: before it, after it, again after it.
DEBT_REMINDERS = (-7, 1, 15)
A_MONTH = 30
# How long before a term the winner is reminded of it; and once more when it is over.
BEFORE_THE_TERM = timedelta(days=3)


class AwardState(TextChoices):
    GRANTED = "granted", _("granted")
    AGREED = "agreed", _("being carried out")
    CLOSED = "closed", _("closed")
    TERMINATED = "terminated", _("terminated")
    FORGONE = "forgone", _("forgone")

    @property
    def tone(self) -> str:
        tones = {
            "granted": "waiting",
            "agreed": "good",
            "closed": "done",
            "terminated": "bad",
            "forgone": "bad",
        }
        return tones[self.value]


FINISHED = [AwardState.CLOSED, AwardState.TERMINATED, AwardState.FORGONE]


class AgreementState(TextChoices):
    DRAFTED = "drafted", _("drafted")
    SIGNED = "signed", _("signed")
    CLOSED = "closed", _("closed")
    TERMINATED = "terminated", _("terminated")

    @property
    def tone(self) -> str:
        return {"drafted": "waiting", "signed": "good", "closed": "done", "terminated": "bad"}[
            self.value
        ]


STANDING = [AgreementState.DRAFTED, AgreementState.SIGNED]
LONGEST_WORDING = 12000


class WordingState(TextChoices):
    DRAFT = "draft", _("draft")
    ADOPTED = "adopted", _("adopted")
    REPLACED = "replaced", _("replaced")

    @property
    def tone(self) -> str:
        return {"draft": "neutral", "adopted": "good", "replaced": "done"}[self.value]


class AmendmentState(TextChoices):
    DRAFTED = "drafted", _("drafted")
    SIGNED = "signed", _("signed")
    DROPPED = "dropped", _("dropped")

    @property
    def tone(self) -> str:
        return {"drafted": "waiting", "signed": "good", "dropped": "bad"}[self.value]


class ExtensionState(TextChoices):
    RECORDED = "recorded", _("recorded")

    @property
    def tone(self) -> str:
        return "done"


class PaymentKind(TextChoices):
    TRANCHE = "tranche", _("tranche")
    PURCHASE = "purchase", _("purchase by the municipality")


class PaymentState(TextChoices):
    PLANNED = "planned", _("planned")
    APPROVED = "approved", _("approved")
    PAID = "paid", _("paid")
    ACCOUNTED = "accounted", _("accounted for")
    CANCELLED = "cancelled", _("cancelled")

    @property
    def tone(self) -> str:
        tones = {
            "planned": "neutral",
            "approved": "waiting",
            "paid": "good",
            "accounted": "done",
            "cancelled": "bad",
        }
        return tones[self.value]


UNPAID = [PaymentState.PLANNED, PaymentState.APPROVED]
PAID_OUT = [PaymentState.PAID, PaymentState.ACCOUNTED]


class ContributionState(TextChoices):
    PROMISED = "promised", _("promised")
    CONFIRMED = "confirmed", _("confirmed")
    USED = "used", _("used")
    WITHDRAWN = "withdrawn", _("withdrawn")

    @property
    def tone(self) -> str:
        return {"promised": "waiting", "confirmed": "good", "used": "done", "withdrawn": "bad"}[
            self.value
        ]


GIVEN = [ContributionState.CONFIRMED, ContributionState.USED]


class Purse(TextChoices):
    """Whose money it is: the grant, or cash given by one kind of giver."""

    GRANT = "grant", _("the grant")
    RESIDENT = GiverKind.RESIDENT.value, _("residents' money")
    GROUP = GiverKind.GROUP.value, _("the group's money")
    BUSINESS = GiverKind.BUSINESS.value, _("money of business")
    DONOR = GiverKind.DONOR.value, _("donors' money")
    LOCAL_BUDGET = GiverKind.LOCAL_BUDGET.value, _("the local budget besides the fund")


# What a gathering of residents may decide about.
RESIDENTS = [Purse.RESIDENT, Purse.GROUP]


class DocumentKind(TextChoices):
    """What paper shows an expense."""

    INVOICE = "invoice", _("invoice")
    WAYBILL = "waybill", _("waybill")
    RECEIPT = "receipt", _("cash receipt")
    ORDER = "order", _("cash order")
    ACT = "act", _("act of work done")
    PAYROLL = "payroll", _("payroll sheet")
    OTHER = "other", _("another document")


class ExpenseState(TextChoices):
    RECORDED = "recorded", _("recorded")
    STRUCK_OUT = "struck_out", _("struck out")

    @property
    def tone(self) -> str:
        return {"recorded": "good", "struck_out": "bad"}[self.value]


class VisitState(TextChoices):
    PLANNED = "planned", _("planned")
    MADE = "made", _("made")
    CALLED_OFF = "called_off", _("called off")

    @property
    def tone(self) -> str:
        return {"planned": "waiting", "made": "done", "called_off": "bad"}[self.value]


class ReportKind(TextChoices):
    INTERIM = "interim", _("interim report")
    FINAL = "final", _("final report")


class ReportState(TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")

    @property
    def tone(self) -> str:
        tones = {
            "draft": "neutral",
            "submitted": "waiting",
            "returned": "bad",
            "accepted": "done",
            "refused": "bad",
        }
        return tones[self.value]


# In these nobody writes in a report any more.
HANDED_IN = [ReportState.SUBMITTED, ReportState.ACCEPTED]


class AdderKind(TextChoices):
    """Who added something when the work was done."""

    RESIDENTS = "residents", _("residents")
    INSTITUTION = "institution", _("institutions")
    BUSINESS = "business", _("business owners")
    KINDERGARTEN = "kindergarten", _("kindergartens and schools")
    PARTNERS = "partners", _("partners together")
    OTHER = "other", _("others")


class ObligationReason(TextChoices):
    UNSPENT = "unspent", _("unspent money")
    SHORTFALL = "shortfall", _("own contribution fell short")
    TERMINATION = "termination", _("the agreement was terminated")
    DEMANDED = "demanded", _("spent money demanded back")


# What lies unspent goes back; the rest was spent and is paid back all the same.
OF_THE_UNSPENT = [ObligationReason.UNSPENT, ObligationReason.TERMINATION]


class TermKind(TextChoices):
    AGREEMENT = "agreement", _("agreement")
    WORK = "work", _("work")
    REPORT = "report", _("report")
    PAYMENT = "payment", _("payment")
    VISIT = "visit", _("visit")
    DEBT = "debt", _("money back")


class TerminationGround(TextChoices):
    NOT_DONE = "not_done", _("the work was not done in its term")
    MISUSED = "misused", _("money was not used for its purpose")
    UNTRUE = "untrue", _("what was declared was not true")
    NOT_GIVEN = "not_given", _("the own contribution was not brought in")
    NOT_REPORTED = "not_reported", _("no report was handed in")
    GIVEN_UP = "given_up", _("the winner gave the work up")
    FORCE = "force", _("something nobody could prevent")
    OTHER = "other", _("another ground")


class WriteOffGround(TextChoices):
    UNCOLLECTABLE = "uncollected", _("it cannot be collected")
    COURT = "court", _("a court decided so")
    LATE_DOCUMENT = "late_paper", _("spent as agreed, by a document found after the accounts")
    REFUSED = "refused", _("the giver does not want it back and has signed so")
    NOT_FOUND = "not_found", _("the giver cannot be found")
    OTHER = "other", _("another ground")


# Nobody but the giver can do without the giver's money.
GIVERS_GROUNDS = [
    WriteOffGround.COURT,
    WriteOffGround.LATE_DOCUMENT,
    WriteOffGround.REFUSED,
    WriteOffGround.NOT_FOUND,
]
FUNDS_GROUNDS = [
    WriteOffGround.UNCOLLECTABLE,
    WriteOffGround.COURT,
    WriteOffGround.LATE_DOCUMENT,
    WriteOffGround.OTHER,
]


class ObligationState(TextChoices):
    OWED = "owed", _("owed")
    SETTLED = "settled", _("settled")
    WRITTEN_OFF = "written_off", _("written off")

    @property
    def tone(self) -> str:
        return {"owed": "waiting", "settled": "done", "written_off": "bad"}[self.value]


class GatheringState(TextChoices):
    RECORDED = "recorded", _("recorded")

    @property
    def tone(self) -> str:
        return "done"


class OfferState(TextChoices):
    OFFERED = "offered", _("offered")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    LAPSED = "lapsed", _("no answer came")

    @property
    def tone(self) -> str:
        return {"offered": "waiting", "accepted": "good"}.get(self.value, "bad")


class FreedBy(TextChoices):
    REFUSAL = "refusal", _("an award was given up")
    UNSIGNED = "unsigned", _("an agreement was not signed in its term")
    SAVING = "saving", _("an award cost less than it was granted")
    RETURN = "return", _("money was given back")
    OTHER = "other", _("another reason")


class Moment(TextChoices):
    BEFORE = "before", _("before")
    DURING = "during", _("during the work")
    AFTER = "after", _("after")


# What a report says in words and numbers; nothing else is set by an edit.
REPORT_TEXTS = ("words", "results", "added_afterwards", "cared_by")
REPORT_PEOPLE = ("women", "men", "children", "youth", "elderly", "disabled")
REPORT_PAID = ("paid_women", "paid_men", "paid_with_disability")
REPORT_COUNTS = (*REPORT_PEOPLE, *REPORT_PAID, "added_participants")
REPORT_ROWS = ("outcomes", "additions", "gatherings", "items")


class DaySheetState(TextChoices):
    RECORDED = "recorded", _("recorded")
    STRUCK_OUT = "struck_out", _("struck out")

    @property
    def tone(self) -> str:
        return {"recorded": "good", "struck_out": "bad"}[self.value]


# A rate by the day is a rate for so many hours; nobody works more hours than a day has.
HOURS_OF_A_WORKING_DAY = 8
HOURS_OF_A_DAY = 24
# As many people as one sheet names: a village at work, and a slip of the paste still caught.
MOST_WORKERS = 500


class PhotoState(TextChoices):
    KEPT = "kept", _("for the office only")
    PUBLISHED = "published", _("published")

    @property
    def tone(self) -> str:
        return {"kept": "neutral", "published": "good"}[self.value]


class Recognisable(TextChoices):
    """Whether somebody who knows the people would know them in the photo."""

    NOBODY = "nobody", _("nobody can be recognised")
    PEOPLE = "people", _("people can be recognised")


class ConsentForm(TextChoices):
    PAPER = "paper", _("on paper")
    WORD = "word", _("by word of mouth")


class PlaceBy(TextChoices):
    """Who told where a photo was taken."""

    TYPED = "typed", _("typed")
    BROWSER = "browser", _("told by the phone that sent it")
    CAMERA = "camera", _("told by the photo itself")


class FindingState(TextChoices):
    OPEN = "open", _("to be mended")
    MENDED = "mended", _("mended")

    @property
    def tone(self) -> str:
        return {"open": "waiting", "mended": "done"}[self.value]
