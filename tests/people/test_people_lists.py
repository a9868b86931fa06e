"""Names in the reader's order, birthdays with ages, and the views that are ready."""

import datetime
import re

import pytest
from django.utils import timezone, translation

from perennial.core.errors import Refused
from perennial.people.fields import age
from perennial.people.models import Person
from perennial.records import verbs
from perennial.records.models import View
from perennial.records.query import Query


def words(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.mark.parametrize(("language", "name"), [("en", "Галина Мороз"), ("uk", "Мороз Галина"), ("ru", "Мороз Галина")])
def test_names_stand_in_the_order_of_the_language(door, halyna, language, name):
    browser = door("colleague", language)
    assert name in words(browser.get("/people/"))
    assert f"<h1>{name}</h1>" in browser.get(f"/people/{halyna.pk}/").content.decode()


def test_programs_get_the_name_as_it_is_kept(people, halyna, cast, context):
    with translation.override("uk"):
        row = Query.of(people, {"columns": ["name"]}, actor=cast["owner"], context=context).page(1).rows[0]
        assert row["name"] == "Мороз Галина" and people.field("name").json(row["name"]) == "Галина Мороз"


@pytest.mark.parametrize(("born", "years"), [("1986-04-02", 40), ("1986-11-22", 40), ("1986-11-23", 39), ("2004-02-29", 22)])
def test_age_counts_whole_years(born, years):
    assert age(datetime.date.fromisoformat(born), datetime.date(2026, 11, 22)) == years


def test_the_birthday_stands_with_the_age(door, halyna):
    assert f"{age(halyna.birthday)} years old" in words(door("colleague").get(f"/people/{halyna.pk}/"))


def test_birthdays_of_a_span_are_anniversaries(people, halyna, cast, context):
    today = timezone.localdate()
    other = today.replace(day=1) - datetime.timedelta(days=40)
    for born in (today.replace(year=1990) if (today.month, today.day) != (2, 29) else today.replace(year=1992), other.replace(year=2001)):
        verbs.create(people, {"last_name": f"Born {born:%m}", "birthday": born}, by=cast["owner"], context=context)
    asked = {"filter": {"field": "birthday", "op": "within", "value": "this_month"}}
    found = Query.of(people, asked, actor=cast["owner"], context=context).records()
    assert {person.birthday.month for person in found} == {today.month}
    around = Query.of(people, {"filter": {"field": "birthday", "op": "within", "value": "this_year"}}, actor=cast["owner"], context=context)
    assert around.count() == 3


def test_a_span_over_new_year_takes_both_ends(people, cast, context, monkeypatch):
    for born in ("1990-12-28", "1991-01-03", "1992-06-01"):
        verbs.create(people, {"last_name": born, "birthday": born}, by=cast["owner"], context=context)
    monkeypatch.setattr("perennial.core.when.range_days", lambda name, today: (datetime.date(2026, 12, 20), datetime.date(2027, 1, 10)))
    asked = {"filter": {"field": "birthday", "op": "within", "value": "next_n_days:21"}}
    assert Query.of(people, asked, actor=cast["owner"], context=context).count() == 2


def test_silent_are_those_without_a_late_word(people, cast, context):
    for name, days in (("silent", 45), ("heard", 3), ("never", None)):
        person = verbs.create(people, {"last_name": name, "kinds": ["customer"]}, by=cast["owner"], context=context)
        moment = timezone.now() - datetime.timedelta(days=days) if days else None
        Person.objects.filter(pk=person.pk).update(last_contact_at=moment)
    view = View.objects.get(type="people", name="Silent over 30 days")
    found = Query.of(people, view.query, actor=cast["owner"], context=context).records()
    assert {person.last_name for person in found} == {"silent", "never"}


def test_every_ready_view_opens_in_every_language(door):
    for language in ("en", "uk", "ru"):
        browser = door("colleague", language)
        for view in View.objects.filter(owner=None):
            assert browser.get(f"/{view.type}/view/{view.pk}/").status_code == 200
    assert "Мовчать понад 30 днів" in words(door("colleague", "uk").get("/people/"))


def test_the_rail_has_people_and_companies_for_who_may_see_them(door, cast):
    assert 'href="/companies/"' in door("colleague").get("/people/").content.decode()
    role = cast["outsider"].user.role
    role.rights = {"*": {"see": "none"}}
    role.save()
    assert 'href="/companies/"' not in door("outsider").get("/settings/").content.decode()


def test_nobody_brings_himself(halyna, people, cast, context):
    with pytest.raises(Exception, match="himself"):
        verbs.update(people, halyna, {"referrer": halyna.pk}, by=cast["owner"], context=context)


@pytest.mark.parametrize("given", [{}, {"job_title": "Architect"}, {"last_name": "  ", "phones": []}])
def test_somebody_of_whom_nothing_is_known_is_not_made(people, cast, context, given):
    with pytest.raises(Refused) as refusal:
        verbs.create(people, given, by=cast["owner"], context=context)
    assert "last_name" in refusal.value.errors


@pytest.mark.parametrize("given", [{"first_name": "Olha"}, {"phones": ["+380 67 224 19 63"]}])
def test_a_first_name_or_a_phone_is_enough(people, cast, context, given):
    assert verbs.create(people, given, by=cast["owner"], context=context).pk


def test_the_audit_calls_fields_and_verbs_as_the_pages_do(door, halyna, people, cast, context):
    cast["owner"].user.role.capabilities = ["*"]
    cast["owner"].user.role.save()
    verbs.update(people, halyna, {"job_title": "Head of production"}, by=cast["owner"], context=context)
    verbs.update(people, halyna, {"lifecycle": "loyalty"}, by=cast["owner"], context=context)
    page = words(door("owner").get("/settings/audit/?type=people"))
    assert "Job title" in page
    assert "job_title" not in page
    assert "Moved in the lifecycle" in page
