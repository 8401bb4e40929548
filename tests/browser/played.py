"""The office clock of the server under test: the story says what time it is."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse

from audit import clock


class PlayedTime:
    """Answers every request as if it had come at the moment the story has reached."""

    moment: datetime | None = None

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if PlayedTime.moment is None:
            return self.get_response(request)
        with clock.at(PlayedTime.moment):
            return self.get_response(request)
