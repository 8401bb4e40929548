"""One small town in the middle of everything: a call at each stage, something on every page."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.urls import get_resolver, reverse

from accounts import actions as accounts
from accounts.models import User
from applications import actions as applying
from applications.models import Application, Enclosure, Version, text_of
from awards import actions as awarding
from awards.models import (
    Agreement,
    Amendment,
    Award,
    Confirmation,
    Finding,
    Gathering,
    Obligation,
    Photo,
    Proof,
    Settlement,
    Use,
    WriteOff,
)
from competitions import actions as calling
from competitions.models import Competition
from papers import actions as papers
from papers.choices import Kind
from scoring import actions as scoring
from scoring.models import Sheet, TieBreak
from tests import factories
from tests.awards.conftest import accept_final
from tests.pages import PEOPLE

SEATS = {
    "chair": "chair",
    "member": "member",
    "second_member": "member",
    "secretary": "secretary",
    "alternate": "alternate",
}
DAY = date(2026, 4, 10)
PAPER = ContentFile(b"%PDF-1.4 paper", "paper.pdf")


class WholeTown:
    """The people, and by its address what each page is opened upon."""

    def __init__(self) -> None:
        self.people: dict[str, User] = {}
        self.keys: dict[str, Any] = {}
        self.gather()
        self.regulations()
        self.calls()
        self.applying()
        self.coded()
        self.scoring()
        self.deliberation()
        self.published()
        self.award()

    def __getattr__(self, name: str) -> User:
        if name == "people" or name not in self.people:
            raise AttributeError(name)
        return self.people[name]

    def address(self, name: str) -> str:
        """Where the page of this name is opened."""
        given = self.keys.get(name, self.keys.get(name.partition("_")[0], ()))
        takes = get_resolver().reverse_dict.getlist(name)[0][0][0][1]
        if not takes:
            return reverse(name)
        return reverse(name, args=given if isinstance(given, tuple) else (given.pk,))

    # --- people

    def gather(self) -> None:
        self.place = factories.municipality()
        other = factories.municipality(soate="41703223899000")
        everybody = {*PEOPLE, *SEATS} - {"anonymous"}
        self.people = {name: factories.user(f"Киши {name}") for name in sorted(everybody)}
        for name, role in (("clerk", "clerk"), ("second_clerk", "clerk"), ("head", "head")):
            factories.membership(self.people[name], role, self.place)
        factories.membership(self.auditor, "auditor", area=self.place.rayon)
        factories.membership(self.neighbour, "clerk", other)
        factories.membership(self.administrator, "administrator")
        accounts.clock_account()
        office = self.clerk.memberships.get()
        slip, _code = accounts.issue_slip(self.applicant, actor=self.clerk)
        self.keys |= {
            "user": self.applicant,
            "membership": office,
            "membership_appoint": self.rival,
            "slip": slip,
            "municipality": self.place,
        }

    # --- the call

    def regulations(self) -> None:
        self.regulation = factories.regulation(self.place, file=PAPER)
        drafted = calling.begin_regulation(
            self.place, actor=self.clerk, title_ky="Жаңы жобо", title_ru="Новое положение"
        )
        self.keys |= {
            "regulation": drafted,
            "regulation_file": self.regulation,
            "regulation_begin": self.place,
            "regulation_edit_settings_part": (drafted.pk, "money"),
            "competition_begin": self.regulation,
        }

    def call(self, state: str, **fields: Any) -> Competition:
        call = factories.competition(self.place, state=state, regulation=self.regulation, **fields)
        for name, role in SEATS.items():
            factories.seat(call, self.people[name], role)
        return call

    def calls(self) -> None:
        draft = {"announced_at": None, "terms_version": 0, "first_closes_at": None}
        self.drafted = self.call("draft", **draft)
        self.announced = calling.announce(
            self.call("draft", **draft, opens_at=factories.at(4, 1)), actor=self.head
        )
        permit = factories.permit(self.announced, self.rival, factories.at(4, 25), self.head)
        seat = self.announced.seats.get(user=self.alternate)
        announcement = papers.issue_announcement(self.announced, actor=self.head)
        self.keys |= {
            "competition": self.announced,
            "competition_edit": self.drafted,
            "competition_edit_part": (self.drafted.pk, "basics"),
            "competition_announce": self.drafted,
            "competition_version": (self.announced.pk, 1),
            "seat": seat,
            "seat_list": self.announced,
            "seat_seat": self.announced,
            "seat_slips": self.announced,
            "permit": permit,
            "permit_grant_permit": self.announced,
            "call": self.announced,
            "paper_announcement": self.announced,
            "issued": announcement,
        }

    def applying(self) -> None:
        written = factories.application(self.announced, self.applicant)
        checking = self.call("checking", closes_at=factories.at(4, 5))
        handed_in = factories.application(
            checking, self.applicant, state="submitted", title="Гүлзарлар"
        )
        version = Version.objects.create(
            application=handed_in,
            number=1,
            facts=text_of(handed_in),
            sha256="0" * 64,
            made_at=factories.NOON,
        )
        on_paper = applying.register_envelope(
            self.announced,
            actor=self.clerk,
            received_at=factories.NOON - timedelta(hours=2),
            brought_by="Осмонов",
            pages=9,
        )
        scan = factories.scanned(on_paper.envelope, self.clerk)
        mine = factories.application(self.announced, self.rival)
        received = applying.submit(mine, actor=self.rival)
        papers.issue_receipt(received, actor=self.rival)
        self.keys |= {
            "application": handed_in,
            "application_edit": (written.pk, "initiative"),
            "application_tasks": written,
            "application_fill_from_file": written,
            "workbook_draft": written,
            "application_begin_from_file": self.announced,
            "application_enclose": written,
            "application_upload": written,
            "upload": factories.upload(written),
            "application_submit": written,
            "application_discard": written,
            "application_repeat_keying": on_paper,
            "version": version,
            "enclosure": handed_in.enclosures.get(),
            "enclosure_take_out": written.enclosures.get(),
            "envelope": on_paper.envelope,
            "scan": scan,
            "application_scan": on_paper,
            "application_resolve_keying": on_paper,
            "application_registered": on_paper,
            "application_link_applicant": on_paper,
            "envelope_register": self.announced,
            "competition_apply": self.announced,
            "competition_close_reception": self.announced,
            "competition_book": checking,
            "competition_unchecked": checking,
            "competition_declare_failed": checking,
            "competition_open_scoring": checking,
            "paper_receipt": received,
        }

    # --- the commission

    def admitted(self, call: Competition) -> tuple[Application, Application]:
        return (
            factories.application(call, self.applicant, state="admitted", title="Гүлзарлар"),
            factories.application(call, self.rival, state="admitted", title="Көчө жарыгы"),
        )

    def opened(self, **fields: Any) -> Competition:
        call = self.call("checking", closes_at=factories.at(4, 5), **fields)
        self.first, self.second = self.admitted(call)
        return scoring.open_scoring(call, actor=self.clerk)

    def coded(self) -> None:
        """A call that hides its applicants: one being checked, one being scored."""
        checking = self.call("checking", closes_at=factories.at(4, 5), hidden=True)
        handed_in = factories.application(checking, self.applicant, state="submitted")
        enclosure = handed_in.enclosures.get()
        applying.cover(handed_in, actor=self.clerk, files=[self.copy_of(enclosure)])
        call = self.call("checking", closes_at=factories.at(4, 5), hidden=True)
        first, _second = self.admitted(call)
        applying.cover(first, actor=self.clerk, files=[self.copy_of(first.enclosures.get())])
        scoring.open_scoring(call, actor=self.clerk)
        sheet = Sheet.objects.get(competition=call, seat__user=self.member, application=first)
        scoring.declare_no_interest(sheet, actor=self.member)
        self.keys |= {
            "application_cover": handed_in,
            "enclosure_covered": enclosure,
            "competition_coverings": checking,
            "sheet_file": (sheet.pk, 1),
        }

    def copy_of(self, enclosure: Enclosure) -> dict[str, Any]:
        return {"enclosure": enclosure, "file": PAPER, "kind": "application/pdf"}

    def scoring(self) -> None:
        taken_away, call = self.taken_away(), self.opened()
        room, _key = scoring.open_room(call, actor=self.clerk)
        self.keys |= {
            "room_list": call,
            "room_open_room": call,
            "room": room,
            "pin": call.seats.get(user=self.member),
            "commission_list": (),
            "competition_close_scoring": call,
            "competition_call_alternate": call,
            "declarations": call,
            "sheets_send": call,
            "sheets_remind": call,
            "package": call,
            "package_take": taken_away,
            "sheet": Sheet.objects.get(
                competition=call, seat__user=self.member, application=self.first
            ),
        }

    def taken_away(self) -> Competition:
        """A call in which the member has declared, and so has something to take away."""
        call = self.opened()
        for sheet in Sheet.objects.filter(competition=call, seat__user=self.member).with_all():
            scoring.declare_no_interest(sheet, actor=self.member)
        return call

    def sent(self, **fields: Any) -> Competition:
        call = self.opened(**fields)
        for sheet in Sheet.objects.filter(competition=call).with_all().order_by("pk"):
            declared = scoring.declare_no_interest(sheet, actor=sheet.seat.user)
            points = [
                {"criterion": criterion.pk, "points": Decimal(6), "reason": ""}
                for criterion in call.criteria_in_order()
            ]
            scoring.score_and_send(declared, actor=sheet.seat.user, marks=points)
        return scoring.close_scoring(call, actor=self.chair)

    def deliberation(self) -> None:
        call = self.sent(ladder=[{"kind": "open_vote"}, {"kind": "chairs_word"}, {"kind": "lot"}])
        numbers = [self.first.number, self.second.number]
        waiting = self.sent(ladder=[{"kind": "open_vote"}, {"kind": "lot"}])
        tie = f"{self.first.number},{self.second.number}"
        scoring.record_open_vote(
            call, actor=self.chair, votes=dict(zip(numbers, (2, 1), strict=True))
        )
        meeting = scoring.plan_meeting(
            call,
            actor=self.secretary,
            held_at=factories.NOON,
            place_ky="Айыл өкмөтү",
            place_ru="Айыл окмоту",
        )
        seats = list(call.seats.values_list("pk", flat=True))
        meeting = scoring.record_attendance(meeting, actor=self.secretary, present=seats)
        meeting = scoring.open_meeting(meeting, actor=self.secretary)
        protocol = scoring.draw_up(call, actor=self.secretary)
        scoring.attach_scan(protocol, actor=self.secretary, scans=[PAPER])
        self.keys |= {
            "grid": call,
            "ranking": call,
            "fairness": call,
            "answer": call,
            "consent": call,
            "tiebreak_settle_tie": (waiting.pk, tie.replace(",", "-")),
            "tiebreak": TieBreak.objects.get(competition=call),
            "meeting": meeting,
            "meeting_list": call,
            "meeting_plan_meeting": call,
            "protocol": protocol,
            "protocol_scan": (protocol.pk, 1),
            "protocol_draw_up": call,
            "proposal_add": protocol,
            "proposal_change": (protocol.pk, numbers[0]),
            "competition_decide": call,
            "paper_protocol": protocol,
            "protocol_extract": (protocol.pk, numbers[0]),
            "workbook_grid": call,
        }

    # --- after the decision

    def published(self) -> None:
        call = self.sent()
        TieBreak.objects.filter(competition=call).delete()
        Competition.objects.filter(pk=call.pk).update(
            state="published", decided_at=factories.at(4, 8), published_at=factories.at(4, 9)
        )
        self.done = Competition.objects.get(pk=call.pk)
        Application.objects.filter(pk=self.first.pk).update(state="awarded", granted=Decimal(50000))
        Application.objects.filter(pk=self.second.pk).update(state="reserved", reserve_place=1)
        self.won = Application.objects.get(pk=self.first.pk)
        appeal = scoring.file_appeal(
            self.done,
            actor=self.rival,
            about="decision",
            words="Упай туура эмес",
            application=self.second,
        )
        other = scoring.file_appeal(
            self.done,
            actor=self.rival,
            about="points",
            words="Упай аз",
            application=self.second,
        )
        words = {"decision_ky": "Четке кагылды", "decision_ru": "Отклонено"}
        offer = awarding.offer(
            self.second, actor=self.head, freed_by="other", answer_until=date(2026, 4, 20)
        )
        self.keys |= {
            "appeal": appeal,
            "appeal_answer_appeal": scoring.dismiss(other, actor=self.head, **words),
            "offer": offer,
            "offer_offer": self.second,
            "appeal_file_appeal": self.done,
            "competition_publish": self.done,
            "competition_complete": self.done,
            "reserve_list": self.done,
            "call_results": self.done,
            "call_results_print": self.done,
            "initiative_card": self.won,
            "application_extracts": self.won,
            "paper_key": self.done,
            "workbook_register": self.done,
            "workbook_book": self.done,
            "book_print": self.done,
            "workbook_awards": self.done,
            "application_promote": self.second,
            "application_release": self.second,
        }

    def award(self) -> None:
        self.won.pledges.update(rate=factories.rate(self.won.competition))
        award = awarding.grant(
            self.won, actor=self.chair, granted=Decimal(50000), protocol_number="3"
        )
        wording = awarding.begin_wording(
            self.place, actor=self.clerk, text_ky="Грант: {грант}", text_ru="Грант: {грант}"
        )
        extension = awarding.extend_signing(
            award,
            actor=self.head,
            until=award.sign_until.date() + timedelta(days=5),
            order_number="8",
            reason_ky="Себеп",
            reason_ru="Причина",
        )
        agreement = awarding.draft_agreement(
            award, actor=self.clerk, text_ky="Макулдашуу", text_ru="Соглашение"
        )
        agreement = awarding.enter_signature(
            agreement, actor=self.clerk, winner_name="Киши", winner_signed_on=DAY, scan=PAPER
        )
        agreement = awarding.sign(agreement, actor=self.head)
        award = Award.objects.get(pk=award.pk)
        awarding.amend(
            agreement,
            actor=self.head,
            on=DAY,
            reason_ky="Себеп",
            reason_ru="Причина",
            implementation_until=award.last_day + timedelta(days=1),
            scan=PAPER,
        )
        payment = awarding.plan_payment(award, actor=self.clerk, amount=Decimal(30000))
        payment = awarding.pay(
            awarding.approve(payment, actor=self.head),
            actor=self.clerk,
            order_number="17",
            order_on=DAY,
        )
        contribution = awarding.confirm(
            award.contributions.get(),
            actor=self.clerk,
            on=DAY,
            document="тизме",
            quantity=Decimal(25),
            file=PAPER,
            files=[PAPER],
        )
        contribution = awarding.use(
            contribution,
            actor=self.applicant,
            on=DAY,
            document="күн барагы",
            quantity=Decimal(5),
            file=PAPER,
        )
        sheet = awarding.record_sheet(
            award,
            actor=self.applicant,
            contribution=contribution,
            worked_on=DAY,
            work="Көчөт",
            unnamed_women=3,
            hours_each=Decimal(4),
        )
        expense = awarding.record_expense(
            award,
            actor=self.applicant,
            line=award.lines.get(source="grant"),
            source="grant",
            amount=Decimal(1000),
            document_number="1",
            document_on=DAY,
            supplier="«Гүл» ЖЧКсы",
            file=PAPER,
        )
        visit = awarding.plan_visit(award, actor=self.clerk, planned_on=DAY)
        finding = Finding.objects.create(visit=visit, number=1, what="Сынык", until=DAY)
        photo = Photo.objects.create(
            award=award,
            visit=visit,
            finding=finding,
            file=PAPER,
            small=PAPER,
            consent_file=PAPER,
            people="nobody",
            state="published",
            added_at=factories.NOON,
        )
        report = accept_final(award, applicant=self.applicant, head=self.head)
        obligation = Obligation.objects.create(
            award=award,
            source="grant",
            to_whom="Айыл өкмөтү",
            amount=Decimal(500),
            due_on=DAY,
            reason="unspent",
        )
        settlement = Settlement.objects.create(
            obligation=obligation,
            amount=Decimal(100),
            on=DAY,
            document="ПКО 1",
            file=PAPER,
            recorded_at=factories.NOON,
        )
        gathering = Gathering.objects.create(
            award=award,
            held_on=DAY,
            place="Клуб",
            present=20,
            votes_for=15,
            purpose="Бак",
            file=PAPER,
        )
        parent = dict.fromkeys(
            (
                "agreement_draft",
                "payment_plan",
                "contribution_promise",
                "contribution_list",
                "daysheet_list",
                "daysheet_record",
                "expense_record",
                "visit_plan",
                "photo_add_to_award",
                "report_begin",
                "gathering_record",
            ),
            award,
        )
        papers.issue(Kind.AGREEMENT, Agreement.objects.get(), actor=self.clerk)
        papers.issue(Kind.ACCEPTANCE, report, actor=self.clerk)
        papers.issue(Kind.REPORT, report, actor=self.clerk)
        papers.issue(Kind.EXTENSION, extension, actor=self.clerk)
        self.keys |= parent | {
            "wording": wording,
            "wording_begin": self.place,
            "amendment_draft": agreement,
            "paper_amendment": Amendment.objects.get(),
            "paper_extension": extension,
            "paper_agreement": agreement,
            "paper_acceptance": report,
            "paper_report": report,
            "visit_act_print": visit,
            "paper_closing_act": award,
            "refund_list_print": award,
            "workbook_budget": award,
            "day_sheet_blank": award,
            "workbook_contributions": award,
            "day_sheet_print": sheet,
            "contribution_act_print": Confirmation.objects.first(),
            "paper_payment_order": payment,
            "paper_act_of_receipt": payment,
            "award": award,
            "agreement": agreement,
            "amendment": Amendment.objects.get(),
            "payment": payment,
            "contribution": contribution,
            "use": Use.objects.get(sheet=None),
            "daysheet": sheet,
            "proof": Proof.objects.get(),
            "expense": expense,
            "visit": visit,
            "finding": finding,
            "photo": photo,
            "public_photo": photo,
            "public_photo_small": photo,
            "photo_add_to_visit": visit,
            "photo_add_to_finding": finding,
            "photo_add_to_report": report,
            "report": report,
            "report_edit_page": (report.pk, "work"),
            "obligation": obligation,
            "settlement": settlement,
            "gathering": gathering,
            "writeoff": WriteOff.objects.create(
                obligation=obligation,
                amount=Decimal(100),
                decision_number="4",
                decision_on=DAY,
                ground_kind="court",
                ground="Сот",
                file=PAPER,
                recorded_at=factories.NOON,
            ),
        }
