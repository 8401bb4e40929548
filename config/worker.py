"""The worker of the web server: it notes when a request arrived, before any waiting for a thread.

On a deadline evening more requests come in at one moment than there are threads to serve them. The
server keeps them waiting in its own queue, where the program cannot see them yet; without this note
whoever waited there past the closing minute would be late because others were pressing too.
"""

import selectors
import time
from functools import partial
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

from audit import clock


class ArrivalWorker(ThreadWorker):
    """The server's own worker with threads; it notes when it began to hear a request."""

    # Seconds after which a new connection that says nothing is let go.
    silence = 20
    # The head of a request is one small packet or two: who sends it for longer has not arrived yet.
    longest_head = 5

    def accept(self, listener: Any) -> None:
        """A new connection waits in the poller, not in a thread, until its first letter is here."""
        try:
            client, address = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):  # taken by the other worker, or gone
            return
        self.nr_conns += 1
        connection = TConn(self.cfg, client, address, listener.getsockname())
        connection.timeout = time.monotonic() + self.silence
        self.pending_conns.append(connection)
        heard = partial(self.on_pending_socket_readable, connection)
        self.poller.register(client, selectors.EVENT_READ, heard)

    def enqueue_req(self, conn: Any) -> None:
        conn.heard_at = clock.now()
        super().enqueue_req(conn)

    def handle(self, conn: Any) -> Any:
        conn.taken_up = time.monotonic()
        return super().handle(conn)

    def handle_request(self, req: Any, conn: Any) -> bool:
        # SECURITY: nobody is in time by sending one letter before the minute and the rest after it.
        slow = time.monotonic() - conn.taken_up > self.longest_head
        with clock.arrived(clock.now() if slow else conn.heard_at):
            return super().handle_request(req, conn)
