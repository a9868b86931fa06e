"""What is done with a request: accept, decline, tie, assign, touch, put back among the unsorted."""

from contextlib import contextmanager
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from perennial.accounts.notifications import notify
from perennial.core import verbs
from perennial.core.actor import SYSTEM
from perennial.core.errors import Invalid, Refused
from perennial.records.models import Option
from perennial.records.registry import record_type
from perennial.records.verbs import create, update
from perennial.sales.assignment import choose
from perennial.sales.duplicates import companies_of, people_of

NEW = "new"


def accept(lead, raw=None, *, by, context, expect=None):
    """Make or link person and company, make the deal, and close the request, in one step; return the deal.

    `raw` holds values of the deal, and `person` and `company`: an id, "new", or nothing, which
    takes whoever has the same e-mail or phone. The whole can be taken back by `deal.accepted_in`,
    the batch of its events.
    """
    raw = dict(raw or {})
    by = by if by.batch else by.within(uuid4().hex)
    with transaction.atomic(), _sorting(lead, "accepted", by, expect) as current:
        company_id = _company(current, raw.pop("company", None), by, context)
        person_id, company_id = _person(current, raw.pop("person", None), company_id, by, context)
        values = {"title": current.title, "owner": current.owner_id or by.user_id, "source": current.source_id, **raw}
        values |= {"company": company_id, "person": person_id}
        deal = create(record_type("deals"), {k: v for k, v in values.items() if v}, by=by, context=context)
        current.state, current.deal_id = "accepted", deal.pk
        current.company_id, current.person_id = company_id, person_id
    deal.accepted_in = by.batch
    return deal


def decline(lead, reason, *, by, comment="", expect=None):
    """Decline a request for a reason (id or label of the list «decline_reason»). Raises Refused without one."""
    found = _reason(reason)
    with _sorting(lead, "declined", by, expect) as current:
        current.state, current.decline_reason_id, current.decline_comment = "declined", found.pk, comment[:4000]
    return lead


def tie(lead, deal, *, by, expect=None):
    """Tie a request to a deal that is open already; return the request."""
    if deal.outcome in ("won", "lost"):
        raise Refused({"deal": _("This deal is closed: choose an open one.")})
    with _sorting(lead, "tied", by, expect, data={"deal": deal.pk, "name": deal.title}) as current:
        current.state, current.deal_id = "tied", deal.pk
        current.person_id, current.company_id = deal.person_id, deal.company_id
    return lead


def assign(lead, *, by, user=None, expect=None):
    """Give a request to a user, or to whom the rules name; return it. Nobody named changes nothing."""
    with transaction.atomic():
        rule, user_id = (None, user.pk) if user else choose(lead)
        if not user_id or user_id == lead.owner_id:
            return lead
        with verbs.change(lead, "assigned", by=by, expect=expect, data={"rule": rule.name if rule else ""}) as current:
            current.owner_id, current.assigned_at = user_id, by.now()
        notify([user_id], "lead_assigned", record=lead, by=by)
    return lead


def touch(lead, *, by, at=None):
    """Note that somebody answered the request for the first time."""
    if lead.first_touch_at is None:
        with verbs.change(lead, "touched", by=by) as current:
            current.first_touch_at = current.first_touch_at or at or by.now()
    return lead


def put_back(lead, *, by, expect=None):
    """Put a request among the unsorted again; what was made of it stays."""
    with verbs.change(lead, "unsorted", by=by, expect=expect) as current:
        current.state, current.sorted_at, current.deal_id = "unsorted", None, None
        current.decline_reason_id, current.decline_comment = None, ""
    return lead


@contextmanager
def _sorting(lead, verb, by, expect, data=None):
    with verbs.change(lead, verb, by=by, expect=expect, data=data) as current:
        if current.state != "unsorted":
            raise Refused(_("Somebody has taken this request already."))
        yield current
        current.sorted_at = by.now()
        if by is not SYSTEM:
            current.first_touch_at = current.first_touch_at or current.sorted_at
            current.owner_id = current.owner_id or by.user_id


def _company(lead, chosen, by, context):
    if chosen and chosen != NEW:
        return _identify("companies", "company", chosen, context)
    if not lead.company_name:
        return None
    known = [] if chosen == NEW else companies_of(lead, by)
    if known:
        return known[0].pk
    raw = {"name": lead.company_name, "owner": lead.owner_id or by.user_id, "source": lead.source_id}
    if not lead.person_name:
        raw |= {"emails": lead.emails, "phones": lead.phones}
    return create(record_type("companies"), raw, by=by, context=context).pk


def _person(lead, chosen, company_id, by, context):
    """Return (person id, company id): a known person brings his company along."""
    type, ways = record_type("people"), {"emails": lead.emails, "phones": lead.phones}
    found = None
    if chosen and chosen != NEW:
        found = type.visible(by).get(pk=_identify("people", "person", chosen, context))
    elif chosen != NEW:
        found = next(iter(people_of(lead, by)), None)
    if found:
        _add_ways(type, found, ways, by, context)
        return found.pk, company_id or found.company_id
    if not lead.person_name and (company_id or not (lead.emails or lead.phones)):
        return None, company_id
    names = {"first_name": lead.first_name, "middle_name": lead.middle_name, "last_name": lead.last_name}
    if not lead.person_name:
        names = {"first_name": lead.title[:100]}
    raw = {**names, **ways, "company": company_id, "owner": lead.owner_id or by.user_id, "source": lead.source_id}
    return create(type, {k: v for k, v in raw.items() if v}, by=by, context=context).pk, company_id


def _add_ways(type, person, ways, by, context):
    """Add the e-mails and phones of the request that the person has not yet, where the actor may."""
    more = {}
    for code, entries in ways.items():
        known = set(type.field(code).keys(getattr(person, code)))
        fresh = [entry for entry in entries if not set(type.field(code).keys([entry])) & known]
        if fresh:
            more[code] = [*getattr(person, code), *({**entry, "primary": False} for entry in fresh)]
    if more and by.may("edit", person):
        update(type, person, more, by=by, context=context)


def _identify(code, field, chosen, context):
    try:
        return record_type(code).identify(chosen, context)
    except Invalid as error:
        raise Refused({field: error.message}) from None


def _reason(reason):
    found = None
    if reason not in (None, ""):
        rows = Option.objects.filter(list="decline_reason", archived=False)
        found = (
            rows.filter(pk=reason).first() if str(reason).isdecimal() else rows.filter(label__iexact=str(reason)).first()
        )
    if not found:
        raise Refused({"reason": _("Choose why it is declined.")})
    return found
