"""System packages that the tests cannot do without: brought when that is allowed, asked for otherwise."""

import os
import shutil
import subprocess
import sys


def need(what, package, find):
    """Install a Debian package when this user may, and return what `find` then finds; stop the run otherwise."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"{what} is missing: installing {package} …", file=sys.stderr, flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", package]):
            subprocess.run(["apt-get", *arguments], env=environment, stdout=sys.stderr, check=False)
    found = find()
    if not found:
        raise SystemExit(f"The tests need {what}. On Debian or Ubuntu: sudo apt-get install {package}")
    return found
