"""Who works here: users, their teams and roles, the keys they hold and what they are told."""

import hashlib
import secrets

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

SCOPES = ["none", "own", "team", "all"]
ACTIONS = ["see", "create", "edit", "delete", "export"]


class Audited:
    """What stands in the audit by its changes: the code that its events carry. Kept without versions."""

    TYPE = ""
    version = 0

    def links(self):
        return []


class Team(Audited, models.Model):
    """A group of users; teams form a tree, and a team's rights reach into its branches."""

    TYPE = "teams"

    name = models.CharField(_("name"), max_length=80)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="branches")

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Role(Audited, models.Model):
    """What its holders may do.

    `rights` is {record type or "*": {action: scope}}, a type's own row replacing the "*" row;
    `capabilities` names further powers: settings, users, audit, import, pipelines, views; "*" is all of them.
    """

    TYPE = "roles"
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80)
    rights = models.JSONField(default=dict)
    capabilities = models.JSONField(default=list)
    ready_made = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        # Names of ready roles are in the catalogue; a name the company gave stays as it is.
        return gettext(self.name) if self.ready_made and self.name else self.name


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password) if password else user.set_unusable_password()
        user.save()
        return user

    def get_by_natural_key(self, email):
        return self.get(email=email.lower())


class User(Audited, AbstractBaseUser):
    """A colleague. One made by an import cannot sign in until invited (`is_active` False, no password)."""

    TYPE = "users"
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    role = models.ForeignKey(Role, models.PROTECT, null=True, related_name="holders")
    team = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, related_name="members")
    language = models.CharField(_("language"), max_length=5, default="en")
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC")
    theme = models.CharField(max_length=8, default="auto")  # auto, light, dark
    shortcuts = models.BooleanField(default=True)  # single-letter keys
    colour = models.PositiveSmallIntegerField(default=1)  # 1 to 8, `data-who`
    calendar_key = models.CharField(max_length=43, default="", blank=True)  # of the private iCalendar feed
    notices = models.JSONField(default=dict, blank=True)  # {kind: {"mail": bool, "push": bool}}, see kinds.py
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name or self.email

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name.split(" ")[0]


class Invitation(Audited, models.Model):
    """An address asked to join; its link works once and for seven days."""

    TYPE = "invitations"
    email = models.EmailField()
    name = models.CharField(max_length=120, blank=True)
    role = models.ForeignKey(Role, models.CASCADE)
    team = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True)
    key_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True)

    def __str__(self):
        return self.email


class Token(Audited, models.Model):
    """A key to the API; only its SHA-256 is kept."""

    TYPE = "tokens"
    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    scope = models.CharField(max_length=5, default="write")  # read, write
    key_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True)

    def __str__(self):
        return self.name

    @classmethod
    def make(cls, user, name, scope="write"):
        """Store a new token and return (token, the key to show once)."""
        key = "prn_" + secrets.token_urlsafe(32)
        return cls.objects.create(user=user, name=name, scope=scope, key_hash=hash_key(key)), key


class Notification(models.Model):
    """One line in somebody's bell, kept as a code and its values, so that it reads in the reader's language."""

    user = models.ForeignKey(User, models.CASCADE, related_name="notifications")
    code = models.CharField(max_length=40)
    data = models.JSONField(default=dict)
    type = models.CharField(max_length=40, default="")
    record_id = models.BigIntegerField(null=True)
    actor_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["user", "-id"], name="notification_user"),
            models.Index(fields=["user"], condition=models.Q(read_at=None), name="notification_unread"),
        ]

    def __str__(self):
        return f"{self.code} for {self.user_id}"


class Device(Audited, models.Model):
    """A browser that lines of the bell are pushed to, by the service of its maker (Push API, PushSubscription)."""

    TYPE = "devices"
    user = models.ForeignKey(User, models.CASCADE, related_name="devices")
    session_key = models.CharField(max_length=40, db_index=True)
    endpoint = models.TextField()
    public = models.CharField(max_length=100)  # p256dh
    secret = models.CharField(max_length=40)  # auth
    mark = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=80)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return self.name


class Opening(models.Model):
    """Who opened what, once for each user and record in ten minutes."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    type = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    title = models.CharField(max_length=200, default="")
    at = models.DateTimeField(default=timezone.now)
    ip = models.CharField(max_length=45, default="")

    class Meta:
        indexes = [
            models.Index(fields=["user", "-at"], name="opening_who"),
            models.Index(fields=["type", "record_id", "-at"], name="opening_record"),
            models.Index(fields=["-at", "-id"], name="opening_when"),
        ]

    def __str__(self):
        return f"{self.user_id} opened {self.type} {self.record_id}"


def hash_key(key):
    """Return the SHA-256 of a key, in hexadecimal."""
    return hashlib.sha256(key.encode()).hexdigest()
