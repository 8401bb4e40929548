"""Photos: what is kept of them, who sees them, and that no face leaves the house unasked."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from PIL import Image

from audit.acts import Refused
from audit.models import Entry
from awards import actions
from awards.forms import AddPhotoForm
from awards.models import Photo
from competitions.models import Competition
from tests import files
from tests.awards.conftest import scan
from ui.uploads.camera import told_by

pytestmark = pytest.mark.django_db

DAY = date(2026, 4, 10)
CONSENT = {"of": "Асанова Бермет", "asked_by": "Токтосунова Айжан", "on": DAY, "form": "word"}


def with_record(
    *, day: str = "2026:04:08 11:20:00", place: tuple[Any, Any] | None = ((41, 24, 0), (74, 2, 24))
) -> Any:
    """The record a telephone writes beside a picture."""
    record = Image.Exif()
    record.get_ifd(0x8769)[0x9003] = day
    record[0x010F] = "Phone of Bermet"
    if place:
        written = record.get_ifd(0x8825)
        written |= {1: "N", 2: place[0], 3: "E", 4: place[1]}
    return record


def sent(kind: str = "JPEG", **how: Any) -> Any:
    ending = {"JPEG": "jpg", "HEIC": "heic", "PNG": "png"}[kind]
    return files.sent(f"IMG_1.{ending}", files.picture(kind=kind, exif=with_record(**how)))


def read(kept: Any) -> bytes:
    with kept.open() as file:
        return file.read()


def picture() -> Any:
    return ContentFile(files.picture(), "photo.jpg")


@pytest.fixture
def visit(award, clerk):
    planned = actions.plan_visit(award, actor=clerk, planned_on=DAY, place="Көчө")
    return actions.make_visit(
        planned, actor=clerk, held_on=DAY, place="Көчө", findings="9 идиш", to_mend=[]
    )


@pytest.fixture
def faces(visit, applicant):
    return actions.add_photo(
        visit, actor=applicant, file=picture(), moment="during", people="people", caption="Ашар"
    )


def anybody(name: str, photo: Photo) -> int:
    answer = Client().get(reverse(name, args=[photo.pk]))
    # A file is closed by who reads it to its end.
    b"".join(answer)
    return answer.status_code


def public(photo: Photo) -> tuple[int, int]:
    return anybody("public_photo", photo), anybody("public_photo_small", photo)


def fill(visit: Any, **more: Any) -> AddPhotoForm:
    return AddPhotoForm(
        {"moment": "during", "people": "nobody"} | {k: v for k, v in more.items() if k != "file"},
        {"file": more["file"]},
        subject=visit,
    )


@pytest.mark.parametrize("kind", ["JPEG", "HEIC"])
def test_day_and_place_are_kept_and_the_record_is_not(kind, visit, clerk):
    form = fill(visit, file=sent(kind))
    assert form.is_valid(), form.errors

    photo = actions.add_photo(visit, actor=clerk, **form.cleaned_data)

    assert (photo.taken_on, photo.place_by) == (date(2026, 4, 8), "camera")
    assert (photo.latitude, photo.longitude) == (Decimal("41.40000"), Decimal("74.04000"))
    for kept in (photo.file, photo.small):
        body = read(kept)
        assert b"Exif" not in body
        assert b"Bermet" not in body


def test_what_was_typed_or_told_by_the_browser_goes_before_the_record(visit, clerk):
    typed = {"taken_on": "2026-04-09", "latitude": "41.12345", "longitude": "73.5"}
    form = fill(visit, file=sent(), **typed)
    assert form.is_valid(), form.errors

    photo = actions.add_photo(visit, actor=clerk, **form.cleaned_data)

    assert (photo.taken_on, photo.place_by) == (date(2026, 4, 9), "browser")
    assert (photo.latitude, photo.longitude) == (Decimal("41.12345"), Decimal("73.5"))


@pytest.mark.parametrize(
    ("how", "day"),
    [
        ({"day": "2031:01:01 00:00:00", "place": None}, None),
        ({"day": "0000:00:00 00:00:00", "place": None}, None),
        ({"day": "2026:13:45 00:00:00", "place": ((99, 0, 0), (74, 0, 0))}, None),
        ({"day": "2026:04:08 11:20:00", "place": ((0, 0, 0), (0, 0, 0))}, date(2026, 4, 8)),
    ],
)
def test_a_record_that_cannot_be_meant_tells_nothing(how, day, visit, clerk):
    form = fill(visit, file=sent(**how))
    assert form.is_valid(), form.errors

    photo = actions.add_photo(visit, actor=clerk, **form.cleaned_data)

    assert (photo.taken_on, photo.latitude, photo.longitude) == (day, None, None)


def test_a_broken_record_tells_nothing():
    assert told_by(files.sent("a.jpg", b"Exif\x00\x00II*\x00" + b"\xff" * 40)).taken_on is None
    assert told_by(files.sent("a.jpg", b"")).latitude is None


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"moment": "yesterday"}, "moment"),
        ({"people": ""}, "people"),
        ({"people": "perhaps"}, "people"),
        ({"caption": "а" * 201}, "caption"),
        ({"place": "а" * 301}, "place"),
        ({"taken_on": "сегодня"}, "taken_on"),
        ({"latitude": "91", "longitude": "74"}, "latitude"),
        ({"latitude": "41", "longitude": "-181"}, "longitude"),
    ],
)
def test_bad_answers_beside_their_field(more, fault, visit):
    form = fill(visit, file=sent(), **more)

    assert list(form.errors) == [fault]


def test_a_photo_of_the_future_and_half_a_place(visit, clerk):
    ahead = {"moment": "after", "people": "nobody", "taken_on": date(2026, 4, 11)}
    with pytest.raises(ValidationError) as error:
        actions.add_photo(visit, actor=clerk, file=picture(), **ahead)
    assert error.value.messages == ["This day has not come yet."]

    form = fill(visit, file=sent(place=None), latitude="41.1")
    assert form.is_valid()
    assert (form.cleaned_data["latitude"], form.cleaned_data["longitude"]) == (None, None)


# --- who sees it


def test_no_photo_is_public_by_itself(visit, clerk):
    photo = actions.add_photo(visit, actor=clerk, file=picture(), moment="after", people="nobody")

    assert (photo.state, public(photo)) == ("kept", (404, 404))
    assert list(Photo.objects.public()) == []

    shown = actions.publish_photo(photo, actor=clerk)
    answer = Client().get(reverse("public_photo", args=[photo.pk]))

    assert public(shown) == (200, 200)
    assert list(Photo.objects.public()) == [photo]
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Content-Disposition"].startswith("inline;")
    assert b"".join(answer) == read(photo.file)


def test_a_face_is_published_after_the_consent_only(faces, clerk, head, applicant):
    before = Entry.objects.count()
    with pytest.raises(Refused) as refusal:
        actions.publish_photo(faces, actor=head)
    assert refusal.value.reasons == [
        "People can be recognised in the photo, or nobody has said yet: record their consent first."
    ]
    assert (Entry.objects.count(), public(faces)) == (before, (404, 404))

    agreed = actions.record_consent(faces, actor=applicant, **CONSENT)
    assert public(agreed) == (404, 404)
    shown = actions.publish_photo(agreed, actor=head)
    assert public(shown) == (200, 200)

    hidden = actions.withhold_photo(shown, actor=applicant, reason="Өзү сурады", consent_ended=True)
    assert (hidden.state, hidden.consent_on, hidden.consent_of) == ("kept", None, "")
    assert public(hidden) == (404, 404)
    with pytest.raises(Refused):
        actions.publish_photo(hidden, actor=head)


def test_a_photo_nobody_described_is_not_published(faces, head):
    Photo.objects.update(people="")

    with pytest.raises(Refused):
        actions.publish_photo(faces, actor=head)


@pytest.mark.parametrize("people", ["people", ""])
def test_the_database_keeps_a_face_inside_too(people, faces):
    with pytest.raises(IntegrityError), transaction.atomic():
        Photo.objects.filter(pk=faces.pk).update(state="published", people=people)


@pytest.mark.parametrize("state", ["decided", "deliberation"])
def test_nothing_is_public_before_the_results_are(state, visit, clerk):
    photo = actions.add_photo(visit, actor=clerk, file=picture(), moment="after", people="nobody")
    actions.publish_photo(photo, actor=clerk)
    Competition.objects.filter(pk=visit.award.competition_id).update(state=state)

    assert public(photo) == (404, 404)


def test_the_file_itself_has_no_address(faces, settings):
    for path in (f"/media/{faces.file.name}", f"/uploads/{faces.file.name}", f"/{faces.file.name}"):
        assert Client().get(path).status_code == 404


@pytest.mark.parametrize("name", ["photo_file", "photo_small", "photo_detail"])
def test_the_inner_addresses_stay_inside(name, faces, rival, neighbour):
    browser = Client()
    assert browser.get(reverse(name, args=[faces.pk])).status_code == 302
    for stranger in (rival, neighbour):
        browser.force_login(stranger)
        assert browser.get(reverse(name, args=[faces.pk])).status_code == 404


def test_names_of_a_consent_are_for_the_office_and_the_winner(faces, clerk, chair, applicant):
    actions.record_consent(faces, actor=clerk, **CONSENT | {"form": "paper"}, file=scan())

    def told(person: Any) -> tuple[bool, int]:
        browser = Client(headers={"accept-language": "en"})
        browser.force_login(person)
        page = browser.get(faces.get_absolute_url()).content.decode()
        answer = browser.get(reverse("photo_consent_file", args=[faces.pk]))
        b"".join(answer)
        return "Асанова Бермет" in page, answer.status_code

    assert {person.name: told(person) for person in (clerk, applicant, chair)} == {
        clerk.name: (True, 200),
        applicant.name: (True, 200),
        chair.name: (False, 404),
    }


# --- acts


@pytest.mark.parametrize("who", ["rival", "head", "auditor", "neighbour", "chair"])
def test_adding_and_describing_is_for_who_keeps_the_books(who, visit, faces, request):
    person, before = request.getfixturevalue(who), (Photo.objects.count(), Entry.objects.count())

    with pytest.raises(PermissionDenied):
        actions.add_photo(visit, actor=person, file=picture(), moment="after", people="nobody")
    with pytest.raises(PermissionDenied):
        actions.describe_photo(faces, actor=person, moment="after", people="nobody")
    with pytest.raises(PermissionDenied):
        actions.record_consent(faces, actor=person, **CONSENT)

    assert (Photo.objects.count(), Entry.objects.count()) == before


def test_a_consent_is_asked_of_people_and_not_of_things(visit, clerk):
    photo = actions.add_photo(visit, actor=clerk, file=picture(), moment="after", people="nobody")

    with pytest.raises(Refused) as refusal:
        actions.record_consent(photo, actor=clerk, **CONSENT)

    assert refusal.value.reasons == [
        "People can be recognised in the photo: say so first, then record their consent."
    ]


def test_a_consent_of_tomorrow_is_none(faces, clerk):
    with pytest.raises(ValidationError) as error:
        actions.record_consent(faces, actor=clerk, **CONSENT | {"on": date(2026, 4, 11)})

    assert error.value.messages == ["This day has not come yet."]


def test_what_is_said_of_a_photo_is_corrected_while_it_is_inside(faces, clerk):
    told = actions.describe_photo(
        faces, actor=clerk, moment="before", people="nobody", caption="Көчө", place="Түндүк"
    )
    assert (told.moment, told.people, told.caption) == ("before", "nobody", "Көчө")
    shown = actions.publish_photo(told, actor=clerk)

    with pytest.raises(Refused):
        actions.describe_photo(shown, actor=clerk, moment="before", people="people")


def test_the_winner_adds_by_the_page_and_goes_on_to_the_next(visit, applicant):
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(applicant)
    address = reverse("photo_add_to_visit", args=[visit.pk])
    facts = {"moment": "after", "people": "people", "caption": "Гүлдөр", "place": "Көчө"}

    page = browser.get(address)
    assert page["Permissions-Policy"] == (
        "camera=(), geolocation=(self), microphone=(), payment=(), usb=()"
    )
    assert browser.get("/")["Permissions-Policy"].count("geolocation=()") == 1
    assert browser.post(address, facts | {"file": picture(), "more": "1"})["Location"] == address
    answer = browser.post(address, facts | {"file": picture()})

    assert answer["Location"] == visit.get_absolute_url()
    assert [(one.visit, one.moment, one.state) for one in Photo.objects.all()] == [
        (visit, "after", "kept")
    ] * 2
