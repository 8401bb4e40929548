"""Filling in: one page of the application is saved, by a press or by itself."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from applications import rules
from applications.actions.desk import note_keying
from applications.actions.rows import ROWS, replace_rows_of
from applications.choices import AGREED, PART_ROWS, ApplicationState
from applications.models import Application
from audit.acts import Refused, acting, ask, hold, perform

NOT_TYPED = {"id", "application_id", "position"}

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def edit_part(
    application: Application,
    *,
    actor: User,
    part: str,
    values: Mapping[str, Any] | None = None,
    rows: Rows | None = None,
    seen: int | None = None,
    by_itself: bool = False,
) -> Application:
    """Save one page of the application: its own answers, and the rows that belong to it.

    `seen` is which saving of the page the person had before his eyes: a newer one stays. What
    changes nothing is not saved again and leaves no entry; `by_itself` says that nobody pressed.
    """
    values = values or {}
    with acting():
        # Held with its call, which the rules and the journal ask for.
        (found,) = hold(Application.objects.filter(pk=application.pk).with_call())
        if not found:
            raise Refused([_("This application is not there any more.")])
        (held,) = found
        # What was once agreed to is not taken back while it is mended.
        agreed = AGREED if held.state == ApplicationState.RETURNED else frozenset()
        changed = [
            name
            for name in held.parts[part]
            if name in values and name not in agreed and getattr(held, name) != values[name]
        ]
        # Only the tables of this page: what is locked is not reached through another.
        own = {name: new for name, new in (rows or {}).items() if name in PART_ROWS.get(part, ())}
        tables = _changed_tables(held, own)
        if not changed and not tables and (by_itself or part in held.part_versions):
            reasons = ask(held, "edit", actor=actor).reasons + rules.locks_of(held, part)
            if reasons:
                raise Refused(reasons)
            return held

        def replace_rows(edited: Application) -> dict[str, Any]:
            for name in tables:
                replace_rows_of(edited, name, own[name])
            if edited.is_paper:
                note_keying(edited, part, actor)
            counts = {
                name: {"before": before, "after": len(own[name])} for name, before in tables.items()
            }
            facts = {"part": part, "changed": sorted(changed), "rows": counts}
            return facts | ({"by_itself": True} if by_itself else {})

        return perform(
            held,
            "edit",
            actor=actor,
            also=replace_rows,
            part=part,
            values=values,
            seen=seen,
        )


def _changed_tables(application: Application, rows: Rows) -> dict[str, int]:
    """The tables that are not to stay as they are, each with how many rows it has now."""
    found = {}
    for name, new in rows.items():
        fresh = [_typed(ROWS[name](application=application, **row)) for row in new]
        kept = [_typed(row) for row in getattr(application, name).order_by("position", "pk")]
        if fresh != kept:
            found[name] = len(kept)
    return found


def _typed(row: Any) -> dict[str, Any]:
    return {
        column.attname: getattr(row, column.attname)
        for column in row._meta.concrete_fields
        if column.attname not in NOT_TYPED
    }
