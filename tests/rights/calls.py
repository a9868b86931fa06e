"""Calling each address as somebody: what stands in the address, what is sent, and what the answer means."""

import json
import uuid
from contextlib import contextmanager

from django.db import transaction
from django.urls import reverse

from perennial.activities.points import DAY_BLOCKS
from perennial.core.models import Event
from perennial.people.models import Company, Person, Relation
from perennial.records.models import DuplicatePair, File, ImportBatch, Merge
from perennial.records.pages.record_panels import _of as panels_of
from perennial.records.registry import REGISTRY
from tests.rights.demands import type_of
from tests.rights.expected import MISSING, NO, OK, SIGN_IN

TEXT_FIELD = {"people": "last_name", "notes": "text", "companies": "name", "pipelines": "name", "stages": "name"}
DEED = {"people": "set_lifecycle", "companies": "set_lifecycle", "leads": "refusal", "deals": "outcome"}
PERSONAL = {
    "view": "private view", "view-edit": "private view", "view-delete": "private view", "notification": "notification",
    "device_forget": "device",
}  # fmt: skip


@contextmanager
def undone():
    """Take back whatever happens inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def address(world, page, role, whose):
    """Return the address of a Page about a record (or a personal thing) of somebody."""
    code = type_of(page)
    given = {name: _part(world, page, role, whose, code, name) for name in page.params}
    return reverse(page.name, kwargs=given)


def body(page, method, world, role):
    """Return what is sent along with a write: as little as lets it come as far as the question of rights."""
    if page.key == "filter-row":
        return {"field": TEXT_FIELD.get(page.code, "title")}
    if method != "post":
        return {}
    if page.name in ("sales:stages_order", "sales:rules_order", "sales:pipelines"):
        return {"ids": [99, 98]}
    return {"sales:sort": {"stage": "declined"}, "day_add": {"text": "Call back"}}.get(page.name, {})


def meaning(response):
    """Return what an answer's status means in the words of `expected`."""
    status = response.status_code
    to_sign_in = status == 302 and response["Location"].startswith("/sign-in/?next=")
    if to_sign_in or status == 401:
        return SIGN_IN
    if status in (403, 404, 405):
        return {403: NO, 404: MISSING, 405: "405"}[status]
    return OK if status < 500 else f"{status}!"


def wrote(world):
    """Tell whether an event was written since the world was made."""
    return Event.objects.filter(pk__gt=world.last_event).exclude(via="test").exists()


def _part(world, page, role, whose, code, name):
    things, me = world.things, role if role in world.users else "elsewhere"
    owner = me if whose == "own" else "elsewhere" if me != "elsewhere" else "mate"
    if page.name == "user_token_revoke" and name == "key":
        return things["token", "elsewhere"][0].pk
    if name == "key":
        kind = page.name.split("-")[0].split("_")[0]
        kind = {"join": "", "calendar": "", "account": "", "handover": "handover"}.get(kind, kind)
        if page.name in ("import-stop", "import-undo"):
            state = {"import-stop": "running", "import-undo": "done"}[page.name]
            ImportBatch.objects.filter(key=things[kind, owner]).update(state=state)
        return things[kind, owner] if kind else "unknown-key-of-nobody-at-all"
    if name == "pk":
        return _pk(world, page, role, whose, code, owner)
    if page.name == "relations:relation-again" and name == "event":
        return _unrelated(world, role, whose)
    if name in SECOND:
        return SECOND[name](world, role, whose, code)
    plain = {
        "field": TEXT_FIELD.get(code, "title"), "action": "edit", "composer": "file", "verb": DEED.get(code, "finish"),
        "panel": next((one.code for one in panels_of(REGISTRY[code])), "none") if code in REGISTRY else "none",
        "place": 0, "name": "source", "batch": "nothing", "uidb36": "1", "pipeline": world.record(role, "pipelines", "own"),
        "person": world.record(role, "people", "own"), "code": {"options": "people", "day_block": next(iter(DAY_BLOCKS)).code}.get(page.name, "people"),
    }  # fmt: skip
    return plain[name]


def _pk(world, page, role, whose, code, owner):
    things = world.things
    if page.name == "background_again":
        return uuid.UUID(int=1)
    if page.name in ("webhook_remove", "webhook_resend", "session_end"):
        return things["session", owner] if page.name == "session_end" else things[page.name]
    if page.code and page.key in ("view", "view-keep", "columns-view", "export-view"):
        return things["shared view", page.code]
    if page.name in PERSONAL:
        return things[PERSONAL[page.name], owner]
    if page.name == "token_revoke":
        return things["token", owner][0].pk
    if page.name in ("duplicates-apart", "duplicates-reopen"):
        first, second = sorted((world.record(role, "people", whose), _other(world, role, whose, "people")))
        return DuplicatePair.objects.create(type="people", first_id=first, second_id=second, score=90).pk
    fixed = {"sales:rule": "rule", "sales:rule_remove": "rule", "sales:rate_remove": "rate", "sales:list_entry": "option"}
    fixed |= dict.fromkeys(("invitation_renew", "invitation_withdraw"), "invitation")
    fixed |= dict.fromkeys(("field", "field_away", "field_back"), "field")
    if page.name in fixed:
        return things[fixed[page.name]]
    if page.name.startswith(("user", "team", "role")):
        user = world.users["elsewhere"]
        return user.pk if page.name.startswith("user") else user.team_id if page.name.startswith("team") else user.role_id
    if page.name.startswith("sales:") and not code:
        return world.record(role, "stages" if page.name.startswith("sales:stage_") and page.name != "sales:stage_new" else "pipelines", "own")
    return world.record(role, code, whose) if code else 1


def _event(world, role, whose, code):
    pk = world.record(role, code, whose)
    event = Event.objects.filter(type=code, record_id=pk).first() or Event.objects.create(type=code, record_id=pk, verb="changed")
    return event.pk


def _unrelated(world, role, whose):
    data = {"to": ["companies", world.record(role, "companies", "own"), "x"], "role": "works at"}
    return Event.objects.create(type="people", record_id=world.record(role, "people", whose), verb="unrelated", data=data, via="test").pk


def _file(world, role, whose, code):
    return File.objects.filter(type=code, record_id=world.record(role, code, whose)).first().pk


def _relation(world, role, whose, code):
    person, company = Person.objects.get(pk=world.record(role, "people", whose)), Company.objects.first()
    return Relation.objects.create(person=person, company=company, role="works at").pk


def _other(world, role, whose, code):
    me = role if role in world.users else "owner"
    return world.record(me, code, "own", "other")


def _merge(world, role, whose, code):
    kept, gone = world.record(role, code, whose), _other(world, role, whose, code)
    return Merge.objects.create(type=code, kept_id=kept, gone_id=gone).pk


SECOND = {"event": _event, "file": _file, "relation": _relation, "other": _other, "merge": _merge}


def api(client, method, path, key="", data=None):
    """Call an API operation with a token."""
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    if method == "patch":
        headers["If-Match"] = '"1"'
    options = {} if method == "get" else {"data": json.dumps(data or {}), "content_type": "application/json"}
    return getattr(client, method)(path, headers=headers, **options)
