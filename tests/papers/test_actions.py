from audit.models import Entry
from papers import actions
from papers.choices import Kind


def test_issue_announcement(announced, head):
    issued = actions.issue_announcement(announced, actor=head)

    assert (issued.kind, issued.number, issued.signed_by) == (Kind.ANNOUNCEMENT, "2026-0001", head)
    assert issued.is_whole()
    entry = Entry.objects.about(issued).get()
    assert entry.act == "papers.issue"
    assert entry.facts["code"] == issued.code
