"""`perennial worker`: the background work."""

from perennial.core.management.command import Command as Base
from perennial.core.management.worker import work


class Command(Base):
    help = "Do background work: stored jobs and repeating ones. Several workers may run at once."
    example = "perennial worker --once"

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--once", action="store_true", help="do what waits now, then stop")

    def handle(self, *, once, **options):
        done = work(once=once)
        self.answer({"done": done}, f"{done} jobs done." if once else "")
