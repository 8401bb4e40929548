"""The budget as approved."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.choices import MoneySource
from awards.models.award import NOT_NEGATIVE, Award


class AwardLine(models.Model):
    """One line of the budget as approved."""

    award = models.ForeignKey(Award, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(_("what"), max_length=200)
    unit = models.CharField(_("unit"), max_length=40)
    quantity = models.DecimalField(_("quantity"), max_digits=10, decimal_places=3)
    price = models.DecimalField(_("price, som"), max_digits=12, decimal_places=2)
    source = models.CharField(_("source"), max_length=8, choices=MoneySource)
    asked_amount = models.DecimalField(_("sum in the application"), max_digits=12, decimal_places=2)
    amount = models.DecimalField(
        _("sum approved"), max_digits=12, decimal_places=2, validators=NOT_NEGATIVE
    )

    def __str__(self) -> str:
        return self.title

    @property
    def cut(self) -> Decimal:
        """What the commission cut, som."""
        return self.asked_amount - self.amount

    @property
    def is_grant(self) -> bool:
        return self.source == MoneySource.GRANT

    @property
    def takes_money(self) -> bool:
        """Whether money is spent on this line; goods and labour are used instead."""
        return self.source in (MoneySource.GRANT, MoneySource.CASH)
