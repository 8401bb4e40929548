"""What stands in the place of each named field, reckoned from the record of an agreement alone."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from awards.models.wording.fields import FIELDS
from competitions.choices import Purchasing, Shortfall
from ui import placeholders
from ui.dates import day_in_words
from ui.som import in_figures, som_in_figures, som_in_words

Record = Mapping[str, Any]

# A value stands within a sentence; the blanks inside a sum stay unbroken.
BLANKS = re.compile(r"[ \t\r\n]+")

# What is not known yet is left open on the paper, to be filled in by hand.
OPEN = "__________"

# Said here and not in the catalogues: these are words of the agreement itself, in its two texts.
SHORTFALL = {
    "ky": {
        Shortfall.CUT: (
            "грант салымдын колдонулган үлүшүнө жараша азаят: грант × колдонулган салым ÷ убада "
            "кылынган салым; мындан артык төлөнгөн акча айыл өкмөтүнө кайтарылат"
        ),
        Shortfall.RETURN: (
            "гранттын өлчөмү өзгөрбөйт, бирок салымдын жетпеген бөлүгүнүн наркы айыл өкмөтүнө "
            "акча менен кайтарылат; кайтарылган сумма төлөнгөн гранттан ашпайт"
        ),
        Shortfall.ACCEPT: (
            "айыл өкмөтүнүн башчысы салымдын жетпеген бөлүгүн себебин жазуу менен кабыл алат; "
            "грант азайбайт"
        ),
    },
    "ru": {
        Shortfall.CUT: (
            "грант уменьшается в той же доле: грант × использованный вклад ÷ обещанный вклад; "
            "то, что было выплачено сверх этого, возвращается айыл окмоту"
        ),
        Shortfall.RETURN: (
            "размер гранта не меняется, но стоимость недостающей части вклада возвращается айыл "
            "окмоту деньгами; возвращаемая сумма не больше выплаченного гранта"
        ),
        Shortfall.ACCEPT: (
            "глава айыл окмоту принимает недостающую часть вклада с записью причины; "
            "грант не уменьшается"
        ),
    },
}
PAYMENTS = {
    "ky": {
        Purchasing.MUNICIPALITY: (
            "акча которулбайт: айыл өкмөтү товарларды, жумуштарды жана кызматтарды бекитилген "
            "бюджеттин саптары боюнча өзү сатып алат жана Жеңүүчүгө акт боюнча өткөрүп берет"
        ),
        Purchasing.TRANCHES: (
            "айыл өкмөтүнүн башчысы бекиткен төлөмдөр боюнча транштар менен которулат"
        ),
    },
    "ru": {
        Purchasing.MUNICIPALITY: (
            "деньги не переводятся: айыл окмоту сам закупает товары, работы и услуги по строкам "
            "одобренного бюджета и передает их Победителю по акту"
        ),
        Purchasing.TRANCHES: "переводится траншами по платежам, утвержденным главой айыл окмоту",
    },
}
AFTER_REPORT = {
    "ky": "аралык отчет кабыл алынгандан кийин",
    "ru": "после принятия промежуточного отчета",
}
UNTIL = {"ky": "мөөнөтү", "ru": "срок"}
INTERIM = {"ky": "аралык отчет", "ru": "промежуточный отчет"}
FINAL = {"ky": "жыйынтыктоочу отчет", "ru": "итоговый отчет"}
SIGNING_DAY = {
    "ky": "эки тарап тең кол койгон күн",
    "ru": "день подписания обеими сторонами",
}


def filled_text(text: str, record: Record, language: str) -> str:
    """A wording with its fields filled from the record of an agreement."""
    return placeholders.filled(text, by_every_name(values_of(record, language)))


def example_text(text: str, language: str) -> str:
    """A wording with its fields filled by the examples, where there is no award to try it on."""
    return placeholders.filled(
        text, by_every_name({one.key: one.example(language) for one in FIELDS})
    )


def by_every_name(values: Mapping[str, str]) -> dict[str, str]:
    """The same values under each name a field may be written by."""
    return {name: values[one.key] for one in FIELDS for name in one.names}


def values_of(record: Record, language: str) -> dict[str, str]:
    """What stands in the place of each field, in the language of the text."""
    municipality, call = record["municipality"], record["call"]
    reachable = (municipality[f"address_{language}"], municipality["phone"])
    values = {
        "number": record["number"],
        "municipality": municipality[language] or municipality["ru"],
        "head": record["head_name"],
        "address": ", ".join(filter(None, reachable)),
        "bank_details": municipality["bank_details"],
        "winner": record["applicant"],
        "representative": record["representative"],
        "members": ", ".join(record["members"]),
        "winner_details": record["winner_details"],
        "initiative": record["application"]["title"],
        "village": record["village"],
        "call": call[language] or call["ru"] or call["ky"],
        "call_number": f"{call['year']}-{call['number']}",
        "protocol": record["protocol_number"],
        "application": record["application"]["number"],
        "grant": _sum(record["grant"], language),
        "asked": _sum(record["asked"], language),
        "own": _sum(record["own_promised"], language),
        "whole": _sum(record["whole"], language),
        "tolerance": in_figures(Decimal(record["tolerance"])),
        "payments": payments_said(record, language),
        "start": _day(record["starts_on"], language) or SIGNING_DAY[language],
        "last_day": _day(record["implementation_until"], language),
        "sign_until": _day(record["sign_until"], language),
        "reports": reports_said(record, language),
        "shortfall": SHORTFALL[language][record["shortfall"]],
    }
    return {key: BLANKS.sub(" ", str(value or "")).strip() or OPEN for key, value in values.items()}


def left_open(record: Record, texts: Mapping[str, str]) -> list[str]:
    """The names of fields that the texts use and that nothing is known for yet."""
    found = []
    for language, text in texts.items():
        values = by_every_name(values_of(record, language))
        used = set(placeholders.fields_in(text))
        found += [
            name
            for name in values
            if values[name] == OPEN and placeholders.key_of(name) in used and name not in found
        ]
    return found


def payments_said(record: Record, language: str) -> str:
    """Who buys; or the tranches, each with its sum, day and condition."""
    tranches = record["tranches"]
    if not tranches or record["purchasing"] == Purchasing.MUNICIPALITY:
        return PAYMENTS[language][record["purchasing"]]
    return _listed(_tranche(row, language) for row in tranches)


def _tranche(row: Record, language: str) -> str:
    parts = [_sum(row["amount"], language)]
    if row["on"]:
        parts.append(f"{UNTIL[language]} {_day(row['on'], language)}")
    if row["needs_report"]:
        parts.append(AFTER_REPORT[language])
    return ", ".join(parts)


def reports_said(record: Record, language: str) -> str:
    """The reports with the last day of each."""
    days = [(INTERIM[language], day) for day in record["interim_days"]]
    days.append((FINAL[language], record["report_until"]))
    return _listed(f"{name} – {UNTIL[language]} {_day(day, language)}" for name, day in days if day)


def _listed(parts: Iterable[str]) -> str:
    every = list(parts)
    if len(every) < 2:
        return "".join(every)
    return "; ".join(f"{place}) {part}" for place, part in enumerate(every, start=1))


def _sum(amount: Any, language: str) -> str:
    value = Decimal(amount)
    return f"{som_in_figures(value, language)} ({som_in_words(value, language)})"


def _day(value: Any, language: str) -> str:
    if not value:
        return ""
    return day_in_words(date.fromisoformat(value) if isinstance(value, str) else value, language)
