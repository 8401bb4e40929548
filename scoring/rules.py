"""Who may do what in the commission, and when it can be done."""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.rules import is_clerk_of, is_head_of
from applications.choices import SCORED, ApplicationState
from audit import clock
from audit.acts import names_faults, requires, unmet
from competitions.choices import (
    RESULTS_KNOWN,
    CompetitionState,
    RungKind,
    SeatRole,
    SeatState,
    Signers,
)
from competitions.rules import is_chair
from scoring.choices import (
    AT_WORK,
    MOST_PAGES,
    OPENED_UP,
    AppealState,
    FairnessCheck,
    MeetingState,
    Outcome,
    SheetState,
)
from ui.som import in_figures

if TYPE_CHECKING:
    from accounts.models import User
    from applications.models import Application
    from competitions.models import Competition
    from scoring.models import Answer, Appeal, Meeting, Pin, Protocol, Room, Sheet, TieBreak

DECIDED_UPON = (CompetitionState.DECIDED, CompetitionState.PUBLISHED)


# --- who


def may_fill_sheet(sheet: "Sheet", user: "User") -> bool:
    """The member whose sheet it is."""
    return user.is_active and sheet.seat.user_id == user.pk and sheet.seat.state == SeatState.SEATED


def may_rule_on_sheet(sheet: "Sheet", user: "User") -> bool:
    """The chair of the commission."""
    if sheet.seat.user_id == user.pk:
        return may_fill_sheet(sheet, user) and sheet.seat.role == SeatRole.CHAIR
    return is_chair(sheet.competition, user)


def may_remind(sheet: "Sheet", user: "User") -> bool:
    """The chair or the secretary of the commission; nobody reminds himself."""
    if sheet.seat_id and (sheet.seat.user_id == user.pk or sheet.seat.state != SeatState.SEATED):
        return False
    leads = sheet.competition.has_seat(user, SeatRole.CHAIR, SeatRole.SECRETARY)
    return bool(user.is_active and leads)


def may_declare_late_interest(sheet: "Sheet", user: "User") -> bool:
    """The member whose sheet it is, or the chair."""
    return may_fill_sheet(sheet, user) or may_rule_on_sheet(sheet, user)


def may_call_alternate(sheet: "Sheet", user: "User") -> bool:
    """The chair of the commission."""
    return is_chair(sheet.competition, user)


def may_settle_tie(tie: "TieBreak", user: "User") -> bool:
    """The chair; the secretary records a vote or a lot; the deputy when the chair stands apart."""
    if is_chair(tie.competition, user):
        return tie.kind != RungKind.CHAIRS_WORD or not tie.concerns_interest_of(user)
    if not user.is_active:
        return False
    if tie.kind == RungKind.CHAIRS_WORD:
        deputy = tie.competition.has_seat(user, SeatRole.DEPUTY)
        return deputy and tie.chair_stands_apart() and not tie.concerns_interest_of(user)
    return tie.competition.has_seat(user, SeatRole.SECRETARY)


def may_strike_out_tie(tie: "TieBreak", user: "User") -> bool:
    """The chair of the commission."""
    return is_chair(tie.competition, user)


def may_prepare_meeting(meeting: "Meeting", user: "User") -> bool:
    """The chair or the secretary of the commission, or a clerk of the municipality."""
    return _prepares(meeting.competition, user)


def may_keep_room(room: "Room", user: "User") -> bool:
    """The secretary of the commission, or a clerk of the municipality."""
    if not user.is_active:
        return False
    return room.competition.has_seat(user, SeatRole.SECRETARY) or is_clerk_of(
        user, room.competition.municipality_id
    )


def may_take_turn(room: "Room", user: "User") -> bool:
    """Whoever has sheets in this call."""
    return user.is_active and may_declare(room.competition, user)


def may_give_pin(pin: "Pin", user: "User") -> bool:
    """The member for himself; for others the secretary, or a clerk of the municipality."""
    if pin.seat.user_id == user.pk:
        return user.is_active
    return may_keep_room(pin, user)  # type: ignore[arg-type]


def may_dissent(meeting: "Meeting", user: "User") -> bool:
    """Whoever holds a seat in the commission, for himself."""
    return user.is_active and meeting.competition.has_seat(user)


def may_prepare_protocol(protocol: "Protocol", user: "User") -> bool:
    """The chair or the secretary of the commission, or a clerk of the municipality."""
    return _prepares(protocol.competition, user)


def may_sign_protocol(protocol: "Protocol", user: "User") -> bool:
    """The chair of the commission."""
    return is_chair(protocol.competition, user)


def may_carry_out(protocol: "Protocol", user: "User") -> bool:
    """The chair of the commission, or the head of the aiyl okmotu."""
    competition = protocol.competition
    return is_chair(competition, user) or is_head_of(user, competition.municipality_id)


def may_countersign(protocol: "Protocol", user: "User") -> bool:
    """The secretary and the other members of the commission, each for himself."""
    return (
        user.is_active
        and protocol.competition.has_seat(user)
        and not is_chair(protocol.competition, user)
    )


def may_file_appeal(appeal: "Appeal", user: "User") -> bool:
    """Who speaks for the application; a clerk of the municipality enters anybody's."""
    if is_clerk_of(user, appeal.competition.municipality_id):
        return True
    # SECURITY: nobody but the desk may file in another's name, or say that it came earlier.
    if appeal.filed_by_name and appeal.filed_by_id != user.pk:
        return False
    application = appeal.application
    # The kernel asks before the application is chosen, too: then whoever has one here.
    if application is None:
        return (
            user.is_active
            and _applications().filter(competition=appeal.competition_id).of_person(user).exists()
        )
    return (
        user.is_active
        and application.competition_id == appeal.competition_id
        and application.acts_for(user)
    )


def may_decide_appeal(appeal: "Appeal", user: "User") -> bool:
    """The head of the aiyl okmotu or the chair, unless the application is his own."""
    competition = appeal.competition
    if appeal.application is not None and appeal.application.speaks_for(user):
        return False
    return is_head_of(user, competition.municipality_id) or is_chair(competition, user)


def may_answer_appeal(appeal: "Appeal", user: "User") -> bool:
    """A clerk, the head or the chair, unless the application is his own."""
    if appeal.application is not None and appeal.application.speaks_for(user):
        return False
    competition = appeal.competition
    clerk = is_clerk_of(user, competition.municipality_id)
    return clerk or is_head_of(user, competition.municipality_id) or is_chair(competition, user)


def may_answer_checks(answer: "Answer", user: "User") -> bool:
    """The chair, or the secretary who writes the commission's answer down."""
    if not user.is_active:
        return False
    return answer.competition.has_seat(user, SeatRole.CHAIR, SeatRole.SECRETARY)


def may_see_ranking(competition: "Competition", user: "User") -> bool:
    """The commission and the office of the municipality."""
    return competition.has_seat(user) or reads_office(competition, user)


def may_see_grid(competition: "Competition", user: "User") -> bool:
    """The commission and the office of the municipality."""
    return may_see_ranking(competition, user)


def ranking_is_open(competition: "Competition") -> bool:
    """Scoring is closed: everybody has said what he had to say."""
    return bool(competition.state in OPENED_UP)


def grid_is_open_to(competition: "Competition", user: "User") -> bool:
    """Who has done what is for those who lead and for the office, until scoring is closed."""
    return ranking_is_open(competition) or leads_or_reads(competition, user)


def leads_or_reads(competition: "Competition", user: "User") -> bool:
    """The chair, the deputy and the secretary; the office of the municipality."""
    leads = competition.has_seat(user, SeatRole.CHAIR, SeatRole.DEPUTY, SeatRole.SECRETARY)
    return leads or reads_office(competition, user)


def may_see_habits(competition: "Competition", user: "User") -> bool:
    """Who gives points how: for the chair and the auditors, so that nobody is pilloried."""
    return is_chair(competition, user) or audits(competition, user)


def may_declare(competition: "Competition", user: "User") -> bool:
    """Whoever has sheets in this call."""
    return _sheets(competition).of_person(user).exists()


def reads_office(competition: "Competition", user: "User") -> bool:
    """A clerk, the head or an auditor of the municipality."""
    if not user.is_active:
        return False
    if user.holds(Role.CLERK, competition.municipality_id) or user.holds(
        Role.HEAD, competition.municipality_id
    ):
        return True
    return audits(competition, user)


def audits(competition: "Competition", user: "User") -> bool:
    """An auditor in whose area this municipality lies."""
    if not user.is_active or not user.holds(Role.AUDITOR):
        return False
    return (
        type(competition.municipality)
        .objects.served_by(user, Role.AUDITOR)
        .filter(pk=competition.municipality_id)
        .exists()
    )


def _prepares(competition: "Competition", user: "User") -> bool:
    if not user.is_active:
        return False
    return competition.has_seat(user, SeatRole.CHAIR, SeatRole.SECRETARY) or is_clerk_of(
        user, competition.municipality_id
    )


# --- when: the sheet


@requires(_("The commission is not scoring, or its protocol is already signed."))
def marks_may_still_change(subject: Any) -> bool:
    """The commission is at work and nothing is signed yet."""
    return commission_is_at_work(subject.competition)


@requires(_("This person does not hold the seat any more."))
def seat_is_held(pin: "Pin") -> bool:
    """The seat was not released."""
    return bool(pin.seat.state == SeatState.SEATED)


@requires(_("The application is no longer in the competition."))
def application_is_in_play(sheet: "Sheet") -> bool:
    """The application was admitted and not withdrawn."""
    return bool(sheet.application.state in SCORED)


@requires(_("You belong to the applicant of this application: such an interest cannot be waived."))
def holder_has_no_part_in_it(sheet: "Sheet") -> bool:
    """Whoever holds the seat does not speak for the application."""
    return not sheet.holder_speaks_for_it


@requires(_("The term for which the sheet was reopened has run out. Ask the chair."))
def reopened_term_is_running(sheet: "Sheet") -> bool:
    """A reopened sheet is sent within its term."""
    if sheet.state != SheetState.REOPENED or sheet.reopened_until is None:
        return True
    return clock.arrival() <= sheet.reopened_until


def scores_term_is_past(competition: "Competition") -> bool:
    """Whether the day named in the call for scoring has gone by while scoring still runs.

    It is told on the pages and stops nothing. The calendar opens and closes windows for those
    outside, who must all have the same time; inside, workflow.md lets the chair close the scoring,
    and only when every sheet is settled. A sheet refused for its date would have to be excused
    instead, and the application would lose a score through no fault of its own. Only a reopened
    sheet has a term that binds: the chair set it for that one sheet.
    """
    until = competition.scores_until
    running = competition.state == CompetitionState.SCORING
    return running and until is not None and clock.local_day(clock.arrival()) > until


@names_faults(_("Every criterion has its points."))
def every_criterion_has_points(sheet: "Sheet") -> list[str]:
    """No criterion was left out, and every figure lies on its scale."""
    faults = []
    for criterion, mark in sheet.marks_in_order():
        if mark is None or mark.points is None:
            faults.append(
                now_in_words("“%(criterion)s” has no points yet.") % {"criterion": criterion.title}
            )
        elif not criterion.allows(mark.points):
            faults.append(
                now_in_words("“%(criterion)s”: these points are not on the scale.")
                % {"criterion": criterion.title}
            )
    return faults


@names_faults(_("Reasons are given where they are asked, and at both ends of a scale."))
def reasons_are_given(sheet: "Sheet") -> list[str]:
    """A reason stands where the criterion asks for one, and with the least and the most points."""
    return [
        now_in_words("“%(criterion)s” needs a reason for these points.")
        % {"criterion": criterion.title}
        for criterion, mark in sheet.marks_in_order()
        if mark is not None
        and mark.points is not None
        and mark.asks_reason(criterion)
        and not mark.reason.strip()
    ]


def missing_before_sending(sheet: "Sheet") -> list[str]:
    """What a draft still lacks before it can be sent."""
    return unmet([every_criterion_has_points, reasons_are_given], sheet)


# --- when: the call's own edges


@names_faults(_("Every sheet is sent, recused, excused or declined."))
def sheets_are_settled(competition: "Competition") -> list[str]:
    """Nobody owes a sheet any more."""
    return [
        now_in_words("%(person)s still owes sheets: %(number)s.")
        % {"person": person, "number": number}
        for person, number in _sheets(competition).waiting_by_person()
    ]


@names_faults(_("Every application has the minimum number of scores."))
def scores_are_enough(competition: "Competition") -> list[str]:
    """Each application was scored by as many as the call asks."""
    return [
        now_in_words(
            "Application № %(number)s has %(scores)s of %(needed)s scores: call an alternate."
        )
        % {
            "number": code if competition.covers_names else number,
            "scores": scores,
            "needed": competition.minimum_scores,
        }
        for number, code, scores in _sheets(competition).scores_by_application()
        if scores < competition.minimum_scores
    ]


@requires(_("The protocol is not signed yet."))
def protocol_is_signed(competition: "Competition") -> bool:
    """The commission's protocol is complete and signed."""
    return _protocols(competition).signed().exists()


@requires(_("No signed protocol says that this application is awarded."))
def protocol_awards(application: "Application") -> bool:
    """The latest signed protocol grants it, or put it into the reserve it is now promoted from."""
    said = _last_word(application)
    promoted = application.state == ApplicationState.RESERVED and said == Outcome.RESERVE
    return said == Outcome.AWARD or promoted


@requires(_("No signed protocol puts this application into the reserve."))
def protocol_reserves(application: "Application") -> bool:
    """The latest signed protocol gives it a place in the reserve."""
    return _last_word(application) == Outcome.RESERVE


@requires(_("No signed protocol passes this application over."))
def protocol_passes_over(application: "Application") -> bool:
    """The latest signed protocol passes it over, or its place in the reserve has run out."""
    said = _last_word(application)
    lapsed = application.state == ApplicationState.RESERVED and said == Outcome.RESERVE
    return said == Outcome.PASS_OVER or lapsed


@requires(_("No signed amending protocol says so of this application."))
def amendment_awards(application: "Application") -> bool:
    """The latest signed amending protocol grants it."""
    return _last_word(application, amending=True) == Outcome.AWARD


@requires(_("No signed amending protocol says so of this application."))
def amendment_reserves(application: "Application") -> bool:
    """The latest signed amending protocol gives it a place in the reserve."""
    return _last_word(application, amending=True) == Outcome.RESERVE


@requires(_("No signed amending protocol says so of this application."))
def amendment_passes_over(application: "Application") -> bool:
    """The latest signed amending protocol passes it over."""
    return _last_word(application, amending=True) == Outcome.PASS_OVER


@requires(_("No signed amending protocol says so of this application."))
def amendment_admits(application: "Application") -> bool:
    """The latest signed amending protocol admits it to the competition."""
    return _last_word(application, amending=True) == Outcome.ADMIT


def _last_word(application: "Application", *, amending: bool = False) -> str:
    """What the latest signed protocol that names this application says of it."""
    proposals = apps.get_model("scoring", "Proposal").objects.filter(
        application=application.pk,
        protocol__competition=application.competition_id,
        protocol__state="signed",
    )
    if amending:
        proposals = proposals.exclude(protocol__amends=None)
    latest = proposals.order_by("-protocol__number").values_list("outcome", flat=True).first()
    return latest or ""


# --- when: ties and meetings


@requires(_("Ties are settled when scoring is closed and before the protocol is signed."))
def deliberation_is_running(subject: Any) -> bool:
    """The commission deliberates and has not signed."""
    return subject.competition.state == CompetitionState.DELIBERATION and marks_may_still_change(
        subject
    )


@requires(_("These applications do not wait for this rung of the tie ladder."))
def tie_waits_for_this(tie: "TieBreak") -> bool:
    """The ranking names exactly these applications as equal, and this rung as the next one."""
    return tie.is_awaited()


@requires(_("A lot is drawn once: it cannot be struck out."))
def tie_was_no_lot(tie: "TieBreak") -> bool:
    """People may have been recorded wrongly; a lot cannot."""
    return tie.kind != RungKind.LOT


@requires(
    _("The commission meets from the opening of the scoring until the competition is completed.")
)
def commission_may_meet(meeting: "Meeting") -> bool:
    """The commission is at work, or is asked again after an appeal."""
    return meeting.competition.state in (*AT_WORK, *DECIDED_UPON)


@requires(_("The protocol of this meeting is already signed."))
def meeting_is_not_sealed(meeting: "Meeting") -> bool:
    """No protocol was signed after this meeting."""
    return not meeting.is_sealed


@requires(_("The hour of the meeting has not come yet."))
def meeting_hour_has_come(meeting: "Meeting") -> bool:
    """The meeting has begun by the clock."""
    return clock.arrival() >= meeting.held_at


@names_faults(_("Enough members are present for the quorum."))
def quorum_is_present(meeting: "Meeting") -> list[str]:
    """The present make the part of the voting seats that the call asks."""
    present, needed, seats = meeting.quorum()
    if seats and present >= needed:
        return []
    return [
        now_in_words("Present: %(present)s of %(seats)s; the quorum is %(needed)s.")
        % {"present": present, "seats": seats, "needed": needed}
    ]


# --- when: the protocol


@requires(
    _("The protocol is drawn up when scoring is closed; an amending one after an upheld appeal.")
)
def protocol_has_its_occasion(protocol: "Protocol") -> bool:
    """The commission deliberates; or an appeal was upheld and the protocol is to be amended."""
    if protocol.amends is None:
        return protocol.competition.state == CompetitionState.DELIBERATION
    upheld = protocol.appeal is not None and protocol.appeal.state == AppealState.UPHELD
    return upheld and protocol.competition.state in DECIDED_UPON


@requires(
    _("There is already a protocol: change the draft, or amend the signed one after an appeal.")
)
def protocol_is_the_only_one(protocol: "Protocol") -> bool:
    """No other draft, and no signed one unless this one amends it."""
    others = _protocols(protocol.competition).exclude(pk=protocol.pk)
    if protocol.amends_id is None:
        return not others.exists()
    return not others.exclude(state="signed").exists()


@names_faults(_("The ranking is settled: no tie is left open."))
def ranking_is_settled(protocol: "Protocol") -> list[str]:
    """Every tie above the pass mark was decided by a rung of the ladder."""
    if protocol.amends_id is not None:
        return []
    return [
        now_in_words("№ %(numbers)s: %(reason)s")
        % {"numbers": ", ".join(str(int(key)) for key in sorted(tie.keys)), "reason": tie.reason}
        for tie in protocol.ranking.unsettled
    ]


@names_faults(_("Every sheet is settled."))
def protocol_sheets_are_settled(protocol: "Protocol") -> list[str]:
    """No sheet is open or reopened."""
    return [] if protocol.amends_id is not None else sheets_are_settled.faults(protocol.competition)  # type: ignore[attr-defined]


@requires(_("The meeting has not been held with a quorum yet."))
def meeting_was_held(protocol: "Protocol") -> bool:
    """The commission met with a quorum (for an amending protocol: after the appeal was decided)."""
    meeting = protocol.meeting
    if meeting is None or meeting.state != MeetingState.HELD:
        return False
    if protocol.appeal is None:
        return True
    decided_at = protocol.appeal.decided_at
    return decided_at is not None and meeting.held_at >= decided_at


@names_faults(_("Every application has its proposal, with what belongs to it."))
def proposals_are_complete(protocol: "Protocol") -> list[str]:
    """Each application is granted, reserved or passed over, with sum, place or reason."""
    faults = []
    proposals = protocol.proposals_in_order()
    if protocol.amends_id is None:
        missing = protocol.applications_in_play().exclude(
            pk__in=[row.application_id for row in proposals]
        )
        faults += [
            now_in_words("Application № %(number)s has no proposal.") % {"number": number}
            for number in missing.order_by("number").values_list("number", flat=True)
        ]
        faults += [
            now_in_words(
                "Application № %(number)s has left the competition: draw the protocol up again."
            )
            % {"number": row.application.number}
            for row in proposals
            if row.application.state not in SCORED
        ]
    elif not proposals:
        faults.append(now_in_words("The amending protocol changes nothing yet."))
    for row in proposals:
        faults += [f"№ {row.application.number}: {fault}" for fault in row.faults()]
    places = sorted(row.place for row in proposals if row.outcome == Outcome.RESERVE and row.place)
    if protocol.amends_id is None and places != list(range(1, len(places) + 1)):
        faults.append(now_in_words("The places in the reserve must run 1, 2, 3 without a gap."))
    return faults


@names_faults(_("The proposals follow the ranking, or say in words why not."))
def deviations_are_explained(protocol: "Protocol") -> list[str]:
    """Where the commission departs from the ranking, it says why in both languages."""
    if protocol.amends_id is not None or not protocol.ranking.is_settled:
        return []
    return [
        now_in_words("№ %(number)s departs from the ranking: say why, in Kyrgyz and in Russian.")
        % {"number": row.application.number}
        for row in protocol.deviations()
        if not row.is_explained
    ]


@requires(_("No check of fairness ends otherwise than the ranking: there is nothing to answer."))
def checks_differ(answer: "Answer") -> bool:
    """At least one check would fund others than the ranking does."""
    return bool(answer.now_differs())


@names_faults(_("The checks of fairness that would finance others are answered in words."))
def checks_are_answered(protocol: "Protocol") -> list[str]:
    """To every check that would fund others than the ranking the commission has said something.

    An answer counts for what the check said when it was given: if points have changed since, and
    the check names others now, it is asked again.
    """
    if protocol.amends_id is not None or not protocol.ranking.is_settled:
        return []
    if not protocol.differences:
        return []
    answers = apps.get_model("scoring", "Answer").objects.filter(
        competition=protocol.competition_id
    )
    answered = [one for said in answers.values_list("differences", flat=True) for one in said]
    return [
        now_in_words("%(check)s others would be financed: answer this check in words.")
        % {"check": FairnessCheck(one["check"]).label}
        for one in protocol.differences
        if one not in answered
    ]


@names_faults(_("The grants fit into the fund."))
def grants_fit_the_fund(protocol: "Protocol") -> list[str]:
    """The sum of all grants is not more than the fund of the call."""
    total, fund = protocol.sum_of_grants(), protocol.competition.fund
    if total <= fund:
        return []
    return [
        now_in_words("The grants come to %(total)s som, the fund is %(fund)s som.")
        % {"total": in_figures(total), "fund": in_figures(fund)}
    ]


@names_faults(_("Whoever else must sign has signed, or the signed paper is attached."))
def others_have_signed(protocol: "Protocol") -> list[str]:
    """The secretary and the members have signed as the call says, on the site or on paper."""
    if protocol.competition.signers == Signers.CHAIR or protocol.pages_in_order:
        return []
    return [
        now_in_words("%(person)s has not signed yet.") % {"person": seat.user.name}
        for seat in protocol.seats_still_to_sign()
    ]


@requires(_("The call asks for the chair's signature only."))
def more_signatures_are_asked(protocol: "Protocol") -> bool:
    """The call lets others sign beside the chair."""
    return protocol.competition.signers != Signers.CHAIR


@requires(_("All the files of the signed paper that are taken are attached."))
def scan_may_be_attached(protocol: "Protocol") -> bool:
    """More pages may follow as long as there are not too many; those there stay."""
    return len(protocol.pages_in_order) < MOST_PAGES


@requires(_("Nothing of the signed paper is attached."))
def scans_are_there(protocol: "Protocol") -> bool:
    """There is something to take out."""
    return bool(protocol.pages_in_order)


# --- when: appeals


@requires(_("Appeals are taken once the results are published, until the last day the call names."))
def appeal_is_in_time(appeal: "Appeal") -> bool:
    """It was filed after publication and within the term."""
    competition = appeal.competition
    if competition.state not in RESULTS_KNOWN or competition.published_at is None:
        return False
    filed = appeal.filed_at or clock.arrival()
    if not competition.published_at <= filed <= clock.arrival():
        return False
    return competition.appeals_until is None or clock.local_day(filed) <= competition.appeals_until


@requires(_("The competition is already completed."))
def competition_is_not_over(appeal: "Appeal") -> bool:
    """A decision on an appeal can still have an effect."""
    return appeal.competition.state in DECIDED_UPON


@requires(_("The answer to this appeal is already entered."))
def appeal_is_not_answered(appeal: "Appeal") -> bool:
    """An answer goes out once."""
    return appeal.answered_on is None


def commission_is_at_work(competition: "Competition") -> bool:
    """Points may still be declared upon, given and sent."""
    if competition.state == CompetitionState.DELIBERATION:
        return not _protocols(competition).signed().exists()
    return bool(competition.state in AT_WORK)


def _sheets(competition: "Competition") -> Any:
    # A rule stands below the models of its own room and asks for them by name.
    return apps.get_model("scoring", "Sheet").objects.filter(competition=competition.pk)


def _protocols(competition: "Competition") -> Any:
    return apps.get_model("scoring", "Protocol").objects.filter(competition=competition.pk)


def _applications() -> Any:
    return apps.get_model("applications", "Application").objects
