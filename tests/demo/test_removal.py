"""The demo company comes whole in each language and goes without a trace."""


import pytest
from django.apps import apps

from perennial.accounts.founding import found
from perennial.accounts.models import User
from perennial.accounts.policy import actor_for
from perennial.core.actor import SYSTEM
from perennial.core.models import Event, installation
from perennial.demo.removal import remove
from perennial.demo.story import STORIES
from perennial.demo.telling import tell
from perennial.people.models import Company
from perennial.records import verbs
from perennial.records.context import context_for
from perennial.records.registry import record_type
from perennial.sales.models import Deal

# What may differ afterwards: the installation itself, ready roles, words the search knows.
OTHERWISE = {"core.Installation", "accounts.Role", "records.SearchWord"}


@pytest.fixture
def told(db):
    return tell("en")


def test_passwords_are_new_each_time(told):
    remove(by=SYSTEM)
    assert {one["password"] for one in tell("en")}.isdisjoint(one["password"] for one in told)


@pytest.mark.parametrize("language", list(STORIES))
def test_the_story_is_told_in_each_language(db, language):
    tell(language)
    assert installation().company == STORIES[language].COMPANY
    assert Deal.objects.filter(title=STORIES[language].DEALS["cafe"]).exists()


def test_removed_it_leaves_nothing(db):
    installation()
    before = rows()
    tell("en")
    remove(by=SYSTEM)
    after = rows()
    del after["core.Event"], before["core.Event"]
    assert after == before
    assert list(Event.objects.values_list("type", "verb")) == [("demo", "removed")]
    assert installation(fresh=True).company == ""


def rows():
    models = [model for model in apps.get_models() if model._meta.label not in OTHERWISE and model._meta.managed]
    return {model._meta.label: model._base_manager.count() for model in models}


def test_removal_keeps_what_others_have_made(told):
    olena = User.objects.get(email=told[0]["email"])
    by = actor_for(olena)
    own = verbs.create(record_type("companies"), {"name": "Really ours", "owner": olena.pk}, by=by, context=context_for(by))
    deal = Deal.objects.get(title="Café on Reitarska")
    about = [{"type": "deals", "id": deal.pk}, {"type": "companies", "id": own.pk}]
    note = verbs.create(record_type("notes"), {"text": "Both", "about": about}, by=by, context=context_for(by))
    remove(by=by)
    assert list(Company.objects.values_list("name", "owner__name")) == [("Really ours", "Olena Kovalchuk")]
    note.refresh_from_db()
    assert note.about == [["companies", own.pk]]
    assert list(User.objects.values_list("name", flat=True)) == ["Olena Kovalchuk"]


def test_an_own_company_keeps_its_name_and_its_owner(db):
    owner = found(company="North Oak", country="PL", currency="EUR", language="en", name="Ann", email="ann@example.com", password="long enough 1")
    tell("en")
    assert installation().company == "North Oak"
    assert set(Deal.objects.exclude(amount=None).values_list("amount_currency", flat=True)) == {"EUR"}
    remove(by=actor_for(owner))
    assert list(User.objects.values_list("email", flat=True)) == ["ann@example.com"]
    assert installation(fresh=True).company == "North Oak"


def test_who_may_not_change_settings_cannot_remove_it(told, client):
    client.force_login(User.objects.get(email=told[2]["email"]))
    assert client.post("/settings/demo/").status_code == 403
    assert Deal.objects.exists()


def test_the_owner_removes_it_in_the_settings_and_founds_his_own(told, client):
    client.force_login(User.objects.get(email=told[0]["email"]))
    page = client.get("/settings/demo/")
    assert "Lypa &amp; Dub" in page.content.decode()
    answer = client.post("/settings/demo/", follow=True)
    assert answer.redirect_chain[-1][0] == "/welcome/"
    assert not User.objects.exists()
