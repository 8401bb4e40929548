"""Every page as people meet it: by ear, on a small screen, without scripts, in three languages."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

from audit import clock
from tests import factories
from tests.browser.applying import apply
from tests.browser.person import OFFICE, PHONE, Person
from tests.browser.played import PlayedTime
from tests.journeys.whole_town import WholeTown
from tests.pages import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SMALLEST = {"width": 320, "height": 640}
MAIN_PAGES = {
    "anonymous": [
        "portal",
        "call_detail",
        "call_results",
        "initiative_card",
        "code_check",
        "sign_in",
        "register",
        "slip_use",
    ],
    "applicant": [
        "home",
        "competition_apply",
        "application_tasks",
        "application_edit",
        "application_enclose",
        "application_submit",
        "application_detail",
        "award_detail",
        "report_detail",
        "own_page",
    ],
    "clerk": [
        "home",
        "regulation_edit_settings_part",
        "competition_detail",
        "competition_edit_part",
        "seat_list",
        "application_list",
        "application_mark_items",
        "award_detail",
        "payment_plan",
        "issued_list",
    ],
    "head": [
        "home",
        "competition_announce",
        "competition_extend",
        "payment_detail",
        "obligation_detail",
    ],
    "chair": ["home", "grid", "ranking", "meeting_detail", "protocol_detail", "appeal_detail"],
    "member": [
        "home",
        "commission_list",
        "declarations",
        "sheet_detail",
        "sheet_score",
        "sheets_send",
        "package_hand_back",
        "room_list",
    ],
    "auditor": ["home", "entry_list", "issued_detail"],
    "administrator": ["home", "user_list", "user_detail", "municipality_list", "municipality_edit"],
}


@pytest.fixture
def town(site: str) -> WholeTown:
    PlayedTime.moment = factories.NOON
    with clock.at(factories.NOON):
        return WholeTown()


@pytest.fixture
def sitting(person: Any, town: WholeTown, site: str) -> Callable[..., Person]:
    """Somebody of the town, already signed in."""

    def make(who: str, language: str, **context: Any) -> Person:
        someone = person(who, **context)
        cookies = {settings.LANGUAGE_COOKIE_NAME: language}
        if who != "anonymous":
            inside = Client()
            inside.force_login(town.people[who], backend="accounts.backends.PhoneOrEmailBackend")
            cookies[settings.SESSION_COOKIE_NAME] = inside.cookies[
                settings.SESSION_COOKIE_NAME
            ].value
        someone.context.add_cookies(
            [{"name": name, "value": value, "url": site} for name, value in cookies.items()]
        )
        return someone

    return make


@pytest.mark.parametrize("who", MAIN_PAGES)
def test_a_reader_by_ear_meets_nothing_serious(who: str, sitting: Any, town: WholeTown) -> None:
    someone, found = sitting(who, "ky"), {}

    for language in ("ky", "ru", "en"):
        someone.context.add_cookies(
            [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": someone.site}]
        )
        for name in MAIN_PAGES[who]:
            someone.page.goto(town.address(name))
            assert someone.page.locator("html").get_attribute("lang") == language
            for fault, nodes in serious_faults(someone).items():
                found[language, name, fault] = nodes

    assert found == {}


def serious_faults(someone: Person) -> dict[str, list[str]]:
    """What axe finds serious or critical on the open page, and where."""
    return {
        fault["id"]: [node["html"][:200] for node in fault["nodes"]]
        for fault in Axe().run(someone.page).response["violations"]
        if fault["impact"] in {"serious", "critical"}
    }


def test_what_is_planted_is_heard(sitting: Any, town: WholeTown) -> None:
    someone = sitting("anonymous", "ky")
    someone.page.goto(town.address("portal"))
    before = serious_faults(someone)

    someone.page.evaluate("""() => {
        const main = document.querySelector("main");
        main.append(document.createElement("img"), document.createElement("input"));
        const pale = document.createElement("p");
        pale.textContent = "Сынак";
        pale.style.color = "#ddd";
        main.append(pale);
        main.querySelector("a").lang = "zz";
    }""")

    assert before == {}
    assert set(serious_faults(someone)) == {
        "color-contrast",
        "image-alt",
        "label",
        "valid-lang",
    }


def readers() -> dict[str, list[str]]:
    """For each page somebody who may read it."""
    found: dict[str, list[str]] = {}
    for name, answers in PAGES.items():
        reader = next((who for who, status in answers.items() if status == 200), None)
        if reader is not None:
            found.setdefault(reader, []).append(name)
    return found


@pytest.mark.parametrize("who", readers())
def test_no_page_is_wider_than_the_smallest_phone(who: str, sitting: Any, town: WholeTown) -> None:
    someone, found = sitting(who, "ky", viewport=SMALLEST), {}

    for name in readers()[who]:
        address = town.address(name)
        if (
            "text/html"
            not in someone.context.request.get(someone.site + address).headers["content-type"]
        ):
            continue
        someone.page.goto(address)
        width = someone.page.evaluate("document.documentElement.scrollWidth")
        if width > SMALLEST["width"]:
            found[name] = width

    assert found == {}


@pytest.mark.parametrize("viewport", [PHONE, OFFICE], ids=["phone", "office"])
def test_an_applicant_without_scripts_applies(
    viewport: dict[str, int], person: Any, town: WholeTown
) -> None:
    applicant = person("0555002009", viewport=viewport, java_script_enabled=False)

    apply(applicant, town.announced.pk, "Абдыкеримова Нуржан", "Көчө жарыгы")

    assert applicant.page.url.endswith("/submitted/")


@pytest.mark.parametrize("name", MAIN_PAGES["anonymous"])
def test_the_public_reads_without_scripts(name: str, person: Any, town: WholeTown) -> None:
    someone = person(java_script_enabled=False, viewport=PHONE)

    someone.page.goto(town.address(name))

    assert someone.page.locator("h1").count() == 1
