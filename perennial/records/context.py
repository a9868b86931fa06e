"""The reading context of a request or command: whose habit of language, zone, currency and phone numbers."""

from django.utils import translation

from perennial.core.models import installation
from perennial.records.fields import Context


def context_for(actor, **options):
    """Return the Context in which an actor reads and writes values."""
    house = installation()
    user = actor.user
    return Context(
        actor=actor, language=translation.get_language() or house.language, region=house.country,
        currency=house.currency, zone=user.time_zone if user else house.time_zone, **options,
    )
