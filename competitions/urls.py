from django.urls import path
from django.utils.translation import gettext_lazy as _

from competitions import actions, forms, rules, views
from competitions.models import Competition, Permit, Regulation, Seat
from ui.forms import OptionalNoteForm
from ui.views import ActView, BeginView

urlpatterns = [
    path("regulations/", views.RegulationListView.as_view(), name="regulation_list"),
    path("regulations/<int:pk>/", views.RegulationDetailView.as_view(), name="regulation_detail"),
    path("regulations/<int:pk>/file/", views.RegulationFileView.as_view(), name="regulation_file"),
    path(
        "municipalities/<int:pk>/regulations/begin/",
        views.RegulationBeginView.as_view(),
        name="regulation_begin",
    ),
    path(
        "regulations/<int:pk>/edit/",
        ActView.as_view(
            model=Regulation,
            verb="edit",
            act=actions.edit_regulation,
            form_class=forms.RegulationForm,
        ),
        name="regulation_edit",
    ),
    path(
        "regulations/<int:pk>/edit-settings/",
        views.RegulationSettingsView.as_view(),
        name="regulation_edit_settings",
    ),
    path(
        "regulations/<int:pk>/edit-settings/<slug:part>/",
        views.RegulationPartView.as_view(),
        name="regulation_edit_settings_part",
    ),
    path(
        "regulations/<int:pk>/put-in-force/",
        ActView.as_view(
            model=Regulation,
            verb="put_in_force",
            act=actions.put_in_force,
            lead=_(
                "The regulation in force until now is superseded in the same moment. Calls "
                "already begun keep theirs."
            ),
        ),
        name="regulation_put_in_force",
    ),
    path(
        "regulations/<int:pk>/competitions/begin/",
        views.CompetitionBeginView.as_view(),
        name="competition_begin",
    ),
    path("competitions/", views.CompetitionListView.as_view(), name="competition_list"),
    path(
        "competitions/<int:pk>/", views.CompetitionDetailView.as_view(), name="competition_detail"
    ),
    path(
        "competitions/<int:pk>/versions/<int:number>/",
        views.TermsVersionView.as_view(),
        name="competition_version",
    ),
    path(
        "competitions/<int:pk>/edit/", views.CompetitionEditView.as_view(), name="competition_edit"
    ),
    path(
        "competitions/<int:pk>/edit/<slug:part>/",
        views.CompetitionPartView.as_view(),
        name="competition_edit_part",
    ),
    path(
        "competitions/<int:pk>/announce/",
        ActView.as_view(
            model=Competition,
            verb="announce",
            act=actions.announce,
            template_name="competitions/competition_announce.html",
            lead=_(
                "From this moment the terms are frozen: nobody can change them, only the "
                "reception can be extended."
            ),
        ),
        name="competition_announce",
    ),
    path(
        "competitions/<int:pk>/extend/",
        ActView.as_view(
            model=Competition,
            verb="extend",
            act=actions.extend,
            form_class=forms.ExtendForm,
            template_name="competitions/competition_extend.html",
        ),
        name="competition_extend",
    ),
    path(
        "competitions/<int:pk>/close-reception/",
        ActView.as_view(
            model=Competition,
            verb="close_reception",
            act=actions.close_reception,
            lead=_("After this no application can be handed in, and the check begins."),
        ),
        name="competition_close_reception",
    ),
    path(
        "competitions/<int:pk>/cancel/",
        ActView.as_view(
            model=Competition,
            verb="cancel",
            act=actions.cancel,
            form_class=forms.CancelForm,
            lead=_("A cancelled call cannot be taken up again. Everybody can read the reason."),
        ),
        name="competition_cancel",
    ),
    path("competitions/<int:pk>/seats/", views.SeatListView.as_view(), name="seat_list"),
    path(
        "competitions/<int:pk>/seats/add/",
        BeginView.as_view(
            model=Seat, parent=Competition, act=actions.seat, form_class=forms.SeatForm
        ),
        name="seat_seat",
    ),
    path(
        "seats/<int:pk>/release/",
        ActView.as_view(
            model=Seat,
            verb="release",
            act=actions.release,
            form_class=forms.ReleaseForm,
            template_name="competitions/seat_release.html",
            lead=_(
                "What the person has sent stays and counts; what is not sent yet is no longer "
                "waited for."
            ),
        ),
        name="seat_release",
    ),
    path(
        "seats/<int:pk>/edit/",
        ActView.as_view(
            model=Seat,
            verb="edit",
            act=actions.edit_seat,
            form_class=forms.EditSeatForm,
            lead=_("The person and the order are changed by a new order only."),
        ),
        name="seat_edit",
    ),
    path(
        "seats/<int:pk>/replace/",
        ActView.as_view(
            model=Seat,
            verb="seat",
            may=rules.may_replace,
            act=actions.replace,
            form_class=forms.ReplaceForm,
            label=_("Replace by a new order"),
            done=_("The seat has a new holder."),
            lead=_(
                "One order takes the seat from one person and gives it to another. What the old "
                "holder has sent stays and counts; the chair gives the new one sheets."
            ),
        ),
        name="seat_replace",
    ),
    path("competitions/<int:pk>/seats/slips/", views.SeatSlipsView.as_view(), name="seat_slips"),
    path(
        "competitions/<int:pk>/permits/grant/",
        BeginView.as_view(
            model=Permit,
            parent=Competition,
            act=actions.grant_permit,
            form_class=forms.PermitForm,
            lead=_(
                "The permit lets this one applicant in until its own minute. It is printed in "
                "the protocol."
            ),
        ),
        name="permit_grant_permit",
    ),
    path(
        "permits/<int:pk>/withdraw/",
        ActView.as_view(
            model=Permit,
            verb="withdraw_permit",
            act=actions.withdraw_permit,
            form_class=OptionalNoteForm,
        ),
        name="permit_withdraw_permit",
    ),
]
