"""Guessing what the rows of a file are: people, companies, deals…"""

from perennial.records.imports.plan import guess
from perennial.records.registry import REGISTRY
from perennial.records.tables.synonyms import normalise

CONTACTS = ("vcard", "ldif")
TELLING = {"deals": ("stage", "amount", "probability"), "people": ("last_name", "first_name", "full_name", "job_title", "birthday")}
TELLING |= {"companies": ("registration_number", "vat_number", "legal_name", "industry", "employees"), "leads": ("channel",)}
FORMER = {"clients": "people", "contacts": "people", "accounts": "companies", "customers": "companies", "requests": "leads"}
FORMER |= {"opportunities": "deals", "pipeline": "deals", "клієнти": "people", "контакти": "people", "компанії": "companies"}
FORMER |= {"угоди": "deals", "заявки": "leads", "клиенты": "people", "контакты": "people", "компании": "companies"}
FORMER |= {"сделки": "deals"}


def offered(by):
    """Return the types that an actor may bring in, in their order."""
    found = [type for type in REGISTRY.values() if type.importable and by.may("create", type.model)]
    return sorted(found, key=lambda type: type.place)


def guess_type(table, file_name, by):
    """Return the code of the likeliest type of a table's rows, "" when the actor may bring in none."""
    types = offered(by)
    if table.format in CONTACTS and any(type.code == "people" for type in types):
        return "people"
    words = normalise(file_name.rsplit(".", 1)[0]).split()
    scores = {type.code: _score(type, table, words) for type in types}
    return max(scores, key=scores.get, default="")


def _score(type, table, words):
    found = [suggestion for suggestion in guess(type, table).values() if suggestion]
    score = sum(suggestion.confidence for suggestion in found)
    score += sum(2 for suggestion in found if suggestion.target in TELLING.get(type.code, ()))
    return score + sum(3 for word in words if word in (type.code, type.noun) or FORMER.get(word) == type.code)
