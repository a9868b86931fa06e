"""The bell, what was opened, and news pushed to browsers."""

import asyncio
import json
from types import SimpleNamespace

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from perennial.accounts import kinds, live, notifications, seen
from perennial.accounts.models import Notification, Opening
from perennial.accounts.policy import actor_for


@pytest.fixture(autouse=True)
def texts(monkeypatch):
    monkeypatch.setitem(kinds.TEXTS, "team", _("Team"))
    monkeypatch.setitem(kinds.TEXTS, "given", "%(who)s gave you %(title)s")


def test_a_line_reads_in_the_language_of_its_reader(colleague):
    notifications.notify([colleague], "team")
    with translation.override("uk"):
        assert kinds.words(Notification.objects.get()) == "Команда"


def test_who_did_it_himself_and_who_is_gone_are_not_told(colleague, owner, person):
    gone = person("petro")
    gone.is_active = False
    gone.save()
    notifications.notify([colleague, owner, gone, None], "given", by=actor_for(owner), data={"title": "a deal"})
    line = Notification.objects.get()
    assert (line.user, kinds.words(line)) == (colleague, "Olena gave you a deal")


def test_a_line_whose_values_are_missing_still_reads(colleague):
    notifications.notify([colleague], "given", data={"who": "Olena"})
    notifications.notify([colleague], "never-heard-of", data={"title": "Oak table"})
    assert [kinds.words(line) for line in Notification.objects.order_by("pk")] == [
        "Something changed.",
        "Oak table",
    ]


def test_the_bell_counts_and_opening_it_leads_to_the_thing(colleague, browser):
    notifications.notify([colleague], "given", data={"who": "Olena", "title": "a deal", "href": "/settings/tokens/"})
    client, line = browser(colleague), Notification.objects.get()
    assert "Olena gave you a deal" in client.get("/notifications/").content.decode()
    assert client.get(f"/notifications/{line.pk}/")["Location"] == "/settings/tokens/"
    assert notifications.unread(colleague) == 0


def test_the_bells_menu_is_a_part_of_its_page(colleague, browser):
    notifications.notify([colleague], "team")
    part = (
        browser(colleague)
        .get("/notifications/", headers={"HX-Request": "true", "HX-Target": "notices"})
        .content.decode()
    )
    assert "Team" in part and "<html" not in part


def test_a_line_never_leads_to_another_site(colleague, browser):
    notifications.notify([colleague], "team", data={"href": "//evil.example/"})
    assert browser(colleague).get(f"/notifications/{Notification.objects.get().pk}/")["Location"] == "/notifications/"


def test_everything_is_read_at_once(colleague, browser):
    notifications.notify([colleague], "team")
    browser(colleague).post("/notifications/read/")
    assert notifications.unread(colleague) == 0


def test_opening_is_noted_once_in_ten_minutes(colleague, owner, browser):
    record = SimpleNamespace(TYPE="things", pk=7)
    seen._lately.clear()
    for actor in (actor_for(colleague), actor_for(colleague), actor_for(owner)):
        seen.opened(actor, record)
    seen._lately.clear()  # another process knows nothing of the first
    seen.opened(actor_for(colleague), record)
    assert Opening.objects.count() == 2
    assert "things 7" in browser(owner).get("/settings/audit/?what=opened").content.decode()


async def listen(client, origin="http://testserver:8001", path="/live/"):
    """Open the stream as a browser does; return (status, headers, next chunk, hang up)."""
    sent, gone = asyncio.Queue(), asyncio.Event()
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    headers = [(b"host", b"testserver:8002"), (b"origin", origin.encode()), (b"cookie", cookie.encode())]
    scope = {"type": "http", "method": "GET", "path": path, "headers": headers}

    async def receive():
        await gone.wait()
        return {"type": "http.disconnect"}

    task = asyncio.create_task(live.application(scope, receive, sent.put))
    start = await asyncio.wait_for(sent.get(), 5)

    async def chunk():
        return (await asyncio.wait_for(sent.get(), 10))["body"].decode()

    async def hang_up():
        gone.set()
        await asyncio.wait_for(task, 5)

    return start["status"], dict(start["headers"]), chunk, hang_up


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(live, "POLL", 0.05)
    monkeypatch.setattr(live, "CHECK", 0.1)
    monkeypatch.setattr(live, "HUB", live.Hub())


@pytest.mark.django_db(transaction=True)
def test_news_reach_the_browser_of_the_one_they_are_for(colleague, owner, browser, quick):
    client = browser(colleague)

    async def story():
        status, headers, chunk, hang_up = await listen(client)
        assert status == 200 and headers[b"access-control-allow-origin"] == b"http://testserver:8001"
        await chunk()
        await asyncio.sleep(0.2)
        await asyncio.to_thread(notifications.notify, [owner], "team")
        await asyncio.to_thread(notifications.notify, [colleague], "given", data={"who": "Olena", "title": "a deal"})
        told = [json.loads(line[6:]) for line in (await chunk()).strip().split("\n\n")]
        await hang_up()
        return told

    told = asyncio.run(story())
    assert told == [{"event": "unread", "count": 1}, {"event": "toast", "message": "Olena gave you a deal", "undo": ""}]


@pytest.mark.django_db(transaction=True)
def test_the_stream_ends_when_its_session_does(colleague, browser, quick):
    client = browser(colleague)

    async def story():
        _, _, chunk, _ = await listen(client)
        await chunk()
        await asyncio.to_thread(client.post, "/sign-out/")
        return await chunk()

    assert asyncio.run(story()) == ""


@pytest.mark.django_db(transaction=True)
def test_strangers_and_other_sites_hear_nothing(colleague, browser, quick):
    stranger, client = browser(), browser(colleague)

    async def story():
        strange = await listen(stranger)
        foreign = await listen(client, origin="https://evil.example")
        lost = await listen(client, path="/elsewhere/")
        return [answer[0] for answer in (strange, foreign, lost)]

    assert asyncio.run(story()) == [401, 403, 404]
