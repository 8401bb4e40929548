"""The papers of the demonstration, put where anybody can open them."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation

from competitions.models import Competition
from papers import leaves, prints
from papers.choices import LANGUAGES
from papers.models import Issued
from papers.sheets import workbook
from scoring.models import sight_of


def put_papers() -> Path:
    """Write every issued paper in Kyrgyz and Russian below the installation's folder of papers."""
    for issued in Issued.objects.select_related("municipality", "replaces").order_by("pk"):
        folder = Path(settings.PAPERS_DIR) / issued.municipality.soate
        folder.mkdir(parents=True, exist_ok=True)
        for language in LANGUAGES:
            name = f"{issued.number}-{issued.kind}-{language}.pdf"
            (folder / name).write_bytes(prints.pdf(issued, language))
    return Path(settings.PAPERS_DIR)


def put_workbooks(call: Competition, auditor: Any) -> None:
    """Write the workbooks of a call, as its auditor would take them, in both languages."""
    folder = Path(settings.PAPERS_DIR) / call.municipality.soate
    for language in LANGUAGES:
        with translation.override(language):
            books = {
                "register": leaves.register_leaves(call),
                "grid": leaves.grid_leaves(call, sight_of(call, auditor)),
                "awards": leaves.awards_leaves(call),
            }
            for name, book in books.items():
                target = folder / f"{call.year}-{call.number}-{name}-{language}.xlsx"
                target.write_bytes(workbook(book, leaves.about(call, auditor)).read())
