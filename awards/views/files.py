"""Files of the ledger, handed only to those who see the award."""

from typing import Any

from django.http import FileResponse, Http404
from django.views.generic.detail import BaseDetailView

from ui.handing import handed_over, type_of
from ui.views import Scoped


class FileView(Scoped, BaseDetailView):
    """One file of one row, through the same door as every enclosure."""

    model: Any = None
    field = "file"

    def get(self, request: Any, *args: Any, **kwargs: Any) -> FileResponse:
        row = self.get_object()
        file = getattr(row, self.field)
        if not file:
            raise Http404
        return handed_over(file, str(row), type_of(file))
