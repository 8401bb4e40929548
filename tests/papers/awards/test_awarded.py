"""The workbook of awards, row by row."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from papers.awarded import award_rows, awards_of, contribution_rows


def test_an_award_with_its_money(accepted, published_call):
    (row,) = award_rows(awards_of(published_call))

    assert (row.title, row.applicant, row.agreement) == (
        "Гүлзарлар",
        "Жаш демилге",
        accepted.award.agreement.number,
    )
    assert (row.asked, row.grant, row.paid, row.spent) == (60000, 50000, 30000, 34000)
    assert (row.promised, row.confirmed, row.used) == (32000, 5000, 4000)


def test_what_became_of_each_promise(accepted, published_call):
    rows = list(contribution_rows(awards_of(published_call)))

    assert [(row.giver, row.promised, row.confirmed, row.used) for row in rows] == [
        ("resident", 5000, 5000, 4000),
        ("resident", 3000, 0, 0),
        ("business", 4000, 0, 0),
        ("resident", 20000, 0, 0),
    ]


def test_the_workbook_opens_again(
    client, accepted, published_call, auditor, django_assert_num_queries
):
    client.force_login(auditor)

    with django_assert_num_queries(12):
        answer = client.get(
            reverse("workbook_awards", args=[published_call.pk]), {"language": "ru"}
        )
        content = b"".join(answer.streaming_content)

    book = load_workbook(BytesIO(content))
    assert len(book.sheetnames) == 3
    assert book.worksheets[0]["H2"].value == 50000
    assert book.worksheets[1]["K6"].value == "=SUM(K2:K5)"


@pytest.mark.parametrize("who", ["applicant", "neighbour", "member"])
def test_others_do_not_take_it(client, request, published_call, who):
    client.force_login(request.getfixturevalue(who))

    assert client.get(reverse("workbook_awards", args=[published_call.pk])).status_code == 403
