"""The paper desk: the envelope is registered first, and its minute counts."""

from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.models.application import Application
from applications.querysets import EnvelopeQuerySet


class Envelope(models.Model):
    """An application on paper as it was taken at the desk."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="envelopes")
    received_at = models.DateTimeField(_("minute of receipt"))
    received_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("taken by")
    )
    brought_by = models.CharField(_("brought by"), max_length=160)
    brought_phone = models.CharField(_("phone"), max_length=16, blank=True)
    pages = models.PositiveSmallIntegerField(_("pages"), validators=[MinValueValidator(1)])
    scan = models.FileField(_("scan"), upload_to="envelopes/%Y/%m/", max_length=200, blank=True)
    keyed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("keyed by")
    )
    repeated = models.JSONField(_("keyed a second time"), default=dict, blank=True)
    repeated_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("keyed a second time by"),
    )
    repeated_alone = models.BooleanField(_("both times by the same clerk"), default=False)

    objects = EnvelopeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application"], name="one_envelope_an_application")
        ]

    def __str__(self) -> str:
        return self.brought_by

    def get_absolute_url(self) -> str:
        return reverse("envelope_scan", args=[self.pk])
