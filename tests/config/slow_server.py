"""A server of one thread that takes its time, for the tests of the worker."""

import time
from typing import Any

from audit import clock
from config.worker import ArrivalWorker


class Worker(ArrivalWorker):
    longest_head = 0.3


def application(environ: Any, start_response: Any) -> list[bytes]:
    """Answers after a while when the request was held to have arrived."""
    time.sleep(0.4)
    body = clock.arrival().isoformat().encode()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]
