"""What people type about themselves, their offices and their municipality."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate, password_validation
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.models import Area, Municipality, User
from ui.forms import LineField, PhoneField, TextField
from ui.phones import normal_phone

LANGUAGES = [("ky", "Кыргызча"), ("ru", "Русский"), ("en", "English")]
MOST_NAMED = 6


def name_field() -> forms.Field:
    """Phone or e-mail, as one signs in with."""
    return LineField(
        label=_("Phone or e-mail"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )


def password_field(label: Any, **kwargs: Any) -> forms.Field:
    """A password that is being chosen; it is never shown again."""
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(label=label, strip=False, max_length=128, widget=widget, **kwargs)


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": _(
            "Nobody can sign in with these. Check the phone or e-mail and the password, mind "
            "capital"
            " letters; or ask the clerk for a sign-in slip."
        ),
        "inactive": _("This account is closed."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"] = name_field()
        self.fields["password"].label = _("Password")

    def clean_username(self) -> str:
        name = self.cleaned_data["username"]
        return normal_phone(name) or name.lower()


class ChosenPassword(forms.Form):
    """A new password, typed twice."""

    password = password_field(
        _("New password"),
        help_text=_("At least eight characters, not only digits, not a word everybody uses."),
    )
    password_again = password_field(_("The same password again"))

    def person(self) -> User | None:
        """Whose password it will be: it must not be their name or phone."""
        return None

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        chosen, again = facts.get("password"), facts.pop("password_again", None)
        if chosen and again and chosen != again:
            self.add_error("password_again", _("The two passwords are not the same."))
        elif chosen:
            try:
                password_validation.validate_password(chosen, self.person())
            except ValidationError as error:
                self.add_error("password", error)
        return facts


class SlipForm(ChosenPassword):
    """A printed slip, and the password its owner chooses."""

    username = name_field()
    code = LineField(
        label=_("Code on the slip"),
        max_length=40,
        help_text=_("Ten letters and figures; capital or small, with or without the dash."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}
        ),
    )
    field_order = ["username", "code", "password", "password_again"]

    def __init__(self, *args: Any, request: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.user = request, None

    def clean_username(self) -> str:
        name = self.cleaned_data["username"]
        return normal_phone(name) or name.lower()

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        if self.errors:
            # SECURITY: a try counts only when the rest was right, and then it always counts.
            return facts
        self.user = authenticate(self.request, username=facts["username"], slip=facts["code"])
        if self.user is None:
            raise ValidationError(
                _(
                    "These do not belong together. Check the phone or e-mail and the code on "
                    "the slip."
                ),
                code="slip",
            )
        return facts


class PersonForm(forms.Form):
    """Who somebody is and how to reach him or her."""

    name = LineField(
        label=_("Full name"),
        max_length=160,
        help_text=_("As in the passport."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = PhoneField(label=_("Phone"), required=False, help_text=_("For example 0555 123 456."))
    email = forms.EmailField(label=_("E-mail"), required=False, max_length=254)
    language = forms.ChoiceField(label=_("Language of letters"), choices=LANGUAGES)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        told = {"phone", "email"} & self.errors.keys()
        if not told and not facts.get("phone") and not facts.get("email"):
            self.add_error("phone", _("Give a phone number or an e-mail address."))
        return facts


class RegisterForm(PersonForm, ChosenPassword):
    """A person opens an account for himself."""

    field_order = ["name", "phone", "email", "language", "password", "password_again"]

    def person(self) -> User:
        facts = self.cleaned_data
        return User(name=facts.get("name", ""), phone=facts.get("phone"), email=facts.get("email"))


class UserEditForm(PersonForm):
    wants_subject = True

    def __init__(self, *args: Any, subject: User, initial: Any = None, **kwargs: Any) -> None:
        known = {name: getattr(subject, name) for name in ("name", "phone", "email", "language")}
        super().__init__(*args, initial=known | (initial or {}), **kwargs)


class UserPasswordForm(ChosenPassword):
    """A new password for oneself; the old one shows that it is oneself."""

    old_password = forms.CharField(
        label=_("Password until now"),
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ["old_password", "password", "password_again"]
    wants_actor = True

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor

    def person(self) -> User:
        return self.actor

    def clean_old_password(self) -> str:
        if not self.actor.check_password(self.cleaned_data["old_password"]):
            raise ValidationError(_("This is not your password until now."), code="old_password")
        return ""

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        facts.pop("old_password", None)
        return facts


class MunicipalityField(LineField):
    """A municipality named by its SOATE code or by its name in any spelling."""

    default_error_messages = {
        "unknown": _("No municipality is called so. Type its name or its SOATE code."),
        "several": _("Several are called so; type the code: %(names)s."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Its name or its SOATE code of 14 figures."))
        super().__init__(max_length=160, **kwargs)

    def clean(self, value: Any) -> Municipality | None:  # type: ignore[override]
        words = super().clean(value)
        if not words:
            return None
        active = Municipality.objects.active().select_related("rayon", "oblast")
        found = list(active.filter(soate=words)) or list(
            active.search(words).order_by("name_ru", "pk")[: MOST_NAMED + 1]
        )
        if not found:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        if len(found) > 1:
            names = [
                f"{one.soate} – {one}, {one.rayon or one.oblast}" for one in found[:MOST_NAMED]
            ]
            names += ["…"] if len(found) > MOST_NAMED else []
            raise ValidationError(
                self.error_messages["several"], "several", {"names": "; ".join(names)}
            )
        return found[0]


class AppointForm(forms.Form):
    role = forms.ChoiceField(label=_("Office"), choices=Role.choices)
    municipality = MunicipalityField(
        label=_("Municipality"),
        required=False,
        help_text=_(
            "For a clerk and a head; for an auditor of one municipality. Name or SOATE code."
        ),
    )
    area = forms.ModelChoiceField(
        label=_("Area"),
        queryset=None,
        required=False,
        help_text=_("For an auditor of a rayon, an oblast or the country."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = Area.objects.order_by("code")

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        role, municipality, area = (facts.get(name) for name in ("role", "municipality", "area"))
        if self.errors:
            return facts
        if role in (Role.CLERK, Role.HEAD) and not municipality:
            self.add_error("municipality", _("A clerk and a head need a municipality."))
        if role == Role.AUDITOR and bool(municipality) == bool(area):
            self.add_error("area", _("An auditor needs either a municipality or an area."))
        if role in (Role.CLERK, Role.HEAD) and area:
            self.add_error("area", _("Only an auditor is appointed to an area."))
        if role == Role.ADMINISTRATOR and (municipality or area):
            self.add_error(
                "role", _("An administrator serves the installation: leave the place empty.")
            )
        return facts


class MunicipalityEditForm(forms.ModelForm):
    """What the municipality's letters are headed with."""

    class Meta:
        model = Municipality
        fields = [
            "name_ky",
            "name_ru",
            "name_en",
            "head_name",
            "address_ky",
            "address_ru",
            "phone",
            "email",
            "bank_details",
            "letterhead_ky",
            "letterhead_ru",
        ]
        field_classes = {
            **dict.fromkeys(
                ["name_ky", "name_ru", "name_en", "head_name", "address_ky", "address_ru", "phone"],
                LineField,
            ),
            **dict.fromkeys(["bank_details", "letterhead_ky", "letterhead_ru"], TextField),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("bank_details", "letterhead_ky", "letterhead_ru"):
            self.fields[name].widget.attrs["rows"] = 4


class MergeForm(forms.Form):
    into = MunicipalityField(label=_("Has become part of"))
    note = TextField(label=_("By which decision"), max_length=1000)

    wants_subject = True

    def __init__(self, *args: Any, subject: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subject = subject

    def clean_into(self) -> Municipality:
        into = self.cleaned_data["into"]
        if into.pk == self.subject.pk:
            raise ValidationError(_("A municipality cannot become part of itself."), code="itself")
        return into


class SearchForm(forms.Form):
    """One line of words to look for."""

    q = LineField(
        label=_("Search"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
