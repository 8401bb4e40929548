"""What the head of an empty form says: whose call it is, until when, and under which terms."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from audit.canonical import plain
from competitions.models import Competition
from papers.facts.head import Facts, call_named, letterhead


def blank_form(competition: Competition, version: str) -> Facts:
    """The call as its empty form names it; `version` is the version of the questions."""
    return plain(
        {
            "letterhead": letterhead(competition.municipality),
            "call": call_named(competition),
            "closes_at": competition.closes_at,
            "place_ky": competition.place_ky,
            "place_ru": competition.place_ru,
            "contact": competition.contact,
            "maximum_grant": competition.maximum_grant,
            "minimum_share": competition.minimum_share,
            "implementation_until": competition.implementation_until,
            "terms_version": competition.terms_version,
            "form_version": version,
            "address": address_of(competition),
            "applicant_kinds": competition.applicant_kinds,
            "documents": [
                _document(item)
                for item in competition.checklist.order_by("position", "pk")
                if item.is_document
            ],
            "rates": [_rate(rate) for rate in competition.rates.order_by("pk")],
        }
    )


def address_of(competition: Competition) -> str:
    """Where anybody reads about the call; the square on the sheet leads there."""
    page = reverse("call_detail", args=[competition.pk])
    return f"{settings.SITE_ADDRESS}{page}?terms={competition.terms_version}"


def _document(item: Any) -> dict[str, Any]:
    return {
        "title_ky": item.title_ky,
        "title_ru": item.title_ru,
        "applicant_kind": item.applicant_kind,
        "required": item.required,
    }


def _rate(rate: Any) -> dict[str, Any]:
    names = ("title_ky", "title_ru", "unit_ky", "unit_ru", "amount")
    return {name: getattr(rate, name) for name in names}
