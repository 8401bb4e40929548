"""The commission against the municipality's minimums, and its changes by later orders."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from audit import post
from audit.acts import Refused
from audit.models import Entry, Notice
from competitions import actions, rules
from competitions.forms import EditSeatForm, ReplaceForm, SlipsForm, TermsPartForm
from competitions.models import Competition, Regulation, Seat
from tests import factories

pytestmark = pytest.mark.django_db

ORDER = {"order_number": "9", "order_on": date(2026, 4, 8), "reason": "Көчүп кетти"}


def made_of(call):
    return Competition.objects.get(pk=call.pk).composition()


def check(call, name):
    (found,) = [check for check in made_of(call).checks if check.name == name]
    return (found.figure, found.needed, found.is_met)


def at_work(call, **terms):
    Competition.objects.filter(pk=call.pk).update(
        state="scoring", scoring_opened_at=factories.NOON, **terms
    )
    return Competition.objects.get(pk=call.pk)


@pytest.fixture
def seat_of(commission):
    return lambda person: Seat.objects.get(competition=commission, user=person)


# --- the figures


def test_where_the_municipality_sets_none_nothing_is_claimed(commission):
    assert check(commission, "minimum_women")[1:] == ("", False)
    assert check(commission, "minimum_outside")[1:] == ("", False)
    assert made_of(commission).unmet == []


def test_the_share_of_women_is_of_the_members_and_exact(commission, member, seat_of):
    """Four members; the alternate is none before he is called."""
    Seat.objects.filter(pk=seat_of(member).pk).update(sex="male")
    Competition.objects.update(minimum_women=Decimal(75), minimum_outside=1)
    assert check(commission, "minimum_women") == ("3 of 4 = 75 %", "at least 75 % are needed", True)
    assert check(commission, "minimum_outside") == ("0", "at least 1 are needed", False)

    Competition.objects.update(minimum_women=Decimal("75.01"))
    assert check(commission, "minimum_women")[2] is False
    assert (made_of(commission).members, made_of(commission).alternates) == (4, 1)


def test_a_third_is_no_more_than_a_third(call, member, second_member, chair):
    for person, sex in ((chair, "male"), (member, "male"), (second_member, "female")):
        factories.seat(call, person, "member", sex=sex)
    Competition.objects.update(minimum_women=Decimal("33.34"))

    assert check(call, "minimum_women") == (
        "1 of 3 = 33,33 %",
        "at least 33,34 % are needed",
        False,
    )


def test_a_sex_not_told_is_named_beside_the_share(commission, member, seat_of):
    Seat.objects.filter(pk=seat_of(member).pk).update(sex="")

    assert check(commission, "minimum_women")[0] == "3 of 4 = 75 % (sex not told: 1)"


def test_an_empty_commission_meets_nothing(call):
    Competition.objects.update(minimum_women=Decimal(0))

    assert check(call, "minimum_women") == ("–", "at least 0 % are needed", False)
    assert check(call, "chair") == ("no chair yet", "one is needed", False)


def test_the_minimums_are_copied_frozen_and_cited(town, clerk, head):
    regulation = factories.regulation(
        town, minimum_women=Decimal(30), minimum_outside=2, points={"minimum_women": "5.2"}
    )
    call = factories.competition(
        town, state="draft", announced_at=None, terms_version=0, regulation=regulation
    )
    call.terms_taken_from(regulation)
    call.save()
    announced = actions.announce(call, actor=head)

    facts = announced.versions.get().facts
    kept = [facts[name] for name in ("minimum_women", "minimum_outside", "composition_binds")]
    assert kept == ["30.00", 2, False]
    women = announced.composition().checks[1]
    assert (women.name, women.point) == ("minimum_women", "5.2")
    assert dict(announced.versions.get().shown())[
        "smallest share of women in the commission, percent"
    ] == ["30"]


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("minimum_women", "", None),
        ("minimum_women", "33,5", Decimal("33.5")),
        ("minimum_outside", "", None),
        ("minimum_outside", "3", Decimal(3)),
    ],
)
def test_a_minimum_may_be_left_empty(call, name, typed, kept):
    form = TermsPartForm({name: typed}, subject=call, part="scoring")
    form.is_valid()

    assert form.cleaned_data["values"][name] == kept


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("minimum_women", "101"),
        ("minimum_women", "-1"),
        ("minimum_women", "many"),
        ("minimum_outside", "0"),
        ("minimum_outside", "-1"),
        ("minimum_outside", "51"),
        ("minimum_outside", "1,5"),
    ],
)
def test_a_minimum_typed_badly(call, name, typed):
    form = TermsPartForm({name: typed}, subject=call, part="scoring")

    assert name in form.errors


def test_what_is_not_set_is_said_so(call):
    assert call.shown("minimum_women") == "not set"
    assert call.shown("minimum_outside") == "not set"


# --- where the regulation binds


def test_a_binding_minimum_stands_before_the_scoring(commission):
    Competition.objects.update(minimum_outside=1)
    call = Competition.objects.get(pk=commission.pk)
    assert rules.commission_is_seated.faults(call) == []

    call.composition_binds = True
    assert rules.commission_is_seated.faults(call) == ["Outside members: 0; at least 1 are needed."]


def test_a_change_that_breaks_a_binding_minimum_is_refused(
    commission, clerk, member, applicant, seat_of
):
    Regulation.objects.update(points={"minimum_women": "5.2"})
    call = at_work(commission, minimum_women=Decimal(100), composition_binds=True)
    before = Entry.objects.count()

    with pytest.raises(Refused) as man:
        actions.seat(call, actor=clerk, user=applicant, role="member", sex="male", **ORDER)
    with pytest.raises(Refused) as few:
        actions.release(seat_of(member), actor=clerk, **ORDER)

    assert man.value.reasons == [
        "After this change: Women: 4 of 5 = 80 %; at least 100 % are needed. (Regulation, 5.2.)"
    ]
    assert few.value.reasons == ["After this change: Members who score: 2; at least 3 are needed."]
    assert Entry.objects.count() == before


def test_the_same_change_only_warns_where_it_does_not_bind(commission, clerk, applicant, sign_in):
    call = at_work(commission, minimum_women=Decimal(100))
    browser, address = sign_in(clerk), reverse("seat_list", args=[call.pk])
    assert "falls short" not in browser.get(address).text

    actions.seat(call, actor=clerk, user=applicant, role="member", sex="male", **ORDER)

    page = browser.get(address).text
    assert "The commission falls short of its minimums." in page
    assert "Women: 4 of 5 = 80 %; at least 100 % are needed." in page


def test_what_falls_short_already_may_be_mended_step_by_step(commission, clerk, applicant):
    Seat.objects.update(sex="male")
    call = at_work(commission, minimum_women=Decimal(50), composition_binds=True)

    actions.seat(call, actor=clerk, user=applicant, role="member", sex="female", **ORDER)

    assert check(call, "minimum_women")[0] == "1 of 5 = 20 %"


def test_one_order_replaces_where_releasing_alone_would_break(
    commission, clerk, member, applicant, seat_of
):
    call = at_work(commission, minimum_women=Decimal(100), composition_binds=True)

    follower = actions.replace(seat_of(member), actor=clerk, user=applicant, sex="female", **ORDER)

    assert (follower.role, follower.replaces.user) == ("member", member)
    assert made_of(call).unmet == []


@pytest.mark.parametrize("who", ["chair", "head", "secretary", "member"])
def test_whoever_leads_sees_it_on_the_page_of_the_call(commission, who, request, sign_in):
    Competition.objects.update(minimum_outside=2)

    page = sign_in(request.getfixturevalue(who)).get(commission.get_absolute_url()).text

    assert "Outside members: 0; at least 2 are needed." in page


def test_the_public_reads_nothing_of_it(commission, applicant, sign_in):
    Competition.objects.update(minimum_outside=2)

    page = sign_in(applicant).get(commission.get_absolute_url()).text

    assert "The commission falls short" not in page


def test_the_page_of_releasing_shows_what_would_be_left(
    commission, clerk, member, sign_in, seat_of
):
    Competition.objects.update(minimum_members=3)
    page = sign_in(clerk).get(reverse("seat_release", args=[seat_of(member).pk])).text

    facts = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "Members who score 2; at least 3 are needed not met" in facts


# --- changes during the work


def test_a_change_keeps_its_order_its_people_and_its_reason(
    commission, clerk, member, applicant, sign_in, seat_of
):
    call = at_work(commission)
    follower = actions.replace(
        seat_of(member), actor=clerk, user=applicant, represents="Жаштар", **ORDER
    )

    old = Seat.objects.get(user=member)
    assert (old.state, old.released_order_number, old.released_order_on, old.released_reason) == (
        "released",
        "9",
        date(2026, 4, 8),
        "Көчүп кетти",
    )
    assert (follower.order_number, follower.reason, follower.seated_at) == (
        "9",
        "Көчүп кетти",
        factories.NOON,
    )
    seated, released = Entry.objects.order_by("pk")
    assert [(one.act, one.note) for one in (seated, released)] == [
        ("competitions.seat", "Көчүп кетти"),
        ("competitions.release", "Көчүп кетти"),
    ]
    page = sign_in(clerk).get(reverse("seat_list", args=[call.pk]))
    (change,) = page.context["changes"]
    assert (change["gone"], change["come"], change["number"]) == (member, applicant, "9")
    assert f"instead of {member.name}" in page.text


def test_who_came_without_replacing_anybody_is_a_change_too(commission, clerk, applicant, sign_in):
    call = at_work(commission)
    actions.seat(call, actor=clerk, user=applicant, role="member", **ORDER)

    page = sign_in(clerk).get(reverse("seat_list", args=[call.pk]))

    assert [(row["gone"], row["come"]) for row in page.context["changes"]] == [(None, applicant)]


def test_no_change_during_the_work_goes_without_a_reason(
    commission, clerk, member, applicant, seat_of
):
    call = at_work(commission)
    silent = ORDER | {"reason": " "}

    for deed in (
        lambda: actions.seat(call, actor=clerk, user=applicant, role="member", **silent),
        lambda: actions.release(seat_of(member), actor=clerk, **silent),
        lambda: actions.replace(seat_of(member), actor=clerk, user=applicant, **silent),
    ):
        with pytest.raises(ValidationError) as fault:
            deed()
        assert "reason" in fault.value.message_dict
    assert Entry.objects.count() == 0
    assert Seat.objects.filter(state="seated").count() == 5


def test_a_chair_is_replaced_in_one_moment(commission, clerk, chair, applicant, seat_of):
    call = at_work(commission)

    actions.replace(seat_of(chair), actor=clerk, user=applicant, **ORDER)

    held = Competition.objects.get(pk=call.pk)
    assert held.has_seat(applicant, "chair")
    assert not held.has_seat(chair)


def test_who_leads_is_told_of_the_change_and_of_what_it_breaks(
    commission, clerk, member, applicant, chair, secretary, head, seat_of
):
    at_work(commission, minimum_outside=1)
    actions.replace(seat_of(member), actor=clerk, user=applicant, **ORDER)

    told = Notice.objects.filter(template="competitions/commission_changed", channel="in_app")
    assert set(told.values_list("recipient__name", flat=True)) == {
        chair.name,
        secretary.name,
        head.name,
    }
    letter = told.first()
    assert (letter.facts["gone"], letter.facts["come"]) == (member.name, applicant.name)
    (short,) = letter.facts["short_ru"]
    body = post.words(letter).body
    assert "Көчүп кетти" in body
    assert f"– {short}" in body


def test_before_the_scoring_nobody_is_told_of_a_change(commission, clerk, applicant):
    actions.seat(commission, actor=clerk, user=applicant, role="member", **ORDER)

    assert not Notice.objects.filter(template="competitions/commission_changed").exists()


@pytest.mark.parametrize("who", ["head", "chair", "secretary", "neighbour", "applicant", "rival"])
def test_replacing_is_the_clerks(who, commission, member, rival, request, seat_of):
    with pytest.raises(PermissionDenied):
        actions.replace(seat_of(member), actor=request.getfixturevalue(who), user=rival, **ORDER)

    assert Entry.objects.count() == 0
    assert Seat.objects.count() == 5


def test_nobody_is_replaced_twice_or_by_himself(
    commission, clerk, member, applicant, rival, seat_of
):
    old = seat_of(member)
    with pytest.raises(ValidationError):
        actions.replace(old, actor=clerk, user=member, **ORDER)
    actions.replace(old, actor=clerk, user=applicant, **ORDER)

    with pytest.raises(Refused):
        actions.replace(old, actor=clerk, user=rival, **ORDER)

    assert Seat.objects.filter(state="seated").count() == 5


def test_the_office_is_no_outside_member(call, clerk, head):
    with pytest.raises(ValidationError) as fault:
        actions.seat(call, actor=clerk, user=head, role="member", is_outside=True, **ORDER)

    assert fault.value.message_dict == {
        "is_outside": ["This person holds an office here: not an outside member."]
    }


def test_a_wrong_entry_is_corrected_and_the_figures_follow(
    commission, clerk, member, seat_of, sign_in
):
    sent = {"represents": "Жаштар", "sex": "male", "is_outside": "on"}

    sign_in(clerk).post(reverse("seat_edit", args=[seat_of(member).pk]), sent)

    seat = seat_of(member)
    assert (seat.represents, seat.sex, seat.is_outside, seat.order_number) == (
        "Жаштар",
        "male",
        True,
        "7",
    )
    assert check(commission, "minimum_women")[0] == "3 of 4 = 75 %"
    assert check(commission, "minimum_outside")[0] == "1"


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"user": ""}, "user"),
        ({"sex": "x"}, "sex"),
        ({"represents": "я" * 201}, "represents"),
        ({"order_number": ""}, "order_number"),
        ({"order_on": "2026-04-11"}, "order_on"),
        ({"reason": ""}, "reason"),
        ({"reason": "я" * 1001}, "reason"),
    ],
)
def test_a_replacement_typed_badly(applicant, changed, where):
    good = {
        "user": applicant.phone,
        "order_number": "9",
        "order_on": "2026-04-08",
        "reason": "Көчтү",
    }

    assert ReplaceForm(good).is_valid()
    assert list(ReplaceForm(good | changed).errors) == [where]


def test_a_correction_typed_badly(commission, member, seat_of):
    assert list(EditSeatForm({"sex": "x"}, subject=seat_of(member)).errors) == ["sex"]


# --- slips for the whole commission


def test_slips_for_all_seats_are_printed_at_once(
    commission, clerk, chair, member, sign_in, seat_of
):
    browser, address = sign_in(clerk), reverse("seat_slips", args=[commission.pk])
    form = browser.get(address).context["form"]
    assert len(form.fields["seats"].initial) == 5

    chosen = [seat_of(person).pk for person in (chair, member)]
    answer = browser.post(address, {"seats": chosen})

    codes = set(re.findall(r'class="code">([A-Z0-9-]+)<', answer.text))
    assert len(codes) == 2
    assert chair.slips.count() == member.slips.count() == 1
    assert "no-store" in answer["Cache-Control"]
    assert [entry.act for entry in Entry.objects.all()] == ["accounts.issue_slip"] * 2


def test_no_slip_for_who_holds_an_office_or_no_seat_here(town, call, clerk, head, applicant, chair):
    other = factories.seat(factories.competition(town), applicant)
    seats = [factories.seat(call, head), other]
    form = SlipsForm({"seats": [seat.pk for seat in seats]}, subject=call)
    assert not form.is_valid()

    with pytest.raises(ValidationError):
        actions.issue_slips(call, actor=clerk, seats=[other])
    with pytest.raises(PermissionDenied):
        actions.issue_slips(call, actor=chair, seats=[factories.seat(call, applicant)])
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("seats", [1, 3])
def test_the_page_of_the_commission_asks_the_same_whatever_its_size(
    call, clerk, sign_in, seats, django_assert_num_queries
):
    for number in range(seats):
        factories.seat(call, factories.user(f"Мүчө {number}"))
    browser, address = sign_in(clerk), reverse("seat_list", args=[call.pk])
    browser.get(address)

    with django_assert_num_queries(6):
        browser.get(address)
