"""Every page of the house, and what each person is answered there.

A name of an address, and for each person of the small town the answer to opening it: 200 the page,
302 sent on (the anonymous to sign in), 403 seen but not allowed, 404 not seen at all, 405 only a
button. The table is complete: `tests/architecture/test_urls.py` compares its names with the
addresses there are, and `tests/journeys/test_pages.py` opens every page as everybody.
"""

PEOPLE = [
    "anonymous",
    "applicant",
    "rival",
    "clerk",
    "second_clerk",
    "head",
    "chair",
    "secretary",
    "member",
    "alternate",
    "auditor",
    "neighbour",
    "administrator",
]

# The applications and the award are the applicant's; the rival has his own beside them.
_TABLE = """
set_language                  302 302 302 302 302 302 302 302 302 302 302 302 302
portal                        200 200 200 200 200 200 200 200 200 200 200 200 200
call_detail                   200 200 200 200 200 200 200 200 200 200 200 200 200
call_announcement             200 200 200 200 200 200 200 200 200 200 200 200 200
call_form_print               200 200 200 200 200 200 200 200 200 200 200 200 200
call_results                  200 200 200 200 200 200 200 200 200 200 200 200 200
initiative_card               200 200 200 200 200 200 200 200 200 200 200 200 200
open_data                     200 200 200 200 200 200 200 200 200 200 200 200 200
open_calls                    200 200 200 200 200 200 200 200 200 200 200 200 200
open_awards                   200 200 200 200 200 200 200 200 200 200 200 200 200
code_check                    200 200 200 200 200 200 200 200 200 200 200 200 200
home                          302 200 200 200 200 200 200 200 200 200 200 200 200
notice_list                   302 200 200 200 200 200 200 200 200 200 200 200 200
entry_list                    302 403 403 200 200 200 403 403 403 403 200 403 200
entry_print                   302 403 403 200 200 200 403 403 403 403 200 403 200
entry_export                  302 403 403 403 403 403 403 403 403 403 200 403 403
issued_list                   302 200 200 200 200 200 200 200 200 200 200 200 200
issued_detail                 302 200 200 200 200 200 200 200 200 200 200 200 200
issued_print                  302 200 200 200 200 200 200 200 200 200 200 200 200
paper_announcement            302 200 200 200 200 200 200 200 200 200 200 200 200
paper_receipt                 302 404 200 200 200 200 404 404 404 404 200 404 404
paper_protocol                302 404 404 200 200 200 200 200 200 200 200 404 404
paper_agreement               302 200 404 200 200 200 200 404 404 404 200 404 404
paper_acceptance              302 200 404 200 200 200 200 404 404 404 200 404 404
workbook_register             302 403 403 200 200 200 403 403 403 403 200 403 403
workbook_grid                 302 403 403 200 200 200 403 403 403 403 200 403 403
workbook_awards               302 403 403 200 200 200 403 403 403 403 200 403 403
sign_in                       200 302 302 302 302 302 302 302 302 302 302 302 302
sign_out                      405 405 405 405 405 405 405 405 405 405 405 405 405
register                      200 200 200 200 200 200 200 200 200 200 200 200 200
slip_use                      200 200 200 200 200 200 200 200 200 200 200 200 200
own_page                      302 200 200 200 200 200 200 200 200 200 200 200 200
user_list                     302 403 403 200 200 403 403 403 403 403 403 200 200
user_register                 302 403 403 200 200 403 403 403 403 403 403 200 200
user_detail                   302 200 404 200 200 404 404 404 404 404 404 200 200
user_edit                     302 200 404 403 403 404 404 404 404 404 404 403 200
user_change_password          302 200 404 403 403 404 404 404 404 404 404 403 403
user_close                    302 403 404 403 403 404 404 404 404 404 404 403 200
user_issue_slip               302 403 404 200 200 404 404 404 404 404 404 200 200
membership_appoint            302 404 403 403 403 404 404 404 404 404 404 403 200
membership_end                302 404 404 403 404 404 404 404 404 404 404 404 200
slip_withdraw_slip            302 404 404 200 404 404 404 404 404 404 404 404 200
municipality_list             302 200 200 200 200 200 200 200 200 200 200 200 200
municipality_detail           302 200 200 200 200 200 200 200 200 200 200 200 200
municipality_edit             302 403 403 200 200 200 403 403 403 403 403 403 200
municipality_merge            302 403 403 403 403 403 403 403 403 403 403 403 200
regulation_list               302 200 200 200 200 200 200 200 200 200 200 200 200
regulation_detail             302 404 404 200 200 200 404 404 404 404 200 404 404
regulation_file               302 200 200 200 200 200 200 200 200 200 200 200 200
regulation_begin              302 403 403 200 200 403 403 403 403 403 403 403 403
regulation_edit               302 404 404 200 200 403 404 404 404 404 403 404 404
regulation_edit_settings      302 404 404 200 200 403 404 404 404 404 403 404 404
regulation_edit_settings_part 302 404 404 200 200 403 404 404 404 404 403 404 404
regulation_put_in_force       302 404 404 403 403 200 404 404 404 404 403 404 404
competition_begin             302 403 403 200 200 403 403 403 403 403 403 403 403
competition_list              302 200 200 200 200 200 200 200 200 200 200 200 200
competition_detail            302 200 200 200 200 200 200 200 200 200 200 200 200
competition_version           302 200 200 200 200 200 200 200 200 200 200 200 200
competition_edit              302 404 404 200 200 403 404 404 404 404 403 404 404
competition_edit_part         302 404 404 200 200 403 404 404 404 404 403 404 404
competition_announce          302 404 404 403 403 200 404 404 404 404 403 404 404
competition_extend            302 403 403 403 403 200 403 403 403 403 403 403 403
competition_close_reception   302 403 403 200 200 403 403 403 403 403 403 403 403
competition_cancel            302 403 403 403 403 200 403 403 403 403 403 403 403
seat_list                     302 404 404 200 200 200 200 200 200 200 200 404 404
seat_seat                     302 403 403 200 200 403 403 403 403 403 403 403 403
seat_release                  302 404 404 200 200 403 403 403 403 403 403 404 404
permit_grant_permit           302 403 403 403 403 200 403 403 403 403 403 403 403
permit_withdraw_permit        302 404 403 403 403 200 404 404 404 404 403 404 404
application_list              302 200 200 200 200 200 200 200 200 200 200 200 200
application_detail            302 200 404 200 200 200 404 404 404 404 200 404 404
application_tasks             302 200 404 404 404 404 404 404 404 404 404 404 404
application_edit              302 200 404 404 404 404 404 404 404 404 404 404 404
application_enclose           302 200 404 404 404 404 404 404 404 404 404 404 404
application_submit            302 200 404 404 404 404 404 404 404 404 404 404 404
application_submitted         302 200 404 200 200 200 404 404 404 404 200 404 404
application_withdraw          302 200 404 403 403 403 404 404 404 404 403 404 404
application_discard           302 200 404 404 404 404 404 404 404 404 404 404 404
application_repeat_keying     302 404 404 200 200 403 404 404 404 404 403 404 404
application_mark_items        302 403 404 200 200 403 404 404 404 404 403 404 404
application_send_back         302 403 404 200 200 403 404 404 404 404 403 404 404
application_admit             302 403 404 200 200 403 404 404 404 404 403 404 404
application_decline           302 403 404 200 200 403 404 404 404 404 403 404 404
version_detail                302 200 404 200 200 200 404 404 404 404 200 404 404
enclosure_download            302 200 404 200 200 200 404 404 404 404 200 404 404
enclosure_take_out            302 200 404 404 404 404 404 404 404 404 404 404 404
envelope_scan                 302 404 404 200 200 200 404 404 404 404 200 404 404
competition_apply             302 200 200 200 200 200 200 200 200 200 200 200 200
envelope_register             302 403 403 200 200 403 403 403 403 403 403 403 403
competition_unchecked         302 404 404 200 200 200 404 404 404 404 200 404 404
competition_declare_failed    302 403 403 403 403 200 403 403 403 403 403 403 403
commission_list               302 200 200 200 200 200 200 200 200 200 200 200 200
competition_open_scoring      302 403 403 200 200 403 403 403 403 403 403 403 403
competition_close_scoring     302 403 403 403 403 403 200 403 403 403 403 403 403
competition_call_alternate    302 403 403 403 403 403 200 403 403 403 403 403 403
declarations                  302 403 403 403 403 403 200 403 200 403 403 403 403
grid                          302 403 403 200 200 200 200 200 200 200 200 403 403
fairness                      302 403 403 200 200 200 200 200 200 200 200 403 403
ranking                       302 403 403 200 200 200 200 200 200 200 200 403 403
tiebreak_settle_tie           302 403 403 403 403 403 200 200 403 403 403 403 403
tiebreak_strike_out_tie       302 404 404 403 403 403 200 403 403 403 403 404 404
sheet_detail                  302 404 404 200 200 200 200 200 200 404 200 404 404
sheet_declare_no_interest     302 404 404 403 403 403 403 403 200 404 403 404 404
sheet_declare_interest        302 404 404 403 403 403 403 403 200 404 403 404 404
sheet_declare_late_interest   302 404 404 403 403 403 200 403 200 404 403 404 404
sheet_score                   302 404 404 403 403 403 403 403 200 404 403 404 404
sheet_send                    302 404 404 403 403 403 403 403 200 404 403 404 404
sheet_reopen                  302 404 404 403 403 403 200 403 403 404 403 404 404
sheet_excuse                  302 404 404 403 403 403 200 403 403 404 403 404 404
sheet_decline_to_score        302 404 404 403 403 403 403 403 200 404 403 404 404
meeting_plan_meeting          302 403 403 200 200 403 200 200 403 403 403 403 403
meeting_list                  302 403 403 200 200 200 200 200 200 200 200 403 403
meeting_detail                302 404 404 200 200 200 200 200 200 200 200 404 404
meeting_change_meeting        302 404 404 200 200 403 200 200 403 403 403 404 404
meeting_record_attendance     302 404 404 200 200 403 200 200 403 403 403 404 404
meeting_open_meeting          302 404 404 200 200 403 200 200 403 403 403 404 404
meeting_record_question       302 404 404 200 200 403 200 200 403 403 403 404 404
meeting_record_motion         302 404 404 200 200 403 200 200 403 403 403 404 404
meeting_record_dissent        302 404 404 403 403 403 200 200 200 200 403 404 404
protocol_draw_up              302 403 403 200 200 403 200 200 403 403 403 403 403
protocol_detail               302 404 404 200 200 200 200 200 200 200 200 404 404
protocol_change_protocol      302 404 404 200 200 403 200 200 403 403 403 404 404
proposal_add                  302 404 404 200 200 403 200 200 403 403 403 404 404
proposal_change               302 404 404 200 200 403 200 200 403 403 403 404 404
protocol_draw_up_again        302 404 404 200 200 403 200 200 403 403 403 404 404
protocol_countersign          302 404 404 403 403 403 403 200 200 200 403 404 404
protocol_sign                 302 404 404 403 403 403 200 403 403 403 403 404 404
protocol_attach_scan          302 404 404 200 200 403 200 200 403 403 403 404 404
protocol_scan                 302 404 404 200 200 200 200 200 200 200 200 404 404
appeal_list                   302 200 200 200 200 200 200 200 200 200 200 200 200
appeal_file_appeal            302 200 200 200 200 403 403 403 403 403 403 403 403
appeal_detail                 302 404 200 200 200 200 200 200 200 200 200 404 404
appeal_uphold                 302 404 403 403 403 200 200 403 403 403 403 404 404
appeal_dismiss                302 404 403 403 403 200 200 403 403 403 403 404 404
appeal_draw_up_amendment      302 404 403 200 200 403 200 200 403 403 403 404 404
competition_decide            302 403 403 403 403 403 200 403 403 403 403 403 403
protocol_apply_amendment      302 404 404 403 403 200 200 403 403 403 403 404 404
award_list                    302 200 200 200 200 200 200 200 200 200 200 200 200
award_detail                  302 200 404 200 200 200 200 404 404 404 200 404 404
reserve_list                  302 404 404 200 200 200 404 404 404 404 200 404 404
competition_publish           302 403 403 403 403 200 403 403 403 403 403 403 403
competition_complete          302 403 403 403 403 200 403 403 403 403 403 403 403
application_promote           302 404 403 403 403 200 404 404 404 404 403 404 404
application_release           302 404 403 403 403 200 404 404 404 404 403 404 404
award_arrange                 302 403 404 200 200 403 403 404 404 404 403 404 404
award_forgo                   302 200 404 403 403 403 403 404 404 404 403 404 404
award_lapse                   302 403 404 403 403 200 403 404 404 404 403 404 404
award_resolve_shortfall       302 403 404 403 403 200 403 404 404 404 403 404 404
award_settle_up               302 403 404 200 200 403 403 404 404 404 403 404 404
award_close                   302 403 404 200 200 200 403 404 404 404 403 404 404
award_terminate               302 403 404 403 403 200 403 404 404 404 403 404 404
agreement_draft               302 403 404 200 200 403 403 404 404 404 403 404 404
agreement_detail              302 200 404 200 200 200 200 404 404 404 200 404 404
agreement_edit                302 403 404 200 200 403 403 404 404 404 403 404 404
agreement_enter_signature     302 403 404 200 200 403 403 404 404 404 403 404 404
agreement_sign                302 403 404 403 403 200 403 404 404 404 403 404 404
agreement_amend               302 403 404 403 403 200 403 404 404 404 403 404 404
agreement_scan                302 200 404 200 200 200 200 404 404 404 200 404 404
amendment_scan                302 200 404 200 200 200 200 404 404 404 200 404 404
payment_plan                  302 403 404 200 200 403 403 404 404 404 403 404 404
payment_detail                302 200 404 200 200 200 200 404 404 404 200 404 404
payment_approve               302 403 404 403 403 200 403 404 404 404 403 404 404
payment_pay                   302 403 404 200 200 403 403 404 404 404 403 404 404
payment_account               302 403 404 200 200 403 403 404 404 404 403 404 404
payment_cancel                302 403 404 200 200 200 403 404 404 404 403 404 404
contribution_promise          302 200 404 200 200 403 403 404 404 404 403 404 404
contribution_detail           302 200 404 200 200 200 200 404 404 404 200 404 404
contribution_confirm          302 200 404 200 200 403 403 404 404 404 403 404 404
contribution_use              302 200 404 200 200 403 403 404 404 404 403 404 404
contribution_finish           302 200 404 200 200 200 403 404 404 404 403 404 404
contribution_withdraw         302 200 404 200 200 403 403 404 404 404 403 404 404
contribution_proof            302 200 404 200 200 200 200 404 404 404 200 404 404
use_file                      302 200 404 200 200 200 200 404 404 404 200 404 404
expense_record                302 200 404 200 200 403 403 404 404 404 403 404 404
expense_detail                302 200 404 200 200 200 200 404 404 404 200 404 404
expense_strike_out            302 200 404 200 200 403 403 404 404 404 403 404 404
expense_file                  302 200 404 200 200 200 200 404 404 404 200 404 404
visit_plan                    302 403 404 200 200 403 403 404 404 404 403 404 404
visit_detail                  302 200 404 200 200 200 200 404 404 404 200 404 404
visit_make_visit              302 403 404 200 200 403 403 404 404 404 403 404 404
visit_mend                    302 403 404 200 200 403 403 404 404 404 403 404 404
photo_file                    302 200 404 200 200 200 200 404 404 404 200 404 404
report_begin                  302 200 404 200 200 403 403 404 404 404 403 404 404
report_detail                 302 200 404 200 200 200 200 404 404 404 200 404 404
report_edit                   302 200 404 200 200 403 403 404 404 404 403 404 404
report_submit                 302 200 404 200 200 403 403 404 404 404 403 404 404
report_send_back              302 403 404 200 200 200 403 404 404 404 403 404 404
report_accept                 302 403 404 403 403 200 403 404 404 404 403 404 404
obligation_detail             302 200 404 200 200 200 200 404 404 404 200 404 404
obligation_settle_part        302 403 404 200 200 403 403 404 404 404 403 404 404
obligation_settle             302 403 404 200 200 403 403 404 404 404 403 404 404
obligation_write_off          302 403 404 403 403 200 403 404 404 404 403 404 404
settlement_file               302 200 404 200 200 200 200 404 404 404 200 404 404
gathering_record              302 403 404 200 200 403 403 404 404 404 403 404 404
gathering_file                302 200 404 200 200 200 200 404 404 404 200 404 404
"""

PAGES: dict[str, dict[str, int]] = {
    name: dict(zip(PEOPLE, map(int, answers), strict=True))
    for name, *answers in (line.split() for line in _TABLE.splitlines() if line)
}
