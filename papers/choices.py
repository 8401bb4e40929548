"""The kinds of papers that leave the house."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    ANNOUNCEMENT = "announcement", _("announcement")
    RECEIPT = "receipt", _("receipt")
    PROTOCOL = "protocol", _("protocol")
    KEY = "key", _("key to the codes")
    AGREEMENT = "agreement", _("agreement")
    AMENDMENT = "amendment", _("amendment of an agreement")
    EXTENSION = "extension", _("extension of the term for signing")
    ACCEPTANCE = "acceptance", _("acceptance of the final report")
    REPORT = "report", _("report of the winner")
    PAYMENT_ORDER = "pay_order", _("order to pay")
    ACT_OF_RECEIPT = "act_receipt", _("act of receipt")
    CLOSING_ACT = "closing_act", _("closing act")

    @property
    def one_sheet(self) -> bool:
        """Whether both languages stand on one sheet."""
        return self is Kind.RECEIPT


ISSUED = "issued"
LANGUAGES = ("ky", "ru")
