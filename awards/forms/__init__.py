from awards.forms.agreement import (
    AgreementEditForm,
    AmendForm,
    ArrangeForm,
    DraftForm,
    SignatureForm,
)
from awards.forms.closing import (
    GatheringForm,
    SettleForm,
    SettlePartForm,
    SettleUpForm,
    ShortfallForm,
    TerminateForm,
    WriteOffForm,
)
from awards.forms.contributions import (
    AttachForm,
    ConfirmForm,
    NameGiverForm,
    PromiseForm,
    UseForm,
    WithdrawPartForm,
)
from awards.forms.money import (
    AccountForm,
    ExpenseForm,
    PayForm,
    PaymentForm,
    ReceiveForm,
    SayWhyForm,
)
from awards.forms.offers import OfferForm, PromoteForm
from awards.forms.reports import MakeVisitForm, MendForm, PlanVisitForm, ReportBeginForm, ReportForm

__all__ = [
    "AccountForm",
    "AgreementEditForm",
    "AmendForm",
    "ArrangeForm",
    "AttachForm",
    "ConfirmForm",
    "DraftForm",
    "ExpenseForm",
    "GatheringForm",
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
]
