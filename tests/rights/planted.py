"""A company in which somebody elsewhere has records with a secret word in each, tied to one's own wherever that can be."""

import datetime

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from perennial.accounts.models import Role, Team, Token, User
from perennial.core.actor import SYSTEM
from perennial.people.verbs import relate
from perennial.records import files, verbs
from perennial.records.context import context_for
from perennial.records.models import DuplicatePair
from perennial.records.registry import REGISTRY
from perennial.sales.models import Pipeline, Stage
from perennial.sales.verbs.deals import set_role

ASKED = "Zqx"  # what is searched for; answers may repeat it
SECRET = {  # type -> the word that stands behind it in another's records; no answer may hold it
    "people": "kestrel", "companies": "ptarmigan", "deals": "wheatear", "leads": "redstart", "tasks": "dunlin",
    "meetings": "whimbrel", "calls": "siskin", "notes": "dotterel",
}  # fmt: skip
NEXT = "gadwall"  # a task about what a viewer sees: only a role without tasks may not meet it
PHONE, MAIL = "+380672241963", "shared@linia.example"
SCOPES = {  # viewers; None: the ready role
    "own": "own", "salesperson": None, "accountant": None, "nobody": "none", "taskless": {"*": "all", "tasks": "none"},
}  # fmt: skip


class Planted:
    """The viewers, what is theirs, and what is somebody else's."""

    def __init__(self):
        north, south = Team.objects.create(name="North"), Team.objects.create(name="South")
        self.users = {name: _user(name, _role(name, scope), north) for name, scope in SCOPES.items()}
        self.other = _user("elsewhere", Role.objects.get(code="salesperson"), south)
        pipeline = Pipeline.objects.create(name="Kitchens")
        Stage.objects.create(pipeline=pipeline, name="First")
        self.theirs = {type: self.make(type, f"{ASKED}{word}", self.other, **_more(type)) for type, word in SECRET.items()}
        for type, word in SECRET.items():
            verbs.trash(self.make(type, f"{ASKED}{word} gone", self.other), by=SYSTEM)
        person = self.theirs["people"]
        files.keep(person, SimpleUploadedFile(f"{ASKED}{SECRET['people']}.txt", b"x"), by=SYSTEM)
        self.mine = {name: self._of(user) for name, user in self.users.items()}
        steps = [[code, self.mine["taskless"][code].pk] for code in ("people", "companies", "deals", "leads")]
        soon = timezone.now() + datetime.timedelta(minutes=1)
        self.make("tasks", NEXT, self.other, about=steps, starts_at=soon)
        self.keys = {name: Token.make(user, "program")[1] for name, user in self.users.items()}

    def make(self, type, name, owner, **more):
        """Make a record of somebody's."""
        raw = {"people": {"first_name": "Ann", "last_name": name}, "companies": {"name": name}, "notes": {"text": name}}
        values = raw.get(type, {"title": name}) | more | {"owner": owner.pk}
        if type in ("tasks", "meetings", "calls"):
            values.setdefault("starts_at", timezone.now() + datetime.timedelta(hours=1))
        return verbs.create(REGISTRY[type], values, by=SYSTEM, context=context_for(SYSTEM))

    def _of(self, user):
        """Make what a viewer owns, each tied to what he may not see."""
        far, mine = self.theirs, {}
        mine["companies"] = self.make("companies", "Mine", user, parent=far["companies"].pk, phones=PHONE, emails=MAIL)
        mine["people"] = self.make(
            "people", "Mine", user, company=far["companies"].pk, referrer=far["people"].pk, phones=PHONE, emails=MAIL
        )
        mine["deals"] = self.make("deals", "Mine", user, company=far["companies"].pk, person=far["people"].pk)
        mine["leads"] = self.make("leads", "Mine", user, emails=MAIL, phones=PHONE)
        far_lead = self.make("leads", f"{ASKED}{SECRET['leads']} of mine", self.other)
        type(far_lead).objects.filter(pk=far_lead.pk).update(deal=mine["deals"].pk, state="tied")
        tied = {"deal": far["deals"].pk, "person": far["people"].pk, "company": far["companies"].pk, "state": "tied"}
        type(far_lead).objects.filter(pk=mine["leads"].pk).update(**tied)
        about = [["people", mine["people"].pk], ["deals", far["deals"].pk], ["people", far["people"].pk]]
        for code in ("tasks", "meetings", "calls", "notes"):
            mine[code] = self.make(code, "Mine", user, about=about)
        relate(mine["people"], far["companies"], "works at", by=SYSTEM)
        relate(far["people"], mine["people"], "is married to", by=SYSTEM)
        relate(mine["people"], far["people"], "knows", by=SYSTEM)
        set_role(mine["deals"], far["people"], "decides", by=SYSTEM)
        verbs.update(REGISTRY["people"], mine["people"], {"referrer": None}, by=SYSTEM, context=context_for(SYSTEM))
        verbs.update(REGISTRY["people"], mine["people"], {"referrer": far["people"].pk}, by=SYSTEM, context=context_for(SYSTEM))
        first, second = sorted((mine["people"].pk, far["people"].pk))
        DuplicatePair.objects.create(type="people", first_id=first, second_id=second, score=95, reasons=["phone"])
        return mine

    def tied_again(self, name, code):
        """Make a second record of a viewer's, tied to what he may not see, to be merged with the first."""
        far = self.theirs
        more = {"company": far["companies"].pk} if code == "people" else {"parent": far["companies"].pk}
        made = self.make(code, "Mine too", self.users[name], **more)
        if code == "people":
            relate(made, far["companies"], "advises", by=SYSTEM)
            relate(made, far["people"], "knows", by=SYSTEM)
            set_role(far["deals"], made, "pays", by=SYSTEM)
        else:
            self.make("deals", f"{ASKED}{SECRET['deals']} more", self.other, company=made.pk)
        return made

    def browser(self, name):
        """Return a browser in which a viewer is signed in."""
        client = Client()
        client.force_login(self.users[name], backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    def forbidden(self, name):
        """Return the words that a viewer may not meet: those of types whose records elsewhere his role does not reach."""
        rights = self.users[name].role.rights
        reach = {type: rights.get(type, rights.get("*", {})).get("see", "none") for type in SECRET}
        return [word for type, word in SECRET.items() if reach[type] != "all"] + [NEXT] * (reach["tasks"] == "none")


def _more(type):
    if type in ("people", "companies"):
        return {"phones": PHONE, "emails": MAIL}
    return {"emails": MAIL, "phones": PHONE, "text": f"{ASKED}{SECRET['leads']}"} if type == "leads" else {}


def _role(name, scope):
    if scope is None:
        return Role.objects.get(code=name)
    scopes = scope if isinstance(scope, dict) else {"*": scope}
    rights = {type: dict.fromkeys(("see", "create", "edit", "delete", "export"), one) for type, one in scopes.items()}
    return Role.objects.create(code=f"only-{name}", name=name, rights=rights, capabilities=["import", "views", "pipelines"])


def _user(name, role, team):
    return User.objects.create_user(f"{name}@example.com", "a long password", name=name.title(), role=role, team=team)
