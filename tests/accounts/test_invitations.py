"""Joining by an invitation, and the first day."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from perennial.accounts import invitations
from perennial.accounts.founding import found
from perennial.accounts.models import Invitation, Role, User
from perennial.accounts.policy import actor_for
from perennial.core.errors import Missing, Refused
from perennial.core.models import Event, Installation, installation

JOINING = {"name": "Bohdan", "language": "uk", "password": "two-elm-boards", "time_zone": "Europe/Kyiv"}
FIRST = {
    "company": "Lypa & Dub", "country": "UA", "currency": "UAH", "language": "uk", "name": "Olena",
    "email": "Olena@Lypa-Dub.example", "password": "four-oak-boards", "time_zone": "Europe/Kyiv",
}  # fmt: skip


@pytest.fixture
def invited(owner, browser):
    """The link of a fresh invitation of a salesperson."""
    role = Role.objects.get(code="salesperson")
    page = browser(owner).post("/settings/people/invite/", {"email": "Bohdan@example.com", "role": role.pk})
    return re.search(r"/join/[\w-]+/", page.content.decode())[0]


def test_an_invitation_goes_out_by_mail_with_its_link(invited):
    assert mail.outbox[0].to == ["bohdan@example.com"]
    assert invited in mail.outbox[0].body


def test_the_key_itself_is_not_kept(invited):
    assert not Invitation.objects.filter(key_hash=invited.split("/")[2]).exists()
    assert not Event.objects.filter(changes__has_key="key_hash").exists()


def test_an_invited_person_joins_with_the_role_he_was_given(invited, browser):
    client = browser()
    assert "bohdan@example.com" in client.get(invited).content.decode()
    client.post(invited, JOINING)
    assert client.get("/settings/profile/").status_code == 200
    user = User.objects.get(email="bohdan@example.com")
    assert (user.role.code, user.language, user.time_zone) == ("salesperson", "uk", "Europe/Kyiv")


def test_an_invitation_works_once(invited, browser):
    browser().post(invited, JOINING)
    assert browser().get(invited).status_code == 410
    with pytest.raises(Missing):
        invitations.accept(invited.split("/")[2], "Other", "two-elm-boards", language="en")


def test_an_invitation_ends_after_seven_days(invited, browser):
    Invitation.objects.update(created_at=timezone.now() - timedelta(days=7, minutes=1))
    answer = browser().get(invited)
    assert answer.status_code == 410 and "no longer works" in answer.content.decode()


def test_sending_anew_gives_a_new_link_and_ends_the_old_one(invited, owner, browser):
    page = browser(owner).post(f"/settings/invitations/{Invitation.objects.get().pk}/renew/").content.decode()
    assert browser().get(invited).status_code == 410
    assert browser().get(re.search(r"/join/[\w-]+/", page)[0]).status_code == 200


def test_an_invitation_taken_back_no_longer_works(invited, owner, browser):
    browser(owner).post(f"/settings/invitations/{Invitation.objects.get().pk}/withdraw/")
    assert browser().get(invited).status_code == 410


def test_a_weak_password_keeps_what_was_typed(invited, browser):
    answer = browser().post(invited, {**JOINING, "password": "short"})
    assert answer.status_code == 422 and 'value="Bohdan"' in answer.content.decode()


def test_somebody_who_works_here_is_not_invited_again(owner, colleague):
    with pytest.raises(Refused):
        invitations.invite(colleague.email, colleague.role, by=actor_for(owner))


def test_a_user_whom_an_import_made_keeps_his_records_when_he_joins(owner):
    agent = User.objects.create_user("agent@example.com", name="Agent", is_active=False)
    _, key = invitations.invite("agent@example.com", Role.objects.get(code="salesperson"), by=actor_for(owner))
    assert invitations.accept(key, "Ahnesa", "two-elm-boards", language="uk").pk == agent.pk


def test_where_mail_is_broken_the_link_can_be_given_by_hand(owner, browser, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    form = {"email": "bohdan@example.com", "role": Role.objects.get(code="service").pk}
    page = browser(owner).post("/settings/people/invite/", form).content.decode()
    assert "could not be sent" in page and "/join/" in page


@pytest.mark.django_db
def test_an_empty_installation_begins_with_the_company_and_its_owner(browser):
    client = browser()
    assert client.get("/sign-in/")["Location"] == "/welcome/"
    assert client.get("/welcome/").status_code == 200
    client.post("/welcome/", FIRST)
    assert client.get("/settings/company/").status_code == 200
    house, owner = installation(fresh=True), User.objects.get()
    assert (house.company, house.currency, house.language) == ("Lypa & Dub", "UAH", "uk")
    assert (owner.email, owner.role.code) == ("olena@lypa-dub.example", "owner")


@pytest.mark.django_db
def test_the_first_day_leaves_nothing_behind_when_it_is_refused(browser):
    answer = browser().post("/welcome/", {**FIRST, "password": "short"})
    assert answer.status_code == 422 and "Lypa &amp; Dub" in answer.content.decode()
    assert not User.objects.exists() and not Installation.objects.filter(company="Lypa & Dub").exists()


def test_nobody_takes_over_an_installation_that_has_people(owner, browser):
    assert browser().post("/welcome/", FIRST).status_code == 302
    with pytest.raises(Refused):
        found(**{**FIRST, "email": "thief@example.com"})
    assert User.objects.count() == 1
