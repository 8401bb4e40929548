"""The list of calls, and one call."""

from collections.abc import Callable
from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from audit import clock
from competitions import actions, rules
from competitions.choices import CANCELLABLE, TERMS_PARTS, CompetitionState, TermsPart
from competitions.forms import BeginCompetitionForm, SearchForm
from competitions.models import Competition, Permit, Regulation
from ui.views import BeginView, DetailPage, ListPage, Now

CALENDAR = [
    "announced_at",
    "opens_at",
    "closes_at",
    "check_until",
    "scores_until",
    "decision_by",
    "publication_by",
    "appeals_until",
    "implementation_until",
]
OURS, ALL = "ours", "all"


class CompetitionListView(ListPage):
    """Calls by stage; people of an office see their own first."""

    model = Competition
    template_name = "competitions/competition_list.html"
    ordering = ("-year", "-number", "-pk")

    def get_queryset(self) -> Any:
        asked = self.request.GET
        self.words = asked.get("q", "").strip()[:100]
        user = self.request.user
        seen = super().get_queryset().for_list()
        self.has_ours = bool(user.roles - {Role.ADMINISTRATOR}) or seen.seating(user).exists()
        usual = OURS if self.has_ours else ALL
        self.whose = asked.get("whose") if asked.get("whose") in (OURS, ALL) else usual
        if self.whose == OURS:
            seen = seen.concerning(user)
        if self.words:
            seen = seen.search(self.words)
        self.counts = seen.count_by_state()
        self.stage = asked.get("stage") if asked.get("stage") in CompetitionState.values else ""
        return seen.filter(state=self.stage) if self.stage else seen

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        stages = [
            {
                "value": state.value,
                "label": state.label,
                "count": self.counts[state.value],
                "here": state == self.stage,
            }
            for state in CompetitionState
            if self.counts.get(state.value)
        ]
        given = {
            "search": SearchForm(initial={"q": self.words}),
            "words": self.words,
            "whose": self.whose,
            "has_ours": self.has_ours,
            "stage": self.stage,
            "stages": stages,
            "all_count": sum(self.counts.values()),
        }
        return super().get_context_data(**given | more)


class CompetitionDetailView(DetailPage):
    """What the call is, where it stands, and what may be done."""

    model = Competition
    template_name = "competitions/competition_detail.html"
    context_object_name = "competition"

    def get_queryset(self) -> Any:
        return super().get_queryset().with_terms().prefetch_related("versions")

    def get_now(self) -> Now:
        return TURNS[self.object.state](self.object)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        call, user = self.object, self.request.user
        permits = list(
            Permit.objects.visible_to(user)
            .filter(competition=call)
            .select_related("user", "granted_by")
            .order_by("pk")
        )
        is_office, has_seat = rules.serves(call, user), call.has_seat(user)
        made_of = call.composition()
        given = {
            "calendar": [
                (call._meta.get_field(name).verbose_name, getattr(call, name)) for name in CALENDAR
            ],
            "sources": [(str(source), source.amount) for source in call.sources.all()],
            "criteria": call.criteria_in_order(),
            "checklist": sorted(call.checklist.all(), key=lambda item: (item.position, item.pk)),
            "rates": sorted(call.rates.all(), key=lambda rate: rate.pk),
            "priority_fields": sorted(call.priority_fields.all(), key=lambda row: row.pk),
            "parts": parts_shown(call),
            "rungs": call.rungs(),
            "versions": sorted(call.versions.all(), key=lambda version: version.number),
            "composition": made_of,
            # A call whose commission is not formed yet is short of nobody.
            "warns_of_commission": (is_office or has_seat)
            and made_of.seats
            and call.state in CANCELLABLE,
            "permits": permits,
            "may_grant_permit": Permit.beginning.may(Permit(competition=call), user)
            and call.state == CompetitionState.ANNOUNCED,
            "is_office": is_office,
            "is_clerk": user.holds(Role.CLERK, call.municipality_id),
            "has_seat": has_seat,
            "takes_now": not is_office and not has_seat and call.takes_at(clock.arrival(), user),
        }
        return super().get_context_data(**given | more)


def parts_shown(call: Competition) -> list[dict[str, Any]]:
    """The settings by the pages they are typed on, as people read them."""
    left_out = {"title_ky", "title_ru", "fund", "maximum_grant", "ladder"}
    shown = []
    for part in (
        TermsPart.CALENDAR,
        TermsPart.DOCUMENTS,
        TermsPart.CONTRIBUTION,
        TermsPart.SCORING,
        TermsPart.PROCEDURE,
    ):
        names = [
            name for name in TERMS_PARTS[part] if name not in left_out and name in call.term_names()
        ]
        shown.append({"title": part.label, "settings": call.settings_shown(names)})
    return shown


def _announced(call: Competition) -> Now:
    moment = clock.now()
    if moment < call.opens_at:
        return Now(
            turn=_("Nobody's yet"),
            until=call.opens_at,
            next=_("The reception of applications opens."),
        )
    if moment <= call.closes_at:
        return Now(
            turn=_("The applicants'"),
            until=call.closes_at,
            next=_("Then the reception is closed and the check begins."),
        )
    last = call.permits_running(moment).order_by("-until").first()
    if last is not None:
        return Now(
            turn=_("Those with a late permit"),
            until=last.until,
            next=_("Then the reception is closed and the check begins."),
        )
    return Now(
        turn=_("The clerk's"), next=_("The reception is over: it is closed and the check begins.")
    )


def _until(day: Any) -> Any:
    return clock.end_of(day) if day else None


TURNS: dict[str, Callable[[Competition], Now]] = {
    CompetitionState.DRAFT: lambda _call: Now(
        turn=_("The clerk's, then the head's"),
        next=_("The clerk fills in the terms; the head announces the call."),
    ),
    CompetitionState.ANNOUNCED: _announced,
    CompetitionState.CHECKING: lambda call: Now(
        turn=_("The clerk's"),
        until=_until(call.check_until),
        next=_("When nothing is left unchecked, the scoring is opened."),
    ),
    CompetitionState.SCORING: lambda call: Now(
        turn=_("The commission's"),
        until=_until(call.scores_until),
        next=_("When every sheet is in, the chair closes the scoring."),
    ),
    CompetitionState.DELIBERATION: lambda call: Now(
        turn=_("The commission's"),
        until=_until(call.decision_by),
        next=_("The commission meets; the chair signs the protocol and records the decision."),
    ),
    CompetitionState.DECIDED: lambda call: Now(
        turn=_("The head's"),
        until=_until(call.publication_by),
        next=_("The results are published."),
    ),
    CompetitionState.PUBLISHED: lambda call: Now(
        turn=_("The winners' and the clerk's"),
        until=_until(call.implementation_until),
        next=_("Agreements, payments, visits and reports; then the competition is completed."),
    ),
    CompetitionState.COMPLETED: lambda _call: Now(
        turn=_("Nobody's"), next=_("Everything is settled; the papers stay.")
    ),
    CompetitionState.FAILED: lambda _call: Now(
        turn=_("Nobody's"), next=_("The call ended without a decision.")
    ),
    CompetitionState.CANCELLED: lambda _call: Now(
        turn=_("Nobody's"), next=_("The call was cancelled.")
    ),
}


class TermsVersionView(DetailPage):
    """The frozen terms of one version, exactly as they were sealed."""

    model = Competition
    template_name = "competitions/terms_version.html"
    context_object_name = "competition"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        version = self.object.versions.filter(number=self.kwargs["number"]).first()
        if version is None:
            raise Http404
        return super().get_context_data(version=version, facts=version.shown(), **more)


class CompetitionBeginView(BeginView):
    model, parent, act = Competition, Regulation, actions.begin_competition
    form_class = BeginCompetitionForm
    lead = _(
        "The settings, criteria, documents and rates are copied from the regulation; you can "
        "change them before the call is announced."
    )

    def blank(self) -> Competition:
        return Competition(regulation=self.subject, municipality=self.subject.municipality)

    def leads_to(self, result: Any) -> Any:
        return result
