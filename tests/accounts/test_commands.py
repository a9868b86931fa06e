"""Users and keys from the command line."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from perennial.accounts.keys import actor_by
from perennial.accounts.models import User
from perennial.core.models import Event


def perennial(*words):
    heard = io.StringIO()
    call_command(*words, stdout=heard)
    return heard.getvalue().strip()


def test_a_key_is_printed_alone(colleague):
    key = perennial("token", "create", "--email", colleague.email, "--name", "Site", "--scope", "read")
    assert actor_by(key).user_id == colleague.pk


def test_a_key_for_nobody_is_refused(house):
    with pytest.raises(CommandError):
        perennial("token", "create", "--email", "nobody@example.com", "--name", "Site")


def test_keys_are_listed_and_taken_back(colleague):
    key = perennial("token", "create", "--email", colleague.email, "--name", "Site")
    listed = json.loads(perennial("token", "list", "--json"))["tokens"]
    perennial("token", "revoke", str(listed[0]["id"]))
    assert listed[0]["name"] == "Site" and actor_by(key) is None


def test_a_colleague_is_made_with_a_password_from_standard_input(house, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("four-oak-boards\n"))
    told = json.loads(
        perennial(
            "user",
            "create",
            "--email",
            "New@example.com",
            "--name",
            "New",
            "--role",
            "service",
            "--password-stdin",
            "--json",
        )
    )
    assert told["email"] == "new@example.com" and told["role"] == "service"
    assert User.objects.get().check_password("four-oak-boards")
    assert Event.objects.get(type="users").via == "cli"


def test_an_invitation_prints_its_link(house):
    assert "/join/" in perennial("user", "invite", "--email", "new@example.com")


def test_a_colleague_is_shut_out_and_let_in_again(colleague, owner):
    perennial("user", "deactivate", "--email", colleague.email)
    assert not User.objects.get(pk=colleague.pk).is_active
    perennial("user", "activate", "--email", colleague.email)
    assert User.objects.get(pk=colleague.pk).is_active


def test_a_mistake_is_answered_with_what_there_is(house, owner):
    for words in (["--role", "king"], ["--team", "Nowhere"], []):
        with pytest.raises(CommandError):
            perennial("user", "create", "--email", owner.email, *words)


def test_a_company_is_founded_without_any_question(db, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("four-oak-boards\n"))
    monkeypatch.setattr("perennial.accounts.management.commands.init.prepare", lambda say: None)
    perennial(
        *[
            "init",
            "--company",
            "Lypa",
            "--currency",
            "UAH",
            "--country",
            "UA",
            "--admin-email",
            "o@example.com",
            "--admin-password-stdin",
        ]
    )
    assert User.objects.get().role.code == "owner"
