"""What a currency costs from a day on, and what its deals are worth then."""

from datetime import date
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from perennial.core import money, verbs, when
from perennial.core.actor import SYSTEM
from perennial.core.errors import Invalid, Refused
from perennial.core.jobs import called
from perennial.core.models import installation
from perennial.records.context import context_for
from perennial.sales import totals
from perennial.sales.currencies import in_base
from perennial.sales.models import Deal, Rate

LARGEST = Decimal(10) ** 8


@task()
def reprice_later(currency):
    """Work out anew what the deals in a currency are worth."""
    reprice(currency, context_for(SYSTEM))


called(reprice_later, _("Worth of deals after a new rate"))


def set_rate(currency, day, rate, *, by):
    """Set what one unit of a currency costs in the company's from a day on; return the Rate. Raises Refused."""
    code, since, value = _checked(currency, day, rate)
    found = Rate.objects.filter(currency=code, day=since).first()
    with transaction.atomic():
        if found:
            with verbs.change(found, by=by) as current:
                current.rate, current.trashed_at = value, None
        else:
            found = verbs.create(Rate(currency=code, day=since, rate=value), by=by)
        reprice_later.enqueue(code)
    return found


def remove_rate(rate, *, by):
    """Take a rate away; what it was used for is worked out by the one before it."""
    with transaction.atomic():
        verbs.trash(rate, by=by)
        reprice_later.enqueue(rate.currency)


def reprice(currency, context):
    """Work out anew what the deals in a currency are worth; return how many changed."""
    changed = []
    rows = Deal.objects.filter(amount_currency=currency, amount__isnull=False)
    for deal in rows.only("amount", "closed_on", "amount_base").iterator(chunk_size=1000):
        worth = in_base(deal.amount, currency, deal.closed_on or date.today(), context)
        if worth != deal.amount_base:
            deal.amount_base = worth
            changed.append(deal)
    if changed:
        with transaction.atomic():
            Deal.objects.bulk_update(changed, ["amount_base"], batch_size=500)
            totals.rebuild()
    return len(changed)


def _checked(currency, day, rate):
    errors, code, since, value = {}, "", None, None
    try:
        code = money.currency_code(str(currency))
    except Invalid as error:
        errors["currency"] = error.message
    try:
        since = day if isinstance(day, date) else when.parse_date(str(day), order="YMD")
    except Invalid as error:
        errors["day"] = error.message
    try:
        value = Decimal(str(rate).strip().replace(",", "."))
        if not value.is_finite() or not 0 < value < LARGEST:
            raise InvalidOperation
    except InvalidOperation:
        errors["rate"] = _("Write a number above zero, such as 41.35.")
    if code and code == installation().currency:
        errors["currency"] = _("This is the company's own currency.")
    if errors:
        raise Refused(errors)
    return code, since, round(value, 6)
