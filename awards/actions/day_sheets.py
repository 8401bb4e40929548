"""Day sheets: the work of a day goes into the books by one act."""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts.choices import Sex
from accounts.models import User
from audit import clock
from audit.acts import acting, begin, hold, perform
from awards import ledger
from awards.actions.contributions import enter_confirmation, enter_use, take_out
from awards.choices import HOURS_OF_A_DAY
from awards.models import Award, Confirmation, Contribution, DaySheet, Use, Worker
from ui.rounding import half_up

NOTHING = Decimal(0)


def record_sheet(
    award: Award,
    *,
    actor: User,
    contribution: Contribution,
    worked_on: date,
    work: str,
    workers: Sequence[Mapping[str, Any]] = (),
    unnamed_women: int = 0,
    unnamed_men: int = 0,
    hours_each: Decimal | None = None,
    responsible: str = "",
) -> DaySheet:
    """Record the work of a day: what it is worth by the frozen rate counts as come and as used."""
    with acting():
        (held,), given = hold(
            Award.objects.filter(pk=award.pk),
            Contribution.objects.filter(pk=contribution.pk, award=award),
        )
        sheet = DaySheet(
            award=held,
            contribution=_that_takes_sheets(given),
            number=(held.day_sheets.aggregate(latest=Max("number"))["latest"] or 0) + 1,
            worked_on=worked_on,
            work=work,
            responsible=responsible,
            unnamed_women=unnamed_women,
            unnamed_men=unnamed_men,
            hours_each=hours_each if unnamed_women or unnamed_men else None,
            recorded_at=clock.now(),
        )
        _reckon(sheet, workers, hours_each)
        held_contribution = given[0]
        sheet.confirmed_amount = max(sheet.amount - held_contribution.left, NOTHING)
        begun = begin(
            sheet,
            actor=actor,
            also=lambda kept: _keep_workers(kept, workers),
            contribution=contribution.pk,
            people=sheet.people,
            hours=sheet.hours,
            amount=sheet.amount,
        )
        _into_the_books(begun, held_contribution, actor)
    return begun


def _that_takes_sheets(found: Sequence[Contribution]) -> Contribution:
    if not found:
        sentence = _("This contribution belongs to another award.")
        raise ValidationError({"contribution": sentence})
    if not found[0].takes_day_sheets:
        sentence = _("Day sheets need labour or machines promised by a rate for an hour or a day.")
        raise ValidationError({"contribution": sentence})
    return found[0]


def _reckon(
    sheet: DaySheet, workers: Sequence[Mapping[str, Any]], hours_each: Decimal | None
) -> None:
    """Count the people and their hours, and reckon what they are worth."""
    given, unnamed = sheet.contribution, sheet.unnamed_women + sheet.unnamed_men
    if unnamed and hours_each is None:
        raise ValidationError({"hours_each": _("Say how many hours each of them worked.")})
    if not unnamed and not workers:
        raise ValidationError({"people": _("Nobody is on the sheet: name people or count them.")})
    sexes = [worker.get("sex", "") for worker in workers]
    sheet.women = sheet.unnamed_women + sexes.count(Sex.FEMALE)
    sheet.men = sheet.unnamed_men + sexes.count(Sex.MALE)
    sheet.people = unnamed + len(workers)
    sheet.hours = sum((worker["hours"] for worker in workers), NOTHING)
    sheet.hours += unnamed * (hours_each or NOTHING)
    sheet.rate_amount, sheet.hours_a_unit = given.rate_amount, given.hours_a_unit or 1
    sheet.unit_ky, sheet.unit_ru = given.unit_ky, given.unit_ru
    sheet.amount = ledger.worth_of_hours(sheet.hours, sheet.rate_amount, sheet.hours_a_unit)


def _keep_workers(sheet: DaySheet, workers: Sequence[Mapping[str, Any]]) -> None:
    kept = [
        Worker(
            sheet=sheet,
            award=sheet.award,
            worked_on=sheet.worked_on,
            position=position,
            name=worker["name"],
            known_by=known_by(worker["name"]),
            sex=worker.get("sex", ""),
            hours=worker["hours"],
        )
        for position, worker in enumerate(workers, start=1)
    ]
    faults = [*_beyond_a_day(kept), *_twice(sheet, kept)]
    if faults:
        raise ValidationError({"people": faults})
    for worker in kept:
        worker.clean_fields(exclude=["sheet", "award"])
    Worker.objects.bulk_create(kept)


def _beyond_a_day(workers: Sequence[Worker]) -> list[Any]:
    sentence = _("%(name)s: a day has %(most)s hours, nobody works %(hours)s.")
    return [
        sentence % {"name": one.name, "most": HOURS_OF_A_DAY, "hours": one.hours}
        for one in workers
        if one.hours > HOURS_OF_A_DAY
    ]


def _twice(sheet: DaySheet, workers: Sequence[Worker]) -> list[Any]:
    """Whoever stands on this sheet twice, or on another sheet of the same day."""
    names = [one.known_by for one in workers]
    already = dict(
        Worker.objects.filter(
            award=sheet.award, worked_on=sheet.worked_on, stands=True, known_by__in=names
        ).values_list("known_by", "sheet__number")
    )
    seen: set[str] = set()
    faults: list[Any] = []
    for one in workers:
        if one.known_by in already:
            sentence = _("%(name)s is already on day sheet № %(number)s of this day.")
            faults.append(sentence % {"name": one.name, "number": already[one.known_by]})
        elif one.known_by in seen:
            faults.append(_("%(name)s stands on the sheet twice.") % {"name": one.name})
        seen.add(one.known_by)
    return faults


def known_by(name: str) -> str:
    """A name as names are compared: letters and figures only, ё as е, no capitals."""
    plain = unicodedata.normalize("NFC", name).lower().replace("ё", "е")
    kept = "".join(sign if sign.isalnum() else " " for sign in plain)
    return " ".join(kept.split())


def _into_the_books(sheet: DaySheet, contribution: Contribution, actor: User) -> None:
    """What was not confirmed before is confirmed by the sheet; all of it is used by the sheet."""
    facts: dict[str, Any] = {"actor": actor, "on": sheet.worked_on, "sheet": sheet}
    facts["document"] = str(sheet)
    if sheet.confirmed_amount:
        contribution = enter_confirmation(contribution, value=sheet.confirmed_amount, **facts)
    at_work = {
        "quantity": half_up(sheet.hours / sheet.hours_a_unit, places=3),
        "women": sheet.women,
        "men": sheet.men,
        "hours": sheet.hours,
    }
    enter_use(contribution, value=sheet.amount, at_work=at_work, **facts)


def strike_sheet(sheet: DaySheet, *, actor: User, note: str) -> DaySheet:
    """Strike a wrong day sheet out; what it confirmed and used leaves the books with it."""
    with acting():
        _awards, (given,), _sheets = hold(
            Award.objects.filter(pk=sheet.award_id),
            Contribution.objects.filter(pk=sheet.contribution_id),
            DaySheet.objects.filter(pk=sheet.pk),
        )
        struck = perform(sheet, "strike_sheet", actor=actor, note=note, also=_void)
        take_out(
            given,
            actor=actor,
            used=struck.amount,
            confirmed=struck.confirmed_amount,
            note=str(struck),
        )
    return struck


def _void(sheet: DaySheet) -> None:
    # The people of a sheet that was struck out may stand on the right one.
    sheet.workers.update(stands=False)
    Use.objects.filter(sheet=sheet).update(stands=False)
    Confirmation.objects.filter(sheet=sheet).update(stands=False)
