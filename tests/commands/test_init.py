"""`perennial init` makes a company without any question."""

import io
import sys

import pytest
from django.core.management import CommandError, call_command

from perennial.accounts.models import User
from perennial.core.models import Installation

pytestmark = pytest.mark.django_db
KNOWN = {"company": "North Oak", "currency": "eur", "country": "ua", "email": "olena@example.com"}


@pytest.fixture
def init(monkeypatch):
    def run(password="four oak planks", **options):
        monkeypatch.setattr(sys, "stdin", io.StringIO(password + "\n"))
        call_command("init", **{**KNOWN, **options}, admin_password_stdin=True, stdout=io.StringIO())

    return run


def test_the_owner_can_sign_in_afterwards(init):
    init()
    assert User.objects.get(email="olena@example.com").check_password("four oak planks")
    assert Installation.objects.get().company == "North Oak"


def test_a_short_password_is_refused_in_words(init):
    with pytest.raises(CommandError, match="too short"):
        init(password="oak")


def test_an_unknown_currency_names_its_option(init):
    with pytest.raises(CommandError, match="--currency") as refusal:
        init(currency="XQZ")
    assert refusal.value.returncode == 2


def test_a_company_is_made_once(init):
    init()
    with pytest.raises(CommandError):
        init(email="somebody@example.com")
