"""Whose paper it is, and which call it belongs to."""

from typing import Any

from accounts.models import Municipality
from competitions.models import Competition

Facts = dict[str, Any]


def letterhead(municipality: Municipality) -> Facts:
    """Whose paper it is, as the head of its letters stood on the day of issue."""
    return {
        "soate": municipality.soate,
        "name_ky": municipality.name_ky or municipality.name_ru,
        "name_ru": municipality.name_ru,
        "head_ky": municipality.letterhead_ky,
        "head_ru": municipality.letterhead_ru,
        "address_ky": municipality.address_ky,
        "address_ru": municipality.address_ru,
        "phone": municipality.phone,
        "email": municipality.email,
        "leader": municipality.head_name,
    }


def call_named(competition: Competition) -> Facts:
    """Which call the paper belongs to."""
    return {
        "title_ky": competition.title_ky,
        "title_ru": competition.title_ru,
        "year": competition.year,
        "number": competition.number,
    }


def nobodys_letterhead(name: str) -> Facts:
    """The head of a paper that is no municipality's: the installation's own journal."""
    blank = dict.fromkeys(
        ("head_ky", "head_ru", "address_ky", "address_ru", "phone", "email", "leader", "soate"), ""
    )
    return blank | {"name_ky": name, "name_ru": name}
