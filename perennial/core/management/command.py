"""What every command of `perennial` shares: an example in its help, `--json`, progress, exit statuses.

Exit status 0 is done, 1 refused or failed (raise `CommandError`), 2 wrong usage.
"""

import argparse
import sys
import time

import orjson
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Set `help` and `example`; write the result with `answer`, everything else with `say`."""

    example = ""
    requires_system_checks = []
    suppressed_base_arguments = {
        "--version", "--settings", "--pythonpath", "--traceback", "--no-color", "--force-color", "--skip-checks",
    }  # fmt: skip

    def create_parser(self, prog_name, subcommand, **kwargs):
        return super().create_parser(
            "perennial",
            subcommand,
            epilog=f"Example:\n  {self.example}" if self.example else None,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            **kwargs,
        )

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="print one JSON object on stdout, all else on stderr")

    def execute(self, *args, **options):
        self.as_json = options.get("json", False)
        return super().execute(*args, **options)

    def say(self, line):
        """Tell a person how it goes: on stderr when stdout is for a machine."""
        (self.stderr if self.as_json else self.stdout).write(line, ending="\n", style_func=str)

    def answer(self, data, text=""):
        """Write the result: `data` as one JSON object with `--json`, `text` otherwise."""
        if self.as_json:
            self.stdout.write(orjson.dumps(data, default=str).decode())
        elif text:
            self.stdout.write(text)

    def progress(self, items, total=None, label=""):
        """Yield `items`, showing how many of `total` are done: a bar on a terminal, plain lines elsewhere."""
        total = len(items) if total is None and hasattr(items, "__len__") else total
        shown = 0.0
        done = 0
        for done, item in enumerate(items, start=1):
            yield item
            if time.monotonic() - shown > (0.1 if sys.stderr.isatty() else 10):
                shown = time.monotonic()
                self._show(done, total, label)
        self._show(done, total, label, last=True)

    def _show(self, done, total, label, last=False):
        count = f"{done:,} of {total:,}" if total else f"{done:,}"
        if not sys.stderr.isatty():
            print(f"{label} {count}".strip(), file=sys.stderr, flush=True)
            return
        filled = int(30 * done / total) if total else 0
        bar = f"[{'#' * filled}{'.' * (30 - filled)}] " if total else ""
        print(f"\r{label} {bar}{count}".strip("\n"), end="\n" if last else "", file=sys.stderr, flush=True)
