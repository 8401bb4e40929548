"""Makes drafts of what a workbook says, sheet by sheet, and tells what became of each."""

from dataclasses import dataclass, field
from typing import Any

from accounts.models import User
from audit.acts import Refused
from papers.package.read import Fault, Filled, Marked
from scoring import actions, rules
from scoring.models import Package, Sheet, says_the_same


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of one sheet of the workbook."""

    label: str
    sheet: Sheet | None = None
    is_taken: bool = False
    is_same: bool = False
    faults: list[Fault] = field(default_factory=list)
    # Of a draft: what it lacks before it can be sent.
    missing: list[str] = field(default_factory=list)


def take(filled: Filled, package: Package, *, actor: User, desk: Any) -> list[Receipt]:
    """Each sound sheet becomes a draft by an act of its own; a fault in one stops no other."""
    mine = {sheet.pk: sheet for sheet, _card in package.sheets}
    return [
        _take(one, mine.get(one.taken.sheet), filled.code, actor, desk) for one in filled.sheets
    ]


def _take(one: Marked, sheet: Sheet | None, code: str, actor: User, desk: Any) -> Receipt:
    label = one.taken.label
    if sheet is None:
        # Sent, void or withdrawn since: it is not written upon any more.
        return Receipt(label=label, faults=[Fault(place="", sentence=str(actions.NEWER))])
    form = desk(one.typed, subject=sheet)
    if not form.is_valid():
        one.blame(form.errors)
    if one.faults:
        return Receipt(label=label, sheet=sheet, faults=one.faults)
    marks = form.cleaned_data["marks"]
    if says_the_same(sheet, marks):
        missing = rules.missing_before_sending(sheet)
        return Receipt(label=label, sheet=sheet, is_same=True, missing=missing)
    try:
        taken = actions.take_draft(
            sheet, actor=actor, stamp=one.taken.stamp, marks=marks, workbook=code
        )
    except Refused as refusal:
        faults = [Fault(place="", sentence=reason) for reason in refusal.reasons]
        return Receipt(label=label, sheet=sheet, faults=faults)
    missing = rules.missing_before_sending(taken)
    return Receipt(label=label, sheet=taken, is_taken=True, missing=missing)
