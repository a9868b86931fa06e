"""`perennial serve`: one command from an empty folder to a running Perennial."""

import io
import time

import orjson
from django.conf import settings
from django.core.management import CommandError, call_command, get_commands

from perennial.core.management import processes
from perennial.core.management.command import Command as Base
from perennial.core.management.preparation import prepare
from perennial.core.models import Installation


class Command(Base):
    help = "Prepare what is missing, then serve pages, push live and work in the background until stopped."
    example = "PERENNIAL_PORT=8080 perennial serve --language uk"

    def add_arguments(self, parser):
        super().add_arguments(parser)
        languages = [code for code, _ in settings.LANGUAGES]
        parser.add_argument("--language", choices=languages, default=settings.LANGUAGE_CODE, help="of the demo story")
        parser.add_argument("--empty", action="store_true", help="first start without the demo company's story")

    def handle(self, *, language, empty, **options):
        began = time.monotonic()
        for port in (settings.PORT, settings.PORT + 1):
            if processes.port_is_taken(port):
                raise CommandError(
                    f"Port {port} is taken, perhaps by a Perennial that already runs. "
                    f"Stop it, or choose another port: PERENNIAL_PORT={port + 10} bin/serve"
                )
        prepare(self.say)
        if not empty and not Installation.objects.exists() and "demo" in get_commands():
            self._tell_story(language)
        processes.run(processes.children(), self.say, lambda: self._greet(time.monotonic() - began))

    def _tell_story(self, language):
        self.say("Telling the demo company's story …")
        heard = io.StringIO()
        call_command("demo", language=language, json=True, stdout=heard)
        told = orjson.loads(heard.getvalue() or b"{}")
        note = self._sign_in_note()
        note.touch(mode=0o600)
        note.write_bytes(orjson.dumps(told.get("sign_in", [])))

    def _sign_in_note(self):
        return settings.HOME / "demo-sign-in.json"

    def _greet(self, seconds):
        address = settings.BASE_URL or f"http://{self._host()}:{settings.PORT}"
        note = self._sign_in_note()
        sign_in = orjson.loads(note.read_bytes()) if note.exists() else []
        self.say(f"Perennial is ready after {seconds:.1f} s: {address}")
        if sign_in:
            self.say("Sign in as somebody of the demo company:")
            for one in sign_in:
                self.say(f"  {one['email']}  {one['password']}")
        elif not Installation.objects.exclude(company="").exists():
            self.say("Open the address to name your company, or see `perennial init --help`.")
        self.say("Stop with Ctrl-C.")
        self.answer({"address": address, "seconds": round(seconds, 2), "sign_in": sign_in})
        self.stdout.flush()

    def _host(self):
        return "localhost" if settings.HOST in ("127.0.0.1", "0.0.0.0", "::", "::1") else settings.HOST
