"""What the system knows and a member may have forgotten: questions before a declaration.

A hint is never an accusation and decides nothing: the same name may be another person's. Where the
call hides the applicants it names nobody.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as now_in_words

from accounts.querysets import fold
from applications.models import Application, Member, Pledge
from scoring.models.sheet import Sheet


def hints_of(sheets: Sequence[Sheet], user: Any, *, hidden: bool) -> dict[int, list[str]]:
    """The questions to this person, by application; four queries whatever their number."""
    applications = {sheet.application_id: sheet.application for sheet in sheets}
    if not applications:
        return {}
    own = _words(user.name)
    asked: dict[int, list[str]] = {}
    people = [(one.pk, one.representative_name) for one in applications.values()]
    rows = Member.objects.filter(application__in=applications).order_by("pk")
    people += rows.values_list("application_id", "name")
    for application, name in people:
        _ask(asked, application, _about_person(own, name))
    givers = Pledge.objects.filter(application__in=applications).exclude(giver="").order_by("pk")
    represented = {sheet.application_id: fold(sheet.seat.represents) for sheet in sheets}
    for application, giver in givers.values_list("application_id", "giver"):
        if _words(giver) == own or represented[application] == fold(giver):
            _ask(asked, application, _about_giver(giver))
    for application in _same_phone(applications.values(), user):
        _ask(
            asked,
            application,
            now_in_words("Your phone is named in the application. Do you have a part in it?"),
        )
    for application in _applied_for(applications.values(), user):
        _ask(
            asked,
            application,
            now_in_words(
                "In an earlier call you applied together with this applicant. Do you still "
                "belong to it?"
            ),
        )
    if hidden:
        # SECURITY: a name in a hint would uncover what the call covers.
        covered = now_in_words(
            "Somebody or something in this application may be near to you. Do you know of an "
            "interest you have in it?"
        )
        return {application: [covered] for application in asked}
    return asked


def _words(name: str) -> frozenset[str]:
    return frozenset(fold(name).split())


def _ask(asked: dict[int, list[str]], application: int, question: str) -> None:
    if question and question not in asked.get(application, []):
        asked.setdefault(application, []).append(question)


def _about_person(own: frozenset[str], name: str) -> str:
    theirs = _words(name)
    if own and theirs == own:
        return now_in_words("%(person)s stands in the application. Is it you?") % {"person": name}
    # A family name is the longest word both have: short ones are often shared by chance.
    if any(len(word) > 4 for word in own & theirs):
        return now_in_words("%(person)s bears a name like yours. Is it a relative of yours?") % {
            "person": name
        }
    return ""


def _about_giver(giver: str) -> str:
    return now_in_words("%(giver)s promises a contribution. Is it you, or whom you represent?") % {
        "giver": giver
    }


def _same_phone(applications: Iterable[Application], user: Any) -> list[int]:
    """Those in which this person's phone stands: the group's, a member's, whoever brought it."""
    if not user.phone:
        return []
    keys = [one.pk for one in applications]
    named = Q(representative_phone=user.phone) | Q(members__phone=user.phone)
    brought = Q(envelopes__brought_phone=user.phone)
    found = Application.objects.filter(pk__in=keys).filter(named | brought)
    return list(found.order_by("pk").values_list("pk", flat=True).distinct())


def _applied_for(applications: Iterable[Application], user: Any) -> list[int]:
    """Those whose group or representative this person has applied with before."""
    now = list(applications)
    earlier = Application.objects.filter(applicant=user).exclude(
        competition__in={one.competition_id for one in now}
    )
    columns = ("group_name", "representative_name", "representative_phone")
    known = {fold(word) for row in earlier.values_list(*columns) for word in row if word}
    return [
        one.pk
        for one in now
        if {fold(word) for name in columns if (word := getattr(one, name))} & known
    ]
