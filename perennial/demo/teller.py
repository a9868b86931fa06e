"""Who tells the story: the words of one language, days around today, and an actor for each of the cast."""

import random
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from perennial.core import money
from perennial.core.actor import SYSTEM
from perennial.core.models import installation
from perennial.demo.story import STORIES
from perennial.records import verbs
from perennial.records.context import context_for
from perennial.records.models import Tag
from perennial.records.registry import record_type

# What a hryvnia of the story is worth, roughly; amounts are rounded anyway.
RATES = {"UAH": 1, "EUR": 1 / 48, "USD": 1 / 42, "GBP": 1 / 56, "PLN": 1 / 11.5, "CZK": 1 / 2, "KZT": 12, "MDL": 1 / 2.5, "RON": 1 / 9.5}
HOURS = [(9, 20), (9, 40), (10, 10), (10, 45), (11, 15), (11, 50), (12, 30), (14, 5), (14, 40), (15, 5), (15, 35), (16, 10), (16, 50), (17, 20)]


class Teller:
    """Keeps what was made under the keys of the story: `users`, `records[type][key]`, `options`."""

    def __init__(self, language, batch):
        self.language, self.words, self.batch = language, STORIES[language], batch
        self.random = random.Random(1184)  # the same story every time
        house = installation()
        self.currency, self.zone = house.currency, ZoneInfo(house.time_zone)
        self.now = timezone.now().astimezone(self.zone)
        self.users, self.options, self.records = {}, {}, {}
        self._memo, self._pools = {}, {}

    # --- when

    def day(self, away):
        """Return the date some days from today; weekends give way to the nearest working day towards the past or future."""
        day = self.now.date() + timedelta(days=away)
        if away and day.weekday() > 4:
            day += timedelta(days=7 - day.weekday() if away > 0 else 4 - day.weekday())
        return day

    def at(self, away, clock=None):
        """Return a moment of a day, at `clock` ("15:05") or some working hour; what lies in the past stays there."""
        hour, minute = map(int, clock.split(":")) if clock else self.random.choice(HOURS)
        found = datetime.combine(self.day(away), time(hour, minute), self.zone)
        return min(found, self.now - timedelta(minutes=5)) if away < 0 else found

    def midnight(self, away):
        """Return the beginning of a day."""
        return datetime.combine(self.day(away), time(), self.zone)

    def ago(self, minutes):
        """Return the moment some minutes ago."""
        return self.now - timedelta(minutes=minutes)

    # --- who

    def by(self, key, at=None):
        """Return somebody of the cast acting at a moment; rights are not asked of a story."""
        user = self.users.get(key)
        if user is None:
            return replace(SYSTEM, batch=self.batch, at=at)
        return replace(SYSTEM, user_id=user.pk, name=user.name, user=user, via="web", batch=self.batch, at=at)

    def context(self, by):
        """Return the reading context of an actor, sharing what was looked up before."""
        return context_for(by, memo=self._memo)

    def forget(self):
        """Forget what was looked up: pipelines or lists have changed."""
        self._memo.clear()

    # --- what

    def create(self, type, raw, who, at, key=None, done_at=None):
        """Make a record of raw values as somebody at a moment; remember it under its key.

        An activity with `done_at` was noted when it was over.
        """
        by = self.by(who, at)
        raw = {code: value for code, value in raw.items() if value not in (None, "", [])}
        context = self.context(by)
        context.memo["done_at"] = done_at
        record = verbs.create(record_type(type), raw, by=by, context=context)
        context.memo["done_at"] = None
        if key:
            self.records.setdefault(type, {})[key] = record
        return record

    def update(self, type, record, raw, who, at):
        """Change a record as somebody at a moment."""
        by = self.by(who, at)
        return verbs.update(record_type(type), record, raw, by=by, context=self.context(by))

    def get(self, type, key):
        """Return what was made under a key; None for none."""
        return self.records[type][key] if key else None

    def pk(self, type, key):
        """Return the id of what was made under a key; None for none."""
        return self.records[type][key].pk if key else None

    def tags(self):
        """Return {name: id} of the tags."""
        return dict(Tag.objects.values_list("name", "pk"))

    def option(self, list, key):
        """Return the id of a list's entry."""
        return self.options[list, key] if key else None

    def worth(self, hryvnias):
        """Return an amount of the story in the company's currency, None for none."""
        if hryvnias is None:
            return None
        amount = hryvnias * RATES.get(self.currency, RATES["EUR"])
        step = 100 if amount > 5_000 else 10 if amount > 500 else 1
        whole = amount if self.currency == "UAH" else max(round(amount / step) * step, step)
        return money.from_decimal(whole, self.currency)

    def said(self, pool):
        """Return the next text of a pool; all are used before one comes again."""
        if not self._pools.get(pool):
            texts = list(self.words.SAID[pool])
            self.random.shuffle(texts)
            self._pools[pool] = texts
        return self._pools[pool].pop()
