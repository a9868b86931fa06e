"""The one command line: `perennial <command>`, beside Django's own commands."""

import os
import sys

from django.core.management import execute_from_command_line


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perennial.settings")
    execute_from_command_line(["perennial", *sys.argv[1:]])


if __name__ == "__main__":
    main()
