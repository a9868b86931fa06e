"""What is measured: each work as a call of the API, as a page, and as the bare handler does it."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlencode

import orjson

from perennial.people.models import Person
from perennial.records.query.sorting import pack
from perennial.records.registry import record_type
from perennial.sales.pipelines import pipelines, stages_of

PAGE, DEEP = 50, 500


@dataclass
class Call:
    """One request, or several that belong together."""

    method: str
    path: str
    body: dict | None = None
    form: dict | None = None
    headers: tuple = ()
    then: str = ""  # a further GET


@dataclass
class Work:
    """One row of the table: what it is called, and its call number N as API, page and limit (None: there is none)."""

    name: str
    api: Callable[[int], Call] | None
    page: Callable[[int], Call] | None
    limit: Callable[[int], str] | None
    goal: tuple = ()  # (ms of the API, ms of the page, times the limit) that are asked of it


class Samples:
    """Different records for each call, the same ones for the same database and seed."""

    def __init__(self, count, actor, seed=1):
        self.random, self.owner_id = random.Random(seed), actor.user_id
        self.people = self._some(record_type("people").visible(actor).exclude(emails=[]), count)
        self.companies = self._some(record_type("companies").visible(actor), count)
        open_deals = record_type("deals").visible(actor, "edit").filter(outcome="")
        self.deals = {name: self._some(open_deals, count) for name in ("api", "page", "limit")}
        self.pipeline = pipelines()[0].pk
        self.stages = [stage.pk for stage in stages_of(self.pipeline)]
        self.deep = self._deep()
        self.made = f"{self.random.getrandbits(40):x}"

    def parts(self):
        """Return three or four letters out of the middle of each person's last name."""
        return [one.last_name[1:5].lower() if len(one.last_name) > 5 else one.last_name[-4:].lower() for one in self.people]

    def stage(self, deal):
        """Return a stage that the deal is not in."""
        return next(pk for pk in self.stages if pk != deal.stage_id)

    def person(self, way, place):
        """Return the values of a person who is not there yet."""
        last = "".join(self.random.choice("bdklmnrst") + self.random.choice("aeiou") for _ in range(4)).capitalize()
        number = f"+4915{self.random.randrange(10**8, 10**9)}"
        return {"first": "Petra", "last": last, "email": f"petra.{last}.{way}{place}.{self.made}@new.example".lower(), "phone": number}

    def _some(self, found, count):
        last = found.order_by("-pk").values_list("pk", flat=True).first() or 0
        wanted = {self.random.randrange(1, last + 1) for _ in range(2000)} if last else []
        chosen = list(found.filter(pk__in=wanted).order_by("pk"))
        if len(chosen) < count:
            chosen += found.exclude(pk__in=wanted).order_by("pk")[: count - len(chosen)]
        self.random.shuffle(chosen)
        return [chosen[place % len(chosen)] for place in range(count)] if chosen else []

    def _deep(self):
        found = Person.objects.filter(trashed_at=None).order_by("sort_key", "pk").values_list("sort_key", "pk")
        place = min(PAGE * (DEEP - 1), max(0, found.count() - 2 * PAGE))
        return found[place]


def works(samples):
    """Return the Works of the table, in its order."""
    s, v1 = samples, "/api/v1/"
    key, pk = s.deep
    deep, parts = quote(pack((key, pk))), s.parts()
    address = [one.emails[0]["address"] for one in s.people]
    asked = [quote(orjson.dumps({"field": "emails", "op": "is", "value": one}).decode()) for one in address]
    first = f"people?sort=name&limit={PAGE}"
    return [
        Work("list, first 50 by name", lambda i: get(v1 + first), lambda i: get("/people/"), lambda i: "/people", (3, 6, 3)),
        Work(f"list, page {DEEP}", lambda i: get(f"{v1}{first}&cursor={deep}"), lambda i: get(f"/people/?after={deep}&from=24951"),
             lambda i: f"/people_after?{urlencode({'key': key, 'id': pk})}", (3, 6, 3)),
        Work("search by part of a name", lambda i: get(f"{v1}{first}&q={quote(parts[i])}"), lambda i: get(f"/people/?q={quote(parts[i])}"),
             lambda i: f"/part?q={quote(parts[i])}", (5, 10, 4)),
        Work("search by e-mail", lambda i: get(f"{v1}{first}&filter={asked[i]}"), lambda i: get(f"/people/?q={quote(address[i])}"),
             lambda i: f"/email?q={quote(address[i])}", (4, 8, 4)),
        *_opened(s, v1),
        *_changed(s, v1),
        Work("board of the pipeline with sums", lambda i: get(f"{v1}deals/board"), lambda i: get(f"/deals/board/{s.pipeline}/"),
             lambda i: f"/board?id={s.pipeline}", (10, 15, 5)),
        Work("revenue by stage and month", lambda i: get(f"{v1}deals/report?group=stage,month(expected_close_on)&sum=amount"),
             lambda i: get(f"/deals/months/{s.pipeline}/"), lambda i: "/revenue", (5, 10, 3)),
        *_further(parts, v1),
    ]  # fmt: skip


def get(path, then=""):
    """Return the Call of a GET."""
    return Call("GET", path, then=then)


def _opened(s, v1):
    def opened(type, found, limit):
        return (
            lambda i: get(f"{v1}{type}/{found[i].pk}", f"{v1}{type}/{found[i].pk}/timeline"),
            lambda i: get(f"/{type}/{found[i].pk}/"),
            lambda i: f"/{limit}?id={found[i].pk}",
            (5, 12, 5),
        )

    yield Work("open a person with timeline", *opened("people", s.people, "person"))
    yield Work("open a company with timeline", *opened("companies", s.companies, "company"))


def _changed(s, v1):
    def api_person(i):
        new = s.person("a", i)
        body = {"first_name": new["first"], "last_name": new["last"], "emails": new["email"], "phones": new["phone"], "owner": s.owner_id}
        return Call("POST", f"{v1}people", body=body)

    def page_person(i):
        new = s.person("p", i)
        values = {"first_name": new["first"], "last_name": new["last"], "emails-0-address": new["email"], "phones-0-number": new["phone"]}
        form = {"has": ["first_name", "last_name", "emails", "phones"], **{f"v.{name}": value for name, value in values.items()}, "key": f"{s.made}{i}"}
        return Call("POST", "/people/new/", form=form)

    def moved(way, i):
        deal = s.deals[way][i]
        stage, deal.stage_id = s.stage(deal), s.stage(deal)
        return deal.pk, stage

    def api_move(i):
        pk, stage = moved("api", i)
        return Call("POST", f"{v1}deals/{pk}/stage", body={"stage": stage})

    def page_move(i):
        pk, stage = moved("page", i)
        return Call("POST", f"/deals/{pk}/stage/", form={"stage": stage}, headers=(("HX-Request", "true"),))

    def limit_move(i):
        pk, stage = moved("limit", i)
        return f"/move?id={pk}&stage={stage}"

    def limit_person(i):
        return f"/create?{urlencode({**s.person('l', i), 'owner': s.owner_id})}"

    yield Work("create a person", api_person, page_person, limit_person, (4, 8, 5))
    if s.deals["api"]:  # somebody may have none
        yield Work("move a deal to a stage", api_move, page_move, limit_move, (3, 6, 5))


def _further(parts, v1):
    """Return pages that the goals do not name, yet everybody uses all day."""
    yield Work("find in everything", lambda i: get(f"{v1}search?q={quote(parts[i])}"), lambda i: get(f"/search/palette/?q={quote(parts[i])}"), None)
    yield Work("my day", None, lambda i: get("/"), None)
    yield Work("calendar, a week", None, lambda i: get("/calendar/?view=week"), None)
    yield Work("list of deals", lambda i: get(f"{v1}deals?limit={PAGE}"), lambda i: get("/deals/"), None)
    yield Work("list of tasks", lambda i: get(f"{v1}tasks?limit={PAGE}"), lambda i: get("/tasks/"), None)
    yield Work("own people", lambda i: get(f"{v1}people?limit={PAGE}&filter={OWN}"), lambda i: get(f"/people/?filter={OWN}"), None)


OWN = quote('{"field":"owner","op":"is","value":"me"}')
