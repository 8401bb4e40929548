"""What the commission reads where the call hides the applicants behind codes.

SECURITY: the commission's copy is made here and nowhere else. What is not named in OPEN is not in
it, so that a question added to the form tomorrow is covered until somebody thinks of it.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.querysets import fold
from applications.choices import PART_ROWS, PART_TITLES, PARTS
from applications.models.application import Application
from applications.models.parts import BudgetLine, Enclosure, PlanRow, Pledge
from applications.models.text import text_of
from applications.names import Known, names_in, only_takes_away

# Figures and words chosen from a list: they name nobody.
OPEN = (
    "number",
    "code",
    "applicant_kind",
    "village",
    "kind",
    "field",
    "language",
    "households",
    "women",
    "men",
    "children",
    "youth",
    "elderly",
    "disabled",
    "direct",
    "asked",
    "own",
    "consents_to_part",
)
# Free texts: shown as they are, or in the copy the clerk made.
TEXTS = (
    "title",
    "issue",
    "existing_money",
    "existing_labour",
    "existing_things",
    "existing_results",
    "what_will_be_done",
    "benefit",
    "participation",
    "sustainability",
)
# Told only in the clerk's own words: where somebody lives tells who it is.
IN_OTHER_WORDS = ("place",)
ROWS_OPEN = {
    "plan": ("position", "starts_on", "ends_on"),
    "lines": ("position", "unit", "quantity", "price", "source", "amount"),
    "pledges": (
        *("position", "giver_kind", "kind", "rate", "quantity", "value", "amount", "rate_title"),
    ),
}
ROW_TEXTS = {"plan": ("activity",), "lines": ("title",), "pledges": ("what",)}
ROW_MODELS: dict[str, type[models.Model]] = {
    "plan": PlanRow,
    "lines": BudgetLine,
    "pledges": Pledge,
}
LONGEST_COPY = 4000


class Covering(models.Model):
    """The commission's copy of one answer; the original stays as it was handed in."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="coverings")
    # The question, for a row of a table with its table: "issue", "plan.activity".
    path = models.CharField(max_length=60)
    # Of which words it is the copy: another answer to the same question is not covered by it.
    of = models.CharField(max_length=64)
    text = models.TextField(_("the commission's copy"), max_length=LONGEST_COPY, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("when"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "path", "of"], name="one_copy_a_text")
        ]

    def __str__(self) -> str:
        return self.path


class CoveredFile(models.Model):
    """What the commission gets of one file: a copy without names and faces, or the reason why not.

    A file without this row does not reach the commission at all.
    """

    enclosure = models.OneToOneField(Enclosure, models.CASCADE, related_name="cover")
    file = models.FileField(
        _("covered copy"), upload_to="covered/%Y/%m/", max_length=200, blank=True
    )
    kind = models.CharField(max_length=80, blank=True)
    withheld = models.BooleanField(_("withheld from the commission"), default=False)
    reason = models.CharField(_("why it is withheld"), max_length=300, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("when"))

    def __str__(self) -> str:
        return str(self.enclosure)

    @property
    def is_open(self) -> bool:
        """Whether the commission may have the copy."""
        return bool(self.file) and not self.withheld


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverable:
    """One answer the clerk may cover: its words, its copy, and what in the copy may name people."""

    key: str
    path: str
    of: str
    label: Any
    part: Any
    original: str
    shown: str
    is_covered: bool
    # It was changed after a copy was made: closed until somebody has looked at it again.
    is_stale: bool
    hints: list[str]


def handed_in(application: Application) -> Mapping[str, Any]:
    """The record frozen last; of rows made without one, the record as it would be frozen."""
    latest = max(application.versions.all(), key=lambda version: version.number, default=None)
    return latest.facts if latest is not None and latest.facts else text_of(application)


def one_text(words: Any) -> str:
    """A text as it is compared: forms send other line ends than they were given."""
    return str(words or "").replace("\r\n", "\n").strip()


def fingerprint_of(words: str) -> str:
    return hashlib.sha256(one_text(words).encode()).hexdigest()


class Cover:
    """All copies of one application, laid over what it says."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.facts = handed_in(application)
        self.copies: dict[tuple[str, str], str] = {
            (row.path, row.of): row.text for row in application.coverings.all()
        }
        known = {(path, fingerprint_of(words)) for path, words in self.answers()}
        # A copy whose original is gone: the answer was changed, nobody has looked at it since.
        self.stale = {path for path, of in self.copies if (path, of) not in known}

    def answers(self) -> Iterator[tuple[str, str]]:
        """Every free text with its path, the rows of tables among them."""
        for name in (*TEXTS, *IN_OTHER_WORDS):
            yield name, one_text(self.facts.get(name))
        for table, names in ROW_TEXTS.items():
            for row in self.facts.get(table, ()):
                for name in names:
                    yield f"{table}.{name}", one_text(row.get(name))

    def shown(self, path: str, words: Any) -> str:
        """What the commission reads in the place of these words."""
        original = one_text(words)
        copy = self.copies.get((path, fingerprint_of(original)))
        if copy is not None:
            # An emptied copy stays empty.
            return copy
        return "" if path in IN_OTHER_WORDS or path in self.stale else original

    def text(self) -> dict[str, Any]:
        """The record as the commission may read it."""
        covered: dict[str, Any] = {name: self.facts.get(name) for name in OPEN}
        for name in (*TEXTS, *IN_OTHER_WORDS):
            covered[name] = self.shown(name, self.facts.get(name))
        for table, names in ROWS_OPEN.items():
            covered[table] = [
                {name: row[name] for name in names if name in row}
                | {name: self.shown(f"{table}.{name}", row.get(name)) for name in ROW_TEXTS[table]}
                for row in self.facts.get(table, ())
            ]
        return covered | {"members": [], "enclosures": []}

    def known(self) -> Known:
        """Whose names should not be told."""
        facts = self.facts
        people = [facts.get("representative_name"), *_each(facts, "members", "name")]
        people += _each(facts, "plan", "responsible")
        if self.application.applicant is not None:
            people.append(self.application.applicant.name)
        groups = [facts.get("group_name"), *_each(facts, "pledges", "giver")]
        phones = [facts.get("representative_phone"), *_each(facts, "members", "phone")]
        return Known(
            people=[fold(name) for name in people if name],
            groups=[fold(name) for name in groups if name],
            phones=[phone for phone in phones if phone],
        )

    def coverable(self) -> list[Coverable]:
        """Every answer that has words, once, in the order of the form."""
        known, found = self.known(), {}
        for path, original in self.answers():
            key = f"{path}:{fingerprint_of(original)}"
            if not original or key in found:
                continue
            shown = self.shown(path, original)
            found[key] = Coverable(
                key=key,
                path=path,
                of=fingerprint_of(original),
                label=label_of_path(path),
                part=PART_TITLES[PART_OF[path]],
                original=original,
                shown=shown,
                is_covered=shown != original,
                is_stale=path in self.stale and (path, fingerprint_of(original)) not in self.copies,
                hints=names_in(fold(shown), known),
            )
        return sorted(found.values(), key=lambda one: ORDER.index(one.path))


def _each(facts: Mapping[str, Any], table: str, name: str) -> list[Any]:
    return [row.get(name) for row in facts.get(table, ())]


def label_of_path(path: str) -> Any:
    """What the question is called."""
    table, _dot, name = path.rpartition(".")
    return (ROW_MODELS[table] if table else Application)._meta.get_field(name).verbose_name


def _paths() -> Iterator[tuple[str, str]]:
    for part, names in PARTS.items():
        for name in names:
            if name in TEXTS or name in IN_OTHER_WORDS:
                yield name, part
        for table in PART_ROWS.get(part, ()):
            for name in ROW_TEXTS.get(table, ()):
                yield f"{table}.{name}", part


PART_OF = dict(_paths())
ORDER = list(PART_OF)


def text_for_commission(application: Application) -> dict[str, Any]:
    """What the commission reads of an application whose applicant is hidden behind a code."""
    return Cover(application).text()


def title_for_commission(application: Application) -> str:
    """The title as the commission reads it."""
    copies = {row.of: row.text for row in application.coverings.all() if row.path == "title"}
    original = one_text(application.title)
    return copies.get(fingerprint_of(original), "" if copies else original)


def label_for_commission(application: Application) -> str:
    """The application in a list or a heading of the commission: its code and its title."""
    title = title_for_commission(application)
    return f"{application.code}. {title}" if title else application.code


def may_replace(shown: str, copy: str) -> bool:
    """Whether a copy may be changed so while the commission is reading it."""
    return only_takes_away(shown, copy)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileForCommission:
    """One file as the commission knows it: a number, the document asked for, never its own name."""

    number: int
    item: Any
    is_open: bool
    reason: str
    cover: CoveredFile


def files_for_commission(application: Application) -> list[FileForCommission]:
    """The files the clerk covered or withheld; the others do not reach the commission."""
    kept = (
        application.enclosures.filter(removed_at=None, cover__isnull=False)
        .select_related("item", "cover")
        .order_by("pk")
    )
    return [
        FileForCommission(
            number=number,
            item=enclosure.item,
            is_open=enclosure.cover.is_open,
            reason=enclosure.cover.reason if enclosure.cover.withheld else "",
            cover=enclosure.cover,
        )
        for number, enclosure in enumerate(kept, start=1)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """The commission's copy as rows that pages can draw; none of them can be saved or looked up."""

    application: Application
    plan: list[PlanRow]
    lines: list[BudgetLine]
    pledges: list[tuple[Any, str, str, Decimal]]


def copy_for_commission(application: Application) -> Copy:
    """The covered record, drawn into rows of its own."""
    facts = text_for_commission(application)
    return Copy(
        application=_row(Application, {name: facts[name] for name in (*OPEN, *TEXTS, "place")}),
        plan=[_row(PlanRow, row) for row in facts["plan"]],
        lines=[_row(BudgetLine, row) for row in facts["lines"]],
        pledges=[
            (
                _row(Pledge, row).get_kind_display(),
                "",
                row["what"],
                Decimal(row.get("amount") or 0),
            )
            for row in facts["pledges"]
        ],
    )


def _row(model: Any, facts: Mapping[str, Any]) -> Any:
    columns = {column.name: column for column in model._meta.concrete_fields}
    return model(
        **{
            columns[name].attname: columns[name].to_python(value)
            for name, value in facts.items()
            if name in columns and value is not None
        }
    )


def covered_titles(competition: int) -> dict[int, str]:
    """By application: the title as the commission reads it, of those whose title has a copy."""
    rows = Covering.objects.filter(application__competition=competition, path="title")
    copies: dict[int, dict[str, str]] = {}
    originals: dict[int, str] = {}
    for application, of, text, title in rows.values_list(
        "application_id", "of", "text", "application__title"
    ):
        copies.setdefault(application, {})[of] = text
        originals[application] = title
    return {
        application: copies[application].get(fingerprint_of(title), "")
        for application, title in originals.items()
    }
