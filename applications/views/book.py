"""The registration book of a call: every number there is, in its order, nothing ever taken out."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from applications.models import Application
from competitions.models import Competition
from ui.views import ListPage


class CompetitionBookView(ListPage):
    model = Application
    ordering = ("number", "pk")
    template_name = "applications/competition_book.html"
    # Its rows are long: with fifty a page would be heavier than a bad link bears.
    paginate_by = 40

    @cached_property
    def competition(self) -> Competition:
        user = self.request.user
        calls = Competition.objects.visible_to(user).of_office(user)
        return get_object_or_404(calls.select_related("municipality"), pk=self.kwargs["pk"])

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(competition=self.competition).in_book()

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        seen = Application.objects.visible_to(self.request.user)
        numbering = seen.filter(competition=self.competition).numbering()
        return super().get_context_data(competition=self.competition, numbering=numbering, **more)
