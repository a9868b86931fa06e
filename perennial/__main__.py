"""The one command line: `perennial <command>`, beside Django's own commands."""

import os
import sys

from django.core.management import execute_from_command_line


def main():
    """Run the command that the arguments name; leave with 0 done, 1 refused or failed, 2 wrong usage."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perennial.settings")
    sys.argv[0] = "perennial"
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
