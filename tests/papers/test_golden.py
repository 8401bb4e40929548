"""The protocol of the demonstration, word for word, as its reader has it before him.

The words stand in `golden/protocol-ky.txt` and `golden/protocol-ru.txt`. After a change that is
meant (a new line, a new translation) look at the difference and renew them with

    GOLDEN=renew python -m pytest tests/papers/test_golden.py
"""

import os
import re
import shutil
import subprocess
import textwrap
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import translation

from audit import clock
from papers import prints
from papers.actions import current
from papers.choices import Kind
from portal.demonstration import people, stage
from portal.demonstration.kargalyk import kargalyk
from scoring.models import Protocol

GOLDEN = Path(__file__).parent / "golden"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext was not found."),
]


@pytest.fixture
def issued():
    """The story of Kargalyk up to the signature, played through the office's own actions."""
    call_command("load_register", verbosity=0)
    with translation.override("ky"):
        with clock.at(stage.on(2019, 10, 1)):
            office = people.gather()
        story = kargalyk(office)
        moment = next(story)
        while not Protocol.objects.signed().exists():
            with clock.at(moment):
                moment = next(story)
    return current(Kind.PROTOCOL, Protocol.objects.signed().get())


def words(content: bytes) -> str:
    """What is written, without what hangs on keys and moments of this run: codes, fingerprints."""
    run = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True
    )
    text = re.sub(r"\s+", " ", run.stdout.decode())
    text = re.sub(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){2}\b", "CODE", text)
    text = re.sub(r"(?:\b[0-9a-f]{6,}\b\.? ?)+", "FINGERPRINT ", text)
    return "\n".join(textwrap.wrap(text, 100)) + "\n"


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_the_protocol_of_the_demonstration(issued, language):
    said = words(prints.pdf(issued, language))
    kept = GOLDEN / f"protocol-{language}.txt"

    if os.environ.get("GOLDEN") == "renew":
        GOLDEN.mkdir(exist_ok=True)
        kept.write_text(said)
    assert said.splitlines() == kept.read_text().splitlines()
