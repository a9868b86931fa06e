"""Changes of many records: chosen rows or everything that fits, rights asked of each, taken back at once."""

import json

import pytest
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult

from perennial.accounts.kinds import words
from perennial.accounts.mail import send_reset
from perennial.accounts.models import Notification
from perennial.accounts.notifications import notify
from perennial.core.models import Event
from perennial.records import bulk, verbs
from perennial.records.models import BulkRun, Tag


@pytest.fixture
def seven(cast, people, context):
    return [
        verbs.create(people, {"last_name": f"Bilyk{n}", "owner": cast["owner" if n % 2 else "colleague"].user_id}, by=cast["owner"], context=context)
        for n in range(7)
    ]


@pytest.fixture
def owner(client, cast):
    client.force_login(cast["owner"].user)
    return client


def change(client, action, **data):
    return client.post(f"/people/bulk/{action}/", data, HTTP_HX_REQUEST="true")


def everything(**state):
    return {"everything": "1", "state": json.dumps(state)}


def undo_address(answer):
    return json.loads(answer["HX-Trigger"])["toast"]["undo"]


def test_the_chosen_get_a_new_owner_and_one_click_takes_it_back(seven, owner, cast, people):
    ids = [record.pk for record in seven[:3]]
    answer = change(owner, "assign", ids=ids, has="owner", **{"v.owner": cast["manager"].user_id})
    assert answer.status_code == 204 and "3 records are handed over" in answer["HX-Trigger"]
    assert people.all().filter(owner_id=cast["manager"].user_id).count() == 3
    owner.post(undo_address(answer), HTTP_HX_REQUEST="true")
    assert people.all().filter(owner_id=cast["manager"].user_id).count() == 0


def test_everything_that_fits_the_filter_is_changed_and_nothing_else(seven, owner, people):
    tree = {"all": [{"field": "last_name", "op": "in", "value": ["Bilyk1", "Bilyk2"]}]}
    change(owner, "edit", field="lifecycle", has="lifecycle", **{"v.lifecycle": "loyalty"}, **everything(filter=tree))
    assert sorted(people.all().filter(lifecycle="loyalty").values_list("last_name", flat=True)) == ["Bilyk1", "Bilyk2"]


def test_a_wrong_value_is_refused_before_anything_is_changed(seven, owner):
    answer = change(owner, "edit", ids=[seven[0].pk], field="birthday", has="birthday", **{"v.birthday": "soon"})
    assert answer.status_code == 422 and "soon" in answer.content.decode()
    assert not BulkRun.objects.exists()


def test_tags_are_put_on_and_taken_off_without_touching_the_others(seven, owner, cast, people, context):
    verbs.update(people, seven[0], {"tags": ["architect", "old"]}, by=cast["owner"], context=context)
    old = Tag.objects.get(name="old").pk
    change(owner, "tag", ids=[seven[0].pk, seven[1].pk], add=["loyal"], remove=[str(old)])
    names = {tag.pk: tag.name for tag in Tag.objects.all()}
    assert [names[pk] for pk in people.all().get(pk=seven[0].pk).tags] == ["architect", "loyal"]
    assert [names[pk] for pk in people.all().get(pk=seven[1].pk).tags] == ["loyal"]


def test_the_chosen_go_to_the_trash_and_come_back_by_undo(seven, owner, people):
    answer = change(owner, "delete", ids=[record.pk for record in seven])
    assert people.all().count() == 0
    owner.post(undo_address(answer), HTTP_HX_REQUEST="true")
    assert people.all().count() == 7


def test_deleting_everything_asks_once_more(seven, owner, people):
    answer = change(owner, "delete", **everything())
    assert "<dialog" in answer.content.decode() and people.all().count() == 7
    change(owner, "delete", sure="1", **everything())
    assert people.all().count() == 0


def test_each_record_is_asked_for_its_own_right(seven, client, cast, people):
    client.force_login(cast["colleague"].user)
    answer = change(client, "edit", field="lifecycle", has="lifecycle", **{"v.lifecycle": "lost"}, ids=[record.pk for record in seven])
    assert people.all().filter(lifecycle="lost").count() == 4
    assert "4 records are changed" in answer["HX-Trigger"]


def test_what_was_left_alone_is_told_with_the_reason(seven, cast, people):
    cast["colleague"].user.role.rights = {"*": {"see": "all", "edit": "own"}}
    cast["colleague"].user.role.save()
    run = bulk.start(people, "edit", {"values": {"lifecycle": "lost"}}, by=cast["colleague"], ids=[record.pk for record in seven])
    assert (run.done, run.failed) == (4, 3)
    assert "may not change" in run.errors[0]["message"]


def test_many_are_changed_by_the_worker_and_the_page_shows_how_far_it_is(seven, owner, cast, people, monkeypatch):
    monkeypatch.setattr(bulk, "AT_ONCE", 3)
    change(owner, "edit", field="lifecycle", has="lifecycle", **{"v.lifecycle": "loyalty"}, **everything())
    run = BulkRun.objects.get()
    assert run.state == "waiting" and people.all().filter(lifecycle="loyalty").count() == 0
    assert f"/runs/{run.key}/part/" in owner.get("/people/").content.decode()
    bulk.carry_out.func(run.pk)
    run.refresh_from_db()
    assert (run.state, run.done) == ("done", 7)
    part = owner.get(f"/runs/{run.key}/part/", HTTP_HX_REQUEST="true")
    assert "7 records are changed" in part.content.decode() and "changed" in part["HX-Trigger"]
    line = Notification.objects.get()
    assert (words(line), line.data["href"]) == ("7 records are changed.", f"/runs/{run.key}/")


def test_what_somebody_waits_for_goes_before_what_nobody_looks_at(seven, cast, people, monkeypatch):
    monkeypatch.setattr(bulk, "AT_ONCE", 3)
    send_reset.enqueue(cast["owner"].user_id, "http://localhost/")
    bulk.start(people, "edit", {"values": {"lifecycle": "loyalty"}}, by=cast["owner"], query={})
    assert DBTaskResult.objects.ready().first().task_path == "perennial.records.bulk.carry_out"


def test_numbers_are_told_as_the_reader_writes_them(cast):
    (line,) = notify([cast["owner"].user_id], "import_done", data={"title": "all.csv", "created": 8800, "updated": 0, "failed": 1})
    assert words(line) == "“all.csv” is brought in: 8,800 new, 0 updated, 1 left out."
    with override("uk"):
        assert "8\xa0800" in words(line) and "6\xa0391" in bulk.said("tag", 6391, 0)


def test_the_end_of_a_long_run_waits_in_the_list_until_it_is_put_away(seven, owner, cast, people, monkeypatch):
    monkeypatch.setattr(bulk, "AT_ONCE", 3)
    run = bulk.start(people, "edit", {"values": {"lifecycle": "loyalty"}}, by=cast["owner"], query={})
    bulk.work(run)
    assert "7 records are changed" in owner.get("/people/").content.decode()
    owner.post(f"/runs/{run.key}/seen/")
    assert "7 records are changed" not in owner.get("/people/").content.decode()


def test_a_run_that_is_stopped_leaves_the_rest_and_can_be_taken_back(seven, cast, people, monkeypatch):
    monkeypatch.setattr(bulk, "LOOK_EVERY", 0)
    monkeypatch.setattr(bulk, "AT_ONCE", 3)
    run = bulk.start(people, "edit", {"values": {"lifecycle": "loyalty"}}, by=cast["owner"], query={})
    seen = []
    monkeypatch.setattr(verbs, "update", lambda *a, _do=verbs.update, **o: (seen.append(1), len(seen) == 3 and bulk.stop(run), _do(*a, **o))[2])
    bulk.work(run)
    run.refresh_from_db()
    assert run.state == "stopped" and 0 < people.all().filter(lifecycle="loyalty").count() < 7
    bulk.work(bulk.undo(run, by=cast["owner"]))
    assert people.all().filter(lifecycle="loyalty").count() == 0


def test_all_changes_of_a_run_are_one_batch_of_events(seven, cast, people):
    run = bulk.start(people, "edit", {"values": {"lifecycle": "loyalty"}}, by=cast["owner"], query={})
    assert Event.objects.filter(batch=run.key).count() == 7


def test_a_run_is_nobody_elses_business(seven, owner, client, cast, people):
    run = bulk.start(people, "edit", {"values": {"lifecycle": "loyalty"}}, by=cast["owner"], query={})
    assert owner.get(f"/runs/{run.key}/").status_code == 200
    client.force_login(cast["outsider"].user)
    for address in (f"/runs/{run.key}/", f"/runs/{run.key}/part/"):
        assert client.get(address).status_code == 404
    assert client.post(f"/runs/{run.key}/undo/").status_code == 404


@pytest.mark.parametrize("data", [{"ids": "x"}, {"state": "{"}, {"state": "[1]"}, {"state": '{"filter": 3}', "everything": "1"}, {"field": "nothing"}])
def test_nothing_that_is_sent_breaks_it(data, seven, owner):
    assert change(owner, "edit", **data).status_code in (204, 422)


def test_the_form_shows_the_input_of_the_chosen_field(seven, owner):
    html = owner.get("/people/bulk/edit/", {"ids": [1, 2], "field": "birthday"}, HTTP_HX_REQUEST="true").content.decode()
    assert 'name="v.birthday"' in html and html.count('name="ids"') == 2
    assert owner.get("/people/bulk/explode/").status_code == 404
