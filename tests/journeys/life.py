"""The town again, for the whole life of a call: somebody goes on as the call needs it, and all the
others press what they please. So that chance reaches the last som, and not only the first page."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from applications import actions as applications
from applications.choices import ApplicationState
from applications.models import Application
from audit.canonical import fingerprint
from awards import actions as awards
from awards.choices import PAID_OUT, Purse
from awards.models import Agreement, Award, Contribution, Obligation, Payment, Report
from competitions import actions as competitions
from competitions.choices import CompetitionState as State
from scoring import actions as scoring
from scoring.choices import SheetState
from scoring.models import Mark, Meeting, Protocol, Sheet
from tests.journeys.town import Town, likely_clerk, likely_head, person, place

GROUPS = ("applicant", "rival", "third")
likely_chair = st.sampled_from(["chair", "chair", "secretary", "member", "rival"])
som = st.sampled_from(["1", "799.99", "20000", "60000", "60000.01"])


class Life(Town):
    """The town with somebody who goes on."""

    # --- going on

    @rule()
    def go_on(self) -> None:
        """The next thing that is due, done by whom it concerns."""
        call = self.call_now()
        step = {
            State.DRAFT: lambda: self.press(competitions.announce, call, actor="head"),
            State.ANNOUNCED: self.receive,
            State.CHECKING: self.check,
            State.SCORING: self.score,
            State.DELIBERATION: self.deliberate,
            State.DECIDED: lambda: self.press(awards.publish, call, actor="head"),
            State.PUBLISHED: self.carry_out,
        }.get(call.state)
        if step:
            step()

    @rule()
    def go_on_and_on(self) -> None:
        for _step in range(8):
            self.go_on()

    def receive(self) -> None:
        call = self.call_now()
        self.now = max(self.now, call.opens_at)
        begun = set(Application.objects.values_list("applicant_id", flat=True))
        for name in GROUPS:
            if self.people[name].pk not in begun and self.now <= call.closes_at:
                self.begin_application(name)
                return
        draft = (
            Application.objects.filter(state=ApplicationState.DRAFT).exclude(applicant=None).first()
        )
        if draft and self.now <= call.closes_at:
            self.press(applications.submit, draft, actor=self.name_of(draft.applicant_id))
            self.now += timedelta(days=7)
            return
        self.now = max(self.now, call.closes_at + timedelta(days=10))
        self.close_reception("clerk")

    def check(self) -> None:
        waiting = Application.objects.filter(state=ApplicationState.SUBMITTED).first()
        if waiting is None:
            self.press(scoring.open_scoring, self.call_now(), actor="clerk")
            return
        marks = [{"item": item, "verdict": "met"} for item in self.call.checklist.all()]
        self.press(applications.mark_items, waiting, actor="clerk", marks=marks)
        self.press(applications.admit, Application.objects.get(pk=waiting.pk), actor="clerk")

    def score(self) -> None:
        sheet = (
            Sheet.objects.filter(state__in=["undeclared", "open", "reopened"])
            .order_by("pk")
            .first()
        )
        if sheet is None:
            self.press(scoring.close_scoring, self.call_now(), actor="chair")
            return
        name = self.name_of(sheet.seat.user_id)
        if sheet.state == SheetState.UNDECLARED:
            self.press(scoring.declare_no_interest, sheet, actor=name)
        self.press(
            scoring.score_and_send,
            Sheet.objects.get(pk=sheet.pk),
            actor=name,
            marks=self.marks(sheet, 7),
        )

    def marks(self, sheet: Sheet, points: int) -> list[dict[str, Any]]:
        return [
            {
                "criterion": criterion.pk,
                "points": Decimal((points + (sheet.application.number or 0)) % 11),
                "reason": "себеп",
            }
            for criterion in self.call.criteria_in_order()
        ]

    def deliberate(self) -> None:
        call, meeting = self.call_now(), Meeting.objects.first()
        if meeting is None:
            facts = {"held_at": self.now, "place_ky": "Зал", "place_ru": "Зал"}
            self.press(scoring.plan_meeting, call, actor="secretary", **facts)
        elif meeting.state == "planned":
            self.now = max(self.now, meeting.held_at)
            present = [seat.pk for seat in call.seated()]
            self.press(scoring.record_attendance, meeting, actor="secretary", present=present)
            self.press(scoring.open_meeting, Meeting.objects.get(pk=meeting.pk), actor="secretary")
        else:
            protocol = Protocol.objects.first() or self.press(
                scoring.draw_up, call, actor="secretary"
            )
            if protocol is not None:
                self.press(scoring.sign, protocol, actor="chair")
            self.press(awards.decide, self.call_now(), actor="chair")

    def carry_out(self) -> None:
        award = (
            Award.objects.exclude(state__in=["closed", "terminated", "forgone"])
            .order_by("pk")
            .first()
        )
        if award is None:
            self.press(awards.complete, self.call_now(), actor="head")
            return
        agreement = Agreement.objects.filter(award=award, state="drafted").first()
        if award.state == "granted":
            if agreement is None:
                self.press(
                    awards.draft_agreement,
                    award,
                    actor="clerk",
                    text_ky="Макул",
                    text_ru="Согласны",
                )
            else:
                facts = {"winner_name": "Айжан", "winner_signed_on": self.now.date()}
                self.press(awards.enter_signature, agreement, actor="clerk", **facts)
                self.press(awards.sign, Agreement.objects.get(pk=agreement.pk), actor="head")
            return
        payment = Payment.objects.filter(award=award).exclude(state="cancelled").first()
        if payment is None:
            self.press(awards.plan_payment, award, actor="clerk", amount=award.grant)
        elif payment.state in ("planned", "approved"):
            self.press(awards.approve, payment, actor="head")
            facts = {"order_number": "4", "order_on": self.now.date()}
            self.press(awards.pay, Payment.objects.get(pk=payment.pk), actor="clerk", **facts)
        else:
            self.report(award)

    def report(self, award: Award) -> None:
        name = self.name_of(award.application.applicant_id)
        report = Report.objects.filter(award=award, kind="final").first()
        if report is None:
            if award.books.unspent("grant"):
                self.spend(award.pk, name, str(award.books.unspent("grant") / 2), "grant")
            report = self.press(awards.begin_report, award, actor=name, kind="final")
        if report is None:
            return
        words = {
            "words": "Бүттү",
            "results": "Гүлдөр",
            "added_afterwards": "",
            "cared_by": "Тургундар",
        }
        counts = {"women": 5, "men": 5, "children": 1, "youth": 1, "elderly": 1, "disabled": 0}
        came = [row | {"came": "бүттү"} for row in report.outcomes]
        self.press(awards.edit, report, actor=name, outcomes=came, **words, **counts)
        self.press(awards.submit, Report.objects.get(pk=report.pk), actor=name)
        self.press(awards.accept, Report.objects.get(pk=report.pk), actor="head")
        self.press(
            awards.settle_up, Award.objects.get(pk=award.pk), actor="clerk", due_on=self.now.date()
        )
        for debt in Obligation.objects.filter(award=award, state="owed"):
            self.press(awards.settle, debt, actor="clerk", on=self.now.date(), document="7")
        for payment in Payment.objects.filter(award=award, state="paid"):
            self.press(awards.account, payment, actor="clerk")
        self.press(awards.close, Award.objects.get(pk=award.pk), actor="head")

    def name_of(self, pk: int | None) -> str:
        return next(name for name, row in self.people.items() if row.pk == pk)

    # --- pressing what one pleases: the commission

    @rule(who=person, place=place, late=st.booleans())
    def declare_interest(self, who: str, place: int, *, late: bool) -> None:
        sheet = self.sheet(place)
        if sheet is not None:
            deed = scoring.declare_late_interest if late else scoring.declare_interest
            self.press(deed, sheet, actor=who, interest_kind="family", interest_words="тууган")

    @rule(who=person, place=place, points=st.integers(0, 12))
    def score_somebodys_sheet(self, who: str, place: int, points: int) -> None:
        sheet = self.sheet(place)
        if sheet is not None:
            self.press(scoring.score_and_send, sheet, actor=who, marks=self.marks(sheet, points))

    @rule(who=likely_chair, place=place)
    def reopen(self, who: str, place: int) -> None:
        sheet = self.sheet(place)
        if sheet is not None:
            until = self.now + timedelta(days=2)
            self.press(scoring.reopen, sheet, actor=who, reason="Ката бар", until=until)

    @rule(who=likely_chair, place=place)
    def excuse(self, who: str, place: int) -> None:
        sheet = self.sheet(place)
        if sheet is not None:
            self.press(scoring.excuse, sheet, actor=who, reason="Ооруп калды")

    @rule(who=likely_chair)
    def close_scoring_or_sign(self, who: str) -> None:
        self.press(scoring.close_scoring, self.call_now(), actor=who)
        protocol = Protocol.objects.first()
        if protocol is not None:
            self.press(scoring.sign, protocol, actor=who)

    def sheet(self, place: int) -> Sheet | None:
        found = list(Sheet.objects.order_by("pk"))
        return found[place * 3 % len(found)] if found else None

    # --- pressing what one pleases: money

    @rule(who=likely_clerk, place=place, amount=som)
    def plan_and_pay(self, who: str, place: int, amount: str) -> None:
        award = self.award(place)
        if award is not None:
            payment = self.press(awards.plan_payment, award, actor=who, amount=Decimal(amount))
            if payment is not None:
                self.press(awards.approve, payment, actor="head")
                facts = {"order_number": f"{payment.pk}", "order_on": self.now.date()}
                self.press(awards.pay, Payment.objects.get(pk=payment.pk), actor=who, **facts)

    @rule(who=person, place=place, amount=som, source=st.sampled_from(list(Purse)))
    def record_expense(self, who: str, place: int, amount: str, source: str) -> None:
        award = self.award(place)
        if award is not None:
            self.spend(award.pk, who, amount, source)

    def spend(self, award_pk: int, who: str, amount: str, source: str) -> None:
        award = Award.objects.get(pk=award_pk)
        facts = {
            "line": award.lines.first(),
            "source": source,
            "amount": Decimal(amount).quantize(Decimal("0.01")),
            "document_number": f"{len(award.books.expenses)}-{amount}",
            "document_on": self.now.date(),
            "supplier": "дүкөн",
        }
        self.press(awards.record_expense, award, actor=who, **facts)

    @rule(who=likely_clerk, place=place, amount=som)
    def confirm_money(self, who: str, place: int, amount: str) -> None:
        award = self.award(place)
        if award is not None:
            facts = {
                "giver": "Тургундар",
                "giver_kind": "resident",
                "kind": "cash",
                "value": Decimal(amount),
            }
            given = self.press(awards.promise, award, actor=who, **facts)
            if given is not None:
                how = {"on": self.now.date(), "document": "квитанция", "amount": Decimal(amount)}
                self.press(awards.confirm, given, actor=who, **how)

    @rule(who=likely_head, place=place)
    def terminate(self, who: str, place: int) -> None:
        award = self.award(place)
        if award is not None and award.pk % 3 == 0:
            facts = {"reason": "Иш токтоду", "due_on": self.now.date()}
            self.press(awards.terminate, award, actor=who, **facts)

    def award(self, place: int) -> Award | None:
        found = list(Award.objects.order_by("pk"))
        return found[place % len(found)] if found else None

    # --- what always holds

    @invariant()
    def grants_fit_the_fund(self) -> None:
        call = self.call_now()
        granted = Application.objects.filter(state=ApplicationState.AWARDED)
        assert sum((row.granted for row in granted), Decimal(0)) <= call.fund
        for row in granted:
            assert row.granted <= row.asked
            assert row.granted <= call.maximum_grant

    @invariant()
    def nobody_scored_his_own(self) -> None:
        for mark in Mark.objects.select_related("sheet__application", "sheet__seat__user"):
            assert not mark.sheet.application.speaks_for(mark.sheet.seat.user)

    @invariant()
    def signed_protocols_stay(self) -> None:
        for protocol in Protocol.objects.filter(state="signed"):
            assert fingerprint(protocol.facts) == protocol.sha256

    @invariant()
    def money_adds_up(self) -> None:
        for award in Award.objects.all():
            paid = sum(
                (one.amount for one in Payment.objects.filter(award=award, state__in=PAID_OUT)),
                Decimal(0),
            )
            assert paid <= award.grant
            for purse in Purse:
                assert award.books.unspent(purse) >= 0
            for given in Contribution.objects.filter(award=award):
                assert 0 <= given.used_amount <= given.confirmed_amount
