"""What papers about contributions say: the day sheet, empty and filled; the act of what came."""

from typing import Any

from audit.canonical import plain
from awards import ledger
from awards.models import Award, Confirmation, Contribution, DaySheet
from papers.facts.head import Facts, call_named, letterhead


def _about(award: Award) -> Facts:
    call, application = award.competition, award.application
    return {
        "letterhead": letterhead(call.municipality),
        "call": call_named(call),
        "title": application.title,
        "village": application.village,
        "applicant": application.shown_name,
        "registration": application.number,
        "agreement": award.agreement.number if award.agreement else "",
    }


def _rate(row: Any) -> Facts:
    return {
        "rate": row.rate_amount,
        "unit_ky": row.unit_ky,
        "unit_ru": row.unit_ru,
        "hours_a_unit": row.hours_a_unit,
    }


def blank_day_sheet(award: Award, contribution: Contribution | None) -> Facts:
    """A day sheet to be filled in by hand where the work is done."""
    rate = _rate(contribution) if contribution else None
    what = contribution.what if contribution else ""
    return plain(_about(award) | {"rate": rate, "what": what, "sheet": None})


def day_sheet(sheet: DaySheet) -> Facts:
    """A day sheet as it was recorded, each person with what the hours are worth."""
    workers = list(sheet.workers.order_by("position"))
    unnamed = sheet.unnamed_women + sheet.unnamed_men
    hours = [worker.hours for worker in workers]
    if unnamed and sheet.hours_each:
        hours.append(sheet.hours_each * unnamed)
    # Parts that add up to the worth of the sheet, to the tyiyn.
    parts = ledger.split_exactly(sheet.amount, hours)
    rows = [
        {"name": one.name, "sex": one.sex, "hours": one.hours, "worth": part}
        for one, part in zip(workers, parts, strict=False)
    ]
    return plain(
        _about(sheet.award)
        | {
            "rate": _rate(sheet),
            "what": sheet.contribution.what,
            "sheet": {
                "number": sheet.number,
                "worked_on": sheet.worked_on,
                "work": sheet.work,
                "responsible": sheet.responsible,
                "people": sheet.people,
                "women": sheet.women,
                "men": sheet.men,
                "hours": sheet.hours,
                "amount": sheet.amount,
                "unnamed_women": sheet.unnamed_women,
                "unnamed_men": sheet.unnamed_men,
                "hours_each": sheet.hours_each,
                "unnamed_worth": parts[-1] if unnamed else None,
                "struck_out": sheet.state == "struck_out",
                "rows": rows,
            },
        }
    )


def contribution_act(confirmation: Confirmation) -> Facts:
    """That a contribution, or a part of it, was given and received."""
    given = confirmation.contribution
    return plain(
        _about(given.award)
        | {
            "number": confirmation.pk,
            "giver": given.giver,
            "giver_kind": given.giver_kind,
            "kind": given.kind,
            "what": given.what,
            "quantity": confirmation.quantity,
            "unit_ky": given.unit_ky,
            "unit_ru": given.unit_ru,
            "rate_amount": given.rate_amount,
            "amount": confirmation.amount,
            "document": confirmation.document,
            "on": confirmation.on,
            "promised": given.amount,
            "withdrawn": not confirmation.stands,
        }
    )
