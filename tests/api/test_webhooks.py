"""Webhooks: signed, tried again, logged, and telling no more than their maker may see."""

import hashlib
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.utils import timezone

from perennial.api import webhooks
from perennial.api.models import Delivery
from perennial.core.errors import Forbidden, Refused
from perennial.records import verbs


@pytest.fixture
def listener():
    """A program that listens: `.heard` are (headers, body), `.answers` the statuses it will give."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            server.heard.append((dict(self.headers), body))
            self.send_response(server.answers.pop(0) if server.answers else 200)
            self.end_headers()

        def log_message(self, *words):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.heard, server.answers = [], []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def hook(cast, listener, settings):
    settings.WEBHOOKS_INSIDE = True
    cast["owner"].user.role.capabilities = ["settings"]
    return webhooks.add(f"http://127.0.0.1:{listener.server_port}/in", ["people.*"], by=cast["owner"])


def make(cast, people, context, **raw):
    return verbs.create(people, {"last_name": "Moroz", **raw}, by=cast["owner"], context=context)


def test_an_event_arrives_signed(hook, listener, cast, people, context):
    person = make(cast, people, context)
    webhooks.deliver_due()
    headers, body = listener.heard[0]
    moment, digest = (part.split("=")[1] for part in headers["Perennial-Signature"].split(","))
    assert digest == hmac.new(hook.secret.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()
    assert json.loads(body)["event"] == "people.created" and json.loads(body)["record"]["id"] == person.pk
    assert Delivery.objects.get().state == "done"


def test_a_refused_one_is_tried_again_later(hook, listener, cast, people, context):
    listener.answers = [500]
    make(cast, people, context)
    webhooks.deliver_due()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.status) == ("waiting", 500) and delivery.next_at > timezone.now()
    webhooks.send_again(delivery, by=cast["owner"])
    webhooks.deliver_due()
    assert Delivery.objects.get().state == "done" and len(listener.heard) == 2


def test_one_that_never_succeeds_is_given_up_and_shown(hook, listener, cast, people, context):
    listener.answers = [503] * 10
    make(cast, people, context)
    for _try in range(len(webhooks.WAITS) + 1):
        Delivery.objects.filter(state="waiting").update(next_at=timezone.now())
        webhooks.deliver_due()
    assert Delivery.objects.get().state == "failed"


def test_only_what_was_asked_for_is_sent(hook, cast, context):
    from perennial.records.registry import record_type

    verbs.create(record_type("companies"), {"name": "Hora"}, by=cast["owner"], context=context)
    assert not Delivery.objects.exists()


def test_its_maker_s_rights_are_its_own(hook, listener, cast, people, context):
    hook.user = cast["outsider"].user
    hook.save()
    make(cast, people, context)
    webhooks.deliver_due()
    assert listener.heard == []


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/x",
        "http://localhost:8000/",
        "file:///etc/passwd",
        "http://10.1.2.3/",
        "http://[::1]/",
        "nonsense",
    ],
)
def test_addresses_inside_are_refused(url, cast, db):
    cast["owner"].user.role.capabilities = ["settings"]
    with pytest.raises(Refused):
        webhooks.add(url, [], by=cast["owner"])


def test_only_who_may_change_settings_adds_one(cast, db):
    with pytest.raises(Forbidden):
        webhooks.add("https://example.com/", [], by=cast["colleague"])
