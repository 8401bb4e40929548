"""Kept files leave through one door: under what name, as what, and kept by nobody on the way."""

import re
from typing import Any

from django.http import FileResponse, Http404

from ui.uploads import ENDINGS, TYPES

KINDS_OF_TYPES = {content_type: kind for kind, content_type in TYPES.items()}
UNNAMEABLE = re.compile(r"[^\w.-]+")


def handed_over(file: Any, title: str, content_type: str) -> FileResponse:
    """A kept file as a download.

    SECURITY: only kinds we checked keep their type, and nothing is ever shown inside our pages.
    """
    try:
        opened = file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    ending = KINDS_OF_TYPES.get(content_type)
    answer = FileResponse(
        opened,
        as_attachment=True,
        filename=named(title, ending),
        content_type=content_type if ending else "application/octet-stream",
    )
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def named(title: str, ending: str | None) -> str:
    """A name any disk takes, in the letters of the title."""
    name = UNNAMEABLE.sub("_", title[:80]).strip("_.") or "file"
    return name if not ending or name.lower().endswith(f".{ending}") else f"{name}.{ending}"


def type_of(file: Any) -> str:
    """What a kept file is, by the name it was kept under when it was looked into."""
    ending = file.name.rpartition(".")[2].lower()
    kind = next((kind for kind, endings in ENDINGS.items() if ending in endings), "")
    return TYPES.get(kind, "")
