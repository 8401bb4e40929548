"""Files of the ledger, handed only to those who see the award."""

from typing import Any

from django.http import FileResponse, Http404
from django.views.generic.detail import BaseDetailView

from ui.uploads import ENDINGS, TYPES
from ui.views import Scoped


class FileView(Scoped, BaseDetailView):
    """One file of one row."""

    model: Any = None
    field = "file"

    def get(self, request: Any, *args: Any, **kwargs: Any) -> FileResponse:
        file = getattr(self.get_object(), self.field)
        if not file:
            raise Http404
        ending = file.name.rpartition(".")[2].lower()
        kind = next((kind for kind, endings in ENDINGS.items() if ending in endings), "")
        # SECURITY: always to be kept, never to be shown in our own page's name.
        return FileResponse(
            file.open(),
            as_attachment=True,
            filename=file.name.rpartition("/")[2],
            content_type=TYPES.get(kind, "application/octet-stream"),
        )
