"""The paper desk: envelopes registered, scanned, keyed twice; differences resolved by a person."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from applications import notices
from applications.choices import KEYED_COLUMNS, KEYED_SUMS, MOST_SCANS, Choice, Route
from applications.models import Application, Envelope, Scan
from audit import clock
from audit.acts import acting, begin, hold, perform
from audit.canonical import plain
from competitions.models import Competition


def register_envelope(
    competition: Competition,
    *,
    actor: User,
    received_at: datetime,
    brought_by: str,
    pages: int,
    brought_phone: str = "",
    scans: Sequence[Mapping[str, Any]] = (),
    late_reason: str = "",
    applicant: User | None = None,
) -> Application:
    """Register an application on paper: its number and the minute at the desk count from here."""
    with acting():
        hold(Competition.objects.filter(pk=competition.pk))
        application = Application(
            competition=competition,
            applicant=applicant,
            route=Route.PAPER,
            begun_at=clock.now(),
            received_at=received_at,
            number=Application.objects.next_number(competition.pk),
            representative_name=brought_by,
            representative_phone=brought_phone,
        )
        application.search = application.fold_words()

        def keep_envelope(begun: Application) -> dict[str, Any]:
            envelope = Envelope(
                application=begun,
                received_at=received_at,
                received_by=actor,
                brought_by=brought_by,
                brought_phone=brought_phone,
                pages=pages,
                late_reason=late_reason,
            )
            envelope.full_clean()
            envelope.save()
            kept = _keep_scans(envelope, scans, actor)
            facts = {"pages": pages, "received_at": received_at, "number": begun.number}
            return facts | ({"scans": kept} if kept else {})

        return begin(application, actor=actor, note=late_reason, also=keep_envelope)


def scan_pages(
    application: Application, *, actor: User, scans: Sequence[Mapping[str, Any]]
) -> Application:
    """Add photographed pages, or a PDF of them, to the scan of an envelope."""

    def keep_pages(scanned: Application) -> dict[str, Any]:
        return {"added": _keep_scans(scanned.envelope, scans, actor)}

    return perform(application, "scan", actor=actor, also=keep_pages)


def scan_take_out(application: Application, *, actor: User, scan: Scan) -> Application:
    """Take a page out of the scan that was added by mistake; the file stays kept."""

    def mark_taken_out(scanned: Application) -> dict[str, Any]:
        pages = scanned.envelope.scan_set.filter(pk=scan.pk, taken_out_at=None)
        pages.update(taken_out_at=clock.now())
        return {"taken_out": scan.sha256 or scan.pk}

    return perform(application, "scan", actor=actor, also=mark_taken_out)


def _keep_scans(envelope: Envelope, scans: Sequence[Mapping[str, Any]], actor: User) -> list[str]:
    """The fingerprints of what was added."""
    there = list(envelope.scan_set.values_list("sha256", "taken_out_at", "position"))
    kept = {sha256 for sha256, taken_out_at, _position in there if taken_out_at is None}
    last = max((position for _sha256, _taken_out_at, position in there), default=0)
    if len(kept) + len(scans) > MOST_SCANS:
        raise ValidationError({"scans": _("An envelope takes no more pages than these.")})
    added = []
    for scan in scans:
        if scan["sha256"] in kept:
            continue  # the same photograph chosen twice
        last += 1
        page = Scan(envelope=envelope, position=last, added_by=actor, added_at=clock.now(), **scan)
        page.full_clean(exclude=["envelope", "added_by"])
        page.save()
        kept.add(page.sha256)
        added.append(page.sha256)
    return added


def note_keying(application: Application, part: str, actor: User) -> None:
    """Keep who keyed a page of a paper application; called where the page is saved."""
    envelope = application.envelope
    if envelope is not None:
        envelope.note_keying(part, actor, clock.now())
        envelope.save(update_fields=["keyed", "keyed_by"])


def repeat_keying(
    application: Application, *, actor: User, repeated: Mapping[str, Any]
) -> Application:
    """Key the sums and the identity of a paper application a second time; differences block."""

    def keep_second(edited: Application) -> dict[str, Any]:
        envelope, first = edited.envelope, edited.keyed()
        second = {name: str(plain(value)) for name, value in repeated.items() if name in first}
        envelope.keep_second(second, first, actor)
        envelope.repeated_at = clock.now()
        envelope.save()
        return {"alone": envelope.repeated_alone, "differed": sorted(envelope.differed)}

    return perform(application, "repeat_keying", actor=actor, also=keep_second)


def resolve_keying(
    application: Application, *, actor: User, choices: Mapping[str, Mapping[str, Any]]
) -> Application:
    """Say, paper in hand, which of two keyings is right: the first, the second, or neither.

    A name, a phone or a title is written at once; a sum is put right on the page it stands on.
    """
    with acting():
        ((held,),) = hold(Application.objects.filter(pk=application.pk).with_call())
        differences = {row["name"]: row for row in held.keying_differences()}
        found = {
            name: _value_of(differences[name], chosen)
            for name, chosen in choices.items()
            if name in differences
        }
        columns = {name: value for name, value in found.items() if name in KEYED_COLUMNS}

        def keep_choices(resolved: Application) -> dict[str, Any]:
            envelope = resolved.envelope
            noted = {
                name: {
                    "choice": choices[name]["choice"],
                    "value": value,
                    "by": actor.pk,
                    "name": str(actor),
                    "at": clock.now().isoformat(),
                }
                for name, value in found.items()
            }
            envelope.resolved = envelope.resolved | noted
            envelope.save(update_fields=["resolved"])
            # People's names stay on the envelope; the journal keeps what was chosen, and the sums.
            return {
                "chosen": {
                    name: choices[name]["choice"]
                    if name in KEYED_COLUMNS
                    else [choices[name]["choice"], value]
                    for name, value in found.items()
                }
            }

        return perform(held, "resolve_keying", actor=actor, also=keep_choices, columns=columns)


def _value_of(difference: Mapping[str, Any], chosen: Mapping[str, Any]) -> str:
    if chosen["choice"] != Choice.ANEW:
        return str(difference[chosen["choice"]])
    value = chosen.get("value")
    if value in (None, "") and difference["name"] in (*KEYED_SUMS, "members"):
        raise ValidationError(_("Type what the paper says."))
    return str(plain(value)) if value is not None else ""


def link_applicant(application: Application, *, actor: User, person: User) -> Application:
    """Give a paper application to the account of its applicant, whose identity card was seen."""
    return perform(application, "link_applicant", actor=actor, person=person, tell=notices.linked)
