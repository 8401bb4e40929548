"""The desk of terms: across all awards what is overdue, what is due, what falls short."""

from typing import Any

from django.views.generic import TemplateView

from audit import clock
from awards.models import Award, terms_of
from awards.models.books import KEPT_ROWS
from ui.views import Scoped

# As many awards as one page reckons at once: the oldest first, and the page says if there are more.
MOST = 300


class AwardTermsView(Scoped, TemplateView):
    """For the office all awards on their way, for a winner his own."""

    model = Award
    template_name = "awards/award_terms.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        today = clock.today()
        found = list(
            Award.objects.visible_to(self.request.user)
            .with_terms()
            .with_call()
            .prefetch_related(*KEPT_ROWS)
            .order_by("granted_at", "pk")[: MOST + 1]
        )
        awards = found[:MOST]
        terms = sorted(
            (term for award in awards for term in terms_of(award)),
            key=lambda term: (term.on, term.award.pk, str(term.what)),
        )
        return super().get_context_data(
            today=today,
            overdue=[term for term in terms if term.is_overdue(today)],
            this_week=[term for term in terms if term.is_this_week(today)],
            later=[
                term
                for term in terms
                if not term.is_overdue(today) and not term.is_this_week(today)
            ],
            short=[award for award in awards if award.is_under_way and award.books.own_missing],
            unspent=[award for award in awards if award.books.unspent_in_all],
            cut_off=len(found) > MOST,
            most=MOST,
            **more,
        )
