import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest

from config.workshop import ROOT
from tests import programs

pytestmark = pytest.mark.real_time

HEAD = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
MOMENT = 0.2  # seconds within which a waking machine hears a letter
Caller = Callable[[], socket.socket]


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A server with one worker of one thread that needs 0.4 s an answer."""
    port = programs.free_port()
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--worker-class",
        "tests.config.slow_server.Worker",
    ]
    command += ["--workers", "1", "--threads", "1", "--bind", f"127.0.0.1:{port}"]
    command += ["--log-level", "warning", "--no-control-socket"]
    command += ["tests.config.slow_server:application"]
    with subprocess.Popen(command, cwd=ROOT, env=os.environ) as process:
        programs.wait_for(port)
        yield port
        process.terminate()


@pytest.fixture
def caller(port: int) -> Iterator[Caller]:
    """Opens connections to that server."""
    with ExitStack() as opened:
        yield lambda: opened.enter_context(
            socket.create_connection(("127.0.0.1", port), timeout=20)
        )


def said(line: socket.socket) -> datetime:
    """When the server held this request to have arrived."""
    answer = b""
    while b"+00:00" not in answer:
        answer += line.recv(4096)
    return datetime.fromisoformat(answer.rpartition(b"\r\n")[2].decode())


def seconds_late(arrived: datetime, sent: datetime) -> float:
    return (arrived - sent).total_seconds()


def test_nobody_is_late_because_others_were_pressing_too(caller: Caller) -> None:
    lines = [caller() for _each in range(4)]

    sent = datetime.now(UTC)
    for line in lines:
        line.sendall(HEAD)
    found = [seconds_late(said(line), sent) for line in lines]

    assert seconds_late(datetime.now(UTC), sent) > 1.6
    assert all(0 <= late < MOMENT for late in found), found


def test_the_next_request_of_a_kept_connection_arrives_anew(caller: Caller) -> None:
    line, other = caller(), caller()
    line.sendall(HEAD)
    said(line)

    other.sendall(HEAD)
    sent = datetime.now(UTC)
    line.sendall(HEAD)

    assert 0 <= seconds_late(said(line), sent) < MOMENT


def test_to_open_a_connection_is_not_to_arrive(caller: Caller) -> None:
    early, other = caller(), caller()
    other.sendall(HEAD)
    time.sleep(0.3)

    sent = datetime.now(UTC)
    early.sendall(HEAD)

    assert 0 <= seconds_late(said(early), sent) < MOMENT


def test_a_silent_connection_keeps_no_thread(caller: Caller) -> None:
    _silent = [caller() for _each in range(3)]
    line = caller()

    sent = datetime.now(UTC)
    line.sendall(HEAD)
    said(line)

    assert seconds_late(datetime.now(UTC), sent) < 1


def test_one_letter_before_the_minute_is_not_a_request(caller: Caller) -> None:
    line = caller()
    line.sendall(HEAD[:1])
    time.sleep(0.6)

    sent = datetime.now(UTC)
    line.sendall(HEAD[1:])

    assert 0 <= seconds_late(said(line), sent) < MOMENT
