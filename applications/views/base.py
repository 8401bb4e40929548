"""Every page looks at the application as its reader may know it."""

from dataclasses import replace
from typing import Any

from applications.choices import PAGES, PART_TITLES, SHORT
from applications.models import Application, sections_of, text_of
from applications.rules import locks_of_page
from audit.acts import Move, Refused
from ui.views import ActView, DetailPage, Scoped


class Veiled(Scoped):
    """SECURITY: outside the office what the check found is covered before anything looks."""

    model = Application

    def get_queryset(self) -> Any:
        return super().get_queryset().with_call()

    def get_object(self, queryset: Any = None) -> Application:
        return super().get_object(queryset).veiled_for(self.request.user)


class ApplicationPage(Veiled, DetailPage):
    """A page about one application, with its story as the reader may know it."""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context = super().get_context_data(**more)
        shown = self.object.entries_shown_to(self.request.user, context["entries"])
        return context | {"entries": _in_short(shown)}


def _in_short(entries: list[Any]) -> list[Any]:
    """The story with one line for a page that somebody saved many times on end: the newest.

    The journal keeps each of them.
    """
    told: list[Any] = []
    changed: dict[Any, set[str]] = {}
    for entry in entries:
        if not (told and entry.verb == "edit" and _of_page(told[-1]) == _of_page(entry)):
            told.append(entry)
        changed.setdefault(told[-1].pk, set()).update(entry.facts.get("changed", ()))
    for entry in told:
        if entry.verb == "edit":
            entry.about = _what_changed(entry.facts.get("part", ""), changed[entry.pk])
    return told


def _what_changed(part: str, columns: set[str]) -> str:
    """The page that was saved, and the answers on it that were changed."""
    names = [
        str(Application._meta.get_field(name).verbose_name)
        for name in PAGES.get(part, ())
        if name in columns
    ]
    return ": ".join(filter(None, (str(PART_TITLES.get(part, "")), ", ".join(names))))


def _of_page(entry: Any) -> tuple[Any, ...]:
    return entry.verb, entry.actor_id, entry.facts.get("part")


class ApplicationAct(Veiled, ActView):
    """One act about one application."""

    locked_template_name = "applications/application_locked.html"

    def ask(self) -> Move:
        move = super().ask()
        return replace(move, reasons=[*move.reasons, *self.locks])

    @property
    def part(self) -> str:
        """The page of the form this is about."""
        return self.kwargs.get("part", "enclosures")

    @property
    def locks(self) -> list[str]:
        """Why the page is not open, while only some pages are to be mended."""
        return locks_of_page(self.subject, self.part) if self.verb == "edit" else []

    def get_template_names(self) -> list[str]:
        return [self.locked_template_name] if self.locks else super().get_template_names()

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        if not self.locks:
            return super().get_context_data(**more)
        sections = sections_of(text_of(self.subject))
        return super().get_context_data(
            sections=[one for one in sections if self.part in (SHORT, one.part)],
            latest=self.subject.latest_return,
            **more,
        )

    def do(self, facts: dict[str, Any]) -> Any:
        if self.subject.is_veiled or self.verb == "edit":
            # SECURITY: the kernel's refusal would name the true state; what is seen answers, and
            # in the same words whether anything is veiled or not.
            reasons = self.ask().reasons
            if reasons:
                raise Refused(reasons)
        return super().do(facts)
