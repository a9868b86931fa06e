"""The large company: made in bulk, yet as its verbs would have left it; the same for the same seed and sizes."""

import random
import time
from collections import Counter
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime, timedelta

import orjson
from django.conf import settings
from django.db import transaction
from django.db.models import Max

from perennial.activities.models import Activity, ActivityLink
from perennial.bench import bulk, house
from perennial.bench.activities import Activities, refresh_steps
from perennial.bench.deals import OUTCOMES, STAYS, Deals
from perennial.bench.people import Clock, Contacts
from perennial.core.models import Event, EventLink
from perennial.people.models import Company, Person
from perennial.records.derive import derive
from perennial.records.duplicates.names import name_words
from perennial.records.fields.indexes import tend_all
from perennial.records.models import DuplicateScan
from perennial.sales import totals
from perennial.sales.models import Deal

NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)
YEARS = timedelta(days=4 * 365)
COMMON = 5  # names with a word, from which it is remembered as not rare


@dataclass(frozen=True)
class Sizes:
    """How many records of each kind."""

    people: int = 1_000_000
    companies: int = 200_000
    deals: int = 300_000
    activities: int = 3_000_000
    events: int = 10_000_000

    @classmethod
    def of(cls, **asked):
        """Return sizes in the proportion of `people`, those that are told otherwise replacing them."""
        whole = asked.get("people") or cls.people
        scaled = {one.name: one.default * whole // cls.people for one in fields(cls)}
        return replace(cls(**scaled), **{name: value for name, value in asked.items() if value is not None})


def note():
    """Return the path of the note that tells what was made in this data folder."""
    return settings.HOME / "bench.json"


def make(sizes, seed, progress):
    """Make the company in an empty database; return the note of what was made.

    `progress(items, total, label)` yields the items and shows how it goes.
    """
    began, indexes = time.monotonic(), bulk.drop_indexes()
    sign_in = fill(sizes, seed, progress)
    for _name, statement in progress(indexes, len(indexes), "Indexes"):
        bulk.make_index(statement)
    tend_all()
    bulk.settle()
    made = {"sizes": asdict(sizes), "seed": seed, "seconds": round(time.monotonic() - began, 1), "sign_in": sign_in}
    note().touch(mode=0o600)
    note().write_bytes(orjson.dumps(made))
    return made


def fill(sizes, seed, progress):
    """Store the company's records, whatever the indexes; return who can sign in as {email: password}."""
    chance = random.Random(seed)
    clock = Clock(chance, NOW - YEARS, NOW)
    stands = house.found(clock.began)
    _Maker(sizes, chance, clock, stands, progress).make()
    bulk.count_on()
    return stands.sign_in


class _Maker:
    """Fills the tables, each record with its events, keys, search entry and whatever else follows from it."""

    def __init__(self, sizes, chance, clock, stands, progress):
        self.sizes, self.chance, self.clock, self.progress = sizes, chance, clock, progress
        self.contacts = Contacts(chance, stands, clock, sizes, self._changes)
        self.deals = Deals(chance, stands, clock, sizes, self.contacts)
        self.activities = Activities(chance, clock, sizes, self.contacts, self.deals)
        columns = ("at", "type", "record_id", "verb", "version", "title", "user_id", "via", "ip", "changes", "data", "batch")
        self.events, self.links = bulk.Table(Event, *columns), bulk.Table(EventLink, "event_id", "type", "record_id", "at")
        self.events.last = Event.objects.aggregate(last=Max("pk"))["last"]  # of the house, which was made by its verbs
        self.stays, self.outcomes = bulk.Table(*STAYS), bulk.Table(*OUTCOMES)
        self.about = bulk.Table(ActivityLink, "activity_id", "type", "record_id")
        # What is left of the events when each record has those that its way needs.
        needed = sizes.people + sizes.companies + int(sizes.deals * 3.2) + int(sizes.activities * 1.73)
        self.further = max(0, sizes.events - needed) / max(1, sizes.people + 2 * sizes.companies)

    def make(self):
        """Make all records."""
        self._contacts(Company, self.contacts.companies(), self.sizes.companies, "Companies")
        self._contacts(Person, self.contacts.people(), self.sizes.people, "People")
        self._deals()
        self._activities()
        with transaction.atomic():
            refresh_steps()
            totals.rebuild()

    def _changes(self, type):
        """Return how often a record was changed: often a little, seldom much."""
        mean = self.further * (2 if type == "companies" else 1)
        return int(self.chance.expovariate(1) * mean + 0.5 * (mean > 0.3)) if mean else 0

    def _contacts(self, model, made, total, label):
        words = Counter()
        for batch in bulk.batches(self.progress(made, total, label)):
            self._store(model, [record for record, _changes in batch])
            for record, changes in batch:
                words.update(set(name_words(record.name, model is Person)))
                self._event(record, "created", 1, record.created_at)
                for version, (at, change) in enumerate(changes, start=2):
                    self._event(record, "changed", version, at, change)
            self._flush()
        # As the weekly look over all names leaves it: which words are common decides how like two names are.
        common = {word: count for word, count in words.most_common(3000) if count >= COMMON}
        seen = {"scanned_at": datetime.now(UTC), "whole_at": datetime.now(UTC), "total": total, "common": common}
        DuplicateScan.objects.update_or_create(type=model.TYPE, defaults=seen)

    def _deals(self):
        for batch in bulk.batches(self.progress(self.deals.deals(), self.sizes.deals, "Deals")):
            self._store(Deal, [deal for deal, *_rest in batch])
            for deal, events, stays, outcome in batch:
                self._event(deal, "created", 1, deal.created_at)
                for version, (verb, at, change) in enumerate(events, start=2):
                    self._event(deal, verb, version, at, change)
                for stay in stays:
                    self.stays.add(*stay)
                if outcome:
                    self.outcomes.add(*outcome)
            self._flush()

    def _activities(self):
        for batch in bulk.batches(self.progress(self.activities.activities(), self.sizes.activities, "Activities")):
            self._store(Activity, batch)
            for one in batch:
                self._event(one, "created", 1, one.created_at)
                if one.done_at:
                    change = {"done_at": [None, one.done_at]} | ({"outcome": ["", one.outcome]} if one.outcome else {})
                    self._event(one, "done", 2, one.done_at, change)
                for type, pk in one.about:
                    self.about.add(one.pk, type, pk)
            self._flush()

    def _store(self, model, records):
        """Store records with their look-up keys and search entries."""
        bulk.store(model, records)
        by_type = {}
        for record in records:
            by_type.setdefault(type(record), []).append(record)
        for own, same in by_type.items():
            derive(own, same, None)

    def _event(self, record, verb, version, at, changes=None):
        title, user = str(record)[:200], record.owner_id
        pk = self.events.add(at, record.TYPE, record.pk, verb, version, title, user, "web", "", changes or {}, {}, "")
        for type, linked in record.links():
            self.links.add(pk, type, linked, at)

    def _flush(self):
        for table in (self.events, self.links, self.stays, self.outcomes, self.about):
            table.flush()
