"""Views that everybody at the furniture maker's has as tabs, and those pinned to the rail."""

from perennial.records.models import View


def keep(teller):
    """Keep the views; a view's place is its order among the tabs."""
    words, tags = teller.words, teller.tags()
    views = [
        ("people", "architects", {"filter": {"all": [{"field": "tags", "op": "in", "value": [tags[words.TAGS["architect"]]]}]}}, True),
        ("deals", "cafes", {"filter": {"all": [{"field": "tags", "op": "in", "value": [tags[words.TAGS["cafe"]]]}]}}, True),
        ("deals", "big", {"filter": {"all": [{"field": "amount", "op": "gte", "value": teller.worth(300_000).to_api()}]}, "sort": ["-amount"]}, False),
        ("deals", "won", {"filter": {"all": [{"field": "outcome", "op": "is", "value": "won"}]}, "sort": ["-closed_on"]}, False),
    ]
    for place, (type, key, query, pinned) in enumerate(views):
        View.objects.create(
            type=type, name=words.VIEWS[key], query=query, owner=teller.users["olena"], shared=True, pinned=pinned, place=place
        )
