"""The saved views of people and companies that everybody finds at first."""

from django.utils.translation import gettext_noop as _

from perennial.records.ready_views import MINE


def _of_kind(kind):
    return {"field": "kinds", "op": "in", "value": [kind]}


VIEWS = [
    ("people", _("My customers"), [MINE, _of_kind("customer")], False),
    ("people", _("Silent over 30 days"), [_of_kind("customer"), {"field": "last_contact_at", "op": "not_within", "value": "last_n_days:30"}], True),
    ("people", _("No next step"), [{"field": "next_step", "op": "empty"}], False),
    ("people", _("Birthdays this month"), [{"field": "birthday", "op": "within", "value": "this_month"}], False),
    ("companies", _("Customers"), [_of_kind("customer")], False),
    ("companies", _("Suppliers"), [_of_kind("supplier")], False),
    ("companies", _("Partners"), [_of_kind("partner")], False),
    ("companies", _("Competitors"), [_of_kind("competitor")], False),
]
