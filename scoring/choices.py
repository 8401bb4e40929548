"""The words scoring, the meeting and the protocol come in."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from competitions.choices import CompetitionState, RungKind


class SheetState(TextChoices):
    UNDECLARED = "undeclared", _("interest not declared yet")
    OPEN = "open", _("open")
    SENT = "sent", _("sent")
    REOPENED = "reopened", _("reopened")
    RECUSED = "recused", _("recused")
    VOIDED = "voided", _("void because of an interest")
    EXCUSED = "excused", _("excused")
    DECLINED = "declined", _("declined to score")

    @property
    def tone(self) -> str:
        return {
            "open": "waiting",
            "reopened": "waiting",
            "undeclared": "waiting",
            "sent": "good",
            "voided": "bad",
        }.get(self.value, "neutral")


WRITABLE = [SheetState.OPEN, SheetState.REOPENED]
# Who stands in these has no part in the application: neither in its quorum nor in its mean.
APART = [SheetState.RECUSED, SheetState.VOIDED]
SETTLED = [SheetState.SENT, SheetState.EXCUSED, SheetState.DECLINED, *APART]
# Until the results are known these never show their holder what others gave.
BLIND = [SheetState.UNDECLARED, SheetState.OPEN, SheetState.REOPENED, *APART]


class InterestKind(TextChoices):
    APPLICANT = "applicant", _("belongs to the applicant")
    FAMILY = "family", _("relative of the applicant or of a member of the group")
    WORK = "work", _("works for or with the applicant")
    MONEY = "money", _("gains from it: sells, builds, lets")
    OTHER = "other", _("another interest")


# What a person says of himself; the first kind is derived from membership.
DECLARED_KINDS = [
    (kind.value, kind.label) for kind in InterestKind if kind != InterestKind.APPLICANT
]


class TieState(TextChoices):
    RECORDED = "recorded", _("recorded")
    STRUCK_OUT = "struck_out", _("struck out")

    @property
    def tone(self) -> str:
        return {"recorded": "good"}.get(self.value, "neutral")


PEOPLES_RUNGS = [RungKind.OPEN_VOTE, RungKind.CHAIRS_WORD, RungKind.LOT]


class MeetingState(TextChoices):
    PLANNED = "planned", _("planned")
    HELD = "held", _("held")

    @property
    def tone(self) -> str:
        return {"planned": "waiting", "held": "done"}.get(self.value, "neutral")


class Ballot(TextChoices):
    FOR = "for", _("for")
    AGAINST = "against", _("against")
    ABSTAINED = "abstained", _("abstained")
    RECUSED = "recused", _("recused")


# What can be counted without saying who voted how.
COUNTED = [Ballot.FOR, Ballot.AGAINST, Ballot.ABSTAINED]


class ConsentWay(TextChoices):
    MEETING = "meeting", _("said at the meeting")
    LETTER = "letter", _("in a letter")
    PHONE = "phone", _("by telephone")


class RecordState(TextChoices):
    RECORDED = "recorded", _("recorded")

    @property
    def tone(self) -> str:
        return "done"


class ProtocolState(TextChoices):
    DRAFT = "draft", _("draft")
    SIGNED = "signed", _("signed")

    @property
    def tone(self) -> str:
        return {"draft": "waiting", "signed": "done"}.get(self.value, "neutral")


class Outcome(TextChoices):
    AWARD = "award", _("grant")
    RESERVE = "reserve", _("reserve")
    PASS_OVER = "pass_over", _("not financed")
    ADMIT = "admit", _("admitted to the competition")


FIRST_OUTCOMES = [Outcome.AWARD, Outcome.RESERVE, Outcome.PASS_OVER]


class AppealState(TextChoices):
    FILED = "filed", _("filed")
    UPHELD = "upheld", _("upheld")
    DISMISSED = "dismissed", _("dismissed")

    @property
    def tone(self) -> str:
        return {"filed": "waiting", "upheld": "good", "dismissed": "bad"}.get(self.value, "neutral")


class AppealSubject(TextChoices):
    ADMISSIBILITY = "admissibility", _("the admissibility check")
    POINTS = "points", _("the points and the ranking")
    DECISION = "decision", _("the decision")
    PROCEDURE = "procedure", _("the conduct of the competition")


class FairnessCheck(TextChoices):
    """A kind of check beside the ranking, as answers and protocols name it."""

    MEMBERS = "members", _("Without one of the members")
    WEIGHTS = "weights", _("With one weight moved a step")
    SEVERITY = "severity", _("With strict and lenient members taken into account")


class RoomState(TextChoices):
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")

    @property
    def tone(self) -> str:
        return {"open": "waiting", "closed": "done"}.get(self.value, "neutral")


class PinState(TextChoices):
    GIVEN = "given", _("given")
    WITHDRAWN = "withdrawn", _("withdrawn")

    @property
    def tone(self) -> str:
        return {"given": "good"}.get(self.value, "neutral")


# Photos and files of one signed protocol.
MOST_PAGES = 40
PIN_LENGTH = 6
# Whoever gets up without handing over is signed out after so many seconds.
IDLE_SECONDS = 180

AT_WORK = [CompetitionState.SCORING, CompetitionState.DELIBERATION]
# From here on everybody in the commission has said what he had to say.
OPENED_UP = [
    CompetitionState.DELIBERATION,
    CompetitionState.DECIDED,
    CompetitionState.PUBLISHED,
    CompetitionState.COMPLETED,
]
