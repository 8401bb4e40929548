"""Letters: found in words when they go out, sent once, and never in each other's way."""

import datetime as dt
import io
import threading

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection

from audit import clock, post
from audit.models import Channel, Entry, Notice
from tests.audit.moments import NOON


@pytest.fixture(autouse=True)
def letters(settings, tmp_path):
    """Templates of these tests only."""
    folder = tmp_path / "emails" / "trial"
    folder.mkdir(parents=True)
    words = {
        "plain": (
            "{{ recipient }},\n  your {{ thing }}",
            "Until {{ until|date:'j E Y' }}.\n\n{{ address }}\n",
        ),
        "list": ("{{ things.0 }}", "{{ things.1.when|date:'H:i' }}"),
        "broken": ("Hello", "{% no_such_tag %}"),
    }
    for name, (subject, body) in words.items():
        (folder / f"{name}.subject.txt").write_text(subject)
        (folder / f"{name}.txt").write_text(body)
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]
    settings.SITE_ADDRESS = "https://demilge.example"


@pytest.fixture
def notice(bakyt):
    """Makes a letter to somebody who reads Russian."""

    def make(template="plain", channel=Channel.EMAIL, **fields):
        return Notice.objects.create(
            entry=Entry.objects.first(),
            recipient=bakyt,
            channel=channel,
            template=f"trial/{template}",
            facts=fields.pop("facts", {"thing": "арыз", "until": "2026-03-02"}),
            link="/applications/1/",
            **fields,
        )

    return make


def delivered(moment=NOON):
    with clock.at(moment):
        return post.deliver()


def test_a_letter_goes_out_in_the_language_of_its_reader(notice):
    letter = notice()

    assert delivered() == (1, 0)

    letter.refresh_from_db()
    (sent,) = mail.outbox
    body = "Until 2 марта 2026.\n\nhttps://demilge.example/applications/1/"
    assert (sent.to, sent.subject, sent.body) == (
        ["bakyt@example.org"],
        "Бакыт Үсөнов, your арыз",
        body,
    )
    assert (letter.subject, letter.body) == (sent.subject, sent.body)
    assert (letter.sent_at, letter.tries, letter.fault) == (NOON, 1, "")


def test_a_letter_on_the_site_sends_no_mail(notice):
    letter = notice(channel=Channel.IN_APP)

    assert delivered() == (1, 0)

    letter.refresh_from_db()
    assert (letter.subject, letter.sent_at) == ("Бакыт Үсөнов, your арыз", NOON)
    assert mail.outbox == []


def test_a_letter_on_the_site_can_be_read_before_it_is_delivered(notice):
    letter = notice(channel=Channel.IN_APP)

    assert post.words(letter).subject == "Бакыт Үсөнов, your арыз"

    letter.refresh_from_db()
    assert (letter.sent_at, letter.tries) == (None, 0)


def test_what_was_sent_is_what_is_read(notice):
    letter = notice(channel=Channel.IN_APP, sent_at=NOON, subject="As sent", body="So it stood.")

    assert post.words(letter) == post.Words(subject="As sent", body="So it stood.")


def test_a_broken_letter_on_the_site_names_the_act(notice):
    letter = notice("broken", channel=Channel.IN_APP)

    assert post.words(letter) == post.Words(
        subject=letter.entry.said, body=letter.entry.subject_label
    )


def test_moments_inside_lists_are_moments_in_the_letter(notice):
    facts = {"things": ["Ачылды", {"when": "2026-03-02T03:00:00.000000Z"}]}
    letter = notice("list", facts=facts)

    delivered()

    letter.refresh_from_db()
    assert (letter.subject, letter.body) == ("Ачылды", "09:00")


def test_a_person_reads_his_own_letters_newest_first(notice, bakyt, aigul):
    old, new = notice(channel=Channel.IN_APP), notice(channel=Channel.IN_APP)
    notice()

    assert list(Notice.objects.to_read(bakyt)) == [new, old]
    assert list(Notice.objects.to_read(aigul)) == []


def test_nothing_is_sent_twice(notice):
    notice()

    assert delivered() == (1, 0)
    assert delivered(NOON + dt.timedelta(days=1)) == (0, 0)

    assert len(mail.outbox) == 1


@pytest.mark.parametrize("template", ["broken", "missing"])
def test_a_bad_template_holds_up_only_its_own_letter(notice, template):
    bad, good = notice(template), notice()

    assert delivered() == (1, 1)

    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.sent_at, bad.tries, bad.body) == (None, 1, "")
    assert bad.fault.startswith(("TemplateSyntaxError: ", "TemplateDoesNotExist: "))
    assert good.sent_at == NOON
    assert len(mail.outbox) == 1


def test_a_mended_letter_goes_out_after_ten_minutes(notice):
    letter = notice("broken")
    delivered()
    Notice.objects.filter(pk=letter.pk).update(template="trial/plain")

    assert delivered(NOON + dt.timedelta(minutes=10)) == (0, 0)
    assert delivered(NOON + dt.timedelta(minutes=10, seconds=1)) == (1, 0)

    letter.refresh_from_db()
    assert (letter.tries, letter.fault) == (2, "")


def test_a_letter_is_tried_five_times(notice):
    letter = notice("broken")

    results = [delivered(NOON + dt.timedelta(hours=hour)) for hour in range(7)]

    letter.refresh_from_db()
    assert results == [(0, 1)] * 5 + [(0, 0)] * 2
    assert (letter.tries, letter.sent_at) == (5, None)


def test_a_letter_in_other_hands_is_left_alone(notice):
    notice(claimed_at=NOON - dt.timedelta(minutes=9), tries=1)

    assert delivered() == (0, 0)
    assert mail.outbox == []


def test_a_letter_taken_by_another_runner_meanwhile_is_left_to_it(notice, settings):
    # The first letter, while it goes out, lets another runner take the second.
    settings.EMAIL_BACKEND = "tests.audit.mailers.OvertakenBackend"
    notice()
    second = notice()

    assert delivered() == (1, 0)

    second.refresh_from_db()
    assert (second.tries, second.sent_at, len(mail.outbox)) == (1, None, 1)


def test_a_runner_that_died_loses_no_letter(notice):
    letter = notice(claimed_at=NOON - dt.timedelta(minutes=11), tries=1)

    assert delivered() == (1, 0)

    letter.refresh_from_db()
    assert (letter.tries, letter.sent_at) == (2, NOON)


def test_a_crash_between_sending_and_noting_repeats_one_letter(notice, settings):
    notice()
    notice()
    settings.EMAIL_BACKEND = "tests.audit.mailers.StoppingBackend"
    with pytest.raises(SystemExit):
        delivered()
    assert len(mail.outbox) == 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    assert delivered(NOON + dt.timedelta(minutes=11)) == (2, 0)

    assert len(mail.outbox) == 3


def test_a_server_that_does_not_answer_delays_the_letters(notice, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    letter = notice()

    assert delivered() == (0, 1)

    letter.refresh_from_db()
    assert letter.sent_at is None
    assert letter.fault.startswith("ConnectionRefusedError: ")


def test_the_command_says_what_it_did(notice):
    notice()
    notice("broken")
    out = io.StringIO()

    call_command("send_notices", stdout=out)
    call_command("send_notices", stdout=out)

    assert out.getvalue() == "Sent 1, put off 1.\n"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_six_runners_send_every_letter_once(bakyt, notice):
    made = [notice(facts={"thing": str(number)}) for number in range(20)]
    together, counted = threading.Barrier(6), []

    def run():
        try:
            together.wait()
            counted.append(post.deliver())
        finally:
            connection.close()

    runners = [threading.Thread(target=run) for _number in range(6)]
    for thread in runners:
        thread.start()
    for thread in runners:
        thread.join()

    assert (sum(sent for sent, _failed in counted), len(mail.outbox)) == (20, 20)
    assert {message.subject for message in mail.outbox} == {
        f"Бакыт Үсөнов, your {number}" for number in range(20)
    }
    assert set(Notice.objects.values_list("tries", flat=True)) == {1}
    assert len(made) == 20
