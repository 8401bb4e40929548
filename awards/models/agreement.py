"""The agreement with the winner."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from accounts.models import Municipality
from audit import clock
from audit.acts import Beginning, says
from audit.canonical import fingerprint, plain
from awards import rules
from awards.choices import LONGEST_WORDING, AgreementState, AmendmentState
from awards.models.award import Award
from awards.models.record import record_of, without_signature
from awards.models.wording import Wording, lacking
from awards.models.wording.filled import filled_text, left_open
from awards.models.wording.wording import refuse_unknown_fields
from awards.querysets import HangingQuerySet
from competitions.choices import Purchasing
from ui.languages import pick
from ui.som import in_figures

MOST_TRANCHES = 20


class Agreement(models.Model):
    """What the aiyl okmotu and the winner sign, in two languages."""

    award = models.ForeignKey(
        Award, models.PROTECT, related_name="agreements", verbose_name=_("award")
    )
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, related_name="+", verbose_name=_("municipality")
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True)
    serial = models.PositiveIntegerField(_("number in the year"), null=True)
    number = models.CharField(_("number"), max_length=40)
    wording = models.ForeignKey(
        Wording,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements",
        verbose_name=_("wording it was written from"),
    )
    text_ky = models.TextField(_("terms in Kyrgyz"), max_length=LONGEST_WORDING, blank=True)
    text_ru = models.TextField(_("terms in Russian"), max_length=LONGEST_WORDING, blank=True)
    starts_on = models.DateField(_("first day of the work"), null=True, blank=True)
    winner_details = models.TextField(
        _("identity and account of the winner"), max_length=1000, blank=True
    )
    tranches = models.JSONField(_("tranches"), default=list, blank=True)
    interim_days = models.JSONField(_("days of interim reports"), default=list, blank=True)
    winner_signed_on = models.DateField(_("signed by the winner on"), null=True, blank=True)
    winner_name = models.CharField(_("who signed for the winner"), max_length=160, blank=True)
    scan = models.FileField(_("scan"), upload_to="agreements/%Y/", max_length=200, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    # What the winner signed: the head signs the very same, or nothing.
    winner_sha256 = models.CharField(max_length=64, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    drafted_at = models.DateTimeField(_("drafted"))
    state = FSMField(
        _("state"),
        choices=AgreementState,
        default=AgreementState.DRAFTED,
        protected=True,
        editable=False,
    )

    objects = HangingQuerySet.as_manager()

    beginning = Beginning(
        verb="draft_agreement",
        label=_("Draft the agreement"),
        done=_("Agreement drafted"),
        may=rules.may_keep,
        conditions=[
            rules.award_waits_for_agreement,
            rules.results_are_published,
            rules.agreement_is_one,
        ],
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["award"],
                condition=models.Q(state__in=[AgreementState.DRAFTED, AgreementState.SIGNED]),
                name="one_agreement_an_award",
            ),
            models.UniqueConstraint(
                fields=["municipality", "year", "serial"],
                name="one_agreement_a_number",
                violation_error_message=_("There is already an agreement with this number."),
            ),
        ]

    def __str__(self) -> str:
        return f"№ {self.number}"

    @property
    def journal_chain(self) -> str:
        return self.award.journal_chain

    def get_absolute_url(self) -> str:
        return reverse("agreement_detail", args=[self.pk])

    @property
    def text(self) -> str:
        return pick(self, "text")

    def clean(self) -> None:
        refuse_unknown_fields(self)

    def record(self) -> dict[str, Any]:
        """Everything the agreement says: what signing froze, of a draft what it says now."""
        return self.facts or record_of(self)

    def text_in(self, language: str) -> str:
        """The terms as signed and amended since; of a draft, filled from what is known now."""
        for amendment in reversed(self.amendments_signed):
            if getattr(amendment, f"text_{language}"):
                return getattr(amendment, f"text_{language}")
        if self.facts:
            return self.facts.get(f"text_{language}", "")
        return filled_text(getattr(self, f"text_{language}"), self.record(), language)

    @property
    def amendments_signed(self) -> list[Any]:
        """The amendments in force, in order."""
        found = [one for one in self.amendments.all() if one.state == AmendmentState.SIGNED]
        return sorted(found, key=lambda one: one.number)

    def lacking(self) -> list[str]:
        """Fields that one of its texts uses and the other lacks."""
        return lacking(self.text_ky, self.text_ru)

    def left_open(self) -> list[str]:
        """Fields of its texts for which nothing is known yet."""
        texts = {"ky": self.text_ky, "ru": self.text_ru}
        return left_open(self.record(), texts) if not self.facts else []

    @property
    def is_as_worded(self) -> bool:
        """Whether its texts are those of the wording, word for word."""
        if self.wording is None:
            return False
        mine, theirs = (self.text_ky, self.text_ru), (self.wording.text_ky, self.wording.text_ru)
        return mine == theirs

    @property
    def is_signed_by_winner_as_it_is(self) -> bool:
        """Whether nothing the agreement says has changed since the winner signed it."""
        return self.winner_sha256 in ("", self.fingerprint_for_winner())

    def fingerprint_for_winner(self) -> str:
        return fingerprint(without_signature(record_of(self)))

    @transition(
        state,
        source=AgreementState.DRAFTED,
        target=None,
        permission=rules.may_keep,
        custom=says(_("Edit the terms"), _("Terms of the agreement edited"), silent=True),
    )
    def edit(self, *, at, text_ky, text_ru):
        self.text_ky, self.text_ru = text_ky, text_ru
        self._take_signature_away()

    @transition(
        state,
        source=AgreementState.DRAFTED,
        target=None,
        permission=rules.may_keep,
        conditions=[rules.award_waits_for_agreement],
        custom=says(
            _("Set the payments and the days"),
            _("Payments and days of the agreement set"),
            silent=True,
        ),
    )
    def set_days(self, *, at, starts_on, winner_details, tranches, interim_days):
        last = self.award.last_day
        if starts_on and last and starts_on > last:
            raise ValidationError({"starts_on": _("This is after the last day of the work.")})
        wrong = [day for day in interim_days if (last and day > last) or _before(day, starts_on)]
        if wrong:
            raise ValidationError(
                {"interim_days": _("An interim report is due while the work is being done.")}
            )
        self._check_tranches(tranches)
        self.starts_on, self.winner_details = starts_on, winner_details
        self.tranches = plain(list(tranches))
        self.interim_days = plain(sorted(set(interim_days)))
        self._take_signature_away()

    def _check_tranches(self, tranches):
        if not tranches:
            return
        if self.award.competition.purchasing != Purchasing.TRANCHES:
            raise ValidationError(
                {"tranches": _("In this call the municipality purchases: there are no tranches.")}
            )
        total = sum((row["amount"] for row in tranches), Decimal(0))
        if total != self.award.amount:
            sentence = _("The tranches come to %(total)s som; the grant is %(grant)s som.")
            facts = {"total": in_figures(total), "grant": in_figures(self.award.amount)}
            raise ValidationError({"tranches": sentence % facts})
        last = self.award.last_day
        if last and any(row["on"] and row["on"] > last for row in tranches):
            raise ValidationError(
                {"tranches": _("A tranche is paid while the work is being done.")}
            )

    def _take_signature_away(self):
        # What has changed has not been signed by anybody.
        self.winner_signed_on, self.winner_name, self.scan = None, "", ""
        self.winner_sha256 = ""

    @transition(
        state,
        source=AgreementState.DRAFTED,
        target=None,
        permission=rules.may_keep,
        conditions=[rules.agreement_texts_are_there, rules.award_waits_for_agreement],
        custom=says(
            _("Enter the winner's signature"), _("Winner's signature entered"), weight="main"
        ),
    )
    def enter_signature(self, *, at, winner_name, winner_signed_on, scan=None):
        if winner_signed_on > clock.local_day(at):
            raise ValidationError({"winner_signed_on": _("This day has not come yet.")})
        if winner_signed_on < clock.local_day(self.drafted_at):
            raise ValidationError(
                {"winner_signed_on": _("This day is before the agreement was drafted.")}
            )
        self.winner_name, self.winner_signed_on = winner_name, winner_signed_on
        self.winner_sha256 = self.fingerprint_for_winner()
        if scan:
            self.scan = scan

    @transition(
        state,
        source=AgreementState.DRAFTED,
        target=AgreementState.SIGNED,
        permission=rules.may_decide,
        conditions=[
            rules.agreement_texts_are_there,
            rules.winner_has_signed,
            rules.winner_signed_this_text,
            rules.signing_term_runs,
            rules.lines_give_the_grant,
        ],
        custom=says(_("Sign the agreement"), _("Agreement signed"), weight="main"),
    )
    def sign(self, *, at, facts, sha256):
        self.signed_on, self.facts, self.sha256 = clock.local_day(at), facts, sha256

    @transition(
        state,
        source=AgreementState.SIGNED,
        target=None,
        permission=rules.may_decide,
        conditions=[rules.ledger_is_open],
        custom=says(_("Amend the agreement"), _("Agreement amended")),
    )
    def amend(self, *, at, number, changes):
        pass

    @transition(
        state,
        source=AgreementState.SIGNED,
        target=AgreementState.CLOSED,
        permission=rules.may_close,
        custom=says(_("Close the agreement"), _("Agreement closed")),
    )
    def close(self, *, at):
        pass

    @transition(
        state,
        source=[AgreementState.DRAFTED, AgreementState.SIGNED],
        target=AgreementState.TERMINATED,
        permission=rules.may_end_agreement,
        custom=says(_("Terminate the agreement"), _("Agreement terminated"), weight="danger"),
    )
    def terminate(self, *, at):
        pass


def _before(day, first):
    return first is not None and day < first
