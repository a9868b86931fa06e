"""No process of an installation outlives the one that started it, however that one ended."""

import ctypes
import multiprocessing
import os
import signal
import sys

NAME = "PERENNIAL_LIFELINE"
PR_SET_PDEATHSIG = 1  # prctl(2)


def tie(signal_number=signal.SIGTERM, parent=None):
    """Have the kernel send this process a signal when its parent ends (Linux only).

    The kernel tells of no end that has been already: a process whose `parent` (its pid) is gone sends it to itself.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal_number)
        if parent is not None and os.getppid() != parent:
            os.kill(os.getpid(), signal_number)


def tie_when_served():
    """Tie a server's inner process; its parent that ended without stopping it cannot do so any more."""
    if os.environ.get(NAME):
        parent = multiprocessing.parent_process()
        tie(signal.SIGKILL, parent.pid if parent else None)
