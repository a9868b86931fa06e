"""`perennial messages`: keep the texts of the rooms complete in every language."""

from django.core.management.base import CommandError

from perennial.core.management import catalogues
from perennial.core.management.command import Command as Base


class Command(Base):
    help = "Draw texts from the rooms' code and templates into their catalogues, and compile them."
    example = "perennial messages people && perennial messages --check"

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("room", nargs="*", help="rooms to do; all when none is named")
        parser.add_argument("--check", action="store_true", help="change nothing; exit 1 when a text is not translated")
        parser.add_argument("--compile", action="store_true", help="only compile what is newer than its compiled form")

    def handle(self, *, room, check, compile, **options):
        unknown = set(room) - set(catalogues.rooms())
        if unknown:
            raise CommandError(
                f"No such room: {', '.join(sorted(unknown))}. Rooms: {', '.join(catalogues.rooms())}", returncode=2
            )
        if compile:
            count = catalogues.compile_stale()
            return self.answer({"compiled": count}, f"Compiled {count}.")
        found = self._each(room or catalogues.rooms(), check)
        if not check:
            catalogues.compile_stale()
        self.answer({"findings": found}, "\n".join(self._line(item) for item in found) or "All texts are translated.")
        if check and found:
            raise CommandError(
                f"{len(found)} texts are not ready. Translate them in perennial/<room>/locale/, then check again."
            )

    def _each(self, rooms, check):
        found = []
        for room in rooms:
            template = catalogues.drawn(room)
            for language in catalogues.LANGUAGES:
                if not check:
                    catalogues.update(room, language, template)
                for kind, text in catalogues.findings(room, language, template):
                    found.append({"room": room, "language": language, "kind": kind, "text": text})
        return found

    def _line(self, item):
        return f"{item['room']} {item['language']} {item['kind']}: {item['text']}"
