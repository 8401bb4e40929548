"""The law of the house, read from the code: every act, who may do it, from where to where, when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import translation
from django_fsm import FSMFieldMixin

from audit.acts import Condition, more_conditions

ROOMS = ["accounts", "competitions", "applications", "scoring", "awards", "papers"]
NOTE = "Generated from the code by `manage.py write_law`; a test keeps it current."


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act upon one kind of thing."""

    verb: str
    label: str
    who: str
    sources: list[str]
    target: str | None
    when: list[str]


def acted_upon() -> list[type[models.Model]]:
    """Every kind of thing that acts are done to, in the order of the rooms."""
    for room in ROOMS:
        # Higher rooms add their conditions to lower edges when their actions are read.
        if find_spec(f"{room}.actions"):
            import_module(f"{room}.actions")
    return [
        model
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
        # Written in the room itself: a stand-in that some test declares there makes no law.
        if model.__module__.startswith(f"{room}.")
        if state_field(model) is not None or hasattr(model, "beginning")
    ]


def state_field(model: type[models.Model]) -> Any:
    """The field that holds the state, for a kind of thing that has states."""
    return next((field for field in model._meta.fields if isinstance(field, FSMFieldMixin)), None)


def edges(model: type[models.Model]) -> list[Any]:
    """The edges of a machine in the order in which they are drawn."""
    field = state_field(model)
    if field is None:
        return []
    return sorted(
        field.get_all_transitions(model), key=lambda edge: edge.method.__code__.co_firstlineno
    )


def acts(model: type[models.Model]) -> Iterator[Act]:
    """How a thing begins, and then every act upon it."""
    names = dict(state_field(model).choices) if state_field(model) is not None else {}
    beginning = getattr(model, "beginning", None)
    if beginning is not None:
        first = state_field(model).get_default() if names else ""
        yield Act(
            verb=beginning.verb,
            label=str(beginning.label),
            who=_first_line(beginning.may),
            sources=[],
            target=str(names.get(first, "")),
            when=_sentences([*beginning.conditions, *more_conditions(model, beginning.verb)]),
        )
    drawn: dict[tuple[str, str | None], list[Any]] = {}
    for edge in edges(model):
        drawn.setdefault((edge.name, edge.target), []).append(edge)
    for (verb, target), same in drawn.items():
        edge = same[0]
        yield Act(
            verb=verb,
            label=str(edge.custom["label"]),
            who=_first_line(edge.permission),
            sources=[str(names[one.source]) for one in same],
            target=None if target is None else str(names[target]),
            when=_sentences([*edge.conditions, *more_conditions(model, verb)]),
        )


def _first_line(rule: Any) -> str:
    return (rule.__doc__ or rule.__name__).strip().splitlines()[0]


def _sentences(conditions: Sequence[Condition]) -> list[str]:
    return [str(condition.sentence) for condition in conditions]  # type: ignore[attr-defined]


def law() -> str:
    """The table of acts as a page."""
    lines = ["# The law of the house", "", NOTE, ""]
    lines += ["An act is refused with the sentence in the last column when that does not hold.", ""]
    room = ""
    with translation.override("en"):
        for model in acted_upon():
            if model._meta.app_label != room:
                room = model._meta.app_label
                lines += [f"## {room}", ""]
            lines += [f"### {model.__name__}", ""]
            lines += ["| act | who | from | to | refused with |", "|---|---|---|---|---|"]
            lines += [_row(act) for act in acts(model)]
            lines += [""]
    return "\n".join(lines)


def _row(act: Act) -> str:
    cells = [
        f"{act.label} (`{act.verb}`)",
        act.who,
        ", ".join(act.sources) or "(new)",
        "(stays)" if act.target is None else act.target,
        "<br>".join(act.when),
    ]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def states() -> str:
    """The machines as diagrams."""
    lines = ["# States", "", NOTE, ""]
    with translation.override("en"):
        for model in acted_upon():
            if state_field(model) is not None:
                lines += [f"## {model.__name__}", "", "```mermaid", "stateDiagram-v2"]
                lines += [*_diagram(model), "```", ""]
    return "\n".join(lines)


def _diagram(model: type[models.Model]) -> Iterator[str]:
    field = state_field(model)
    for value, label in field.choices:
        yield f"    {value}: {label}"
    yield f"    [*] --> {field.get_default()}"
    moving = [edge for edge in edges(model) if edge.target is not None]
    for edge in moving:
        yield f"    {edge.source} --> {edge.target}: {edge.custom['label']}"
    sources = {edge.source for edge in moving}
    for value, _label in field.choices:
        if value not in sources:
            yield f"    {value} --> [*]"
