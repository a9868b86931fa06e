"""E-mails, phones and addresses: lists kept on the record itself, found through look-up keys."""

import re

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email

from perennial.core import phone
from perennial.core.errors import Invalid
from perennial.records.fields.field import Field
from perennial.records.models.keys import keyed

SPECIAL_USE_DOMAIN_NAMES.clear()  # address books hold mail of inner networks (.local) and of nowhere (.invalid) too
ORDINARY = re.compile(r"[a-z0-9_+-]+(\.[a-z0-9_+-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,40}", re.IGNORECASE | re.ASCII)
KINDS = ("work", "home", "mobile", "other")
ADDRESS_PARTS = ("street", "city", "region", "postcode", "country")


class Several(Field):
    """A list of entries, the first of which is the primary one."""

    operators = ("is", "in", "not_in", "contains", "empty", "not_empty")
    sortable = False
    empty = []
    part = ""  # what an entry is called by
    separators = re.compile(r"[;\n]")

    def parse(self, raw, context):
        if raw in (None, "", [], {}):
            return None
        if isinstance(raw, str):
            items = [part for part in self.separators.split(raw) if part.strip()]
        else:
            items = raw if isinstance(raw, list | tuple) else [raw]
        if len(items) > 50:
            raise Invalid(_("At most 50 can be kept here."))
        found = [entry for item in items for entry in self.entries(item, context)]
        return self._primary_first(found) or None

    def entries(self, item, context):
        """Return the entries (dicts) that one item stands for. Raises Invalid."""
        raise NotImplementedError

    def _primary_first(self, entries):
        unique = {entry[self.part]: entry for entry in reversed(entries)}
        ordered = sorted(
            (entry for entry in entries if unique.get(entry[self.part]) is entry), key=lambda e: not e.get("primary")
        )
        return [{**entry, "primary": place == 0} for place, entry in enumerate(ordered)]

    def put(self, record, value):
        super().put(record, list(value or []))

    def get(self, record):
        return super().get(record) or []

    def from_row(self, row):
        return super().from_row(row) or []

    def json(self, value):
        return value or []

    def text(self, value, context=None):
        return ", ".join(self.show(entry, context) for entry in value or [])

    def show(self, entry, context=None):
        """Return one entry as people write it."""
        return entry[self.part]

    def compare(self, op, raw, context):
        if op == "contains":
            return self.containing(str(raw))
        items = raw if isinstance(raw, list | tuple) else [raw]
        return keyed(self.of, self.attribute, [key for item in items for key in self.asked(item, context)])

    def asked(self, item, context):
        """Return the keys that a filter's value asks for."""
        return self.keys(self.parse(item, context))

    def containing(self, text):
        return keyed(self.of, self.attribute, containing=text.casefold().strip())

    def is_null(self):
        return Q(pk__in=[])

    def is_empty(self):
        return ~keyed(self.of, self.attribute)


class Emails(Several):
    kind = "emails"
    part = "address"
    separators = re.compile(r"[;,\s]+")

    def entries(self, item, context):
        entry = item if isinstance(item, dict) else {"address": item}
        raw = str(entry.get("address") or "").strip().removeprefix("mailto:")
        if not raw:
            return []
        try:
            address = _plain(raw) or validate_email(raw, check_deliverability=False).normalized
        except EmailNotValidError:
            raise Invalid(_("“%(value)s” is not an e-mail address: write it like name@company.com.") % {"value": raw[:80]}) from None
        kind = entry.get("kind") if entry.get("kind") in KINDS else "work"
        return [{"address": address, "kind": kind, "primary": bool(entry.get("primary"))}]

    def keys(self, value):
        return [entry["address"].casefold()[:120] for entry in value or []]


def _plain(raw):
    """Return an ordinary address as the library would write it, without asking it; None for what is not so ordinary."""
    if not ORDINARY.fullmatch(raw) or "--" in raw:
        return None
    name, _at, domain = raw.partition("@")
    return f"{name}@{domain.lower()}" if len(name) <= 64 and len(raw) <= 200 else None


class Phones(Several):
    kind = "phones"
    part = "number"

    def entries(self, item, context):
        entry = item if isinstance(item, dict) else {"number": item}
        kind = entry.get("kind") if entry.get("kind") in KINDS else "work"
        raw = str(entry.get("number") or "").strip()
        if not raw:
            return []
        return [
            {
                "number": found.number, "extension": str(entry.get("extension") or found.extension or "")[:12],
                "kind": kind, "primary": bool(entry.get("primary")),
            }
            for found in phone.parse_many(raw, context.region)
        ]

    def show(self, entry, context=None):
        return phone.show(entry["number"], context.region if context else "", entry.get("extension", ""))

    def keys(self, value):
        return [entry["number"].lstrip("+") for entry in value or []]

    def containing(self, text):
        return keyed(self.of, self.attribute, containing="".join(ch for ch in text if ch.isdigit()))


class Addresses(Several):
    kind = "addresses"
    part = "_line"
    operators = ("contains", "is", "empty", "not_empty")

    def entries(self, item, context):
        entry = item if isinstance(item, dict) else {"street": str(item)}
        parts = {part: str(entry.get(part) or "").strip()[:200] for part in ADDRESS_PARTS}
        if not any(parts.values()):
            return []
        return [{**parts, "kind": entry.get("kind") or "work", "primary": bool(entry.get("primary"))}]

    def _primary_first(self, entries):
        return [{**entry, "primary": place == 0} for place, entry in enumerate(sorted(entries, key=lambda e: not e["primary"]))]

    def show(self, entry, context=None):
        return ", ".join(entry[part] for part in ADDRESS_PARTS if entry.get(part))

    def keys(self, value):
        # Without a city, its own words: every address has a key, so that none counts as empty.
        return list(dict.fromkeys((entry.get("city") or self.show(entry)).casefold()[:120] for entry in value or []))

    def asked(self, item, context):
        return [str(item).strip().casefold()[:120]]
