"""Files over a bad link: in pieces, begun and gone on with, enclosed once."""

import hashlib
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from applications import actions
from applications.actions.uploads import drop_abandoned_uploads
from applications.choices import LONGEST_PIECE, MOST_UPLOADS, ApplicationState
from applications.models import Application, Enclosure, Upload, folder_of_parts
from audit import clock
from audit.models import Entry
from competitions.models import Competition
from tests import factories, files

PDF = files.PLAIN_PDF + b"\n%" + bytes(range(256)).replace(b"stream", b"") * 2400
SIZE = len(PDF)


@pytest.fixture
def browser(applicant):
    return browser_of(applicant)


def browser_of(person):
    browser = Client(HTTP_ACCEPT_LANGUAGE="en")
    browser.force_login(person)
    return browser


@pytest.fixture
def item(draft):
    draft.enclosures.all().delete()
    return draft.competition.checklist.get()


def begin(browser, application, body=PDF, **fields):
    facts = {
        "name": "letter.pdf",
        "size": len(body),
        "fingerprint": hashlib.sha256(body).hexdigest(),
        "item": "other",
        "title": "Кат",
    }
    return browser.post(reverse("application_upload", args=[application.pk]), facts | fields)


def piece(browser, address, offset, body):
    return browser.post(f"{address}?offset={offset}", body, content_type="application/octet-stream")


def send(browser, told, body=PDF, step=LONGEST_PIECE, until=None):
    """Every piece from where it stands, as the script does."""
    for offset in range(told["received"], len(body) if until is None else until, step):
        answer = piece(browser, told["address"], offset, body[offset : offset + step])
    return answer


def content_of(enclosure):
    with enclosure.file.open("rb") as opened:
        return opened.read()


def address_of(upload):
    return reverse("upload_piece", args=[upload.pk])


# --- the way it goes


def test_a_file_comes_in_pieces_and_is_enclosed_once(
    browser, draft, item, django_capture_on_commit_callbacks
):
    told = begin(browser, draft, item=item.pk, title="").json()
    assert told == {
        "address": address_of(Upload.objects.get()),
        "name": "letter.pdf",
        "size": SIZE,
        "received": 0,
        "finished": False,
    }
    before = Entry.objects.count()

    with django_capture_on_commit_callbacks(execute=True):
        answer = send(browser, told)

    assert answer.json() == told | {"received": SIZE, "finished": True}
    kept = Enclosure.objects.get()
    assert content_of(kept) == PDF
    assert (kept.item, kept.sent_name, kept.size, kept.sent_size) == (
        item,
        "letter.pdf",
        SIZE,
        SIZE,
    )
    assert (kept.sha256, kept.sent_sha256) == (hashlib.sha256(PDF).hexdigest(),) * 2
    assert Entry.objects.count() == before + 1
    assert Entry.objects.last().facts == {
        "changed": ["draft_version", "part_versions", "search"],
        "part": "enclosures",
        "enclosed": item.title,
        "sha256": kept.sha256,
    }
    assert not Upload.objects.get().path.exists()


def test_the_last_piece_sent_again_finds_it_done(browser, draft):
    told = begin(browser, draft).json()
    send(browser, told)
    before = Entry.objects.count()

    again = piece(browser, told["address"], SIZE, b"")

    assert (again.status_code, again.json()["finished"]) == (200, True)
    assert browser.get(told["address"]).json()["finished"] is True
    assert (Entry.objects.count(), Enclosure.objects.filter(title="Кат").count()) == (before, 2)


def test_the_same_file_goes_on_where_it_broke_off(browser, draft, item):
    told = begin(browser, draft).json()
    send(browser, told, until=LONGEST_PIECE)

    again = begin(browser, draft, item=item.pk, title="").json()

    assert again == told | {"received": LONGEST_PIECE}
    assert send(browser, again).json()["finished"] is True
    assert content_of(Enclosure.objects.get()) == PDF
    assert Enclosure.objects.get().item == item


@pytest.mark.parametrize(
    "other", [{"name": "page.pdf"}, {"fingerprint": "0" * 64}, {"size": SIZE - 1}]
)
def test_another_file_begins_anew(other, browser, draft):
    first = begin(browser, draft).json()

    second = begin(browser, draft, **other).json()

    assert first["address"] != second["address"]
    assert Upload.objects.count() == 2


def test_a_photo_is_reduced_and_what_was_sent_is_kept_in_the_journal(browser, draft, item):
    photo = files.written(files.photo((3000, 2000)), "JPEG", quality=95)
    original = "a" * 64
    told = begin(
        browser, draft, photo, name="IMG_1.jpg", item=item.pk, original_sha256=original
    ).json()

    send(browser, told, photo)

    kept = Enclosure.objects.get()
    assert files.opened(content_of(kept)).size == (2400, 1600)
    assert (kept.kind, kept.sent_size, kept.is_reduced) == ("image/jpeg", len(photo), True)
    facts = Entry.objects.last().facts
    assert (facts["sent_sha256"], facts["sent_size"], facts["original_sha256"]) == (
        hashlib.sha256(photo).hexdigest(),
        len(photo),
        original,
    )
    page = browser.get(reverse("application_enclose", args=[draft.pk])).text
    assert "reduced from" in page
    assert "IMG_1.jpg" in page


# --- pieces that do not fit


@pytest.mark.parametrize("offset", [0, LONGEST_PIECE - 1, LONGEST_PIECE + 1, SIZE])
def test_a_piece_out_of_its_place_is_told_where_it_belongs(offset, browser, draft):
    told = begin(browser, draft).json()
    send(browser, told, until=LONGEST_PIECE)

    answer = piece(browser, told["address"], offset, b"x" * 100)

    assert (answer.status_code, answer.json()["received"]) == (409, LONGEST_PIECE)
    assert send(browser, answer.json()).json()["finished"] is True


def test_a_piece_that_is_too_long_is_refused(browser, draft):
    told = begin(browser, draft).json()
    long = piece(browser, told["address"], 0, b"x" * (LONGEST_PIECE + 1))
    send(browser, told, until=2 * LONGEST_PIECE)
    over = piece(browser, told["address"], 2 * LONGEST_PIECE, b"x" * (SIZE - LONGEST_PIECE))

    assert (long.status_code, over.status_code) == (413, 413)
    assert long.json() == over.json() == {"faults": ["The piece is longer than it may be."]}
    assert Upload.objects.get().received == 2 * LONGEST_PIECE


@pytest.mark.parametrize("offset", ["", "-1", "x", "9" * 13])
def test_a_piece_that_says_no_place_is_refused(offset, browser, draft):
    told = begin(browser, draft).json()

    answer = piece(browser, told["address"], offset, b"x")

    assert (answer.status_code, answer.json()) == (
        400,
        {"faults": ["The piece does not say where it belongs."]},
    )


def test_what_the_disk_lost_is_asked_for_again(browser, draft):
    """The current goes off: the row knows of a piece that the disk does not."""
    told = begin(browser, draft).json()
    send(browser, told, until=2 * LONGEST_PIECE)
    with Upload.objects.get().path.open("r+b") as file:
        file.truncate(LONGEST_PIECE)

    state = browser.get(told["address"]).json()

    assert state["received"] == LONGEST_PIECE
    assert send(browser, state).json()["finished"] is True
    assert content_of(Enclosure.objects.last()) == PDF


def test_two_tabs_send_the_same_file(browser, draft):
    first, second = begin(browser, draft).json(), begin(browser, draft).json()
    assert first == second
    send(browser, first, until=LONGEST_PIECE)

    late = piece(browser, second["address"], 0, PDF[:LONGEST_PIECE])
    send(browser, late.json())

    assert late.status_code == 409
    assert piece(browser, first["address"], SIZE, b"").json()["finished"] is True
    assert Enclosure.objects.filter(sent_name="letter.pdf").count() == 1


# --- who


@pytest.mark.parametrize("name", ["rival", "clerk", "head", "auditor", "member", "neighbour"])
def test_another_persons_upload_is_not_there(name, draft, everyone):
    upload = factories.upload(draft)
    stranger = browser_of(everyone[name])

    assert stranger.get(address_of(upload)).status_code == 404
    assert piece(stranger, address_of(upload), 0, b"x").status_code == 404
    assert stranger.post(reverse("upload_drop", args=[upload.pk])).status_code == 404
    assert begin(stranger, draft).status_code == 404
    assert Upload.objects.get().received == 0


def test_the_office_sees_the_application_but_sends_nothing(received, clerk):
    clerks = browser_of(clerk)

    assert begin(clerks, received).status_code == 403
    assert clerks.get(reverse("application_upload", args=[received.pk])).status_code == 403


def test_a_member_of_the_group_sends_beside_the_applicant(draft, rival, browser):
    factories.member(draft, name=rival.name, phone=rival.phone)
    hers = browser_of(rival)
    his = begin(browser, draft).json()

    told = begin(hers, draft).json()

    assert told["address"] != his["address"]
    assert hers.get(his["address"]).status_code == 404
    assert hers.get(reverse("application_upload", args=[draft.pk])).json() == {"uploads": [told]}


def test_an_action_is_the_senders_too(draft, applicant, rival):
    upload = factories.upload(draft)

    with pytest.raises(Upload.DoesNotExist):
        actions.take_piece(upload, actor=rival, offset=0, piece=b"x")
    with pytest.raises(Upload.DoesNotExist):
        actions.finish_upload(upload, actor=rival, facts={})
    with pytest.raises(PermissionDenied):
        actions.drop_upload(upload, actor=rival)
    assert Upload.objects.get().received == 0


# --- when, and how much


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"size": 0}, "The file is empty."),
        ({"size": 10 * 2**20 + 1}, "The file is 10,0\xa0MB; at most 10,0\xa0MB is taken."),
        ({"size": "x"}, "Enter a whole number."),
        ({"name": ""}, "This field is required."),
        ({"name": "a" * 151}, "The file's name is too long."),
        ({"fingerprint": "x"}, "Enter a valid value."),
        ({"original_sha256": "x"}, "Enter a valid value."),
        ({"title": ""}, "Say what document this is."),
        ({"item": "999999"}, "Select a valid choice."),
        ({"item": ""}, "This field is required."),
    ],
)
def test_what_cannot_be_taken_is_refused_before_it_is_sent(fields, fault, browser, draft):
    answer = begin(browser, draft, **fields)

    assert answer.status_code == 422
    assert answer.json()["faults"][0].startswith(fault)
    assert not Upload.objects.exists()


def test_a_file_that_does_not_fit_is_refused_before_it_is_sent(browser, draft, settings):
    settings.APPLICATION_LIMIT_MB = 1
    Enclosure.objects.update(size=2**20 - 1000)

    paper, photo = begin(browser, draft), begin(browser, draft, name="IMG.jpg")

    assert paper.json() == {
        "faults": [
            (
                "The file is 600,1\xa0KB, and 1000\xa0bytes of 1,0\xa0MB are left. "
                "Take out what is not needed, or send it smaller."
            )
        ]
    }
    # A photo becomes smaller when it is here; then it is asked again.
    assert photo.status_code == 200


def test_a_file_that_does_not_fit_any_more_stays_to_be_finished(browser, draft, settings):
    told = begin(browser, draft).json()
    settings.APPLICATION_LIMIT_FILES = 1

    full = send(browser, told)
    settings.APPLICATION_LIMIT_FILES = 2
    again = piece(browser, told["address"], SIZE, b"")

    assert full.json()["faults"] == [
        "1 files are enclosed, and no more than 1 are taken. Take out what is not needed."
    ]
    assert again.json()["finished"] is True


def test_a_file_that_is_unfit_is_dropped_with_the_reason(browser, draft, no_trace):
    body = files.pdf(b"<< /S /JavaScript >>")
    with no_trace():
        answer = send(browser, begin(browser, draft, body).json(), body)

    assert (answer.status_code, answer.json()["faults"]) == (
        422,
        ["This PDF holds a script or starts a program. Print it to a plain PDF and send that."],
    )
    assert not Upload.objects.exists()
    assert piece(browser, "/uploads/1/", 0, b"").status_code == 404


def test_the_very_same_file_is_enclosed_once(browser, draft):
    send(browser, begin(browser, draft).json())

    answer = send(browser, begin(browser, draft).json())

    assert answer.json() == {"faults": ["This very file is already enclosed."]}
    assert not Upload.objects.half_sent().exists()


def test_the_window_closes_in_the_middle(browser, draft, call):
    told = begin(browser, draft).json()
    send(browser, told, until=LONGEST_PIECE)
    Competition.objects.filter(pk=call.pk).update(closes_at=factories.NOON - timedelta(minutes=1))
    before = Entry.objects.count()

    answer = send(browser, told | {"received": LONGEST_PIECE})

    assert (answer.status_code, answer.json()) == (
        422,
        {"faults": ["The time to change or hand in this application has passed."]},
    )
    assert begin(browser, draft).status_code == 422
    assert Entry.objects.count() == before
    # An extension may open it again: then nothing has to be sent twice.
    Competition.objects.filter(pk=call.pk).update(closes_at=factories.NOON + timedelta(hours=1))
    assert piece(browser, told["address"], SIZE, b"").json()["finished"] is True


def test_the_application_is_handed_in_in_the_middle(browser, draft, applicant):
    told = begin(browser, draft).json()
    actions.submit(draft, actor=applicant)

    answer = send(browser, told)

    assert answer.status_code == 422
    assert begin(browser, draft).status_code == 422
    assert Application.objects.get().state == ApplicationState.SUBMITTED


def test_only_so_many_files_are_half_sent_at_once(browser, draft):
    for number in range(MOST_UPLOADS):
        assert begin(browser, draft, name=f"{number}.pdf").status_code == 200

    answer = begin(browser, draft)

    assert answer.json() == {
        "faults": [
            "5 of your files are half sent. Choose one of them again to finish it, or drop it."
        ]
    }
    assert begin(browser, draft, name="0.pdf").status_code == 200


# --- leaving it


def test_a_half_sent_file_is_shown_and_dropped(browser, draft):
    told = begin(browser, draft).json()
    send(browser, told, until=LONGEST_PIECE)
    path = Upload.objects.get().path
    page = browser.get(reverse("application_enclose", args=[draft.pk])).text
    assert "letter.pdf, 256,0\xa0KB of 600,1\xa0KB" in page

    answer = browser.post(reverse("upload_drop", args=[Upload.objects.get().pk]), follow=True)

    assert "The half-sent file was dropped." in answer.text
    assert "Half sent" not in answer.text
    assert (Upload.objects.count(), path.exists()) == (0, False)
    assert piece(browser, told["address"], 0, b"x").status_code == 404


def test_what_is_left_lying_for_three_days_is_swept_away(browser, draft, clock_user, capsys):
    told = begin(browser, draft).json()
    send(browser, told, until=LONGEST_PIECE)
    lost = folder_of_parts() / "999999999"
    lost.write_bytes(b"of nobody")

    with clock.at(factories.NOON + timedelta(days=3) - timedelta(minutes=1)):
        assert drop_abandoned_uploads(clock_user) == 0
    assert (Upload.objects.get().path.exists(), lost.exists()) == (True, False)
    with clock.at(factories.NOON + timedelta(days=3)):
        call_command("clock")

    assert "drop_abandoned_uploads: 1\n" in capsys.readouterr().out
    assert (Upload.objects.count(), list(folder_of_parts().iterdir())) == (0, [])


def test_a_piece_keeps_it_from_being_swept(browser, draft, clock_user):
    told = begin(browser, draft).json()
    with clock.at(factories.NOON + timedelta(days=2)):
        send(browser, told, until=LONGEST_PIECE)
    with clock.at(factories.NOON + timedelta(days=4)):
        assert drop_abandoned_uploads(clock_user) == 0


# --- the page, without the script


def test_several_pages_at_once_without_the_script(browser, draft, item):
    pages = [
        SimpleUploadedFile("1.jpg", files.picture((40, 30))),
        SimpleUploadedFile("2.jpg", files.picture((30, 40))),
        SimpleUploadedFile("3.exe", b"MZ"),
    ]
    before = Entry.objects.count()

    answer = browser.post(
        reverse("application_enclose", args=[draft.pk]),
        {"item": item.pk, "file": pages},
        follow=True,
    )

    assert "2 files were added." in answer.text
    assert "3.exe: This file is not one of" in answer.text
    assert [one.sent_name for one in draft.enclosures.order_by("pk")] == ["1.jpg", "2.jpg"]
    assert Entry.objects.count() == before + 2


def test_several_pages_after_the_window_has_closed(browser, draft, call, no_trace):
    Competition.objects.filter(pk=call.pk).update(closes_at=factories.NOON - timedelta(minutes=1))
    pages = [SimpleUploadedFile(f"{name}.pdf", files.PLAIN_PDF) for name in "ab"]

    with no_trace():
        answer = browser.post(
            reverse("application_enclose", args=[draft.pk]),
            {"item": "other", "title": "Кат", "file": pages},
            follow=True,
        )

    assert "a.pdf: The time to change or hand in this application has passed." in answer.text


def test_what_the_checklist_demands_is_listed_with_where_it_stands(browser, draft, call):
    factories.checklist_item(call, title_ky="Сүрөт", title_ru="Фото", required=False)
    factories.checklist_item(call, title_ky="Устав", title_ru="Устав", applicant_kind="legal")
    factories.checklist_item(call, title_ky="Протокол", title_ru="Протокол")
    factories.checklist_item(call, title_ky="Жашоо", title_ru="Адрес", is_document=False)

    answer = browser.get(reverse("application_enclose", args=[draft.pk]))

    assert [(one.title, one.word, one.tone) for one in answer.context["documents"]] == [
        ("Письмо-обязательство", "there", "good"),
        ("Фото", "can be left empty", "neutral"),
        ("Протокол", "missing", "bad"),
        ("Another document", "can be left empty", "neutral"),
    ]


def test_the_room_is_told_before_one_chooses(browser, draft, settings):
    settings.UPLOAD_LIMIT_MB, settings.APPLICATION_LIMIT_MB = 10, 60
    Enclosure.objects.update(size=12 * 2**20)

    page = browser.get(reverse("application_enclose", args=[draft.pk])).text

    assert "Up to 10,0\xa0MB a file, 60,0\xa0MB and 40 files together." in page
    assert "Used: 12,0\xa0MB, 1 files." in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_of_one_file_and_of_many(
    count, browser, draft, django_assert_num_queries
):
    for number in range(count - 1):
        factories.enclosure(draft, sha256=f"{number:064d}")
        factories.upload(draft, name=f"{number}.pdf")

    with django_assert_num_queries(7):
        browser.get(reverse("application_enclose", args=[draft.pk]))
