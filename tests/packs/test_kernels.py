"""What a warm run gives is what a plain run gives."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import papermill
import pytest
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError

from tests.madeup import torture
from yotlib.packs.kernels import forkserver as server
from yotlib.packs.kernels import kernel, provisioner
from yotlib.reference import folders

pytestmark = pytest.mark.skipif(bool(server.reason()), reason=server.reason() or "forked kernels can be had")

OURS = sorted(folders.notebooks().glob("*.ipynb"))
MASKS = {
    r"0x[0-9a-f]{6,}": "<address>",
    r"ipykernel_\d+": "ipykernel_<pid>",
    r"/[^' ]*\.json'": "/<connection>.json'",
    r"\b([0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})\b": "<id>",
    r"IPY_MODEL_[0-9a-f]{32}": "IPY_MODEL_<id>",
    r"^[0-9a-f]{8}$": "<id of a cell>",
    r"(Wall time|CPU times|user|sys|total): .*": r"\1: <time>",
    r"<dc:date>.*</dc:date>": "<dc:date>",
}


def run(engine, path, to, **how):
    """The notebook at `path` run by `engine` in the folder of `to`, with its failure if it failed."""
    failed = None
    try:
        papermill.execute_notebook(
            str(path), str(to), engine_name=engine, kernel_name="python3", progress_bar=False, cwd=str(to.parent), **how
        )
    except (PapermillExecutionError, CellTimeoutError, DeadKernelError) as error:
        failed = type(error), masked(str(error))
    return nbformat.read(to, as_version=4), failed


def both(path, folder, **how):
    """What the plain and the warm engine give, each in a folder of its own by the same name."""
    given = {}
    for engine in ("nbclient", "yot"):
        place = folder / "run"
        place.mkdir()
        given[engine] = run(engine, path, place / "out.ipynb", **how)
        place.rename(folder / engine)
    return given["nbclient"], given["yot"]


def masked(told):
    """The same, with a mask over what the system numbers anew each time."""
    if isinstance(told, dict):
        return {masked(name): masked(value) for name, value in told.items()}
    if isinstance(told, list):
        return [masked(value) for value in told]
    if isinstance(told, str):
        for found, put in MASKS.items():
            told = re.sub(found, put, told)
    return told


def told(notebook):
    """Everything a run notebook tells, less how long things took and what numbers the system gave them.

    How a cell's stream is cut into pieces follows from how fast they are written: pieces that touch are one.
    """
    made = nbformat.from_dict(masked(notebook))
    for widgets in notebook.metadata.get("widgets", {}).values():
        made.metadata.widgets = sorted(str(masked(state)) for state in widgets["state"].values())
    for metadata in [made.metadata, *(cell.metadata for cell in made.cells)]:
        metadata.get("papermill", {}).update(dict.fromkeys(("start_time", "end_time", "duration")))
        metadata.get("execution", {}).update(dict.fromkeys(metadata.get("execution", {})))
    for cell in made.cells:
        cell.outputs = joined(cell.get("outputs", []))
    return made


def joined(outputs):
    made = []
    for output in outputs:
        if made and output.output_type == made[-1].output_type == "stream" and output.name == made[-1].name:
            made[-1].text += output.text
        else:
            made.append(output)
    return made


def assert_alike(plain, warm):
    (plain, plain_failed), (warm, warm_failed) = plain, warm
    for expected, observed in zip(told(plain).cells, told(warm).cells, strict=True):
        assert observed == expected, expected.source
    assert told(warm).metadata == told(plain).metadata
    assert warm_failed == plain_failed


@pytest.fixture(autouse=True)
def forked(monkeypatch):
    """Every test ends in an error where a kernel that should be forked was started plainly."""
    monkeypatch.setattr(provisioner, "say_once", pytest.fail)


def of(source, folder, name="made"):
    return torture.write(folder / f"{name}.ipynb", f"# %% {name}\n{source}")


def words(notebook):
    return "".join(output.get("text", "") for cell in notebook.cells for output in cell.get("outputs", []))


def warm(source, folder, **how):
    folder.mkdir(exist_ok=True)
    return run("yot", of(source, folder), folder / "out.ipynb", **how)


@pytest.mark.slow
@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_our_notebooks_run_warm_as_they_run_plain(path, tmp_path, monkeypatch):
    monkeypatch.setenv(folders.IN_A_PACK, "1")

    assert_alike(*both(path, tmp_path))


@pytest.mark.slow
def test_a_notebook_made_to_find_differences_finds_none(tmp_path):
    plain, warm = both(torture.write(tmp_path / "torture.ipynb"), tmp_path)

    assert_alike(plain, warm)


@pytest.mark.slow
def test_one_cell_that_fails_ends_the_run_as_it_does_plain(tmp_path):
    failing = torture.notebook("# %% one\n1\n# %% two\nimport pandas as pd\npd.DataFrame()['a']\n# %% three\n3")
    for cell in failing.cells:
        cell.metadata.pop("tags", None)
    nbformat.write(failing, tmp_path / "failing.ipynb")

    plain, warm = both(tmp_path / "failing.ipynb", tmp_path)

    assert plain[1][0] is PapermillExecutionError
    assert_alike(plain, warm)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("source", "how", "failure"),
    [
        ("import time\nprint('begun', flush=True)\ntime.sleep(60)", {"execution_timeout": 2}, CellTimeoutError),
        ("import os\nos._exit(3)", {}, DeadKernelError),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", {}, DeadKernelError),
    ],
    ids=["hangs", "leaves", "is killed"],
)
def test_a_kernel_that_is_lost_is_told_of_as_it_is_plain(source, how, failure, tmp_path):
    plain, warm = both(of(source, tmp_path), tmp_path, **how)

    assert plain[1][0] is failure
    assert_alike(plain, warm)


@pytest.mark.slow
def test_a_hundred_megabytes_are_all_printed(tmp_path):
    ran, _ = warm("for i in range(1000):\n    print(f'{i:09}' * 11_111)", tmp_path)

    assert words(ran) == "".join(f"{i:09}" * 11_111 + "\n" for i in range(1000))


@pytest.mark.slow
def test_what_python_does_as_it_ends_is_done(tmp_path):
    warm(torture.LEFT_AT_THE_END, tmp_path)

    assert (tmp_path / "left.txt").read_text() == "left"
    assert (tmp_path / "open.txt").read_text() == "not flushed"


LATE = """
import atexit, sys, threading, time
flush = sys.stdout.flush
def late():
    if threading.current_thread().name == "Control":
        time.sleep(0.3)
    flush()
sys.stdout.flush = late
def leave():
    with open("alive.txt", "w") as alive:
        alive.write(" ".join(thread.name for thread in threading.enumerate()))
atexit.register(leave)
"""


def test_a_kernel_closes_nothing_that_its_control_thread_may_still_write_to(tmp_path):
    warm(LATE, tmp_path)

    alive = (tmp_path / "alive.txt").read_text().split()
    assert "IOPub" in alive
    assert "Control" not in alive


def test_a_run_leaves_nothing_to_the_next(tmp_path):
    before, _ = warm(torture.DISTURBED, tmp_path / "before")
    warm(torture.DISTURBING, tmp_path / "between")

    after, _ = warm(torture.DISTURBED, tmp_path / "after")

    assert words(before).startswith("False False False\nkept False\n")
    assert words(after) == words(before)


def test_no_two_runs_draw_the_same_numbers_unless_they_are_seeded(tmp_path):
    drawing = "import random, numpy as np, uuid\nprint(random.random(), np.random.rand(), uuid.uuid4())"

    runs = [words(warm(drawing, tmp_path / name)[0]).split() for name in ("one", "two")]

    assert all(one != two for one, two in zip(*runs, strict=True))


def test_kernels_are_forked_from_one_server_and_are_gone_after_the_run(tmp_path):
    asking = "import os\nprint(os.getpid(), os.getppid())"

    (one, its_server), (two, same_server) = (words(warm(asking, tmp_path / name)[0]).split() for name in ("one", "two"))

    assert its_server == same_server != str(os.getpid())
    assert not is_alive(int(one))
    assert not is_alive(int(two))


BEGUN = """
from multiprocessing import forkserver
from yotlib.warm import server
server.begin()
begun = forkserver._forkserver._forkserver_pid
server.begin()
process = server.start("second", print)
process.join()
assert begun and forkserver._forkserver._forkserver_pid == begun
assert process.exitcode == 0
"""


@pytest.mark.slow
def test_a_server_begun_early_is_the_one_that_forks():
    subprocess.run([sys.executable, "-c", BEGUN], check=True)


def test_a_server_that_cannot_begin_is_left_to_who_needs_it(monkeypatch):
    from multiprocessing import forkserver

    tried = []

    def fail():
        tried.append(1)
        raise OSError("no room")

    monkeypatch.setattr(forkserver._forkserver, "ensure_running", fail)

    server.begin()

    assert tried == [1]


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def run_here(folder):
    """The parent of the kernel of a run in `folder`."""
    ran, _ = warm("import os\nprint(os.getppid())", folder)
    return int(words(ran))


@pytest.mark.parametrize(
    ("put", "said"),
    [
        (lambda folder, patch: patch.setenv("OMP_NUM_THREADS", "1"), "OMP_NUM_THREADS changed"),
        (lambda folder, patch: patch.setenv("MPLCONFIGDIR", str(folder)), "MPLCONFIGDIR changed"),
        (lambda folder, patch: (folder / "matplotlibrc").write_text("figure.dpi: 7"), "matplotlibrc stands"),
        (lambda folder, patch: (folder / "seaborn.py").write_text(""), "seaborn.py stands in the way"),
        (lambda folder, patch: patch.setenv(server.CHOSEN, "kernel"), "YOTLIB_ENGINE is 'kernel'"),
    ],
    ids=["threads", "configuration", "matplotlibrc", "a module", "as asked"],
)
@pytest.mark.slow
def test_where_a_fork_would_differ_the_kernel_is_plain_and_that_is_said(put, said, tmp_path, monkeypatch):
    heard = []
    run_here(tmp_path)
    monkeypatch.setattr(provisioner, "say_once", heard.append)
    put(tmp_path, monkeypatch)

    parent = run_here(tmp_path)

    assert parent == os.getpid()
    assert said in heard[0]


@pytest.mark.slow
def test_a_server_that_fails_is_given_up_and_that_is_said(tmp_path, monkeypatch):
    heard = []
    monkeypatch.setattr(provisioner, "say_once", heard.append)
    monkeypatch.setattr(server, "_given_up", [])
    monkeypatch.setattr(server, "start", lambda *_: (_ for _ in ()).throw(EOFError))

    parents = [run_here(tmp_path), run_here(tmp_path)]

    assert parents == [os.getpid()] * 2
    assert heard == ["the process that forks them failed (EOFError)"] * 2


def test_a_kernel_is_forked_for_this_python_and_ipykernels_launcher_only():
    here = Path(sys.executable)

    assert provisioner._of_this_python([sys.executable, "-m", kernel.LAUNCHER, "-f", "x.json"])
    assert not provisioner._of_this_python(["/usr/bin/python3", "-m", kernel.LAUNCHER])
    assert not provisioner._of_this_python([str(here), "-Xfrozen_modules=off", "-m", kernel.LAUNCHER])
    assert not provisioner._of_this_python(["R", "--slave", "-e", "IRkernel::main()"])


ASKER = """
import papermill, sys
print("asked", flush=True)
papermill.execute_notebook({notebook!r}, {out!r}, engine_name="yot", progress_bar=False)
"""


def script(folder, source):
    path = folder / "script.py"
    path.write_text(ASKER.format(notebook=str(of(source, folder)), out=str(folder / "out.ipynb")))
    return path


@pytest.mark.slow
def test_a_kernel_ends_when_its_asker_is_killed(tmp_path):
    told = tmp_path / "pids"
    source = f"import os, time\nopen({str(told)!r}, 'w').write(f'{{os.getpid()}} {{os.getppid()}}\\n')\ntime.sleep(600)"
    asker = subprocess.Popen([sys.executable, script(tmp_path, source)], stderr=subprocess.DEVNULL)
    wait_until(lambda: told.exists() and told.read_text().endswith("\n"), 60)
    pids = [int(pid) for pid in told.read_text().split()]
    alive_before = [is_alive(pid) for pid in pids]

    asker.send_signal(signal.SIGKILL)
    asker.wait()
    wait_until(lambda: not any(map(is_alive, pids)), 10)

    assert alive_before == [True, True]


def wait_until(is_so, seconds):
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "not in time"
        time.sleep(0.05)


@pytest.mark.slow
def test_a_script_that_does_not_guard_its_main_is_run_once(tmp_path):
    path = script(tmp_path, "print('run')")

    done = subprocess.run([sys.executable, path], capture_output=True, text=True, check=True)

    assert done.stdout.count("asked") == 1
    assert words(nbformat.read(tmp_path / "out.ipynb", as_version=4)) == "run\n"


def work(folder, tells):
    """What a worker does: run a notebook warm; tells the kernel's parent and the worker's own."""
    tells.send((run_here(Path(folder)), os.getppid()))


@pytest.mark.slow
def test_a_worker_forked_from_the_server_forks_its_kernels_from_that_same_server(tmp_path):
    hears, tells = server.context().Pipe(duplex=False)

    worker = server.start("worker", work, str(tmp_path), tells)
    kernels_parent, workers_parent = hears.recv()
    worker.join()

    assert kernels_parent == workers_parent != os.getpid()


@pytest.mark.slow
def test_a_daemonic_process_may_run_notebooks_warm(tmp_path):
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    hears, tells = context.Pipe(duplex=False)

    worker = context.Process(target=work, args=(str(tmp_path), tells), daemon=True)
    worker.start()
    kernels_parent, _ = hears.recv()
    worker.join()

    assert kernels_parent not in (os.getpid(), worker.pid)


PRELOADED = """
import gc, os, signal, sys, threading, logging
before = {s: signal.getsignal(s) for s in signal.valid_signals()}
from yotlib.warm import preload
assert threading.active_count() == 1, threading.enumerate()
assert {s: signal.getsignal(s) for s in signal.valid_signals()} == before
import matplotlib, matplotlib.pyplot as plt
changed = {k for k in matplotlib.rcParams if k != "backend" and matplotlib.rcParams[k] != matplotlib.rcParamsOrig[k]}
assert not changed, changed
assert not plt.get_fignums() and plt._backend_mod is None
assert not logging.root.handlers
shell = {"tqdm.auto", "tqdm.notebook", "matplotlib_inline.backend_inline"} & set(sys.modules)
assert not shell, shell
import asyncio, zmq
assert asyncio._get_running_loop() is None and zmq.Context._instance is None
pid = os.fork()
if not pid:
    os._exit(len(os.listdir("/proc/self/task")) - 1)
assert os.waitpid(pid, 0)[1] == 0
"""


@pytest.mark.slow
def test_preloading_leaves_loaded_modules_and_nothing_else():
    subprocess.run([sys.executable, "-c", PRELOADED], check=True)


@pytest.mark.slow
def test_papermills_own_command_runs_a_notebook_warm(tmp_path):
    notebook = of("import os\nprint(os.getppid())", tmp_path)
    command = [Path(sys.executable).with_name("papermill"), "--engine", "yot", notebook, tmp_path / "out.ipynb"]

    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as ran:
        ran.wait()

    assert ran.returncode == 0
    assert int(words(nbformat.read(tmp_path / "out.ipynb", as_version=4))) != ran.pid
