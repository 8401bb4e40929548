import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_everybody_may_open_the_public_pages(client, call):
    for address in (reverse("portal"), reverse("call_detail", args=[call.pk]), reverse("code_check")):
        assert client.get(address).status_code == 200, address


def test_a_wrong_code_is_answered_kindly(client, db):
    answer = client.get(reverse("code_check"), {"code": "AAAA-BBBB-CCCC"}, headers={"accept-language": "en"})

    assert answer.status_code == 200
    assert "No paper has this code." in answer.content.decode()
