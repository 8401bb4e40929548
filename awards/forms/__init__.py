from awards.forms.agreement import (
    AgreementEditForm,
    AmendForm,
    ArrangeForm,
    DraftForm,
    SignatureForm,
)
from awards.forms.closing import (
    GatheringForm,
    GiveBackForm,
    SettleForm,
    SettlePartForm,
    SettleUpForm,
    ShortfallForm,
    TerminateForm,
    WriteOffForm,
    WriteOffPartForm,
)
from awards.forms.contributions import (
    AttachForm,
    ConfirmForm,
    NameGiverForm,
    PromiseForm,
    UseForm,
    WithdrawPartForm,
)
from awards.forms.day_sheets import DaySheetForm
from awards.forms.money import (
    AccountForm,
    ExpenseForm,
    PayForm,
    PaymentForm,
    ReceiveForm,
    SayWhyForm,
)
from awards.forms.narrow import LedgerFilterForm
from awards.forms.offers import OfferForm, PromoteForm
from awards.forms.reports import MakeVisitForm, MendForm, PlanVisitForm, ReportBeginForm, ReportForm

__all__ = [
    "AccountForm",
    "AgreementEditForm",
    "AmendForm",
    "ArrangeForm",
    "AttachForm",
    "ConfirmForm",
    "DaySheetForm",
    "DraftForm",
    "ExpenseForm",
    "GatheringForm",
    "GiveBackForm",
    "LedgerFilterForm",
    "MakeVisitForm",
    "MendForm",
    "NameGiverForm",
    "OfferForm",
    "PayForm",
    "PaymentForm",
    "PlanVisitForm",
    "PromiseForm",
    "PromoteForm",
    "ReceiveForm",
    "ReportBeginForm",
    "ReportForm",
    "SayWhyForm",
    "SettleForm",
    "SettlePartForm",
    "SettleUpForm",
    "ShortfallForm",
    "SignatureForm",
    "TerminateForm",
    "UseForm",
    "WithdrawPartForm",
    "WriteOffForm",
    "WriteOffPartForm",
]
