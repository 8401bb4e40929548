"""The words of an act: on its button, and in the journal when it is done."""

from typing import Any

from django.db import models


def wording(model: type[models.Model], verb: str) -> dict[str, Any]:
    """The words of an act: on its button (label) and when it is done (done)."""
    beginning = getattr(model, "beginning", None)
    if beginning is not None and beginning.verb == verb:
        return {"label": beginning.label, "done": beginning.done}
    machine = getattr(getattr(model, verb, None), "_django_fsm", None)
    edges = machine.transitions.values() if machine is not None else ()
    return next((edge.custom for edge in edges), {})
