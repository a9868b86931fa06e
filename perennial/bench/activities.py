"""What was done with the customers of the large company, and what is planned; next steps follow from it."""

from datetime import UTC, datetime

from django.db import connection

from perennial.activities.models import MODELS
from perennial.bench.bulk import blank

TITLES = {
    "task": ["Send the quote", "Check the invoice", "Prepare the contract", "Надіслати рахунок", "Підготувати договір", "Уточнить адрес"],
    "call": ["First call", "Call about the quote", "Ask for feedback", "Подзвонити щодо оплати", "Узгодити терміни", "Перезвонить"],
    "meeting": ["Demonstration", "Visit", "Review of the year", "Зустріч в офісі", "Презентація", "Встреча на складе"],
    "note": [""],
}
TEXTS = ["Asked for a discount and a later delivery.", "Likes the sample, decides next week.", "Просить знижку на наступну поставку.",
         "Рішення прийматиме директор після відпустки.", "Ждёт расчёт по двум вариантам.", "Wants to see references of the trade."]  # fmt: skip
OUTCOMES = ["", "", "Agreed", "Will think", "Домовилися", "Не відповів"]
KINDS = ["task"] * 35 + ["call"] * 30 + ["meeting"] * 12 + ["note"] * 23
OPEN = 0.06  # share of what is still to be done


class Activities:
    """Makes activities one after the other."""

    def __init__(self, random, clock, sizes, contacts, deals):
        self.random, self.clock, self.sizes, self.contacts, self.deals = random, clock, sizes, contacts, deals

    def activities(self):
        """Yield activities, each as the model of its kind."""
        make = {kind: blank(model) for kind, model in MODELS.items()}
        for pk in range(1, self.sizes.activities + 1):
            draw = self.random.random
            about, owner, began = self._about()
            kind = KINDS[int(draw() * 100)]
            one = make[kind](id=pk, kind=kind, owner_id=owner, created_by_id=owner, about=about)
            one.title = TITLES[kind][int(draw() * len(TITLES[kind]))]
            one.text = TEXTS[int(draw() * 6)] if kind == "note" or draw() < 0.3 else ""
            one.created_at = one.updated_at = self.clock.after(datetime.fromtimestamp(began, UTC), 1)
            if kind != "note":
                self._plan(one)
            yield one

    def _about(self):
        """Return ([[type, id], …], owner, when the record began)."""
        draw, contacts = self.random.random, self.contacts
        if self.sizes.deals and draw() < 0.3:
            pk = 1 + int(self.sizes.deals * draw() ** 1.3)
            person, company, owner, began = self.deals.customers[pk]
            links = [["deals", pk], ["companies", company], ["people", person]]
            return [link for link in links if link[1]], owner or None, began
        pk = 1 + int(self.sizes.people * draw() ** 2)
        company = contacts.company_of[pk] if draw() < 0.5 else 0
        about = [["people", pk], ["companies", company]] if company else [["people", pk]]
        return about, contacts.owners["people"][pk] or None, contacts.born["people"][pk]

    def _plan(self, one):
        draw = self.random.random
        if draw() < OPEN:
            one.starts_at = self.clock.soon(self.clock.now, 40 if draw() < 0.8 else -20)
        else:
            one.starts_at = self.clock.soon(one.created_at, 10)
            one.done_at = one.updated_at = min(self.clock.soon(one.starts_at, 2), self.clock.now)
            one.outcome, one.version = OUTCOMES[int(draw() * 6)], 2
        one.all_day = one.kind == "task" and draw() < 0.5
        if one.kind == "meeting":
            one.ends_at = self.clock.soon(one.starts_at, 0.1)


def refresh_steps():
    """Set next step and last contact of all records, as each change of an activity does for its own."""
    for type, table in (("people", "people_person"), ("companies", "people_company"), ("deals", "sales_deal")):
        with connection.cursor() as cursor:
            cursor.execute(_NEXT.format(table=table), [type])
            cursor.execute(_LAST.format(table=table), [type])


_NEXT = """
    UPDATE {table} SET next_step_at = step.starts_at, next_step_title = substr(step.title, 1, 200),
        next_step_kind = step.kind, next_step_id = step.id
    FROM (SELECT link.record_id, activity.id, activity.kind, activity.title, activity.starts_at, row_number() OVER
             (PARTITION BY link.record_id ORDER BY activity.starts_at NULLS LAST, activity.id) AS place
          FROM activities_activity AS activity JOIN activities_activitylink AS link ON link.activity_id = activity.id
          WHERE activity.done_at IS NULL AND activity.trashed_at IS NULL AND activity.kind <> 'note' AND link.type = %s) AS step
    WHERE step.place = 1 AND {table}.id = step.record_id"""
_LAST = """
    UPDATE {table} SET last_contact_at = contact.at
    FROM (SELECT link.record_id, max(activity.done_at) AS at
          FROM activities_activity AS activity JOIN activities_activitylink AS link ON link.activity_id = activity.id
          WHERE activity.done_at IS NOT NULL AND activity.trashed_at IS NULL AND activity.kind IN ('call', 'meeting')
            AND link.type = %s GROUP BY link.record_id) AS contact
    WHERE {table}.id = contact.record_id"""
