"""Several people pressing at the same moment: real threads, or real processes."""

import multiprocessing
import threading
from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connections

from audit import clock
from audit.acts import Refused
from tests import factories

Deed = Callable[[], Any]


def let_go() -> None:
    """Close every connection, and the pool: a child process must open its own."""
    connections.close_all()
    for connection in connections.all():
        if connection.vendor == "postgresql":
            connection.close_pool()


def outcome(deed: Deed) -> str:
    """What came of one press: done, refused, denied, or the name of a crash."""
    try:
        with clock.at(factories.NOON):
            deed()
    except Refused:
        return "refused"
    except PermissionDenied:
        return "denied"
    except Exception as error:  # noqa: BLE001  (a crash is what the tests look for)
        return f"{type(error).__name__}: {error}"
    finally:
        connections.close_all()
    return "done"


def pressed_by_threads(deeds: Sequence[Deed]) -> list[str]:
    """All deeds at once, each in a thread with a connection of its own; sorted outcomes."""
    ready, results = threading.Barrier(len(deeds)), []

    def press(deed: Deed) -> None:
        ready.wait()
        results.append(outcome(deed))

    threads = [threading.Thread(target=press, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(results)


def pressed_by_processes(deeds: Sequence[Deed]) -> list[str]:
    """All deeds at once, each in a process of its own; sorted outcomes."""
    let_go()
    fork = multiprocessing.get_context("fork")
    ready, results = fork.Barrier(len(deeds)), fork.Queue()

    def press(deed: Deed) -> None:
        ready.wait()
        results.put(outcome(deed))

    children = [fork.Process(target=press, args=(deed,)) for deed in deeds]
    for child in children:
        child.start()
    found = [results.get(timeout=60) for _child in children]
    for child in children:
        child.join(timeout=60)
    return sorted(found)
