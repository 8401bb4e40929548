"""Every page about people and places, and what each person is answered there."""

PEOPLE = [
    "anonymous",
    "applicant",
    "rival",
    "clerk",
    "head",
    "auditor",
    "administrator",
    "neighbour",
    "chair",
]


def row(*statuses: int) -> dict[str, int]:
    return dict(zip(PEOPLE, statuses, strict=True))


def everybody(status: int, anonymous: int = 302) -> dict[str, int]:
    return row(anonymous, *[status] * (len(PEOPLE) - 1))


# The pages about a person are about the applicant; the slip was printed by the clerk; the office
# is the clerk's; the municipality is the clerk's and the head's.
PAGES = {
    "sign_in": everybody(302, anonymous=200),
    "sign_out": everybody(405, anonymous=405),
    "register": everybody(200, anonymous=200),
    "slip_use": everybody(200, anonymous=200),
    "own_page": everybody(200),
    "user_list": row(302, 403, 403, 200, 403, 403, 200, 200, 403),
    "user_register": row(302, 403, 403, 200, 403, 403, 200, 200, 403),
    "user_detail": row(302, 200, 404, 200, 404, 404, 200, 200, 404),
    "user_edit": row(302, 200, 404, 403, 404, 404, 200, 403, 404),
    "user_change_password": row(302, 200, 404, 403, 404, 404, 403, 403, 404),
    "user_close": row(302, 403, 404, 403, 404, 404, 200, 403, 404),
    "user_issue_slip": row(302, 403, 404, 200, 404, 404, 200, 200, 404),
    "membership_appoint": row(302, 403, 404, 403, 404, 404, 200, 403, 404),
    "membership_end": row(302, 404, 404, 403, 404, 404, 200, 404, 404),
    "slip_withdraw_slip": row(302, 404, 404, 200, 404, 404, 200, 404, 404),
    "municipality_list": everybody(200),
    "municipality_detail": everybody(200),
    "municipality_edit": row(302, 403, 403, 200, 200, 403, 200, 403, 403),
    "municipality_merge": row(302, 403, 403, 403, 403, 403, 200, 403, 403),
}
