"""Print the matrix of rights: `python -m tests.rights.matrix > docs/permissions.md`.

Everything is worked out from the ready roles and the demands, which the tests hold the running system to.
"""

import os
import sys

import django

HEAD = """# Who may do what

Rights are role × record type × action × whose record it is. What a user may not see is answered as if it were not
there (404); what he may see but not do is refused (403); whoever is not signed in is sent to the door (pages) or told
401 (API). A key that may only read writes nothing, whatever its holder may do.

This page is printed by `python -m tests.rights.matrix > docs/permissions.md`. `tests/rights/test_matrix.py` walks every
address and every operation of the API, calls each as each of these roles (and as somebody without any rights, and as
nobody) about his own record, his team's, another's and one in the trash, and fails when an answer differs from what
stands here, when a refused call has written anything, or when an address has no row. It tries every cell; of the
pages that all record types share, a third for each type (`PERENNIAL_TEST_WHOLE=1`: all of them for each). Pages
called by PUT, PATCH or DELETE show no more than to who looks at them, and write nothing.
`tests/rights/test_leaks.py` plants a secret word in another's records and looks for it in every answer.

What else is tried against, and how to do it again:

| what | how | last time |
|---|---|---|
| names of another's records in pages, lists, search, files, calendars, bells, webhooks, refusals | `tests/rights/test_leaks.py`, four viewers | none |
| sessions, forms, hosts, ways out, cookies, headers, passwords, counts of tries, keys, files, formulas | `tests/rights/test_door.py` | all hold |
| filters, orders, money, days, phones, names, values, files of any bytes | `tests/input`, `PERENNIAL_TEST_EXAMPLES=20` for twenty times as many | all hold |
| bandit over the code, medium and higher | `tests/rights/test_bandit.py`, each accepted finding with its reason | nothing open |
| schemathesis 4.32 over the 167 operations, all boundary cases and 24 minutes of random ones | `st run openapi.json --phases examples,coverage,fuzzing --max-examples 300` with a key of an owner | 45,328 cases (and 20,487 in an earlier run), no 500; three addresses with line ends in them were answered as to a browser, mended since |
| wapiti 3.2 as an owner, 5 minutes, depth 2 (xss, sql, exec, file, redirect, crlf, csrf, xxe, backup, csp, headers) | `wapiti -u … --scope folder -d 2` against a served story | cookies without Secure, since it was served by plain HTTP; nothing else |
| known vulnerabilities in the lock | `pip-audit -r requirements/base.txt` | not checked: its data was out of reach |
"""
WHOSE = """
What the cells say: **all** records, those of the **team** and its branches, one's **own**, **no** (refused), **–** (not
there for this role), **yes** for what belongs to no single record.
"""


def page():
    """Return the whole page as text."""
    from tests.rights import addresses, demands, expected

    roles = [role for role in expected.ROLES if role != expected.NOBODY]
    parts = [HEAD, _roles(roles), _powers(roles), WHOSE]
    pages = addresses.pages()
    generic = [one for one in pages if one.code == "people"]
    rest = [one for one in pages if not one.code]
    parts.append(_table("Pages of each record type (here: people)", roles, _lines(generic, demands, "people")))
    parts.append(_table("All other pages", roles, _lines(rest, demands, "")))
    parts.append(_table("The API, of each collection (here: deals)", roles, _operations("deals")))
    parts.append(_table("The API, the rest", roles, _operations("")))
    return "\n".join(parts)


def _roles(roles):
    from perennial.accounts.models import ACTIONS
    from perennial.records.registry import REGISTRY
    from tests.rights import expected

    lines = ["## The ready roles\n", "| role | records | " + " | ".join(ACTIONS) + " |", "|---" * (2 + len(ACTIONS)) + "|"]
    for role in roles:
        rights, _powers = expected.ROLES[role]
        for type in ["*", *(code for code in rights if code in REGISTRY)]:
            cells = [rights[type][action] for action in ACTIONS]
            lines.append(f"| {role} | {'everything else' if type == '*' else type} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n\nPipelines and stages are seen by everybody and changed with the capability `pipelines`.\n"


def _powers(roles):
    from perennial.accounts.roles import CAPABILITIES
    from tests.rights import expected

    lines = ["## Capabilities\n", "| capability | " + " | ".join(roles) + " |", "|---" * (1 + len(roles)) + "|"]
    for power in CAPABILITIES:
        cells = ["yes" if expected.holds(role, power) else "no" for role in roles]
        lines.append(f"| `{power}` | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _lines(pages, demands, example):
    found = []
    for one in pages:
        for method, demand in demands.of_page(one).items():
            route = one.route.replace("people/", "<type>/", 1) if example else one.route
            found.append((f"/{route}", method.upper(), demand, demands.type_of(one)))
    return found


def _operations(code):
    from tests.rights import addresses, demands

    return [
        (one.path.replace(f"/{code}", "/<collection>", 1) if code else one.path, one.method.upper(), demands.of_operation(one), code)
        for one in addresses.operations() if one.code == code
    ]  # fmt: skip


def _table(title, roles, lines):
    rows = [f"## {title}\n", "| address | | asks | " + " | ".join(roles) + " |", "|---" * (3 + len(roles)) + "|"]
    for route, method, demand, code in lines:
        cells = [_cell(demand, role, code) for role in roles]
        rows.append(f"| `{route.replace('|', chr(92) + '|')}` | {method} | {demand.words} | " + " | ".join(cells) + " |")
    return "\n".join(rows) + "\n"


def _cell(demand, role, code):
    from tests.rights.expected import MISSING, NO, OK, answer

    if not demand.action or demand.collection:
        return {OK: "own" if demand.personal else "yes", NO: "no"}[answer(demand, role, code)]
    whose = "trashed" if demand.standing == "trashed" else None
    if whose:
        return {OK: "own", NO: "no", MISSING: "–"}[answer(demand, role, code, whose)]
    for word, of in (("all", "another's"), ("team", "team's"), ("own", "own")):
        if answer(demand, role, code, of) == OK:
            return word
    return "no" if answer(demand, role, code, "own") == NO else "–"


def main():
    """Print the page; the API's own verbs are read with an empty database of this run."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from django.test.utils import setup_databases, teardown_databases

    made = setup_databases(verbosity=0, interactive=False)
    try:
        sys.stdout.write(page())
    finally:
        teardown_databases(made, verbosity=0)


if __name__ == "__main__":
    main()
