"""The words an application comes in."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ApplicationState(TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned to be mended")
    ADMITTED = "admitted", _("admitted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")
    DISCARDED = "discarded", _("discarded")
    AWARDED = "awarded", _("awarded")
    RESERVED = "reserved", _("in the reserve")
    PASSED_OVER = "passed_over", _("not financed")
    FORGONE = "forgone", _("award forgone")

    @property
    def tone(self) -> str:
        """How heavy the state looks on a badge."""
        return TONES.get(self, "neutral")


TONES = {
    ApplicationState.SUBMITTED: "waiting",
    ApplicationState.RETURNED: "bad",
    ApplicationState.ADMITTED: "good",
    ApplicationState.DECLINED: "bad",
    ApplicationState.AWARDED: "good",
    ApplicationState.RESERVED: "waiting",
    ApplicationState.PASSED_OVER: "done",
    ApplicationState.WITHDRAWN: "done",
    ApplicationState.DISCARDED: "done",
    ApplicationState.FORGONE: "done",
}

EDITABLE = [ApplicationState.DRAFT, ApplicationState.RETURNED]
# What never left the applicant's hands: the office does not see it, unless it came on paper.
UNRECEIVED = [ApplicationState.DRAFT, ApplicationState.DISCARDED]
RECEIVED = [state for state in ApplicationState if state not in UNRECEIVED]
# What no longer counts toward the number of applications the terms allow.
GIVEN_UP = [ApplicationState.WITHDRAWN, ApplicationState.DISCARDED]
UNCHECKED = [ApplicationState.SUBMITTED, ApplicationState.RETURNED]
# What the outside may know before the check is closed: that it was received, no more.
CHECK_OUTCOMES = [ApplicationState.ADMITTED, ApplicationState.DECLINED]
CHECK_VERBS = frozenset({"mark_items", "cover", "admit", "decline"})
# What nobody outside may know before the results are published.
DECISIONS = [ApplicationState.AWARDED, ApplicationState.RESERVED, ApplicationState.PASSED_OVER]
DECISION_VERBS = frozenset({"award", "reserve", "pass_over"})
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


class Language(TextChoices):
    KYRGYZ = "ky", _("Kyrgyz")
    RUSSIAN = "ru", _("Russian")


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

    @property
    def tone(self) -> str:
        """How the finding looks on a badge."""
        return {Verdict.MET: "good", Verdict.NOT_MET: "bad", Verdict.CURABLE: "waiting"}[self]


class Standing(TextChoices):
    DONE = "done", _("done")
    TO_DO = "to_do", _("to do")
    FAULT = "fault", _("has a fault")
    OPTIONAL = "optional", _("can be left empty")
    LOCKED = "locked", _("not asked to be mended")

    @property
    def tone(self) -> str:
        """How it looks in the list of tasks."""
        return {Standing.DONE: "good", Standing.FAULT: "bad"}.get(self, "neutral")


# The pages of an application and the columns each may change; nothing else is set by an edit.
PARTS = {
    "applicant": (
        "applicant_kind",
        "group_name",
        "representative_name",
        "representative_phone",
        "registration_number",
        "address",
        "consent_to_publish",
    ),
    "initiative": (
        "title",
        "village",
        "place",
        "latitude",
        "longitude",
        "kind",
        "field",
        "issue",
        "language",
    ),
    "existing": ("existing_money", "existing_labour", "existing_things", "existing_results"),
    "plan": ("what_will_be_done",),
    "beneficiaries": (
        "households",
        "women",
        "men",
        "children",
        "youth",
        "elderly",
        "disabled",
        "direct",
        "benefit",
    ),
    "participation": ("participation", "sustainability"),
    "budget": (),
    "contributions": (),
    "enclosures": (),
    "declarations": ("agrees_to_terms", "consents_to_data", "consents_to_part"),
}

# What the short form keeps: one page of questions, and the page of files. The rules stay the same.
SHORT = "short"
SHORT_COLUMNS = (
    "applicant_kind",
    "group_name",
    "representative_name",
    "representative_phone",
    "registration_number",
    "consent_to_publish",
    "title",
    "village",
    "place",
    "kind",
    "field",
    "issue",
    "what_will_be_done",
    "women",
    "men",
    "sustainability",
    "agrees_to_terms",
    "consents_to_data",
    "consents_to_part",
)
SHORT_PARTS: dict[str, tuple[str, ...]] = {SHORT: SHORT_COLUMNS, "enclosures": ()}
# Every page there is, of both forms, with the columns it may change.
PAGES = PARTS | SHORT_PARTS
# How long filling in takes, minutes: tried as a new user would, with the papers at hand.
MINUTES_TO_FILL = {True: 15, False: 40}


def form_of(*, short: bool) -> Mapping[str, tuple[str, ...]]:
    """The pages a call asks for, each with the columns it may change."""
    return SHORT_PARTS if short else PARTS


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
    SHORT: _("The application on one page"),
}

# What was once agreed to is not taken back while an application is mended.
NEVER_MENDED = frozenset({"declarations"})
AGREED = frozenset(PARTS["declarations"])
# Which pages an item of the check speaks of, by the beginnings of its words in either language.
SPEAKS_OF = {
    "applicant": (
        "топ",
        "мүчө",
        "өкүл",
        "каттоо",
        "арыз бер",
        "групп",
        "член",
        "представ",
        "регист",
    ),
    "initiative": (
        "аталыш",
        "маселе",
        "айыл",
        "жер",
        "багыт",
        "назван",
        "вопрос",
        "мест",
        "направл",
    ),
    "existing": ("бар болгон", "жыйынтык", "имеющ", "результат"),
    "plan": ("план", "иш-чара", "мөөнөт", "график", "мероприят", "срок"),
    "beneficiaries": ("тургун", "бенефициар", "пайда", "жител", "польз", "благополуч"),
    "participation": ("катыш", "туруктуу", "карайт", "участ", "устойчив", "содержан"),
    "budget": ("бюджет", "смета", "баа", "эсеп", "сумма", "цен", "расчет", "стоимост"),
    "contributions": ("салым", "кошум", "вклад", "софинанс"),
}
# The sums of one page must agree with those of the other: they are mended together.
MENDED_TOGETHER = ("budget", "contributions")

# The tables that belong to a page: the reverse name of their rows.
PART_ROWS = {
    "applicant": ("members",),
    "plan": ("plan",),
    "budget": ("lines",),
    "contributions": ("pledges",),
    SHORT: ("members", "plan", "lines", "pledges"),
}

# Where the form needs a word more than the name of the question.
HELP = {
    "group_name": _("As it stands in the minutes of the group's meeting."),
    "representative_phone": _("On this number you are told what happens with the application."),
    "registration_number": _("Only for a legal person."),
    "consent_to_publish": _("Without it the public pages name the group only."),
    "title": _("In a few words, as it should stand in the protocol."),
    "place": _("Street, house or what it is near to."),
    "latitude": _("Can be left empty. For example 41,27650."),
    "longitude": _("Can be left empty. For example 74,48470."),
    "issue": _("What is wrong now, and whom it concerns."),
    "what_will_be_done": _("In a few sentences; the steps go into the table below."),
    "direct": _("Of all who benefit; can be left empty."),
    "children": _("Can be left empty."),
    "youth": _("Can be left empty."),
    "elderly": _("Can be left empty."),
    "disabled": _("Can be left empty."),
    "sustainability": _("Who looks after it, and with what money."),
    "consents_to_part": _(
        "If the money does not reach, the commission may offer a part of the sum."
    ),
}

# Of one person: who has so many files half sent finishes one of them first.
MOST_UPLOADS = 5
LONGEST_PIECE = 256 * 1024
LARGEST_SUM = Decimal("9999999999.99")


# --- the paper desk

# What of a paper application is keyed twice, and on which page of the form each stands.
KEYED = {
    "group_name": "applicant",
    "representative_name": "applicant",
    "representative_phone": "applicant",
    "members": "applicant",
    "title": "initiative",
    "asked": "budget",
    "own": "budget",
    "total": "budget",
}
KEYED_PARTS = frozenset({*KEYED.values(), SHORT})
# Those that are columns of the application: whoever resolves a difference writes them at once.
KEYED_COLUMNS = ("group_name", "representative_name", "representative_phone", "title")
KEYED_SUMS = ("asked", "own", "total")
KEYED_TITLES = {
    "group_name": _("name of the group or organisation"),
    "representative_name": _("representative's full name"),
    "representative_phone": _("representative's phone"),
    "members": _("number of members"),
    "title": _("title of the initiative"),
    "asked": _("sum asked"),
    "own": _("own contribution"),
    "total": _("sum of the whole budget"),
}


class Choice(TextChoices):
    FIRST = "first", _("the first is right")
    SECOND = "second", _("the second is right")
    ANEW = "anew", _("neither: as typed here")


# Half a working day: whoever brings an envelope on a busy morning is entered by the afternoon. What
# is written down later than that is written from a note or from memory, and the journal asks why.
HOURS_TO_ENTER = 4
MOST_SCANS = 60
# Two moments that differ by no more than this are one to a reader.
MINUTES_APART = 1

# --- the deadline

# How long before the last minute whoever has a draft that was not handed in is reminded of it.
REMINDERS = (timedelta(days=3), timedelta(days=1))
