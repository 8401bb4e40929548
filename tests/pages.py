"""Every page of the house, and what each person is answered there.

A name of an address, and for each person of the small town the expected status. The table is
complete: `tests/architecture/test_urls.py` compares its names with the addresses there are.
"""

PAGES: dict[str, dict[str, int]] = {}
