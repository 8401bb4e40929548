"""Several tabs and telephones sending files at the same moment."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from applications import actions
from applications.actions.uploads import Misplaced
from applications.models import Application, Enclosure, Upload
from audit import clock
from audit.models import Entry
from tests import factories, files
from tests.journeys.crowds import pressed_by_threads

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def draft(town: Any, applicant: Any) -> Application:
    return factories.application(factories.competition(town), applicant)


def test_files_at_once_do_not_pass_the_limit(draft, applicant, settings):
    """Eight files at once, and room for three more."""
    settings.APPLICATION_LIMIT_FILES = 4

    def enclose(number: int) -> None:
        try:
            actions.enclose(
                draft,
                actor=applicant,
                title="Кат",
                file=ContentFile(b"%PDF-1.4 letter", f"{number}.pdf"),
                size=15,
                sha256=f"{number:064d}",
            )
        except ValidationError as error:
            (told,) = error.error_dict["file"]
            assert told.code == "room"
            raise ValueError("full") from error

    outcomes = pressed_by_threads(
        [lambda number=number: enclose(number + 1) for number in range(8)]
    )

    assert outcomes == ["ValueError: full"] * 5 + ["done"] * 3
    assert Enclosure.objects.count() == 4
    assert Entry.objects.filter(act="applications.edit").count() == 3


def test_the_same_piece_at_once_is_kept_once(draft, applicant):
    with clock.at(factories.NOON):
        upload = factories.upload(draft, size=1000)

    def send() -> None:
        try:
            actions.take_piece(upload, actor=applicant, offset=0, piece=b"x" * 1000)
        except Misplaced as misplaced:
            raise ValueError(misplaced.received) from misplaced

    outcomes = pressed_by_threads([send] * 6)

    assert outcomes == ["ValueError: 1000"] * 5 + ["done"]
    assert Upload.objects.get().path.read_bytes() == b"x" * 1000


def test_a_file_finished_at_once_is_enclosed_once(draft, applicant):
    with clock.at(factories.NOON):
        upload = factories.upload(draft, size=len(files.PLAIN_PDF))
        actions.take_piece(upload, actor=applicant, offset=0, piece=files.PLAIN_PDF)

    def finish() -> None:
        facts = {
            "file": ContentFile(files.PLAIN_PDF, "a.pdf"),
            "title": "Кат",
            "size": len(files.PLAIN_PDF),
            "sha256": "a" * 64,
        }
        actions.finish_upload(upload, actor=applicant, facts=facts)

    outcomes = pressed_by_threads([finish] * 6)

    assert outcomes == ["done"] * 6
    assert Enclosure.objects.filter(sha256="a" * 64).count() == 1
    assert Entry.objects.filter(act="applications.edit").count() == 1
    assert not upload.path.exists()


def test_the_same_file_begun_at_once_is_one(draft, applicant):
    def begin() -> None:
        actions.begin_upload(
            draft, actor=applicant, name="a.pdf", size=9, fingerprint="f" * 64, title="Кат"
        )

    assert pressed_by_threads([begin] * 6) == ["done"] * 6
    assert Upload.objects.count() == 1
