"""Run a script and kill it at a chosen moment of its work on a folder. The tests run this as a script.

    python killed.py FOLDER MOMENT SCRIPT ...

SCRIPT runs and its process is killed just before the MOMENT-th thing it does to a file or folder in FOLDER, counted by
the interpreter's audit events. "count" instead of a number prints how many there are.
"""

import os
import runpy
import signal
import sys

TOUCHES = ("open", "os.rename", "os.mkdir")
REMOVES = ("os.remove", "os.rmdir")  # shutil names what it removes by an open folder, not by a path


def main(folder: str, moment: str, script: str, *words: str) -> None:
    """Run the script, and kill it at the moment."""
    seen = [0]

    def watch(event: str, given: tuple) -> None:
        inside = any(isinstance(one, str | os.PathLike) and str(one).startswith(folder) for one in given)
        if event in REMOVES or (event in TOUCHES and inside):
            seen[0] += 1
            if moment == str(seen[0]):
                os.kill(os.getpid(), signal.SIGKILL)

    sys.argv = [script, *words]
    sys.addaudithook(watch)
    runpy.run_path(script, run_name="__main__")
    print(seen[0])


if __name__ == "__main__":
    main(*sys.argv[1:])
