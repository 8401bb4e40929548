"""What is sent back opens on the named pages, for the named documents, and nowhere else."""

from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applications import actions, rules
from applications.choices import NEVER_MENDED, PART_TITLES, PARTS, SPEAKS_OF
from applications.forms import SendBackForm
from applications.models import Application, Return, Version, text_of
from audit import clock
from audit.acts import Refused
from audit.models import Entry, Notice
from audit.post import words
from competitions.models import Competition
from tests import factories
from tests.applications.conftest import mark_all

PAGES = [part for part in PARTS if part not in {"enclosures", *NEVER_MENDED}]
LOCKED = "is not among what is to be mended: it stays as it was handed in."


def file(name="жаңы.pdf", sha256="1" * 64):
    return {"file": ContentFile(b"%PDF-1.4", name), "sha256": sha256, "size": 8}


@pytest.fixture
def checklist(checking):
    """A letter, minutes, and a condition without a file."""
    return {
        "letter": checking.checklist.get(),
        "minutes": factories.checklist_item(checking, position=2, title_ru="Протокол"),
        "budget": factories.checklist_item(
            checking, position=3, title_ru="Бюджет и смета", title_ky="Бюджет", is_document=False
        ),
    }


@pytest.fixture
def complete(checking, checklist, applicant):
    application = factories.application(checking, applicant, state="submitted", number=1)
    application.enclosures.filter(item=checklist["budget"]).delete()
    return application


@pytest.fixture
def returned(complete, checklist, clerk):
    """Sent back: the letter, and the condition about the budget on two pages."""
    for name, verdict in (("letter", "curable"), ("minutes", "met"), ("budget", "curable")):
        factories.check_mark(complete, checklist[name], clerk, verdict=verdict, note="Мөөр жок")
    pages = {checklist["budget"].pk: ["budget", "contributions"]}
    return actions.send_back(complete, actor=clerk, note="Толуктаңыз", parts=pages)


def refused(act, *args, **facts):
    with pytest.raises(Refused) as refusal:
        act(*args, **facts)
    return refusal.value.reasons


def browser_of(person):
    browser = Client(HTTP_ACCEPT_LANGUAGE="en")
    browser.force_login(person, backend="accounts.backends.PhoneOrEmailBackend")
    return browser


# --- what is named


def test_send_back_names_the_pages_of_every_item(returned, checklist):
    kept = Return.objects.get()

    assert kept.parts == ["budget", "contributions", "enclosures"]
    assert [(item["item"], item["is_document"], item["parts"]) for item in kept.items] == [
        (checklist["letter"].pk, True, ["enclosures"]),
        (checklist["budget"].pk, False, ["budget", "contributions"]),
    ]
    entry = Entry.objects.get(act="applications.send_back")
    assert entry.facts["items"] == kept.items


@pytest.mark.parametrize("named", [None, [], ["declarations", "nothing"]])
def test_send_back_without_a_page_for_a_condition(named, complete, checklist, clerk, no_trace):
    factories.check_mark(complete, checklist["budget"], clerk, verdict="curable")
    parts = None if named is None else {checklist["budget"].pk: named}

    with no_trace(), pytest.raises(ValidationError) as wrong:
        actions.send_back(complete, actor=clerk, note="Толуктаңыз", parts=parts)

    assert wrong.value.message_dict == {
        f"parts_{checklist['budget'].pk}": ["Tick at least one page to be mended for this item."]
    }


def test_the_point_of_the_regulation_goes_with_the_item(complete, checklist, clerk, applicant):
    type(checklist["letter"]).objects.update(point="3.4")
    mark_all(complete, clerk, "curable", "Мөөр жок")

    actions.send_back(complete, actor=clerk, note="!", parts={checklist["budget"].pk: ["plan"]})

    assert [item.point for item in Return.objects.get().named] == ["3.4"] * 3
    notice = Notice.objects.get()
    assert "Письмо-обязательство (Regulation, 3.4): Мөөр жок" in words(notice).body


# --- what opens


@pytest.mark.parametrize("part", PARTS)
def test_only_the_named_pages_open(part, returned, applicant, no_trace):
    opens = part in ("budget", "contributions")
    if opens:
        actions.edit_part(returned, actor=applicant, part=part, values={})
        return

    with no_trace():
        reasons = refused(actions.edit_part, returned, actor=applicant, part=part, values={})

    assert len(reasons) == 1
    assert ("Other files are not" if part == "enclosures" else LOCKED) in reasons[0]


def test_a_locked_table_is_not_reached_through_an_open_page(returned, applicant):
    edited = actions.edit_part(
        returned, actor=applicant, part="budget", values={"title": "Башка"}, rows={"plan": []}
    )

    assert (edited.title, edited.plan.count()) == ("Гүлзарлар", 1)


def test_only_the_files_of_the_named_document_change(returned, checklist, applicant, no_trace):
    letter, minutes = returned.enclosures.order_by("pk")
    with no_trace():
        assert refused(actions.take_out, returned, actor=applicant, enclosure=minutes) == [
            "The files of “Протокол” are not among what is to be mended."
        ]
        add = partial(actions.enclose, returned, actor=applicant, title="Кат", **file())
        assert refused(add, item=checklist["minutes"]) == [
            "The files of “Протокол” are not among what is to be mended."
        ]
        assert refused(add) == ["Other files are not among what is to be mended."]

    actions.take_out(returned, actor=applicant, enclosure=letter)
    add(item=checklist["letter"])

    kept = returned.enclosures.filter(removed_at=None).order_by("pk")
    assert [row.item_id for row in kept] == [checklist["minutes"].pk, checklist["letter"].pk]


def test_other_files_open_where_a_condition_names_the_enclosures(
    complete, checklist, clerk, applicant
):
    factories.check_mark(complete, checklist["budget"], clerk, verdict="curable")
    parts = {checklist["budget"].pk: ["enclosures"]}
    returned = actions.send_back(complete, actor=clerk, note="!", parts=parts)

    actions.enclose(returned, actor=applicant, title="Смета", **file())

    assert not rules.files_may_be_changed(Application.objects.get(), checklist["letter"])
    assert refused(
        actions.take_out, returned, actor=applicant, enclosure=returned.enclosures.first()
    ) == ["The files of “Письмо-обязательство” are not among what is to be mended."]


def test_another_kind_of_applicant_may_add_what_is_asked_from_that_kind(
    complete, checklist, checking, clerk, applicant
):
    charter = factories.checklist_item(
        checking, position=4, applicant_kind="legal", title_ru="Устав"
    )
    Version.objects.create(
        application=complete, number=1, facts=text_of(complete), sha256="0", made_at=factories.NOON
    )
    factories.check_mark(complete, checklist["budget"], clerk, verdict="curable")
    parts = {checklist["budget"].pk: ["applicant"]}
    returned = actions.send_back(complete, actor=clerk, note="!", parts=parts)
    assert not rules.files_may_be_changed(Application.objects.get(), charter)

    actions.edit_part(
        returned, actor=applicant, part="applicant", values={"applicant_kind": "legal"}
    )

    again = Application.objects.get()
    assert rules.files_may_be_changed(again, charter)
    assert not rules.files_may_be_changed(again, checklist["letter"])
    assert not rules.files_may_be_changed(again, None)


@pytest.mark.parametrize("state", ["draft", "submitted", "admitted"])
def test_nothing_is_locked_but_while_it_is_mended(state, call, applicant):
    application = factories.application(call, applicant, state=state)

    assert [rules.locks_of(application, part) for part in PARTS] == [[] for _ in PARTS]


def test_what_was_returned_without_a_record_stays_locked(checking, applicant):
    application = factories.application(
        checking, applicant, state="returned", returned_until=factories.at(4, 15)
    )

    assert all(len(rules.locks_of(application, part)) == 1 for part in PARTS)


def test_a_paper_one_is_mended_on_the_same_pages(checking, checklist, clerk, no_trace):
    paper = factories.application(checking, None, state="submitted", route="paper", number=1)
    factories.envelope(paper, clerk)
    factories.check_mark(paper, checklist["budget"], clerk, verdict="curable")
    parts = {checklist["budget"].pk: ["plan"]}
    returned = actions.send_back(paper, actor=clerk, note="!", parts=parts)

    with no_trace():
        assert (
            LOCKED
            in refused(actions.edit_part, returned, actor=clerk, part="applicant", values={})[0]
        )
    actions.edit_part(returned, actor=clerk, part="plan", values={"what_will_be_done": "Гүл"})

    assert Application.objects.get().what_will_be_done == "Гүл"


def test_marks_of_met_items_stay_and_the_others_are_asked_afresh(returned, checklist, applicant):
    actions.submit(returned, actor=applicant)

    assert [mark.item_id for mark in returned.marks.all()] == [checklist["minutes"].pk]


# --- the form of the clerk


def test_the_form_asks_for_pages_of_conditions_only(complete, checklist, clerk):
    mark_all(complete, clerk, "curable", "Смета туура эмес")

    form = SendBackForm(subject=Application.objects.get())

    name = f"parts_{checklist['budget'].pk}"
    assert list(form.fields) == [name, "note"]
    assert [part for part, _title in form.fields[name].choices] == [*PAGES, "enclosures"]
    assert form.fields[name].initial == ["budget", "contributions"]


def test_the_form_wants_a_page(complete, checklist, clerk):
    factories.check_mark(complete, checklist["budget"], clerk, verdict="curable")

    form = SendBackForm({"note": "!"}, subject=Application.objects.get())

    assert form.errors == {f"parts_{checklist['budget'].pk}": ["Tick at least one page."]}


def test_every_page_has_words_it_is_known_by_and_a_name_in_letters():
    assert set(SPEAKS_OF) == set(PAGES)


def test_from_the_desk_to_the_mended_page(complete, checklist, clerk, applicant):
    mark_all(complete, clerk, "curable", "Мөөр жок")
    desk, group = browser_of(clerk), browser_of(applicant)
    address = reverse("application_send_back", args=[complete.pk])
    name = f"parts_{checklist['budget'].pk}"
    assert "checked" in desk.get(address).content.decode()

    desk.post(address, {name: ["budget", "contributions"], "note": "Толуктаңыз"})

    tasks = group.get(reverse("application_tasks", args=[complete.pk])).content.decode()
    assert tasks.count("not asked to be mended") == len(PARTS) - 3
    assert ("15.04.2026" in tasks, "23:59" in tasks) == (True, True)
    locked = group.get(reverse("application_edit", args=[complete.pk, "plan"]))
    opened = group.get(reverse("application_edit", args=[complete.pk, "budget"]))
    assert LOCKED in locked.content.decode()
    assert "<form" not in locked.content.decode().partition("<main")[2]
    assert 'name="lines-0-title"' in opened.content.decode()
    answer = group.post(
        reverse("application_edit", args=[complete.pk, "plan"]),
        {"what_will_be_done": "Башка", "plan-TOTAL_FORMS": 0, "plan-INITIAL_FORMS": 0, "seen": 0},
    )
    assert LOCKED in answer.content.decode()
    assert Application.objects.get().what_will_be_done == "Гүл отургузабыз"


def test_the_page_of_enclosures_offers_only_the_named_documents(returned, checklist, applicant):
    page = browser_of(applicant).get(reverse("application_enclose", args=[returned.pk]))
    words_of_page = page.content.decode()

    letter, minutes = returned.enclosures.order_by("pk")
    assert [choice for choice, _title in page.context["form"].fields["item"].choices] == [
        "",
        str(checklist["letter"].pk),
    ]
    assert reverse("enclosure_take_out", args=[letter.pk]) in words_of_page
    assert reverse("enclosure_take_out", args=[minutes.pk]) not in words_of_page
    answer = browser_of(applicant).post(reverse("enclosure_take_out", args=[minutes.pk]))
    assert "are not among what is to be mended" in answer.content.decode()
    assert returned.enclosures.filter(removed_at=None).count() == 2


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
@pytest.mark.parametrize("part", [*PAGES, "enclosures"])
def test_the_letter_names_the_pages(part, language, complete, checklist, clerk, applicant):
    type(applicant).objects.update(language=language)
    factories.check_mark(complete, checklist["budget"], clerk, verdict="curable")
    actions.send_back(complete, actor=clerk, note="!", parts={checklist["budget"].pk: [part]})

    body = words(Notice.objects.get()).body

    with override(language):
        assert str(PART_TITLES[part]) in body


# --- whatever they do


VALUES = {
    "applicant": "group_name",
    "initiative": "title",
    "existing": "existing_things",
    "plan": "what_will_be_done",
    "beneficiaries": "benefit",
    "participation": "participation",
}
WORDS = st.text(alphabet="абвгөүң ", min_size=1, max_size=12).map(str.strip).filter(bool)
STEPS = st.one_of(
    st.tuples(st.just("edit"), st.sampled_from(sorted(VALUES)), WORDS),
    st.tuples(st.just("lines"), st.just(""), st.integers(1, 9)),
    st.tuples(st.just("enclose"), st.sampled_from(["letter", "minutes", ""]), st.integers(0, 99)),
    st.tuples(st.just("take_out"), st.just(""), st.integers(0, 5)),
    st.tuples(st.just("return"), st.sets(st.sampled_from(PAGES), min_size=1), st.booleans()),
    st.tuples(st.just("submit"), st.just(""), st.just(0)),
)


def parts_of(facts, checklist):
    """What the record says, page by page, and document by document."""
    told = {part: [facts[name] for name in PARTS[part]] for part in PAGES}
    told["applicant"].append(facts["members"])
    told["plan"].append(facts["plan"])
    told["budget"].append(facts["lines"])
    told["contributions"].append(facts["pledges"])
    for item in (*checklist.values(), None):
        key = item.pk if item else None
        told[f"files {key}"] = [row for row in facts["enclosures"] if row["item"] == key]
    return told


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(STEPS, max_size=12))
def test_no_sequence_changes_what_was_not_named_or_loses_what_was_accepted(
    steps, town, checking, checklist, applicant, clerk
):
    Competition.objects.update(cure_times=99)
    Return.objects.all().delete()
    Version.objects.all().delete()
    Application.objects.filter(competition=checking).delete()
    application = factories.application(
        checking, applicant, state="returned", cures_used=1, returned_until=factories.at(4, 15)
    )
    factories.returned(application, *PAGES, "enclosures", items=[checklist["letter"]])
    application = actions.submit(application, actor=applicant)
    frozen = {row.number: (row.facts, row.sha256) for row in Version.objects.all()}

    for kind, where, what in steps:
        before = Application.objects.get(pk=application.pk)
        facts = text_of(before)
        try:
            application = take(kind, where, what, before, checklist, applicant, clerk)
        except (Refused, ValidationError):
            assert text_of(Application.objects.get(pk=before.pk)) == facts
            continue
        now = Application.objects.get(pk=application.pk)
        latest = now.returns.order_by("-number").first()
        told, after = parts_of(facts, checklist), parts_of(text_of(now), checklist)
        changed = {name for name in told if told[name] != after[name]}
        named = {*latest.parts, *(f"files {item['item']}" for item in latest.items)}
        assert changed <= named
        for number, kept in frozen.items():
            row = Version.objects.get(application=now, number=number)
            assert (row.facts, row.sha256) == kept
        frozen |= {
            row.number: (row.facts, row.sha256) for row in Version.objects.filter(application=now)
        }


def take(kind, where, what, application, checklist, applicant, clerk):
    """One step of somebody, by the acts of the house."""
    if kind == "edit":
        values = {VALUES[where]: what}
        return actions.edit_part(application, actor=applicant, part=where, values=values)
    if kind == "lines":
        line = {"title": "Ваза", "unit": "даана", "quantity": Decimal(1), "price": Decimal(what)}
        rows = {"lines": [line | {"source": "grant"}]}
        return actions.edit_part(application, actor=applicant, part="budget", rows=rows)
    if kind == "enclose":
        fresh = file(f"{what}.pdf", f"{what:064d}")
        return actions.enclose(
            application, actor=applicant, item=checklist.get(where), title="Кагаз", **fresh
        )
    if kind == "take_out":
        kept = list(application.enclosures.filter(removed_at=None).order_by("pk"))
        if not kept:
            raise Refused(["Nothing is enclosed."])
        enclosure = kept[what % len(kept)]
        return actions.take_out(application, actor=applicant, enclosure=enclosure)
    if kind == "return":
        application.marks.all().delete()
        factories.check_mark(application, checklist["budget"], clerk, verdict="curable")
        if what:
            factories.check_mark(application, checklist["letter"], clerk, verdict="curable")
        parts = {checklist["budget"].pk: sorted(where)}
        return actions.send_back(application, actor=clerk, note="!", parts=parts)
    with clock.at(factories.NOON + timedelta(minutes=1)):
        return actions.submit(application, actor=applicant)
