"""Notifications on a device: asked for by a click, shown while Perennial is closed there, gone with the sign-out."""

import json
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NARROW, lead
from tests.push_service import Browser, push_service
from tests.serving import served

NOTICES, MAKSYM = "/settings/notifications/", 6
# What the browser would do with the service of its maker, which no test can reach.
STUB = """
    const subscription = {
        toJSON: () => (%s), unsubscribe: async () => { localStorage.removeItem("stub"); return true; },
    };
    PushManager.prototype.subscribe = async (options) => {
        if (!options.userVisibleOnly || !options.applicationServerKey) throw new Error("refused");
        localStorage.setItem("stub", "on");
        return subscription;
    };
    PushManager.prototype.getSubscription = async () => localStorage.getItem("stub") ? subscription : null;
"""
SHOWN = "async () => (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title, body, tag, lang }) => ({ title, body, tag, lang }))"
# A click on a notice cannot be made from outside: the worker is told of one, and says what it would open.
CLICK = """async () => {
    const opened = [], [notification] = await registration.getNotifications();
    clients.openWindow = async (href) => opened.push(`new ${href}`);
    WindowClient.prototype.focus = async function () { opened.push(`there ${new URL(this.url).pathname}`); };
    dispatchEvent(new NotificationEvent("notificationclick", { notification }));
    while (!opened.length) await new Promise((next) => setTimeout(next, 20));
    return opened[0];
}"""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A Perennial that may send to a push service on this machine."""
    with served(tmp_path_factory.mktemp("push"), PERENNIAL_PUSH_INSIDE="true") as one:
        yield one


@pytest.fixture
def device():
    with push_service() as service:
        yield Browser(service)


@pytest.fixture
def told(visit, device):
    """The page of somebody who has asked to be told on this device."""
    page = visit("/", as_=MAKSYM, permissions=["notifications"])
    keys = {"endpoint": device.subscription["endpoint"], "keys": {"p256dh": device.subscription["public"], "auth": device.subscription["secret"]}}
    page.context.add_init_script(STUB % json.dumps(keys))
    lead(page, NOTICES)
    page.get_by_role("button", name="Notify me on this device").click()
    expect(page.get_by_text("This device is told.")).to_be_visible()
    return page


@pytest.fixture
def named(visit):
    """named(words): a colleague mentions the one who is told."""

    def one(words):
        page = visit("/companies/")
        lead(page, page.locator("[data-row]").filter(has_text="Bureau Linia").locator("a[href]").first.get_attribute("href"))
        page.locator("#compose-note-text").click()
        page.keyboard.type("@Maks")
        page.get_by_role("option", name="Maksym Lysenko").first.click()
        page.keyboard.type(words)
        page.keyboard.press("Control+Enter")
        expect(page.locator("#timeline, .timeline").first).to_contain_text(words)
        page.close()

    return one


def deliver(page, message):
    """Hand a message to the service worker, as the browser does when one comes."""
    talk, found = page.context.new_cdp_session(page), []
    talk.on("ServiceWorker.workerRegistrationUpdated", lambda event: found.extend(event["registrations"]))
    talk.send("ServiceWorker.enable")
    for _look in range(1_000):
        page.evaluate("0")  # events come between two calls
        if found:
            break
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(found[0]["scopeURL"]))
    talk.send("ServiceWorker.deliverPushMessage", {"origin": origin, "registrationId": found[0]["registrationId"], "data": json.dumps(message)})
    talk.detach()


def arrived(page, device, words):
    """Return the message with these words that reached the device, a moment after it was sent."""
    for _look in range(300):
        for message in device.heard:  # the story's own mentions come too
            if words in message["body"]:
                return message
        page.wait_for_function("() => new Promise((next) => setTimeout(() => next(true), 100))")
    raise AssertionError(f"Nothing came: {device.service.refused}")


def test_a_mention_comes_to_a_device_where_perennial_is_closed(told, named, device):
    row = told.get_by_role("listitem").filter(has_text="this one")
    expect(row).to_contain_text("Chrome")
    named("look at the grain")
    message = arrived(told, device, "look at the grain")
    assert device.service.refused == []
    # While a page stands open, it tells by itself.
    deliver(told, message)
    assert told.evaluate(SHOWN) == []
    home = urlsplit(told.url)._replace(path="/", query="").geturl()
    told.goto("about:blank")
    deliver(told, message)
    told.goto(home)
    told.wait_for_function(f"async () => (await ({SHOWN})()).length")
    assert told.evaluate(SHOWN) == [{name: message[name] for name in ("title", "body", "tag", "lang")}]
    worker = told.context.service_workers[0]
    assert worker.evaluate(CLICK) == f"new {message['href']}"
    assert told.evaluate(SHOWN) == []


def test_a_click_goes_to_the_tab_where_the_record_stands(told, named, device):
    named("the veneer is dry")
    message = arrived(told, device, "the veneer is dry")
    home = urlsplit(told.url)._replace(path="", query="").geturl()
    told.goto("about:blank")
    deliver(told, message)
    told.goto(home + message["page"])
    worker = told.context.service_workers[0]
    assert worker.evaluate(CLICK) == f"there {message['page']}"


def test_forgetting_and_signing_out_silence_the_device(told, device):
    told.get_by_role("listitem").filter(has_text="this one").get_by_role("button", name="Forget").click()
    expect(told.get_by_role("button", name="Notify me on this device")).to_be_visible()
    assert told.evaluate("localStorage.getItem('stub')") is None
    told.get_by_role("button", name="Notify me on this device").click()
    expect(told.get_by_text("This device is told.")).to_be_visible()
    told.goto("/sign-out/")
    told.get_by_role("button", name="Sign out").click()
    expect(told.locator("input[name=password]")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "uk"])
def test_each_reason_why_it_cannot_be_is_said_in_words(visit, barriers, language):
    page = visit(NOTICES, viewport=NARROW, language=language)
    expect(page.locator("[data-when]:visible")).to_have_count(1)
    page.context.add_init_script("Object.defineProperty(Notification, 'permission', { get: () => 'denied' });")
    lead(page, NOTICES)
    expect(page.locator("[data-when=refused]")).to_be_visible()
    expect(page.get_by_role("button", name="Notify me on this device")).to_be_hidden()
    page.context.add_init_script("delete window.PushManager;")
    lead(page, NOTICES)
    expect(page.locator("[data-when=none]")).to_be_visible()
    page.context.add_init_script("Object.defineProperty(window, 'isSecureContext', { get: () => false });")
    lead(page, NOTICES)
    expect(page.locator("[data-when=insecure]")).to_be_visible()
    assert not barriers(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_service_that_cannot_be_reached_is_said_in_words(visit):
    page = visit("/", permissions=["notifications"])
    page.context.add_init_script("PushManager.prototype.subscribe = async () => { throw new DOMException('Registration failed'); };")
    lead(page, NOTICES)
    page.get_by_role("button", name="Notify me on this device").click()
    expect(page.get_by_role("alert").filter(has_text="could not reach the service")).to_be_visible()
    expect(page.get_by_role("button", name="Notify me on this device")).to_be_visible()
