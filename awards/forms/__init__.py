from awards.forms.agreement import (
    AgreementEditForm,
    AmendForm,
    ArrangeForm,
    DraftForm,
    OfferForm,
    PromoteForm,
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
from awards.forms.contributions import ConfirmForm, PromiseForm, UseForm
from awards.forms.money import AccountForm, ExpenseForm, PayForm, PaymentForm, SayWhyForm
from awards.forms.reports import MakeVisitForm, MendForm, PlanVisitForm, ReportBeginForm, ReportForm

__all__ = [
    "AccountForm",
    "AgreementEditForm",
    "AmendForm",
    "ArrangeForm",
    "ConfirmForm",
    "DraftForm",
    "ExpenseForm",
    "GatheringForm",
    "MakeVisitForm",
    "MendForm",
    "OfferForm",
    "PayForm",
    "PaymentForm",
    "PlanVisitForm",
    "PromiseForm",
    "PromoteForm",
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
    "WriteOffForm",
]
