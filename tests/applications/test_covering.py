"""The commission's copy: what is open by name, what the clerk changed or emptied, what is told."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from applications import actions, rules
from applications.choices import ApplicationState
from applications.models import (
    Application,
    Cover,
    CoveredFile,
    Covering,
    Version,
    covered_titles,
    files_for_commission,
    label_for_commission,
    text_for_commission,
    text_of,
    title_for_commission,
)
from applications.models.covering import OPEN, ROWS_OPEN, TEXTS
from audit import clock
from audit.acts import Refused
from audit.models import Entry
from competitions.models import Competition
from tests import factories
from tests.applications.conftest import PEOPLE

COPY = {"file": ContentFile(b"%PDF-1.4 covered", "x.pdf"), "kind": "application/pdf"}


@pytest.fixture
def coded(checking):
    Competition.objects.update(hidden=True)
    return Competition.objects.get()


@pytest.fixture
def received(coded, applicant):
    return factories.application(
        coded,
        applicant,
        state="submitted",
        number=1,
        code="A-001",
        title="Гүлзарлар",
        issue="Токтосунованын көчөсү",
        place="Токтосунованын үйү",
        address="Манас көчөсү, 7",
    )


@pytest.fixture
def key_of(received):
    """The key under which the clerk's page asks for the copy of an answer."""

    def find(path):
        answers = Cover(Application.objects.get(pk=received.pk)).coverable()
        return next(one.key for one in answers if one.path == path)

    return find


def copy_of(application):
    return text_for_commission(Application.objects.get(pk=application.pk))


def scoring(call):
    Competition.objects.filter(pk=call.pk).update(state="scoring")
    Application.objects.filter(competition=call).update(state="admitted")


def browser_of(person):
    browser = Client(HTTP_ACCEPT_LANGUAGE="en")
    browser.force_login(person, backend="accounts.backends.PhoneOrEmailBackend")
    return browser


# --- who and when


@pytest.mark.parametrize("state", list(ApplicationState))
@pytest.mark.parametrize("hidden", [True, False])
def test_who_may_cover(state, hidden, commission, applicant, everyone):
    commission.hidden = hidden
    application = factories.application(commission, applicant, state=state)
    application.competition = commission

    may = {name for name in PEOPLE if rules.may_cover(application, everyone[name])}

    assert may == ({"clerk", "second_clerk"} if hidden else set())


def test_a_clerk_of_the_applying_group_does_not_cover(received, clerk):
    factories.member(received, phone=clerk.phone)

    with pytest.raises(PermissionDenied):
        actions.cover(received, actor=clerk)


@pytest.mark.parametrize("state", list(ApplicationState))
@pytest.mark.parametrize("stage", ["announced", "checking", "scoring", "deliberation", "published"])
def test_when_it_is_covered(state, stage, received, clerk, no_trace):
    Competition.objects.update(state=stage)
    Application.objects.update(state=state)
    application = Application.objects.get()
    timely = stage in ("checking", "scoring")

    if timely and state in ("submitted", "admitted", "declined"):
        assert actions.cover(application, actor=clerk).state == state
        return
    with no_trace(), pytest.raises(Refused):
        actions.cover(application, actor=clerk)


# --- what the commission reads


def test_only_what_names_nobody_is_open_by_itself(received):
    copy = copy_of(received)

    assert set(copy) == {*OPEN, *TEXTS, "place", *ROWS_OPEN, "members", "enclosures"}
    assert (copy["place"], copy["members"], copy["enclosures"]) == ("", [], [])
    assert copy["plan"] == [
        {"position": 0, "starts_on": "2026-06-01", "ends_on": "2026-06-20"}
        | {"activity": "Көчөт отургузуу"}
    ]
    assert [set(row) for row in copy["pledges"]] == [
        {"position", "giver_kind", "kind", "rate", "quantity", "value", "amount", "what"}
    ]


def test_a_copy_is_made_and_the_original_stays(received, clerk, key_of):
    actions.cover(received, actor=clerk, texts={key_of("issue"): "… көчөсү"})

    assert copy_of(received)["issue"] == "… көчөсү"
    assert Application.objects.get().issue == "Токтосунованын көчөсү"
    row = Covering.objects.get()
    assert (row.path, row.made_by, row.made_at) == ("issue", clerk, factories.NOON)
    entry = Entry.objects.get()
    assert (entry.act, entry.before, entry.after) == (
        "applications.cover",
        "submitted",
        "submitted",
    )
    assert entry.facts == {"changed": [], "texts": ["issue"], "files": []}


def test_an_emptied_copy_stays_empty(received, clerk, key_of):
    actions.cover(received, actor=clerk, texts={key_of("issue"): "  "})
    actions.cover(received, actor=clerk, texts={key_of("issue"): ""})

    assert copy_of(received)["issue"] == ""
    assert Covering.objects.count() == 1


def test_a_copy_like_the_original_is_no_copy(received, clerk, key_of):
    key = key_of("issue")
    actions.cover(received, actor=clerk, texts={key: "…"})
    actions.cover(received, actor=clerk, texts={key: "Токтосунованын көчөсү"})

    assert copy_of(received)["issue"] == "Токтосунованын көчөсү"
    assert Covering.objects.count() == 0


def test_the_place_is_told_in_the_clerks_words_only(received, clerk, key_of):
    assert copy_of(received)["place"] == ""

    actions.cover(received, actor=clerk, texts={key_of("place"): "Мектептин жаны"})

    assert copy_of(received)["place"] == "Мектептин жаны"


def test_rows_of_tables_have_copies_of_their_own(received, clerk, key_of):
    factories.plan_row(received, activity="Токтосунова келет", position=2)

    actions.cover(received, actor=clerk, texts={key_of("plan.activity"): "Отургузуу"})

    assert [row["activity"] for row in copy_of(received)["plan"]] == [
        "Отургузуу",
        "Токтосунова келет",
    ]


def test_a_changed_answer_is_closed_until_somebody_looks_again(received, clerk, key_of):
    actions.cover(received, actor=clerk, texts={key_of("issue"): "… көчөсү"})
    Application.objects.update(issue="Токтосунова мындан ары")

    assert copy_of(received)["issue"] == ""
    answer = next(
        one for one in Cover(Application.objects.get()).coverable() if one.path == "issue"
    )
    assert (answer.is_stale, answer.shown) == (True, "")

    actions.cover(received, actor=clerk, texts={answer.key: ""})
    assert copy_of(received)["issue"] == ""
    actions.cover(received, actor=clerk, texts={answer.key: "мындан ары"})
    assert copy_of(received)["issue"] == "мындан ары"
    assert [row.text for row in Covering.objects.all()] == ["мындан ары"]


def test_a_changed_row_closes_the_uncovered_rows_of_its_column(received, clerk, key_of):
    actions.cover(received, actor=clerk, texts={key_of("lines.title"): "Идиш"})
    received.lines.filter(title="Ваза").update(title="Токтосунованын вазасы")
    received.lines.filter(title="Топурак").update(title="Ваза")

    titles = sorted(row["title"] for row in copy_of(received)["lines"])

    # "Ваза" stands in another row now: its copy goes with it.
    assert titles == ["Идиш", "Токтосунованын вазасы"]
    received.lines.filter(title="Ваза").update(title="Кум")
    assert sorted(row["title"] for row in copy_of(received)["lines"]) == ["", ""]


def test_an_answer_changed_meanwhile_is_not_covered(received, clerk, key_of, no_trace):
    key = key_of("issue")
    Application.objects.update(issue="Башка")

    with no_trace(), pytest.raises(ValidationError, match="changed meanwhile"):
        actions.cover(received, actor=clerk, texts={key: "…"})


def test_the_frozen_text_is_what_is_covered(received, clerk):
    facts = text_of(received) | {"issue": "Тапшырылган"}
    Version.objects.create(
        application=received, number=1, facts=facts, sha256="0", made_at=factories.NOON
    )

    assert copy_of(received)["issue"] == "Тапшырылган"


def test_titles_and_labels(received, clerk, key_of):
    assert label_for_commission(received) == "A-001. Гүлзарлар"
    assert covered_titles(received.competition_id) == {}

    actions.cover(received, actor=clerk, texts={key_of("title"): "Гүл"})
    again = Application.objects.get()
    assert (title_for_commission(again), label_for_commission(again)) == ("Гүл", "A-001. Гүл")
    assert covered_titles(received.competition_id) == {received.pk: "Гүл"}

    Application.objects.update(title="Башка")
    again = Application.objects.get()
    assert (title_for_commission(again), label_for_commission(again)) == ("", "A-001")
    assert covered_titles(received.competition_id) == {received.pk: ""}


# --- while the commission reads


def test_once_scoring_runs_words_may_only_be_taken_out(received, coded, clerk, key_of, no_trace):
    key = key_of("issue")
    actions.cover(received, actor=clerk, texts={key: "Токтосунованын … көчөсү"})
    scoring(coded)

    actions.cover(received, actor=clerk, texts={key: "… көчөсү"})
    for more in ("Токтосунованын көчөсү", "Токтосунованын … көчөсү", "биздин көчөсү"):
        with no_trace(), pytest.raises(ValidationError, match="words may only be taken out"):
            actions.cover(received, actor=clerk, texts={key: more})
    with no_trace(), pytest.raises(ValidationError, match="words may only be taken out"):
        actions.cover(received, actor=clerk, texts={key_of("place"): "Мектеп"})

    assert copy_of(received)["issue"] == "… көчөсү"


# --- files


def test_a_file_reaches_the_commission_as_a_copy_or_not_at_all(received, clerk):
    enclosure = received.enclosures.get()
    assert files_for_commission(received) == []

    actions.cover(received, actor=clerk, files=[{"enclosure": enclosure} | COPY])

    (file,) = files_for_commission(received)
    assert (file.number, file.item, file.is_open, file.reason) == (1, enclosure.item, True, "")
    with file.cover.file.open() as kept:
        assert kept.read() == b"%PDF-1.4 covered"
    assert Entry.objects.get().facts == {"changed": [], "texts": [], "files": [enclosure.pk]}
    with enclosure.file.open() as kept:
        assert kept.read() == b"%PDF-1.4 letter"


def test_a_file_is_withheld_with_a_reason(received, clerk, no_trace):
    enclosure = received.enclosures.get()
    with no_trace(), pytest.raises(ValidationError, match="Say why"):
        actions.cover(received, actor=clerk, files=[{"enclosure": enclosure, "withheld": True}])

    withheld = {"enclosure": enclosure, "withheld": True, "reason": "Паспорт"}
    actions.cover(received, actor=clerk, files=[withheld])

    (file,) = files_for_commission(received)
    assert (file.is_open, file.reason) == (False, "Паспорт")


def test_a_file_of_another_application_is_not_covered(received, coded, rival, clerk, no_trace):
    foreign = factories.application(coded, rival, state="submitted").enclosures.get()

    with no_trace(), pytest.raises(ValidationError, match="does not belong"):
        actions.cover(received, actor=clerk, files=[{"enclosure": foreign} | COPY])


def test_once_scoring_runs_files_are_only_closed(received, coded, clerk, no_trace):
    enclosure = received.enclosures.get()
    scoring(coded)
    with no_trace(), pytest.raises(ValidationError, match="no file is opened"):
        actions.cover(received, actor=clerk, files=[{"enclosure": enclosure} | COPY])

    withheld = {"enclosure": enclosure, "withheld": True, "reason": "Паспорт"}
    actions.cover(received, actor=clerk, files=[withheld])
    with no_trace(), pytest.raises(ValidationError, match="no file is opened"):
        actions.cover(received, actor=clerk, files=[{"enclosure": enclosure} | COPY])

    assert CoveredFile.objects.get().withheld is True


# --- the pages of the clerk


def test_the_page_tells_what_may_name_the_applicant(received, clerk):
    page = browser_of(clerk).get(reverse("application_cover", args=[received.pk]))

    said = page.content.decode()
    assert "These words may name the applicant: токтосунованын." in said
    assert "The commission does not see it unless you write it in other words." in said
    assert page.context["form"].fields["text_0"].initial == "Гүлзарлар"


def test_from_the_page_to_the_copy(received, clerk):
    browser, address = browser_of(clerk), reverse("application_cover", args=[received.pk])
    form = browser.get(address).context["form"]
    enclosure = received.enclosures.get()
    typed = {name: field.initial or "" for name, field in form.fields.items()}
    issue = next(number for number, one in form.answers.items() if one.path == "issue")
    typed |= {f"text_{issue}": "Көчө", f"withheld_{enclosure.pk}": "on"}
    typed = {name: value for name, value in typed.items() if not name.startswith("file_")}

    assert "Say why the file is withheld" in browser.post(address, typed).content.decode()
    assert Covering.objects.count() == 0
    browser.post(address, typed | {f"why_{enclosure.pk}": "Паспорт"})

    assert [(row.path, row.text) for row in Covering.objects.all()] == [("issue", "Көчө")]
    assert CoveredFile.objects.get().reason == "Паспорт"


def test_the_covered_copy_is_for_the_office(received, clerk, applicant, head):
    enclosure = received.enclosures.get()
    address = reverse("enclosure_covered", args=[enclosure.pk])
    assert browser_of(clerk).get(address).status_code == 404
    actions.cover(received, actor=clerk, files=[{"enclosure": enclosure} | COPY])

    answer = browser_of(head).get(address)
    assert b"".join(answer.streaming_content) == b"%PDF-1.4 covered"
    assert answer["Content-Disposition"] == f'attachment; filename="A-001-{enclosure.pk}.pdf"'
    assert browser_of(applicant).get(address).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_readiness_costs_the_same_for_one_and_three(
    count, coded, applicant, clerk, django_assert_num_queries
):
    for number in range(count):
        row = factories.application(coded, applicant, state="submitted", number=number + 1)
        Version.objects.create(
            application=row, number=1, facts=text_of(row), sha256="0", made_at=factories.NOON
        )
    browser = browser_of(clerk)
    address = reverse("competition_coverings", args=[coded.pk])

    with django_assert_num_queries(10):
        page = browser.get(address)

    assert len(page.context["object_list"]) == count


def test_readiness_names_what_is_found(received, rival, coded, clerk, key_of):
    plain = factories.application(coded, rival, state="submitted", number=2)
    said = browser_of(clerk).get(reverse("competition_coverings", args=[coded.pk]))

    found = {row.pk: row.readiness for row in said.context["object_list"]}
    assert [(one.path, words) for one, words in found[received.pk].hints] == [
        ("issue", "токтосунованын")
    ]
    assert (found[plain.pk].is_ready, found[plain.pk].unopened) == (True, 1)


def test_the_readiness_of_a_call_without_codes_is_no_page(checking, clerk):
    address = reverse("competition_coverings", args=[checking.pk])

    assert browser_of(clerk).get(address).status_code == 404


def test_the_desk_warns_and_stops_nothing(received, clerk):
    item = received.competition.checklist.get()
    factories.check_mark(received, item, clerk)
    said = browser_of(clerk).get(reverse("application_admit", args=[received.pk]))

    assert "These answers seem to name the applicant still:" in said.content.decode()
    assert actions.admit(received, actor=clerk).state == "admitted"


def test_the_group_reads_nothing_of_it_before_the_check_is_closed(
    received, applicant, clerk, key_of
):
    with clock.at(factories.NOON + timedelta(minutes=1)):
        actions.cover(received, actor=clerk, texts={key_of("issue"): "…"})

    said = browser_of(applicant).get(received.get_absolute_url()).content.decode()

    assert "Covered for the commission" not in said
    assert "Токтосунованын көчөсү" in said
