"""How a file is to be read: which column goes where, what counts as the same record, what to do then."""

from dataclasses import asdict, dataclass, field

from django.utils import translation
from django.utils.translation import gettext as _

from perennial.core.errors import Refused
from perennial.records.tables import Target, suggest

ADDRESS_PARTS = {"street": "street", "city": "city", "region": "region", "postal_code": "postcode", "country": "country"}
LANGUAGES = ("en", "uk", "ru")
ROW_NUMBER = "external_id"  # the column that names the row in its source


@dataclass
class Plan:
    """The choices of one import.

    `mapping` is {column: target}: a field code, "external_id", "addresses.city", "phones.mobile",
    "custom:<kind>" (make a field of it), or "" (leave out).
    """

    mapping: dict = field(default_factory=dict)
    match: list = field(default_factory=list)  # field codes or "external_id", in order of trust
    on_match: str = "update"  # update, skip, create
    missing: str = "create"  # create, blank, reject
    extra: str = "leave"  # leave, custom: what happens to columns that nothing was suggested for
    source: str = ""  # name under which outside numbers are kept
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    header_row: int | None = None
    date_order: str = ""

    @classmethod
    def of(cls, options):
        """Return the plan kept in a batch's options (unknown words are dropped)."""
        return cls(**{name: value for name, value in (options or {}).items() if name in cls.__dataclass_fields__})

    def kept(self):
        """Return the plan as JSON."""
        return asdict(self)

    def check(self, type):
        """Refuse targets that do not exist."""
        errors = {}
        for column, target in self.mapping.items():
            code, _part = split(target)
            if target and code != ROW_NUMBER and not target.startswith("custom:") and code not in codes(type):
                errors[column] = _("There is no field “%(field)s”.") % {"field": target}
        if self.on_match not in ("update", "skip", "create") or self.missing not in ("create", "blank", "reject"):
            errors[""] = _("Choose what happens to rows that are there already.")
        if errors:
            raise Refused(errors)


def split(target):
    """Return (field code, part) of a target: "phones.mobile" has a part, "custom.wood" is a code."""
    if target.startswith("custom."):
        return target, ""
    code, _dot, part = target.partition(".")
    return code, part


def codes(type):
    """Return the field codes that a file may fill, the noun's own import names included."""
    return {target.code for target in targets(type)}


def targets(type):
    """Return the Targets of a record type in all languages."""
    found = [Target(ROW_NUMBER)]
    for code, label, aliases, kind in type.import_names():
        found.append(Target(code, _labels(label), aliases, KINDS.get(kind, kind)))
    return found


KINDS = {"emails": "email", "phones": "phone", "addresses": "address"}


def suggest_plan(type, table, source, keep=None, rows=200):
    """Return the Plan that a table's heads and first rows suggest; `keep` is a mapping somebody kept before."""
    found = suggest(table.columns, [cells for _number, cells in table.sample(rows)], targets(type))
    plan = Plan(source=source)
    for column, guess in found.items():
        plan.mapping[column] = (keep or {}).get(column) if keep and column in keep else _target(guess)
    reached = {split(target)[0] for target in plan.mapping.values()}
    wanted = [ROW_NUMBER, *type.match_fields]
    plan.match = [code for code in wanted if code in reached]
    return plan


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
