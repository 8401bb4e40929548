"""The words a call and its commission come in."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RegulationState(TextChoices):
    DRAFT = "draft", _("draft")
    IN_FORCE = "in_force", _("in force")
    SUPERSEDED = "superseded", _("superseded")

    @property
    def tone(self) -> str:
        return {RegulationState.IN_FORCE: "good", RegulationState.SUPERSEDED: "done"}.get(
            self, "neutral"
        )


class CompetitionState(TextChoices):
    DRAFT = "draft", _("draft")
    ANNOUNCED = "announced", _("announced")
    CHECKING = "checking", _("admissibility check")
    SCORING = "scoring", _("scoring")
    DELIBERATION = "deliberation", _("deliberation")
    DECIDED = "decided", _("decided")
    PUBLISHED = "published", _("results published")
    COMPLETED = "completed", _("completed")
    FAILED = "failed", _("declared failed")
    CANCELLED = "cancelled", _("cancelled")

    @property
    def tone(self) -> str:
        return {
            CompetitionState.ANNOUNCED: "waiting",
            CompetitionState.CHECKING: "waiting",
            CompetitionState.SCORING: "waiting",
            CompetitionState.DELIBERATION: "waiting",
            CompetitionState.DECIDED: "good",
            CompetitionState.PUBLISHED: "good",
            CompetitionState.COMPLETED: "done",
            CompetitionState.FAILED: "bad",
            CompetitionState.CANCELLED: "bad",
        }.get(self, "neutral")


CANCELLABLE = [
    CompetitionState.DRAFT,
    CompetitionState.ANNOUNCED,
    CompetitionState.CHECKING,
    CompetitionState.SCORING,
    CompetitionState.DELIBERATION,
]
PAST_SCORING = [
    CompetitionState.DELIBERATION,
    CompetitionState.DECIDED,
    CompetitionState.PUBLISHED,
    CompetitionState.COMPLETED,
]
RESULTS_KNOWN = [CompetitionState.PUBLISHED, CompetitionState.COMPLETED]


class SourceKind(TextChoices):
    LOCAL_BUDGET = "local_budget", _("local budget")
    DONOR = "donor", _("international and other organisations")
    DONATIONS = "donations", _("voluntary donations")
    OTHER = "other", _("other sources not forbidden by law")


class InitiativeKind(TextChoices):
    CO_FINANCING = "co_financing", _("co-financing")
    COMPLETION = "completion", _("continuation or completion")


class Field(TextChoices):
    LANDSCAPING = "landscaping", _("landscaping")
    PLAYGROUNDS = "playgrounds", _("playgrounds and sports grounds")
    WATER = "water", _("water supply")
    SANITATION = "sanitation", _("sanitation")
    LIGHTING = "lighting", _("street lighting")
    ROADS = "roads", _("roads and pavements")
    EDUCATION = "education", _("schools and kindergartens")
    CULTURE = "culture", _("culture and leisure")
    HEALTH = "health", _("health")
    ENVIRONMENT = "environment", _("environment")
    OTHER = "other", _("other issue of local significance")


class ApplicantKind(TextChoices):
    GROUP = "group", _("initiative group")
    PERSON = "person", _("natural person")
    LEGAL = "legal", _("legal person")


class ContributionKind(TextChoices):
    CASH = "cash", _("cash")
    GOODS = "goods", _("goods")
    LABOUR = "labour", _("labour")
    SERVICES = "services", _("services")


class Combining(TextChoices):
    SUM_OF_MEANS = "sum_of_means", _("sum of the mean points")
    WEIGHTED_PERCENT = "weighted_percent", _("weighted percent")


class Cutoff(TextChoices):
    STOP = "stop", _("stop at the first that does not fit")
    SKIP = "skip", _("skip to the next that fits")
    PART = "part", _("finance in part, with the applicant's consent")


class RungKind(TextChoices):
    CRITERION_MEAN = "criterion_mean", _("higher mean of a criterion")
    OWN_SHARE = "own_share", _("larger own share")
    BENEFICIARIES = "beneficiaries", _("more beneficiaries")
    NOT_FUNDED_LAST = "not_funded_last", _("not funded in the last call")
    EARLIER_RECEIPT = "earlier_receipt", _("earlier receipt")
    OPEN_VOTE = "open_vote", _("open vote of the members")
    CHAIRS_WORD = "chairs_word", _("word of the chair")
    LOT = "lot", _("lot")


ALWAYS_DECIDES = [RungKind.CHAIRS_WORD, RungKind.LOT]


class Purchasing(TextChoices):
    MUNICIPALITY = "municipality", _("the municipality purchases")
    TRANCHES = "tranches", _("transfer to the winner in tranches")


class Shortfall(TextChoices):
    CUT = "cut", _("the grant is cut in proportion")
    RETURN = "return", _("the difference is returned")
    ACCEPT = "accept", _("accepted with a reason")


class Signers(TextChoices):
    CHAIR = "chair", _("the chair")
    CHAIR_AND_SECRETARY = "chair_and_secretary", _("the chair and the secretary")
    ALL = "all", _("the chair, the secretary and the members present")


class Voting(TextChoices):
    BY_NAME = "by_name", _("by name: the protocol says how everybody voted")
    SECRET = "secret", _("secret: only the counts are recorded")


class SeatRole(TextChoices):
    CHAIR = "chair", _("chair")
    DEPUTY = "deputy", _("deputy chair")
    SECRETARY = "secretary", _("secretary")
    MEMBER = "member", _("member")
    ALTERNATE = "alternate", _("alternate")


SCORING_ROLES = [SeatRole.CHAIR, SeatRole.DEPUTY, SeatRole.MEMBER]


class SeatState(TextChoices):
    SEATED = "seated", _("seated")
    RELEASED = "released", _("released")

    @property
    def tone(self) -> str:
        return {SeatState.SEATED: "good", SeatState.RELEASED: "done"}.get(self, "neutral")


class PermitState(TextChoices):
    GRANTED = "granted", _("granted")
    WITHDRAWN = "withdrawn", _("withdrawn")

    @property
    def tone(self) -> str:
        return {PermitState.GRANTED: "good", PermitState.WITHDRAWN: "bad"}.get(self, "neutral")


class TermsPart(TextChoices):
    BASICS = "basics", _("What the call is about")
    MONEY = "money", _("Money")
    CALENDAR = "calendar", _("Calendar")
    DOCUMENTS = "documents", _("Documents")
    CONTRIBUTION = "contribution", _("Own contribution")
    SCORING = "scoring", _("Criteria and scoring")
    PROCEDURE = "procedure", _("Ranking, cut-off and procedure")


# Which columns each page of the call's terms may change; nothing else is ever set by an edit.
TERMS_PARTS = {
    "basics": (
        "title_ky",
        "title_ru",
        "purpose_ky",
        "purpose_ru",
        "kinds",
        "applicant_kinds",
        "not_financed_ky",
        "not_financed_ru",
        "place_ky",
        "place_ru",
        "contact",
    ),
    "money": ("fund", "maximum_grant", "short_form_below"),
    "calendar": (
        "opens_at",
        "closes_at",
        "check_until",
        "scores_until",
        "decision_by",
        "publication_by",
        "appeals_until",
        "agreement_days",
        "implementation_until",
        "report_days",
    ),
    "documents": ("paper_required",),
    "contribution": ("minimum_share", "counted_kinds", "shortfall", "line_tolerance", "purchasing"),
    "scoring": (
        "combining",
        "pass_mark",
        "minimum_scores",
        "quorum_numerator",
        "quorum_denominator",
        "minimum_members",
        "minimum_women",
        "minimum_outside",
        "composition_binds",
        "secretary_scores",
        "hidden",
    ),
    "procedure": (
        "ladder",
        "cutoff",
        "part_minimum_share",
        "reserve_places",
        "reserve_days",
        "extension_times",
        "extension_days",
        "cure_times",
        "cure_days",
        "applications_per_applicant",
        "voting",
        "signers",
        "appeal_days",
    ),
}

# The same pages of the regulation: the settings a new call copies.
SETTINGS_PARTS = {
    "money": ("short_form_below",),
    "calendar": ("minimum_open_days", "agreement_days", "report_days"),
    "documents": TERMS_PARTS["documents"],
    "contribution": TERMS_PARTS["contribution"],
    "scoring": TERMS_PARTS["scoring"],
    "procedure": TERMS_PARTS["procedure"],
}

# Which tables stand on which page.
PART_ROWS = {
    "money": ("sources",),
    "documents": ("checklist",),
    "contribution": ("rates",),
    "scoring": ("criteria",),
    "procedure": ("priority_fields",),
}
