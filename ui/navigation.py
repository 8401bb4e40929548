"""Where a person may go from the top of every page."""

from typing import Any, NamedTuple

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _


class Place(NamedTuple):
    label: Any
    name: str
    roles: frozenset[str] = frozenset()


OFFICE = frozenset({"clerk", "head"})
READERS = OFFICE | {"auditor"}

# Empty roles: everybody who has signed in.
PLACES = (
    Place(_("My work"), "home"),
    Place(_("Calls"), "competition_list"),
    Place(_("Applications"), "application_list"),
    Place(_("Awards"), "award_list"),
    Place(_("Regulations"), "regulation_list", READERS),
    Place(_("Papers"), "issued_list", READERS),
    Place(_("Journal"), "entry_list", READERS),
    Place(_("People"), "user_list", frozenset({"administrator", "clerk"})),
    Place(_("Municipalities"), "municipality_list", frozenset({"administrator"})),
)


def links(request: Any) -> list[dict[str, Any]]:
    """The places open to this person, with the one they are at marked."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    roles = user.roles
    found = []
    for place in PLACES:
        if place.roles and not place.roles & roles:
            continue
        try:
            address = reverse(place.name)
        except NoReverseMatch:
            continue
        found.append({"label": place.label, "address": address, "here": False})
    here = [link for link in found if request.path.startswith(link["address"])]
    if here:
        max(here, key=lambda link: len(link["address"]))["here"] = True
    return found
