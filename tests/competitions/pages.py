"""Every page about regulations, calls, seats and permits, and who is answered what there."""

PEOPLE = [
    "anonymous",
    "applicant",
    "clerk",
    "head",
    "auditor",
    "administrator",
    "neighbour",
    "chair",
    "member",
]


def row(*statuses: int) -> dict[str, int]:
    return dict(zip(PEOPLE, statuses, strict=True))


def everybody(status: int) -> dict[str, int]:
    return row(302, *[status] * (len(PEOPLE) - 1))


CLERK_ON_DRAFT = row(302, 404, 200, 403, 403, 404, 404, 404, 404)
HEAD_ON_DRAFT = row(302, 404, 403, 200, 403, 404, 404, 404, 404)
CLERK_IN_PUBLIC = row(302, 403, 200, 403, 403, 403, 403, 403, 403)
HEAD_IN_PUBLIC = row(302, 403, 403, 200, 403, 403, 403, 403, 403)

# Regulations: the one in force has its page and its file, the draft is edited. Calls: the announced
# one, with its commission and a permit; the drafts are for the pages that edit and announce.
PAGES = {
    "regulation_list": everybody(200),
    "regulation_detail": everybody(200),
    "regulation_file": everybody(200),
    "regulation_begin": CLERK_IN_PUBLIC,
    "regulation_edit": CLERK_ON_DRAFT,
    "regulation_edit_settings": CLERK_ON_DRAFT,
    "regulation_edit_settings_part": CLERK_ON_DRAFT,
    "regulation_put_in_force": HEAD_ON_DRAFT,
    "competition_begin": CLERK_IN_PUBLIC,
    "competition_list": everybody(200),
    "competition_detail": everybody(200),
    "competition_version": everybody(200),
    "competition_edit": CLERK_ON_DRAFT,
    "competition_edit_part": CLERK_ON_DRAFT,
    "competition_announce": HEAD_ON_DRAFT,
    "competition_extend": HEAD_IN_PUBLIC,
    "competition_close_reception": CLERK_IN_PUBLIC,
    "competition_cancel": HEAD_IN_PUBLIC,
    "seat_list": row(302, 404, 200, 200, 200, 404, 404, 200, 200),
    "seat_seat": CLERK_IN_PUBLIC,
    "seat_release": row(302, 404, 200, 403, 403, 404, 404, 403, 403),
    "permit_grant_permit": HEAD_IN_PUBLIC,
    "permit_withdraw_permit": row(302, 403, 403, 200, 403, 404, 404, 404, 404),
}
