"""Who is answered what, and what a page costs."""

import pytest
from django.urls import reverse

from awards import actions as awarding
from papers import actions
from papers.urls import urlpatterns
from scoring.models import Mark, Sheet, SheetVersion
from tests import factories
from tests.papers.pages import AWARDED, PAGES, PEOPLE, somebody

ALONE = {
    *["home", "notice_list", "entry_list", "entry_print", "entry_export", "issued_list"],
    "workbook_terms",
}


@pytest.fixture
def addresses(submitted, signed, announced, applicant, call):
    draft_of_applicant = factories.application(call, applicant)
    receipt = actions.issue_receipt(submitted, actor=applicant)
    about = {
        "issued_detail": receipt,
        "issued_print": receipt,
        "paper_announcement": announced,
        "paper_receipt": submitted,
        "paper_protocol": signed,
        "application_extracts": submitted,
        "application_begin_from_file": announced,
        "application_fill_from_file": draft_of_applicant,
        "workbook_draft": draft_of_applicant,
    }
    return {
        name: reverse(name, args=[] if name in ALONE else [about.get(name, signed.competition).pk])
        for name in PAGES
        if name not in AWARDED and name != "protocol_extract"
    } | {
        "protocol_extract": reverse(
            "protocol_extract", args=[signed.pk, signed.facts["proposals"][0]["number"]]
        )
    }


def test_who_is_answered_what(request, sign_in, addresses):
    answered = {
        name: {
            person: sign_in(somebody(request, person)).get(address).status_code for person in PEOPLE
        }
        for name, address in addresses.items()
    }

    assert answered == {name: row for name, row in PAGES.items() if name not in AWARDED}


def test_every_page_of_the_room_is_in_the_table():
    assert sorted(PAGES) == sorted(pattern.name for pattern in urlpatterns)


def test_a_paper_comes_in_the_language_asked_for(sign_in, announced, head):
    address = reverse("paper_announcement", args=[announced.pk])

    names = [
        sign_in(head).get(address, {"language": language})["Content-Disposition"]
        for language in ("ky", "ru", "en", "")
    ]

    assert names == [
        f'inline; filename="2026-0001-announcement-{language}.pdf"'
        for language in ("ky", "ru", "ky", "ky")
    ]


def test_asking_for_a_paper_issues_it_once(sign_in, announced, head, clerk):
    address = reverse("paper_announcement", args=[announced.pk])

    answers = [sign_in(person).get(address).content for person in (head, clerk)]

    assert answers[0] == answers[1]
    assert actions.current("announcement", announced).number == "2026-0001"


def test_a_protocol_is_closed_to_a_member_who_stands_apart(sign_in, signed, member, first):
    Mark.objects.filter(sheet__seat__user=member, sheet__application=first).delete()
    given = Sheet.objects.get(seat__user=member, application=first)
    SheetVersion.objects.filter(sheet=given).delete()
    given.delete()
    seat = signed.competition.seats.get(user=member)
    Sheet.objects.create(
        competition=signed.competition, seat=seat, application=first, state="recused"
    )

    assert sign_in(member).get(reverse("paper_protocol", args=[signed.pk])).status_code == 403


def test_the_draft_of_a_protocol_can_be_printed(sign_in, draft, secretary):
    answer = sign_in(secretary).get(reverse("paper_protocol", args=[draft.pk]), {"language": "ru"})

    assert answer["Content-Disposition"] == 'inline; filename="draft-protocol-ru.pdf"'


@pytest.mark.parametrize("count", [1, 3])
def test_the_register_of_papers_costs_the_same_for_any_count(
    sign_in, announced, submitted, head, applicant, auditor, django_assert_num_queries, count
):
    actions.issue_announcement(announced, actor=head)
    if count > 1:
        actions.issue_receipt(submitted, actor=applicant)
    client = sign_in(auditor)

    with django_assert_num_queries(5):
        assert client.get(reverse("issued_list")).status_code == 200


def test_the_page_of_a_paper_costs(sign_in, announced, head, auditor, django_assert_num_queries):
    issued = actions.issue_announcement(announced, actor=head)
    client = sign_in(auditor)

    with django_assert_num_queries(6):
        assert client.get(issued.get_absolute_url()).status_code == 200


def test_papers_of_one_call(sign_in, announced, submitted, head, applicant, clerk, call):
    actions.issue_announcement(announced, actor=head)
    actions.issue_receipt(submitted, actor=applicant)
    client = sign_in(clerk)

    shown = {
        address: [
            issued.kind
            for issued in client.get(reverse("issued_list") + address).context["object_list"]
        ]
        for address in (
            "",
            f"?call={announced.pk}",
            f"?call={call.pk}",
            "?kind=receipt",
            "?kind=x&call=x",
        )
    }

    assert shown == {
        "": ["receipt", "announcement"],
        f"?call={announced.pk}": ["receipt", "announcement"],
        f"?call={call.pk}": [],
        "?kind=receipt": ["receipt"],
        "?kind=x&call=x": ["receipt", "announcement"],
    }


def test_the_register_of_a_call_offers_its_workbooks_to_the_office(sign_in, call, clerk, member):
    address = reverse("issued_list") + f"?call={call.pk}"

    offered = [
        sign_in(person).get(address).context["offers_workbooks"] for person in (clerk, member)
    ]

    assert offered == [True, False]


def test_a_published_protocol_is_read_by_the_commission_and_not_by_strangers(
    sign_in, signed, member, applicant, head, chair
):
    published = awarding.publish(awarding.decide(signed.competition, actor=chair), actor=head)
    issued = actions.current("protocol", signed)
    addresses = (reverse("paper_protocol", args=[signed.pk]), issued.get_absolute_url())

    answered = {
        person: [sign_in(person).get(address).status_code for address in addresses]
        for person in (member, applicant)
    }

    assert published.state == "published"
    assert answered == {member: [200, 200], applicant: [403, 404]}
