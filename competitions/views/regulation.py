"""The municipality's own regulation."""

from typing import Any

from django.http import FileResponse, Http404
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from accounts.choices import Role
from accounts.models import Municipality
from competitions import actions
from competitions.choices import PART_ROWS, SETTINGS_PARTS, TermsPart
from competitions.forms import BeginRegulationForm, SettingsPartForm
from competitions.forms.parts import ROW_WORDS
from competitions.models import Competition, Regulation
from competitions.views.terms import PartView
from ui.views import ActView, BeginView, DetailPage, ListPage, Now, Scoped

PARTS = [part for part in TermsPart if part in SETTINGS_PARTS]


class RegulationListView(ListPage):
    model = Regulation
    template_name = "competitions/regulation_list.html"
    ordering = ("-resolution_on", "-pk")

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("municipality")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        begins_in = [
            held.municipality
            for held in self.request.user.active_memberships
            if held.role == Role.CLERK
        ]
        return super().get_context_data(begins_in=begins_in, **more)


class RegulationBeginView(BeginView):
    model, parent, act = Regulation, Municipality, actions.begin_regulation
    form_class = BeginRegulationForm
    lead = _(
        "Begin with the titles as in the kenesh's resolution. The settings start from the "
        "regulation now in force."
    )


class RegulationDetailView(DetailPage):
    model = Regulation
    template_name = "competitions/regulation_detail.html"
    context_object_name = "regulation"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("municipality")

    def get_now(self) -> Now:
        return {
            "draft": Now(
                turn=_("The clerk's, then the head's"), next=_("The head puts it in force.")
            ),
            "in_force": Now(turn=_("Nobody's"), next=_("Calls are prepared on its basis.")),
            "superseded": Now(
                turn=_("Nobody's"), next=_("A newer regulation has taken its place.")
            ),
        }[self.object.state]

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        regulation, user = self.object, self.request.user
        blank = Competition(regulation=regulation, municipality=regulation.municipality)
        given = {
            "parts": [
                {
                    "title": part.label,
                    "settings": regulation.settings_shown(SETTINGS_PARTS[part]),
                    "tables": [
                        {"title": ROW_WORDS[name], "rows": regulation.rows_shown(name)}
                        for name in PART_ROWS.get(part, ())
                        if regulation.rows.get(name)
                    ],
                }
                for part in PARTS
            ],
            "may_begin_competition": regulation.is_in_force
            and Competition.beginning.may(blank, user),
        }
        return super().get_context_data(**given | more)


class RegulationFileView(Scoped, SingleObjectMixin, View):
    """The scanned resolution."""

    model = Regulation

    def get(self, request: Any, *args: Any, **kwargs: Any) -> FileResponse:
        regulation = self.get_object()
        if not regulation.file:
            raise Http404
        name = f"regulation-{regulation.pk}.pdf"
        return FileResponse(
            regulation.file.open(),
            as_attachment=True,
            filename=name,
            content_type="application/pdf",
        )


class RegulationSettingsView(ActView):
    """The list of pages of settings."""

    model, verb, act = Regulation, "edit_settings", actions.edit_settings
    template_name = "competitions/regulation_edit_settings.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(tasks=PARTS, **more)


class RegulationPartView(PartView):
    """One short page of settings, each with its point of the act."""

    model, verb, act = Regulation, "edit_settings", actions.edit_settings
    form_class = SettingsPartForm
    template_name = "competitions/regulation_part.html"
    parts, list_name = SETTINGS_PARTS, "regulation_edit_settings"
