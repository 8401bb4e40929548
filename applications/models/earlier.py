"""What else is known of the same people and the same place: information for the check, no more."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.querysets import fold
from applications.models.application import Application

SHOWN = 10
LOOKED_AT = 200
SHORTEST_WORD = 4
ALIKE = Fraction(1, 2)
SAME = {
    "applicant_id": _("the same account"),
    "group_name": _("a group of the same name"),
    "representative_name": _("a representative of the same name"),
    "representative_phone": _("the same phone"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """Another application, and what it has in common with this one."""

    application: Application
    because: list[Any]

    @property
    def granted(self) -> Decimal | None:
        """The grant, when it got one."""
        return self.application.granted


def earlier_of(application: Application, user: Any) -> list[Earlier]:
    """Other applications this reader may see with the same account, group, representative, phone
    or place, or a title much alike; the newest first, in one query."""
    common = _in_common(application)
    if not common:
        return []
    found = (
        Application.objects.visible_to(user)
        .received()
        .filter(common, competition__municipality=application.competition.municipality_id)
        .exclude(pk=application.pk)
        .for_list()
        .order_by("-pk")[:LOOKED_AT]
    )
    told = (Earlier(application=one, because=list(_reasons(application, one))) for one in found)
    return [one for one in told if one.because][:SHOWN]


def _in_common(application: Application) -> Q:
    common = Q()
    for name in SAME:
        if getattr(application, name):
            common |= Q(**{name: getattr(application, name)})
    if application.village and application.place:
        common |= Q(village=application.village, place=application.place)
    for word in _words(application.title):
        common |= Q(search__contains=word)
    return common


def _reasons(application: Application, other: Application) -> Iterator[Any]:
    for name, words in SAME.items():
        own = getattr(application, name)
        if own and own == getattr(other, name):
            yield words
    if application.place and (application.village, application.place) == (
        other.village,
        other.place,
    ):
        yield _("the same place")
    own_words, others = _words(application.title), _words(other.title)
    if own_words and Fraction(len(own_words & others), len(own_words | others)) >= ALIKE:
        yield _("a title much alike")


def _words(title: str) -> set[str]:
    """The words of a title that say something, each by its beginning: endings differ."""
    return {word[:6] for word in fold(title).split() if len(word) >= SHORTEST_WORD}
