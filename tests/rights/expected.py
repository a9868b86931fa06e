"""What the policy says of a call: worked out from the ready roles and the demand alone."""

from perennial.accounts.roles import READY
from perennial.records.registry import REGISTRY

OK, NO, MISSING, SIGN_IN = "yes", "403", "404", "sign in"
WHOSE = ("own", "team's", "another's", "trashed")
REACH = {"none": (), "own": ("own",), "team": ("own", "team's"), "all": ("own", "team's", "another's")}
NOBODY, SIGNED_OUT = "no rights", "signed out"
ROLES = {code: (rights, powers) for code, _name, rights, powers in READY} | {NOBODY: ({}, [])}


def scope(role, type, action):
    """Return the scope that a ready role has for an action on a type."""
    rights, _powers = ROLES[role]
    return rights.get(type, rights.get("*", {})).get(action, "none")


def holds(role, power):
    _rights, powers = ROLES[role]
    return "*" in powers or power in powers


def reaches(role, type, action, whose):
    """Tell whether a role's right covers the record of somebody ("own", "team's", "another's", "trashed": one's own)."""
    power = getattr(REGISTRY[type].model, "CAPABILITY", "")
    if power and action != "see":
        return holds(role, power)
    extent = scope(role, type, action)
    if power:  # it belongs to everybody
        return extent != "none"
    return ("own" if whose == "trashed" else whose) in REACH[extent]


def answer(demand, role, type="", whose="own"):
    """Return what a call must be answered with: OK, NO, MISSING or SIGN_IN."""
    if demand.public:
        return OK
    if role == SIGNED_OUT:
        return SIGN_IN
    if demand.power and not any(holds(role, power) for power in demand.power):
        return NO
    if demand.personal:
        return OK if whose == "own" else MISSING
    if not demand.action:
        return OK
    if demand.wide:
        return OK if scope(role, type, demand.action) in ("team", "all") else NO
    if demand.collection:
        return OK if reaches(role, type, demand.action, "own") else NO
    if not reaches(role, type, "see", whose):
        return MISSING
    if demand.standing == ("trashed" if whose != "trashed" else "kept"):
        return MISSING
    if not reaches(role, type, demand.action, whose):
        return NO
    if demand.making and not reaches(role, demand.making, "create", "own"):
        return NO
    if demand.second and not reaches(role, type, demand.second, "own"):
        return NO
    return OK
