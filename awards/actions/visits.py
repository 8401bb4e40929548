"""Visits to the place: planned, made, what they found, and the photos of it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from audit import clock
from audit.acts import Refused, acting, begin, hold, perform
from audit.letters import Letter
from awards import notices
from awards.choices import PlaceBy
from awards.models import Award, Finding, Photo, Report, Visit
from competitions.actions import BY_THE_CALENDAR
from ui.uploads import pictures


def plan_visit(award: Award, *, actor: User, planned_on: date, place: str = "") -> Visit:
    """Plan a visit to the place."""
    with acting():
        ((held,),) = hold(Award.objects.filter(pk=award.pk))
        visit = Visit(award=held, number=_next(held.visits), planned_on=planned_on, place=place)
        return begin(visit, actor=actor, planned_on=planned_on)


def make_visit(
    visit: Visit,
    *,
    actor: User,
    held_on: date,
    place: str,
    findings: str,
    present: str = "",
    to_mend: Sequence[Mapping[str, Any]] = (),
) -> Visit:
    """Enter the act of a visit: what was seen, and what has to be mended, each with its term."""

    def keep_findings(made: Visit) -> dict[str, Any]:
        for number, row in enumerate(to_mend, start=1):
            if row["until"] < held_on:
                raise ValidationError({"to_mend": _("The term ends before the visit.")})
            found = Finding(visit=made, number=number, what=row["what"], until=row["until"])
            found.full_clean(exclude=["state"])
            found.save()
        return {"to_mend": [{"what": row["what"], "until": row["until"]} for row in to_mend]}

    return perform(
        visit,
        "make_visit",
        actor=actor,
        tell=notices.visit_made,
        also=keep_findings,
        held_on=held_on,
        place=place,
        findings=findings,
        present=present,
    )


def call_off(visit: Visit, *, actor: User, reason: str) -> Visit:
    """Call a planned visit off, with the reason."""
    return perform(visit, "call_off", actor=actor, note=reason, reason=reason)


def mend(
    finding: Finding, *, actor: User, mended_on: date, mended_note: str, file: Any = None
) -> Finding:
    """Record that what a visit found is mended: when, how, with a photo where there is one."""
    with acting():
        visit = finding.visit
        (award,), _visits, (held,) = hold(
            Award.objects.filter(pk=visit.award_id),
            Visit.objects.filter(pk=visit.pk),
            Finding.objects.filter(pk=finding.pk),
        )
        held.visit.award = award

        def keep_proof(mended: Finding) -> dict[str, Any]:
            if file is None:
                return {"photo": None}
            proof = _photo(award, file, visit=mended.visit, finding=mended, people="")
            proof.taken_on = proof.taken_on or mended_on
            proof.full_clean(exclude=["state"])
            proof.save()
            return {"photo": proof.pk}

        return perform(
            held,
            "mend",
            actor=actor,
            also=keep_proof,
            mended_on=mended_on,
            mended_note=mended_note,
            closed_by=str(actor)[:160],
        )


# --- photos


def add_photo(
    subject: Award | Visit | Report | Finding,
    *,
    actor: User,
    file: Any,
    moment: str,
    people: str,
    caption: str = "",
    taken_on: date | None = None,
    place: str = "",
    latitude: Decimal | None = None,
    longitude: Decimal | None = None,
) -> Photo:
    """Add a photo: before, during or after the work, with its day and place. Nobody outside the
    house sees it until the office publishes it."""
    if taken_on and taken_on > clock.today():
        raise ValidationError({"taken_on": _("This day has not come yet.")})
    below: dict[str, Any] = {}
    if isinstance(subject, Finding):
        below = {"finding": subject, "visit": subject.visit}
    elif isinstance(subject, Visit):
        below = {"visit": subject}
    elif isinstance(subject, Report):
        below = {"report": subject}
    award_id = subject.pk if isinstance(subject, Award) else subject.award.pk
    with acting():
        ((award,),) = hold(Award.objects.filter(pk=award_id))
        photo = _photo(award, file, people=people, moment=moment, caption=caption, **below)
        photo.taken_on = taken_on or photo.taken_on
        photo.place = place
        if latitude is not None and longitude is not None:
            photo.latitude, photo.longitude = latitude, longitude
            photo.place_by = PlaceBy.BROWSER
        elif place:
            photo.place_by = PlaceBy.TYPED
        return begin(photo, actor=actor, moment=moment, people=people, taken_on=photo.taken_on)


def _photo(award: Award, file: Any, **facts: Any) -> Photo:
    """The row of a photo, with what its camera told of the day and the place."""
    photo = Photo(award=award, file=file, added_at=clock.now(), **facts)
    told = getattr(file, "told", None)
    if told is not None:
        # A camera whose clock stands wrong tells nothing.
        photo.taken_on = told.taken_on if told.taken_on and told.taken_on <= clock.today() else None
        photo.latitude, photo.longitude = told.latitude, told.longitude
        photo.place_by = PlaceBy.CAMERA if told.latitude is not None else PlaceBy.TYPED
    photo.small = ContentFile(pictures.small(file), "small.jpg")
    return photo


def describe_photo(
    photo: Photo,
    *,
    actor: User,
    moment: str,
    people: str,
    caption: str = "",
    taken_on: date | None = None,
    place: str = "",
) -> Photo:
    """Correct what is said of a photo, and whether people can be recognised in it."""
    return perform(
        photo,
        "describe_photo",
        actor=actor,
        moment=moment,
        people=people,
        caption=caption,
        taken_on=taken_on,
        place=place,
    )


def record_consent(
    photo: Photo, *, actor: User, of: str, asked_by: str, on: date, form: str, file: Any = None
) -> Photo:
    """Record that the people in a photo agreed to its being published: who asked, when, how."""
    return perform(
        photo,
        "record_consent",
        actor=actor,
        of=of,
        asked_by=asked_by,
        on=on,
        form=form,
        file=file,
    )


def publish_photo(photo: Photo, *, actor: User) -> Photo:
    """Let everybody see a photo on the public pages."""
    return perform(photo, "publish_photo", actor=actor)


def withhold_photo(photo: Photo, *, actor: User, reason: str, consent_ended: bool = False) -> Photo:
    """Take a photo off the public pages, with the reason; a consent taken back is forgotten."""
    return perform(
        photo,
        "withhold_photo",
        actor=actor,
        note=reason,
        reason=reason,
        consent_ended=consent_ended,
    )


# --- reminders


def remind_of_finding(finding: Finding, *, actor: User) -> Finding:
    """Remind the winner of what is to be mended, before its term and once it is over."""

    def letters(reminded: Finding) -> Iterator[Letter]:
        yield from notices.finding_due(reminded)

    return perform(finding, "remind_of_finding", actor=actor, tell=letters)


def remind_of_findings(actor: User) -> int:
    """Remind of every finding whose term comes near or is over; once each."""
    reminded = 0
    for finding in Finding.objects.to_remind().with_award().order_by("pk"):
        try:
            remind_of_finding(finding, actor=actor)
        except Refused:
            # Reminded of already, or mended meanwhile.
            continue
        reminded += 1
    return reminded


BY_THE_CALENDAR.append(remind_of_findings)


def _next(rows: Any) -> int:
    return (rows.aggregate(latest=Max("number"))["latest"] or 0) + 1
