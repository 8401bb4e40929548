"""How an initiative of the demonstration is written, handed in and checked.

Only the winner of Kargalyk 2022 is real: its title, its aims, nine iron vases, sixty-three
flowerpots and 12,700 residents; its budget is made up so that the local budget and partners bear
35 percent of slightly more than 200,000 som. All others are invented.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile

from accounts.models import User
from applications import actions
from applications.choices import PART_ROWS
from applications.models import Application
from competitions.models import Competition
from papers import actions as papers
from portal.demonstration.stage import BLANK_PAPER


@dataclass(frozen=True, kw_only=True)
class Initiative:
    """What one applicant writes, page by page."""

    group: str
    title: str
    village: str
    kind: str
    field: str
    texts: Mapping[str, str]
    people: Mapping[str, int]
    members: Sequence[tuple[str, str, int]]
    plan: Sequence[tuple[str, str, date, date]]
    lines: Sequence[tuple[str, str, str, str, str]]
    pledges: Sequence[tuple[str, str, str, str, str, str]]
    place: str = ""
    consents_to_part: bool = True
    more: Mapping[str, Any] = field(default_factory=dict)


def begin(call: Competition, person: User) -> Application:
    return actions.begin_application(call, actor=person)


def write(application: Application, person: User, text: Initiative) -> Application:
    """Fill in every page the call asks for."""
    answers, tables = answers_of(text), tables_of(text)
    rates = {rate.amount: rate for rate in application.competition.rates.all()}
    for pledge in tables["pledges"]:
        # Labour is promised at the rate of the call: its days can be recorded by day sheets.
        if pledge["kind"] == "labour" and pledge["value"] in rates:
            pledge["rate"] = rates[pledge["value"]]
    for part, columns in application.parts.items():
        if part == "enclosures":
            continue
        application = actions.edit_part(
            application,
            actor=person,
            part=part,
            values={name: answers[name] for name in columns if name in answers},
            rows={name: tables[name] for name in PART_ROWS.get(part, ())},
        )
    return application


def answers_of(text: Initiative) -> dict[str, Any]:
    """What the applicant answers, whichever page asks for it."""
    return {
        **text.texts,
        **text.people,
        "applicant_kind": "group",
        "group_name": text.group,
        "consent_to_publish": True,
        "title": text.title,
        "village": text.village,
        "place": text.place,
        "kind": text.kind,
        "field": text.field,
        "language": "ky",
        "agrees_to_terms": True,
        "consents_to_data": True,
        "consents_to_part": text.consents_to_part,
    }


def tables_of(text: Initiative) -> dict[str, list[dict[str, Any]]]:
    """The rows of the applicant's tables."""
    return {
        "members": [
            {"name": name, "sex": sex, "birth_year": year, "village": text.village}
            for name, sex, year in text.members
        ],
        "plan": [
            {"activity": activity, "responsible": responsible, "starts_on": start, "ends_on": end}
            for activity, responsible, start, end in text.plan
        ],
        "lines": [
            {
                "title": title,
                "unit": unit,
                "quantity": Decimal(quantity),
                "price": Decimal(price),
                "source": source,
            }
            for title, unit, quantity, price, source in text.lines
        ],
        "pledges": [
            {
                "giver": giver,
                "giver_kind": giver_kind,
                "kind": kind,
                "what": what,
                "quantity": Decimal(quantity),
                "value": Decimal(value),
            }
            for giver, giver_kind, kind, what, quantity, value in text.pledges
        ],
    }


def enclose_all(application: Application, person: User) -> Application:
    """Enclose every document the call asks this applicant for."""
    items = [
        item
        for item in application.competition.checklist.order_by("position")
        if item.is_document and item.required and item.concerns(application.applicant_kind)
    ]
    for item in items:
        paper = ContentFile(BLANK_PAPER, f"{item.pk}.pdf")
        application = actions.enclose(
            application,
            actor=person,
            file=paper,
            item=item,
            title=item.title_ky,
            kind="application/pdf",
            size=len(BLANK_PAPER),
        )
    return application


def mend_document(application: Application, person: User, place: int) -> Application:
    """Enclose anew the document of this place in the call's list, as the clerk asked."""
    item = application.competition.checklist.order_by("position")[place]
    return actions.enclose(
        application,
        actor=person,
        file=ContentFile(BLANK_PAPER, f"{item.pk}-2.pdf"),
        item=item,
        title=f"{item.title_ky}, оңдолгон",
        kind="application/pdf",
        size=len(BLANK_PAPER),
    )


def hand_in(call: Competition, person: User, text: Initiative) -> Application:
    """Begin, write, enclose and submit an application on the site."""
    application = enclose_all(write(begin(call, person), person, text), person)
    application = actions.submit(application, actor=person)
    papers.issue_receipt(application, actor=person)
    return application


def key(application: Application, clerk: User, text: Initiative) -> Application:
    """Key a paper application from its envelope."""
    return write(application, clerk, text)


def check(
    application: Application, clerk: User, *, findings: Mapping[int, tuple[str, str]] | None = None
) -> Application:
    """Go through the checklist; all is met but for the findings (by place in the list)."""
    marks = []
    for place, item in enumerate(application.competition.checklist.order_by("position")):
        if item.concerns(application.applicant_kind):
            verdict, note = (findings or {}).get(place, ("met", ""))
            marks.append({"item": item, "verdict": verdict, "note": note})
    return actions.mark_items(application, actor=clerk, marks=marks)
