"""Which rows a check of the whole looks at: all when it is told to, otherwise what changed last and a spread of the rest."""

import random

from django.db.models import Max, Min

from perennial.core.models import Event

LAST = 1_000  # events whose records are looked at
WINDOWS, WIDE = 40, 25  # places in a table that are looked at, and rows at each
CHUNK = 500


def records(rows, type="", *, whole=False):
    """Yield lists of the rows of a queryset: all, or a sample of about two thousand.

    `type` is the code under which events name them, for those that changed last.
    """
    found = rows.order_by("pk")
    if whole:
        last = 0
        while chunk := list(found.filter(pk__gt=last)[:CHUNK]):
            yield chunk
            last = chunk[-1].pk
        return
    ids = {*_lately(type), *found.reverse().values_list("pk", flat=True)[:LAST]}
    ends = rows.aggregate(first=Min("pk"), last=Max("pk"))
    for _ in range(WINDOWS if ends["last"] else 0):
        start = random.randint(ends["first"], ends["last"])
        ids.update(found.filter(pk__gte=start).values_list("pk", flat=True)[:WIDE])
    listed = sorted(ids)
    for start in range(0, len(listed), CHUNK):
        if chunk := list(rows.filter(pk__in=listed[start : start + CHUNK])):
            yield chunk


def _lately(type):
    last = Event.objects.order_by("-id").values_list("type", "record_id")[:LAST]
    return {pk for code, pk in last if code == type}
