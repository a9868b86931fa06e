"""`perennial demo`: tell the demo company's story, or take it away."""

from django.conf import settings
from django.core.management import CommandError

from perennial.core.actor import SYSTEM
from perennial.core.errors import Refused
from perennial.core.management.command import Command as Base
from perennial.core.management.preparation import prepare
from perennial.demo.removal import remove
from perennial.demo.telling import tell


class Command(Base):
    help = "Tell the story of a furniture maker with customers, deals and a year of work, or take it all away."
    example = "perennial demo --language uk\n  perennial demo --remove"

    def add_arguments(self, parser):
        super().add_arguments(parser)
        languages = [code for code, _ in settings.LANGUAGES]
        parser.add_argument("--language", choices=languages, default=settings.LANGUAGE_CODE, help="of the story")
        parser.add_argument("--remove", action="store_true", help="take everything away that the story has brought")

    def handle(self, *, language, remove, **options):
        prepare(self.say)
        try:
            self._remove() if remove else self._tell(language)
        except Refused as refusal:
            raise CommandError(" ".join(map(str, refusal.errors.values()))) from refusal

    def _tell(self, language):
        sign_in = tell(language)
        lines = ["The demo company is here. Sign in as:", *(f"  {one['email']}  {one['password']}" for one in sign_in)]
        self.answer({"sign_in": sign_in}, "\n".join(lines))

    def _remove(self):
        gone = remove(by=SYSTEM)
        note = settings.HOME / "demo-sign-in.json"
        note.unlink(missing_ok=True)
        self.answer({"removed": gone}, f"The demo company is gone: {sum(gone.values())} records.")
