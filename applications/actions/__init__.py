"""Every change to an application, from the first word to the decision."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from applications import notices, rules
from applications.actions.by_file import Answered, fill_from_file
from applications.actions.covering import cover
from applications.actions.deadline import (
    letters_of_cancellation,
    letters_of_extension,
    remind,
    remind_of_deadlines,
)
from applications.actions.desk import (
    link_applicant,
    register_envelope,
    repeat_keying,
    resolve_keying,
    scan_pages,
    scan_take_out,
)
from applications.actions.drafting import edit_part
from applications.actions.enclosures import enclose, take_out
from applications.actions.uploads import begin_upload, drop_upload, finish_upload, take_piece
from applications.choices import Language, Route, Verdict
from applications.models import (
    Application,
    CheckMark,
    Return,
    Version,
    text_of,
)
from audit import clock
from audit.acts import acting, also_requires, begin, hold, perform
from audit.canonical import fingerprint
from audit.letters import Letter
from competitions.models import ChecklistItem, Competition
from competitions.rules import point_named

also_requires(
    Competition, "open_scoring", rules.nothing_is_left_unchecked, rules.something_is_admitted
)
also_requires(
    Competition, "declare_failed", rules.nothing_is_left_unchecked, rules.nothing_is_admitted
)


# --- applying


def begin_application(
    competition: Competition, *, actor: User, route: str = Route.SCREEN
) -> Application:
    """Begin a draft application to a call that takes applications now."""
    with acting():
        hold(Competition.objects.filter(pk=competition.pk))
        application = Application(
            competition=competition,
            applicant=actor,
            route=route,
            begun_at=clock.now(),
            language=_language_of(actor),
            representative_name=actor.name,
            representative_phone=actor.phone or "",
        )
        application.search = application.fold_words()
        return begin(application, actor=actor)


def _language_of(person: User) -> str:
    return person.language if person.language in Language.values else Language.KYRGYZ


def begin_from_file(
    competition: Competition, *, actor: User, pages: Sequence[Answered], sha256: str
) -> Application:
    """Begin a draft with what a filled-in workbook says."""
    with acting():
        begun = begin_application(competition, actor=actor, route=Route.FILE)
        return fill_from_file(begun, actor=actor, pages=pages, seen={}, sha256=sha256)


def submit(application: Application, *, actor: User) -> Application:
    """Hand the application in: it gets its number and minute, and its text is frozen."""
    with acting():
        # The call is locked first: numbers are given one after the other, without gaps.
        (call,), (held,) = hold(
            Competition.objects.filter(pk=application.competition_id).select_related(
                "municipality"
            ),
            Application.objects.filter(pk=application.pk).for_submitting(),
        )
        held.competition = call
        return perform(
            held,
            "submit",
            actor=actor,
            tell=notices.submitted,
            also=_freeze,
            number=held.number or held.last_number + 1,
            received_at=held.moment_of_receipt(),
        )


def _freeze(application: Application) -> dict[str, Any]:
    facts = text_of(application)
    version = Version.objects.create(
        application=application,
        number=application.versions_count,
        facts=facts,
        sha256=fingerprint(facts),
        made_at=clock.now(),
    )
    # What was to be mended is looked at afresh.
    if application.cures_used:
        application.marks.exclude(verdict=Verdict.MET).delete()
    return {"version": version.number, "sha256": version.sha256}


def withdraw(application: Application, *, actor: User, note: str = "") -> Application:
    """Take the application back before the decision."""
    return perform(application, "withdraw", actor=actor, note=note, tell=notices.withdrawn)


def discard(application: Application, *, actor: User) -> Application:
    """Throw a draft away for good: it was never received, and no longer counts."""
    return perform(application, "discard", actor=actor, tell=notices.discarded)


# --- checking


def mark_items(
    application: Application, *, actor: User, marks: Sequence[Mapping[str, Any]]
) -> Application:
    """Record what was found about items of the checklist: met, not met, can be mended."""

    def keep_marks(checked: Application) -> dict[str, Any]:
        asked = {item.pk: item for item in checked.asked_items}
        found = []
        for mark in marks:
            item, verdict, note = mark["item"], mark["verdict"], mark.get("note", "")
            if item.pk not in asked:
                raise ValidationError(_("This item is not asked from this applicant."))
            kept = checked.marks_by_item.get(item.pk) or CheckMark(application=checked, item=item)
            if (kept.verdict, kept.note) == (verdict, note):
                continue
            kept.verdict, kept.note, kept.marked_by, kept.marked_at = (
                verdict,
                note,
                actor,
                clock.now(),
            )
            kept.full_clean(exclude=["application", "item", "marked_by"])
            kept.save()
            found.append({"item": item.pk, "verdict": verdict, "note": note})
        return {"marks": found}

    return perform(application, "mark_items", actor=actor, also=keep_marks)


def send_back(
    application: Application,
    *,
    actor: User,
    note: str,
    parts: Mapping[int, Sequence[str]] | None = None,
) -> Application:
    """Return the application to be mended: the marked items, on the named pages and nowhere else,
    until the end of the call's term.

    A document is mended by its files; for any other item (by its key) `parts` names the pages.
    """
    until = application.cure_term_if_returned_now()

    def keep_return(returned: Application) -> dict[str, Any]:
        items: list[dict[str, Any]] = [
            {
                "item": mark.item_id,
                "title_ky": mark.item.title_ky,
                "title_ru": mark.item.title_ru,
                "point": mark.item.point,
                "note": mark.note,
                "is_document": mark.item.is_document,
                "parts": _pages_of(returned, mark.item, parts or {}),
            }
            for mark in _in_order(returned)
            if mark.verdict == Verdict.CURABLE
        ]
        named = {part for item in items for part in item["parts"]}
        Return.objects.create(
            application=returned,
            number=returned.cures_used,
            items=items,
            parts=[part for part in returned.mendable_parts if part in named],
            note=note,
            until=until,
            sent_at=clock.now(),
        )
        return {"items": items}

    return perform(
        application,
        "send_back",
        actor=actor,
        note=note,
        tell=notices.returned,
        also=keep_return,
        until=until,
    )


def _pages_of(
    application: Application, item: ChecklistItem, named: Mapping[int, Sequence[str]]
) -> list[str]:
    if item.is_document:
        return ["enclosures"]
    pages = [part for part in application.mendable_parts if part in named.get(item.pk, ())]
    if not pages:
        raise ValidationError(
            {f"parts_{item.pk}": _("Tick at least one page to be mended for this item.")}
        )
    return pages


def admit(application: Application, *, actor: User) -> Application:
    """Admit the application: every item of the checklist is met."""
    return perform(application, "admit", actor=actor)


def decline(application: Application, *, actor: User, ground: str = "") -> Application:
    """Decline the application; the items that are not met are the ground, in both languages."""
    with acting():
        ((held,),) = hold(Application.objects.filter(pk=application.pk))
        named = [_ground(mark) for mark in _in_order(held) if mark.verdict != Verdict.MET]
        return perform(
            held, "decline", actor=actor, ground="\n".join(filter(None, (*named, ground)))
        )


def _in_order(application: Application) -> list[CheckMark]:
    return sorted(
        application.marks_by_item.values(), key=lambda mark: (mark.item.position, mark.item_id)
    )


def _ground(mark: CheckMark) -> str:
    both = " / ".join(dict.fromkeys(filter(None, (mark.item.title_ky, mark.item.title_ru))))
    cited = _cited(mark.item.point)
    named = f"{both} ({cited})" if cited else both
    return f"{named}: {mark.note}" if mark.note else named


def _cited(point: str) -> str:
    """The point of the municipality's regulation, in both languages: the ground is read in both."""
    said = []
    for language in Language.values if point else ():
        with override(language):
            said.append(point_named(point))
    return " / ".join(dict.fromkeys(said))


def letters_after_check(competition: Competition) -> Iterator[Letter]:
    """What applicants are told once the check is closed: admitted, or declined and why."""
    for application in (
        Application.objects.filter(competition=competition).checked().with_call().order_by("number")
    ):
        yield from notices.checked(application)


def declare_failed(
    competition: Competition, *, actor: User, reason_ky: str, reason_ru: str
) -> Competition:
    """Declare the call failed: nothing was admitted."""
    return perform(
        competition,
        "declare_failed",
        actor=actor,
        tell=letters_after_check,
        reason_ky=reason_ky,
        reason_ru=reason_ru,
    )


# --- applying the decision (called by the rooms above, which hold the signed protocol)


def award(application: Application, *, actor: User, granted: Decimal) -> Application:
    """Award the grant the signed decision names."""
    return perform(application, "award", actor=actor, tell=notices.awarded, granted=granted)


def reserve(application: Application, *, actor: User, place: int) -> Application:
    """Put the application into the reserve, at the place the signed decision names."""
    return perform(application, "reserve", actor=actor, tell=notices.reserved, place=place)


def pass_over(application: Application, *, actor: User, ground: str) -> Application:
    """Record that the initiative is not financed, with the reason."""
    return perform(application, "pass_over", actor=actor, tell=notices.passed_over, ground=ground)


def amend_to_awarded(application: Application, *, actor: User, granted: Decimal) -> Application:
    """Award after an appeal, as the signed amending protocol says."""
    return perform(
        application, "amend_to_awarded", actor=actor, tell=notices.awarded, granted=granted
    )


def amend_to_reserved(application: Application, *, actor: User, place: int) -> Application:
    """Put into the reserve after an appeal, as the signed amending protocol says."""
    return perform(
        application, "amend_to_reserved", actor=actor, tell=notices.reserved, place=place
    )


def amend_to_passed_over(application: Application, *, actor: User, ground: str) -> Application:
    """Pass over after an appeal, as the signed amending protocol says."""
    return perform(
        application, "amend_to_passed_over", actor=actor, tell=notices.passed_over, ground=ground
    )


def amend_to_admitted(application: Application, *, actor: User) -> Application:
    """Admit after an appeal, as the signed amending protocol says."""
    return perform(application, "amend_to_admitted", actor=actor)


def forgo(application: Application, *, actor: User, note: str = "") -> Application:
    """Record that the award is forgone: by the winner, or unsigned in term."""
    return perform(application, "forgo", actor=actor, note=note, tell=notices.forgone)


__all__ = [
    "Answered",
    "admit",
    "amend_to_admitted",
    "amend_to_awarded",
    "amend_to_passed_over",
    "amend_to_reserved",
    "award",
    "begin_application",
    "begin_from_file",
    "begin_upload",
    "cover",
    "declare_failed",
    "decline",
    "discard",
    "drop_upload",
    "edit_part",
    "enclose",
    "fill_from_file",
    "finish_upload",
    "forgo",
    "letters_after_check",
    "letters_of_cancellation",
    "letters_of_extension",
    "link_applicant",
    "mark_items",
    "pass_over",
    "register_envelope",
    "remind",
    "remind_of_deadlines",
    "repeat_keying",
    "reserve",
    "resolve_keying",
    "scan_pages",
    "scan_take_out",
    "send_back",
    "submit",
    "take_out",
    "take_piece",
    "withdraw",
]
