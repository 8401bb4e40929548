"""The named fields an agreement's wording may use: what each puts in its place."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _

from ui import placeholders

LANGUAGES = ("ky", "ru")


@dataclass(frozen=True, slots=True)
class NamedField:
    """One field: its name in each language of the text, what it is, and an example."""

    key: str
    ky: str
    ru: str
    about: Any
    example_ky: str
    example_ru: str

    def name(self, language: str) -> str:
        return self.ky if language == "ky" else self.ru

    def example(self, language: str) -> str:
        return self.example_ky if language == "ky" else self.example_ru

    @property
    def names(self) -> tuple[str, str, str]:
        return self.ky, self.ru, self.key


# Each can be written by any of its names in either text.
FIELDS = (
    NamedField(
        *("number", "макулдашуунун номери", "номер соглашения"),
        _("Number of the agreement in its year"),
        *("7/2026", "7/2026"),
    ),
    NamedField(
        *("municipality", "айыл өкмөтү", "айыл окмоту"),
        _("Name of the municipality"),
        *("Аккула айыл аймагы", "Аккулинский айылный аймак"),
    ),
    NamedField(
        *("head", "башчы", "глава"),
        _("Name of the head of the aiyl okmotu"),
        *("Асанов Темир", "Асанов Темир"),
    ),
    NamedField(
        *("address", "даректер", "адрес"),
        _("Address and phone of the aiyl okmotu"),
        *("Аккула айылы, Манас көчөсү, 1", "село Аккула, улица Манаса, 1"),
    ),
    NamedField(
        *("bank_details", "төлөм маалыматтары", "платежные реквизиты"),
        _("Bank details of the aiyl okmotu"),
        *("Борбордук казыналык, эсеп 0000", "Центральное казначейство, счет 0000"),
    ),
    NamedField(
        *("winner", "жеңүүчү", "победитель"),
        _("Name of the initiative group, organisation or person that won"),
        *("«Жаш демилге» тобу", "группа «Жаш демилге»"),
    ),
    NamedField(
        *("representative", "өкүл", "представитель"),
        _("Who represents the winner"),
        *("Абдылдаева Гүлнара", "Абдылдаева Гүлнара"),
    ),
    NamedField(
        *("members", "топтун мүчөлөрү", "члены группы"),
        _("Names of the members of the group"),
        *("Токтосунова Айжан, Эсенов Данияр", "Токтосунова Айжан, Эсенов Данияр"),
    ),
    NamedField(
        *("winner_details", "жеңүүчүнүн маалыматтары", "данные победителя"),
        _("Identity and account of the winner, as entered with the payments and days"),
        *("эсеп 1234, «Береке» банкы", "счет 1234, банк «Береке»"),
    ),
    NamedField(
        *("initiative", "демилге", "инициатива"),
        _("Title of the initiative"),
        *("Гүлзарлар", "Гүлзарлар"),
    ),
    NamedField(
        *("village", "айыл", "село"),
        _("Village where it is carried out"),
        *("Аккула", "Аккула"),
    ),
    NamedField(
        *("call", "сынак", "конкурс"),
        _("Title of the call"),
        *("Жергиликтүү демилгелер сынагы", "Конкурс местных инициатив"),
    ),
    NamedField(
        *("call_number", "сынактын номери", "номер конкурса"),
        _("Year and number of the call"),
        *("2026-1", "2026-1"),
    ),
    NamedField(
        *("protocol", "протоколдун номери", "номер протокола"),
        _("Number of the commission's protocol"),
        *("3", "3"),
    ),
    NamedField(
        *("application", "табыштаманын номери", "номер заявки"),
        _("Number of the application"),
        *("12", "12"),
    ),
    NamedField(
        *("grant", "грант", "грант"),
        _("Grant, in figures and in words"),
        *("50 000 сом (элүү миң сом)", "50 000 сом (пятьдесят тысяч сомов)"),
    ),
    NamedField(
        *("asked", "суралган сумма", "запрошенная сумма"),
        _("Sum asked in the application, in figures and in words"),
        *("60 000 сом (алтымыш миң сом)", "60 000 сом (шестьдесят тысяч сомов)"),
    ),
    NamedField(
        *("own", "өздүк салым", "собственный вклад"),
        _("Own contribution promised, in figures and in words"),
        *("32 000 сом (отуз эки миң сом)", "32 000 сом (тридцать две тысячи сомов)"),
    ),
    NamedField(
        *("whole", "жалпы нарк", "общая стоимость"),
        _("Total of the budget as approved, in figures and in words"),
        *("82 000 сом (сексен эки миң сом)", "82 000 сом (восемьдесят две тысячи сомов)"),
    ),
    NamedField(
        *("tolerance", "саптан ашуу чеги", "допуск по строке"),
        _("How far a line of the budget may be overspent, percent"),
        *("10", "10"),
    ),
    NamedField(
        *("payments", "төлөө тартиби", "порядок выплат"),
        _("Who buys, or the tranches with their sums, days and conditions"),
        *(
            "айыл өкмөтү бюджеттин саптары боюнча өзү сатып алат",
            "айыл окмоту сам закупает по строкам бюджета",
        ),
    ),
    NamedField(
        *("start", "башталган күн", "день начала"),
        _("First day of the work; without one, the day on which both have signed"),
        *("2026-жылдын 1-майы", "1 мая 2026 года"),
    ),
    NamedField(
        *("last_day", "акыркы күн", "последний день"),
        _("Last day of the work"),
        *("2026-жылдын 30-сентябры", "30 сентября 2026 года"),
    ),
    NamedField(
        *("sign_until", "кол коюу мөөнөтү", "срок подписания"),
        _("Last day for signing the agreement"),
        *("2026-жылдын 25-апрели", "25 апреля 2026 года"),
    ),
    NamedField(
        *("reports", "отчеттордун мөөнөтү", "сроки отчетов"),
        _("Days on which interim reports and the final report are due"),
        *(
            "жыйынтыктоочу отчет – 2026-жылдын 30-октябрына чейин",
            "итоговый отчет – до 30 октября 2026 года",
        ),
    ),
    NamedField(
        *("shortfall", "салым жетпей калса", "если вклада не хватит"),
        _("What follows when the own contribution falls short, as the call says"),
        *("грант ошол эле үлүшкө азаят", "грант уменьшается в той же доле"),
    ),
)


def names_known(language: str = "") -> list[str]:
    """Every name a field may be written by; of one language first, for the words of a refusal."""
    first = [one.name(language) for one in FIELDS] if language else []
    return [*(name for one in FIELDS for name in one.names if name not in first), *first]


def faults_of(text: str, language: str) -> list[str]:
    """What is wrong with the fields of a wording, a sentence each."""
    return placeholders.faults(text, names_known(language))


def used_in(text: str) -> list[NamedField]:
    """The fields a text uses, in the order of the list."""
    found = set(placeholders.fields_in(text))
    return [one for one in FIELDS if found & {placeholders.key_of(name) for name in one.names}]


def lacking(text_ky: str, text_ru: str) -> list[str]:
    """Fields that one text uses and the other lacks: a warning each, not a refusal."""
    in_ky, in_ru = used_in(text_ky), used_in(text_ru)
    without_ky = now_in_words(
        "“%(ru)s” stands in the Russian text; the Kyrgyz one has no “%(ky)s”."
    )
    without_ru = now_in_words(
        "“%(ky)s” stands in the Kyrgyz text; the Russian one has no “%(ru)s”."
    )
    return [
        (without_ru if one in in_ky else without_ky) % {"ky": one.ky, "ru": one.ru}
        for one in FIELDS
        if (one in in_ky) != (one in in_ru)
    ]
