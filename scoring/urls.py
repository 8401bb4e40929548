"""The commission's addresses."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from competitions.models import Competition
from scoring import actions, views
from scoring.forms import (
    AnswerAppealForm,
    AnswerForm,
    AttendanceForm,
    ConsentForm,
    DecisionForm,
    DissentForm,
    InterestForm,
    MeetingForm,
    MotionForm,
    ProtocolForm,
    QuestionForm,
    ReopenForm,
    ScanForm,
    UpholdForm,
)
from scoring.models import Answer, Appeal, Consent, Meeting, Protocol, Sheet, TieBreak
from ui.forms import NoteForm
from ui.views import ActView, BeginView

CALL = "competitions/<int:pk>"
SHEET = "sheets/<int:pk>"
MEETING = "meetings/<int:pk>"
PROTOCOL = "protocols/<int:pk>"
APPEAL = "appeals/<int:pk>"

urlpatterns = [
    path("commissions/", views.CommissionListView.as_view(), name="commission_list"),
    path(
        f"{CALL}/open-scoring/",
        ActView.as_view(
            model=Competition,
            verb="open_scoring",
            act=actions.open_scoring,
            lead=_("Every member gets a sheet for every admitted application, in an own order."),
        ),
        name="competition_open_scoring",
    ),
    path(
        f"{CALL}/close-scoring/",
        views.ScoringCloseView.as_view(),
        name="competition_close_scoring",
    ),
    path(
        f"{CALL}/call-alternate/",
        views.CallAlternateView.as_view(),
        name="competition_call_alternate",
    ),
    path(f"{CALL}/declarations/", views.DeclarationsView.as_view(), name="declarations"),
    path(f"{CALL}/remind/", views.SheetsRemindView.as_view(), name="sheets_remind"),
    path(f"{CALL}/send-sheets/", views.SheetsSendView.as_view(), name="sheets_send"),
    path(f"{CALL}/grid/", views.GridView.as_view(), name="grid"),
    path(f"{CALL}/ranking/", views.RankingView.as_view(), name="ranking"),
    path(f"{CALL}/fairness/", views.FairnessView.as_view(), name="fairness"),
    path(
        f"{CALL}/answer-checks/",
        BeginView.as_view(
            model=Answer,
            parent=Competition,
            act=actions.answer_checks,
            form_class=AnswerForm,
            lead=_(
                "The ranking decides. Say in words why it stands although a check would finance "
                "others, or what the commission makes of it. The answer is printed in the protocol."
            ),
        ),
        name="answer_answer_checks",
    ),
    path(
        f"{CALL}/record-consent/",
        BeginView.as_view(
            model=Consent,
            parent=Competition,
            act=actions.record_consent,
            form_class=ConsentForm,
            lead=_(
                "The applicant takes a part of the sum asked, and no less than is written here."
            ),
        ),
        name="consent_record_consent",
    ),
    path(
        f"{CALL}/settle-tie/<str:numbers>/",
        views.TieSettleView.as_view(),
        name="tiebreak_settle_tie",
    ),
    path(
        "ties/<int:pk>/strike-out-tie/",
        ActView.as_view(
            model=TieBreak, verb="strike_out_tie", act=actions.strike_out_tie, form_class=NoteForm
        ),
        name="tiebreak_strike_out_tie",
    ),
    path(f"{CALL}/rooms/", views.RoomListView.as_view(), name="room_list"),
    path(f"{CALL}/open-room/", views.RoomOpenView.as_view(), name="room_open_room"),
    path("rooms/<int:pk>/close-room/", views.RoomCloseView.as_view(), name="room_close_room"),
    path("room/", views.RoomView.as_view(), name="room_desk"),
    path("room/hand-over/", views.HandOverView.as_view(), name="room_hand_over"),
    path("seats/<int:pk>/give-pin/", views.PinGiveView.as_view(), name="pin_give_pin"),
    path(f"{SHEET}/", views.SheetDetailView.as_view(), name="sheet_detail"),
    path(f"{SHEET}/files/<int:number>/", views.SheetFileView.as_view(), name="sheet_file"),
    path(
        f"{SHEET}/declare-no-interest/",
        ActView.as_view(
            model=Sheet,
            verb="declare_no_interest",
            act=actions.declare_no_interest,
            lead=_(
                "You are not related to the applicant, do not work for them, gain nothing from it."
            ),
        ),
        name="sheet_declare_no_interest",
    ),
    path(
        f"{SHEET}/declare-interest/",
        ActView.as_view(
            model=Sheet,
            verb="declare_interest",
            act=actions.declare_interest,
            form_class=InterestForm,
            lead=_("You will not see this application, nor what others give it."),
        ),
        name="sheet_declare_interest",
    ),
    path(
        f"{SHEET}/declare-late-interest/",
        ActView.as_view(
            model=Sheet,
            verb="declare_late_interest",
            act=actions.declare_late_interest,
            form_class=InterestForm,
            lead=_("The sheet becomes void for everybody to see, and its points count no more."),
        ),
        name="sheet_declare_late_interest",
    ),
    path(
        f"{SHEET}/remind/",
        ActView.as_view(model=Sheet, verb="remind", act=actions.remind),
        name="sheet_remind",
    ),
    path(f"{SHEET}/score/", views.SheetScoreView.as_view(), name="sheet_score"),
    path(f"{SHEET}/send/", views.SheetSendView.as_view(), name="sheet_send"),
    path(
        f"{SHEET}/reopen/",
        ActView.as_view(
            model=Sheet,
            verb="reopen",
            act=actions.reopen,
            form_class=ReopenForm,
            lead=_("What was sent is kept. The member sends the sheet again within the term."),
        ),
        name="sheet_reopen",
    ),
    path(
        f"{SHEET}/excuse/",
        ActView.as_view(model=Sheet, verb="excuse", act=actions.excuse, form_class=NoteForm),
        name="sheet_excuse",
    ),
    path(
        f"{SHEET}/decline-to-score/",
        ActView.as_view(
            model=Sheet, verb="decline_to_score", act=actions.decline_to_score, form_class=NoteForm
        ),
        name="sheet_decline_to_score",
    ),
    path(
        f"{CALL}/plan-meeting/",
        BeginView.as_view(
            model=Meeting, parent=Competition, act=actions.plan_meeting, form_class=MeetingForm
        ),
        name="meeting_plan_meeting",
    ),
    path(f"{CALL}/meetings/", views.MeetingListView.as_view(), name="meeting_list"),
    path(f"{MEETING}/", views.MeetingDetailView.as_view(), name="meeting_detail"),
    path(
        f"{MEETING}/change-meeting/",
        ActView.as_view(
            model=Meeting, verb="change_meeting", act=actions.change_meeting, form_class=MeetingForm
        ),
        name="meeting_change_meeting",
    ),
    path(
        f"{MEETING}/record-attendance/",
        ActView.as_view(
            model=Meeting,
            verb="record_attendance",
            act=actions.record_attendance,
            form_class=AttendanceForm,
        ),
        name="meeting_record_attendance",
    ),
    path(
        f"{MEETING}/open-meeting/",
        ActView.as_view(model=Meeting, verb="open_meeting", act=actions.open_meeting),
        name="meeting_open_meeting",
    ),
    path(
        f"{MEETING}/record-question/",
        ActView.as_view(
            model=Meeting,
            verb="record_question",
            act=actions.record_question,
            form_class=QuestionForm,
        ),
        name="meeting_record_question",
    ),
    path(
        f"{MEETING}/record-motion/",
        ActView.as_view(
            model=Meeting,
            verb="record_motion",
            act=actions.record_motion,
            form_class=MotionForm,
            lead=_(
                "Whoever stands apart from the application has no voice; that is written by "
                "itself. Of a secret vote only the counts are written down."
            ),
        ),
        name="meeting_record_motion",
    ),
    path(
        f"{MEETING}/record-dissent/",
        ActView.as_view(
            model=Meeting, verb="record_dissent", act=actions.record_dissent, form_class=DissentForm
        ),
        name="meeting_record_dissent",
    ),
    path(
        f"{CALL}/draw-up/",
        BeginView.as_view(
            model=Protocol,
            parent=Competition,
            act=actions.draw_up,
            lead=_("The proposals follow the ranking and the cut-off rule of the call."),
        ),
        name="protocol_draw_up",
    ),
    path(f"{PROTOCOL}/", views.ProtocolDetailView.as_view(), name="protocol_detail"),
    path(
        f"{PROTOCOL}/change-protocol/",
        ActView.as_view(
            model=Protocol,
            verb="change_protocol",
            act=actions.change_protocol,
            form_class=ProtocolForm,
        ),
        name="protocol_change_protocol",
    ),
    path(f"{PROTOCOL}/change-proposal/", views.ProposalChangeView.as_view(), name="proposal_add"),
    path(
        f"{PROTOCOL}/change-proposal/<int:number>/",
        views.ProposalChangeView.as_view(),
        name="proposal_change",
    ),
    path(
        f"{PROTOCOL}/draw-up-again/",
        ActView.as_view(
            model=Protocol,
            verb="draw_up_again",
            act=actions.draw_up_again,
            lead=_("What was changed by hand is lost; the proposals begin afresh."),
        ),
        name="protocol_draw_up_again",
    ),
    path(
        f"{PROTOCOL}/countersign/",
        ActView.as_view(model=Protocol, verb="countersign", act=actions.countersign),
        name="protocol_countersign",
    ),
    path(
        f"{PROTOCOL}/sign/",
        ActView.as_view(
            model=Protocol,
            verb="sign",
            act=actions.sign,
            lead=_("Signing freezes the points, the ranking and the protocol."),
        ),
        name="protocol_sign",
    ),
    path(
        f"{PROTOCOL}/attach-scan/",
        ActView.as_view(
            model=Protocol, verb="attach_scan", act=actions.attach_scan, form_class=ScanForm
        ),
        name="protocol_attach_scan",
    ),
    path(
        f"{PROTOCOL}/take-out-scans/",
        ActView.as_view(
            model=Protocol,
            verb="take_out_scans",
            act=actions.take_out_scans,
            lead=_("The files of this draft are taken out, to be attached anew."),
        ),
        name="protocol_take_out_scans",
    ),
    path(f"{PROTOCOL}/scan/<int:number>/", views.ProtocolScanView.as_view(), name="protocol_scan"),
    path("appeals/", views.AppealListView.as_view(), name="appeal_list"),
    path(f"{CALL}/file-appeal/", views.AppealFileView.as_view(), name="appeal_file_appeal"),
    path(f"{APPEAL}/", views.AppealDetailView.as_view(), name="appeal_detail"),
    path(
        f"{APPEAL}/uphold/",
        ActView.as_view(
            model=Appeal,
            verb="uphold",
            act=actions.uphold,
            form_class=UpholdForm,
            lead=_(
                "Say what becomes of which application: the amending protocol is filled from it. "
                "Until that is signed and carried out the list stands as it is."
            ),
        ),
        name="appeal_uphold",
    ),
    path(
        f"{APPEAL}/dismiss/",
        ActView.as_view(model=Appeal, verb="dismiss", act=actions.dismiss, form_class=DecisionForm),
        name="appeal_dismiss",
    ),
    path(
        f"{APPEAL}/answer-appeal/",
        ActView.as_view(
            model=Appeal,
            verb="answer_appeal",
            act=actions.answer_appeal,
            form_class=AnswerAppealForm,
        ),
        name="appeal_answer_appeal",
    ),
    path(
        f"{APPEAL}/draw-up-amendment/",
        views.AmendmentDrawUpView.as_view(),
        name="appeal_draw_up_amendment",
    ),
]
