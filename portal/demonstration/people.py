"""Who plays: invented people, with the offices they hold in the demonstration."""

from dataclasses import dataclass, field

from accounts import actions
from accounts.choices import Role
from accounts.models import Area, Municipality, User

PASSWORD = "demilge-2026"  # noqa: S105  (printed on purpose: the demonstration is for trying out)

KARGALYK, AK_TAL, CHAEK = "41703223812000", "41704210806000", "41704230836000"

CAST = {
    "administrator": ("Качкынова Элнура", "0700000001"),
    "clerk": ("Нурдинова Айгерим", "0700000002"),
    "second_clerk": ("Садыров Эмил", "0700000003"),
    "head": ("Дүйшөнов Калыбек", "0700000004"),
    "auditor": ("Ормонов Данияр", "0700000005"),
    "chair": ("Төлөгөнова Сайра", "0700000006"),
    "secretary": ("Алымкулов Нурлан", "0700000007"),
    "member": ("Абдиев Мирлан", "0700000008"),
    "member_two": ("Мамбетова Гүлзат", "0700000009"),
    "member_three": ("Үсөнов Тилек", "0700000010"),
    "member_four": ("Кенжебаева Асыл", "0700000011"),
    "alternate": ("Борубаева Зарина", "0700000012"),
    "youth": ("Эркинова Жибек", "0700000013"),
    "water": ("Сатыбалдиев Бакыт", "0700000014"),
    "playground": ("Турсунова Назгүл", "0700000015"),
    "library": ("Шаршеева Венера", "0700000016"),
    "shop": ("Карыбеков Уран", "0700000017"),
    "ak_tal_clerk": ("Байышов Кубат", "0700000021"),
    "ak_tal_head": ("Токтогулова Миргүл", "0700000022"),
    "chaek_clerk": ("Жолдошова Айнура", "0700000023"),
    "chaek_head": ("Сапаров Болот", "0700000024"),
}

# What make run prints: one sign-in a role.
OFFICE_NAMES = {
    "clerk": "clerk, Kargalyk",
    "second_clerk": "second clerk, Kargalyk",
    "head": "head of the aiyl okmotu, Kargalyk",
    "chair": "chair of the commission",
    "secretary": "secretary of the commission",
    "member": "member of the commission",
    "member_three": "member of the commission, sheets half sent",
    "alternate": "alternate",
    "youth": "applicant, winner of 2022",
    "playground": "applicant with a draft",
    "auditor": "auditor, Jalal-Abad oblast",
    "administrator": "administrator",
    "ak_tal_clerk": "clerk, Ak-Tal",
    "chaek_head": "head of the aiyl okmotu, Chaek",
}

OFFICES = [
    ("clerk", Role.CLERK, KARGALYK),
    ("second_clerk", Role.CLERK, KARGALYK),
    ("head", Role.HEAD, KARGALYK),
    ("ak_tal_clerk", Role.CLERK, AK_TAL),
    ("ak_tal_head", Role.HEAD, AK_TAL),
    ("chaek_clerk", Role.CLERK, CHAEK),
    ("chaek_head", Role.HEAD, CHAEK),
]


@dataclass
class Office:
    """The places and people of the demonstration, by name."""

    people: dict[str, User] = field(default_factory=dict)
    places: dict[str, Municipality] = field(default_factory=dict)

    def __getattr__(self, name: str) -> User:
        try:
            return self.people[name]
        except KeyError as error:
            raise AttributeError(name) from error


def gather() -> Office:
    """Register everybody, appoint the officers, and head the municipalities' letters."""
    office = Office(
        places={soate: Municipality.objects.get(soate=soate) for soate in (KARGALYK, AK_TAL, CHAEK)}
    )
    for key, (name, phone) in CAST.items():
        office.people[key] = actions.register(
            name=name, phone=f"+996{phone[1:]}", language="ky", password=PASSWORD
        )
    _first_administrator(office.administrator)
    administrator = User.objects.get(pk=office.administrator.pk)
    for key, role, soate in OFFICES:
        actions.appoint(
            user=office.people[key],
            role=role,
            municipality=office.places[soate],
            actor=administrator,
        )
    oblast = Area.objects.get(code="41703000000000")
    actions.appoint(user=office.auditor, role=Role.AUDITOR, area=oblast, actor=administrator)
    office.people = {key: User.objects.get(pk=person.pk) for key, person in office.people.items()}
    return office


def _first_administrator(person: User) -> None:
    # The first office of an installation is given by nobody: there is nobody yet.
    actions.install_administrator(person)
