"""The company that the rights are tried in: a colleague of each ready role, a teammate, somebody elsewhere, and what is theirs."""

import datetime
import io
from dataclasses import dataclass, field

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from perennial.accounts.models import Device, Invitation, Notification, Role, Team, Token, User
from perennial.activities.models import HandOver
from perennial.api.models import Delivery, Webhook
from perennial.core.actor import SYSTEM
from perennial.core.models import Event
from perennial.records import files, verbs
from perennial.records.context import context_for
from perennial.records.models import BulkRun, CustomField, File, ImportBatch, Option, View
from perennial.records.registry import REGISTRY
from perennial.sales.models import AssignmentRule, Pipeline, Rate, Stage
from tests.rights.expected import NOBODY, ROLES, SIGNED_OUT, WHOSE

SHARED = ("pipelines", "stages")


@dataclass
class World:
    """Who is there and what is whose."""

    users: dict = field(default_factory=dict)  # role code, "mate", "elsewhere" -> User
    records: dict = field(default_factory=dict)  # (user's key, type, which) -> id
    things: dict = field(default_factory=dict)
    clients: dict = field(default_factory=dict)
    last_event: int = 0

    def record(self, role, type, whose, which="kept"):
        """Return the id of a record of a type that is `whose`, as seen by a role."""
        if type in SHARED:
            return self.records["elsewhere", type, "trashed" if whose == "trashed" else which]
        owner = {"team's": "mate", "another's": "elsewhere"}.get(whose, role if role in self.users else "elsewhere")
        return self.records[owner, type, "trashed" if whose == "trashed" else which]

    def client(self, role):
        """Return a browser in which a role is signed in."""
        if role not in self.clients:
            client = self.clients[role] = Client()
            client.raise_request_exception = False
            if role != SIGNED_OUT:
                client.force_login(self.users[role], backend=settings.AUTHENTICATION_BACKENDS[0])
        return self.clients[role]


def build():
    """Make the whole company; return the World."""
    world = World()
    _people(world)
    _records(world)
    _things(world)
    world.last_event = Event.objects.order_by("-pk").values_list("pk", flat=True).first()
    return world


def _people(world):
    north, south = Team.objects.create(name="North"), Team.objects.create(name="South")
    Role.objects.get_or_create(code="nobody", defaults={"name": "Nobody", "rights": {}, "capabilities": []})
    roles = {role.code: role for role in Role.objects.all()}
    seats = [(code, roles["nobody" if code == NOBODY else code], north) for code in ROLES]
    seats += [("mate", roles["salesperson"], north), ("elsewhere", roles["salesperson"], south)]
    for code, role, team in seats:
        address = f"{code.replace(' ', '-')}@example.com"
        world.users[code] = User.objects.create_user(address, "a long password", name=code.title(), role=role, team=team)


def raw_of(type, name, world):
    """Return what a record of a type is made from; `name` is found in its title."""
    if type in ("people",):
        return {"first_name": "Ann", "last_name": name}
    if type == "companies":
        return {"name": name}
    if type == "notes":
        return {"text": name}
    if type in ("meetings", "calls", "tasks"):
        start = timezone.now() + datetime.timedelta(days=1)
        return {"title": name, "starts_at": start} | ({"checklist": [{"text": "point"}]} if type == "tasks" else {})
    return {"title": name}


def make(type, name, owner, world, **raw):
    """Make a record that belongs to a user and to nobody else; return it."""
    values = raw_of(type, name, world) | raw | {"owner": owner.pk}
    return verbs.create(REGISTRY[type], values, by=SYSTEM, context=context_for(SYSTEM))


def _records(world):
    pipeline = Pipeline.objects.create(name="Kitchens")
    stages = [Stage.objects.create(pipeline=pipeline, name=name, place=n) for n, name in enumerate(("First", "Second"))]
    gone = timezone.now()
    for code, made in (("pipelines", Pipeline(name="Gone", trashed_at=gone)), ("stages", None)):
        made = made or Stage(pipeline=pipeline, name="Gone", trashed_at=gone)
        made.save()
        world.records["elsewhere", code, "trashed"] = made.pk
    world.records["elsewhere", "pipelines", "kept"] = world.records["elsewhere", "pipelines", "other"] = pipeline.pk
    world.records["elsewhere", "stages", "kept"], world.records["elsewhere", "stages", "other"] = (s.pk for s in stages)
    for who, user in world.users.items():
        for type in REGISTRY:
            if type in SHARED:
                continue
            for which in ("kept", "other", "trashed"):
                made = make(type, f"{who} {which}", user, world)
                world.records[who, type, which] = made.pk
                if which == "trashed":
                    verbs.trash(made, by=SYSTEM)


def picture():
    """Return the bytes of a small PNG."""
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "green").save(out, "PNG")
    return out.getvalue()


def _things(world):
    company = REGISTRY["companies"].model.objects.order_by("pk").first()
    kept = files.keep(company, SimpleUploadedFile("p.png", picture(), content_type="image/png"), by=SYSTEM)
    shared = {name: getattr(kept, name) for name in ("size", "content_type", "sha256", "stored_as", "name")}
    File.objects.bulk_create(File(type=code, record_id=pk, **shared) for (_who, code, _which), pk in world.records.items())
    things = world.things
    for who, user in world.users.items():
        things["token", who] = Token.make(user, "program")
        things["reader", who] = Token.make(user, "reader", scope="read")
        things["device", who] = Device.objects.create(user=user, name="phone", mark=who).pk
        things["notification", who] = Notification.objects.create(user=user, code="x", data={"title": "x"}).pk
        things["private view", who] = View.objects.create(type="people", name="Mine", owner=user, query={}).pk
        things["run", who] = BulkRun.objects.create(
            key=f"run-{who}", type="people", action="edit", data={"ids": []}, state="done", user=user
        ).key
        things["import", who] = ImportBatch.objects.create(
            key=f"import-{who}", type="people", file_name="a.csv", stored_as="absent", started_by=user
        ).key
        things["handover", who] = HandOver.objects.create(
            key=f"hand-{who}", leaver=world.users["elsewhere"], made_by=user, shares={"people": [user.pk]}, state="done"
        ).key
        things["session", who] = UserSession.objects.create(
            user=user, session_key=f"session-{who}", ip="127.0.0.1", user_agent="x"
        ).pk
    for code in REGISTRY:
        things["shared view", code] = View.objects.create(type=code, name="All", shared=True, query={}).pk
    hook = Webhook.objects.create(user=world.users["owner"], url="https://example.com/", secret="x")
    things["webhook_remove"] = hook.pk
    things["webhook_resend"] = Delivery.objects.create(webhook=hook, event_id=1).pk
    role = Role.objects.get(code="salesperson")
    things["invitation"] = Invitation.objects.create(email="new@example.com", role=role, key_hash="0" * 64).pk
    things["field"] = CustomField.objects.create(type="people", code="extra", label="Extra", kind="text").pk
    things["rule"] = AssignmentRule.objects.create(name="Rule").pk
    things["rate"] = Rate.objects.create(currency="USD", day=datetime.date(2026, 1, 1), rate=1).pk
    things["option"] = Option.add("source", "Fair").pk


__all__ = ["WHOSE", "World", "build", "make"]
