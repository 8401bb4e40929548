from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import RequestFactory
from django.utils import timezone, translation
from django.utils.formats import date_format, number_format

from audit import clock
from competitions import actions
from competitions.choices import CompetitionState
from tests import factories


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def drawn(source, request=None, **context):
    return engines["django"].from_string(source).render(context, request).strip()


def asked_by(person, page="/"):
    request = RequestFactory().get(page)
    request.user = person
    return request


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (Decimal(200000), '<span class="figure">200\xa0000\xa0som</span>'),
        (Decimal("1200.50"), '<span class="figure">1\xa0200,50\xa0som</span>'),
        (Decimal("-5.00"), '<span class="figure">−5\xa0som</span>'),
        (0, '<span class="figure">0\xa0som</span>'),
        (None, "–"),
        ("", "–"),
    ],
)
def test_money(amount, said):
    assert drawn("{% money amount %}", amount=amount) == said


def test_money_with_its_tyiyn_always():
    assert (
        drawn("{% money amount exact=True %}", amount=5)
        == '<span class="figure">5,00\xa0som</span>'
    )


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{{ value|figure }}", "1\xa0234,50"),
        ("{{ value|figure:2 }}", "1\xa0234,50"),
        ("{{ value|figure:0 }}", "1\xa0234"),
        ("{{ value|som }}", "1\xa0234,50 som"),
        ("{{ nothing|figure }}", "–"),
        ("{{ nothing|som }}", "–"),
    ],
)
def test_figures(source, said):
    assert drawn(source, value=Decimal("1234.5"), nothing=None) == said


def test_a_moment_has_its_minute_and_may_name_its_zone():
    value = datetime(2026, 11, 21, 8, 5, tzinfo=UTC)
    frame = '<time datetime="2026-11-21T14:05+06:00">{}</time>'

    assert drawn("{% moment value %}", value=value) == frame.format("21.11.2026\xa014:05")
    assert drawn("{% moment value zone=True %}", value=value) == frame.format(
        "21.11.2026\xa014:05, Bishkek time"
    )
    assert drawn("{% moment value %}", value=None) == "–"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (date(2026, 11, 21), '<time datetime="2026-11-21">21.11.2026</time>'),
        # Near midnight the day is Bishkek's, not Greenwich's.
        (
            datetime(2026, 11, 20, 20, 0, tzinfo=UTC),
            '<time datetime="2026-11-21">21.11.2026</time>',
        ),
        (None, "–"),
    ],
)
def test_a_day(value, said):
    assert drawn("{% day value %}", value=value) == said


def test_a_day_in_words():
    with translation.override("ky"):
        said = drawn('{% day value "long" %}', value=date(2026, 11, 21))

    assert said == '<time datetime="2026-11-21">2026-жылдын 21-ноябры</time>'


def test_the_other_language_is_marked():
    thing = SimpleNamespace(title_ky="", title_ru="Мост <b>")

    with translation.override("ru"):
        assert drawn('{% pick thing "title" %}', thing=thing) == "Мост &lt;b&gt;"
    with translation.override("ky"):
        marked = drawn('{% pick thing "title" %}', thing=thing)
    assert marked.startswith('<span lang="ru">Мост &lt;b&gt;</span> <small class="other-tongue">(')
    assert drawn('{{ thing|picked:"title" }}', thing=thing) == "Мост &lt;b&gt;"


@pytest.mark.parametrize("tone", ["neutral", "waiting", "good", "bad", "done"])
def test_a_badge_has_a_word_and_a_shape(tone):
    badge = drawn("{% badge word tone %}", word="a <word>", tone=tone)

    assert f'class="state state-{tone}"' in badge
    assert "<svg" in badge
    assert "a &lt;word&gt;" in badge


def test_shapes_differ_where_colours_do():
    shapes = {
        drawn("{% badge word tone %}", word="", tone=tone).replace(tone, "")
        for tone in ("neutral", "waiting", "good", "bad", "done")
    }

    assert len(shapes) == 5


def test_a_state_is_told_by_its_word(call):
    badge = drawn("{% state_badge call %}", call=call)

    assert str(CompetitionState.ANNOUNCED.label) in badge
    assert f"state-{getattr(CompetitionState.ANNOUNCED, 'tone', 'neutral')}" in badge


@pytest.mark.urls("tests.ui.urls")
def test_the_act_bar_greys_what_must_wait_and_says_why(call, clerk):
    bar = drawn("{% act_bar call %}", asked_by(clerk), call=call)

    assert bar.count("<a ") == 1
    assert f'<a class="act act-waits" href="/calls/{call.pk}/close-reception/">' in bar
    assert "<details" in bar


@pytest.mark.urls("tests.ui.urls")
def test_the_act_bar_opens_what_can_be_done(call, clerk, head):
    with clock.at(factories.at(4, 21)):
        bar = drawn("{% act_bar call %}", asked_by(clerk), call=call)

    assert (
        f'<a class="act act-main" href="/calls/{call.pk}/close-reception/">Close the reception</a>'
        in bar
    )
    assert "<details" not in bar
    assert "close-reception" not in drawn("{% act_bar call %}", asked_by(head), call=call)


def test_the_act_bar_is_not_drawn_for_those_who_may_nothing(call, neighbour):
    assert drawn("{% act_bar call %}", asked_by(neighbour), call=call) == ""
    assert drawn("{% act_bar call %}", asked_by(AnonymousUser()), call=call) == ""


def test_the_timeline_tells_newest_first(call, clerk):
    with clock.at(factories.at(4, 21)):
        actions.close_reception(call, actor=clerk)

    story = drawn("{% timeline call %}", call=call)

    assert "Reception closed" in story
    assert clerk.name in story
    assert "21.04.2026\xa012:00" in story
    assert (
        drawn("{% timeline entries %}", entries=[])
        == '<p class="quiet">Nothing has happened yet.</p>'
    )


@pytest.mark.urls("tests.ui.urls")
@pytest.mark.parametrize(
    ("person", "shown"),
    [("applicant", ["/own/", "/calls/"]), ("auditor", ["/own/", "/calls/", "/journal/"])],
)
def test_the_way_is_shown_by_office(request, person, shown):
    page = drawn("{% nav %}", asked_by(request.getfixturevalue(person), "/calls/7/"))

    assert [part.split('"')[0] for part in page.split('href="')[1:]] == shown * 2
    assert page.count('aria-current="page"') == 2
    assert "<summary>Menu: Calls</summary>" in page
    assert '<a href="/calls/" aria-current="page">' in page


def test_no_way_is_shown_to_a_stranger():
    assert drawn("{% nav %}", asked_by(AnonymousUser())) == ""
    assert drawn("{% nav %}") == ""


def test_drawings_speak_the_language_of_drawings():
    with translation.override("ru"):
        page = drawn("{% share part whole %}", part=3, whole=8)

    assert 'width="37.50"' in page
    assert "37,5 %" in page


def test_a_stack_has_its_figures_beside_it():
    pairs = [("Local budget", Decimal(200000)), ("Residents <b>", Decimal("50000.50"))]

    page = drawn("{% stacked_bar pairs %}", pairs=pairs)

    assert page.count('<rect class="shade-1"') == 2
    assert "Residents &lt;b&gt;" in page
    assert "250\xa0000,50\xa0som" in page
    assert drawn("{% stacked_bar pairs %}", pairs=[]) == ""


def test_contributions_on_one_scale():
    page = drawn("{% progress 100 80 20 %}")

    assert [word in page for word in ("Promised", "Confirmed", "Used", "20,0 %")] == [True] * 4


def test_the_calendar_says_in_words_what_the_line_shows():
    points = [("Opens", factories.NOON), ("Closes", date(2026, 5, 1))]

    page = drawn("{% calendar_line points %}", points=points)

    assert "01.05.2026" in page
    assert "Bishkek time" in page
    assert drawn("{% calendar_line points %}", points=[]) == ""


def test_points_are_told_to_those_who_do_not_see_them():
    assert "3; 7; 8,50" in drawn(
        "{% dot_strip points 0 10 mean=6 %}", points=[7, 3, Decimal("8.5")]
    )


def test_fixed_words_follow_the_language():
    fixed, given = (
        '{% translate "State" %}|{% translate "100% sure" as said %}',
        "{% translate words %}",
    )
    source = engines["django"].from_string(fixed + "{{ said }}|" + given)
    said = []
    for language in ("en", "ky", "en"):
        with translation.override(language):
            said.append(source.render({"words": "Number"}))

    assert said == ["State|100% sure|Number", "Абалы|100% sure|Номери", "State|100% sure|Number"]


def test_a_badge_follows_the_language(call):
    said = []
    for language in ("en", "ky", "en"):
        with translation.override(language):
            said.append(drawn("{% state_badge call %}", call=call))

    assert said[0] == said[2] != said[1]


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
@pytest.mark.parametrize(
    "amount", ["0", "-0.004", "7", "1200.5", "-1234567.89", "999999999.995", "0.015"]
)
def test_figures_are_written_as_the_formats_of_the_language_say(language, amount):
    amount = Decimal(amount)
    with translation.override(language):
        said = drawn("{{ amount|figure:2 }}", amount=amount)
        asked = number_format(round(amount, 2), decimal_pos=2, force_grouping=True)

    assert said == asked.replace("-", "−")


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_days_are_written_as_the_formats_of_the_language_say(language):
    value = datetime(2026, 3, 1, 18, 5, tzinfo=UTC)
    local = timezone.localtime(value)
    with translation.override(language):
        said = drawn("{% day value %} {% moment value %}", value=value).replace("\xa0", " ")
        asked = date_format(local, "SHORT_DATE_FORMAT"), date_format(local, "DATETIME_FORMAT")

    assert [f">{words}<" in said for words in asked] == [True, True]


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("nothing", None, '<span class="quiet">–</span>'),
        ("money", Decimal("1200.5"), '<span class="figure">1\xa0200,50\xa0som</span>'),
        ("figure", Decimal("6.000"), '<span class="figure">6</span>'),
        ("day", date(2026, 6, 1), '<time datetime="2026-06-01">01.06.2026</time>'),
        ("words", "бир\n<b>эки", "бир<br>&lt;b&gt;эки"),
    ],
)
def test_an_answer_is_written_by_its_kind(kind, value, said):
    answer = SimpleNamespace(value=value, kind=kind)

    assert drawn("{% answered answer %}", answer=answer) == said
