"""How a file is to be read: which column goes where, what counts as the same record, what to do then."""

from copy import deepcopy
from dataclasses import asdict, dataclass, field

from django.utils import translation
from django.utils.translation import gettext as _

from perennial.core.errors import Refused
from perennial.records.imports.sources import linked_by, source_of
from perennial.records.tables import Target, suggest

ADDRESS_PARTS = {"street": "street", "city": "city", "region": "region", "postal_code": "postcode", "country": "country"}
LANGUAGES = ("en", "uk", "ru")
ROW_NUMBER = "external_id"  # the column that names the row in its source
CREATED = "created_at"  # a file may tell when a record began; of known records it changes nothing
MATCH_WORDS = {"email": "emails", "phone": "phones", "number": ROW_NUMBER, "external": ROW_NUMBER}


@dataclass
class Plan:
    """The choices of one import.

    `mapping` is {column: target}: a field code, "external_id", "addresses.city", "phones.mobile",
    "custom:<kind>" (make a field of it), "" (leave out), or several of them joined by "+".
    """

    mapping: dict = field(default_factory=dict)
    match: list = field(default_factory=list)  # field codes or "external_id", in order of trust
    on_match: str = "update"  # update, skip, create
    missing: str = "create"  # create, blank, reject
    wrong: str = "out"  # out, blank: what happens to a row with a cell that cannot be read
    extra: str = "leave"  # leave, custom: what happens to columns that nothing was suggested for
    source: str = ""  # name under which outside numbers are kept
    fixed: dict = field(default_factory=dict)  # {field code: raw value} for every row
    mends: dict = field(default_factory=dict)  # {row number: {column: value}, or None: the row is left out}
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    header_row: int | None = None
    date_order: str = ""

    @classmethod
    def of(cls, options):
        """Return the plan kept in a batch's options (unknown words are dropped)."""
        return cls(**{name: deepcopy(value) for name, value in (options or {}).items() if name in cls.__dataclass_fields__})

    def kept(self):
        """Return the plan as JSON."""
        return asdict(self)

    def check(self, type):
        """Refuse targets that do not exist."""
        errors = {}
        known = codes(type)
        for column, target in self.mapping.items():
            for code, _part in split(target):
                if not code.startswith("custom:") and code not in known:
                    errors[column] = _("There is no field “%(field)s”.") % {"field": code}
        for code in [*self.match, *self.fixed]:
            if code not in known:
                errors[code] = _("There is no field “%(field)s”.") % {"field": code}
        if not any(self.mapping.values()) and self.extra != "custom":
            errors[""] = _("No column of this file has a place yet: say where at least one goes.")
        words = (self.on_match, ("update", "skip", "create")), (self.missing, ("create", "blank", "reject")), (self.wrong, ("out", "blank"))
        if any(word not in allowed for word, allowed in words):
            errors[""] = _("Choose what happens to these rows.")
        if errors:
            raise Refused(errors)

    def unmapped(self, columns):
        """Return the columns that go nowhere."""
        return [column for column in columns if not self.mapping.get(column)]


def split(target):
    """Return [(field code, part)] of a target: "phones.mobile" has a part, "custom.wood" is a code."""
    found = []
    for one in (target or "").split("+"):
        code, _dot, part = (one, "", "") if one.startswith("custom") else one.partition(".")
        if code:
            found.append((code, part))
    return found


def codes(type):
    """Return the field codes that a file may fill, the noun's own import names included."""
    return {target.code for target in targets(type)} | {field.code for field in type.writable()}


def targets(type):
    """Return the Targets of a record type in all languages."""
    found = [Target(ROW_NUMBER), Target(CREATED, _labels(type.field(CREATED).label), (), "datetime")]
    for code, label, aliases, kind in type.import_names():
        found.append(Target(code, _labels(label), aliases, KINDS.get(kind, kind)))
    return found


KINDS = {"emails": "email", "phones": "phone", "addresses": "address"}


def suggest_plan(type, table, source="", keep=None, rows=200, file_name="", found=None):
    """Return the Plan that a table's heads and first rows suggest; `keep` is a mapping somebody kept before.

    `source` names where the rows come from; left empty, the column that names the rows tells it.
    """
    found = guess(type, table, rows) if found is None else found
    plan = Plan(source=source, wrong="blank" if table.format in ("vcard", "ldif") else "out")
    for column, guessed in found.items():
        plan.mapping[column] = (keep or {}).get(column) if keep and column in keep else _target(guessed)
    naming = next((column for column, target in plan.mapping.items() if (ROW_NUMBER, "") in split(target)), "")
    plan.source = source or source_of(naming, file_name)
    for column, link in linked_by(type, table.columns).items() if keep is None else ():
        if plan.mapping[column] in ("", ROW_NUMBER):
            plan.mapping[column] = "+".join(filter(None, [plan.mapping[column], link]))
    plan.match = matchable(type, plan)
    return plan


def guess(type, table, rows=200):
    """Return {column: Suggestion or None} for the heads and first rows of a table."""
    return suggest(table.columns, [cells for _number, cells in table.sample(rows)], targets(type))


def matchable(type, plan):
    """Return what rows of a plan can be matched by, in order of trust."""
    reached = {code for target in plan.mapping.values() for code, _part in split(target)}
    wanted = dict.fromkeys(ROW_NUMBER if code == "external" else code for code in ("external", *type.match_fields))
    return [code for code in wanted if code in reached]


def _target(guess):
    if guess is None:
        return ""
    if guess.part in ADDRESS_PARTS:
        return f"{guess.target}.{ADDRESS_PARTS[guess.part]}"
    return f"{guess.target}.{guess.place}" if guess.place and guess.target in ("emails", "phones") else guess.target


def _labels(label):
    found = []
    for language in LANGUAGES:
        with translation.override(language):
            found.append(str(label))
    return tuple(dict.fromkeys(found))
