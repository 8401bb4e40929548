"""Open data: calls from their announcement, awards from the publication of results."""

import csv
import json
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from django.utils.translation import gettext_lazy as _

from audit.canonical import plain
from portal import public, results

CALL_FIELDS: dict[str, Any] = {
    "id": _("number of the call on this site"),
    "soate": _("SOATE code of the municipality"),
    "municipality_ky": _("name of the municipality in Kyrgyz"),
    "municipality_ru": _("name of the municipality in Russian"),
    "year": _("year of the call"),
    "number": _("number of the call in that year"),
    "title_ky": _("title in Kyrgyz"),
    "title_ru": _("title in Russian"),
    "state": _("stage the call is in"),
    "fund": _("fund, som"),
    "maximum_grant": _("maximum grant, som"),
    "minimum_share": _("smallest own share, percent of the budget"),
    "announced_at": _("moment of the announcement, UTC"),
    "opens_at": _("first minute of reception, UTC"),
    "closes_at": _("last minute of reception, UTC"),
    "first_closes_at": _("last minute as first announced, UTC"),
    "published_at": _("moment the results were published, UTC; empty before"),
    "implementation_until": _("last day of implementation"),
}

AWARD_FIELDS: dict[str, Any] = {
    "soate": _("SOATE code of the municipality"),
    "municipality_ky": _("name of the municipality in Kyrgyz"),
    "municipality_ru": _("name of the municipality in Russian"),
    "call_year": _("year of the call"),
    "call_number": _("number of the call in that year"),
    "application_number": _("registration number of the application"),
    "title": _("title of the initiative, in the language it was written in"),
    "village": _("village where it is carried out"),
    "field": _("field of activity"),
    "kind": _("co-financing, or continuation or completion"),
    "applicant_kind": _("group, person or legal person"),
    "applicant": _("name; of a person only with consent"),
    "asked": _("sum asked from the fund, som"),
    "granted": _("grant as it stands now, som"),
    "own_promised": _("own contribution promised, som"),
    "own_confirmed": _("own contribution confirmed, som"),
    "state": _("granted, agreed, closed, terminated or forgone"),
    "decision": _("number of the commission's protocol"),
    "published_on": _("day the results were published"),
    "agreed_on": _("day the agreement was signed"),
    "last_day": _("last day of implementation"),
    "completed_on": _("day the award was closed or ended"),
}


def calls() -> Iterator[str]:
    """Every announced call as one JSON document, piece by piece."""
    yield "["
    found = public.calls().order_by("announced_at", "pk")
    for place, call in enumerate(found.iterator(chunk_size=500)):
        facts = {name: getattr(call, name) for name in CALL_FIELDS if hasattr(call, name)}
        town = call.municipality
        facts |= {
            "soate": town.soate,
            "municipality_ky": town.name_ky,
            "municipality_ru": town.name_ru,
        }
        row = {name: facts[name] for name in CALL_FIELDS}
        yield ("," if place else "") + "\n" + json.dumps(plain(row), ensure_ascii=False)
    yield "\n]\n"


class Line:
    """A file that hands back what is written to it."""

    def write(self, words: str) -> str:
        return words


def awards() -> Iterator[str]:
    """Every award of published calls as comma-separated lines."""
    writer = csv.writer(Line())
    names = [field.name for field in fields(results.OpenAward)]
    # The mark spreadsheets know Cyrillic letters by.
    yield "\ufeff" + writer.writerow(names)
    for award in results.open_awards().iterator(chunk_size=500):
        row = results.open_award(award)
        yield writer.writerow(cell(getattr(row, name)) for name in names)


def cell(value: Any) -> Any:
    """A value as a spreadsheet may open it: a text never becomes a formula."""
    if value is None:
        return ""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return value
