"""`perennial init`: a company and its owner, without any question asked."""

import sys

from django.conf import settings
from django.core.management import CommandError, call_command, get_commands

from perennial.accounts.forms import FirstRun
from perennial.accounts.founding import found
from perennial.core.errors import Refused
from perennial.core.management.command import Command as Base
from perennial.core.management.preparation import prepare

# {field of the first page: option here}
OPTIONS = {
    "company": "--company",
    "country": "--country",
    "currency": "--currency",
    "language": "--language",
    "name": "--admin-name",
    "email": "--admin-email",
    "password": "--admin-password-stdin",
    "time_zone": "--time-zone",
}


class Command(Base):
    help = "Prepare the database, name the company and make its owner."
    example = (
        "echo 'a long password' | perennial init --company 'North Oak' --currency EUR --country UA "
        "--language uk --admin-email olena@example.com --admin-password-stdin"
    )

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--company", required=True, help="name of the company")
        parser.add_argument("--currency", required=True, help="ISO code: EUR, UAH, USD, …")
        parser.add_argument("--country", required=True, help="ISO code: UA, PL, DE, …")
        parser.add_argument("--language", default=settings.LANGUAGE_CODE, help="en, uk or ru")
        parser.add_argument("--time-zone", default=settings.TIME_ZONE, help="such as Europe/Kyiv")
        parser.add_argument("--admin-email", dest="email", required=True, help="the owner signs in with it")
        parser.add_argument("--admin-name", dest="name", default="", help="the owner's name")
        parser.add_argument(
            "--admin-password-stdin", action="store_true", required=True, help="read it from standard input"
        )
        parser.add_argument("--demo", action="store_true", help="tell the demo company's story in it")

    def handle(self, *, demo, **options):
        prepare(self.say)
        wanted = {field: options.get(field) for field in OPTIONS}
        wanted["name"] = wanted["name"] or options["email"].split("@")[0]
        wanted["password"] = sys.stdin.readline().rstrip("\r\n")
        wanted["currency"], wanted["country"] = options["currency"].upper(), options["country"].upper()
        owner = self._found(wanted)
        if demo:
            if "demo" not in get_commands():
                raise CommandError("This Perennial comes without the demo company.")
            call_command("demo", language=options["language"])
        self.answer(
            {"company": wanted["company"], "admin": owner.email, "user": owner.pk},
            f"{wanted['company']} is ready. {owner.email} can sign in.",
        )

    def _found(self, wanted):
        form = FirstRun(wanted)
        if not form.is_valid():
            lines = [f"{OPTIONS.get(field, '')}: {' '.join(said)}" for field, said in form.errors.items()]
            raise CommandError("\n".join(lines), returncode=2)
        try:
            return found(**form.cleaned_data)
        except Refused as refusal:
            raise CommandError(" ".join(map(str, refusal.errors.values()))) from refusal
