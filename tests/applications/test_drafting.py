"""A page that saves itself: what it is told, what is kept, and what the journal says of it."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from applications import actions
from applications.choices import ApplicationState
from applications.models import Application
from audit import clock
from audit.models import Entry
from tests import factories
from tests.applications.conftest import PEOPLE
from tests.applications.test_forms import LINE, PLEDGE, table

OFFICE = {"clerk", "second_clerk", "head", "auditor"}
TEXT = {"title": "Гүлзарлар", "village": "Жаңы-Айыл", "kind": "", "field": "", "language": "ky"}


class Tab:
    """One page of one person's browser, whose script sends what is typed."""

    def __init__(self, person, application, part="initiative"):
        self.browser = Client(HTTP_ACCEPT_LANGUAGE="en")
        self.person, self.application, self.part = person, application, part
        if person is not None:
            self.browser.force_login(person)

    @property
    def address(self):
        return reverse("application_edit", args=[self.application.pk, self.part])

    def sends(self, seen=0, *, pressed=False, of=None, **typed):
        facts = {"seen": str(seen), **typed} | ({} if pressed else {"by_itself": "1"})
        who = of or (self.person.pk if self.person else 0)
        answer = self.browser.post(
            self.address, facts, headers={"Accept": "application/json", "X-Person": str(who)}
        )
        assert answer["Content-Type"] == "application/json", answer.content.decode()[:500]
        return answer

    def presses(self, seen=0, **typed):
        return self.browser.post(self.address, {"seen": str(seen), **typed})

    def reads(self):
        return self.browser.get(self.address).content.decode()


@pytest.fixture
def tab(draft, applicant):
    return Tab(applicant, draft)


@pytest.fixture
def partner(draft):
    """A member of the group with an account of her own, seen at the desk."""
    person = factories.user("Токтосунова Айжан")
    draft.members.update(phone=person.phone)
    return person


def only_entry():
    entry = Entry.objects.get()
    return entry.act, entry.actor_name, entry.facts


# --- saved


def test_what_is_typed_is_saved(tab, draft, applicant):
    answer = tab.sends(**TEXT | {"title": "Суу түтүгү"})

    assert (answer.status_code, answer.json()) == (
        200,
        {"seen": 1, "at": "12:00", "left": {}, "sums": {}},
    )
    assert Application.objects.get().title == "Суу түтүгү"
    assert only_entry() == (
        "applications.edit",
        applicant.name,
        {
            "part": "initiative",
            "changed": ["field", "issue", "kind", "title"],
            "rows": {},
            "by_itself": True,
        },
    )


def test_nothing_changed_leaves_nothing(tab, draft, no_trace):
    saved = {
        name: getattr(draft, name)
        for name in ("title", "village", "kind", "field", "issue", "language")
    }

    with no_trace():
        answer = tab.sends(**saved)

    assert answer.json() == {"seen": 0, "at": "12:00", "left": {}, "sums": {}}


def test_an_unchanged_table_leaves_nothing(draft, applicant, no_trace):
    rows = [
        {
            "title": line.title,
            "unit": line.unit,
            "quantity": str(line.quantity),
            "price": str(line.price),
            "source": line.source,
        }
        for line in draft.lines.order_by("pk")
    ]
    keys = set(draft.lines.values_list("pk", flat=True))

    with no_trace():
        answer = Tab(applicant, draft, "budget").sends(**table("lines", *rows))

    assert answer.json()["seen"] == 0
    assert set(draft.lines.values_list("pk", flat=True)) == keys


def test_a_first_press_of_an_unchanged_page_marks_it_as_read(draft, applicant):
    tab = Tab(applicant, draft, "existing")

    tab.presses()
    tab.presses(1)

    assert Application.objects.get().part_versions == {"existing": 1}
    assert Entry.objects.count() == 1


def test_the_sound_answers_are_saved_and_the_others_named(draft, applicant):
    answer = Tab(applicant, draft, "beneficiaries").sends(
        households="130", women="үч жүз", men="280", direct="-1", benefit="Кооз"
    )

    assert answer.json()["left"] == {"women": "Women", "direct": "Who benefit directly"}
    saved = Application.objects.get()
    assert (saved.households, saved.women, saved.direct, saved.benefit) == (130, 300, 100, "Кооз")
    assert only_entry()[2]["changed"] == ["benefit", "households"]


def test_a_table_is_saved_whole_or_not_at_all(draft, applicant, no_trace):
    tab = Tab(applicant, draft, "budget")

    with no_trace():
        answer = tab.sends(**table("lines", LINE, LINE | {"price": "көп"}))
    assert answer.json()["left"] == {"lines": "Lines of the budget"}
    assert draft.lines.count() == 2
    answer = tab.sends(
        **table("lines", LINE, LINE | {"price": "7 000,50", "source": "labour"}, LINE)
    )

    assert answer.json() == {
        "seen": 1,
        "at": "12:00",
        "left": {},
        "sums": {
            "total": "162003.00",
            "asked": "120000.00",
            "own": "42003.00",
            "counted": "42003.00",
            "share": "25.9",
            "room": "-20000.00",
        },
    }
    assert only_entry()[2] == {
        "part": "budget",
        "changed": [],
        "rows": {"lines": {"before": 2, "after": 3}},
        "by_itself": True,
    }


def test_a_press_by_the_script_leads_on(tab, draft):
    answer = tab.sends(pressed=True, next="1", **TEXT)

    assert answer.json()["next"] == reverse("application_edit", args=[draft.pk, "existing"])
    assert "by_itself" not in only_entry()[2]
    page = tab.browser.get(answer.json()["next"])
    assert [str(message) for message in page.context["messages"]] == ["The page is saved."]


def test_a_press_with_a_fault_saves_nothing(draft, applicant, no_trace):
    with no_trace():
        answer = Tab(applicant, draft, "beneficiaries").sends(pressed=True, women="үч жүз")

    assert (answer.status_code, answer.json()["problem"]) == (422, "faults")


def test_pressing_twice_saves_once(tab):
    first, second = tab.sends(pressed=True, **TEXT), tab.sends(pressed=True, **TEXT)

    assert (first.json()["seen"], second.json()["seen"]) == (1, 1)
    assert Entry.objects.count() == 1


def test_an_answer_that_was_lost_on_the_way_is_no_clash(tab):
    tab.sends(0, **TEXT | {"title": "Биринчи"})

    again = tab.sends(0, **TEXT | {"title": "Биринчи"})
    then = tab.sends(again.json()["seen"], **TEXT | {"title": "Экинчи"})

    assert (again.json()["seen"], then.json()["seen"]) == (1, 2)
    assert Application.objects.get().title == "Экинчи"


# --- not saved


def test_signed_out_is_told_so(draft, no_trace):
    with no_trace():
        answer = Tab(None, draft).sends(**TEXT)

    assert (answer.status_code, answer.json()["problem"]) == (401, "signed_out")
    assert "sign in again, and it is sent" in answer.json()["words"]


@pytest.mark.parametrize("name", [name for name in PEOPLE if name != "applicant"])
@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "admitted", "withdrawn"])
def test_nobody_else_saves(name, state, call, checking, everyone, no_trace):
    where = call if state == "draft" else checking
    application = factories.application(where, everyone["applicant"], state=state)
    # The office sees what was handed in; a draft is seen by nobody.
    seen = state != "draft" and name in OFFICE

    with no_trace():
        answer = Tab(everyone[name], application).sends(**TEXT)

    assert (answer.status_code, answer.json()["problem"]) == (
        (403, "forbidden") if seen else (404, "gone")
    )


@pytest.mark.parametrize("state", [state for state in ApplicationState if state != "draft"])
def test_after_handing_in_nothing_is_saved(state, checking, applicant, no_trace):
    application = factories.application(checking, applicant, state=state)

    with no_trace():
        answer = Tab(applicant, application).sends(**TEXT)

    assert (answer.status_code, answer.json()["problem"]) == (422, "refused")


def test_after_the_closing_nothing_is_saved(tab, call, no_trace):
    with no_trace(), clock.at(call.closes_at + clock.minutes(1)):
        answer = tab.sends(**TEXT)

    assert answer.json() == {
        "problem": "refused",
        "words": "The time to change or hand in this application has passed.",
    }


def test_the_tab_of_one_person_does_not_save_for_the_next(draft, applicant, partner, no_trace):
    tab = Tab(partner, draft)

    with no_trace():
        answer = tab.sends(of=applicant.pk, **TEXT)

    assert (answer.status_code, answer.json()["problem"]) == (403, "another_person")


def test_a_page_that_is_not_there(draft, applicant, no_trace):
    with no_trace():
        answer = Tab(applicant, draft, "short").sends(**TEXT)

    assert (answer.status_code, answer.json()["problem"]) == (404, "gone")


# --- two people


def test_two_people_on_two_pages_do_not_meet(draft, applicant, partner):
    mine, hers = Tab(applicant, draft), Tab(partner, draft, "participation")

    first = mine.sends(0, **TEXT | {"title": "Биринчи"})
    second = hers.sends(0, participation="Ашар күнү", sustainability="")

    assert (first.status_code, second.status_code) == (200, 200)
    saved = Application.objects.get()
    assert (saved.title, saved.participation) == ("Биринчи", "Ашар күнү")
    assert [
        (entry.actor_name, entry.facts["part"], entry.facts["changed"])
        for entry in Entry.objects.order_by("number")
    ] == [
        (applicant.name, "initiative", ["field", "issue", "kind", "title"]),
        (partner.name, "participation", ["participation", "sustainability"]),
    ]


def test_two_people_on_one_page_clash(draft, applicant, partner, no_trace):
    mine, hers = Tab(applicant, draft), Tab(partner, draft)
    hers.sends(0, **TEXT | {"title": "Анын аталышы"})

    with no_trace():
        answer = mine.sends(0, **TEXT | {"title": "Менин аталышым"})

    assert answer.status_code == 409
    assert (answer.json()["problem"], answer.json()["address"]) == ("clash", mine.address)
    assert Application.objects.get().title == "Анын аталышы"


def test_both_texts_are_shown_and_nothing_is_saved(draft, applicant, partner, no_trace):
    mine, hers = Tab(applicant, draft), Tab(partner, draft)
    hers.sends(0, **TEXT | {"title": "Анын аталышы", "village": "Кең-Суу"})
    typed = TEXT | {"title": "Менин аталышым", "village": "Кең-Суу"}

    with no_trace():
        answer = mine.presses(0, compare="1", **typed)

    comparison = answer.context["comparison"]
    assert [(pair.saved.value, pair.typed.value) for pair in comparison.answers] == [
        ("Анын аталышы", "Менин аталышым")
    ]
    assert comparison.same == 8
    words = answer.content.decode()
    assert f"Saved by {partner.name}" in words
    assert "data-waits" in words

    mine.presses(answer.context["form"]["seen"].value(), **typed)
    assert Application.objects.get().title == "Менин аталышым"


def test_the_saved_answer_is_taken_over(draft, applicant, partner, no_trace):
    mine, hers = Tab(applicant, draft), Tab(partner, draft)
    hers.sends(0, **TEXT | {"title": "Анын аталышы", "village": "Кең-Суу"})
    typed = TEXT | {"title": "Менин аталышым", "village": "Ак-Суу"}

    with no_trace():
        answer = mine.presses(0, take="title", **typed)

    form = answer.context["form"]
    assert (form["title"].value(), form["village"].value()) == ("Анын аталышы", "Ак-Суу")
    assert [pair.typed.value for pair in answer.context["comparison"].answers] == ["Ак-Суу"]


def test_the_saved_table_is_taken_over(draft, applicant, partner, no_trace):
    mine, hers = Tab(applicant, draft, "budget"), Tab(partner, draft, "budget")
    hers.sends(0, **table("lines", LINE | {"title": "Кум"}, LINE))
    typed = table("lines", LINE | {"title": "Топурак", "price": "көп"})

    with no_trace():
        shown = mine.presses(0, compare="1", **typed)
        taken = mine.presses(0, take="lines", **typed)

    (pair,) = shown.context["comparison"].tables
    assert [row.differs for row in pair.rows] == [True, True]
    assert [answer.value for answer in pair.rows[0].typed][:4] == ["Топурак", "даана", "6", "көп"]
    assert taken.context["form"].is_valid()
    assert [row["title"] for row in taken.context["form"].rows["lines"]] == ["Кум", "Ваза"]
    assert not taken.context["comparison"].differs


def test_a_stranger_compares_nothing(draft, rival, clerk, received, no_trace):
    with no_trace():
        assert Tab(rival, draft).presses(0, compare="1", **TEXT).status_code == 404
        assert Tab(clerk, received).presses(0, compare="1", **TEXT).status_code == 403


def test_the_list_of_pages_says_who_saved_each_last(draft, applicant, partner):
    Tab(applicant, draft).sends(0, **TEXT)
    Tab(partner, draft).sends(1, **TEXT | {"title": "Кийинки"})
    Tab(applicant, draft, "existing").presses()

    tasks = Client(HTTP_ACCEPT_LANGUAGE="en")
    tasks.force_login(applicant)
    page = tasks.get(reverse("application_tasks", args=[draft.pk]))

    assert {task.part: task.saving.actor_name for task in page.context["tasks"] if task.saving} == {
        "initiative": partner.name,
        "existing": applicant.name,
    }
    assert f"Saved by {escape(partner.name)}, " in page.content.decode()


def test_a_page_saved_many_times_on_end_is_one_line_of_the_story(draft, applicant, partner):
    mine, hers = Tab(applicant, draft), Tab(partner, draft)
    for number, tab in enumerate((mine, mine, mine, hers, mine)):
        tab.sends(number, **TEXT | {"title": f"Аталыш {number}"})

    page = mine.browser.get(draft.get_absolute_url())

    assert [entry.actor_name for entry in page.context["entries"]] == [
        applicant.name,
        partner.name,
        applicant.name,
    ]
    assert [entry.about for entry in page.context["entries"]] == [
        "The initiative: title of the initiative",
        "The initiative: title of the initiative",
        (
            "The initiative: title of the initiative, kind of initiative, field, "
            "issue of local significance"
        ),
    ]
    assert Entry.objects.count() == 5


# --- rows pasted below a table, without a script


def pasted(application, person, text, *rows, part="budget", name="lines"):
    return Tab(person, application, part).presses(
        0, **table(name, *rows), **{f"{name}-pasted": text}
    )


def test_pasted_rows_join_the_table(draft, applicant):
    text = "Кум\tт\t2,5\t1 200,50\town labour\nШагыл\tт\t3\t800\tgrant\n"

    answer = pasted(draft, applicant, text, LINE, {})

    assert answer.status_code == 302
    assert [
        (row.title, str(row.quantity), str(row.price), row.source)
        for row in draft.lines.order_by("position")
    ] == [
        ("Ваза", "6.000", "10000.00", "grant"),
        ("Кум", "2.500", "1200.50", "labour"),
        ("Шагыл", "3.000", "800.00", "grant"),
    ]


def test_a_pasted_fault_names_line_and_column_and_stays_in_its_cell(draft, applicant, no_trace):
    with no_trace():
        answer = pasted(draft, applicant, "Кум;т;көп;800;grant\nШагыл;т;3;800;casino", LINE)

    assert answer.context["form"].errors["lines"] == [
        "Row 2, Quantity: Write a figure, for example 12,5.",
        "Row 3, Source: Select a valid choice. casino is not one of the available choices.",
    ]
    assert 'name="lines-1-quantity" value="көп"' in answer.content.decode()


def test_too_many_pasted_rows_are_left_where_they_are(draft, applicant, no_trace):
    text = "\n".join(["Кум\tт\t1\t1\tgrant"] * 101)

    with no_trace():
        answer = pasted(draft, applicant, text)

    assert answer.context["form"].errors["lines"] == [
        (
            "101 lines were pasted; together with the rows above that is more than the 100 "
            "the table takes."
        )
    ]
    assert answer.content.decode().count("Кум\tт") == 101


def test_a_line_that_is_too_wide_is_left_where_it_is(draft, applicant, no_trace):
    with no_trace():
        answer = pasted(draft, applicant, "Кум\tт\t1\t1\tgrant\nКум\tт\t1\t1\tgrant\t5\tдагы")

    assert answer.context["form"].errors["lines"] == [
        (
            "Pasted line 2 has more cells than the table has columns: "
            "What, Unit, Quantity, Price, som, Source."
        )
    ]


def test_a_page_that_saves_itself_leaves_the_pasted_text_alone(draft, applicant, no_trace):
    with no_trace():
        answer = Tab(applicant, draft, "contributions").sends(
            **table("pledges", PLEDGE | {"value": "1,234"}), **{"pledges-pasted": "Кум"}
        )

    assert answer.json()["left"] == {"pledges": "Who gives what"}


def test_a_rate_is_pasted_by_its_title(draft, applicant):
    rate = factories.rate(draft.competition, amount=900)

    pasted(
        draft,
        applicant,
        "Тургундар\tresident\tlabour\tАшар\tкара жумуш\t25",
        part="contributions",
        name="pledges",
    )

    (pledge,) = draft.pledges.all()
    assert (pledge.rate, str(pledge.amount)) == (rate, "22500.00")


# --- how many queries


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_a_page_that_saves_itself(count, draft, applicant, django_assert_num_queries):
    actions.edit_part(draft, actor=applicant, part="existing", values={})  # the chain exists
    tab = Tab(applicant, draft, "budget")

    with django_assert_num_queries(16):
        answer = tab.sends(**table("lines", *[LINE] * count))
    assert answer.status_code == 200
    with django_assert_num_queries(10):
        answer = tab.sends(1, **table("lines", *[LINE] * count))
    assert answer.status_code == 200


def test_the_page_knows_its_reader_and_its_rates(draft, applicant):
    rate = factories.rate(draft.competition, amount=900)

    words = Tab(applicant, draft, "contributions").reads()

    assert f'data-draft="{draft.pk}:contributions" data-person="{applicant.pk}"' in words
    assert escape(f'{{"{rate.pk}": "900.00"}}') in words
