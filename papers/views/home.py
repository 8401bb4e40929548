"""The first page after signing in, and what has been said to me."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.views.generic import ListView, TemplateView

from papers.letters import letters_to, worded
from papers.work import work_of

SHOWN = 5


class HomeView(LoginRequiredMixin, TemplateView):
    """My work."""

    template_name = "papers/home.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            work=work_of(user), letters=worded(letters_to(user)[:SHOWN]), **more
        )


class NoticeListView(LoginRequiredMixin, ListView):
    """Everything that has been said to me."""

    template_name = "papers/notice_list.html"
    paginate_by = 50

    def get_queryset(self) -> Any:
        return letters_to(self.request.user)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context = super().get_context_data(**more)
        context["object_list"] = worded(context["object_list"])
        return context
