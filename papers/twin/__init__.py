"""The form of a call as a workbook: written with the questions, read back with the answers."""

from papers.twin.cells import is_nothing
from papers.twin.faults import Fault
from papers.twin.keys import Identity
from papers.twin.read import Filled, read
from papers.twin.write import Twin, workbook

__all__ = ["Fault", "Filled", "Identity", "Twin", "is_nothing", "read", "workbook"]
