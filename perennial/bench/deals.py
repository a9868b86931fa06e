"""Deals of the large company: how each went through the stages, and how it ended."""

import math
from datetime import timedelta

from perennial.bench.bulk import blank
from perennial.core.actor import SYSTEM
from perennial.core.text import sort_key
from perennial.records.context import context_for
from perennial.sales.currencies import in_base
from perennial.sales.models import Deal, Outcome, StageStay

SUBJECTS = ["licence", "rollout", "renewal", "pilot", "support", "training", "поставка", "обладнання", "сервіс", "ремонт"]
ENDS, SHARES = ["won", "lost", "on_hold", ""], [42, 28, 4, 26]


class Deals:
    """Makes deals one after the other, with their events, stays and outcomes."""

    def __init__(self, random, house, clock, sizes, contacts):
        self.random, self.house, self.clock, self.sizes, self.contacts = random, house, clock, sizes, contacts
        self.context, self.blank = context_for(SYSTEM), blank(Deal)
        self.customers = [(0, 0, 0, 0.0)]  # (person, company, owner, when it began) of each

    def deals(self):
        """Yield (Deal, [(verb, at, changes)], [StageStay values], Outcome values or None)."""
        for pk in range(1, self.sizes.deals + 1):
            deal = self._begun(pk)
            stages = self.house.stages[: 1 + int(len(self.house.stages) * self.random.random() ** 0.7)]
            deal.stage_id, deal.probability, deal.stage_since = stages[0].pk, stages[0].probability, deal.created_at
            deal.place = -deal.created_at.timestamp()
            events, stays = [], [[pk, stages[0].pk, stages[0].name, deal.created_at, None, deal.owner_id]]
            for stage in stages[1:]:
                self._move(deal, stage, events, stays)
            outcome = self._end(deal, events, stays)
            deal.version = 1 + len(events)
            self.customers.append((deal.person_id, deal.company_id or 0, deal.owner_id or 0, deal.created_at.timestamp()))
            yield deal, events, stays, outcome

    def _begun(self, pk):
        draw = self.random.random
        person = 1 + int(self.sizes.people * draw() ** 1.5)
        company = self.contacts.company_of[person] or None
        deal = self.blank(id=pk, person_id=person, company_id=company, pipeline_id=self.house.stages[0].pipeline_id)
        deal.title = f"{SUBJECTS[int(draw() * 10)].capitalize()} {1 + int(draw() * 400)}"
        deal.sort_key = sort_key(deal.title)
        deal.owner_id = self.contacts.owners["people"][person] or None
        deal.created_at = deal.updated_at = self.clock.between(0.05, 1)
        deal.amount = int(math.exp(self.random.gauss(8.5, 1)) * 100)
        deal.amount_currency = "EUR" if draw() < 0.85 else "USD" if draw() < 0.6 else "UAH"
        deal.amount_base = in_base(deal.amount, deal.amount_currency, deal.created_at.date(), self.context)
        deal.expected_close_on = (deal.created_at + timedelta(days=20 + 160 * draw())).date()
        return deal

    def _move(self, deal, stage, events, stays):
        at = self.clock.after(deal.updated_at)
        new = {"stage_id": stage.pk, "stage_since": at, "place": -at.timestamp(), "probability": stage.probability}
        self._change(deal, "moved", at, new, events)
        stays[-1][4] = at
        stays.append([deal.pk, stage.pk, stage.name, at, None, deal.owner_id])

    def _end(self, deal, events, stays):
        draw = self.random.random
        kind = self.random.choices(ENDS, SHARES)[0]
        if not kind:
            return None
        at = self.clock.after(deal.updated_at)
        new = {"outcome": kind}
        if kind == "on_hold":
            new["on_hold_until"] = (self.clock.now + timedelta(days=5 + 60 * draw())).date()
        else:
            new |= {"closed_on": at.date(), "probability": 100 if kind == "won" else 0}
            stays[-1][4] = at
        if kind == "lost":
            new["loss_reason_id"] = self.house.options["loss_reason"][int(draw() * 5)]
        self._change(deal, "held" if kind == "on_hold" else kind, at, new, events)
        return deal.pk, "held" if kind == "on_hold" else kind, deal.loss_reason_id, "", deal.on_hold_until, deal.owner_id, at

    def _change(self, deal, verb, at, new, events):
        changes = {name: [getattr(deal, name), value] for name, value in new.items() if getattr(deal, name) != value}
        for name, value in new.items():
            setattr(deal, name, value)
        deal.updated_at = at
        events.append((verb, at, changes))


STAYS = (StageStay, "deal_id", "stage_id", "stage_name", "entered_at", "left_at", "by_id")
OUTCOMES = (Outcome, "deal_id", "kind", "reason_id", "comment", "until", "by_id", "at")
