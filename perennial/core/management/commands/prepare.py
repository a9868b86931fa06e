"""`perennial prepare`: what `bin/setup` and `serve` do before anything starts."""

from perennial.core.management.command import Command as Base
from perennial.core.management.preparation import prepare


class Command(Base):
    help = "Compile texts, collect static files and migrate the database, each only when it is needed."
    example = "perennial prepare"

    def handle(self, **options):
        prepare(self.say)
        self.answer({"prepared": True})
