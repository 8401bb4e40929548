"""Who sees which people and places."""

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from accounts.choices import COUNTRY, MembershipState, MunicipalityState, Role
from ui.phones import normal_phone


def places_of(user: Any, *roles: str, path: str = "") -> Q:
    """Where this person holds one of these offices now; an auditor serves whole areas too.

    `path` leads from the rows asked for to their municipality. The offices are those this request
    has read already: pages ask for places many times, and rules rest on the same offices.
    """
    held = user.active_memberships if user.is_authenticated else []
    held = [office for office in held if not roles or office.role in roles]
    areas = {office.area_id for office in held if office.area_id and office.role == Role.AUDITOR}
    if COUNTRY in areas:
        return Q(**{f"{path or 'pk'}__isnull": False})
    keys = {office.municipality_id for office in held if office.municipality_id}
    inside = Q(**{f"{path}__in" if path else "pk__in": keys})
    for ring in ("rayon", "oblast") if areas else ():
        inside |= Q(**{f"{path}__{ring}__in" if path else f"{ring}__in": areas})
    return inside


class MunicipalityQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "MunicipalityQuerySet":
        """The register is public."""
        return self.all()

    def active(self) -> "MunicipalityQuerySet":
        """Municipalities that have not been merged into another."""
        return self.filter(state=MunicipalityState.ACTIVE)

    def served_by(self, user: Any, *roles: str) -> "MunicipalityQuerySet":
        """Municipalities where this person holds one of these offices; auditors by area too."""
        return self.filter(places_of(user, *roles))

    def search(self, words: str) -> "MunicipalityQuerySet":
        """Municipalities whose name in any spelling contains all these words."""
        from_words = self
        for word in fold(words).split():
            from_words = from_words.filter(search__contains=word)
        return from_words


class UserQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "UserQuerySet":
        """Oneself; an administrator sees everybody, a clerk those who hold no office."""
        if not user.is_authenticated:
            return self.none()
        if user.holds(Role.ADMINISTRATOR):
            return self.filter(is_clock=False)
        if user.holds(Role.CLERK):
            return self.filter(Q(pk=user.pk) | ~self._office(), is_clock=False)
        return self.filter(pk=user.pk)

    def holding_office(self) -> "UserQuerySet":
        """People who hold an office somewhere."""
        return self.filter(self._office())

    def _office(self) -> Exists:
        office = self.model.memberships.rel.related_model.objects.active()
        return Exists(office.filter(user=OuterRef("pk")))

    def with_offices(self) -> "UserQuerySet":
        """With the offices each person holds now, read once for all."""
        office = self.model.memberships.rel.related_model
        held = office.objects.active().select_related("municipality", "area")
        return self.prefetch_related(Prefetch("memberships", held, to_attr="offices_now"))

    def search(self, words: str) -> "UserQuerySet":
        """People whose name, phone or e-mail contains all these words; a phone in any spelling."""
        number = normal_phone(words)
        if number:
            return self.filter(phone=number)
        found = self
        for word in fold(words).split():
            found = found.filter(search__contains=word)
        return found


class MembershipQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "MembershipQuerySet":
        """One's own offices; an administrator sees all."""
        if not user.is_authenticated:
            return self.none()
        return self.all() if user.holds(Role.ADMINISTRATOR) else self.filter(user=user)

    def active(self) -> "MembershipQuerySet":
        """Offices held now."""
        return self.filter(state=MembershipState.ACTIVE)


class SlipQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "SlipQuerySet":
        """Slips one has issued; an administrator sees all."""
        if not user.is_authenticated:
            return self.none()
        return self.all() if user.holds(Role.ADMINISTRATOR) else self.filter(issued_by=user)


# Letters one hears as one: what a Russian keyboard has not, what a hurried hand leaves out.
_ALIKE = str.maketrans(
    {
        "ң": "н",
        "ӊ": "н",
        "ө": "о",
        "ү": "у",
        "ё": "е",
        "э": "е",
        "й": "и",
        "ь": "",
        "ъ": "",
        "-": " ",
        "–": " ",
        "—": " ",
        ".": " ",
        ",": " ",
    }
)
_LATIN = {
    "sh": "ш",
    "ch": "ч",
    "zh": "ж",
    "kh": "х",
    "ts": "ц",
    "yu": "ю",
    "ya": "я",
}
_LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "абкдефгхижклмнопкрстуввхыз")


def fold(words: str) -> str:
    """The words as anybody might type them: lower case, Kyrgyz letters by their nearest plain
    one, Latin letters by sound. The same fold on both sides makes every spelling find its place."""
    text = words.casefold()
    for latin, letter in _LATIN.items():
        text = text.replace(latin, letter)
    text = text.translate(_LETTERS).translate(_ALIKE)
    for sound, written in (("дж", "ж"), ("нг", "н"), ("кок", "кек")):
        text = text.replace(sound, written)
    return " ".join(text.split())
