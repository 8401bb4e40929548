"""The municipality's own regulation, adopted by its kenesh."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from accounts.models import Municipality
from audit.acts import Beginning, says
from competitions import rules
from competitions.choices import Field, RegulationState, SourceKind
from competitions.models.terms import Terms
from competitions.querysets import RegulationQuerySet
from ui.languages import active, pick


class Regulation(Terms):
    """A resolution of the kenesh, and the settings that a new call copies."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", verbose_name=_("municipality")
    )
    resolution_number = models.CharField(_("number of the resolution"), max_length=40, blank=True)
    resolution_on = models.DateField(_("date of the resolution"), null=True, blank=True)
    title_ky = models.CharField(_("title in Kyrgyz"), max_length=300)
    title_ru = models.CharField(_("title in Russian"), max_length=300)
    legal_basis_ky = models.TextField(_("legal basis in Kyrgyz"), max_length=2000, blank=True)
    legal_basis_ru = models.TextField(_("legal basis in Russian"), max_length=2000, blank=True)
    file = models.FileField(_("file of the resolution"), upload_to="regulations/%Y/", blank=True)
    rows = models.JSONField(
        _("criteria, documents, rates and priority fields"), default=dict, blank=True
    )
    points = models.JSONField(_("points of the regulation"), default=dict, blank=True)
    in_force_at = models.DateTimeField(_("in force since"), null=True, blank=True)
    superseded_at = models.DateTimeField(_("superseded"), null=True, blank=True)
    state = FSMField(
        _("state"),
        choices=RegulationState,
        default=RegulationState.DRAFT,
        protected=True,
        editable=False,
    )

    objects = RegulationQuerySet.as_manager()

    beginning = Beginning(
        verb="begin_regulation",
        label=_("Enter a regulation"),
        done=_("Regulation entered"),
        may=rules.may_begin_regulation,
        conditions=[rules.municipality_stands],
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality"],
                condition=Q(state=RegulationState.IN_FORCE),
                name="one_regulation_in_force",
            )
        ]

    def __str__(self) -> str:
        title = pick(self, "title")
        return f"№ {self.resolution_number}, {title}" if self.resolution_number else title

    @property
    def journal_chain(self) -> str:
        return self.municipality.soate

    def get_absolute_url(self) -> str:
        return reverse("regulation_detail", args=[self.pk])

    @property
    def is_in_force(self) -> bool:
        return self.state == RegulationState.IN_FORCE

    def successors(self) -> models.QuerySet:
        """Drafts of the same municipality that could take this one's place."""
        return type(self).objects.filter(
            municipality=self.municipality_id, state=RegulationState.DRAFT
        )

    def points_of_the_act(self) -> dict[str, str]:
        """The points entered beside the settings."""
        return self.points

    def criteria_named(self) -> dict[str, str]:
        """The criteria's titles by their keys."""
        rows = self.rows.get("criteria", [])
        return {row["key"]: row[f"title_{in_two()}"] for row in rows}

    def rows_shown(self, name: str) -> list[str]:
        """The rows of one table that a new call copies, a line each."""
        return [row_shown(name, row, in_two()) for row in self.rows.get(name, [])]

    def point(self, setting: str) -> str:
        """The point of the local act a setting rests on, when the municipality has entered one."""
        return str(self.points.get(setting, ""))

    @transition(
        state,
        source=RegulationState.DRAFT,
        target=None,
        permission=rules.may_edit_regulation,
        custom=says(_("Edit"), _("Regulation edited"), silent=True),
    )
    def edit(
        self,
        *,
        at,
        resolution_number,
        resolution_on,
        title_ky,
        title_ru,
        legal_basis_ky,
        legal_basis_ru,
        file=None,
    ):
        self.resolution_number, self.resolution_on = resolution_number, resolution_on
        self.title_ky, self.title_ru = title_ky, title_ru
        self.legal_basis_ky, self.legal_basis_ru = legal_basis_ky, legal_basis_ru
        if file:
            self.file = file

    @transition(
        state,
        source=RegulationState.DRAFT,
        target=None,
        permission=rules.may_edit_regulation,
        custom=says(_("Edit the settings"), _("Settings of the regulation edited"), silent=True),
    )
    def edit_settings(self, *, at, settings, rows=None, points=None):
        for name in self.term_names():
            if name in settings:
                setattr(self, name, settings[name])
        self.rows = self.rows | (rows or {})
        named = self.points | (points or {})
        self.points = {name: point for name, point in named.items() if point}

    @transition(
        state,
        source=RegulationState.DRAFT,
        target=RegulationState.IN_FORCE,
        permission=rules.may_put_in_force,
        conditions=[rules.regulation_is_complete],
        custom=says(_("Put in force"), _("Regulation put in force"), weight="main"),
    )
    def put_in_force(self, *, at):
        self.in_force_at = at

    @transition(
        state,
        source=RegulationState.IN_FORCE,
        target=RegulationState.SUPERSEDED,
        permission=rules.may_put_in_force,
        conditions=[rules.another_takes_over],
        custom=says(_("Replace by a newer one"), _("Regulation superseded")),
    )
    def supersede(self, *, at):
        self.superseded_at = at


def in_two() -> str:
    """The reader's language, where a text is kept in Kyrgyz and in Russian only."""
    return "ky" if active() == "ky" else "ru"


def row_shown(name: str, row: dict[str, Any], language: str) -> str:
    """One row of a table of the terms, as it is kept in JSON, in a line for reading."""
    if name == "priority_fields":
        return f"{Field(row['field']).label}: +{_figure(row['points'])}"
    if name == "sources":
        named = f"{SourceKind(row['kind']).label} {row.get('name', '')}".strip()
        return f"{named}: {_figure(row['amount'])}"
    title = row[f"title_{language}"]
    if name == "criteria":
        weighed = f"{title}: {_figure(row['minimum'])}–{_figure(row['maximum'])}"
        return f"{weighed} (× {_figure(row['weight'])})"
    if name == "rates":
        return f"{title}: {_figure(row['amount'])} / {row[f'unit_{language}']}"
    if name == "checklist" and row.get("point"):
        return f"{title} ({rules.point_named(row['point'])})"
    return title


def _figure(value: str) -> str:
    number = Decimal(value)
    whole = number == number.to_integral_value()
    return number_format(number, decimal_pos=0 if whole else 2, force_grouping=True)
