"""The one command line: `perennial <command>`, beside Django's own commands."""

import os
import sys

from django.core.management import ManagementUtility


class CommandLine(ManagementUtility):
    """Leaves with 0 done, 1 refused or failed, 2 wrong usage; an unknown command is wrong usage."""

    def fetch_command(self, subcommand):
        try:
            return super().fetch_command(subcommand)
        except SystemExit:
            sys.exit(2)


def main():
    """Run the command that the arguments name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perennial.settings")
    CommandLine(["perennial", *sys.argv[1:]]).execute()


if __name__ == "__main__":
    main()
