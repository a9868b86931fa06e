"""What can be done with users, teams, roles and tokens. Invitations have a file of their own."""

import secrets

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from perennial.accounts.changes import changing, made, need, removed
from perennial.accounts.models import Role, Team, Token, User, hash_key
from perennial.accounts.roles import OWNER
from perennial.core.errors import Forbidden, Refused

COLOURS = 8


# ── users ──


def create_user(email, name, role, password=None, *, team=None, language="en", time_zone="UTC", by):
    """Make a user who can sign in at once when a password is given. Raises Refused, Forbidden."""
    need(by, "users")
    guard_owner(by, role)
    email = email.strip().lower()
    if User.objects.filter(email=email).exists():
        raise Refused({"email": _("Somebody with this address works here already.")})
    user = User(email=email, name=name, role=role, team=team, language=language, time_zone=time_zone)
    user.colour = next_colour()
    put_password(user, password)
    return made(user, "created", by=by)


def change_user(user, *, by, **fields):
    """Change name, role, team or colour of a colleague. Raises Refused, Forbidden."""
    need(by, "users")
    guard_owner(by, user.role)
    if "role" in fields:
        guard_owner(by, fields["role"])
    with changing(user, by=by) as current:
        if "role" in fields and fields["role"].code != OWNER:
            _keep_an_owner(current)
        for name, value in fields.items():
            setattr(current, name, value)
    return user


def change_profile(user, *, by, **fields):
    """Change what a user sets for himself: name, language, time_zone, theme, shortcuts."""
    if by.user_id != user.pk:
        raise Forbidden("users", user)
    with changing(user, by=by) as current:
        for name, value in fields.items():
            setattr(current, name, value)
    return user


def deactivate(user, *, by):
    """Shut a colleague out at once: sessions end, tokens stop; what he did stays. Raises Refused, Forbidden."""
    need(by, "users")
    guard_owner(by, user.role)
    with changing(user, "deactivated", by=by) as current:
        _keep_an_owner(current)
        current.is_active = False
        end_sessions(current)
    return user


def activate(user, *, by):
    """Let a colleague in again."""
    need(by, "users")
    guard_owner(by, user.role)
    with changing(user, "activated", by=by) as current:
        current.is_active = True
    return user


def set_password(user, password, *, by):
    """Give a user a new password; his other sessions end. Raises Refused."""
    if by.user_id != user.pk:
        need(by, "users")
        guard_owner(by, user.role)
    with changing(user, "password", by=by) as current:
        put_password(current, password)
    end_sessions(user)
    return user


def forget_factor(user, *, by):
    """Switch a colleague's second factor off, so that he gets in with his password and sets it anew."""
    need(by, "users")
    guard_owner(by, user.role)
    with changing(user, "factor_off", by=by) as current:
        Authenticator.objects.filter(user=current).delete()


def end_sessions(user, *, keep=""):
    """End all sessions of a user but the one with the key `keep`."""
    ends = UserSession.objects.filter(user=user).exclude(session_key=keep)
    Session.objects.filter(session_key__in=list(ends.values_list("session_key", flat=True))).delete()
    ends.delete()


def put_password(user, password):
    """Set a password that keeps the rules, or none at all. Raises Refused."""
    if password is None:
        return user.set_unusable_password()
    try:
        validate_password(password, user)
    except ValidationError as refusal:
        raise Refused({"password": " ".join(refusal.messages)}) from refusal
    return user.set_password(password)


def guard_owner(by, role):
    """Raise Forbidden unless an owner, or the command line, touches owners."""
    if role and role.code == OWNER and by.user and (not by.user.role or by.user.role.code != OWNER):
        raise Forbidden("users", role)


def next_colour():
    """Return the colour that the fewest colleagues wear, 1 to 8."""
    worn = list(User.objects.values_list("colour", flat=True))
    return min(range(1, COLOURS + 1), key=worn.count)


# ── teams ──


def create_team(name, *, parent=None, by):
    """Make a team, under `parent` if given."""
    need(by, "users")
    return made(Team(name=name, parent=parent), "created", by=by)


def change_team(team, *, name, parent, by):
    """Rename or move a team. Raises Refused when it would stand under itself."""
    need(by, "users")
    above = parent
    while above:
        if above.pk == team.pk:
            raise Refused({"parent": _("A team cannot stand under itself or its own branch.")})
        above = above.parent
    with changing(team, by=by) as current:
        current.name, current.parent = name, parent
    return team


def remove_team(team, *, by):
    """Remove a team; its members stay without one. Raises Refused when it has branches."""
    need(by, "users")
    if team.branches.exists():
        raise Refused(_("This team has branches. Move or remove them first."))
    removed(team, by=by)


# ── roles ──


def copy_role(role, name, *, by):
    """Make a role with the rights of another, to be edited."""
    need(by, "users")
    guard_owner(by, role)
    capabilities = [code for code in role.capabilities if code != "*"]
    return made(Role(name=name, code=_code(name), rights=role.rights, capabilities=capabilities), "created", by=by)


def change_role(role, *, name, rights, capabilities, by):
    """Change what the holders of a role may do. Raises Refused for the owner's."""
    need(by, "users")
    if role.code == OWNER:
        raise Refused(_("The owner's role keeps all its rights."))
    with changing(role, by=by) as current:
        current.name, current.rights, current.capabilities = name, rights, capabilities
    return role


def remove_role(role, *, by):
    """Remove a role that nobody holds. Raises Refused."""
    need(by, "users")
    if role.code == OWNER:
        raise Refused(_("The owner's role keeps all its rights."))
    if role.holders.exists():
        raise Refused(_("Somebody still has this role. Give them another one first."))
    removed(role, by=by)


# ── tokens ──


def create_token(user, name, scope, *, by):
    """Make a key to the API; return (token, key). The key is never shown again."""
    if by.user_id != user.pk:
        need(by, "users")
        guard_owner(by, user.role)
    key = "prn_" + secrets.token_urlsafe(32)
    return made(Token(user=user, name=name, scope=scope, key_hash=hash_key(key)), "created", by=by), key


def revoke(token, *, by):
    """Take a token back; programs that use it stop at once."""
    if by.user_id != token.user_id:
        need(by, "users")
    removed(token, by=by)


def _keep_an_owner(user):
    # All owners are locked, so that two of them cannot leave at the same moment.
    owners = set(
        User.objects.select_for_update(of=("self",))
        .filter(role__code=OWNER, is_active=True)
        .values_list("pk", flat=True)
    )
    if owners == {user.pk}:
        raise Refused({"role": _("This is the last owner. Make somebody else an owner first.")})


def _code(name):
    taken, stem = set(Role.objects.values_list("code", flat=True)), slugify(name)[:30] or "role"
    return next(code for n in range(1, 1000) if (code := stem if n == 1 else f"{stem}-{n}") not in taken)
