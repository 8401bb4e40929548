"""What changed between two texts that were handed in, section by section."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from applications.choices import MoneySource
from applications.comparison import Change, Piece, pairs_of, pieces_of
from applications.models import Answer, Section, Table, Version, sections_of
from ui.views import Scoped

BADGES = {
    Change.NEW: (_("added"), "good"),
    Change.GONE: (_("taken out"), "bad"),
    Change.CHANGED: (_("changed"), "waiting"),
    Change.SAME: (_("as before"), "neutral"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPair:
    """One question with both its answers; texts in pieces, word by word."""

    before: Answer
    after: Answer
    is_changed: bool
    pieces: Sequence[Piece] = ()

    @property
    def label(self) -> Any:
        return self.after.label


@dataclass(frozen=True, slots=True, kw_only=True)
class CellPair:
    before: Answer | None
    after: Answer | None
    is_changed: bool

    @property
    def label(self) -> Any:
        return (self.after or self.before).label  # type: ignore[union-attr]

    @property
    def is_figure(self) -> bool:
        return (self.after or self.before).kind in ("money", "figure")  # type: ignore[union-attr]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPair:
    change: Change
    cells: Sequence[CellPair]

    @property
    def is_changed(self) -> bool:
        return self.change != Change.SAME

    @property
    def badge(self) -> tuple[Any, str]:
        return BADGES[self.change]


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePair:
    heads: Sequence[Any]
    rows: Sequence[RowPair]

    @property
    def is_changed(self) -> bool:
        return any(row.is_changed for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPair:
    title: Any
    answers: Sequence[AnswerPair]
    tables: Sequence[TablePair]

    @property
    def is_changed(self) -> bool:
        return any(one.is_changed for one in (*self.answers, *self.tables))


@dataclass(frozen=True, slots=True, kw_only=True)
class SumPair:
    """A sum before and after, with what it grew by."""

    label: Any
    before: Decimal
    after: Decimal

    @property
    def difference(self) -> Decimal:
        return self.after - self.before

    @property
    def is_changed(self) -> bool:
        return bool(self.difference)


def compared(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[SectionPair]:
    """Every section of both records, in the order of the form."""
    older = {section.part: section for section in sections_of(before)}
    newer = {section.part: section for section in sections_of(after)}
    empty = Section(part="", title="")
    return [
        _section(older.get(part, empty), newer.get(part, empty))
        for part in dict.fromkeys([*newer, *older])
    ]


def _section(before: Section, after: Section) -> SectionPair:
    old, new = ({one.name: one for one in side.answers} for side in (before, after))
    tables, others = ({one.name: one for one in side.tables} for side in (before, after))
    return SectionPair(
        title=after.title or before.title,
        answers=[
            _answer(old.get(name) or _none(new[name]), new.get(name) or _none(old[name]))
            for name in dict.fromkeys([*new, *old])
        ],
        tables=[
            _table(tables.get(name) or _bare(others[name]), others.get(name) or _bare(tables[name]))
            for name in dict.fromkeys([*others, *tables])
        ],
    )


def _none(answer: Answer) -> Answer:
    return Answer(name=answer.name, label=answer.label, value=None, kind="nothing")


def _bare(table: Table) -> Table:
    return Table(name=table.name, heads=table.heads, rows=[])


def _answer(before: Answer, after: Answer) -> AnswerPair:
    changed = before.value != after.value
    words = {before.kind, after.kind} <= {"words", "nothing"}
    pieces = pieces_of(str(before.value or ""), str(after.value or "")) if words else ()
    return AnswerPair(before=before, after=after, is_changed=changed, pieces=pieces)


def _table(before: Table, after: Table) -> TablePair:
    rows = []
    values = [[tuple(cell.value for cell in row) for row in side.rows] for side in (before, after)]
    for pair in pairs_of(*values):
        old = before.rows[pair.before] if pair.before is not None else []
        new = after.rows[pair.after] if pair.after is not None else []
        cells = [
            CellPair(
                before=old[place] if old else None,
                after=new[place] if new else None,
                is_changed=place in pair.cells,
            )
            for place in range(len(old or new))
        ]
        rows.append(RowPair(change=pair.change, cells=cells))
    return TablePair(heads=after.heads, rows=rows)


def sums_compared(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[SumPair]:
    """The sum asked, the own part, the whole, and each source, som."""
    pairs = [
        (_("Sum asked"), *(_figure(facts, "asked") for facts in (before, after))),
        (_("Own contribution"), *(_figure(facts, "own") for facts in (before, after))),
        (
            _("The whole budget"),
            *(_figure(facts, "asked") + _figure(facts, "own") for facts in (before, after)),
        ),
    ]
    for source in MoneySource:
        sums = [_of_source(facts, source) for facts in (before, after)]
        if any(sums) and source != MoneySource.GRANT:
            pairs.append((source.label, *sums))
    return [SumPair(label=label, before=old, after=new) for label, old, new in pairs]


def _figure(facts: Mapping[str, Any], name: str) -> Decimal:
    return Decimal(facts.get(name) or 0)


def _of_source(facts: Mapping[str, Any], source: str) -> Decimal:
    lines = [line for line in facts.get("lines", ()) if line.get("source") == source]
    return sum((Decimal(line.get("amount") or 0) for line in lines), Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePair:
    """A file that is in both, or in one of them only."""

    title: str
    enclosure: Any
    change: Change

    @property
    def is_changed(self) -> bool:
        return self.change != Change.SAME

    @property
    def badge(self) -> tuple[Any, str]:
        return BADGES[self.change]


def files_compared(
    before: Mapping[str, Any], after: Mapping[str, Any], known: Mapping[int, Any]
) -> list[FilePair]:
    """The files of both, those of the newer text first."""
    old = {row["id"]: row for row in before.get("enclosures", ())}
    new = {row["id"]: row for row in after.get("enclosures", ())}
    found = []
    for key, row in (new | old).items():
        change = Change.SAME if key in old and key in new else Change.NEW
        if key not in new:
            change = Change.GONE
        found.append(FilePair(title=row["title"], enclosure=known.get(key), change=change))
    return found


class VersionCompareView(Scoped, DetailView):
    """One handed-in text against the one before it, or against any other of the application."""

    model = Version
    template_name = "applications/version_compare.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("application__competition__municipality")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        application = self.object.application
        seen = Version.objects.visible_to(self.request.user).filter(application=application)
        versions = list(seen.order_by("number"))
        other = self.other(versions)
        given: dict[str, Any] = {"versions": versions, "other": other}
        if other is not None:
            older, newer = sorted((self.object, other), key=lambda version: version.number)
            files = application.enclosures.visible_to(self.request.user).select_related("item")
            known = {enclosure.pk: enclosure for enclosure in files}
            given |= {
                "older": older,
                "newer": newer,
                "sections": compared(older.facts, newer.facts),
                "sums": sums_compared(older.facts, newer.facts),
                "files": files_compared(older.facts, newer.facts, known),
                "everything": "everything" in self.request.GET,
            }
            given["files_shown"] = [
                one for one in given["files"] if given["everything"] or one.is_changed
            ]
            given["nothing"] = not any(
                one.is_changed for one in (*given["sections"], *given["files"])
            )
        return super().get_context_data(**given | more)

    def other(self, versions: list[Version]) -> Version | None:
        asked = self.request.GET.get("with", "")
        by_number = {str(version.number): version for version in versions}
        by_number.pop(str(self.object.number), None)
        found = by_number.get(asked) or by_number.get(str(self.object.number - 1))
        return found or by_number.get(str(self.object.number + 1))
