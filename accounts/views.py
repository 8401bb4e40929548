"""Signing in, people, offices, municipalities."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash, views
from django.contrib.auth.mixins import UserPassesTestMixin
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from accounts import actions, rules
from accounts.choices import MembershipState, Role
from accounts.forms import (
    AppointForm,
    PersonForm,
    RegisterForm,
    SearchForm,
    SignInForm,
    SlipForm,
    UserPasswordForm,
)
from accounts.models import Membership, Municipality, Slip, User
from audit.acts import Refused
from ui.forms import blame
from ui.views import ActView, BeginView, DetailPage, Dressed, ListPage

BY_PASSWORD = "accounts.backends.PhoneOrEmailBackend"  # noqa: S105 - the name of a way in
SECRETS = sensitive_post_parameters("password", "password_again", "old_password", "code")


# --- signing in


@method_decorator([SECRETS, never_cache], "dispatch")
class SignInView(Dressed, views.LoginView):
    form_class = SignInForm
    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True
    subject = None


@method_decorator([SECRETS, never_cache], "dispatch")
class RegisterView(Dressed, views.RedirectURLMixin, FormView):
    """A person opens an account for himself, is signed in, and goes on to where he was going."""

    form_class = RegisterForm
    template_name = "accounts/register.html"
    next_page = "home"
    subject = None

    def get_initial(self) -> dict[str, Any]:
        return {"language": (get_language() or "ky")[:2]}

    def form_valid(self, form: RegisterForm) -> Any:
        try:
            user = actions.register(**form.cleaned_data)
        except ValidationError as error:
            blame(form, error)
            return self.form_invalid(form)
        login(self.request, user, backend=BY_PASSWORD)
        messages.success(self.request, _("Your account is open."))
        return redirect(self.get_success_url())


@method_decorator([SECRETS, never_cache], "dispatch")
class SlipUseView(Dressed, views.RedirectURLMixin, FormView):
    """A printed slip becomes a password of one's own."""

    form_class = SlipForm
    template_name = "accounts/slip_use.html"
    next_page = "home"
    subject = None

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"request": self.request}

    def form_valid(self, form: SlipForm) -> Any:
        facts = form.cleaned_data
        slip = actions.find_slip(form.user, facts["code"])
        try:
            used = actions.use_slip(slip, actor=form.user, password=facts["password"])
        except Refused as refusal:
            form.add_error(None, refusal.reasons)
            return self.form_invalid(form)
        login(self.request, used.user, backend=BY_PASSWORD)
        messages.success(self.request, _("Your password is set. Next time sign in with it."))
        return redirect(self.get_success_url())


# --- people


class PeopleMixin(UserPassesTestMixin):
    """Pages for those who keep the accounts: the administrator and the clerks."""

    raise_exception = True

    def test_func(self) -> bool:
        user = self.request.user
        return user.is_authenticated and bool({Role.ADMINISTRATOR, Role.CLERK} & user.roles)

    def handle_no_permission(self) -> Any:
        self.raise_exception = self.request.user.is_authenticated
        return super().handle_no_permission()


class UserListView(PeopleMixin, ListPage):
    """An administrator leafs through everybody; a clerk finds whom he looks for."""

    model = User
    template_name = "accounts/user_list.html"
    ordering = ("name", "pk")

    def get_queryset(self) -> Any:
        self.words = self.request.GET.get("q", "").strip()[:100]
        self.may_leaf = self.request.user.holds(Role.ADMINISTRATOR)
        found = super().get_queryset().with_offices()
        if self.words:
            return found.search(self.words)
        # SECURITY: a clerk has no need of a list of everybody's phone numbers.
        return found if self.may_leaf else found.none()

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        given = {
            "search": SearchForm(initial={"q": self.words}),
            "words": self.words,
            "may_leaf": self.may_leaf,
        }
        return super().get_context_data(**given | more)


class UserDetailView(DetailPage):
    model = User
    template_name = "accounts/user_detail.html"
    context_object_name = "person"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        person, user = self.object, self.request.user
        appoints = rules.may_appoint(Membership(user=person), user)
        may_issue = rules.may_issue_slip(Slip(user=person), user) and person.is_active
        given = {
            "offices": [
                {"office": office, "may_end": appoints and office.state == MembershipState.ACTIVE}
                for office in person.offices_in_order()
            ],
            "may_appoint": appoints and person.is_active,
            "may_issue_slip": may_issue,
            "slips": person.slips_in_order() if may_issue else [],
            "is_self": person.pk == user.pk,
        }
        return super().get_context_data(**given | more)


class OwnPageView(UserDetailView):
    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs, pk=request.user.pk)


class UserRegisterView(BeginView):
    """A clerk opens an account for somebody at the desk; the way in is a printed slip."""

    model = User
    act = actions.register
    form_class = PersonForm
    verb = "register"
    label = _("Register a person")
    lead = _(
        "Ask for the passport. A person without e-mail or smartphone signs in with a printed slip."
    )

    def get_initial(self) -> dict[str, Any]:
        return {"language": (get_language() or "ky")[:2]}


class UserPasswordView(ActView):
    model, act, verb = User, actions.change_password, "change_password"
    form_class = UserPasswordForm

    def do(self, facts: dict[str, Any]) -> Any:
        changed = super().do(facts)
        update_session_auth_hash(self.request, changed)
        return changed


@method_decorator(never_cache, "dispatch")
class UserIssueSlipView(BeginView):
    """The slip is shown this once: its code is kept nowhere."""

    model, parent, act = Slip, User, actions.issue_slip
    lead = _(
        "The slip lets its owner set a password without knowing the old one. Print it, hand it over"
        " in person, keep no copy."
    )

    def form_valid(self, form: Any) -> Any:
        slip, code = self.do(form.cleaned_data)
        given = {
            "slip": slip,
            "person": self.subject,
            "code": code,
            "tongues": ["ky", "ru"],
            "address": f"{settings.SITE_ADDRESS}{reverse('slip_use')}",
        }
        return render(self.request, "accounts/slip_printed.html", given)


class MembershipAppointView(BeginView):
    model, parent = Membership, User
    form_class = AppointForm
    label = _("Appoint to an office")

    def do(self, facts: dict[str, Any]) -> Any:
        return actions.appoint(user=self.subject, actor=self.request.user, **facts)


# --- municipalities


class MunicipalityListView(ListPage):
    model = Municipality
    template_name = "accounts/municipality_list.html"
    ordering = ("name_ru", "pk")

    def get_queryset(self) -> Any:
        self.words = self.request.GET.get("q", "").strip()[:100]
        places = super().get_queryset().select_related("rayon", "oblast", "merged_into")
        return places.search(self.words) if self.words else places

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        given = {"search": SearchForm(initial={"q": self.words}), "words": self.words}
        return super().get_context_data(**given | more)


class MunicipalityDetailView(DetailPage):
    model = Municipality
    template_name = "accounts/municipality_detail.html"
    context_object_name = "municipality"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("rayon", "oblast", "merged_into")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(officers=self.object.officers(), **more)
