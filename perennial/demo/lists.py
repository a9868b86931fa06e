"""What the company keeps in short: sources, reasons, industries, tags' words, fields of its own."""

from perennial.records.models import CustomField, Option, schema_changed
from perennial.sales.verbs import options

# (record type, code, kind, filled from)
FIELDS = [("companies", "terms", "text"), ("companies", "wood", "many"), ("deals", "wood", "many"), ("deals", "floor", "text"), ("deals", "fitting_on", "date")]


def lay(teller):
    """Make the lists and the company's own fields; entries that are there already are used."""
    by = teller.by("olena", teller.at(-400))
    for name, labels in teller.words.LISTS.items():
        known = {option.label.casefold(): option.pk for option in Option.of(name)}
        for key, label in labels.items():
            found = known.get(label.casefold())
            teller.options[name, key] = found or options.add(name, label, by=by).pk
    for place, (type, code, kind) in enumerate(FIELDS):
        _field(teller, type, code, kind, place)
    schema_changed()


def _field(teller, type, code, kind, place):
    words = teller.words.FIELDS
    choices = [[wood, label] for wood, label in words["woods"].items()] if kind == "many" else []
    CustomField.objects.get_or_create(
        type=type, code=code, defaults={"label": words[code], "kind": kind, "choices": choices, "place": place}
    )
