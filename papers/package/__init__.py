"""My sheets of a call as a workbook: written to be scored without a link, and read back."""

from papers.package.read import Unfit, read
from papers.package.take import Receipt, take
from papers.package.write import workbook

__all__ = ["Receipt", "Unfit", "read", "take", "workbook"]
