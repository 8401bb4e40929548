"""The list of tasks: every page of the form with where it stands."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from applications.choices import PART_TITLES, SHORT, Standing
from applications.models import Application
from applications.rules import faults_of_part, locks_of_page


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One page of the form: how it stands and what is still amiss."""

    part: str
    title: Any
    address: str
    standing: Standing
    faults: list[str]
    is_locked: bool = False
    # The entry in which the page was saved last: who, and when.
    saving: Any = None


def tasks_of(application: Application) -> list[Task]:
    """Every page in the order of the form."""
    return [task_of(application, part) for part in application.parts]


def task_of(application: Application, part: str) -> Task:
    """One page: done, to do, or touched and with a fault."""
    faults = faults_of_part(application, part)
    return Task(
        part=part,
        title=PART_TITLES[part],
        address=address_of(application, part),
        standing=_standing(application, part, faults),
        faults=faults,
        is_locked=bool(locks_of_page(application, part)),
    )


def _standing(application: Application, part: str, faults: list[str]) -> Standing:
    if locks_of_page(application, part):
        return Standing.LOCKED
    touched = part in application.part_versions
    if faults:
        return Standing.FAULT if touched else Standing.TO_DO
    return Standing.DONE if touched or _asks(application, part) else Standing.OPTIONAL


def address_of(application: Application, part: str) -> str:
    """Where this page is filled in."""
    if part == "enclosures":
        return reverse("application_enclose", args=[application.pk])
    return reverse("application_edit", args=[application.pk, part])


def page_with(application: Application, part: str) -> str:
    """The page on which these answers are typed: their own, or the only one of a short form."""
    return part if part in application.parts else SHORT


def next_part(application: Application, part: str) -> str | None:
    """The page after this one."""
    names = list(application.parts)
    place = names.index(part) + 1
    return names[place] if place < len(names) else None


def _asks(application: Application, part: str) -> bool:
    """Whether the page asks for anything that must be there."""
    if part == "enclosures":
        return (
            any(item.required and item.is_document for item in application.asked_items)
            and not application.is_paper
        )
    if part == "contributions":
        return bool(application.pledge_rows)
    return part != "existing"
