from datetime import timedelta

import pytest

from applications.choices import ApplicationState
from applications.models import Application, Enclosure, Envelope, Version
from audit import clock
from tests import factories
from tests.applications.conftest import PEOPLE

OFFICE = {"clerk", "second_clerk", "head", "auditor"}


@pytest.fixture
def rows(call, checking, applicant, rival, other_town):
    """Applications of every kind of interest, by name."""
    elsewhere = factories.competition(other_town)
    made = {
        "own_draft": factories.application(call, applicant, title="own_draft"),
        "own_received": factories.application(
            checking, applicant, state="submitted", title="own_received"
        ),
        "rivals_draft": factories.application(call, rival, title="rivals_draft"),
        "rivals_received": factories.application(
            checking, rival, state="declined", title="rivals_received"
        ),
        "paper": factories.application(call, None, route="paper", number=90, title="paper"),
        "elsewhere": factories.application(elsewhere, rival, state="submitted", title="elsewhere"),
    }
    for row in made.values():
        Application.objects.filter(pk=row.pk).update(search=row.fold_words())
    return made


def titles(queryset):
    return set(queryset.values_list("title", flat=True))


HANDED_IN = {"own_received", "rivals_received", "paper"}
SEEN = {
    **{name: set() for name in PEOPLE},
    **dict.fromkeys(OFFICE, HANDED_IN),
    "auditor": HANDED_IN | {"elsewhere"},  # of the whole rayon
    "applicant": {"own_draft", "own_received"},
    "rival": {"rivals_draft", "rivals_received", "elsewhere"},
    "neighbour": {"elsewhere"},
}


@pytest.mark.parametrize("name", PEOPLE)
def test_visible_to(name, rows, everyone):
    assert titles(Application.objects.visible_to(everyone[name])) == SEEN[name]


def test_visible_to_nobody_signed_out(rows):
    class Anonymous:
        is_authenticated = False

    for model in (Application, Enclosure, Envelope, Version):
        assert list(model.objects.visible_to(Anonymous())) == []


@pytest.mark.parametrize("name", PEOPLE)
def test_in_register(name, rows, everyone):
    expected = SEEN[name] if name in OFFICE | {"neighbour"} else set()

    assert titles(Application.objects.in_register(everyone[name])) == expected


def test_of_office_is_not_for_auditors(rows, everyone):
    assert titles(Application.objects.of_office(everyone["clerk"])) == HANDED_IN
    assert titles(Application.objects.of_office(everyone["auditor"])) == set()


def test_a_member_sees_the_application_only_when_confirmed(rows):
    seen = factories.user("Биринчи")
    unseen = factories.user("Экинчи", confirmed_at=None)
    factories.member(rows["own_draft"], phone=seen.phone)
    factories.member(rows["own_draft"], phone=unseen.phone)
    Application.objects.filter(title="rivals_draft").update(representative_phone=seen.phone)

    assert titles(Application.objects.visible_to(seen)) == {"own_draft", "rivals_draft"}
    assert titles(Application.objects.of_person(unseen)) == set()


def test_whoever_may_act_can_see(rows, everyone):
    """The chair applies decisions through the pages of the commission; the clock opens no page."""
    from_here = [name for name in PEOPLE if name not in ("chair", "clock_user")]
    for row in Application.objects.all():
        for name in from_here:
            person = everyone[name]
            able = [
                edge for edge in row.get_all_state_transitions() if edge.permission(row, person)
            ]
            outside = row.state == ApplicationState.DRAFT and not row.is_paper and name in OFFICE
            if able and not outside:
                assert Application.objects.visible_to(person).filter(pk=row.pk).exists(), (
                    row.title,
                    name,
                )


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("RIVALS_received", {"rivals_received"}),
        ("  own_received  ЖАШ ", {"own_received"}),
        ("жаңы-айыл", HANDED_IN),
        ("жаны айыл", HANDED_IN),
        ("№ 90", {"paper"}),
        ("90", {"paper"}),
        ("9" * 30, set()),
        ("жок", set()),
        ("", HANDED_IN),
    ],
)
def test_search(words, found, rows, clerk):
    assert titles(Application.objects.in_register(clerk).search(words)) == found


def test_adjectives(checking, applicant):
    for state in ApplicationState:
        factories.application(
            checking,
            applicant,
            state=state,
            title=state,
            returned_until=factories.NOON if state == "returned" else None,
        )
    factories.application(checking, None, route="paper", number=500, title="unkeyed")

    assert titles(Application.objects.received()) == {*ApplicationState} - {"draft", "discarded"}
    assert titles(Application.objects.unchecked()) == {"submitted", "returned"}
    assert titles(Application.objects.waiting_for_check()) == {"submitted", "returned", "unkeyed"}
    assert titles(Application.objects.checked()) == {"admitted", "declined"}
    assert titles(Application.objects.admitted()) == {"admitted"}
    assert titles(Application.objects.lapsed()) == set()
    with clock.at(factories.NOON + timedelta(seconds=1)):
        assert titles(Application.objects.lapsed()) == {"returned"}


def test_files_and_versions_are_seen_with_their_application(rows, everyone, clerk):
    Version.objects.create(
        application=rows["own_received"], number=1, facts={}, sha256="", made_at=factories.NOON
    )
    factories.envelope(rows["paper"], clerk)
    expected = dict.fromkeys(PEOPLE, (0, 0, 0)) | dict.fromkeys(OFFICE, (3, 1, 1))
    expected |= {
        "auditor": (4, 1, 1),
        "applicant": (2, 1, 0),
        "rival": (3, 0, 0),
        "neighbour": (1, 0, 0),
    }

    assert {
        name: tuple(
            model.objects.visible_to(everyone[name]).count()
            for model in (Enclosure, Version, Envelope)
        )
        for name in PEOPLE
    } == expected


@pytest.mark.parametrize(("handed_in_between", "seen"), [(True, 1), (False, 0)])
def test_a_file_taken_out_is_seen_only_when_it_was_handed_in(
    handed_in_between, seen, draft, applicant
):
    minute = factories.NOON if handed_in_between else factories.NOON - timedelta(days=9)
    Version.objects.create(application=draft, number=1, facts={}, sha256="", made_at=minute)
    draft.enclosures.update(removed_at=factories.NOON + timedelta(hours=1))

    assert Enclosure.objects.visible_to(applicant).count() == seen
