"""A code from the phone besides the password."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.accounts.conftest import PASSWORD


def code_of(secret, ago=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 - ago))


@pytest.fixture
def guarded(colleague, sign_in):
    """A colleague who has switched it on: (user, secret, recovery codes)."""
    client = sign_in(colleague)
    client.post("/again/", {"password": PASSWORD})
    page = client.get("/settings/security/two-factor/on/").content.decode()
    secret = re.search(r'<code class="key">(\w+)</code>', page)[1]
    assert "data:image/svg+xml" in page
    client.post("/settings/security/two-factor/on/", {"code": code_of(secret, ago=1)})
    codes = re.findall(r"<code>(\d+)</code>", client.get("/settings/security/two-factor/codes/").content.decode())
    return colleague, secret, codes


def test_the_password_alone_no_longer_lets_in(guarded, sign_in):
    client = sign_in(guarded[0])
    assert client.answer["Location"] == "/sign-in/code/"
    assert client.get("/settings/profile/").status_code == 302


def test_password_and_code_let_in(guarded, sign_in):
    client = sign_in(guarded[0])
    client.post("/sign-in/code/", {"code": code_of(guarded[1])})
    assert client.get("/settings/profile/").status_code == 200


def test_a_wrong_code_is_refused_beside_the_field(guarded, sign_in):
    answer = sign_in(guarded[0]).post("/sign-in/code/", {"code": "000000"})
    assert "This code does not fit" in answer.content.decode()


def test_a_recovery_code_lets_in_once(guarded, sign_in):
    code = guarded[2][0]
    first, second = sign_in(guarded[0]), sign_in(guarded[0])
    first.post("/sign-in/code/", {"code": code})
    second.post("/sign-in/code/", {"code": code})
    assert first.get("/settings/profile/").status_code == 200
    assert second.get("/settings/profile/").status_code == 302


def test_there_are_ten_recovery_codes_and_they_can_be_saved(guarded, sign_in):
    client = sign_in(guarded[0])
    client.post("/sign-in/code/", {"code": code_of(guarded[1])})
    client.post("/again/code/", {"code": guarded[2][1]})
    assert len(guarded[2]) == 10
    assert guarded[2][5] in client.get("/settings/security/two-factor/codes/file/").content.decode()


def test_switching_it_off_asks_again_who_it_is(guarded, sign_in):
    client = sign_in(guarded[0])
    client.post("/sign-in/code/", {"code": code_of(guarded[1])})
    assert client.post("/settings/security/two-factor/off/")["Location"].startswith("/again/")
    client.post("/again/", {"password": PASSWORD})
    client.post("/settings/security/two-factor/off/")
    assert sign_in(guarded[0]).get("/settings/profile/").status_code == 200
