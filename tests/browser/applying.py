"""How an applicant applies: page by page, with one paper enclosed."""

from tests.browser.person import Person, rows


def apply(applicant: Person, call: int, name: str, title: str) -> Person:
    applicant.registers(name)
    applicant.does("competition_apply", call)
    key = applicant.key
    group = {"applicant_kind": "group", "group_name": f"{title} тобу", "representative_name": name}
    member = {"name": name, "sex": "female", "birth_year": "1990", "village": "Жаңы-Айыл"}
    members = [member, member | {"name": "Токтосунова Айжан"}, member | {"name": "Бейшеева Айпери"}]
    plan = {
        "activity": "Ашар",
        "responsible": name,
        "starts_on": "2026-06-01",
        "ends_on": "2026-06-20",
    }
    lines = [
        {"title": "Ваза", "unit": "даана", "quantity": "6", "price": "10000", "source": "grant"},
        {"title": "Ашар", "unit": "күн", "quantity": "25", "price": "800", "source": "labour"},
    ]
    pledge = {
        "giver": "Тургундар",
        "giver_kind": "resident",
        "kind": "labour",
        "what": "Ашар",
        "quantity": "25",
        "value": "800",
    }
    for part, typed in {
        "applicant": group | rows("members", members),
        "initiative": {
            "title": title,
            "village": "Жаңы-Айыл",
            "kind": "co_financing",
            "field": "landscaping",
            "issue": "Көчө көрксүз",
        },
        "plan": {"what_will_be_done": "Гүл отургузабыз"} | rows("plan", [plan]),
        "beneficiaries": {
            "households": "120",
            "women": "300",
            "men": "280",
            "direct": "100",
            "benefit": "Кооз көчө",
        },
        "participation": {"participation": "Ашарга чыгабыз", "sustainability": "Тургундар карайт"},
        "budget": rows("lines", lines),
        "contributions": rows("pledges", [pledge]),
        "declarations": {"agrees_to_terms": True, "consents_to_data": True},
    }.items():
        applicant.does("application_edit", key, part, **typed)
    applicant.open("application_enclose", key).encloses("кат")
    applicant.does("application_submit", key)
    assert applicant.page.url.endswith(f"/applications/{key}/submitted/")
    applicant.takes("paper_receipt", key)
    return applicant
