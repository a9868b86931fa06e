"""`perennial token create`: a key to the API, printed alone."""

import json

from django.core.management.base import BaseCommand, CommandError, CommandParser

from perennial.accounts import verbs
from perennial.accounts.models import Token, User
from perennial.core.actor import Actor

EXAMPLE = """example:
  perennial token create --email olena@example.com --name "Website" --scope write
  perennial token list --json
  perennial token revoke 3"""


class Command(BaseCommand):
    help = "Make, list and take back keys to the API."

    def create_parser(self, prog_name, subcommand, **kwargs):
        return super().create_parser(prog_name, subcommand, epilog=EXAMPLE, **kwargs)

    def add_arguments(self, parser: CommandParser):
        verbs = parser.add_subparsers(dest="verb", required=True)
        create = verbs.add_parser("create", help="make a key and print it alone")
        create.add_argument("--email", required=True)
        create.add_argument("--name", required=True)
        create.add_argument("--scope", choices=["read", "write"], default="write")
        create.add_argument("--json", action="store_true")
        listed = verbs.add_parser("list", help="list keys, without what they open")
        listed.add_argument("--json", action="store_true")
        revoke = verbs.add_parser("revoke", help="take a key back")
        revoke.add_argument("id", type=int)
        revoke.add_argument("--json", action="store_true")

    def handle(self, verb, **options):
        getattr(self, verb)(**options)

    def create(self, email, name, scope, json, **_):
        user = User.objects.filter(email=email.lower(), is_active=True).first()
        if not user:
            raise CommandError(f"Nobody who can sign in has the address {email}. See: perennial user list")
        token, key = verbs.create_token(user, name, scope, by=COMMAND)
        self._say({"id": token.pk, "token": key, "name": name, "scope": scope}, key, json)

    def list(self, json, **_):
        rows = [
            {"id": t.pk, "email": t.user.email, "name": t.name, "scope": t.scope, "used_at": t.used_at and t.used_at.isoformat()}
            for t in Token.objects.select_related("user").order_by("pk")
        ]
        text = "\n".join(f"{r['id']}\t{r['email']}\t{r['scope']}\t{r['name']}\t{r['used_at'] or 'never used'}" for r in rows)
        self._say({"tokens": rows}, text, json)

    def revoke(self, id, json, **_):
        token = Token.objects.filter(pk=id).first()
        if not token:
            raise CommandError(f"There is no key {id}. See: perennial token list")
        verbs.revoke(token, by=COMMAND)
        self._say({"revoked": id}, f"Key {id} no longer works.", json)

    def _say(self, values, text, as_json):
        self.stdout.write(json.dumps(values) if as_json else text)


COMMAND = Actor(user_id=None, name="perennial", via="cli")
