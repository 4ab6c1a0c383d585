"""A notebook made to find out in what a kernel differs from a plain one."""

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

MAY_FAIL = ("raises-exception",)
SIGNALS = "for s in sorted(signal.valid_signals()):\n    print(int(s), signal.getsignal(s))"
PROCESS = "p = multiprocessing.current_process()\nprint(p.name, p.daemon, multiprocessing.parent_process())"

LEFT_AT_THE_END = (
    "import atexit\natexit.register(lambda: open('left.txt', 'w').write('left'))\n"
    "kept = open('open.txt', 'w')\nkept.write('not flushed');"
)
DISTURBING = (
    "import os, sys, json, warnings, logging, random, builtins\nimport matplotlib, pandas as pd, numpy as np\n"
    "import matplotlib.pyplot as plt\nimport yotlib as yot\n"
    "os.environ['DISTURBED'] = 'yes'\nos.chdir('/')\nsys.path.insert(0, '/nowhere')\njson.dumps = lambda *_: 'gone'\n"
    "builtins.disturbed = True\nmatplotlib.rcParams['figure.dpi'] = 7\npd.set_option('display.max_rows', 2)\n"
    "np.seterr(all='raise')\nwarnings.simplefilter('ignore')\nlogging.disable()\nplt.figure()\n"
    "figures = yot.load()\nfigures['value'] = 0"
)
DISTURBED = (
    "import os, sys, json, warnings, logging, builtins\nimport matplotlib, pandas as pd, numpy as np\n"
    "import matplotlib.pyplot as plt\nimport yotlib as yot\n"
    "print('DISTURBED' in os.environ, os.getcwd() == '/', '/nowhere' in sys.path, json.dumps(1), hasattr(builtins, 'disturbed'))\n"
    "print(matplotlib.rcParams['figure.dpi'], pd.get_option('display.max_rows'), np.geterr(), logging.root.manager.disable)\n"
    "print(plt.get_fignums(), float(yot.load()['value'].sum()) > 0, len(warnings.filters))"
)

CELLS = {
    "plain words": "print('hello')\n1 + 1",
    "both streams": (
        "import sys\nfor i in range(5):\n"
        "    print('out', i, flush=True)\n    print('err', i, file=sys.stderr, flush=True)"
    ),
    "the environment": (
        "import os\nprint({k: v for k, v in os.environ.items() if k != 'PYTEST_CURRENT_TEST'})\n"
        "os.system('true')\nimport time; time.sleep(.3)"
    ),
    "the folder": "print(os.getcwd(), os.path.exists('.'))",
    "the words it was started with": "print(sys.argv[0], len(sys.argv), sys.argv[1], sys.argv[3:], sys.executable)",
    "the original words": "print([w for w in sys.orig_argv if 'json' not in w], sys.flags, sys.warnoptions, sys._xoptions)",
    "the path": "print(sys.path)",
    "its name": "print(__name__, sys.modules['__main__'].__dict__ is globals(), '__mp_main__' in sys.modules)",
    "its main module": "print(vars(sys.modules['__main__']).get('__file__'), __spec__, sorted(k for k in dir() if k[:2] == '__'))",
    "hooks": "print(sys.excepthook.__name__, type(sys.displayhook).__name__, sys.breakpointhook, sys.getrecursionlimit())",
    "streams' kinds": (
        "for f in (sys.stdin, sys.stdout, sys.stderr, sys.__stdin__, sys.__stdout__):\n"
        "    print(type(f), f.encoding, f.errors, getattr(f, 'name', None), f.isatty())\nprint(repr(sys.stdin.read()))"
    ),
    "signals": "import signal\n" + SIGNALS + "\nprint(signal.pthread_sigmask(signal.SIG_BLOCK, []))",
    "threads": "import threading\nprint(threading.active_count(), threading.current_thread().name, threading.main_thread().name)",
    "threads' names": "print(sorted(t.name.split('-')[0] + str(t.daemon) for t in threading.enumerate()))",
    "threads that print": (
        "def say(n):\n    print('thread', n)\nfor n in range(4):\n"
        "    t = threading.Thread(target=say, args=(n,)); t.start(); t.join()"
    ),
    "a process that prints": "import subprocess\nprint(subprocess.run(['echo', 'given'], capture_output=True).stdout)",
    "a process that writes to stdout": "subprocess.run(['echo', 'to the descriptor']); time.sleep(.3)",
    "descriptors handed on": (
        "print(subprocess.run('ls /proc/self/fd | wc -l', shell=True, close_fds=False, capture_output=True).stdout)"
    ),
    "the shell": "!echo from the shell",
    "bash": "%%bash\necho out\necho err >&2",
    "capture": "%%capture got\nprint('kept back')",
    "what was captured": "got.stdout",
    "time": "%%time\nsum(range(10))",
    "warnings": "import warnings\nwarnings.warn('take care')\nwarnings.warn('take care', DeprecationWarning)",
    "warnings once": "def warns():\n    warnings.warn('again')\nfor _ in range(3):\n    warns()",
    "a warning of pandas": "import pandas as pd\npd.DataFrame({'a': [1, 2]}).iloc[0:1].loc[0, 'a'] = 3\npd.to_datetime(['01 Jan', 'x 2'], errors='coerce')",
    "a warning of numpy": "import numpy as np\nnp.array([1.0]) / 0",
    "logging": (
        "import logging\nlogging.warning('root warns')\nlogging.getLogger('mine').error('mine errs')\n"
        "logging.info('not shown')\nprint(logging.root.handlers, logging.root.level)"
    ),
    "awaiting": "import asyncio\nawait asyncio.sleep(0.01)\nprint('awaited')",
    "the loop": "print(type(asyncio.get_running_loop()).__name__, type(asyncio.get_event_loop_policy()).__name__)",
    "a task": "asyncio.create_task(asyncio.sleep(0), name='mine').get_name()",
    "rich displays": (
        "from IPython.display import HTML, JSON, Image, Latex, Markdown, display\n"
        "display(HTML('<b>b</b>'), Markdown('*m*'), JSON({'a': 1}), Latex('$x$'), metadata={'alt': 'words'})"
    ),
    "a display that is updated": "h = display('first', display_id='fixed')\nh.update('second')",
    "a display cleared": "from IPython.display import clear_output\nprint('gone')\nclear_output()\nprint('stays')",
    "a frame": "pd.DataFrame({'a': [1.5, None], 'b': ['x', 'y']})",
    "a wide frame": "pd.set_option('display.max_rows', 4)\npd.DataFrame({'a': range(20)})",
    "a styled frame": "pd.DataFrame({'a': [1]}).style.set_uuid('fixed').format('{:.2f}')",
    "the random module seeded": "import random\nrandom.seed(1)\nprint(random.random())\nnp.random.seed(1)\nprint(np.random.rand(2))",
    "a generator": "np.random.default_rng(3).normal(size=2)",
    "many sums": "a = np.random.default_rng(0).normal(size=(200, 200))\nrepr(float((a @ a).sum()))",
    "linear algebra of scipy": "import scipy.linalg\nrepr(float(scipy.linalg.svdvals(a).sum()))",
    "numpy's ways": "print(np.geterr(), np.get_printoptions()['precision'], type(np.random.get_state()[0]))",
    "parameters of matplotlib": (
        "import matplotlib\nprint(matplotlib.get_backend(auto_select=False), matplotlib.is_interactive())\n"
        "print({k: matplotlib.rcParams[k] for k in matplotlib.rcParams "
        "if k != 'backend' and matplotlib.rcParams[k] != matplotlib.rcParamsDefault[k]})"
    ),
    "a figure left open": "import matplotlib.pyplot as plt\nplt.plot([1, 2, 3])\nplt.title('left open');",
    "parameters once drawn": "print(matplotlib.get_backend(), plt.isinteractive(), plt.get_fignums(), matplotlib.rcParams['figure.dpi'])",
    "a figure given back": "fig, ax = plt.subplots(figsize=(2, 2))\nax.plot([3, 1])\nplt.close(fig)\nfig",
    "a figure without pyplot": "from matplotlib.figure import Figure\nf = Figure(figsize=(1, 1))\nf.subplots().plot([1, 2])\nf",
    "a figure displayed with words": "display(fig, metadata={'image/png': {'alt': 'a line that falls'}})",
    "inline": "%matplotlib inline\nplt.figure(figsize=(1, 1));",
    "a format configured": "%config InlineBackend.figure_formats = ['svg']\nplt.rcParams['svg.hashsalt'] = 'x'\nplt.figure(figsize=(1, 1)).text(0, 0, 'w');",
    "a figure of pandas": "pd.Series([1, 3]).plot(figsize=(1, 1));",
    "a chart of seaborn": "import seaborn as sns\nsns.lineplot(x=[1, 2], y=[1, 2]);",
    "widgets": "import ipywidgets as w\nb = w.IntSlider(value=3, description='n')\nb",
    "a widget's output": "o = w.Output()\nwith o:\n    print('inside')\no",
    "a bar of progress": "from tqdm.auto import tqdm\nprint(tqdm.__mro__[0].__module__, tqdm.__mro__[1].__module__)",
    "an error": "def f(x):\n    return 1 / x\nf(0)",
    "errors chained": "try:\n    {}['a']\nexcept KeyError as e:\n    raise ValueError('chained') from e",
    "an error in a library": "pd.DataFrame({'a': [1]})['b']",
    "a group of errors": "raise ExceptionGroup('two', [ValueError('a'), TypeError('b')])",
    "no syntax": "for in",
    "an interruption": "raise KeyboardInterrupt",
    "an interruption by signal": "try:\n    os.kill(os.getpid(), signal.SIGINT); time.sleep(1)\nexcept KeyboardInterrupt:\n    print('caught')",
    "an exit": "import sys\nsys.exit(3)",
    "an exit by quitting nothing": "raise SystemExit",
    "input": "input('who? ')",
    "a file that is run": "%%writefile said.py\nprint('run as', __name__)\nimport sys\nprint(sys.argv)",
    "running it": "%run said.py a b",
    "the file imported": "import said",
    "things thrown away": "import gc, weakref\nclass C: pass\nc = C(); r = weakref.ref(c); del c\nprint(r() is None)\ngc.collect() >= 0, gc.isenabled(), gc.get_threshold()",
    "processes": "import multiprocessing\n"
    + PROCESS
    + "\nprint(multiprocessing.get_start_method(allow_none=True), multiprocessing.get_start_method())",
    "a pool": "with multiprocessing.get_context('fork').Pool(2) as pool:\n    print(pool.map(abs, [-1, -2]))",
    "a process of its own server": "with multiprocessing.get_context('forkserver').Pool(1) as pool:\n    print(pool.map(abs, [-3]))",
    "many threads at once": "from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor(4) as e:\n    print(list(e.map(abs, [-1, -2])))",
    "shared memory": "from multiprocessing import shared_memory\nm = shared_memory.SharedMemory(create=True, size=8)\nm.close(); m.unlink()",
    "a fork": "pid = os.fork()\nif not pid:\n    os._exit(4)\nprint(os.waitpid(pid, 0)[1])",
    "the session": "print(os.getsid(0) == os.getpid(), os.getpgid(0) == os.getpid())",
    "a frame read in parallel": "import pyarrow as pa\nimport pyarrow.parquet as pq\npq.write_table(pa.table({'a': range(1000), 'b': ['x'] * 1000}), 'a.parquet')\nprint(pq.read_table('a.parquet').num_rows, pd.read_parquet('a.parquet')['a'].sum())",
    "locale and time": "import locale\nprint(locale.setlocale(locale.LC_ALL), locale.getpreferredencoding(), time.tzname)",
    "the shell's own": "ip = get_ipython()\nprint(type(ip).__name__, ip.execution_count, sorted(ip.events.callbacks), [len(v) for v in ip.events.callbacks.values()])",
    "the kernel's app": "from ipykernel.kernelapp import IPKernelApp\nprint(type(IPKernelApp.instance().poller).__name__, IPKernelApp.instance().log_level)",
    "the history": "In[1], Out.get(1), _oh.keys() == Out.keys()",
    "the suite": "import yotlib as yot\nlen(yot.load()) > 1000",
    "a headline": "print(yot.findings.headline(yot.compare(yot.load(), 'Bradford', 'first_time_entrants')))",
    "a large output": "print('y' * 80 + '\\n', end='')\nprint(('x' * 99 + '\\n') * 30_000)",
}


def notebook(cells=CELLS):
    """The notebook of `cells`, each under its name as a heading; none of its errors ends it."""
    made = new_notebook(metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}})
    for number, (name, source) in enumerate(cells.items()):
        code = new_code_cell(source, id=f"code-{number}", metadata={"tags": list(MAY_FAIL)})
        made.cells += [new_markdown_cell(f"## {name}", id=f"name-{number}"), code]
    return made


def write(path, cells=CELLS):
    """Write the notebook of `cells` to `path`; returns it."""
    nbformat.write(notebook(cells), path)
    return path
