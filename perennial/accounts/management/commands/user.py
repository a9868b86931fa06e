"""`perennial user`: colleagues from the command line."""

import sys

from django.conf import settings
from django.core.management.base import CommandError
from django.urls import reverse

from perennial.accounts import invitations, mail, verbs
from perennial.accounts.models import Role, Team, User
from perennial.core.actor import Actor
from perennial.core.errors import Refused
from perennial.core.management.command import Command as Base
from perennial.core.models import installation

COMMAND = Actor(user_id=None, name="perennial", via="cli")


class Command(Base):
    help = "Make, invite, list and deactivate colleagues, and set their passwords."
    example = "perennial user invite --email ivan@example.com --role salesperson"

    def add_arguments(self, parser):
        subs = parser.add_subparsers(dest="verb", required=True)
        for name, words in [("create", "make a colleague"), ("invite", "ask somebody to join")]:
            sub = self._verb(subs, name, words)
            sub.add_argument("--name", default="")
            sub.add_argument("--role", default="salesperson", help="code of a role: owner, sales-head, salesperson, …")
            sub.add_argument("--team", default="")
            if name == "create":
                sub.add_argument("--language", default="")
                sub.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
        self._verb(subs, "deactivate", "shut a colleague out")
        self._verb(subs, "activate", "let a colleague in again")
        self._verb(subs, "password", "read a new password from standard input")
        self._verb(subs, "list", "list colleagues", email=False)

    def handle(self, *, verb, **options):
        try:
            getattr(self, f"_{verb}")(**options)
        except Refused as refusal:
            raise CommandError(" ".join(map(str, refusal.errors.values()))) from refusal

    def _create(self, email, name, role, team, language, password_stdin, **_):
        user = verbs.create_user(
            email,
            name or email.split("@")[0],
            _role(role),
            _typed() if password_stdin else None,
            team=_team(team),
            language=language or installation().language,
            time_zone=installation().time_zone,
            by=COMMAND,
        )
        self.answer(_told(user), f"{user.email} works here now.")

    def _invite(self, email, name, role, team, **_):
        invitation, key = invitations.invite(email, _role(role), name=name, team=_team(team), by=COMMAND)
        link = (settings.BASE_URL or f"http://{settings.HOST}:{settings.PORT}") + reverse("join", args=[key])
        sent = mail.send_invitation(invitation, link)
        self.answer({"email": invitation.email, "link": link, "sent": sent}, link)

    def _list(self, **_):
        people = [_told(user) for user in User.objects.select_related("role", "team")]
        text = "\n".join(
            "\t".join(str(one[key] or "") for key in ("email", "name", "role", "active")) for one in people
        )
        self.answer({"users": people}, text)

    def _deactivate(self, email, **_):
        user = verbs.deactivate(_user(email), by=COMMAND)
        self.answer(_told(user), f"{email} can no longer sign in.")

    def _activate(self, email, **_):
        user = verbs.activate(_user(email), by=COMMAND)
        self.answer(_told(user), f"{email} can sign in again.")

    def _password(self, email, **_):
        user = verbs.set_password(_user(email), _typed(), by=COMMAND)
        self.answer(_told(user), f"{email} has a new password.")

    def _verb(self, subs, name, words, email=True):
        sub = subs.add_parser(name, help=words)
        super().add_arguments(sub)
        if email:
            sub.add_argument("--email", required=True)
        return sub


def _told(user):
    role, team = user.role and user.role.code, user.team and user.team.name
    return {"id": user.pk, "email": user.email, "name": user.name, "role": role, "team": team, "active": user.is_active}


def _typed():
    return sys.stdin.readline().rstrip("\n")


def _user(email):
    user = User.objects.filter(email=email.lower()).first()
    if not user:
        raise CommandError(f"Nobody here has the address {email}. See: perennial user list")
    return user


def _role(code):
    role = Role.objects.filter(code=code).first()
    if not role:
        raise CommandError(
            f"There is no role {code}. There are: {', '.join(Role.objects.values_list('code', flat=True))}"
        )
    return role


def _team(name):
    if not name:
        return None
    team = Team.objects.filter(name=name).first()
    if not team:
        raise CommandError(f"There is no team {name}. Make it under Settings, Teams.")
    return team
