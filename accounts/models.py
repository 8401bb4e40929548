"""People, municipalities, and who is what and where."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from accounts import rules
from accounts.choices import (
    INSTALLATION_CHAIN,
    AreaKind,
    MembershipState,
    MunicipalityKind,
    MunicipalityState,
    Role,
    SlipState,
    UserState,
)
from accounts.querysets import (
    MembershipQuerySet,
    MunicipalityQuerySet,
    SlipQuerySet,
    UserQuerySet,
    fold,
)
from audit.acts import Beginning

TAKEN_PHONE = _(
    "There is already an account with this phone. Its owner can sign in, or ask a clerk for a slip."
)
TAKEN_EMAIL = _(
    "There is already an account with this e-mail. Its owner can sign in, or ask a clerk for "
    "a slip."
)


class Area(models.Model):
    """The country, an oblast or a rayon."""

    code = models.CharField(max_length=14, primary_key=True)
    kind = models.CharField(max_length=10, choices=AreaKind)
    name_ky = models.CharField(max_length=120)
    name_ru = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return getattr(self, f"name_{get_language() or 'ky'}", "") or self.name_ru


class Municipality(models.Model):
    """An aiyl aimak, a town or a city, with what its letters are headed with."""

    soate = models.CharField(_("SOATE code"), max_length=14, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=MunicipalityKind)
    name_ky = models.CharField(_("name in Kyrgyz"), max_length=160, blank=True)
    name_ru = models.CharField(_("name in Russian"), max_length=160)
    name_en = models.CharField(_("name in English"), max_length=160, blank=True)
    rayon = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    oblast = models.ForeignKey(Area, models.PROTECT, related_name="+")
    head_name = models.CharField(_("head of the aiyl okmotu"), max_length=160, blank=True)
    address_ky = models.CharField(_("address in Kyrgyz"), max_length=300, blank=True)
    address_ru = models.CharField(_("address in Russian"), max_length=300, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    bank_details = models.TextField(_("bank details"), max_length=1000, blank=True)
    letterhead_ky = models.TextField(_("letterhead in Kyrgyz"), max_length=500, blank=True)
    letterhead_ru = models.TextField(_("letterhead in Russian"), max_length=500, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    search = models.TextField(editable=False, default="")
    state = FSMField(
        _("state"),
        choices=MunicipalityState,
        default=MunicipalityState.ACTIVE,
        protected=True,
        editable=False,
    )

    objects = MunicipalityQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language; the Russian one where no other is known."""
        return getattr(self, f"name_{get_language() or 'ky'}", "") or self.name_ru

    @property
    def journal_chain(self) -> str:
        return self.soate

    def get_absolute_url(self) -> str:
        return reverse("municipality_detail", args=[self.pk])

    @property
    def is_active(self) -> bool:
        return self.state == MunicipalityState.ACTIVE

    def officers(self) -> models.QuerySet:
        """Who holds an office here now."""
        held = Membership.objects.active().filter(municipality=self)
        return held.select_related("user").order_by("role", "user__name", "pk")

    def fold_names(self) -> str:
        """What a search in any spelling looks through."""
        places = [self.rayon, self.oblast] if self.rayon else [self.oblast]
        names = [self.name_ky, self.name_ru, self.name_en]
        names += [
            name for place in places for name in (place.name_ky, place.name_ru, place.name_en)
        ]
        return fold(" ".join([*names, self.soate]))

    @transition(
        state,
        source=MunicipalityState.ACTIVE,
        target=None,
        permission=rules.may_edit_municipality,
        custom={"label": _("Edit the details"), "done": _("Details changed"), "silent": True},
    )
    def edit(
        self,
        *,
        at,
        name_ky,
        name_ru,
        name_en,
        head_name,
        address_ky,
        address_ru,
        phone,
        email,
        bank_details,
        letterhead_ky,
        letterhead_ru,
    ):
        self.name_ky, self.name_ru, self.name_en, self.head_name = (
            name_ky,
            name_ru,
            name_en,
            head_name,
        )
        self.address_ky, self.address_ru, self.phone, self.email = (
            address_ky,
            address_ru,
            phone,
            email,
        )
        self.bank_details, self.letterhead_ky, self.letterhead_ru = (
            bank_details,
            letterhead_ky,
            letterhead_ru,
        )
        self.search = self.fold_names()

    @transition(
        state,
        source=MunicipalityState.ACTIVE,
        target=MunicipalityState.MERGED,
        permission=rules.may_merge_municipality,
        custom={
            "label": _("Record the merger"),
            "done": _("Merged into another municipality"),
            "weight": "danger",
        },
    )
    def merge(self, *, at, into):
        self.merged_into = into


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, username: str) -> "User":
        """The person behind a phone number or an e-mail address."""
        return self.get(Q(phone=username) | Q(email=username.lower()), is_clock=False)

    def named(self, username: str) -> "User | None":
        """The same, or nobody."""
        return self.filter(Q(phone=username) | Q(email=username.lower()), is_clock=False).first()


class User(AbstractBaseUser):
    """A person who can sign in by phone or e-mail; and the clock."""

    name = models.CharField(_("full name"), max_length=160)
    phone = models.CharField(
        _("phone"),
        max_length=16,
        unique=True,
        null=True,
        blank=True,
        error_messages={"unique": TAKEN_PHONE},
    )
    email = models.EmailField(
        _("e-mail"), unique=True, null=True, blank=True, error_messages={"unique": TAKEN_EMAIL}
    )
    language = models.CharField(_("language"), max_length=2, default="ky")
    is_clock = models.BooleanField(default=False, editable=False)
    confirmed_at = models.DateTimeField(_("identity confirmed"), null=True, blank=True)
    registered_at = models.DateTimeField(_("registered"))
    search = models.TextField(editable=False, default="")
    state = FSMField(
        _("state"), choices=UserState, default=UserState.ACTIVE, protected=True, editable=False
    )

    USERNAME_FIELD = "phone"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    beginning = Beginning(
        verb="register",
        label=_("Create an account"),
        done=_("Account created"),
        may=rules.may_register,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(phone__isnull=False) | Q(email__isnull=False) | Q(is_clock=True),
                name="user_can_be_reached",
                violation_error_message=_("Give a phone number or an e-mail address."),
            ),
            models.UniqueConstraint(
                fields=["is_clock"], condition=Q(is_clock=True), name="one_clock"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def journal_chain(self) -> str:
        return INSTALLATION_CHAIN

    @property
    def is_active(self) -> bool:
        return self.state == UserState.ACTIVE

    @property
    def reached_at(self) -> str:
        """The phone number, or the e-mail address where there is none."""
        return self.phone or self.email or ""

    def get_absolute_url(self) -> str:
        return reverse("user_detail", args=[self.pk])

    @cached_property
    def active_memberships(self) -> list["Membership"]:
        """The offices held now, read once a request."""
        if self.pk is None:
            return []
        return list(
            self.memberships.filter(state=MembershipState.ACTIVE).select_related(
                "municipality", "area"
            )
        )

    @property
    def roles(self) -> set[str]:
        """The kinds of office held now, wherever."""
        return {held.role for held in self.active_memberships}

    def holds(self, role: str, municipality_id: int | None = None) -> bool:
        """Whether this person holds that office (in that municipality, where one is named)."""
        return any(
            held.role == role
            and (municipality_id is None or held.municipality_id == municipality_id)
            for held in self.active_memberships
        )

    def offices_in_order(self) -> models.QuerySet:
        """Every office held now or before, newest first."""
        return self.memberships.select_related("municipality", "area").order_by("-since", "-pk")

    def slips_in_order(self) -> models.QuerySet:
        """The last sign-in slips printed for this person, newest first."""
        return self.slips.select_related("issued_by").order_by("-pk")[:5]

    def fold_names(self) -> str:
        return fold(" ".join(filter(None, (self.name, self.phone, self.email))))

    @transition(
        state,
        source=UserState.ACTIVE,
        target=None,
        permission=rules.may_edit_user,
        custom={"label": _("Edit"), "done": _("Details changed"), "silent": True},
    )
    def edit(self, *, at, name, phone, email, language):
        if (phone or None) != self.phone:
            # SECURITY: the desk has seen the person with the old number; a group's number must not
            # be taken over by writing it into one's own account.
            self.confirmed_at = None
        self.name, self.phone, self.email, self.language = (
            name,
            phone or None,
            email or None,
            language,
        )
        self.search = self.fold_names()

    @transition(
        state,
        source=UserState.ACTIVE,
        target=None,
        permission=rules.may_set_password,
        custom={"label": _("Change the password"), "done": _("Password changed"), "silent": True},
    )
    def change_password(self, *, at, password, at_desk=False):
        self.set_password(password)
        if at_desk:
            self.confirmed_at = at

    @transition(
        state,
        source=UserState.ACTIVE,
        target=UserState.CLOSED,
        permission=rules.may_close_user,
        custom={"label": _("Close the account"), "done": _("Account closed"), "weight": "danger"},
    )
    def close(self, *, at):
        self.set_unusable_password()


class Membership(models.Model):
    """An office a person holds: in a municipality, in an area, or in the installation."""

    user = models.ForeignKey(
        User, models.PROTECT, related_name="memberships", verbose_name=_("person")
    )
    role = models.CharField(_("office"), max_length=14, choices=Role)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="+"
    )
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateTimeField(_("since"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    state = FSMField(
        _("state"),
        choices=MembershipState,
        default=MembershipState.ACTIVE,
        protected=True,
        editable=False,
    )

    objects = MembershipQuerySet.as_manager()

    beginning = Beginning(
        verb="appoint",
        label=_("Appoint"),
        done=_("Appointed"),
        may=rules.may_appoint,
        conditions=[rules.account_is_open],
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="office_has_its_place",
                condition=Q(
                    role__in=[Role.CLERK, Role.HEAD], municipality__isnull=False, area__isnull=True
                )
                | Q(role=Role.AUDITOR, municipality__isnull=False, area__isnull=True)
                | Q(role=Role.AUDITOR, municipality__isnull=True, area__isnull=False)
                | Q(role=Role.ADMINISTRATOR, municipality__isnull=True, area__isnull=True),
                violation_error_message=_(
                    "A clerk and a head need a municipality; an auditor needs a municipality "
                    "or an area."
                ),
            ),
            models.UniqueConstraint(
                F("user"),
                F("role"),
                Coalesce("municipality", Value(0)),
                Coalesce("area", Value("")),
                condition=Q(state=MembershipState.ACTIVE),
                name="office_held_once",
                violation_error_message=_("This person already holds this office."),
            ),
        ]

    def __str__(self) -> str:
        place = self.municipality or self.area
        return f"{self.get_role_display()}, {place}" if place else str(self.get_role_display())

    def others_of_role(self) -> models.QuerySet:
        """Everybody else who holds, or ever held, this kind of office."""
        return type(self).objects.filter(role=self.role)

    @property
    def journal_chain(self) -> str:
        return self.municipality.soate if self.municipality else INSTALLATION_CHAIN

    def get_absolute_url(self) -> str:
        return reverse("user_detail", args=[self.user_id])

    @transition(
        state,
        source=MembershipState.ACTIVE,
        target=MembershipState.ENDED,
        permission=rules.may_end_membership,
        custom={"label": _("End the office"), "done": _("Office ended"), "weight": "danger"},
    )
    def end(self, *, at):
        self.ended_at = at


class Slip(models.Model):
    """A printed one-time sign-in slip: who hands over the right code may set a password."""

    user = models.ForeignKey(User, models.PROTECT, related_name="slips")
    code_hash = models.CharField(max_length=64)
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(_("issued"))
    expires_at = models.DateTimeField(_("valid until"))
    used_at = models.DateTimeField(_("used"), null=True, blank=True)
    state = FSMField(
        _("state"), choices=SlipState, default=SlipState.ISSUED, protected=True, editable=False
    )

    objects = SlipQuerySet.as_manager()

    beginning = Beginning(
        verb="issue_slip",
        label=_("Print a sign-in slip"),
        done=_("Sign-in slip printed"),
        may=rules.may_issue_slip,
        conditions=[rules.account_is_open],
    )

    def __str__(self) -> str:
        return str(self.user)

    @property
    def is_fresh(self) -> bool:
        """Whether the slip could still be used."""
        return self.state == SlipState.ISSUED and rules.slip_is_fresh(self)

    @property
    def journal_chain(self) -> str:
        return INSTALLATION_CHAIN

    def get_absolute_url(self) -> str:
        return reverse("user_detail", args=[self.user_id])

    @transition(
        state,
        source=SlipState.ISSUED,
        target=SlipState.USED,
        permission=rules.may_use_slip,
        conditions=[rules.slip_is_fresh, rules.account_is_open],
        custom={"label": _("Use the slip"), "done": _("Sign-in slip used")},
    )
    def use_slip(self, *, at):
        self.used_at = at

    @transition(
        state,
        source=SlipState.ISSUED,
        target=SlipState.WITHDRAWN,
        permission=rules.may_issue_slip,
        custom={
            "label": _("Withdraw the slip"),
            "done": _("Sign-in slip withdrawn"),
            "weight": "danger",
        },
    )
    def withdraw_slip(self, *, at):
        pass
