"""A process of an installation ends with the one that started it, also when that one ended first."""

import subprocess
import sys
import textwrap
import time

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of a parent's end")

# A parent that is killed `before` or after its child has tied itself; the child says that it lives until it does not.
STORY = """
    import multiprocessing, os, signal, sys, time
    from perennial import lifeline

    def child(before):
        while before and os.getppid() == multiprocessing.parent_process().pid:
            time.sleep(0.01)
        lifeline.tie_when_served()
        print("tied", flush=True)
        time.sleep(60)

    if __name__ == "__main__":
        os.environ[lifeline.NAME] = "1"
        multiprocessing.set_start_method("fork")
        multiprocessing.Process(target=child, args=(sys.argv[1] == "before",)).start()
        time.sleep(0.3)
        os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_child_whose_parent_was_killed_does_not_live_on(tmp_path, when):
    script = tmp_path / "story.py"
    script.write_text(textwrap.dedent(STORY))
    began = time.monotonic()
    with subprocess.Popen([sys.executable, script, when], stdout=subprocess.PIPE, text=True) as parent:
        said = parent.stdout.read()  # until nobody holds the pipe any more
    assert time.monotonic() - began < 30
    assert said == ("" if when == "before" else "tied\n")
