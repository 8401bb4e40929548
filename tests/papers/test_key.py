"""The key to the codes: issued by the publication of a call that hid its applicants."""

import re
import shutil
import subprocess
from datetime import timedelta

import pytest
from django.urls import reverse

from applications.models import Application
from audit.models import Entry
from awards import actions as awards
from competitions.models import Competition, Permit
from papers import actions, prints
from papers.choices import Kind
from papers.models import Issued
from tests import factories

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext was not found."
)


def words(content):
    run = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True
    )
    return re.sub(r"\s+", " ", run.stdout.decode())


@pytest.fixture
def coded(signed, chair, head, rival):
    """A call that hid its applicants, decided; one was declined, one let in late."""
    decided = awards.decide(signed.competition, actor=chair)
    factories.application(
        decided, rival, state="declined", ground="Башка маселе", title="Дүкөндүн чатыры", number=77
    )
    Permit.objects.create(
        competition=decided,
        user=rival,
        until=decided.closes_at + timedelta(hours=2),
        reason_ky="Жол",
        reason_ru="Дорога",
        granted_by=head,
        granted_at=factories.NOON,
        state="granted",
    )
    Competition.objects.filter(pk=decided.pk).update(hidden=True)
    return Competition.objects.get(pk=decided.pk)


@pytest.fixture
def key(coded, head):
    awards.publish(coded, actor=head)
    return Issued.objects.get(kind=Kind.KEY)


def test_the_publication_issues_the_key_and_the_journal_keeps_its_fingerprint(
    key, coded, signed, head
):
    issuing = Entry.objects.about(key).get()
    publication = Entry.objects.about(coded).filter(act="competitions.publish").get()

    assert (issuing.act, issuing.actor, issuing.facts["sha256"]) == (
        "papers.issue",
        head,
        key.sha256,
    )
    assert key.entry_hash == publication.hash
    assert key.is_whole()
    assert key.facts["record_sha256"] == signed.sha256
    rows = Application.objects.filter(competition=coded).order_by("number")
    assert [(row["code"], row["number"], row["applicant"]) for row in key.facts["rows"]] == [
        (row.code, row.number, row.shown_name) for row in rows
    ]
    # The record that was signed is what it was.
    before = (signed.facts, signed.sha256)
    signed = type(signed).objects.get(pk=signed.pk)
    assert (signed.facts, signed.sha256) == before


@needs_poppler
@pytest.mark.parametrize("language", ["ky", "ru"])
def test_the_key_names_whom_the_codes_meant(key, coded, rival, language):
    text = words(prints.pdf(key, language))

    for row in Application.objects.filter(competition=coded):
        for said in (row.code, row.title, row.shown_name.split()[0]):
            assert said in text, said
    assert "Башка маселе" in text
    assert rival.name in text
    assert key.facts["record_sha256"][:32] in text


def test_an_open_call_needs_no_key(signed, chair, head, clerk, sign_in):
    decided = awards.decide(signed.competition, actor=chair)
    awards.publish(decided, actor=head)

    assert not Issued.objects.filter(kind=Kind.KEY).exists()
    address = reverse("paper_key", args=[decided.pk])
    assert sign_in(clerk).get(address).status_code == 404
    assert address not in sign_in(clerk).get(signed.get_absolute_url()).text


def test_who_reads_the_protocol_reads_the_key_and_not_a_minute_earlier(
    coded, signed, head, clerk, chair, member, auditor, applicant, rival, neighbour, sign_in
):
    address = reverse("paper_key", args=[coded.pk])
    inside, outside = (clerk, head, chair, member, auditor), (applicant, rival, neighbour)

    def answers(people):
        return [sign_in(person).get(address).status_code for person in people]

    before = answers(inside)
    assert actions.current(Kind.KEY, coded) is None
    awards.publish(coded, actor=head)

    assert (before, answers(inside)) == ([404] * 5, [200] * 5)
    assert answers(outside) == [403] * 3
    key = Issued.objects.get(kind=Kind.KEY)
    for person in outside:
        assert sign_in(person).get(key.get_absolute_url()).status_code == 404
        assert address not in sign_in(person).get(signed.get_absolute_url()).text
    for person in (chair, member, clerk):
        assert sign_in(person).get(key.get_absolute_url()).status_code == 200
        assert address in sign_in(person).get(signed.get_absolute_url()).text
    # Typed in by anybody, the code tells what paper it is, and no names.
    checked = sign_in(None).get(reverse("code_check"), {"code": key.code}).text
    assert key.number in checked
    assert applicant.name not in checked
