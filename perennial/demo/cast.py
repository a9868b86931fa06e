"""The eight who work at the furniture maker's, their teams and roles."""

import secrets

from perennial.accounts import founding
from perennial.accounts.models import Role, User
from perennial.accounts.roles import OWNER, lay
from perennial.accounts.verbs import change_user, create_team, create_user

# key: (role, team)
CAST = {
    "olena": (OWNER, "house"), "andrii": ("sales-head", "sales"), "iryna": ("salesperson", "sales"),
    "bohdan": ("salesperson", "sales"), "solomiia": ("salesperson", "sales"), "taras": ("service", "workshop"),
    "maksym": ("service", "workshop"), "nadiia": ("accountant", "office"),
}  # fmt: skip
DOMAIN = "lypadub.example"
HOME = {"country": "UA", "currency": "UAH", "time_zone": "Europe/Kyiv"}


def found(words, language):
    """Name a company that nobody has named yet, with the owner of the story; return her (user, password)."""
    password = _password()
    owner = founding.found(
        company=words.COMPANY, language=language, name=words.USERS["olena"], email=_email("olena"), password=password, **HOME
    )
    return owner, password


def hire(teller, language, owner=None):
    """Bring everybody in; return [{"email", "password"}] in the order of the cast.

    `owner` is the (user, password) of a company that this story has founded.
    """
    by, sign_in, teams = teller.by("house"), [], {}
    lay(Role)
    for key, name in teller.words.TEAMS.items():
        teams[key] = create_team(name, parent=teams.get("house"), by=by)
    for key, (role, team) in CAST.items():
        if owner and role == OWNER:
            user, password = owner
            change_user(user, by=by, team=teams[team])
        else:
            user, password = _hired(teller, key, role, teams[team], language, by)
        teller.users[key] = user
        sign_in.append({"email": user.email, "password": password})
    return sign_in


def _hired(teller, key, role, team, language, by):
    password = _password()
    role = Role.objects.get(code=role)
    user = create_user(
        _email(key), teller.words.USERS[key], role, password,
        team=team, language=language, time_zone=str(teller.zone), by=by,
    )  # fmt: skip
    return user, password


def addresses():
    """Return the e-mail addresses of the cast."""
    return [_email(key) for key in CAST]


def is_free():
    """Tell whether nobody here has an address of the cast."""
    return not User.objects.filter(email__in=addresses()).exists()


def _email(key):
    return f"{key}@{DOMAIN}"


def _password():
    # Read aloud and typed by whoever tries: no letters that look like others.
    letters = "abcdefghijkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(3))
