"""Two texts side by side lose nothing and invent nothing; rows stand where they belong."""

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from applications.comparison import Change, pairs_of, pieces_of
from applications.models import Version, text_of
from tests import factories

TEXTS = st.text(alphabet="абв гд,.\n", max_size=60)
ROWS = st.lists(st.tuples(*[st.sampled_from("абв")] * 3), max_size=7)


def joined(pieces, *changes):
    return "".join(piece.text for piece in pieces if piece.change in changes)


@given(before=TEXTS, after=TEXTS)
def test_the_pieces_are_both_texts(before, after):
    pieces = pieces_of(before, after)

    assert joined(pieces, Change.SAME, Change.GONE) == before
    assert joined(pieces, Change.SAME, Change.NEW) == after
    assert (before == after) is all(piece.change == Change.SAME for piece in pieces)


def test_words_are_marked_and_not_letters():
    pieces = pieces_of("Гүл отургузабыз, жайында", "Гүл жана дарак отургузабыз, жайында")

    assert [(piece.text, piece.change) for piece in pieces] == [
        ("Гүл", Change.SAME),
        (" жана дарак", Change.NEW),
        (" отургузабыз, жайында", Change.SAME),
    ]


@given(before=ROWS, after=ROWS)
def test_every_row_stands_once_in_its_order(before, after):
    pairs = pairs_of(before, after)

    assert [pair.before for pair in pairs if pair.before is not None] == list(range(len(before)))
    assert [pair.after for pair in pairs if pair.after is not None] == list(range(len(after)))
    for pair in pairs:
        if pair.change in (Change.SAME, Change.CHANGED):
            differing = {
                place
                for place, cell in enumerate(before[pair.before])
                if cell != after[pair.after][place]
            }
            assert pair.cells == differing


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([], [], []),
        (["абв"], ["абв"], ["same"]),
        (["абв"], [], ["gone"]),
        ([], ["абв"], ["new"]),
        (["абв"], ["абг"], ["changed"]),
        (["абв"], ["где"], ["gone", "new"]),
        (["абв", "где"], ["ккк", "абг", "где"], ["new", "changed", "same"]),
        (["абв", "где"], ["где"], ["gone", "same"]),
    ],
)
def test_rows_that_are_much_alike_stand_together(before, after, expected):
    assert [pair.change for pair in pairs_of(before, after)] == expected


# --- the page


@pytest.fixture
def handed_in_twice(checking, applicant):
    """A title changed, a row changed, another added, one file taken out and another enclosed."""
    application = factories.application(
        checking, applicant, state="submitted", versions_count=2, title="Гүлзарлар"
    )
    freeze(application, 1)
    type(application).objects.filter(pk=application.pk).update(
        title="Гүлзарлар жана көчөттөр", asked=70000
    )
    application.lines.filter(title="Ваза").update(price=11000)
    factories.budget_line(application, title="Кум", source="cash", position=3)
    application.enclosures.update(removed_at=factories.NOON)
    factories.enclosure(application, title="Жаңы кат", sha256="2" * 64, added_at=factories.NOON)
    freeze(type(application).objects.get(pk=application.pk), 2)
    return application


def freeze(application, number):
    Version.objects.create(
        application=application,
        number=number,
        facts=text_of(application),
        sha256=str(number) * 64,
        made_at=factories.NOON,
    )


def page(person, application, number=2, **asked):
    browser = Client(HTTP_ACCEPT_LANGUAGE="en")
    browser.force_login(person, backend="accounts.backends.PhoneOrEmailBackend")
    version = application.versions.get(number=number)
    return browser.get(reverse("version_compare", args=[version.pk]), asked)


def test_only_what_changed_is_shown(handed_in_twice, clerk):
    answer = page(clerk, handed_in_twice)
    words, context = answer.content.decode(), answer.context

    assert "Гүлзарлар<ins> жана көчөттөр</ins>" in words
    assert [str(one.title) for one in context["sections"] if one.is_changed] == [
        "The initiative",
        "Budget",
    ]
    assert "How life gets better" not in words
    (table,) = next(one for one in context["sections"] if str(one.title) == "Budget").tables
    assert [row.change for row in table.rows] == ["changed", "same", "new"]
    assert [(file.title, file.change) for file in context["files"]] == [
        ("Жаңы кат", "new"),
        ("Кат", "gone"),
    ]


def test_sums_with_their_difference(handed_in_twice, clerk):
    sums = page(clerk, handed_in_twice).context["sums"]

    assert [(str(one.label), one.before, one.after, one.difference) for one in sums] == [
        ("Sum asked", 60000, 70000, 10000),
        ("Own contribution", 20000, 20000, 0),
        ("The whole budget", 80000, 90000, 10000),
        ("own cash", 0, 60000, 60000),
        ("own labour", 20000, 20000, 0),
    ]


def test_everything_is_shown_on_demand(handed_in_twice, applicant):
    words = page(applicant, handed_in_twice, everything=1).content.decode()

    assert "How life gets better" in words
    assert "Гүлзарлар<ins> жана көчөттөр</ins>" in words


@pytest.mark.parametrize(("number", "asked"), [(1, {}), (1, {"with": "2"}), (2, {"with": "9"})])
def test_the_older_text_stands_first_whichever_is_asked(number, asked, handed_in_twice, clerk):
    context = page(clerk, handed_in_twice, number, **asked).context

    assert (context["older"].number, context["newer"].number) == (1, 2)


def test_a_single_text_is_compared_with_nothing(checking, applicant):
    application = factories.application(checking, applicant, state="submitted")
    freeze(application, 1)

    assert "there is nothing to compare" in page(applicant, application, 1).content.decode()


@pytest.mark.parametrize("who", ["rival", "member", "chair", "neighbour"])
def test_outsiders_and_the_commission_compare_nothing(who, handed_in_twice, commission, request):
    assert page(request.getfixturevalue(who), handed_in_twice).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_comparing_costs_the_same_for_few_and_many_rows(
    count, handed_in_twice, clerk, django_assert_num_queries
):
    for version in handed_in_twice.versions.all():
        facts = version.facts
        Version.objects.filter(pk=version.pk).update(
            facts=facts | {"lines": facts["lines"] * count, "plan": facts["plan"] * count}
        )
    version = handed_in_twice.versions.get(number=2)
    browser = Client()
    browser.force_login(clerk, backend="accounts.backends.PhoneOrEmailBackend")

    with django_assert_num_queries(6):
        browser.get(reverse("version_compare", args=[version.pk]))


def test_the_desk_leads_there_when_there_are_two(handed_in_twice, clerk):
    browser = Client(HTTP_ACCEPT_LANGUAGE="en")
    browser.force_login(clerk, backend="accounts.backends.PhoneOrEmailBackend")

    for name in ("application_mark_items", "application_detail", "application_admit"):
        words = browser.get(reverse(name, args=[handed_in_twice.pk])).content.decode()
        assert "What changed since last time" in words, name
