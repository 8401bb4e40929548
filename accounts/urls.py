from django.contrib.auth.views import LogoutView
from django.urls import path
from django.utils.translation import gettext_lazy as _

from accounts import actions, views
from accounts.forms import MergeForm, MunicipalityEditForm, UserEditForm
from accounts.models import Membership, Municipality, Slip, User
from ui.forms import OptionalNoteForm
from ui.views import ActView

urlpatterns = [
    path("sign-in/", views.SignInView.as_view(), name="sign_in"),
    path("sign-out/", LogoutView.as_view(), name="sign_out"),
    path("register/", views.RegisterView.as_view(), name="register"),
    path("slip/", views.SlipUseView.as_view(), name="slip_use"),
    path("own-page/", views.OwnPageView.as_view(), name="own_page"),
    path("people/", views.UserListView.as_view(), name="user_list"),
    path("people/register/", views.UserRegisterView.as_view(), name="user_register"),
    path("people/<int:pk>/", views.UserDetailView.as_view(), name="user_detail"),
    path(
        "people/<int:pk>/edit/",
        ActView.as_view(model=User, verb="edit", act=actions.edit_user, form_class=UserEditForm),
        name="user_edit",
    ),
    path(
        "people/<int:pk>/change-password/",
        views.UserPasswordView.as_view(),
        name="user_change_password",
    ),
    path(
        "people/<int:pk>/close/",
        ActView.as_view(
            model=User,
            verb="close",
            act=actions.close,
            form_class=OptionalNoteForm,
            lead=_("Nobody can sign in with a closed account. Everything the person did stays."),
        ),
        name="user_close",
    ),
    path(
        "people/<int:pk>/issue-slip/",
        views.UserIssueSlipView.as_view(),
        name="user_issue_slip",
    ),
    path(
        "people/<int:pk>/appoint/",
        views.MembershipAppointView.as_view(),
        name="membership_appoint",
    ),
    path(
        "offices/<int:pk>/end/",
        ActView.as_view(model=Membership, verb="end", act=actions.end, form_class=OptionalNoteForm),
        name="membership_end",
    ),
    path(
        "slips/<int:pk>/withdraw/",
        ActView.as_view(model=Slip, verb="withdraw_slip", act=actions.withdraw_slip),
        name="slip_withdraw_slip",
    ),
    path("municipalities/", views.MunicipalityListView.as_view(), name="municipality_list"),
    path(
        "municipalities/<int:pk>/",
        views.MunicipalityDetailView.as_view(),
        name="municipality_detail",
    ),
    path(
        "municipalities/<int:pk>/edit/",
        ActView.as_view(
            model=Municipality,
            verb="edit",
            act=actions.edit_municipality,
            form_class=MunicipalityEditForm,
        ),
        name="municipality_edit",
    ),
    path(
        "municipalities/<int:pk>/merge/",
        ActView.as_view(
            model=Municipality,
            verb="merge",
            act=actions.merge,
            form_class=MergeForm,
            lead=_(
                "The old municipality keeps its calls and its journal; new calls are begun in "
                "the new one."
            ),
        ),
        name="municipality_merge",
    ),
]
