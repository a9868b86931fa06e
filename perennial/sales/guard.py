"""What deals stand on is not taken away from under them, whichever way it is tried."""

from django.utils.translation import gettext_lazy as _

from perennial.core.errors import Refused
from perennial.sales.models import Pipeline, Stage


def derive(model, records, changes):
    """Refuse to move a stage or pipeline with deals to the trash (a member of `core.events.DERIVE`)."""
    if model not in (Stage, Pipeline) or not changes or not changes.get("trashed_at", [None, None])[1]:
        return
    if any(record.deals.filter(trashed_at=None).exists() for record in records):
        raise Refused(_("Deals stand in it: put it away instead, so that their history stays whole."))
