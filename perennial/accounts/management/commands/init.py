"""`perennial init`: a company and its owner, without any question asked."""

import sys

from django.conf import settings
from django.core.management import CommandError, call_command, get_commands

from perennial.accounts import world
from perennial.accounts.founding import found
from perennial.core.errors import Refused
from perennial.core.management.command import Command as Base
from perennial.core.management.preparation import prepare


class Command(Base):
    help = "Make the company and its owner; the database is prepared first."
    example = "perennial init --company «Lypa» --admin-email olena@example.com --admin-password-stdin < secret"

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--company", required=True)
        parser.add_argument("--country", default="UA", choices=[code for code, _ in world.countries()], metavar="UA")
        parser.add_argument("--currency", help="of deals; the country's own when not given", metavar="UAH")
        parser.add_argument(
            "--language", default=settings.LANGUAGE_CODE, choices=[code for code, _ in settings.LANGUAGES]
        )
        parser.add_argument("--time-zone", default=settings.TIME_ZONE, metavar="Europe/Kyiv")
        parser.add_argument("--admin-email", required=True)
        parser.add_argument("--admin-name", default="")
        parser.add_argument("--admin-password-stdin", action="store_true", required=True)
        parser.add_argument("--demo", action="store_true", help="tell the demo company's story too")

    def handle(self, *, company, country, currency, language, time_zone, admin_email, admin_name, demo, **options):
        currency = (currency or world.currency_of(country)).upper()
        if currency not in dict(world.currencies()) or time_zone not in dict(world.zones()):
            raise CommandError(
                "No such currency or time zone. Example: --currency UAH --time-zone Europe/Kyiv", returncode=2
            )
        prepare(self.say)
        try:
            owner = found(
                company=company,
                country=country,
                currency=currency,
                language=language,
                time_zone=time_zone,
                name=admin_name or admin_email.split("@")[0],
                email=admin_email,
                password=sys.stdin.readline().rstrip("\n"),
            )
        except Refused as refusal:
            raise CommandError(" ".join(map(str, refusal.errors.values()))) from refusal
        if demo and "demo" in get_commands():
            call_command("demo", language=language)
        self.answer({"company": company, "owner": owner.email}, f"{company} is ready. Sign in as {owner.email}.")
