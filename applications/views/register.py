"""Lists: one's own applications, the register of the office, and what still waits for its check."""

from typing import Any

from django.shortcuts import get_object_or_404

from accounts.choices import Role
from applications.forms import RegisterForm
from applications.models import Application
from competitions.models import Competition
from ui.forms import dress
from ui.views import ListPage, LongPaginator

OFFICES = (Role.CLERK, Role.HEAD, Role.AUDITOR)


class ApplicationListView(ListPage):
    model = Application
    paginator_class = LongPaginator

    @property
    def is_register(self) -> bool:
        """Whoever serves in an office reads the register; his own stand on another tab."""
        return self.has_office and not {"mine", "discarded"} & set(self.request.GET)

    @property
    def is_discarded(self) -> bool:
        """Drafts that were thrown away are out of the way, and can still be read."""
        return "discarded" in self.request.GET

    @property
    def has_office(self) -> bool:
        return any(self.request.user.holds(role) for role in OFFICES)

    def get_template_names(self) -> list[str]:
        return [f"applications/application_{'register' if self.is_register else 'list'}.html"]

    @property
    def ordering(self) -> tuple[str, ...]:
        if not self.is_register:
            return ("-pk",)
        # One call is read by number; all calls from the newest on, as the index lies.
        return (
            ("number", "pk") if self.request.GET.get("call") else ("-competition", "-number", "-pk")
        )

    def get_queryset(self) -> Any:
        found, user = super().get_queryset().for_list(), self.request.user
        if not self.is_register:
            # SECURITY: one's own list has no filter by state: it would tell what the check found.
            own = found.of_person(user)
            return own.discarded() if self.is_discarded else own.kept()
        calls = Competition.objects.visible_to(user).of_office(user).public().for_list()
        self.calls = list(calls.order_by("-pk")[:200])
        self.form = dress(RegisterForm(self.request.GET or None, calls=self.calls))
        return narrowed(found.in_register(user), self.form)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context = super().get_context_data(has_office=self.has_office, **more)
        if self.is_register:
            return context | {"form": self.form, "is_narrowed": bool(self.request.GET)}
        user = self.request.user
        context["is_discarded"] = self.is_discarded
        return context | {"object_list": [row.veiled_for(user) for row in context["object_list"]]}


def narrowed(applications: Any, form: RegisterForm) -> Any:
    """The register as far as the form narrows it down."""
    if not form.is_bound or not form.is_valid():
        return applications
    chosen = form.cleaned_data
    if chosen["call"]:
        applications = applications.filter(competition=chosen["call"])
    if chosen["state"] == "unchecked":
        applications = applications.unchecked()
    elif chosen["state"] == "lapsed":
        applications = applications.lapsed()
    elif chosen["state"]:
        applications = applications.filter(state=chosen["state"])
    return applications.search(chosen["words"])


class CompetitionUncheckedView(ListPage):
    """What still stands between this call and its scoring."""

    model = Application
    ordering = ("number", "pk")
    template_name = "applications/competition_unchecked.html"

    def get_queryset(self) -> Any:
        user = self.request.user
        calls = Competition.objects.visible_to(user).of_office(user)
        self.competition = get_object_or_404(calls, pk=self.kwargs["pk"])
        return (
            super()
            .get_queryset()
            .for_list()
            .filter(competition=self.competition)
            .waiting_for_check()
        )

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(competition=self.competition, **more)
