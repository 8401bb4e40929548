"""How stories are played: each names its next moment, and all go on in the order of time."""

import heapq
from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from audit import clock

Story = Iterator[datetime]
BISHKEK = ZoneInfo("Asia/Bishkek")

# The smallest file a reader of PDF opens: an empty page that stands for an enclosed paper.
BLANK_PAPER = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n"
    b"0000000052 00000 n \n0000000101 00000 n \n"
    b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n164\n%%EOF\n"
)


def on(year: int, month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    """A moment by the clock of Bishkek."""
    return datetime(year, month, day, hour, minute, tzinfo=BISHKEK)


def play(stories: Iterable[Story]) -> None:
    """Play all stories side by side, each act at its own moment."""
    waiting = [(next(story), place, story) for place, story in enumerate(stories)]
    heapq.heapify(waiting)
    while waiting:
        moment, place, story = heapq.heappop(waiting)
        with clock.at(moment):
            later = next(story, None)
        if later is not None:
            if later < moment:
                raise ValueError(f"The story went back from {moment} to {later}.")
            heapq.heappush(waiting, (later, place, story))
