"""Who may do what with an application, and when it can be done."""

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _

from accounts.rules import is_auditor_of, is_clerk_of, is_clock, is_head_of
from applications.arithmetic import share_shown
from applications.choices import (
    PAGES,
    PART_TITLES,
    REMINDERS,
    SHORT,
    UNCHECKED,
    ApplicationState,
    Route,
    Verdict,
)
from audit import clock
from audit.acts import names_faults, requires
from competitions.choices import ApplicantKind, CompetitionState, ContributionKind
from competitions.rules import is_chair
from ui.som import in_figures

if TYPE_CHECKING:
    from accounts.models import Municipality, User
    from applications.models import Application
    from competitions.models import ChecklistItem, Competition

# Which answers must be there before the application can be handed in, by page.
TEXTS = {
    "initiative": ("title", "village", "kind", "field", "issue"),
    "plan": ("what_will_be_done",),
    "beneficiaries": ("households", "women", "men", "benefit"),
    "participation": ("participation", "sustainability"),
    SHORT: (
        "title",
        "village",
        "kind",
        "field",
        "issue",
        "what_will_be_done",
        "women",
        "men",
        "sustainability",
    ),
}


# And what is asked besides them, on whichever page it stands.
ALWAYS = ("applicant_kind", "representative_name", "agrees_to_terms", "consents_to_data")


def must_be_answered(part: str) -> frozenset[str]:
    """The questions of this page without which no application can be handed in."""
    return frozenset({*TEXTS.get(part, ()), *(name for name in ALWAYS if name in PAGES[part])})


# --- who


def is_office(user: "User", municipality: "Municipality") -> bool:
    """The clerks, the head and the auditors of the municipality."""
    return (
        is_clerk_of(user, municipality.pk)
        or is_head_of(user, municipality.pk)
        or is_auditor_of(user, municipality)
    )


def may_begin(application: "Application", user: "User") -> bool:
    """Anybody for himself; a clerk of the municipality for an application on paper."""
    if application.route == Route.PAPER:
        return is_clerk_of(user, application.competition.municipality_id)
    return user.is_active and not user.is_clock and application.applicant_id == user.pk


def may_edit(application: "Application", user: "User") -> bool:
    """The applicant and the members of the group; on paper a clerk who is not one of them."""
    if application.route == Route.PAPER:
        return is_clerk_of(
            user, application.competition.municipality_id
        ) and not application.speaks_for(user)
    return user.is_active and application.acts_for(user)


def may_key(application: "Application", user: "User") -> bool:
    """A clerk of the municipality who has no part in a paper application."""
    return application.route == Route.PAPER and may_edit(application, user)


def may_link(application: "Application", user: "User") -> bool:
    """A clerk of the municipality who has no part in a paper application."""
    return may_key(application, user)


def may_submit(application: "Application", user: "User") -> bool:
    """The applicant and the members of the group; on paper a clerk who is not one of them."""
    return may_edit(application, user)


def may_withdraw(application: "Application", user: "User") -> bool:
    """The applicant and the members of the group; on paper also a clerk, by their letter."""
    if user.is_active and application.acts_for(user):
        return True
    return application.route == Route.PAPER and is_clerk_of(
        user, application.competition.municipality_id
    )


def may_withdraw_envelope(application: "Application", user: "User") -> bool:
    """Before it is keyed only what came on paper is withdrawn: its number stays in the book."""
    return application.route == Route.PAPER and may_withdraw(application, user)


def may_discard(application: "Application", user: "User") -> bool:
    """The applicant and the members of the group, a draft that was never received."""
    return application.route != Route.PAPER and user.is_active and application.acts_for(user)


def may_remind(_application: "Application", user: "User") -> bool:
    """The clock."""
    return is_clock(user)


def may_check(application: "Application", user: "User") -> bool:
    """A clerk of the municipality who has no part in the application."""
    return is_clerk_of(
        user, application.competition.municipality_id
    ) and not application.speaks_for(user)


def may_cover(application: "Application", user: "User") -> bool:
    """Where the call hides the applicants: a clerk who has no part in the application."""
    return application.competition.hidden and may_check(application, user)


def may_apply_the_decision(application: "Application", user: "User") -> bool:
    """The chair of the commission, or the head of the aiyl okmotu, as a signed decision says."""
    competition = application.competition
    return is_chair(competition, user) or is_head_of(user, competition.municipality_id)


def may_forgo(application: "Application", user: "User") -> bool:
    """The applicant; the head of the aiyl okmotu when the agreement was not signed in term."""
    if user.is_active and application.acts_for(user):
        return True
    return is_head_of(user, application.competition.municipality_id)


# --- when: receiving


@requires(_("The minute of receipt lies ahead of now."))
def receipt_has_happened(application: "Application") -> bool:
    """An envelope is registered when it is there, not before."""
    return application.received_at is None or application.received_at <= clock.arrival()


@names_faults(_("This call takes no applications at this moment."))
def reception_takes_it(application: "Application") -> list[str]:
    """What arrives now, or lay on the desk at its minute, is in time or has a late permit."""
    call, moment = application.competition, application.moment_of_receipt()
    if application.route != Route.PAPER:
        taken = call.takes_at(moment, application.applicant_id)
        return [] if taken else [now_in_words("This call takes no applications at this moment.")]
    # What came in time is entered even when the clock has closed the reception a minute later.
    if call.state not in (CompetitionState.ANNOUNCED, CompetitionState.CHECKING):
        return [now_in_words("This call takes no applications at this moment.")]
    if call.was_open_at(moment, application.applicant_id):
        return []
    if call.opens_at is None or call.closes_at is None:
        return [now_in_words("This call takes no applications at this moment.")]
    words = {"opens": clock.words(call.opens_at), "closes": clock.words(call.closes_at)}
    if moment < call.opens_at:
        return [now_in_words("At that minute the reception had not begun: %(opens)s.") % words]
    return [
        now_in_words(
            "The last minute of reception was %(closes)s. What came later is taken only by a late "
            "permit of the head."
        )
        % words
    ]


@requires(_("The terms of the call allow this applicant no further application."))
def applicant_may_add_one(application: "Application") -> bool:
    """The applicant has fewer applications in this call than its terms allow."""
    if application.applicant_id is None:
        return True
    others = (
        type(application)
        .objects.filter(competition=application.competition_id, applicant=application.applicant_id)
        .standing()
    )
    return others.count() < application.competition.applications_per_applicant


@requires(_("The time to change or hand in this application has passed."))
def window_is_open(application: "Application") -> bool:
    """Reception is open, or the term for mending runs, or a late permit reaches this minute."""
    if application.state == ApplicationState.RETURNED:
        if (
            application.competition.state != CompetitionState.CHECKING
            or application.returned_until is None
        ):
            return False
        return clock.arrival() <= application.returned_until
    if application.route == Route.PAPER:
        # The envelope came in time; keying it may take longer than the reception lasted.
        competition = application.competition
        return competition.state in (CompetitionState.ANNOUNCED, CompetitionState.CHECKING)
    return application.competition.takes_at(clock.arrival(), application.applicant_id)


@requires(_("No reminder of the deadline is due."))
def reminder_is_due(application: "Application") -> bool:
    """A stretch before the last minute has begun since the draft was begun and last reminded of."""
    call = application.competition
    if call.closes_at is None or not call.is_open or application.route == Route.PAPER:
        return False
    begun = [call.closes_at - stretch for stretch in REMINDERS]
    latest = max((moment for moment in begun if moment <= clock.now()), default=None)
    if latest is None or application.begun_at >= latest:
        return False
    return application.reminded_at is None or application.reminded_at < latest


# --- when: what must be there


@names_faults(_("Who applies is filled in."))
def group_is_complete(application: "Application") -> list[str]:
    """The kind of applicant is admitted by the call, and its names are there."""
    kind = application.applicant_kind
    if not kind:
        return [now_in_words("Say who applies: a group, a person or an organisation.")]
    faults = []
    if kind not in application.competition.applicant_kinds:
        faults.append(now_in_words("This call does not admit this kind of applicant."))
    wanted = ["representative_name"]
    if kind in (ApplicantKind.GROUP, ApplicantKind.LEGAL):
        wanted.insert(0, "group_name")
    if kind == ApplicantKind.LEGAL:
        wanted.append("registration_number")
    faults += [_empty(application, name) for name in wanted if not getattr(application, name)]
    if kind == ApplicantKind.GROUP and not application.member_rows:
        faults.append(now_in_words("Name the members of the group."))
    return faults


@names_faults(_("Every question is answered."))
def texts_are_there(application: "Application") -> list[str]:
    """Every text and number the form asks for is filled in."""
    return [fault for part in application.parts for fault in _faults_of_texts(application, part)]


def _faults_of_texts(application: "Application", part: str) -> list[str]:
    faults = [
        _empty(application, name)
        for name in TEXTS.get(part, ())
        if getattr(application, name) in (None, "")
    ]
    kind, direct = application.kind, application.direct
    if "kind" in PAGES[part] and kind and kind not in application.competition.kinds:
        faults.append(now_in_words("This call does not admit this kind of initiative."))
    if "direct" in PAGES[part] and direct is not None and direct > application.beneficiaries:
        faults.append(now_in_words("More people benefit directly than benefit in all."))
    return faults


@names_faults(_("Every activity of the plan lies inside the time for implementation."))
def plan_fits_the_term(application: "Application") -> list[str]:
    """The plan has activities, each ending after it begins and before the term is over."""
    rows = application.plan_rows
    if not rows:
        return [now_in_words("The plan has no activity yet.")]
    until = application.competition.implementation_until
    faults = []
    for line, row in enumerate(rows, start=1):
        if row.ends_on < row.starts_on:
            faults.append(
                now_in_words("Plan, line %(line)s: it ends before it begins.") % {"line": line}
            )
        if until and row.ends_on > until:
            faults.append(
                now_in_words(
                    "Plan, line %(line)s: it ends after %(until)s, the last day of implementation."
                )
                % {"line": line, "until": until.strftime("%d.%m.%Y")}
            )
    return faults


@names_faults(_("The budget has lines and asks for something."))
def budget_is_sound(application: "Application") -> list[str]:
    """The budget has lines and a part of it is asked from the fund."""
    if not application.budget_lines:
        return [now_in_words("The budget has no line yet.")]
    if application.totals.asked <= 0:
        return [now_in_words("No line of the budget is asked from the fund.")]
    return []


@names_faults(_("The sum asked is not above the maximum grant."))
def asked_fits_maximum(application: "Application") -> list[str]:
    """The sum asked does not exceed the maximum of the announcement."""
    asked, maximum = application.totals.asked, application.competition.maximum_grant
    if asked <= maximum:
        return []
    return [
        now_in_words(
            "The sum asked is %(asked)s som; the maximum grant is %(maximum)s som: "
            "%(over)s som too much."
        )
        % {
            "asked": in_figures(asked),
            "maximum": in_figures(maximum),
            "over": in_figures(asked - maximum),
        }
    ]


@names_faults(_("The own contribution reaches the smallest share of the call."))
def own_share_is_enough(application: "Application") -> list[str]:
    """The contributions that count reach the smallest own share, in percent of the whole budget."""
    competition, sums = application.competition, application.totals
    if not competition.minimum_share:
        return []
    if sums.total > 0 and sums.share * 100 >= Fraction(competition.minimum_share):
        return []
    return [
        now_in_words(
            "The own contribution that counts is %(share)s %% of the budget; "
            "at least %(needed)s %% is asked."
        )
        % {
            "share": in_figures(share_shown(sums.share)),
            "needed": in_figures(competition.minimum_share),
        }
    ]


@names_faults(_("The contributions promised cover the own part of the budget."))
def pledges_cover_own(application: "Application") -> list[str]:
    """Of each kind, the sum promised is the sum the budget counts on."""
    sums, promised = application.totals.by_source, application.promised
    return [
        now_in_words("%(kind)s: the budget counts on %(budget)s som, %(promised)s som is promised.")
        % {
            "kind": kind.label,
            "budget": in_figures(sums.get(kind, Decimal(0))),
            "promised": in_figures(promised.get(kind, Decimal(0))),
        }
        for kind in ContributionKind
        if sums.get(kind, Decimal(0)) != promised.get(kind, Decimal(0))
    ]


@names_faults(_("Every document the call asks for is enclosed."))
def enclosures_are_there(application: "Application") -> list[str]:
    """Each required document that concerns this applicant has a file, unless it came on paper."""
    if application.route == Route.PAPER:
        return []
    enclosed = {enclosure.item_id for enclosure in application.kept_enclosures}
    return [
        now_in_words("“%(document)s” is not enclosed.") % {"document": item.title}
        for item in application.asked_items
        if item.required and item.is_document and item.pk not in enclosed
    ]


@names_faults(_("The declarations are made and the consents given."))
def consents_are_given(application: "Application") -> list[str]:
    """The applicant agrees to the terms and to the use of personal data."""
    wanted = ("agrees_to_terms", "consents_to_data")
    return [
        now_in_words("Not ticked: “%(statement)s”.") % {"statement": _name(application, name)}
        for name in wanted
        if not getattr(application, name)
    ]


@requires(_("Key the application a first time: who applies, and the budget."))
def first_keying_is_there(application: "Application") -> bool:
    """Somebody has keyed the identity and the sums a first time."""
    return bool(application.representative_name) and bool(application.budget_lines)


@requires(_("The two keyings do not differ."))
def keyings_differ(application: "Application") -> bool:
    """It was keyed a second time, and something differs that nobody has settled."""
    return bool(application.keying_differences())


@requires(_("This application already belongs to an account."))
def has_no_account(application: "Application") -> bool:
    """Nobody's account stands behind the application yet."""
    return application.applicant_id is None


@names_faults(_("What was keyed twice from paper is the same."))
def second_keying_agrees(application: "Application") -> list[str]:
    """Sums and identity of a paper application were keyed a second time without a difference."""
    if application.route != Route.PAPER:
        return []
    envelope = application.envelope
    if envelope is None or not envelope.repeated:
        return [now_in_words("The sums and the identity must be keyed a second time.")]
    return [
        (
            now_in_words("%(what)s: the paper says “%(second)s”, the page says “%(first)s”.")
            if difference["is_resolved"]
            else now_in_words(
                "%(what)s: keyed first as “%(first)s”, the second time as “%(second)s”."
            )
        )
        % difference
        for difference in application.keying_differences()
    ]


# --- when: checking


@requires(_("The decision has already been made."))
def decision_lies_ahead(application: "Application") -> bool:
    """The commission has not decided yet."""
    return application.competition.state in (
        CompetitionState.ANNOUNCED,
        CompetitionState.CHECKING,
        CompetitionState.SCORING,
        CompetitionState.DELIBERATION,
    )


@requires(_("This application has been declined: there is nothing to withdraw."))
def outcome_is_not_known(application: "Application") -> bool:
    """The check is not closed yet, so nobody outside knows how it ended."""
    return not application.competition.check_is_closed


@requires(
    _("Applications are checked after the reception has closed and before the scoring opens.")
)
def check_is_running(application: "Application") -> bool:
    """The call is in its check."""
    return application.competition.state == CompetitionState.CHECKING


@requires(
    _("Names are covered from the closing of the reception on, until the commission has scored.")
)
def commission_may_still_read_it(application: "Application") -> bool:
    """The check runs, or the scoring."""
    return application.competition.state in (CompetitionState.CHECKING, CompetitionState.SCORING)


@requires(_("This application has been returned as often as the terms of the call allow."))
def cure_is_left(application: "Application") -> bool:
    """It may be returned once more."""
    return application.cures_used < application.competition.cure_times


@requires(_("Mark first what can be mended."))
def something_can_be_mended(application: "Application") -> bool:
    """An item of the check is marked as one that can be mended."""
    return any(mark.verdict == Verdict.CURABLE for mark in application.marks_by_item.values())


@names_faults(_("Every item of the checklist is met."))
def every_item_is_met(application: "Application") -> list[str]:
    """Each item that concerns this applicant is marked, and the required ones are met."""
    faults = []
    for item in application.asked_items:
        mark = application.marks_by_item.get(item.pk)
        if mark is None:
            faults.append(now_in_words("“%(item)s” is not checked yet.") % {"item": item.title})
        elif item.required and mark.verdict != Verdict.MET:
            faults.append(now_in_words("“%(item)s” is not met.") % {"item": item.title})
    return faults


@requires(_("Mark first which items are not met: they are the ground."))
def an_item_is_unmet(application: "Application") -> bool:
    """There is a ground to decline: an item that is not met."""
    return any(mark.verdict != Verdict.MET for mark in application.marks_by_item.values())


@requires(_("The term for mending is still running."))
def cure_term_has_run_out(application: "Application") -> bool:
    """What was returned to be mended was not handed in again in term."""
    if application.state != ApplicationState.RETURNED:
        return True
    return application.returned_until is not None and clock.arrival() > application.returned_until


# --- when: what may be mended


def locks_of_page(application: "Application", part: str) -> list[str]:
    """Why a page stays as it was handed in: while it is mended, only the named pages open."""
    if application.state != ApplicationState.RETURNED:
        return []
    latest = application.latest_return
    if latest is not None and (part in latest.parts or _kind_is_mended(application, part)):
        return []
    return [
        now_in_words("“%(page)s” is not among what is to be mended: it stays as it was handed in.")
        % {"page": PART_TITLES[part]}
    ]


def locks_of(
    application: "Application", part: str, item: "ChecklistItem | None" = None
) -> list[str]:
    """Why a page, or the files of one document, stay as they were handed in."""
    locks = locks_of_page(application, part)
    if locks or part != "enclosures" or application.state != ApplicationState.RETURNED:
        return locks
    latest = application.latest_return
    if latest.opens_files_of(item.pk if item else None):
        return []
    if item is None:
        return [now_in_words("Other files are not among what is to be mended.")]
    if _kind_is_mended(application, part) and not item.concerns(application.kind_handed_in):
        return []
    return [
        now_in_words("The files of “%(document)s” are not among what is to be mended.")
        % {"document": item.title}
    ]


def _kind_is_mended(application: "Application", part: str) -> bool:
    # Another kind of applicant is asked for other documents: those may be added then.
    return bool(
        part == "enclosures"
        and {"applicant", SHORT} & set(application.latest_return.parts)
        and application.applicant_kind != application.kind_handed_in
    )


def files_may_be_changed(application: "Application", item: "ChecklistItem | None") -> bool:
    """Whether files of this document may be added and taken out now."""
    return not locks_of(application, "enclosures", item)


# --- when: page by page, for the list of tasks


_PART_CONDITIONS: dict[str, tuple[Any, ...]] = {
    "applicant": (group_is_complete,),
    "plan": (plan_fits_the_term,),
    "budget": (budget_is_sound, asked_fits_maximum, own_share_is_enough),
    "contributions": (pledges_cover_own,),
    "enclosures": (enclosures_are_there,),
    "declarations": (consents_are_given,),
}
_PART_CONDITIONS[SHORT] = tuple(
    condition
    for part, conditions in _PART_CONDITIONS.items()
    if part != "enclosures"
    for condition in conditions
)


def faults_of_part(application: "Application", part: str) -> list[str]:
    """What still stands in the way on one page of the form."""
    faults = _faults_of_texts(application, part)
    for condition in _PART_CONDITIONS.get(part, ()):
        faults += condition.faults(application)
    return faults


# --- when: what the call's own edges ask of its applications


@requires(_("Every application must be checked first: admitted, declined or withdrawn."))
def nothing_is_left_unchecked(competition: "Competition") -> bool:
    """No application waits for its check, and no registered envelope waits to be keyed."""
    waiting = _applications().filter(competition=competition, state__in=UNCHECKED)
    unkeyed = _applications().filter(
        competition=competition, state=ApplicationState.DRAFT, route=Route.PAPER
    )
    return not waiting.exists() and not unkeyed.exists()


@requires(_("No application has been admitted."))
def something_is_admitted(competition: "Competition") -> bool:
    """At least one application was admitted."""
    return _applications().filter(competition=competition, state=ApplicationState.ADMITTED).exists()


@requires(_("An application has been admitted: the call has not failed."))
def nothing_is_admitted(competition: "Competition") -> bool:
    """Not one application was admitted."""
    return not something_is_admitted(competition)


def _applications() -> Any:
    # A rule stands below the models of its own room and asks for them by name.
    return apps.get_model("applications", "Application").objects


def _empty(subject: Any, name: str) -> str:
    return now_in_words("“%(field)s” is empty.") % {"field": _name(subject, name)}


def _name(subject: Any, name: str) -> str:
    return str(subject._meta.get_field(name).verbose_name)
