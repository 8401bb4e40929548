"""Every public page: the same for everybody, before and after the publication of results."""

# Name: what is answered before the results are published, and after.
PAGES = {
    "portal": (200, 200),
    "call_detail": (200, 200),
    "call_announcement": (200, 200),
    "call_form_print": (200, 200),
    "call_form_workbook": (200, 200),
    "call_results": (404, 200),
    "call_results_print": (404, 200),
    "initiative_list": (200, 200),
    "initiative_card": (404, 200),
    "public_photo": (404, 404),
    "public_photo_small": (404, 404),
    "open_data": (200, 200),
    "open_calls": (200, 200),
    "open_awards": (200, 200),
    "code_check": (200, 200),
}
ALONE = {"portal", "initiative_list", "open_data", "open_calls", "open_awards", "code_check"}
