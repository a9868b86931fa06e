"""Records as rows of the palette and of the search page: title, where it belongs, next step, number or sum."""

from dataclasses import dataclass, field

from django.utils import timezone
from markupsafe import Markup, escape

from perennial.core.text import fold, search_key
from perennial.records.fields.step import standing
from perennial.records.pages.record_values import Values
from perennial.records.sight import forget_steps
from perennial.ui import formats

BESIDE = ("link", "about", "text", "choice", "option")  # what stands under a title
END = ("money", "phones", "emails")  # what stands at the end of a row, the first that is filled
PARTS = 2


@dataclass
class Row:
    """One record found."""

    type: object
    pk: int
    title: Markup
    name: str
    sub: list
    end: str
    href: str
    step: str = ""
    step_words: str = ""
    words: list = field(default_factory=list)


def rows(pairs, actor, context, text=""):
    """Return the Rows of (type, record) pairs, which the actor may see: one query for each kind of name in them."""
    shown = {type: _fields(type) for type, _record in pairs}
    given = [(one, one.get(record)) for type, record in pairs for one in shown[type]]
    values = Values(context).gather(given)
    named = {one: [value for field, value in given if field is one] for one in dict.fromkeys(field for field, _value in given) if hasattr(one, "gather")}
    for one, found in named.items():  # a kind that names records of many types
        one.gather(found, context)
    forget_steps([record for _type, record in pairs], actor)
    marked = [word for word in search_key(text).split() if word]
    return [_row(type, record, shown[type], values, marked) for type, record in pairs]


def _fields(type):
    """Return the fields of a type that a row may show: those of its list's first columns."""
    fields = []
    for code in dict.fromkeys((*type.columns, "phones", "emails")):
        try:
            one = type.field(code)
        except KeyError:
            continue
        if one.code != type.title_field and not one.attached and one.default is None and one.kind in (*BESIDE, *END):
            fields.append(one)
    return fields


def _row(type, record, fields, values, marked):
    name = (type.title(record) or "…").splitlines()[0][:120]
    beside = [values.words(one, one.get(record)) for one in fields if one.kind in BESIDE and one.get(record)]
    sub = [mark(words.splitlines()[0][:80], marked) for words in beside if words and words != name][:PARTS]
    row = Row(type, record.pk, mark(name, marked), name, sub, _end(record, fields, values), type.url(record.pk))
    at = getattr(record, "next_step_at", None)
    if at:
        row.step, row.step_words = standing({"at": at}), _step_words(record.next_step_title, at)
    return row


def _step_words(title, at):
    return ", ".join(filter(None, [title, str(formats.day(timezone.localtime(at).date()))]))


def _end(record, fields, values):
    for kind in END:
        for one in fields:
            value = one.get(record) if one.kind == kind else None
            if value:
                return values.words(one, value[:1] if isinstance(value, list) else value)
    begins = getattr(record, "starts_at", None)
    return formats.day(timezone.localtime(begins).date()) if begins else ""


def mark(text, marked):
    """Return a text with the parts that were typed marked, whatever the letters they were typed in."""
    for word in text.split():
        for wanted in marked:
            begun = _begins(word, wanted)
            if begun:
                before, _word, after = text.partition(word)
                return Markup("{}<mark>{}</mark>{}{}").format(before, word[:begun], word[begun:], after)
    return escape(text)


def _begins(word, wanted):
    """Return how many letters of a word the typed one covers, 0 when it begins otherwise."""
    bare = word.lstrip("«“\"'(")
    skipped = len(word) - len(bare)
    goal = fold(wanted) or wanted
    if not (fold(search_key(bare)) or "").startswith(goal):
        return 0
    return next((skipped + n for n in range(1, len(bare) + 1) if len(fold(search_key(bare[:n]))) >= len(goal)), 0)
