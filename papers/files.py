"""Papers and workbooks kept as files under the folder of papers, for the shelf and for handing over."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from competitions.models import Competition
from papers import prints
from papers.awarded import AwardRow, ContributionRow, award_rows, awards_of, contribution_rows
from papers.choices import LANGUAGES, Kind
from papers.models import Issued
from papers.rows import GridRow, RegisterRow, grid_rows, register_rows
from papers.sheets import Leaf, workbook
from scoring.models.sight import EVERYTHING, Sight


def keep(issued: Issued) -> list[Path]:
    """Write an issued paper in its languages; a paper with both on one sheet is written once."""
    folder = _folder(issued.municipality.soate)
    languages = LANGUAGES[:1] if Kind(issued.kind).one_sheet else LANGUAGES
    written = []
    for language in languages:
        path = folder / f"{issued.number}-{issued.kind}-{language}.pdf"
        path.write_bytes(prints.pdf(issued, language))
        written.append(path)
    return written


def keep_workbooks(call: Competition, language: str = "ky") -> list[Path]:
    """Write the three workbooks of a call whose scoring is over."""
    folder = _folder(call.municipality.soate)
    written = []
    with translation.override(language):
        about = [(_("Municipality"), call.municipality), (_("Call"), call)]
        for name, leaves in (
            ("register", register_leaves(call)),
            ("grid", grid_leaves(call, EVERYTHING)),
            ("awards", awards_leaves(call)),
        ):
            path = folder / f"{call.year}-{call.number}-{name}.xlsx"
            with workbook(leaves, about) as made, path.open("wb") as file:
                shutil.copyfileobj(made, file)
            written.append(path)
    return written


def register_leaves(call: Competition) -> Sequence[Leaf]:
    """The register of applications."""
    return [Leaf(title=_("Register of applications"), row=RegisterRow, rows=register_rows(call))]


def grid_leaves(call: Competition, sight: Sight) -> Sequence[Leaf]:
    """The scoring grid, as far as this reader may know it."""
    titles = [criterion.title for criterion in call.criteria_in_order()]
    rows = grid_rows(call, sight)
    return [Leaf(title=_("Scoring grid"), row=GridRow, rows=rows, spread={"points": titles})]


def awards_leaves(call: Competition) -> Sequence[Leaf]:
    """The awards with their contributions."""
    awards = awards_of(call)
    return [
        Leaf(title=_("Awards"), row=AwardRow, rows=award_rows(awards)),
        Leaf(title=_("Contributions"), row=ContributionRow, rows=contribution_rows(awards)),
    ]


def _folder(soate: str) -> Path:
    folder = Path(settings.PAPERS_DIR) / soate
    folder.mkdir(parents=True, exist_ok=True)
    return folder
