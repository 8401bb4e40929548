"""Pages of reports."""

from typing import Any

from awards.models import Report
from awards.views.hanging import HangingDetailView


class ReportDetailView(HangingDetailView):
    model = Report
    template_name = "awards/report_detail.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(
            books=self.object.award.books,
            photos=self.object.photos.in_order(),
            **more,
        )
