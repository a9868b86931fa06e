"""`perennial token create`: a key to the API, printed alone."""

from django.core.management.base import CommandError

from perennial.accounts import verbs
from perennial.accounts.models import Token, User
from perennial.core.actor import Actor
from perennial.core.management.command import Command as Base


class Command(Base):
    help = "Make, list and take back keys to the API."
    example = 'perennial token create --email olena@example.com --name "Website" --scope write'
    by = Actor(user_id=None, name="perennial", via="cli")

    def add_arguments(self, parser):
        subs = parser.add_subparsers(dest="verb", required=True)
        create = self._verb(subs, "create", "make a key and print it alone")
        create.add_argument("--email", required=True, help="whose rights the key has")
        create.add_argument("--name", required=True, help="what it is for")
        create.add_argument("--scope", choices=["read", "write"], default="write")
        self._verb(subs, "list", "list keys, without what they open")
        self._verb(subs, "revoke", "take a key back").add_argument("id", type=int)

    def handle(self, *, verb, **options):
        getattr(self, f"_{verb}")(**options)

    def _create(self, email, name, scope, **_):
        user = User.objects.filter(email=email.lower(), is_active=True).first()
        if not user:
            raise CommandError(f"Nobody who can sign in has the address {email}. See: perennial user list")
        token, key = verbs.create_token(user, name, scope, by=self.by)
        self.answer({"id": token.pk, "token": key, "name": name, "scope": scope}, key)

    def _list(self, **_):
        rows = [
            {
                "id": token.pk,
                "email": token.user.email,
                "name": token.name,
                "scope": token.scope,
                "used_at": token.used_at,
            }
            for token in Token.objects.select_related("user").order_by("pk")
        ]
        self.answer({"tokens": rows}, "\n".join("\t".join(str(cell or "") for cell in row.values()) for row in rows))

    def _revoke(self, id, **_):
        token = Token.objects.filter(pk=id).first()
        if not token:
            raise CommandError(f"There is no key {id}. See: perennial token list")
        verbs.revoke(token, by=self.by)
        self.answer({"revoked": id}, f"Key {id} no longer works.")

    def _verb(self, subs, name, words):
        sub = subs.add_parser(name, help=words)
        super().add_arguments(sub)
        return sub
