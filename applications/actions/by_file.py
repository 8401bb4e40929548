"""The file route: what a filled-in workbook says becomes the draft, all of it or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from accounts.models import User
from applications.actions.desk import note_keying
from applications.actions.rows import replace_rows_of
from applications.choices import PART_ROWS
from applications.models import Application
from audit.acts import acting, hold, perform


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One page as a workbook answers it: already judged by the form of that page."""

    part: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)


def fill_from_file(
    application: Application,
    *,
    actor: User,
    pages: Sequence[Answered],
    seen: Mapping[str, int],
    sha256: str,
) -> Application:
    """Replace whole pages of a draft with what a filled-in workbook says.

    `seen` is which saving of each page the person had before his eyes: a newer one stays.
    """

    def replace_tables(filled: Application) -> dict[str, Any]:
        counts: dict[str, int] = {}
        for page in pages:
            for name, rows in page.rows.items():
                # Only the tables of this page: what is locked is not reached through another.
                if name in PART_ROWS.get(page.part, ()):
                    replace_rows_of(filled, name, rows)
                    counts[name] = len(rows)
        if filled.is_paper:
            for page in pages:
                note_keying(filled, page.part, actor)
        return {"sha256": sha256, "pages": [page.part for page in pages], "rows": counts}

    with acting():
        # Held with its call, which the rules and the journal ask for.
        ((held,),) = hold(Application.objects.filter(pk=application.pk).with_call())
        return perform(
            held,
            "fill_from_file",
            actor=actor,
            also=replace_tables,
            pages={page.part: page.answers for page in pages},
            seen=seen,
        )
