"""Fields that only deals and requests have: stage, lines, roles, the request behind a deal."""

from fractions import Fraction

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from perennial.core import money, verbs
from perennial.core.errors import Invalid
from perennial.core.prepared import Prepared
from perennial.records import fields as f
from perennial.records.registry import record_type
from perennial.records.sight import seen
from perennial.sales.models import ROLES, DealRole, Lead
from perennial.sales.outcomes import outcome_of

_LEADS_OF = Prepared(
    lambda deals: Lead.objects.filter(deal__among=deals, trashed_at=None).values_list("deal_id", "pk", "title"), list
)
_ROLES_OF = Prepared(
    lambda deals: DealRole.objects.filter(deal__among=deals).select_related("person").order_by("id"), list
)


class PlacedLink(f.Link):
    """A link to a pipeline or stage, sorted as the company has put them."""

    def sort_expression(self):
        return F(f"{self.relation}__place")


class StageLink(PlacedLink):
    """A deal's stage. Where files write «Won» or «Lost» for the stage, the value is that outcome (a text)."""

    def find(self, raw, context):
        return outcome_of(raw) or super().find(raw, context)

    def put(self, record, value):
        if isinstance(value, str):
            record.outcome = value
        else:
            super().put(record, value)

    def operand(self, raw, context):
        value = super().operand(raw, context)
        if isinstance(value, str):
            raise Invalid(_("This is an outcome, not a stage: filter by the outcome."))
        return value


class OutcomeChoice(f.Choice):
    """How a deal ended; an open one has "", never null, so that one index serves the question."""

    def is_null(self):
        return Q(pk__in=[])

    def is_empty(self):
        return Q(**{self.column: ""})


class TitledLink(f.Link):
    """A link to a record that is called by its title."""

    shown = "title"


class RequestLink(TitledLink):
    """The request that a deal came from: kept on the request, so that it counts as accepted."""

    kind = "computed"
    attached = True
    sortable = False
    operators = ("empty", "not_empty")

    @property
    def paths(self):
        return []

    def get(self, record):
        return record.leads.values_list("pk", flat=True).first()

    def load_many(self, ids, actor):
        """Return {deal id: request} for a page of deals."""
        found = _LEADS_OF(list(ids))
        known = seen(record_type("leads"), actor, [pk for _deal, pk, _title in found])
        return {deal: {"id": pk, "name": title if pk in known else ""} for deal, pk, title in found}

    def from_row(self, row):
        return row.get(self.code)

    def where(self, op, raw, context):
        if op not in self.operators:
            raise Invalid(_("This field cannot be asked like that."))
        return Q(leads=None) if op == "empty" else ~Q(leads=None)

    def attach(self, record, value, by):
        lead = value and record_type("leads").model.objects.filter(pk=value).first()
        if not lead or lead.deal_id == record.pk:
            return
        with verbs.change(lead, "accepted", by=by, data={"deal": record.pk}) as current:
            current.state, current.deal_id, current.sorted_at = "accepted", record.pk, record.created_at
            current.company_id = current.company_id or record.company_id
            current.person_id = current.person_id or record.person_id


class Roles(f.Computed):
    """Who takes part in the decision: [{"person": {"id", "name"}, "role"}], kept in rows of their own."""

    attached = True

    def __init__(self, code, label):
        super().__init__(code, label, load=self._load)
        self.readonly, self.hidden = False, True

    def _load(self, ids, actor):
        found = {}
        rows = _ROLES_OF(list(ids))
        known = seen(record_type("people"), actor, [row.person_id for row in rows])
        for row in (row for row in rows if row.person_id in known):
            entry = {"person": {"id": row.person_id, "name": str(row.person)}, "role": row.role}
            found.setdefault(row.deal_id, []).append(entry)
        return found

    def json(self, value):
        return value or []

    def text(self, value, context=None):
        labels = dict(ROLES)
        return ", ".join(
            f"{entry['person']['name']} ({labels.get(entry['role'], entry['role'])})" for entry in value or []
        )

    def parse(self, raw, context):
        if isinstance(raw, str):
            raw = [{"person": name} for name in raw.split(";") if name.strip()]
        found = {}
        for item in raw or []:
            item = item if isinstance(item, dict) else {"person": item}
            person, role = item.get("person"), str(item.get("role") or "influences")
            if role not in dict(ROLES):
                raise Invalid(_("A role is one of: decides, influences, pays, uses, blocks."))
            person = (person.get("id") or person.get("name")) if isinstance(person, dict) else person
            if person:
                found[record_type("people").identify(person, context)] = role
        return found

    def attach(self, record, value, by):
        known = dict(record.roles.values_list("person_id", "role"))
        sight = seen(record_type("people"), by, known)
        value = {**(value or {}), **{pk: role for pk, role in known.items() if pk not in sight}}  # whom he does not see stays
        if known == value:
            return
        with verbs.change(record, "roles_set", by=by, data={"before": known, "after": value or {}}):
            record.roles.exclude(person_id__in=value or {}).delete()
            for person_id, role in (value or {}).items():
                DealRole.objects.update_or_create(deal=record, person_id=person_id, defaults={"role": role})


class Lines(f.Field):
    """What is sold: [{"name", "quantity", "price", "currency"}]; price of one, in minor units, or None."""

    kind = "lines"
    operators = ("empty", "not_empty")
    sortable = False
    empty = []
    most = 200

    def parse(self, raw, context):
        if raw in (None, "", []):
            return None
        items = raw if isinstance(raw, list | tuple) else [raw]
        if len(items) > self.most:
            raise Invalid(_("At most %(count)d lines can be kept here.") % {"count": self.most})
        lines = [self._line(item if isinstance(item, dict) else {"name": item}, context) for item in items]
        return [line for line in lines if line] or None

    def put(self, record, value):
        super().put(record, list(value or []))

    def json(self, value):
        return [
            {
                **line,
                "price": line["price"]
                if line["price"] is None
                else money.Money(line["price"], line["currency"]).to_api(),
            }
            for line in value or []
        ]

    def text(self, value, context=None):
        return ", ".join(line["name"] for line in value or [])

    def is_empty(self):
        return Q(**{self.column: []})

    def _line(self, item, context):
        name = str(item.get("name") or "").strip()
        if not name:
            if item.get("price") or item.get("quantity"):
                raise Invalid(_("Say what the line is for."))
            return None
        if len(name) > 200:
            raise Invalid(_("This is longer than %(count)d characters: shorten it.") % {"count": 200})
        quantity = f.Number("quantity", "", least=0).parse(item.get("quantity"), context)
        price = self._price(item, context)
        currency = price.currency if price else context.currency
        return {
            "name": name, "quantity": 1 if quantity is None else quantity,
            "price": None if price is None else price.minor, "currency": currency,
        }  # fmt: skip

    def _price(self, item, context):
        raw = item.get("price")
        if raw in (None, ""):
            return None
        if isinstance(raw, dict):
            return money.from_api({"currency": context.currency, **raw})
        if isinstance(raw, int) and item.get("currency"):
            return money.Money(raw, item["currency"])
        return money.parse(str(raw), item.get("currency") or context.currency)


def total_of(lines):
    """Return the Money that lines add up to; None when one has no price, or they are in several currencies."""
    currencies = {line["currency"] for line in lines if line["price"] is not None}
    if not lines or len(currencies) != 1 or any(line["price"] is None for line in lines):
        return None
    currency = currencies.pop()
    exact = (money.Money(line["price"], currency) * Fraction(str(line["quantity"])) for line in lines)
    return money.total(exact, currency)
