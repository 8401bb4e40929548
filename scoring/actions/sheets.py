"""Declaring, scoring, sending; what the chair does with sheets."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.actions import letters_after_check
from applications.choices import SCORED, ApplicationState
from applications.models import Application, Member
from audit import clock
from audit.acts import Refused, acting, begin, hold, last_entry, perform
from audit.canonical import fingerprint, plain
from audit.letters import Letter
from competitions.choices import SeatState
from competitions.models import Competition, Seat
from scoring import notices
from scoring.choices import InterestKind, SheetState
from scoring.models import Mark, Sheet, SheetVersion, stamp_of

NEWER = _(
    "This sheet has changed on the site since the workbook was made: what stands there was kept."
)


def open_scoring(competition: Competition, *, actor: User) -> Competition:
    """Open the scoring: every scoring seat gets a sheet for every admitted application."""
    admitted = Application.objects.filter(
        competition=competition.pk, state=ApplicationState.ADMITTED
    )
    with acting():
        _calls, applications = hold(Competition.objects.filter(pk=competition.pk), admitted)

        def deal(opened: Competition) -> dict[str, Any]:
            seats = [seat for seat in opened.seated() if seat.scores]
            interests = own_interests(seats, applications)
            sheets = [
                new_sheet(
                    opened,
                    seat,
                    application,
                    position,
                    apart=(seat.pk, application.pk) in interests,
                )
                for seat in seats
                for position, application in enumerate(own_order(seat, applications), start=1)
            ]
            Sheet.objects.bulk_create(sheets, batch_size=500)
            return {
                "seats": len(seats),
                "applications": len(applications),
                "recused": len(interests),
            }

        return perform(competition, "open_scoring", actor=actor, also=deal, tell=_told_when_opened)


def _told_when_opened(competition: Competition) -> Iterator[Letter]:
    """The commission may score; the check is closed, and the applicants learn how it ended."""
    yield from notices.scoring_opened(competition)
    yield from letters_after_check(competition)


def own_order(seat: Seat, applications: Iterable[Application]) -> list[Application]:
    """The seat's own fixed order: different for everybody, and anybody can repeat it."""
    return sorted(
        applications,
        key=lambda one: sha256(f"{one.competition_id}:{seat.pk}:{one.number}".encode()).hexdigest(),
    )


def own_interests(
    seats: Sequence[Seat], applications: Sequence[Application]
) -> set[tuple[int, int]]:
    """Seat and application where the holder speaks for the application: never waived."""
    members: dict[int, set[str]] = {}
    phones = [seat.user.phone for seat in seats if seat.user.phone]
    rows = Member.objects.filter(application__in=[one.pk for one in applications], phone__in=phones)
    for application, phone in rows.values_list("application_id", "phone"):
        members.setdefault(application, set()).add(phone)
    return {
        (seat.pk, one.pk)
        for seat in seats
        for one in applications
        if one.applicant_id == seat.user_id
        or (
            seat.user.phone
            and seat.user.phone in {one.representative_phone, *members.get(one.pk, ())}
        )
    }


def new_sheet(
    competition: Competition, seat: Seat, application: Application, position: int, *, apart: bool
) -> Sheet:
    """A sheet as it begins: recused at once where the holder belongs to the applicant."""
    sheet = Sheet(competition=competition, seat=seat, application=application, position=position)
    if apart:
        return Sheet(
            competition=competition,
            seat=seat,
            application=application,
            position=position,
            state=SheetState.RECUSED,
            interest_kind=InterestKind.APPLICANT,
            declared_at=clock.now(),
        )
    return sheet


def call_alternate(
    competition: Competition, *, actor: User, seat: Seat, applications: Sequence[Application]
) -> list[Sheet]:
    """Give a seat sheets for applications where the numbers fall short."""
    if seat.competition_id != competition.pk:
        raise ValidationError({"seat": now_in_words("This seat belongs to another commission.")})
    if any(one.competition_id != competition.pk or one.state not in SCORED for one in applications):
        raise ValidationError(
            {"applications": now_in_words("Choose applications admitted to this competition.")}
        )
    if not applications:
        raise ValidationError({"applications": now_in_words("Choose at least one application.")})
    with acting():
        (call,), _seats = hold(
            Competition.objects.filter(pk=competition.pk), Seat.objects.filter(pk=seat.pk)
        )
        interests = own_interests([seat], applications)
        last = Sheet.objects.filter(seat=seat).aggregate(last=Max("position"))["last"] or 0
        return [
            begin(
                new_sheet(
                    call, seat, application, position, apart=(seat.pk, application.pk) in interests
                ),
                actor=actor,
                tell=notices.alternate_called,
                person=seat.user,
                application=application,
            )
            for position, application in enumerate(own_order(seat, applications), start=last + 1)
        ]


def close_scoring(competition: Competition, *, actor: User) -> Competition:
    """Close the scoring: nobody owes a sheet, and every application has enough of them."""
    with acting():
        hold(
            Competition.objects.filter(pk=competition.pk),
            Sheet.objects.filter(competition=competition.pk),
        )
        return perform(competition, "close_scoring", actor=actor, tell=notices.scoring_closed)


def declare_no_interest(sheet: Sheet, *, actor: User) -> Sheet:
    """Say that one has no interest in the application: its text opens."""
    return perform(sheet, "declare_no_interest", actor=actor)


def declare_interest(
    sheet: Sheet, *, actor: User, interest_kind: str, interest_words: str = ""
) -> Sheet:
    """Say that one has an interest: the application stays closed to one, its mean too."""
    return perform(
        sheet,
        "declare_interest",
        actor=actor,
        tell=notices.interest_declared,
        interest_kind=interest_kind,
        interest_words=interest_words,
    )


def declare_all(
    competition: Competition, *, actor: User, declarations: Sequence[Mapping[str, Any]]
) -> Competition:
    """Declare for several applications of a call at once: interest, or none."""
    own = Sheet.objects.filter(competition=competition.pk).of_person(actor)
    with acting():
        (sheets,) = hold(own.filter(pk__in=[row["sheet"] for row in declarations]))
        known = {sheet.pk: sheet for sheet in sheets}
        for row in declarations:
            sheet = known.get(row["sheet"])
            if sheet is None:
                raise ValidationError(now_in_words("One of these sheets is not yours."))
            if row["interest_kind"]:
                words = row.get("interest_words", "")
                declare_interest(
                    sheet, actor=actor, interest_kind=row["interest_kind"], interest_words=words
                )
            else:
                declare_no_interest(sheet, actor=actor)
    return competition


def declare_late_interest(
    sheet: Sheet, *, actor: User, interest_kind: str, interest_words: str = ""
) -> Sheet:
    """Say that an interest was found later: the sheet is void for everybody to see."""
    return perform(
        sheet,
        "declare_late_interest",
        actor=actor,
        tell=notices.sheet_voided,
        interest_kind=interest_kind,
        interest_words=interest_words,
    )


def score(
    sheet: Sheet, *, actor: User, marks: Sequence[Mapping[str, Any]], workbook: str = ""
) -> Sheet:
    """Enter points and reasons; nobody else sees them before the sheet is sent."""

    def keep_marks(scored: Sheet) -> dict[str, Any]:
        criteria = {criterion.pk: criterion for criterion in scored.competition.criteria_in_order()}
        rows = [_mark(scored, criteria, mark) for mark in marks]
        Mark.objects.bulk_create(
            rows,
            update_conflicts=True,
            update_fields=["points", "reason"],
            unique_fields=["sheet", "criterion"],
        )
        # SECURITY: the journal is read before the sheet is sent; the points are not in it.
        return {"criteria": len(rows), **({"workbook": workbook} if workbook else {})}

    return perform(sheet, "score", actor=actor, also=keep_marks)


def _mark(sheet: Sheet, criteria: Mapping[int, Any], mark: Mapping[str, Any]) -> Mark:
    criterion = criteria.get(mark["criterion"])
    if criterion is None:
        raise ValidationError(now_in_words("This criterion does not belong to the call."))
    points = mark["points"]
    if points is not None:
        points = Decimal(points)
        if fault := Mark.fault(criterion, points):
            raise ValidationError({f"points_{criterion.pk}": fault})
    return Mark(
        sheet=sheet, criterion=criterion, points=points, reason=mark.get("reason", "").strip()
    )


def send(sheet: Sheet, *, actor: User) -> Sheet:
    """Send the sheet: this is final; only the chair can reopen it."""
    return perform(sheet, "send", actor=actor, also=_freeze)


def take_draft(
    sheet: Sheet, *, actor: User, stamp: str, marks: Sequence[Mapping[str, Any]], workbook: str
) -> Sheet:
    """Take the points of a sheet out of a workbook, unless the sheet is newer here by now."""
    with acting():
        # Asked under the lock: a draft saved in the same moment is not overwritten either.
        ((held,),) = hold(Sheet.whole.filter(pk=sheet.pk))
        if stamp_of(held) != stamp and not _came_from(held, workbook):
            raise Refused([NEWER])
        return score(held, actor=actor, marks=marks, workbook=workbook)


def _came_from(sheet: Sheet, workbook: str) -> bool:
    """Whether the last that happened to the sheet was that it was taken out of this workbook.

    Then nothing newer is here: whoever mends a fault and hands the same workbook back need not
    take another one.
    """
    last = last_entry(sheet)
    if last is None or last.act != "scoring.score":
        return False
    return bool(workbook) and last.facts.get("workbook") == workbook


def send_complete(competition: Competition, *, actor: User, sheets: Sequence[Sheet]) -> Competition:
    """Send all these sheets in one press, each with an entry of its own; all of them or none."""
    own = Sheet.whole.filter(competition=competition.pk, pk__in=[sheet.pk for sheet in sheets])
    with acting():
        (held,) = hold(own)
        for sheet in held:
            send(sheet, actor=actor)
    return competition


def score_and_send(sheet: Sheet, *, actor: User, marks: Sequence[Mapping[str, Any]]) -> Sheet:
    """Enter the points and send the sheet in one go; when something is missing, neither."""
    with acting():
        hold(Sheet.objects.filter(pk=sheet.pk))
        score(sheet, actor=actor, marks=marks)
        return send(sheet, actor=actor)


def _freeze(sheet: Sheet) -> dict[str, Any]:
    facts = plain(
        {
            "application": sheet.application.number,
            "seat": {"id": sheet.seat_id, "name": sheet.seat.user.name, "role": sheet.seat.role},
            "terms_version": sheet.competition.terms_version,
            "sent_at": sheet.sent_at,
            "marks": [
                {"criterion": criterion.key, "points": mark.points, "reason": mark.reason}
                for criterion, mark in sheet.marks_in_order()
            ],
        }
    )
    version = SheetVersion.objects.create(
        sheet=sheet,
        number=sheet.versions_count,
        facts=facts,
        sha256=fingerprint(facts),
        made_at=clock.now(),
    )
    return {"version": version.number, "sha256": version.sha256}


def reopen(sheet: Sheet, *, actor: User, reason: str, until: datetime) -> Sheet:
    """Open a sent sheet again, with a reason and a term; what was sent is kept."""
    return perform(
        sheet,
        "reopen",
        actor=actor,
        note=reason,
        tell=notices.sheet_reopened,
        reason=reason,
        until=until,
    )


def excuse(sheet: Sheet, *, actor: User, reason: str) -> Sheet:
    """Excuse a member from scoring this application, with a reason."""
    return perform(
        sheet, "excuse", actor=actor, note=reason, tell=notices.sheet_excused, reason=reason
    )


def remind(sheet: Sheet, *, actor: User) -> Sheet:
    """Remind a member that this sheet is still owed."""
    return perform(sheet, "remind", actor=actor, tell=notices.sheets_owed)


def remind_all(competition: Competition, *, actor: User) -> Competition:
    """Remind everybody who still owes sheets: one letter each, whatever their number."""
    owed: Any = Sheet.whole.filter(competition=competition.pk)
    owed = owed.in_play().unsettled()
    with acting():
        (held,) = hold(owed.filter(seat__state=SeatState.SEATED).exclude(seat__user=actor))
        if not held:
            raise Refused([_("Nobody owes a sheet.")])
        # The first owed sheet of a seat stands for all of them.
        for sheet in {sheet.seat_id: sheet for sheet in reversed(held)}.values():
            remind(sheet, actor=actor)
    return competition


def decline_to_score(sheet: Sheet, *, actor: User, reason: str) -> Sheet:
    """Decline to score this application, with a reason."""
    return perform(sheet, "decline_to_score", actor=actor, note=reason, reason=reason)
