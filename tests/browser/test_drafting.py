"""A draft in a real browser: saved by itself, kept without a link, never overwritten, reckoned."""

import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from applications import actions
from applications.arithmetic import line_amount
from applications.forms.rows import BudgetRow
from applications.models import Application
from audit import clock
from tests import factories
from tests.browser.person import PHONE, Person, rows
from tests.browser.played import PlayedTime
from ui.pasting import columns_of, read

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OFFLINE = "No link. What you typed is kept in this browser and will be sent when the link returns."
SAVED = "Saved at 12:00."


@pytest.fixture
def draft(site: str) -> Application:
    PlayedTime.moment = factories.NOON
    with clock.at(factories.NOON):
        town = factories.municipality()
        call = factories.competition(town, minimum_share=Decimal(20))
        factories.rate(call, amount=Decimal("812.50"))
        draft = factories.application(call, factories.user("Абдылдаева Гүлнара"))
        partner = factories.user("Токтосунова Айжан")
        draft.members.update(phone=partner.phone)
    return draft


@pytest.fixture
def sitting(person: Any, site: str) -> Callable[..., Person]:
    """Somebody already signed in, before a browser that reads English."""

    def make(who: Any, **context: Any) -> Person:
        someone = person(who.phone, **context)
        enter(someone, who)
        return someone

    return make


def enter(someone: Person, who: Any) -> None:
    inside = Client()
    inside.force_login(who, backend="accounts.backends.PhoneOrEmailBackend")
    cookies = {
        settings.LANGUAGE_COOKIE_NAME: "en",
        settings.SESSION_COOKIE_NAME: inside.cookies[settings.SESSION_COOKIE_NAME].value,
    }
    someone.context.add_cookies(
        [{"name": name, "value": value, "url": someone.site} for name, value in cookies.items()]
    )


@pytest.fixture
def applicant(sitting: Any, draft: Application) -> Person:
    return sitting(draft.applicant, viewport=PHONE)


@pytest.fixture
def partner(sitting: Any, draft: Application) -> Person:
    member = draft.members.get()
    return sitting(type(draft.applicant).objects.get(phone=member.phone))


def status(page: Page) -> Any:
    return page.locator("[data-keeping] [data-said]")


def leaves_the_tab(page: Page) -> None:
    """What the browser tells a page that is put aside; the page need not wait to be idle."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def kept(page: Page) -> list[str]:
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('draft:'))")


def keeps(page: Page, draft: Application, words: str, *, days: int = 0) -> None:
    """What the applicant typed without a link, so many days ago."""
    page.evaluate(
        """([key, text, days]) => {
            const at = Date.now() - days * 24 * 3600 * 1000;
            localStorage.setItem(key, JSON.stringify({at, seen: "0", text, lost: null}));
        }""",
        [f"draft:{draft.applicant_id}:{draft.pk}:participation", words, days],
    )


def unlinked(someone: Person) -> None:
    someone.context.set_offline(True)


def linked(someone: Person) -> None:
    someone.context.set_offline(False)
    # A browser complains of every try without a link.
    someone.complaints[:] = [one for one in someone.complaints if "ERR_INTERNET" not in one]


def text(draft: Application) -> Application:
    return Application.objects.get(pk=draft.pk)


# --- saved by itself


def test_some_seconds_after_the_last_word_the_page_is_saved(
    applicant: Person, draft: Application
) -> None:
    applicant.open("application_edit", draft.pk, "participation")
    applicant.types({"participation": "Ашарга чыгабыз"})
    applicant.page.wait_for_timeout(500)
    assert len(kept(applicant.page)) == 1

    expect(status(applicant.page)).to_have_text(SAVED, timeout=15_000)

    assert text(draft).participation == "Ашарга чыгабыз"
    assert kept(applicant.page) == []
    applicant.presses()
    assert text(draft).part_versions == {"participation": 1}


def test_what_is_not_right_yet_stays_in_the_browser_without_a_red_word(
    applicant: Person, draft: Application
) -> None:
    applicant.open("application_edit", draft.pk, "beneficiaries")
    applicant.types({"households": "130", "women": "үч жүз"})

    leaves_the_tab(applicant.page)

    expect(status(applicant.page)).to_have_text(
        "Saved at 12:00, except what is not complete yet and is kept in this browser: Women."
    )
    assert applicant.page.locator(".invalid-feedback, .error-summary").count() == 0
    assert (text(draft).households, text(draft).women) == (130, 300)
    applicant.page.reload()
    assert applicant.page.locator("[name=women]").input_value() == "үч жүз"


def test_going_on_by_a_link_takes_the_saved_page_along(
    applicant: Person, draft: Application
) -> None:
    applicant.open("application_edit", draft.pk, "participation")
    applicant.types({"participation": "Ашарга чыгабыз"})

    applicant.page.locator("p.back a").click()
    applicant.page.wait_for_url("**/tasks/")

    assert text(draft).participation == "Ашарга чыгабыз"
    assert kept(applicant.page) == []
    assert "Saved by Абдылдаева Гүлнара" in applicant.reads()


# --- the link is gone


def test_the_link_is_cut_in_the_middle_and_comes_back(
    applicant: Person, draft: Application
) -> None:
    applicant.open("application_edit", draft.pk, "participation")
    applicant.types({"participation": "Ашарга"})
    unlinked(applicant)
    applicant.types({"participation": "Ашарга чыгабыз", "sustainability": "Мектеп карайт"})

    leaves_the_tab(applicant.page)
    expect(status(applicant.page)).to_have_text(OFFLINE)
    applicant.presses()
    expect(status(applicant.page)).to_have_text(OFFLINE)
    assert applicant.page.locator("[name=sustainability]").input_value() == "Мектеп карайт"
    assert text(draft).sustainability == "Тургундар карайт"
    linked(applicant)

    expect(status(applicant.page)).to_have_text(SAVED, timeout=15_000)
    assert (text(draft).participation, text(draft).sustainability) == (
        "Ашарга чыгабыз",
        "Мектеп карайт",
    )
    assert text(draft).part_versions == {"participation": 1}
    applicant.presses()
    assert "/edit/budget/" in applicant.page.url
    linked(applicant)


def test_a_closed_tab_gives_back_what_was_typed(applicant: Person, draft: Application) -> None:
    applicant.open("application_edit", draft.pk, "budget")
    unlinked(applicant)
    applicant.page.locator("[data-add-row]").click()
    applicant.types(rows("lines", [{}, {}, {}, {"title": "Кум", "unit": "т", "price": "көп"}]))
    applicant.page.wait_for_timeout(500)
    applicant.page.close()
    applicant.complaints.clear()
    linked(applicant)

    applicant.page = applicant.context.new_page()
    applicant.open("application_edit", draft.pk, "budget")

    assert applicant.page.locator("[name=lines-3-title]").input_value() == "Кум"
    assert applicant.page.locator("[name=lines-3-price]").input_value() == "көп"
    expect(status(applicant.page)).to_contain_text("is kept in this browser")
    applicant.page.locator("[name=lines-3-DELETE]").check()
    applicant.presses()
    assert draft.lines.count() == 2
    assert kept(applicant.page) == []


def test_what_came_back_can_be_thrown_away(applicant: Person, draft: Application) -> None:
    page = applicant.open("application_edit", draft.pk, "participation").page
    keeps(page, draft, "participation=Эски&sustainability=")
    page.reload()
    assert page.locator("[name=participation]").input_value() == "Эски"

    page.locator("button[data-drop]").click()
    page.wait_for_load_state()

    expect(page.locator("[name=participation]")).to_have_value("Ашар")
    assert kept(page) == []
    assert text(draft).part_versions == {}


def test_another_person_on_this_machine_sees_nothing_of_it(
    applicant: Person, draft: Application
) -> None:
    applicant.open("application_edit", draft.pk, "participation")
    keeps(applicant.page, draft, "participation=Менин сырым")
    enter(applicant, type(draft.applicant).objects.get(phone=draft.members.get().phone))

    applicant.open("application_edit", draft.pk, "participation")
    assert applicant.page.locator("[name=participation]").input_value() == "Ашар"
    applicant.page.locator(".person form button").click()
    applicant.page.wait_for_load_state()

    assert kept(applicant.page) == []
    assert text(draft).part_versions == {}


def test_signed_out_in_another_tab_nothing_is_lost(applicant: Person, draft: Application) -> None:
    applicant.open("application_edit", draft.pk, "participation")
    applicant.types({"participation": "Ашарга чыгабыз"})
    applicant.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    applicant.presses()

    expect(status(applicant.page)).to_contain_text("You are signed out.")
    enter(applicant, draft.applicant)
    applicant.page.reload()
    expect(status(applicant.page)).to_have_text(SAVED)
    assert text(draft).participation == "Ашарга чыгабыз"


# --- two people


def test_a_newer_text_is_never_overwritten(
    applicant: Person, partner: Person, draft: Application
) -> None:
    mine, hers = applicant.page, partner.page
    applicant.open("application_edit", draft.pk, "initiative")
    partner.does("application_edit", draft.pk, "initiative", title="Анын аталышы", village="Суу")
    unlinked(applicant)
    applicant.types({"title": "Менин аталышым"})
    linked(applicant)

    leaves_the_tab(mine)
    expect(status(mine)).to_contain_text("Somebody saved this page after you opened it.")
    assert text(draft).title == "Анын аталышы"
    mine.locator("button[name=compare]").click()
    mine.wait_for_load_state()

    shown = mine.locator("#comparison").inner_text()
    assert "Анын аталышы" in shown
    assert "Менин аталышым" in shown
    leaves_the_tab(mine)
    mine.wait_for_timeout(300)
    assert text(draft).title == "Анын аталышы"
    mine.locator("button[name=take][value=village]").click()
    mine.wait_for_load_state()
    applicant.presses()

    assert (text(draft).title, text(draft).village) == ("Менин аталышым", "Суу")
    assert kept(mine) == []
    assert "/edit/existing/" in mine.url
    assert "/edit/existing/" in hers.url


def test_a_press_on_an_older_page_shows_both(
    applicant: Person, partner: Person, draft: Application
) -> None:
    applicant.open("application_edit", draft.pk, "initiative")
    partner.does("application_edit", draft.pk, "initiative", title="Анын аталышы")

    applicant.types({"title": "Менин аталышым"})
    applicant.presses()

    assert "Анын аталышы" in applicant.page.locator("#comparison").inner_text()
    applicant.page.locator("#comparison a[data-drop]").click()
    applicant.page.wait_for_load_state()
    assert applicant.page.locator("[name=title]").input_value() == "Анын аталышы"
    assert kept(applicant.page) == []


# --- tables


def paste(page: Page, box: str, words: str) -> None:
    page.locator(box).evaluate(
        """(box, words) => {
            const data = new DataTransfer();
            data.setData("text/plain", words);
            const clipboard = {clipboardData: data, bubbles: true, cancelable: true};
            box.dispatchEvent(new ClipboardEvent("paste", clipboard));
        }""",
        words,
    )


def test_rows_are_pasted_from_a_spreadsheet(applicant: Person, draft: Application) -> None:
    page = applicant.open("application_edit", draft.pk, "budget").page
    lines = [
        f"Жыгач {number}\tдаана\t{number},5\t1 200,50\tсобственные денежные средства"
        for number in range(1, 9)
    ]

    paste(page, "[name=lines-2-title]", "\r\n".join([*lines, "Кум\tт\tкөп\t5\tқайдан"]))

    assert page.locator("tbody tr [name$='-title']").count() == 11
    assert page.locator("[name=lines-9-source]").input_value() == "cash"
    assert page.locator("[name=lines-10-quantity]").input_value() == "көп"
    assert page.locator("[name=lines-10-source]").input_value() == "қайдан"
    applicant.presses()
    assert "Row 11, Quantity: Write a figure, for example 12,5." in applicant.reads()
    applicant.types({"lines-10-quantity": "2", "lines-10-source": "grant"})
    applicant.presses()
    assert draft.lines.count() == 11


def test_more_rows_than_the_table_takes_are_said(applicant: Person, draft: Application) -> None:
    page = applicant.open("application_edit", draft.pk, "budget").page

    paste(page, "[name=lines-2-title]", "\n".join(["Кум\tт\t1\t1\tgrant"] * 120))

    assert (
        page.locator("main").get_by_text("That is more than the 100 rows the table takes.").count()
    )
    assert page.locator("[name=lines-2-title]").input_value() == ""


def test_a_table_is_pasted_without_scripts(sitting: Any, draft: Application) -> None:
    someone = sitting(draft.applicant, java_script_enabled=False, viewport=PHONE)
    page = someone.open("application_edit", draft.pk, "budget").page
    page.locator(".lines-paste summary").click()

    someone.types({"lines-pasted": "Кум\tт\t2\t500\tказна\nКум\tт\t2\t500\tlabour"})
    someone.presses()

    assert "Row 3, Source: Select a valid choice." in someone.reads()
    someone.types({"lines-2-source": "grant"})
    someone.presses()
    assert draft.lines.count() == 4


PASTED = [
    "Кум\tт\t2\t500\tgrant\nШагыл\tт\t3\t800,5\tlabour",
    "What\tUnit\tQuantity\tPrice, som\tSource\nКум\tт\t2\t500\tgrant",
    "№\tИсточник\tЧто\n1\tсобственные денежные средства\tКум\n2\tзапрашивается из фонда\tШагыл",
    '"Кум, ""ак"""\tт\t2\t500\tgrant\n"эки\nсап"\tт\t1\t1\tcash',
    "Кум;т;2;500;grant\nШагыл;т;3;800;услуги",
    "Кум\nШагыл\nЖыгач",
    "\n\n\tт\t\t5\t\n\n",
    '"ачык тырмакча\tт\t1\t1\tgrant',
    "Кум\tт\t1 000,5\t1 200\tGRANT",
]


@pytest.mark.parametrize("words", PASTED)
def test_the_script_and_the_server_read_a_pasted_table_alike(
    words: str, applicant: Person, draft: Application
) -> None:
    page = applicant.open("application_edit", draft.pk, "budget").page
    expected = read(words, columns_of(BudgetRow())).rows

    paste(page, "[data-lines=lines] [data-paste]", words)

    names = ["title", "unit", "quantity", "price", "source"]
    blank = dict.fromkeys(names, "")
    found = [
        {name: page.locator(f"[name=lines-{number}-{name}]").input_value() for name in names}
        for number in range(2, 2 + len(expected))
    ]
    assert found == [blank | dict(row) for row in expected]


def sums(page: Page) -> str:
    return page.locator(".sums").inner_text()


def test_sums_while_typing_are_the_sums_of_the_server(
    applicant: Person, draft: Application
) -> None:
    dice = random.Random(20260410)
    page = applicant.open("application_edit", draft.pk, "budget").page
    lines = [
        {
            "title": f"Сап {number}",
            "unit": "т",
            "quantity": f"{thousandths // 1000},{thousandths % 1000:03}",
            "price": f"{tyiyn // 100}.{tyiyn % 100:02}",
            "source": dice.choice(["grant", "cash", "goods", "labour", "services"]),
        }
        for number in range(30)
        for thousandths in [dice.randint(10, 10 ** dice.randint(2, 6))]
        for tyiyn in [dice.randint(1, 10 ** dice.randint(1, 7))]
    ]
    words = "\n".join("\t".join(line.values()) for line in lines)

    paste(page, "[name=lines-0-title]", words)

    shown = page.locator("[data-sum]").all_inner_texts()
    amounts = [
        line_amount(Decimal(line["quantity"].replace(",", ".")), Decimal(line["price"]))
        for line in lines
    ]
    assert [Decimal(one.replace("\u00a0", "").replace(",", ".")) for one in shown[:30]] == amounts
    typed = sums(page)
    applicant.presses()
    applicant.open("application_edit", draft.pk, "budget")
    assert sums(page) == typed


def test_a_rate_fills_the_value_of_one_and_the_promises_are_added_up(
    applicant: Person, draft: Application
) -> None:
    page = applicant.open("application_edit", draft.pk, "contributions").page
    applicant.types(
        rows("pledges", [{}, {"giver": "Ата-энелер", "giver_kind": "resident", "kind": "labour"}])
    )
    page.locator("[name=pledges-1-rate]").select_option(index=1)
    applicant.types({"pledges-1-quantity": "1,5"})

    assert page.locator("[name=pledges-1-value]").input_value() == "812,50"
    assert page.locator("[name=pledges-1-value]").get_attribute("readonly") is not None
    assert page.locator("[data-sum]").nth(1).inner_text() == "1\u00a0218,75"
    assert page.locator("[data-figure='promise labour']").inner_text() == "21\u00a0218,75\u00a0som"
    typed = sums(page)
    applicant.presses()
    applicant.open("application_edit", draft.pk, "contributions")
    assert sums(page) == typed


def test_what_is_older_than_a_month_is_forgotten(applicant: Person, draft: Application) -> None:
    page = applicant.open("application_edit", draft.pk, "participation").page
    keeps(page, draft, "participation=Эски", days=31)

    page.reload()

    assert page.locator("[name=participation]").input_value() == "Ашар"
    assert kept(page) == []


def test_somebody_else_saved_while_nothing_was_typed(applicant: Person, draft: Application) -> None:
    page = applicant.open("application_edit", draft.pk, "participation").page
    with clock.at(factories.NOON):
        actions.edit_part(
            draft, actor=draft.applicant, part="participation", values={"participation": "Жаңы"}
        )

    leaves_the_tab(page)
    page.goto(reverse("application_edit", args=[draft.pk, "participation"]))

    assert page.locator("[name=participation]").input_value() == "Жаңы"
