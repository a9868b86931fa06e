"""What users are told of: kinds of notices, each of one or several codes, how a line reads, and who wants it which way."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from perennial.ui import formats

# code -> translatable text with %(name)s places, or a function of the data that returns one.
TEXTS = {}
KINDS = {}
# Every line rings the bell; whether it comes otherwise too is for each user to say, until then it is so.
WAYS = {"mail": False, "push": True}


@dataclass(frozen=True)
class Kind:
    """One line of a user's settings. What is `urgent` is pushed to a device that saves its battery too."""

    label: str
    codes: tuple
    urgent: bool = False


def kind(name, label, *, urgent=False, **texts):
    """Add a kind of notice with its codes and their texts."""
    KINDS[name] = Kind(label, tuple(texts), urgent)
    TEXTS.update(texts)


def kind_of(code):
    """Return the name of the kind that a code belongs to, "" when it has none."""
    return next((name for name, known in KINDS.items() if code in known.codes), "")


def wanted(chosen, name, way):
    """Tell whether a kind is wanted by a way ("mail", "push"); `chosen` is the user's `notices`."""
    return chosen.get(name, {}).get(way, WAYS[way])


def words(line):
    """Return a line of a bell in the language that is active."""
    text = TEXTS.get(line.code)
    if text is None:
        return line.data.get("title") or _("Something changed.")
    try:
        return text(line.data) if callable(text) else str(text) % _written(line.data)
    except (KeyError, TypeError, ValueError):
        return line.data.get("title") or _("Something changed.")


def _written(data):
    """Return the data of a line with its numbers as the reader's language writes them."""
    return {name: formats.number(value) if isinstance(value, int) else value for name, value in data.items()}
