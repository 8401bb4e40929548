"""The application: one initiative of one applicant in one call."""

from collections.abc import Mapping
from copy import copy
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from accounts.models import User
from accounts.querysets import fold
from applications import rules
from applications.arithmetic import Line, Totals, totals
from applications.choices import (
    AGREED,
    CHECK_OUTCOMES,
    CHECK_VERBS,
    DECISION_VERBS,
    DECISIONS,
    EDITABLE,
    GIVEN_UP,
    KEYED,
    KEYED_TITLES,
    MINUTES_APART,
    NEVER_MENDED,
    PART_TITLES,
    SHORT,
    ApplicationState,
    Language,
    Route,
    form_of,
)
from applications.querysets import ApplicationQuerySet
from audit import clock
from audit.acts import Beginning, Refused, says
from competitions.choices import ApplicantKind, CompetitionState, Field, InitiativeKind
from competitions.models import Competition


class Application(models.Model):
    """What an initiative group, a person or an organisation asks for, and what it gives itself."""

    competition = models.ForeignKey(
        Competition, models.PROTECT, related_name="+", verbose_name=_("call")
    )
    applicant = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account of the applicant"),
    )
    route = models.CharField(_("how it came"), max_length=6, choices=Route, default=Route.SCREEN)
    number = models.PositiveIntegerField(_("registration number"), null=True, blank=True)
    code = models.CharField(_("code"), max_length=8, blank=True)
    draft_version = models.PositiveIntegerField(default=0, editable=False)
    # How often each page was saved: who saves over a newer text is told so.
    part_versions = models.JSONField(default=dict, editable=False, blank=True)
    search = models.TextField(default="", editable=False, blank=True)

    applicant_kind = models.CharField(
        _("who applies"), max_length=6, choices=ApplicantKind, blank=True
    )
    group_name = models.CharField(
        _("name of the group or organisation"), max_length=200, blank=True
    )
    representative_name = models.CharField(
        _("representative's full name"), max_length=160, blank=True
    )
    representative_phone = models.CharField(_("representative's phone"), max_length=16, blank=True)
    registration_number = models.CharField(
        _("registration number of the legal person"), max_length=60, blank=True
    )
    address = models.CharField(_("address"), max_length=300, blank=True)
    consent_to_publish = models.BooleanField(_("the names may be published"), default=False)

    title = models.CharField(_("title of the initiative"), max_length=200, blank=True)
    village = models.CharField(_("village"), max_length=120, blank=True)
    place = models.CharField(_("place"), max_length=300, blank=True)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(39)), MaxValueValidator(Decimal("43.5"))],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(69)), MaxValueValidator(Decimal("80.5"))],
    )
    kind = models.CharField(
        _("kind of initiative"), max_length=15, choices=InitiativeKind, blank=True
    )
    field = models.CharField(_("field"), max_length=15, choices=Field, blank=True)
    issue = models.TextField(_("issue of local significance"), max_length=3000, blank=True)
    language = models.CharField(
        _("language of the application"), max_length=2, choices=Language, default=Language.KYRGYZ
    )

    existing_money = models.TextField(_("money we already have"), max_length=2000, blank=True)
    existing_labour = models.TextField(_("labour we already have"), max_length=2000, blank=True)
    existing_things = models.TextField(_("things we already have"), max_length=2000, blank=True)
    existing_results = models.TextField(_("results already reached"), max_length=2000, blank=True)
    what_will_be_done = models.TextField(_("what will be done"), max_length=4000, blank=True)

    households = models.PositiveIntegerField(_("households"), null=True, blank=True)
    women = models.PositiveIntegerField(_("women"), null=True, blank=True)
    men = models.PositiveIntegerField(_("men"), null=True, blank=True)
    children = models.PositiveIntegerField(_("children under 18"), null=True, blank=True)
    youth = models.PositiveIntegerField(_("young people 18 to 28"), null=True, blank=True)
    elderly = models.PositiveIntegerField(_("elderly people"), null=True, blank=True)
    disabled = models.PositiveIntegerField(_("people with disability"), null=True, blank=True)
    direct = models.PositiveIntegerField(_("who benefit directly"), null=True, blank=True)
    benefit = models.TextField(_("how life gets better"), max_length=3000, blank=True)
    participation = models.TextField(_("how residents take part"), max_length=3000, blank=True)
    sustainability = models.TextField(_("how it lasts afterwards"), max_length=3000, blank=True)

    agrees_to_terms = models.BooleanField(_("we agree to the terms of the call"), default=False)
    consents_to_data = models.BooleanField(
        _("we consent to the use of our personal data for this call"), default=False
    )
    consents_to_part = models.BooleanField(_("we agree to be financed in part"), default=False)

    begun_at = models.DateTimeField(_("begun"))
    received_at = models.DateTimeField(_("received"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded of the deadline"), null=True, blank=True)
    versions_count = models.PositiveSmallIntegerField(default=0, editable=False)
    returned_until = models.DateTimeField(_("to be mended until"), null=True, blank=True)
    cures_used = models.PositiveSmallIntegerField(_("times returned"), default=0)
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True)
    ground = models.TextField(_("ground"), max_length=20000, blank=True)
    asked = models.DecimalField(_("sum asked"), max_digits=12, decimal_places=2, default=Decimal(0))
    own = models.DecimalField(
        _("own contribution"), max_digits=12, decimal_places=2, default=Decimal(0)
    )
    granted = models.DecimalField(
        _("grant"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    reserve_place = models.PositiveSmallIntegerField(
        _("place in the reserve"), null=True, blank=True
    )
    state = FSMField(
        _("state"),
        choices=ApplicationState,
        default=ApplicationState.DRAFT,
        protected=True,
        editable=False,
    )

    objects = ApplicationQuerySet.as_manager()
    is_veiled = False

    beginning = Beginning(
        verb="begin_application",
        label=_("Apply"),
        done=_("Application begun"),
        may=rules.may_begin,
        conditions=[
            rules.receipt_has_happened,
            rules.reception_takes_it,
            rules.applicant_may_add_one,
        ],
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["competition", "number"], name="one_application_a_number"
            ),
            models.UniqueConstraint(
                fields=["competition", "code"], condition=~Q(code=""), name="one_application_a_code"
            ),
            models.CheckConstraint(
                condition=Q(granted=None) | Q(granted__gte=0, granted__lte=models.F("asked")),
                name="grant_within_asked",
            ),
        ]
        indexes = [
            models.Index(fields=["competition", "state", "number"], name="applications_of_call"),
            models.Index(fields=["applicant"], name="applications_of_person"),
            models.Index(fields=["representative_phone"], name="applications_by_phone"),
        ]

    def __str__(self) -> str:
        title = self.title or _("untitled")
        return f"№ {self.number}. {title}" if self.number else str(title)

    @property
    def journal_chain(self) -> str:
        return self.competition.journal_chain

    def get_absolute_url(self) -> str:
        return reverse("application_detail", args=[self.pk])

    @property
    def parts(self) -> Mapping[str, tuple[str, ...]]:
        """The pages this application is asked for, each with the columns it may change."""
        return form_of(short=self.competition.short_form)

    @property
    def is_short(self) -> bool:
        """Whether the call asks for one page only."""
        return SHORT in self.parts

    @property
    def is_paper(self) -> bool:
        return self.route == Route.PAPER

    @property
    def is_draft(self) -> bool:
        return self.state == ApplicationState.DRAFT

    @property
    def is_open_to_changes(self) -> bool:
        return self.state in EDITABLE

    @property
    def entered_at(self) -> datetime | None:
        """When what was received came into the journal: later than received, if others pressed."""
        if self.is_paper:
            return self.begun_at
        # Handed in again after mending, the first minute of receipt still counts.
        return self.submitted_at if self.versions_count == 1 else None

    @property
    def is_entered_later(self) -> bool:
        """Whether both moments should be told: of the receipt, and of the entry."""
        if self.entered_at is None or self.received_at is None:
            return False
        return self.entered_at - self.received_at > clock.minutes(MINUTES_APART)

    @property
    def number_shown(self) -> str:
        """The registration number as it is written, without spaces."""
        return str(self.number or "–")

    @property
    def shown_name(self) -> str:
        """The applicant as the office knows it."""
        return self.group_name or self.representative_name

    def moment_of_receipt(self) -> datetime:
        """The minute that counts for the deadline: on paper the minute at the desk."""
        if self.is_paper and self.received_at:
            return self.received_at
        return clock.arrival()

    @property
    def taken(self) -> Any:
        """The envelope read together with the whole registration book."""
        return next(iter(self.taken_in), None)

    @cached_property
    def envelope(self) -> Any:
        """The registered envelope of a paper application."""
        return self.envelopes.select_related("received_by").first()

    # What the form's tables hold, read once: rules, sums and pages ask for it many times.

    @cached_property
    def member_rows(self) -> list[Any]:
        return list(self.members.order_by("position", "pk"))

    @cached_property
    def plan_rows(self) -> list[Any]:
        return list(self.plan.order_by("position", "pk"))

    @cached_property
    def budget_lines(self) -> list[Any]:
        return list(self.lines.order_by("position", "pk"))

    @cached_property
    def pledge_rows(self) -> list[Any]:
        return list(self.pledges.select_related("rate").order_by("position", "pk"))

    @cached_property
    def kept_enclosures(self) -> list[Any]:
        return list(
            self.enclosures.filter(removed_at=None).select_related("item", "cover").order_by("pk")
        )

    @cached_property
    def asked_items(self) -> list[Any]:
        """The items of the call's checklist that concern this kind of applicant, in order."""
        items = self.competition.checklist.order_by("position", "pk")
        return [item for item in items if item.concerns(self.applicant_kind)]

    @cached_property
    def marks_by_item(self) -> dict[int, Any]:
        """What the check found, by item."""
        return {mark.item_id: mark for mark in self.marks.select_related("item", "marked_by")}

    @cached_property
    def totals(self) -> Totals:
        """The sums of the budget, reckoned from its lines."""
        lines = [
            Line(quantity=line.quantity, price=line.price, source=line.source, kind=line.source)
            for line in self.budget_lines
        ]
        return totals(lines, admitted=self.competition.counted_kinds)

    @cached_property
    def promised(self) -> dict[str, Decimal]:
        """What is promised of each kind, som."""
        sums: dict[str, Decimal] = {}
        for pledge in self.pledge_rows:
            sums[pledge.kind] = sums.get(pledge.kind, Decimal(0)) + pledge.amount
        return sums

    def keyed(self) -> dict[str, str]:
        """What of a paper application is keyed twice: identity and sums."""
        sums = self.totals
        return {
            "group_name": self.group_name,
            "representative_name": self.representative_name,
            "representative_phone": self.representative_phone,
            "members": str(len(self.member_rows)),
            "title": self.title,
            "asked": str(sums.asked),
            "own": str(sums.own),
            "total": str(sums.total),
        }

    def keying_differences(self) -> list[dict[str, Any]]:
        """What is keyed twice and not settled: what stands on the pages, what was keyed again.

        Once somebody has looked at the paper and said what is right, that stands in the second's
        place, until the page says the same.
        """
        envelope = self.envelope
        if envelope is None:
            return []
        now = self.keyed()
        return [
            {
                "name": name,
                "what": str(KEYED_TITLES[name]),
                "first": now[name],
                "second": envelope.right(name),
                "is_resolved": name in envelope.resolved,
            }
            for name in envelope.disputed(now)
        ]

    def page_of(self, name: str) -> str:
        """The page on which what is keyed twice is typed."""
        return KEYED[name] if KEYED[name] in self.parts else SHORT

    @property
    def beneficiaries(self) -> int:
        """All who benefit, people."""
        return (self.women or 0) + (self.men or 0)

    def speaks_for(self, user: Any) -> bool:
        """Whether this person represents the application or is a member of the applying group.

        Asked where an interest matters: a phone number is enough.
        """
        if self.applicant_id == user.pk:
            return True
        if not user.phone:
            return False
        return self.representative_phone == user.phone or any(
            member.phone == user.phone for member in self.member_rows
        )

    def acts_for(self, user: Any) -> bool:
        """Whether this person may act for the applicant: the account that applied, or a member.

        SECURITY: anybody can register with a phone number that is not his; a member's number opens
        the application only to an account whose holder was seen at the desk.
        """
        if self.applicant_id == user.pk:
            return True
        return user.confirmed_at is not None and self.speaks_for(user)

    def hides_check_from(self, user: Any) -> bool:
        """Whether what the check found is still to be kept from this person."""
        return not self.competition.check_is_closed and not rules.is_office(
            user, self.competition.municipality
        )

    def hides_decision_from(self, user: Any) -> bool:
        """Whether what the commission decided is still to be kept from this person."""
        return self.competition.state == CompetitionState.DECIDED and not rules.is_office(
            user, self.competition.municipality
        )

    def veiled_for(self, user: Any) -> "Application":
        """The application as this person may know it now: what pages outside the office show.

        SECURITY: until the check is closed nobody outside the office learns whether an application
        was admitted or declined, and until the results are published what was decided: not from its
        state, the acts it offers, its ground or its story. The veiled copy is only for looking at;
        acts read the row afresh.
        """
        if self.state in DECISIONS and self.hides_decision_from(user):
            veiled = copy(self)
            unknown = {"granted": None, "reserve_place": None, "ground": "", "is_veiled": True}
            veiled.__dict__ |= unknown | {"state": ApplicationState.ADMITTED}
            return veiled
        if self.state not in CHECK_OUTCOMES or not self.hides_check_from(user):
            return self
        veiled = copy(self)
        # One that was declined because it was not mended in term looks as it did before.
        seen = ApplicationState.RETURNED if self.returned_until else ApplicationState.SUBMITTED
        veiled.__dict__ |= {"state": seen, "checked_at": None, "ground": "", "is_veiled": True}
        return veiled

    def state_shown_to(self, user: Any) -> ApplicationState:
        """The state as this person may know it now."""
        return ApplicationState(self.veiled_for(user).state)

    def entries_shown_to(self, user: Any, entries: list[Any]) -> list[Any]:
        """The story as this person may know it now."""
        if self.hides_check_from(user):
            return [entry for entry in entries if entry.verb not in CHECK_VERBS]
        if self.hides_decision_from(user):
            return [entry for entry in entries if entry.verb not in DECISION_VERBS]
        return entries

    @property
    def last_minute(self) -> datetime | None:
        """Until when its people can hand it in; nothing when it is not theirs to hand in."""
        if self.state == ApplicationState.RETURNED:
            return self.returned_until
        # What lies on the desk came in time; keying it may take longer than the reception lasted.
        if not self.is_draft or self.is_paper or not self.competition.is_received:
            return None
        return self.competition.last_minute_for(self.applicant_id)

    @property
    def until_shown(self) -> datetime | None:
        """The last minute the applicant should know of, while it is his turn."""
        if self.state == ApplicationState.RETURNED:
            return self.returned_until
        return self.competition.closes_at if self.is_draft and self.competition.is_open else None

    @cached_property
    def latest_return(self) -> Any:
        """What was named to be mended the last time."""
        return self.returns.order_by("-number").first() if self.cures_used else None

    @cached_property
    def kind_handed_in(self) -> str:
        """The kind of applicant in the text handed in last."""
        last = self.versions.order_by("-number").values_list("facts__applicant_kind", flat=True)
        return str(last.first() or self.applicant_kind)

    @property
    def mendable_parts(self) -> list[str]:
        """The pages of the form that can be named to be mended."""
        return [part for part in self.parts if part not in NEVER_MENDED]

    def cure_term_if_returned_now(self) -> datetime:
        """Until when it could be mended, if it were returned at this moment."""
        term = clock.minutes(self.competition.cure_days * 24 * 60)
        return clock.end_of_day(clock.now() + term)

    @property
    def cure_has_lapsed(self) -> bool:
        """Whether it was returned and not handed in again in term."""
        return (
            self.state == ApplicationState.RETURNED
            and self.returned_until is not None
            and clock.arrival() > self.returned_until
        )

    def fold_words(self) -> str:
        """What a search in the register looks through."""
        words = (self.title, self.group_name, self.representative_name, self.village)
        return fold(" ".join(words))

    @transition(
        state,
        source=EDITABLE,
        target=None,
        permission=rules.may_edit,
        conditions=[rules.window_is_open],
        custom=says(_("Edit"), _("Application edited"), silent=True),
    )
    def edit(self, *, at, part, values, seen=None, item=None):
        locks = rules.locks_of(self, part, item)
        if locks:
            raise Refused(locks)
        saved = self.part_versions.get(part, 0)
        if seen is not None and seen != saved:
            raise ValidationError(
                now_in_words(
                    "This page was saved elsewhere after you opened it. Compare, then save again."
                ),
                code="clash",
            )
        # What was once agreed to is not taken back while it is mended.
        kept = AGREED if self.state == ApplicationState.RETURNED else frozenset()
        for name in self.parts[part]:
            if name in values and name not in kept:
                setattr(self, name, values[name])
        self.part_versions = self.part_versions | {part: saved + 1}
        self.draft_version += 1
        self.search = self.fold_words()

    @transition(
        state,
        source=ApplicationState.DRAFT,
        target=None,
        permission=rules.may_edit,
        conditions=[rules.window_is_open],
        custom=says(_("Fill in from a workbook"), _("Filled in from a workbook"), silent=True),
    )
    def fill_from_file(self, *, at, pages, seen):
        saved = self.part_versions
        newer = [part for part in pages if seen.get(part, 0) != saved.get(part, 0)]
        if newer:
            raise ValidationError(
                now_in_words(
                    "These pages were saved elsewhere after you opened this one: %(pages)s. "
                    "Compare, then choose the file again."
                ),
                code="clash",
                params={"pages": ", ".join(str(PART_TITLES[part]) for part in newer)},
            )
        for part, values in pages.items():
            for name in self.parts[part]:
                if name in values:
                    setattr(self, name, values[name])
        self.part_versions = saved | {part: saved.get(part, 0) + 1 for part in pages}
        self.draft_version += 1
        self.search = self.fold_words()

    @transition(
        state,
        source=EDITABLE,
        target=None,
        permission=rules.may_key,
        conditions=[rules.window_is_open, rules.first_keying_is_there],
        custom=says(_("Key a second time"), _("Keyed a second time"), silent=True),
    )
    def repeat_keying(self, *, at):
        pass

    @transition(
        state,
        source=EDITABLE,
        target=None,
        permission=rules.may_key,
        conditions=[rules.window_is_open, rules.keyings_differ],
        custom=says(
            _("Resolve the differences"), _("Differences of the keyings resolved"), silent=True
        ),
    )
    def resolve_keying(self, *, at, columns):
        for name, value in columns.items():
            page = self.page_of(name)
            locks = rules.locks_of_page(self, page) if value != getattr(self, name) else []
            if locks:
                raise Refused(locks)
            setattr(self, name, value)
            # Whoever has the page open is told that it has changed meanwhile.
            self.part_versions = self.part_versions | {page: self.part_versions.get(page, 0) + 1}
        self.draft_version += 1
        self.search = self.fold_words()

    @transition(
        state,
        source=EDITABLE,
        target=None,
        permission=rules.may_key,
        conditions=[rules.window_is_open],
        custom=says(_("Pages of the scan"), _("Scan changed"), silent=True),
    )
    def scan(self, *, at):
        # The pages are rows of their own; the entry says which were added or taken out.
        pass

    @transition(
        state,
        source=[state for state in ApplicationState if state not in GIVEN_UP],
        target=None,
        permission=rules.may_link,
        conditions=[rules.has_no_account],
        custom=says(_("Give it to an account"), _("Application given to an account")),
    )
    def link_applicant(self, *, at, person):
        self.applicant = person
        if person.confirmed_at is None or not person.is_active:
            raise ValidationError({"phone": now_in_words("This account has not been confirmed.")})
        if self.competition.has_seat(person):
            raise ValidationError(
                {"phone": now_in_words("This person sits in the commission of the call.")}
            )
        faults = rules.applicant_may_add_one.faults(self)
        if faults:
            raise ValidationError({"phone": faults})

    @transition(
        state,
        source=EDITABLE,
        target=ApplicationState.SUBMITTED,
        permission=rules.may_submit,
        conditions=[
            rules.window_is_open,
            rules.group_is_complete,
            rules.texts_are_there,
            rules.plan_fits_the_term,
            rules.budget_is_sound,
            rules.asked_fits_maximum,
            rules.own_share_is_enough,
            rules.pledges_cover_own,
            rules.enclosures_are_there,
            rules.consents_are_given,
            rules.second_keying_agrees,
        ],
        custom=says(_("Submit"), _("Application submitted"), weight="main"),
    )
    def submit(self, *, at, number, received_at):
        self.number = self.number or number
        self.code = self.code or f"A-{self.number:03d}"
        self.received_at = self.received_at or received_at
        self.submitted_at, self.asked, self.own = at, self.totals.asked, self.totals.own
        self.versions_count += 1
        self.returned_until = None

    @transition(
        state,
        source=[ApplicationState.SUBMITTED, ApplicationState.RETURNED, ApplicationState.ADMITTED],
        target=ApplicationState.WITHDRAWN,
        permission=rules.may_withdraw,
        conditions=[rules.decision_lies_ahead],
        custom=says(_("Withdraw"), _("Application withdrawn"), weight="danger"),
    )
    @transition(
        state,
        source=ApplicationState.DRAFT,
        target=ApplicationState.WITHDRAWN,
        permission=rules.may_withdraw_envelope,
        conditions=[rules.decision_lies_ahead],
        custom=says(_("Withdraw"), _("Application withdrawn"), weight="danger"),
    )
    # SECURITY: while nobody may know that it was declined, it can be withdrawn like any other.
    @transition(
        state,
        source=ApplicationState.DECLINED,
        target=ApplicationState.WITHDRAWN,
        permission=rules.may_withdraw,
        conditions=[rules.outcome_is_not_known],
        custom=says(_("Withdraw"), _("Application withdrawn"), weight="danger"),
    )
    def withdraw(self, *, at):
        pass

    @transition(
        state,
        source=ApplicationState.DRAFT,
        target=None,
        permission=rules.may_remind,
        conditions=[rules.reminder_is_due],
        custom=says(_("Remind of the deadline"), _("Reminded of the deadline"), silent=True),
    )
    def remind(self, *, at):
        self.reminded_at = at

    @transition(
        state,
        source=ApplicationState.DRAFT,
        target=ApplicationState.DISCARDED,
        permission=rules.may_discard,
        custom=says(_("Discard the draft"), _("Draft discarded"), weight="danger"),
    )
    def discard(self, *, at):
        pass

    @transition(
        state,
        source=ApplicationState.SUBMITTED,
        target=None,
        permission=rules.may_check,
        conditions=[rules.check_is_running],
        custom=says(_("Check item by item"), _("Items of the checklist checked"), silent=True),
    )
    def mark_items(self, *, at):
        # The marks are rows of their own; the entry says what was found.
        pass

    @transition(
        state,
        source=[ApplicationState.SUBMITTED, *CHECK_OUTCOMES],
        target=None,
        permission=rules.may_cover,
        conditions=[rules.commission_may_still_read_it],
        custom=says(
            _("Cover names for the commission"), _("Covered for the commission"), silent=True
        ),
    )
    def cover(self, *, at):
        # The copies are rows of their own; the entry says of which answers, never the words.
        pass

    @transition(
        state,
        source=ApplicationState.SUBMITTED,
        target=ApplicationState.RETURNED,
        permission=rules.may_check,
        conditions=[rules.check_is_running, rules.cure_is_left, rules.something_can_be_mended],
        custom=says(_("Return to be mended"), _("Application returned to be mended")),
    )
    def send_back(self, *, at, until):
        self.returned_until = until
        self.cures_used += 1

    @transition(
        state,
        source=ApplicationState.SUBMITTED,
        target=ApplicationState.ADMITTED,
        permission=rules.may_check,
        conditions=[rules.check_is_running, rules.every_item_is_met],
        custom=says(_("Admit"), _("Application admitted"), weight="main"),
    )
    def admit(self, *, at):
        self.checked_at = at

    @transition(
        state,
        source=[ApplicationState.SUBMITTED, ApplicationState.RETURNED],
        target=ApplicationState.DECLINED,
        permission=rules.may_check,
        conditions=[rules.check_is_running, rules.an_item_is_unmet, rules.cure_term_has_run_out],
        custom=says(_("Decline"), _("Application declined"), weight="danger"),
    )
    def decline(self, *, at, ground):
        self.checked_at, self.ground = at, ground

    @transition(
        state,
        source=[ApplicationState.ADMITTED, ApplicationState.RESERVED],
        target=ApplicationState.AWARDED,
        permission=rules.may_apply_the_decision,
        custom=says(_("Award"), _("Grant awarded")),
    )
    def award(self, *, at, granted):
        self.granted, self.reserve_place = granted, None

    @transition(
        state,
        source=ApplicationState.ADMITTED,
        target=ApplicationState.RESERVED,
        permission=rules.may_apply_the_decision,
        custom=says(_("Put into the reserve"), _("Put into the reserve")),
    )
    def reserve(self, *, at, place):
        self.reserve_place = place

    @transition(
        state,
        source=[ApplicationState.ADMITTED, ApplicationState.RESERVED],
        target=ApplicationState.PASSED_OVER,
        permission=rules.may_apply_the_decision,
        custom=says(_("Pass over"), _("Not financed")),
    )
    def pass_over(self, *, at, ground):
        self.ground, self.reserve_place = ground, None

    @transition(
        state,
        source=[
            ApplicationState.PASSED_OVER,
            ApplicationState.DECLINED,
            ApplicationState.RESERVED,
            ApplicationState.AWARDED,
        ],
        target=ApplicationState.AWARDED,
        permission=rules.may_apply_the_decision,
        custom=says(_("Award after an appeal"), _("Grant awarded by an amending protocol")),
    )
    def amend_to_awarded(self, *, at, granted):
        self.granted, self.reserve_place = granted, None

    @transition(
        state,
        source=[
            ApplicationState.PASSED_OVER,
            ApplicationState.DECLINED,
            ApplicationState.RESERVED,
            ApplicationState.AWARDED,
        ],
        target=ApplicationState.RESERVED,
        permission=rules.may_apply_the_decision,
        custom=says(
            _("Put into the reserve after an appeal"),
            _("Put into the reserve by an amending protocol"),
        ),
    )
    def amend_to_reserved(self, *, at, place):
        self.granted, self.reserve_place = None, place

    @transition(
        state,
        source=[ApplicationState.RESERVED, ApplicationState.AWARDED, ApplicationState.DECLINED],
        target=ApplicationState.PASSED_OVER,
        permission=rules.may_apply_the_decision,
        custom=says(_("Pass over after an appeal"), _("Not financed, by an amending protocol")),
    )
    def amend_to_passed_over(self, *, at, ground):
        self.granted, self.reserve_place, self.ground = None, None, ground

    @transition(
        state,
        source=ApplicationState.DECLINED,
        target=ApplicationState.ADMITTED,
        permission=rules.may_apply_the_decision,
        custom=says(_("Admit after an appeal"), _("Admitted by an amending protocol")),
    )
    def amend_to_admitted(self, *, at):
        self.ground = ""

    @transition(
        state,
        source=ApplicationState.AWARDED,
        target=ApplicationState.FORGONE,
        permission=rules.may_forgo,
        custom=says(_("Forgo the award"), _("Award forgone"), weight="danger"),
    )
    def forgo(self, *, at):
        pass
