import pytest
from django.urls import reverse

from papers import actions

pytestmark = pytest.mark.django_db


def test_home_of_everybody(client, announced, head, clerk, applicant, auditor, administrator, member):
    for person in (head, clerk, applicant, auditor, administrator, member):
        client.force_login(person)

        assert client.get(reverse("home")).status_code == 200


def test_papers_and_journal_open(client, announced, head, auditor):
    issued = actions.issue_announcement(announced, actor=head)
    client.force_login(auditor)

    for address in (
        reverse("issued_list"),
        issued.get_absolute_url(),
        reverse("issued_print", args=[issued.pk]),
        reverse("paper_announcement", args=[announced.pk]),
        reverse("entry_list"),
        reverse("entry_list") + "?check=1",
        reverse("entry_export"),
        reverse("notice_list"),
    ):
        assert client.get(address).status_code == 200, address
