"""A notebook run in a forked kernel gives what it gives in a plain one."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
import papermill
import pytest
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError

from tests.madeup import torture
from yotlib.packs.kernels import forkserver as server
from yotlib.packs.kernels import kernel, manager, provisioner
from yotlib.reference import folders

pytestmark = pytest.mark.skipif(bool(server.why_no_fork()), reason=server.why_no_fork() or "kernels can be forked")

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


def run(engine, path, to, **options):
    """Run the notebook at `path` with `engine` in the folder of `to`; return it, and its failure if it failed."""
    failure = None
    try:
        papermill.execute_notebook(
            str(path),
            str(to),
            engine_name=engine,
            kernel_name="python3",
            progress_bar=False,
            cwd=str(to.parent),
            **options,
        )
    except (PapermillExecutionError, CellTimeoutError, DeadKernelError) as error:
        failure = type(error), masked(str(error))
    return nbformat.read(to, as_version=4), failure


def both(path, folder, **options):
    """Run a notebook with the plain and the warm engine, each in its own folder of the same name."""
    results = {}
    for engine in ("nbclient", "yot"):
        place = folder / "run"
        place.mkdir()
        results[engine] = run(engine, path, place / "out.ipynb", **options)
        place.rename(folder / engine)
    return results["nbclient"], results["yot"]


def masked(value):
    """Return the same value with a mask over what the system numbers differently each time."""
    if isinstance(value, dict):
        return {masked(name): masked(each) for name, each in value.items()}
    if isinstance(value, list):
        return [masked(each) for each in value]
    if isinstance(value, str):
        for pattern, mask in MASKS.items():
            value = re.sub(pattern, mask, value)
    return value


def comparable(notebook):
    """Return a run notebook without times and without the numbers that the system gave.

    A cell's stream is cut into pieces by how fast they are written, so pieces that touch are joined.
    """
    copy = nbformat.from_dict(masked(notebook))
    for widgets in notebook.metadata.get("widgets", {}).values():
        copy.metadata.widgets = sorted(str(masked(state)) for state in widgets["state"].values())
    for metadata in [copy.metadata, *(cell.metadata for cell in copy.cells)]:
        metadata.get("papermill", {}).update(dict.fromkeys(("start_time", "end_time", "duration")))
        metadata.get("execution", {}).update(dict.fromkeys(metadata.get("execution", {})))
    for cell in copy.cells:
        cell.outputs = join_streams(cell.get("outputs", []))
    return copy


def join_streams(outputs):
    """Join streams of one name that follow each other."""
    joined = []
    for output in outputs:
        if joined and output.output_type == joined[-1].output_type == "stream" and output.name == joined[-1].name:
            joined[-1].text += output.text
        else:
            joined.append(output)
    return joined


def assert_alike(plain, warm):
    """Check that two runs gave the same cells, metadata and failure."""
    (plain, plain_failure), (warm, warm_failure) = plain, warm
    for expected, observed in zip(comparable(plain).cells, comparable(warm).cells, strict=True):
        assert observed == expected, expected.source
    assert comparable(warm).metadata == comparable(plain).metadata
    assert warm_failure == plain_failure


@pytest.fixture(autouse=True)
def forked(monkeypatch):
    """Fail a test in which a kernel that should be forked was started plainly."""
    monkeypatch.setattr(provisioner, "warn_once", pytest.fail)


def write_notebook(source, folder, name="made"):
    """Write a notebook of one cell and return its path."""
    return torture.write(folder / f"{name}.ipynb", f"# %% {name}\n{source}")


def printed(notebook):
    """Return all that a run notebook printed."""
    return "".join(output.get("text", "") for cell in notebook.cells for output in cell.get("outputs", []))


def run_warm(source, folder, **options):
    """Run a notebook of one cell in a forked kernel."""
    folder.mkdir(exist_ok=True)
    return run("yot", write_notebook(source, folder), folder / "out.ipynb", **options)


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
    ("source", "options", "failure"),
    [
        ("import time\nprint('begun', flush=True)\ntime.sleep(60)", {"execution_timeout": 2}, CellTimeoutError),
        ("import os\nos._exit(3)", {}, DeadKernelError),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", {}, DeadKernelError),
    ],
    ids=["hangs", "leaves", "is killed"],
)
def test_a_kernel_that_is_lost_is_reported_as_a_plain_one_is(source, options, failure, tmp_path):
    plain, warm = both(write_notebook(source, tmp_path), tmp_path, **options)

    assert plain[1][0] is failure
    assert_alike(plain, warm)


@pytest.mark.slow
def test_a_hundred_megabytes_are_all_printed(tmp_path):
    ran, _ = run_warm("for i in range(1000):\n    print(f'{i:09}' * 11_111)", tmp_path)

    assert printed(ran) == "".join(f"{i:09}" * 11_111 + "\n" for i in range(1000))


@pytest.mark.slow
def test_what_python_does_as_it_ends_is_done(tmp_path):
    run_warm(torture.LEFT_AT_THE_END, tmp_path)

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
    run_warm(LATE, tmp_path)

    alive = (tmp_path / "alive.txt").read_text().split()
    assert "IOPub" in alive
    assert "Control" not in alive


def test_a_run_leaves_nothing_to_the_next(tmp_path):
    before, _ = run_warm(torture.DISTURBED, tmp_path / "before")
    run_warm(torture.DISTURBING, tmp_path / "between")

    after, _ = run_warm(torture.DISTURBED, tmp_path / "after")

    assert printed(before).startswith("False False False\nkept False\n")
    assert printed(after) == printed(before)


def test_no_two_runs_draw_the_same_numbers_unless_they_are_seeded(tmp_path):
    drawing = "import random, numpy as np, uuid\nprint(random.random(), np.random.rand(), uuid.uuid4())"

    runs = [printed(run_warm(drawing, tmp_path / name)[0]).split() for name in ("one", "two")]

    assert all(one != two for one, two in zip(*runs, strict=True))


def test_kernels_are_forked_from_one_server_and_are_gone_after_the_run(tmp_path):
    asking = "import os\nprint(os.getpid(), os.getppid())"

    runs = [printed(run_warm(asking, tmp_path / name)[0]).split() for name in ("one", "two")]

    (one, its_server), (two, same_server) = runs
    assert its_server == same_server != str(os.getpid())
    assert not is_alive(int(one))
    assert not is_alive(int(two))


BEGUN = """
from multiprocessing import forkserver
from yotlib.packs.kernels import forkserver as server
server.start_server()
begun = forkserver._forkserver._forkserver_pid
server.start_server()
process = server.start_process("second", print)
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

    server.start_server()

    assert tried == [1]


def is_alive(pid):
    """Return whether a process runs."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def run_here(folder):
    """Run a notebook in `folder` and return the id of its kernel's parent."""
    ran, _ = run_warm("import os\nprint(os.getppid())", folder)
    return int(printed(ran))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda folder, patch: patch.setenv("OMP_NUM_THREADS", "1"), "OMP_NUM_THREADS changed"),
        (lambda folder, patch: patch.setenv("MPLCONFIGDIR", str(folder)), "MPLCONFIGDIR changed"),
        (lambda folder, patch: (folder / "matplotlibrc").write_text("figure.dpi: 7"), "matplotlibrc stands"),
        (lambda folder, patch: (folder / "seaborn.py").write_text(""), "seaborn.py hides the module"),
        (lambda folder, patch: patch.setenv(server.CHOSEN, "kernel"), "YOTLIB_ENGINE is 'kernel'"),
    ],
    ids=["threads", "configuration", "matplotlibrc", "a module", "as asked"],
)
@pytest.mark.slow
def test_where_a_fork_would_differ_the_kernel_is_plain_and_that_is_logged(change, message, tmp_path, monkeypatch):
    logged = []
    run_here(tmp_path)
    monkeypatch.setattr(provisioner, "warn_once", logged.append)
    change(tmp_path, monkeypatch)

    parent = run_here(tmp_path)

    assert parent == os.getpid()
    assert message in logged[0]


@pytest.mark.slow
def test_a_server_that_fails_is_given_up_and_that_is_logged(tmp_path, monkeypatch):
    logged = []
    monkeypatch.setattr(provisioner, "warn_once", logged.append)
    monkeypatch.setattr(server, "_failures", [])
    monkeypatch.setattr(server, "start_process", lambda *_: (_ for _ in ()).throw(EOFError))

    parents = [run_here(tmp_path), run_here(tmp_path)]

    assert parents == [os.getpid()] * 2
    assert logged == ["the process that forks them failed (EOFError)"] * 2


def test_a_kernel_is_forked_for_this_python_and_ipykernels_launcher_only():
    here = Path(sys.executable)

    assert provisioner._is_of_this_python([sys.executable, "-m", kernel.LAUNCHER, "-f", "x.json"])
    assert not provisioner._is_of_this_python(["/usr/bin/python3", "-m", kernel.LAUNCHER])
    assert not provisioner._is_of_this_python([str(here), "-Xfrozen_modules=off", "-m", kernel.LAUNCHER])
    assert not provisioner._is_of_this_python(["R", "--slave", "-e", "IRkernel::main()"])


ASKER = """
import papermill, sys
print("asked", flush=True)
papermill.execute_notebook({notebook!r}, {out!r}, engine_name="yot", progress_bar=False)
"""


def script(folder, source):
    """Write a script that runs a notebook warm, and return its path."""
    path = folder / "script.py"
    path.write_text(ASKER.format(notebook=str(write_notebook(source, folder)), out=str(folder / "out.ipynb")))
    return path


@pytest.mark.slow
def test_a_kernel_ends_when_its_asker_is_killed(tmp_path):
    pids_file = tmp_path / "pids"
    write_pids = f"open({str(pids_file)!r}, 'w').write(f'{{os.getpid()}} {{os.getppid()}}\\n')"
    source = f"import os, time\n{write_pids}\ntime.sleep(600)"
    asker = subprocess.Popen([sys.executable, script(tmp_path, source)], stderr=subprocess.DEVNULL)
    wait_until(lambda: pids_file.exists() and pids_file.read_text().endswith("\n"), 60)
    pids = [int(pid) for pid in pids_file.read_text().split()]
    alive_before = [is_alive(pid) for pid in pids]

    asker.send_signal(signal.SIGKILL)
    asker.wait()
    wait_until(lambda: not any(map(is_alive, pids)), 10)

    assert alive_before == [True, True]


def wait_until(is_so, seconds):
    """Wait until `is_so()`, and fail after so many seconds."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "not in time"
        time.sleep(0.05)


@pytest.mark.slow
def test_a_script_that_does_not_guard_its_main_is_run_once(tmp_path):
    path = script(tmp_path, "print('run')")

    done = subprocess.run([sys.executable, path], capture_output=True, text=True, check=True)

    assert done.stdout.count("asked") == 1
    assert printed(nbformat.read(tmp_path / "out.ipynb", as_version=4)) == "run\n"


def work(folder, sender):
    """Run a notebook warm, as a worker does; send the kernel's parent and the worker's own."""
    sender.send((run_here(Path(folder)), os.getppid()))


@pytest.mark.slow
def test_a_worker_forked_from_the_server_forks_its_kernels_from_that_same_server(tmp_path):
    receiver, sender = server.forkserver_context().Pipe(duplex=False)

    worker = server.start_process("worker", work, str(tmp_path), sender)
    kernels_parent, workers_parent = receiver.recv()
    worker.join()

    assert kernels_parent == workers_parent != os.getpid()


@pytest.mark.slow
def test_a_daemonic_process_may_run_notebooks_warm(tmp_path):
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)

    worker = context.Process(target=work, args=(str(tmp_path), sender), daemon=True)
    worker.start()
    kernels_parent, _ = receiver.recv()
    worker.join()

    assert kernels_parent not in (os.getpid(), worker.pid)


PRELOADED = """
import gc, os, signal, sys, threading, logging
before = {s: signal.getsignal(s) for s in signal.valid_signals()}
from yotlib.packs.kernels import preload
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
    notebook = write_notebook("import os\nprint(os.getppid())", tmp_path)
    command = [Path(sys.executable).with_name("papermill"), "--engine", "yot", notebook, tmp_path / "out.ipynb"]

    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as ran:
        ran.wait()

    assert ran.returncode == 0
    assert int(printed(nbformat.read(tmp_path / "out.ipynb", as_version=4))) != ran.pid


@pytest.fixture
def chosen_anew():
    """The folder of sockets is chosen by each test alone."""
    manager._socket_folder.cache_clear()
    yield
    manager._socket_folder.cache_clear()


@pytest.mark.usefixtures("chosen_anew")
def test_kernels_side_by_side_never_share_a_port(monkeypatch):
    with tempfile.TemporaryDirectory(prefix="yot-") as short:
        folder = Path(short) / "run"
        monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(folder))
        several = [manager.WarmKernelManager() for _ in range(20)]

        assert {one.transport for one in several} == {"ipc"}
        assert len({one.ip for one in several}) == 20
        assert folder.stat().st_mode & 0o077 == 0


@pytest.mark.usefixtures("chosen_anew")
def test_where_no_path_is_short_enough_for_a_socket_kernels_use_the_network(monkeypatch, tmp_path):
    long = tmp_path / ("x" * 100)
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(long))
    monkeypatch.setattr(manager.tempfile, "gettempdir", lambda: str(long))

    assert manager.WarmKernelManager().transport == "tcp"
    assert manager.WarmKernelManager().ip == "127.0.0.1"
