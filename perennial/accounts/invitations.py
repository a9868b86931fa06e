"""Asking somebody to join: the link works once and for seven days."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perennial.accounts.changes import changing, made, need, removed
from perennial.accounts.models import Invitation, User, hash_key
from perennial.accounts.policy import actor_for
from perennial.accounts.verbs import guard_owner, next_colour, put_password
from perennial.core.errors import Missing, Refused

DAYS = 7


def invite(email, role, *, name="", team=None, by):
    """Ask an address to join; return (invitation, key for the link). Raises Refused, Forbidden."""
    need(by, "users")
    guard_owner(by, role)
    email = email.strip().lower()
    if User.objects.filter(email=email, is_active=True).exists():
        raise Refused({"email": _("Somebody with this address works here already.")})
    with transaction.atomic():
        Invitation.objects.filter(email=email, accepted_at=None).delete()
        invitation, key = (
            Invitation(email=email, name=name, role=role, team=team, invited_by_id=by.user_id),
            secrets.token_urlsafe(32),
        )
        invitation.key_hash = hash_key(key)
        made(invitation, "invited", by=by)
    return invitation, key


def renew(invitation, *, by):
    """Give an invitation a new link and another seven days; the old link stops. Return the key."""
    need(by, "users")
    if invitation.accepted_at:
        raise Refused(_("This invitation has been accepted already."))
    key = secrets.token_urlsafe(32)
    with changing(invitation, "renewed", by=by) as current:
        current.key_hash, current.created_at = hash_key(key), timezone.now()
    return key


def withdraw(invitation, *, by):
    """Take an invitation back."""
    need(by, "users")
    removed(invitation, by=by)


def invitation_by(key):
    """Return the invitation that this key opens today. Raises Missing."""
    since = timezone.now() - timedelta(days=DAYS)
    found = Invitation.objects.filter(key_hash=hash_key(key), accepted_at=None, created_at__gt=since).first()
    if not found:
        raise Missing(key)
    return found


def accept(key, name, password, *, language, time_zone="UTC", ip=""):
    """Join by an invitation, once; return the user. Raises Missing, Refused."""
    with transaction.atomic():
        invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation_by(key).pk)
        if invitation.accepted_at:
            raise Missing(key)
        user = User.objects.filter(email=invitation.email).first() or User(
            email=invitation.email, colour=next_colour(), time_zone=time_zone
        )
        if user.pk and user.is_active:
            raise Refused({"email": _("Somebody with this address works here already.")})
        user.name, user.role, user.team = name, invitation.role, invitation.team
        user.language, user.is_active = language, True
        put_password(user, password)
        user.save()
        by = actor_for(user, ip=ip)
        with changing(invitation, "accepted", by=by) as current:
            current.accepted_at = timezone.now()
    return user
