"""The papers of the demonstration, put where anybody can open them."""

from pathlib import Path

from django.conf import settings

from papers import prints
from papers.choices import LANGUAGES
from papers.models import Issued


def put_papers() -> Path:
    """Write every issued paper in Kyrgyz and Russian below the installation's folder of papers."""
    for issued in Issued.objects.select_related("municipality", "replaces").order_by("pk"):
        folder = Path(settings.PAPERS_DIR) / issued.municipality.soate
        folder.mkdir(parents=True, exist_ok=True)
        for language in LANGUAGES:
            name = f"{issued.number}-{issued.kind}-{language}.pdf"
            (folder / name).write_bytes(prints.pdf(issued, language))
    return Path(settings.PAPERS_DIR)
