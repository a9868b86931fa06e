"""What stands before the first record: the company, its teams and colleagues, lists, tags, own fields, rates."""

import datetime
import secrets
from dataclasses import dataclass
from decimal import Decimal

from perennial.accounts import founding, verbs
from perennial.accounts.models import Role, User
from perennial.core.actor import SYSTEM
from perennial.core.models import Event
from perennial.core.verbs import create
from perennial.people.models import Company, Person
from perennial.records import customs
from perennial.records.models import Option, Tag
from perennial.records.registry import record_type
from perennial.sales.models import Deal, Lead, Rate
from perennial.sales.pipelines import pipelines, stages_of

DOMAIN = "bench.example"
OWNER, SELLER = f"owner@{DOMAIN}", f"seller@{DOMAIN}"
TEAMS, SELLERS = 5, 40
LISTS = {
    "industry": "Software,Retail,Logistics,Health,Energy,Education,Food,Media,Building,Farming",
    "source": "Website,Phone,Referral,Fair,Newsletter,Partner",
    "loss_reason": "Price,No budget,Competitor,No answer,Postponed",
}
TAGS = "VIP,Newsletter,Reseller,Fair,Slow payer,Press"
RATES = {"USD": Decimal("0.92"), "UAH": Decimal("0.021")}
OWN_FIELDS = [
    ("people", {"label": "Newsletter", "code": "letter", "kind": "choice", "choices": [["weekly", "Weekly"], ["monthly", "Monthly"]]}),
    ("people", {"label": "First order", "code": "first_order", "kind": "date"}),
    ("companies", {"label": "Credit limit", "code": "credit", "kind": "number"}),
    ("companies", {"label": "Customer number", "code": "number", "kind": "text"}),
]


@dataclass
class House:
    """Ids of what records refer to, and who can sign in as {email: password}."""

    sellers: list
    stages: list
    options: dict
    tags: list
    sign_in: dict


def is_empty():
    """Tell whether nothing was ever kept in this database."""
    return not any(model._base_manager.exists() for model in (User, Person, Company, Deal, Lead, Event))


def found(began):
    """Make everything that records refer to; return the House."""
    sign_in = {email: secrets.token_urlsafe(12) for email in (OWNER, SELLER)}
    founding.found(company="Large Company", country="UA", currency="EUR", language="en", name="Olena Owner",
                   email=OWNER, password=sign_in[OWNER], time_zone="Europe/Kyiv")  # fmt: skip
    role = Role.objects.get(code="salesperson")
    teams = [verbs.create_team(f"Team {place + 1}", by=SYSTEM) for place in range(TEAMS)]
    sellers = []
    for place in range(SELLERS):
        email = SELLER if place == 0 else f"seller{place}@{DOMAIN}"
        made = verbs.create_user(email, f"Seller {place + 1}", role, sign_in.get(email), team=teams[place % TEAMS], by=SYSTEM)
        sellers.append(made.pk)
    for currency, rate in RATES.items():
        create(Rate(currency=currency, rate=rate, day=began.date() - datetime.timedelta(days=1)), by=SYSTEM)
    for type, values in OWN_FIELDS:
        customs.create(record_type(type), values, by=SYSTEM)
    options = {name: [Option.add(name, label).pk for label in labels.split(",")] for name, labels in LISTS.items()}
    tags = [Tag.objects.create(name=name).pk for name in TAGS.split(",")]
    return House(sellers, stages_of(pipelines()[0].pk), options, tags, sign_in)
