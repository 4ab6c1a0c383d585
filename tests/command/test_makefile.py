"""The Makefile sets up .venv wherever the clone is and whatever is activated, and calls nothing done that failed."""

import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WITHOUT_PIP = "#!/bin/sh\nexit 1\n"
# A Python with pip: makes .venv with the commands that the recipes try, and writes down what it is asked for.
WITH_PIP = """#!/bin/sh
echo "$*" >> "{log}"
case "$*" in
*'venv --clear'*) mkdir -p .venv/bin;;
*{fails}*) exit 1;;
*--editable*) printf '#!/bin/sh\\n' > .venv/bin/yot; chmod +x .venv/bin/yot;;
*-dev.lock*) printf '#!/bin/sh\\n' > .venv/bin/pytest; chmod +x .venv/bin/pytest;;
esac
"""


@pytest.fixture
def clone(tmp_path):
    """A folder with a space in its name that holds what the recipes need, and a system with one Python."""
    if shutil.which("make") is None:
        pytest.skip("there is no make here")
    clone = tmp_path / "a clone"
    clone.mkdir()
    for name in ("Makefile", "pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / name, clone)
    return clone


def write_command(path, text):
    """Write a command that can be run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def make(clone, target, *, activated=False, fails="nothing", python=True):
    """Run make there; return its status and what it said."""
    system = clone.parent / "a system"
    if python:
        write_command(system / "python3", WITH_PIP.format(log=clone.parent / "log", fails=fails))
    else:
        shutil.rmtree(system, ignore_errors=True)
    path = [str(system)]
    for tool in ("make", "sh", "mkdir", "chmod", "touch", "rm", "printf", "test"):
        if found := shutil.which(tool):
            (clone.parent / "tools").mkdir(exist_ok=True)
            link = clone.parent / "tools" / tool
            link.exists() or link.symlink_to(found)
    path.append(str(clone.parent / "tools"))
    environment = {"HOME": str(clone.parent)}
    if activated:
        for name in ("python3", "python3.11", "python"):
            write_command(clone / ".venv" / "bin" / name, WITHOUT_PIP)
        path.insert(0, str(clone / ".venv" / "bin"))
        environment["VIRTUAL_ENV"] = str(clone / ".venv")
    done = subprocess.run(
        ["make", target],
        check=False,
        cwd=clone,
        env=environment | {"PATH": os.pathsep.join(path)},
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize("activated", [False, True])
def test_venv_is_set_up_with_a_python_that_has_pip_from_a_folder_with_spaces(clone, activated):
    assert make(clone, ".venv/.dev", activated=activated) == (0, "")

    asked = (clone.parent / "log").read_text().splitlines()
    assert [line for line in asked if line.startswith("-m venv")] == ["-m venv --clear --without-pip .venv"]
    assert len([line for line in asked if line.startswith("-m pip --python .venv/bin/python")]) == 3


def test_what_is_set_up_can_be_added_to_with_venv_activated(clone):
    make(clone, ".venv/.run")

    assert make(clone, ".venv/.dev", activated=True) == (0, "")
    assert (clone / ".venv" / ".dev").exists()


@pytest.mark.parametrize(
    ("fails", "stamp"), [("editable", ".run"), ("requirements.lock", ".run"), ("-dev.lock", ".dev")]
)
def test_what_failed_leaves_no_stamp_and_is_done_again(clone, fails, stamp):
    status, _ = make(clone, ".venv/.dev", fails=fails)
    assert status != 0
    assert not (clone / ".venv" / stamp).exists()

    assert make(clone, ".venv/.dev") == (0, "")


def test_without_a_python_that_has_pip_it_says_so_and_leaves_no_stamp(clone):
    make(clone, ".venv/.made")

    status, said = make(clone, ".venv/.run", activated=True, python=False)

    assert status != 0
    assert said.startswith("No Python 3.11 or later with pip found")
    assert not (clone / ".venv" / ".run").exists()
