"""Every change the commission makes, from the opening of the scoring to the decided appeal."""

from applications.models import Application
from applications.rules import nothing_is_left_unchecked, something_is_admitted
from audit.acts import also_requires
from competitions.models import Competition
from scoring import rules
from scoring.actions.appeals import answer_appeal, dismiss, file_appeal, uphold
from scoring.actions.meetings import (
    change_meeting,
    open_meeting,
    plan_meeting,
    record_attendance,
    record_consent,
    record_dissent,
    record_motion,
    record_question,
)
from scoring.actions.protocols import (
    answer_checks,
    attach_scan,
    change_protocol,
    countersign,
    draw_up,
    draw_up_again,
    draw_up_amendment,
    sign,
    take_out_scans,
)
from scoring.actions.rooms import close_room, give_pin, open_room, take_turn, withdraw_pin
from scoring.actions.sheets import (
    NEWER,
    call_alternate,
    close_scoring,
    declare_all,
    declare_interest,
    declare_late_interest,
    declare_no_interest,
    decline_to_score,
    excuse,
    open_scoring,
    remind,
    remind_all,
    reopen,
    score,
    score_and_send,
    send,
    send_complete,
    take_draft,
)
from scoring.actions.ties import (
    draw_lot,
    record_chairs_word,
    record_open_vote,
    settle_tie,
    strike_out_tie,
)

__all__ = [
    "NEWER",
    "answer_appeal",
    "answer_checks",
    "attach_scan",
    "call_alternate",
    "change_meeting",
    "change_protocol",
    "close_room",
    "close_scoring",
    "countersign",
    "declare_all",
    "declare_interest",
    "declare_late_interest",
    "declare_no_interest",
    "decline_to_score",
    "dismiss",
    "draw_lot",
    "draw_up",
    "draw_up_again",
    "draw_up_amendment",
    "excuse",
    "file_appeal",
    "give_pin",
    "open_meeting",
    "open_room",
    "open_scoring",
    "plan_meeting",
    "record_attendance",
    "record_chairs_word",
    "record_consent",
    "record_dissent",
    "record_motion",
    "record_open_vote",
    "record_question",
    "remind",
    "remind_all",
    "reopen",
    "score",
    "score_and_send",
    "send",
    "send_complete",
    "settle_tie",
    "sign",
    "strike_out_tie",
    "take_draft",
    "take_out_scans",
    "take_turn",
    "uphold",
    "withdraw_pin",
]

# What only this room knows of the edges of lower ones.
also_requires(Competition, "open_scoring", nothing_is_left_unchecked, something_is_admitted)
also_requires(Competition, "close_scoring", rules.sheets_are_settled, rules.scores_are_enough)
also_requires(Competition, "decide", rules.protocol_is_signed)
also_requires(Application, "award", rules.protocol_awards)
also_requires(Application, "reserve", rules.protocol_reserves)
also_requires(Application, "pass_over", rules.protocol_passes_over)
also_requires(Application, "amend_to_awarded", rules.amendment_awards)
also_requires(Application, "amend_to_reserved", rules.amendment_reserves)
also_requires(Application, "amend_to_passed_over", rules.amendment_passes_over)
also_requires(Application, "amend_to_admitted", rules.amendment_admits)
