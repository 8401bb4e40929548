"""The municipality's own wording: fields, versions, and the usual wording to start from."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.acts import Refused
from audit.models import Entry
from awards import actions
from awards.models import Agreement, Wording
from awards.models.record import record_of
from awards.models.wording import FIELDS, USUAL, faults_of, lacking, values_of
from awards.models.wording.fields import used_in
from awards.models.wording.filled import OPEN, example_text, filled_text
from competitions.choices import Purchasing, Shortfall
from tests import factories

pytestmark = pytest.mark.django_db


def written(place, actor, text="Грант: {грант}"):
    return actions.begin_wording(place, actor=actor, text_ky=text, text_ru=text)


@pytest.fixture
def client():
    return Client(headers={"accept-language": "en"})


# --- the usual wording


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_the_usual_wording_is_sound_and_names_no_point_of_an_act(language):
    text = USUAL[language]

    assert faults_of(text, language) == []
    assert "{" not in example_text(text, language)
    for word in ("пункт", "стать", "берене", "тармак", "закона", "мыйзамынын"):
        assert word not in text.lower()


def test_the_usual_wording_says_the_same_in_both_languages():
    assert lacking(USUAL["ky"], USUAL["ru"]) == []
    assert [one.key for one in used_in(USUAL["ky"])] == [one.key for one in used_in(USUAL["ru"])]
    parts = [
        [line.split()[0] for line in USUAL[language].splitlines() if line] for language in USUAL
    ]
    assert parts[0] == parts[1]


def test_no_two_fields_share_a_name():
    for names in ([one.ky for one in FIELDS], [one.ru for one in FIELDS]):
        assert len(set(names)) == len(names)
    for one in FIELDS:
        for other in FIELDS:
            assert one is other or not set(one.names) & set(other.names)


@pytest.mark.parametrize("shortfall", Shortfall)
@pytest.mark.parametrize("purchasing", Purchasing)
def test_every_field_has_a_value_for_every_call(granted, shortfall, purchasing):
    granted.competition.shortfall, granted.competition.purchasing = shortfall, purchasing
    record = record_of(Agreement(award=granted, number="1/2026"))

    for language in ("ky", "ru"):
        values = values_of(record, language)
        assert set(values) == {one.key for one in FIELDS}
        open_ = {key for key, value in values.items() if value == OPEN}
        assert open_ <= {"bank_details", "winner_details", "address", "village"}


# --- what a field is filled with


def test_a_value_with_braces_and_marks_is_only_words(granted):
    granted.application.title = "{грант} {{ 7*7 }} <b>%s</b>" + "я" * 180
    record = record_of(Agreement(award=granted, number="1/2026"))

    text = filled_text("«{инициатива}»", record, "ru")

    assert text == f"«{granted.application.title}»"


def test_a_very_long_value_is_escaped_on_the_page(granted, clerk, client):
    type(granted.application).objects.filter(pk=granted.application_id).update(
        title="<script>" + "я" * 180
    )
    wording = written(granted.competition.municipality, clerk, "{инициатива}")
    client.force_login(clerk)

    page = client.get(f"{wording.get_absolute_url()}?award={granted.pk}").content.decode()

    assert "&lt;script&gt;яяя" in page
    assert "<script>я" not in page


def test_a_field_in_one_language_only_is_warned_of(granted, clerk, client):
    wording = actions.begin_wording(
        granted.competition.municipality,
        actor=clerk,
        text_ky="{грант} {башчы}",
        text_ru="{грант} {глава} {село}",
    )
    client.force_login(clerk)

    assert len(wording.lacking()) == 1
    assert "айыл" in wording.lacking()[0]
    page = client.get(wording.get_absolute_url()).content.decode()
    assert "The two texts do not use the same fields" in page


# --- versions


def test_an_unknown_field_is_refused_with_its_name_and_line(town, clerk):
    with pytest.raises(ValidationError) as caught:
        actions.begin_wording(town, actor=clerk, text_ky="{грант}", text_ru="а\nб {сома}")

    assert caught.value.message_dict == {"text_ru": ["Line 2: there is no field “сома”."]}
    assert not Wording.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize("text", ["", " ", "я" * 12001])
def test_a_wording_without_words_or_too_long_is_refused(town, clerk, text):
    with pytest.raises(ValidationError):
        actions.begin_wording(town, actor=clerk, text_ky=text, text_ru="{грант}")


def test_a_newer_wording_takes_the_place_of_the_older(town, clerk, head):
    first = actions.adopt(written(town, clerk), actor=head)
    second = written(town, head, "Сумма: {грант}")
    with pytest.raises(Refused):
        written(town, clerk)

    second = actions.adopt(second, actor=head)

    first = Wording.objects.get(pk=first.pk)
    assert [(one.number, one.state) for one in (first, second)] == [(1, "replaced"), (2, "adopted")]
    acts = list(Entry.objects.order_by("pk").values_list("act", flat=True))
    assert acts[-2:] == ["awards.replace", "awards.adopt"]
    with pytest.raises(Refused):
        actions.edit_wording(first, actor=clerk, text_ky="{грант}", text_ru="{грант}")
    with pytest.raises(Refused):
        actions.edit_wording(second, actor=clerk, text_ky="{грант}", text_ru="{грант}")


def test_two_wordings_are_not_adopted_at_once(town, clerk, head):
    actions.adopt(written(town, clerk), actor=head)
    facts = {"number": 7, "text_ky": "а", "text_ru": "б", "state": "adopted"}

    with pytest.raises(IntegrityError), transaction.atomic():
        Wording.objects.create(municipality=town, written_at=factories.NOON, **facts)


def test_who_may_not_leaves_no_trace(town, clerk, head, applicant, auditor, neighbour):
    wording = written(town, clerk)
    before = Entry.objects.count()

    for person in (applicant, auditor, neighbour):
        with pytest.raises(PermissionDenied):
            written(town, person)
        with pytest.raises(PermissionDenied):
            actions.edit_wording(wording, actor=person, text_ky="а", text_ru="б")
    for person in (applicant, auditor, neighbour, clerk):
        with pytest.raises(PermissionDenied):
            actions.adopt(wording, actor=person)

    assert Entry.objects.count() == before
    assert Wording.objects.get().state == "draft"


def test_an_agreement_remembers_the_version_it_was_written_from(granted, clerk, head):
    place = granted.competition.municipality
    wording = actions.adopt(written(place, clerk), actor=head)

    agreement = actions.draft_agreement(granted, actor=clerk)
    actions.adopt(written(place, clerk, "Башка: {грант}"), actor=head)

    agreement = Agreement.objects.get(pk=agreement.pk)
    assert (agreement.wording, agreement.is_as_worded) == (wording, True)
    assert agreement.text_in("ru") == "Грант: 50\xa0000\xa0сом (пятьдесят тысяч сомов)"
    assert agreement.text_in("ky") == "Грант: 50\xa0000\xa0сом (элүү миң сом)"


# --- pages


def test_the_pages_of_a_wording(town, clerk, head, client):
    client.force_login(clerk)
    texts = {"text_ky": "Грант: {грант}", "text_ru": "Сумма: {сума}"}

    spoilt = client.post(reverse("wording_begin", args=[town.pk]), texts).content.decode()
    assert "there is no field “сума”" in spoilt
    assert "Сумма: {сума}" in spoilt
    client.post(reverse("wording_begin", args=[town.pk]), texts | {"text_ru": "{грант}"})
    wording = Wording.objects.get()
    client.post(
        reverse("wording_edit_wording", args=[wording.pk]),
        {"text_ky": "Грант – {грант}\r\nБүттү", "text_ru": "Грант – {грант}\r\nВсё"},
    )
    client.force_login(head)
    client.post(reverse("wording_adopt", args=[wording.pk]))

    wording = Wording.objects.get()
    assert (wording.state, wording.text_ky) == ("adopted", "Грант – {грант}\nБүттү")


def test_a_wording_is_tried_on_ones_own_awards_only(granted, clerk, client):
    wording = written(granted.competition.municipality, clerk)
    other = factories.competition(
        factories.municipality(soate="41700000000001"), state="published", rows=False
    )
    type(granted).objects.filter(pk=granted.pk).update(competition=other)
    client.force_login(clerk)

    for asked in (granted.pk, 999999, "x", ""):
        answer = client.get(f"{wording.get_absolute_url()}?award={asked}")
        assert answer.status_code == (404 if isinstance(asked, int) else 200)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_count(town, clerk, head, client, count):
    for _place in range(count):
        actions.adopt(written(town, clerk), actor=head)
    client.force_login(clerk)
    client.get(reverse("wording_list"))

    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(reverse("wording_list"))

    assert len(queries) == 6
