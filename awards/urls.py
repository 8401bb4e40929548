"""Addresses of awards and of what hangs on them."""

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from awards import actions, forms, views
from awards.models import (
    Agreement,
    Amendment,
    Award,
    Contribution,
    DaySheet,
    Expense,
    Finding,
    Gathering,
    Obligation,
    Offer,
    Payment,
    Photo,
    Proof,
    Report,
    Settlement,
    Use,
    Visit,
    Wording,
    WriteOff,
)
from awards.rules import may_keep
from competitions.models import Competition
from scoring.models import Protocol
from scoring.rules import may_carry_out
from ui.forms import EmptyForm, NoteForm, OptionalNoteForm
from ui.views import ActView, BeginView


def act(
    model: Any,
    plural: str,
    verb: str,
    form: Any = EmptyForm,
    lead: Any = "",
    *,
    page: type[ActView] = ActView,
    **more: Any,
) -> URLPattern:
    """The page of one act upon one thing."""
    view = page.as_view(
        model=model, verb=verb, act=getattr(actions, verb), form_class=form, lead=lead, **more
    )
    name = f"{model._meta.model_name}_{verb}"
    return path(f"{plural}/<int:pk>/{verb.replace('_', '-')}/", view, name=name)


def giving(verb: str, form: Any = EmptyForm, lead: Any = "") -> URLPattern:
    """The page of one act upon a contribution."""
    view = views.GivingActView.as_view(
        verb=verb, act=getattr(actions, verb), form_class=form, lead=lead
    )
    address = f"contributions/<int:pk>/{verb.replace('_', '-')}/"
    return path(address, view, name=f"contribution_{verb}")


def beginning(model: Any, plural: str, verb: str, form: Any, does: Any, **looks: Any) -> URLPattern:
    """The page where something begins below an award."""
    view = BeginView.as_view(model=model, parent=Award, act=does, form_class=form, **looks)
    name = f"{model._meta.model_name}_{verb}"
    return path(f"awards/<int:pk>/{plural}/{verb.replace('_', '-')}/", view, name=name)


def file(model: Any, plural: str, field: str = "file") -> URLPattern:
    """A file of one row."""
    name = f"{model._meta.model_name}_{field}"
    return path(
        f"{plural}/<int:pk>/{field}/", views.FileView.as_view(model=model, field=field), name=name
    )


urlpatterns = [
    path("awards/", views.AwardListView.as_view(), name="award_list"),
    path("awards/terms/", views.AwardTermsView.as_view(), name="award_terms"),
    path("awards/calendar/", views.AwardCalendarView.as_view(), name="award_calendar"),
    path("awards/contributions/", views.AwardGivingView.as_view(), name="award_giving"),
    path("awards/<int:pk>/", views.AwardDetailView.as_view(), name="award_detail"),
    path("awards/<int:pk>/budget/", views.AwardBudgetView.as_view(), name="award_budget"),
    path("competitions/<int:pk>/reserve/", views.ReserveView.as_view(), name="reserve_list"),
    act(
        Competition,
        "competitions",
        "decide",
        lead=_(
            "The signed protocol is carried out: awards, places in the reserve, "
            "initiatives not financed."
        ),
    ),
    path(
        "protocols/<int:pk>/apply-amendment/",
        ActView.as_view(
            model=Protocol,
            verb="apply_amendment",
            act=actions.apply_amendment,
            may=may_carry_out,
            label=_("Carry the amending protocol out"),
            done=_("Amending protocol carried out"),
        ),
        name="protocol_apply_amendment",
    ),
    act(
        Competition,
        "competitions",
        "publish",
        lead=_(
            "Everybody who applied is told the decision, and the results appear "
            "on the public pages."
        ),
    ),
    act(
        Competition,
        "competitions",
        "complete",
        lead=_("The reserve ends with the competition."),
        page=views.CompleteActView,
    ),
    path(
        "applications/<int:pk>/offer/",
        BeginView.as_view(
            model=Offer,
            parent=Application,
            act=actions.offer,
            form_class=forms.OfferForm,
            lead=_("The first of the reserve has a term to answer; silence counts as no."),
        ),
        name="offer_offer",
    ),
    path("offers/<int:pk>/", views.OfferDetailView.as_view(), name="offer_detail"),
    act(Offer, "offers", "accept_offer"),
    act(Offer, "offers", "decline_offer", lead=_("The place in the reserve is lost with it.")),
    act(Offer, "offers", "lapse_offer", lead=_("The next of the reserve is asked.")),
    path(
        "applications/<int:pk>/promote/",
        views.ReserveActView.as_view(
            verb="award",
            act=actions.promote,
            form_class=forms.PromoteForm,
            label=_("Award from the reserve"),
            lead=_("Free money goes to the first of the reserve."),
        ),
        name="application_promote",
    ),
    path(
        "applications/<int:pk>/release/",
        views.ReserveActView.as_view(
            verb="pass_over",
            act=actions.release,
            label=_("Release from the reserve"),
        ),
        name="application_release",
    ),
    act(
        Award,
        "awards",
        "arrange",
        forms.ArrangeForm,
        _("What the commission cut, line by line: together the grant."),
    ),
    act(
        Award,
        "awards",
        "forgo",
        OptionalNoteForm,
        _("The money becomes free for the reserve. This cannot be undone."),
    ),
    act(
        Award,
        "awards",
        "lapse",
        OptionalNoteForm,
        _("The money becomes free for the reserve. This cannot be undone."),
    ),
    act(
        Award,
        "awards",
        "resolve_shortfall",
        forms.ShortfallForm,
        page=views.ShortfallActView,
    ),
    act(
        Award,
        "awards",
        "settle_up",
        forms.SettleUpForm,
        _("What is unspent is reckoned by source and becomes obligations, giver by giver."),
        page=views.UnspentActView,
    ),
    act(Award, "awards", "close", lead=_("The closing act is drawn up with it.")),
    act(
        Award,
        "awards",
        "wind_up",
        lead=_("Everything owed is settled: the closing act of the terminated award is drawn up."),
    ),
    path("awards/<int:pk>/closing/", views.AwardClosingView.as_view(), name="award_closing"),
    path("awards/<int:pk>/refunds/", views.AwardRefundsView.as_view(), name="award_refunds"),
    act(
        Award,
        "awards",
        "give_back",
        forms.GiveBackForm,
        _("Mark whoever has signed that the money came back; each gets the whole of what is left."),
        may=may_keep,
        label=_("Enter that givers got their money back"),
        done=_("Money given back"),
    ),
    act(
        Award,
        "awards",
        "terminate",
        forms.TerminateForm,
        _("Payments not made are cancelled; what is unspent goes back by source, giver by giver."),
        page=views.UnspentActView,
    ),
    act(
        Award,
        "awards",
        "extend_signing",
        forms.ExtendSigningForm,
        _("The decision is recorded with its reason, and the winner is told."),
    ),
    path("wordings/", views.WordingListView.as_view(), name="wording_list"),
    path("wordings/<int:pk>/", views.WordingDetailView.as_view(), name="wording_detail"),
    path(
        "municipalities/<int:pk>/wordings/begin/",
        views.WordingBeginView.as_view(),
        name="wording_begin",
    ),
    path(
        "wordings/<int:pk>/edit-wording/",
        views.WordingEditView.as_view(),
        name="wording_edit_wording",
    ),
    act(
        Wording,
        "wordings",
        "adopt",
        lead=_("Agreements are written from it from now on; those already drafted stay."),
    ),
    path(
        "awards/<int:pk>/agreements/draft/",
        views.AgreementDraftView.as_view(),
        name="agreement_draft",
    ),
    path("agreements/<int:pk>/", views.AgreementDetailView.as_view(), name="agreement_detail"),
    path("agreements/<int:pk>/edit/", views.AgreementEditView.as_view(), name="agreement_edit"),
    act(
        Agreement,
        "agreements",
        "set_days",
        forms.DaysForm,
        _("After a change the winner signs anew."),
    ),
    act(Agreement, "agreements", "enter_signature", forms.SignatureForm),
    act(
        Agreement,
        "agreements",
        "sign",
        lead=_("The text and the figures of the agreement are frozen."),
    ),
    act(
        Agreement,
        "agreements",
        "amend",
        forms.AmendForm,
        _("For an amendment both sides have signed on paper. Otherwise draft it first."),
    ),
    file(Agreement, "agreements", "scan"),
    path(
        "agreements/<int:pk>/amendments/draft/",
        views.AmendmentDraftView.as_view(),
        name="amendment_draft",
    ),
    path("amendments/<int:pk>/", views.AmendmentDetailView.as_view(), name="amendment_detail"),
    act(
        Amendment,
        "amendments",
        "redraft",
        forms.AmendmentForm,
        _("After a change the winner signs anew."),
    ),
    act(Amendment, "amendments", "enter_signature", forms.SignatureForm),
    path(
        "amendments/<int:pk>/sign/",
        ActView.as_view(
            model=Amendment,
            verb="sign",
            act=actions.sign_amendment,
            form_class=forms.SignAmendmentForm,
            lead=_("What it changes is changed in the same moment."),
        ),
        name="amendment_sign",
    ),
    act(Amendment, "amendments", "drop", OptionalNoteForm),
    file(Amendment, "amendments", "scan"),
    path(
        "awards/<int:pk>/payments/plan/",
        views.MoneyBeginView.as_view(
            model=Payment, act=actions.plan_payment, form_class=forms.PaymentForm
        ),
        name="payment_plan",
    ),
    path("payments/<int:pk>/", views.PaymentDetailView.as_view(), name="payment_detail"),
    act(Payment, "payments", "approve"),
    act(Payment, "payments", "pay", forms.PayForm),
    act(Payment, "payments", "receive", forms.ReceiveForm),
    act(Payment, "payments", "account", forms.AccountForm),
    act(Payment, "payments", "cancel", forms.SayWhyForm),
    file(Payment, "payments", "receipt"),
    path(
        "awards/<int:pk>/contributions/",
        views.ContributionListView.as_view(),
        name="contribution_list",
    ),
    beginning(
        Contribution,
        "contributions",
        "promise",
        forms.PromiseForm,
        actions.promise,
        template_name="awards/contribution_act.html",
    ),
    path(
        "contributions/<int:pk>/",
        views.ContributionDetailView.as_view(),
        name="contribution_detail",
    ),
    giving("confirm", forms.ConfirmForm),
    giving("use", forms.UseForm),
    giving("finish"),
    giving("withdraw", forms.SayWhyForm),
    giving(
        "withdraw_part",
        forms.WithdrawPartForm,
        _("The promise stays to be seen as it was made."),
    ),
    giving(
        "name_giver",
        forms.NameGiverForm,
        _("Only with this consent do outsiders read the name; else they read the kind of giver."),
    ),
    giving("attach", forms.AttachForm),
    file(Proof, "proofs"),
    file(Contribution, "contributions", "proof"),
    file(Use, "uses"),
    path("awards/<int:pk>/day-sheets/", views.DaySheetListView.as_view(), name="daysheet_list"),
    path(
        "awards/<int:pk>/day-sheets/record/",
        views.SheetRecordView.as_view(),
        name="daysheet_record",
    ),
    path("day-sheets/<int:pk>/", views.DaySheetDetailView.as_view(), name="daysheet_detail"),
    act(DaySheet, "day-sheets", "attach", forms.AttachForm),
    act(
        DaySheet,
        "day-sheets",
        "strike_sheet",
        forms.SayWhyForm,
        _("What the sheet confirmed and used leaves the books; the sheet stays to be seen."),
    ),
    path(
        "awards/<int:pk>/expenses/record/",
        views.MoneyBeginView.as_view(
            model=Expense, act=actions.record_expense, form_class=forms.ExpenseForm
        ),
        name="expense_record",
    ),
    path("expenses/<int:pk>/", views.ExpenseDetailView.as_view(), name="expense_detail"),
    act(Expense, "expenses", "strike_out", forms.SayWhyForm),
    file(Expense, "expenses"),
    beginning(Visit, "visits", "plan", forms.PlanVisitForm, actions.plan_visit),
    path("visits/<int:pk>/", views.VisitDetailView.as_view(), name="visit_detail"),
    act(
        Visit,
        "visits",
        "make_visit",
        forms.MakeVisitForm,
        _("Photos are added after it, one by one, on the page of the visit."),
    ),
    act(Visit, "visits", "call_off", forms.CallOffForm),
    path("findings/<int:pk>/", views.FindingDetailView.as_view(), name="finding_detail"),
    act(Finding, "findings", "mend", forms.MendForm),
    *(
        path(
            f"{model._meta.model_name}s/<int:pk>/photos/add/",
            views.PhotoAddView.as_view(parent=model),
            name=f"photo_add_to_{model._meta.model_name}",
        )
        for model in (Award, Visit, Finding, Report)
    ),
    path("photos/<int:pk>/", views.PhotoDetailView.as_view(), name="photo_detail"),
    file(Photo, "photos"),
    file(Photo, "photos", "small"),
    path(
        "photos/<int:pk>/consent-file/", views.ConsentFileView.as_view(), name="photo_consent_file"
    ),
    act(Photo, "photos", "describe_photo", forms.DescribePhotoForm),
    act(Photo, "photos", "record_consent", forms.RecordConsentForm),
    act(
        Photo,
        "photos",
        "publish_photo",
        lead=_("Anybody will see it on the public page of the initiative."),
    ),
    act(Photo, "photos", "withhold_photo", forms.WithholdPhotoForm),
    beginning(Report, "reports", "begin", forms.ReportBeginForm, actions.begin_report),
    path("reports/<int:pk>/", views.ReportDetailView.as_view(), name="report_detail"),
    path("reports/<int:pk>/edit/", views.ReportEditView.as_view(page="work"), name="report_edit"),
    path(
        "reports/<int:pk>/edit/<slug:part>/",
        views.ReportEditView.as_view(),
        name="report_edit_page",
    ),
    act(
        Report, "reports", "submit", lead=_("The words and the figures of this moment are frozen.")
    ),
    act(
        Report,
        "reports",
        "send_back",
        forms.SendReportBackForm,
        _("Each point is answered by itself before the report is handed in again."),
    ),
    act(
        Report,
        "reports",
        "refuse",
        NoteForm,
        _(
            "A refused report counts as not handed in: what waits for it is not paid, what was "
            "paid is not accounted for, the accounts cannot be made up. The winner may hand in a "
            "new one; you may terminate the agreement, and then the money is demanded back."
        ),
    ),
    act(Report, "reports", "accept"),
    path("obligations/<int:pk>/", views.ObligationDetailView.as_view(), name="obligation_detail"),
    act(Obligation, "obligations", "settle_part", forms.SettlePartForm),
    act(Obligation, "obligations", "settle", forms.SettleForm),
    act(Obligation, "obligations", "write_off", forms.WriteOffForm),
    act(Obligation, "obligations", "write_off_part", forms.WriteOffPartForm),
    file(Settlement, "settlements"),
    file(WriteOff, "write-offs"),
    beginning(Gathering, "gatherings", "record", forms.GatheringForm, actions.record_gathering),
    file(Gathering, "gatherings"),
]
