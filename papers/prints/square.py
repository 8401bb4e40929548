"""The square a phone reads: the address of the page where the code is checked."""

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.platypus import Flowable

QUIET = 2  # empty modules around, so that a phone finds the corners


class Square(Flowable):
    """Drawn by hand: the library's own drawing would refer to a face that is not in the file."""

    def __init__(self, address: str, side: float) -> None:
        super().__init__()
        self.code = QRCode(None, QRErrorCorrectLevel.M)
        self.code.addData(address)
        self.code.make()
        self.width = self.height = side
        self.hAlign = "CENTER"

    def wrap(self, *_available: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        count = self.code.getModuleCount()
        size = self.width / (count + 2 * QUIET)
        self.canv.saveState()
        self.canv.setFillGray(0)
        for row in range(count):
            start = None
            for column in range(count + 1):
                dark = column < count and self.code.isDark(row, column)
                if dark and start is None:
                    start = column
                elif not dark and start is not None:
                    left = (start + QUIET) * size
                    low = self.height - (row + 1 + QUIET) * size
                    self.canv.rect(left, low, (column - start) * size, size, stroke=0, fill=1)
                    start = None
        self.canv.restoreState()
