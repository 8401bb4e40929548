"""The commission's pages, from my sheets to the appeals."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, ListView

from audit.acts import Move
from audit.journals import head_under
from competitions.models import Competition
from scoring import actions, rules
from scoring.choices import SheetState
from scoring.forms import (
    TIE_FORMS,
    AlternateForm,
    AppealForm,
    DeclarationsForm,
    ProposalForm,
    ScoreForm,
    SendCompleteForm,
    tie_numbers,
)
from scoring.models import (
    Answer,
    Appeal,
    Consent,
    Meeting,
    Protocol,
    Sheet,
    TieBreak,
    agenda_of,
    answers_to,
    application_card,
    commission_cards,
    desk_of,
    fairness_sheet,
    free_seat,
    grid_of,
    hints_of,
    hole_rows,
    label_of,
    names_are_hidden,
    others_points,
    own_sheets,
    points_are_open,
    ranking_table,
    reads_protocol,
    sight_of,
    title_card,
)
from scoring.views.calls import CallPage
from ui.uploads import ENDINGS, TYPES
from ui.views import ActView, BeginView, DetailPage, ListPage, Now, Scoped, paged

TURNS = {
    SheetState.UNDECLARED: (
        _("The member"),
        _("The text opens once you have said that you have no interest."),
    ),
    SheetState.OPEN: (_("The member"), _("Enter your points, then send the sheet.")),
    SheetState.REOPENED: (_("The member"), _("Change your points and send the sheet again.")),
}


# --- my commission work


class CommissionListView(LoginRequiredMixin, ListView):
    """The calls I sit in, with how far my own sheets are."""

    template_name = "scoring/commission_list.html"
    paginate_by = 50

    def get_queryset(self) -> Any:
        user = self.request.user
        seen = Competition.objects.visible_to(user).seating(user)
        return seen.select_related("municipality").order_by("-year", "-pk")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        page = super().get_context_data(**more)
        return page | {"cards": commission_cards(page["object_list"], self.request.user)}


class DeclarationsView(BeginView):
    """All my applications of a call on one page: declare first, then score."""

    model = Sheet
    parent = Competition
    verb = "declare_no_interest"
    act = actions.declare_all
    form_class = DeclarationsForm
    template_name = "scoring/declarations.html"
    label = _("My applications")
    done = _("Your declarations are recorded.")

    def ask(self) -> Move:
        if not rules.may_declare(self.subject, self.request.user):
            raise PermissionDenied
        reasons = (
            []
            if rules.commission_is_at_work(self.subject)
            else [str(rules.marks_may_still_change.sentence)]
        )
        return Move(verb=self.verb, label=self.label, reasons=reasons, weight="main")

    def leads_to(self, result: Any) -> Any:
        return reverse("declarations", args=[self.subject.pk])

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        page = super().get_context_data(**more)
        form = page["form"]
        cards = own_sheets(self.subject, self.request.user)
        asked = {sheet.pk for sheet in form.sheets}
        hidden = names_are_hidden(self.subject, self.request.user)
        waiting = [card.sheet for card in cards if card.sheet.pk in asked]
        return page | {
            "rows": [
                (card, form[f"interest_{card.sheet.pk}"], form[f"words_{card.sheet.pk}"])
                if card.sheet.pk in asked
                else (card, None, None)
                for card in cards
            ],
            "waits": bool(asked),
            "hints": hints_of(waiting, self.request.user, hidden=hidden),
            "is_past": rules.scores_term_is_past(self.subject),
            "sent": sum(1 for card in cards if card.sheet.is_sent),
            "total": sum(1 for card in cards if not card.sheet.is_apart),
        }


class SheetsSendView(BeginView):
    """All complete sheets are looked at once more and sent with one press."""

    model = Sheet
    parent = Competition
    verb = "send"
    act = actions.send_complete
    form_class = SendCompleteForm
    template_name = "scoring/sheets_send.html"
    label = _("Send all complete sheets")
    done = _("Your sheets are sent.")

    def ask(self) -> Move:
        if not rules.may_declare(self.subject, self.request.user):
            raise PermissionDenied
        at_work = rules.commission_is_at_work(self.subject)
        reasons = [] if at_work else [str(rules.marks_may_still_change.sentence)]
        return Move(verb=self.verb, label=self.label, reasons=reasons, weight="main")

    def leads_to(self, result: Any) -> Any:
        return reverse("declarations", args=[self.subject.pk])

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        page = super().get_context_data(**more)
        form = page["form"]
        hidden = names_are_hidden(self.subject, self.request.user)
        chosen = form["sheets"].value() or []
        return page | {
            "complete": [
                (sheet, title_card(sheet.application, hidden=hidden), key in chosen)
                for key, sheet in form.complete.items()
            ],
            "incomplete": [
                (
                    sheet,
                    title_card(sheet.application, hidden=hidden),
                    rules.missing_before_sending(sheet),
                )
                for sheet in form.incomplete
            ],
        }


# --- the sheet


class SheetMixin:
    model = Sheet

    def get_queryset(self) -> Any:
        return super().get_queryset().with_all().prefetch_related("competition__criteria")


class SheetDetailView(SheetMixin, DetailPage):
    template_name = "scoring/sheet_detail.html"

    def get_now(self) -> Now:
        turn, following = TURNS.get(self.object.state, ("", ""))
        return Now(turn=turn, until=self.object.reopened_until, next=following)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        sheet, user = self.object, self.request.user
        is_own = sheet.seat.user_id == user.pk
        # SECURITY: at the computer in the room nobody's points but one's own are ever shown.
        others_open = not self.request.turn and points_are_open(sheet, user)
        marks_open = (is_own and not sheet.is_apart) or (sheet.is_sent and others_open)
        given = {
            "is_own": is_own,
            "heading": title_card(
                sheet.application, hidden=names_are_hidden(sheet.competition, user)
            ),
            "card": application_card(sheet, user),
            "marks": sheet.marks_in_order() if marks_open else [],
            "others": others_points(sheet) if others_open else [],
        }
        return super().get_context_data(**given | more)


class SheetFileView(SheetMixin, Scoped, DetailView):
    """The covered copy of a file, for whoever may read the application, under a neutral name."""

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        sheet = self.get_object()
        card = application_card(sheet, request.user)
        open_files = {one.number: one for one in card.files if one.is_open} if card else {}
        found = open_files.get(kwargs["number"])
        if found is None:
            raise Http404
        kept = found.cover.file
        name = f"{sheet.application.code}-{found.number}.{kept.name.rpartition('.')[2]}"
        answer = FileResponse(
            kept.open("rb"), as_attachment=True, filename=name, content_type=found.cover.kind
        )
        answer["Cache-Control"] = "private, no-store"
        return answer


class SheetScoreView(SheetMixin, ActView):
    """The scoring desk: the application beside the sheet; a draft is saved, or saved and sent."""

    verb = "score"
    act = actions.score
    form_class = ScoreForm
    template_name = "scoring/sheet_score.html"

    def do(self, facts: dict[str, Any]) -> Any:
        self.sends = "send" in self.request.POST
        if not self.sends:
            return super().do(facts)
        self.done = _("Sheet sent.")
        return actions.score_and_send(self.subject, actor=self.request.user, **facts)

    def leads_to(self, result: Any) -> Any:
        """A draft stays on the desk; after sending the next sheet that waits is laid there."""
        desk = desk_of(self.subject)
        if not self.sends:
            # A key that lays the sheet beside this one there saves the draft on the way.
            beside = {"prev": desk.before, "next": desk.after}.get(self.request.POST.get("lay", ""))
            return reverse("sheet_score", args=[beside or self.subject.pk])
        following = desk.waiting
        if following is not None:
            return reverse("sheet_score", args=[following])
        return reverse("declarations", args=[self.subject.competition_id])

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        sheet, user = self.subject, self.request.user
        hidden = names_are_hidden(sheet.competition, user)
        given = {
            "card": application_card(sheet, user),
            "heading": title_card(sheet.application, hidden=hidden),
            "desk": desk_of(sheet),
            "is_past": rules.scores_term_is_past(sheet.competition),
        }
        return super().get_context_data(**given | more)


class SheetSendView(SheetMixin, ActView):
    """Look once more at what is sent."""

    verb = "send"
    act = actions.send
    template_name = "scoring/sheet_send.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        marks = [] if self.subject.is_apart else self.subject.marks_in_order()
        return super().get_context_data(marks=marks, **more)


# --- the grid and the ranking


class GridView(CallPage):
    """Who has done what; points only where this reader may see them."""

    may = rules.may_see_grid
    template_name = "scoring/grid.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        call, user = self.object, self.request.user
        if not rules.grid_is_open_to(call, user):
            return super().get_context_data(grid=None, **more)
        grid = grid_of(call, user)
        given = paged(self.request, grid.rows) | {
            "grid": grid,
            "has_own": grid.has_own,
            "may_call": rules.may_call_alternate(Sheet(competition=call), user),
            "may_remind": rules.may_remind(Sheet(competition=call), user) and grid.owed,
            "composition": call.composition() if grid.rows.leads else None,
        }
        if grid.rows.leads:
            shown = [row.pk for row in given["page_obj"]]
            rows = hole_rows(call, user, only=shown, settled=True)
            given["holes"] = [row for row in rows if row.holes]
        return super().get_context_data(**given | more)


class ScoringCloseView(ActView):
    """Closing the scoring, with every hole in the grid explained before it is pressed."""

    model = Competition
    verb = "close_scoring"
    act = actions.close_scoring
    template_name = "scoring/competition_close_scoring.html"
    lead = _("Afterwards the commission sees the points and the ranking.")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        call, user = self.subject, self.request.user
        rows = hole_rows(call, user)
        given = {
            "rows": rows,
            "holes": [row for row in rows if row.holes],
            "whole": sum(row.is_whole for row in rows),
            "competition": call,
            "may_call": rules.may_call_alternate(Sheet(competition=call), user),
            "may_remind": rules.may_remind(Sheet(competition=call), user)
            and any(hole.is_open for row in rows for hole in row.holes),
        }
        return super().get_context_data(**given | more)


class RankingView(CallPage):
    """The order, the money, the cut-off line; the ties that wait for people."""

    may = rules.may_see_ranking
    template_name = "scoring/ranking.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().annotate(journal_head=head_under("municipality__soate"))

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        call, user = self.object, self.request.user
        if not rules.ranking_is_open(call):
            return super().get_context_data(table=None, **more)
        protocols = Protocol.objects.visible_to(user).filter(competition=call)
        protocols = list(protocols.order_by("number"))
        table = ranking_table(call, user, protocols)
        ties = TieBreak.objects.visible_to(user).filter(competition=call).recorded()
        given = paged(self.request, table.lines) | {
            "table": table,
            "protocols": protocols,
            "ties": ties.order_by("pk") if table.asks_people and not table.closed else [],
            "may_prepare": rules.may_prepare_protocol(Protocol(competition=call), user),
            "has_own": table.has_own,
        }
        return super().get_context_data(**given | more)


class FairnessView(CallPage):
    """Checks beside the ranking: how firm it is, how far the members agree."""

    may = rules.may_see_ranking
    template_name = "scoring/fairness.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().annotate(journal_head=head_under("municipality__soate"))

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        call, user = self.object, self.request.user
        # What is reckoned of all points together is for those to whom all of them are open.
        is_open = rules.ranking_is_open(call) and sight_of(call, user).sees_all
        hidden = names_are_hidden(call, user)
        sheet = fairness_sheet(call, hidden=hidden) if is_open else None
        differences = sheet.differences if sheet else []
        answers = answers_to(call, [row.plain for row in differences])
        given = (paged(self.request, sheet.rows) if sheet else {}) | {
            "sheet": sheet,
            "names_people": rules.may_see_habits(call, user),
            "differences": [(row, answers.get(row.check)) for row in differences],
            # One answer may be about several checks: it is shown once.
            "answers": sorted(set(answers.values()), key=lambda answer: answer.pk),
            "may_answer": bool(differences)
            and rules.may_answer_checks(Answer(competition=call), user)
            and rules.deliberation_is_running(Answer(competition=call)),
        }
        return super().get_context_data(**given | more)


class MeetingListView(CallPage):
    """The meetings and the protocols of a call."""

    may = rules.may_see_ranking
    template_name = "scoring/meeting_list.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        call, user = self.object, self.request.user
        given = {
            "meetings": Meeting.objects.visible_to(user)
            .filter(competition=call)
            .order_by("held_at", "pk"),
            "protocols": Protocol.objects.visible_to(user)
            .filter(competition=call)
            .order_by("number"),
            "consents": self.consents(call, user),
            "may_plan": rules.may_prepare_meeting(Meeting(competition=call), user),
        }
        return super().get_context_data(**given | more)

    def consents(self, call: Competition, user: Any) -> list[tuple[Consent, str]]:
        """Who agrees to a part, each with the application as this reader may know it."""
        hidden = names_are_hidden(call, user)
        seen = Consent.objects.visible_to(user).filter(competition=call).order_by("pk")
        seen = seen.select_related("application")
        seen = seen.prefetch_related("application__coverings") if hidden else seen
        return [(one, label_of(one.application, hidden=hidden)) for one in seen]


class SheetsRemindView(BeginView):
    """Whoever still owes sheets is reminded, each with one letter."""

    model = Sheet
    parent = Competition
    verb = "remind"
    act = actions.remind_all
    label = _("Remind whoever owes sheets")
    done = _("The reminders are on their way.")

    def ask(self) -> Move:
        if not rules.may_remind(Sheet(competition=self.subject), self.request.user):
            raise PermissionDenied
        at_work = rules.commission_is_at_work(self.subject)
        reasons = [] if at_work else [str(rules.marks_may_still_change.sentence)]
        return Move(verb=self.verb, label=self.label, reasons=reasons, weight="main")

    def leads_to(self, result: Any) -> Any:
        return reverse("grid", args=[self.subject.pk])


class CallAlternateView(BeginView):
    """Whom to call, for which applications."""

    model = Sheet
    parent = Competition
    act = actions.call_alternate
    form_class = AlternateForm
    template_name = "scoring/competition_call_alternate.html"
    lead = _("Whoever belongs to an applicant gets that sheet already recused.")

    def get_initial(self) -> dict[str, Any]:
        """What falls short is chosen beforehand, and whoever of the alternates has no sheet yet."""
        return super().get_initial() | {
            "seat": free_seat(self.subject),
            "applications": [row.pk for row in self.rows if not row.numbers.are_enough],
        }

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        short = [row for row in self.rows if not row.numbers.are_enough]
        return super().get_context_data(competition=self.subject, holes=short, **more)

    @cached_property
    def rows(self) -> Any:
        return hole_rows(self.subject, self.request.user, settled=True)

    def leads_to(self, result: Any) -> Any:
        return reverse("grid", args=[self.subject.pk])


class TieSettleView(BeginView):
    """Equal applications are put in order by the rung that is next."""

    model = TieBreak
    parent = Competition
    template_name = "scoring/tiebreak_settle_tie.html"

    def find(self) -> None:
        super().find()
        if not rules.may_see_ranking(self.subject, self.request.user):
            raise PermissionDenied
        table = (
            ranking_table(self.subject, self.request.user)
            if rules.ranking_is_open(self.subject)
            else None
        )
        numbers = tie_numbers(self.kwargs["numbers"])
        ties = table.ties if table else []
        self.table = table
        self.tie = next(
            (tie for tie in ties if tie["numbers"] == numbers and tie["kind"] in TIE_FORMS), None
        )
        if self.tie is None:
            raise Http404
        self.form_class = TIE_FORMS[self.tie["kind"]]

    def blank(self) -> TieBreak:
        numbers = ",".join(str(number) for number in self.tie["numbers"])
        return TieBreak(competition=self.subject, kind=self.tie["kind"], numbers=numbers)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"lines": self.lines()}

    def lines(self) -> list[tuple[int, str]]:
        """The equal applications: number and title."""
        return [
            (line.number, line.title)
            for line in self.table.lines
            if line.number in self.tie["numbers"]
        ]

    def do(self, facts: dict[str, Any]) -> Any:
        verbs = {
            "open_vote": actions.record_open_vote,
            "chairs_word": actions.record_chairs_word,
            "lot": actions.draw_lot,
        }
        return verbs[self.tie["kind"]](self.subject, actor=self.request.user, **facts)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(tie=self.tie, lines=self.lines(), **more)


# --- the meeting


class MeetingDetailView(DetailPage):
    model = Meeting
    template_name = "scoring/meeting_detail.html"

    def get_queryset(self) -> Any:
        seen = super().get_queryset().select_related("competition__municipality")
        return seen.annotate(journal_head=head_under("competition__municipality__soate"))

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        meeting = self.object
        # The head of the journal came with the meeting: what was reckoned is found by it.
        meeting.competition.journal_head = meeting.journal_head
        present, needed, seats = meeting.quorum()
        hidden = names_are_hidden(meeting.competition, self.request.user)
        agenda = agenda_of(meeting.competition, self.request.user)
        given = paged(self.request, agenda) | {
            "seats": [
                (seat, meeting.attendance.get(seat.pk)) for seat in meeting.competition.seated()
            ],
            "present": present,
            "needed": needed,
            "voting": seats,
            "agenda": agenda,
            "questions": meeting.questions.order_by("pk"),
            "motions": [
                (motion, label_of(motion.application, hidden=hidden) if motion.application else "")
                for motion in meeting.motions_in_order()
            ],
            "dissents": meeting.dissents.select_related("seat__user").order_by("pk"),
        }
        return super().get_context_data(**given | more)


# --- the protocol


class ProtocolDetailView(DetailPage):
    model = Protocol
    template_name = "scoring/protocol_detail.html"

    def get_queryset(self) -> Any:
        return (
            super()
            .get_queryset()
            .select_related("competition__municipality", "amends", "appeal", "meeting", "signed_by")
        )

    def get_now(self) -> Now:
        if self.object.is_signed:
            return Now(next=_("The decision is recorded and then published."))
        return Now(
            turn=_("The chair"),
            next=_("The chair signs; from then on only an amending protocol changes it."),
        )

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        protocol, user = self.object, self.request.user
        hidden = names_are_hidden(protocol.competition, user)
        departs = (
            set()
            if protocol.is_signed or protocol.amends_id
            else {row.pk for row in protocol.deviations()}
        )
        given = {
            "rows": [
                (row, row.pk in departs, label_of(row.application, hidden=hidden))
                for row in protocol.proposals_in_order()
            ],
            "total": protocol.sum_of_grants(),
            "pages": protocol.pages_in_order if reads_protocol(protocol, user) else [],
            "signatures": protocol.signatures.select_related("seat__user").order_by("pk"),
            "may_change": not protocol.is_signed and rules.may_prepare_protocol(protocol, user),
            "sees_inside": rules.may_see_ranking(protocol.competition, user),
            # Who reads here from outside, an applicant, takes the extract of the own page.
            "extracts": protocol.is_signed and protocol.competition.results_are_known,
            "carries_out": protocol.is_signed
            and protocol.amends_id is not None
            and rules.may_carry_out(protocol, user),
        }
        return super().get_context_data(**given | more)


class ProposalChangeView(ActView):
    """What the protocol says of one application; of any, in an amending protocol."""

    model = Protocol
    verb = "change_protocol"
    act = actions.change_protocol
    form_class = ProposalForm
    label = _("Change what is decided")
    done = _("The proposal is changed.")

    def get_initial(self) -> dict[str, Any]:
        number = self.kwargs.get("number")
        rows = [
            row for row in self.subject.proposals_in_order() if row.application.number == number
        ]
        if not rows:
            return {}
        names = ("application", "outcome", "granted", "place", "reason_ky", "reason_ru")
        return {name: getattr(rows[0], name) for name in names}


class ProtocolScanView(Scoped, DetailView):
    """One page of the signed paper, for whoever reads the whole protocol."""

    model = Protocol

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        protocol = self.get_object()
        # SECURITY: the paper bears the names that the published results leave out.
        if not reads_protocol(protocol, request.user):
            raise PermissionDenied
        page = protocol.pages.filter(number=kwargs["number"]).first()
        if page is None:
            raise Http404
        kind = next((kind for kind, endings in ENDINGS.items() if page.ending in endings), "")
        answer = FileResponse(
            page.file.open("rb"),
            as_attachment=True,
            filename=f"protocol-{protocol.number}-{page.number}.{page.ending}",
            content_type=TYPES.get(kind, "application/octet-stream"),
        )
        answer["Cache-Control"] = "private, no-store"
        return answer


# --- appeals


class AppealListView(ListPage):
    model = Appeal
    template_name = "scoring/appeal_list.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("competition", "application")


class AppealFileView(BeginView):
    model = Appeal
    parent = Competition
    act = actions.file_appeal
    form_class = AppealForm


class AppealDetailView(DetailPage):
    model = Appeal
    template_name = "scoring/appeal_detail.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("competition__municipality", "application")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        appeal, user = self.object, self.request.user
        may_amend = appeal.is_upheld and rules.may_prepare_protocol(
            Protocol(competition=appeal.competition), user
        )
        protocols = list(appeal.protocols.order_by("number"))
        # One draft at a time; after it is signed another may follow, for what it left open.
        may_amend = may_amend and all(protocol.is_signed for protocol in protocols)
        hidden = names_are_hidden(appeal.competition, user)
        effects = [
            (effect, label_of(effect.application, hidden=hidden))
            for effect in appeal.effects_in_order()
        ]
        given = {
            "may_amend": may_amend,
            "protocols": protocols,
            "effects": effects,
            "waits": appeal.is_upheld and bool(effects) and not protocols,
        }
        return super().get_context_data(**given | more)


class AmendmentDrawUpView(BeginView):
    """An amending protocol after an upheld appeal."""

    model = Protocol
    parent = Appeal
    act = actions.draw_up_amendment
    label = _("Draw up an amending protocol")

    def blank(self) -> Protocol:
        signed = (
            Protocol.objects.visible_to(self.request.user)
            .filter(competition=self.subject.competition_id)
            .signed()
        )
        return Protocol(
            competition=self.subject.competition, appeal=self.subject, amends=signed.first()
        )
