"""Make a notebook that finds how a kernel differs from a plain one.

Over 200 lines because the cells of the notebook are one text.
"""

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

CELLS = r"""
# %% plain words
print('hello')
1 + 1

# %% both streams
import sys
for i in range(5):
    print('out', i, flush=True)
    print('err', i, file=sys.stderr, flush=True)

# %% the environment
import os
print({k: v for k, v in os.environ.items() if k != 'PYTEST_CURRENT_TEST'})
os.system('true')
import time; time.sleep(.3)

# %% the folder
print(os.getcwd(), os.path.exists('.'))

# %% the words it was started with
print(sys.argv[0], len(sys.argv), sys.argv[1], sys.argv[3:], sys.executable)

# %% the original words
print([w for w in sys.orig_argv if 'json' not in w], sys.flags, sys.warnoptions, sys._xoptions)

# %% the path
print(sys.path)

# %% its name
print(__name__, sys.modules['__main__'].__dict__ is globals(), '__mp_main__' in sys.modules)

# %% its main module
print(vars(sys.modules['__main__']).get('__file__'), __spec__, sorted(k for k in dir() if k[:2] == '__'))

# %% hooks
print(sys.excepthook.__name__, type(sys.displayhook).__name__, sys.breakpointhook, sys.getrecursionlimit())

# %% streams' kinds
for f in (sys.stdin, sys.stdout, sys.stderr, sys.__stdin__, sys.__stdout__):
    print(type(f), f.encoding, f.errors, getattr(f, 'name', None), f.isatty())
print(repr(sys.stdin.read()))

# %% signals
import signal
for s in sorted(signal.valid_signals()):
    print(int(s), signal.getsignal(s))
print(signal.pthread_sigmask(signal.SIG_BLOCK, []))

# %% threads
import threading
print(threading.active_count(), threading.current_thread().name, threading.main_thread().name)

# %% threads' names
print(sorted(t.name.split('-')[0] + str(t.daemon) for t in threading.enumerate()))

# %% threads that print
def say(n):
    print('thread', n)
for n in range(4):
    t = threading.Thread(target=say, args=(n,)); t.start(); t.join()

# %% a process that prints
import subprocess
print(subprocess.run(['echo', 'given'], capture_output=True).stdout)

# %% a process that writes to stdout
subprocess.run(['echo', 'to the descriptor']); time.sleep(.3)

# %% descriptors handed on
print(subprocess.run('ls /proc/self/fd | wc -l', shell=True, close_fds=False, capture_output=True).stdout)

# %% the shell
!echo from the shell

# %% bash
%%bash
echo out
echo err >&2

# %% capture
%%capture got
print('kept back')

# %% what was captured
got.stdout

# %% time
%%time
sum(range(10))

# %% warnings
import warnings
warnings.warn('take care')
warnings.warn('take care', DeprecationWarning)

# %% warnings once
def warns():
    warnings.warn('again')
for _ in range(3):
    warns()

# %% a warning of pandas
import pandas as pd
pd.DataFrame({'a': [1, 2]}).iloc[0:1].loc[0, 'a'] = 3
pd.to_datetime(['01 Jan', 'x 2'], errors='coerce')

# %% a warning of numpy
import numpy as np
np.array([1.0]) / 0

# %% logging
import logging
logging.warning('root warns')
logging.getLogger('mine').error('mine errs')
logging.info('not shown')
print(logging.root.handlers, logging.root.level)

# %% awaiting
import asyncio
await asyncio.sleep(0.01)
print('awaited')

# %% the loop
print(type(asyncio.get_running_loop()).__name__, type(asyncio.get_event_loop_policy()).__name__)

# %% a task
asyncio.create_task(asyncio.sleep(0), name='mine').get_name()

# %% rich displays
from IPython.display import HTML, JSON, Image, Latex, Markdown, display
display(HTML('<b>b</b>'), Markdown('*m*'), JSON({'a': 1}), Latex('$x$'), metadata={'alt': 'words'})

# %% a display that is updated
h = display('first', display_id='fixed')
h.update('second')

# %% a display cleared
from IPython.display import clear_output
print('gone')
clear_output()
print('stays')

# %% a frame
pd.DataFrame({'a': [1.5, None], 'b': ['x', 'y']})

# %% a wide frame
pd.set_option('display.max_rows', 4)
pd.DataFrame({'a': range(20)})

# %% a styled frame
pd.DataFrame({'a': [1]}).style.set_uuid('fixed').format('{:.2f}')

# %% the random module seeded
import random
random.seed(1)
print(random.random())
np.random.seed(1)
print(np.random.rand(2))

# %% a generator
np.random.default_rng(3).normal(size=2)

# %% many sums
a = np.random.default_rng(0).normal(size=(200, 200))
repr(float((a @ a).sum()))

# %% linear algebra of scipy
import scipy.linalg
repr(float(scipy.linalg.svdvals(a).sum()))

# %% numpy's ways
print(np.geterr(), np.get_printoptions()['precision'], type(np.random.get_state()[0]))

# %% parameters of matplotlib
import matplotlib

print(matplotlib.get_backend(auto_select=False), matplotlib.is_interactive())
print(
    {
        k: matplotlib.rcParams[k]
        for k in matplotlib.rcParams
        if k != "backend" and matplotlib.rcParams[k] != matplotlib.rcParamsDefault[k]
    }
)

# %% a figure left open
import matplotlib.pyplot as plt
plt.plot([1, 2, 3])
plt.title('left open');

# %% parameters once drawn
print(matplotlib.get_backend(), plt.isinteractive(), plt.get_fignums(), matplotlib.rcParams['figure.dpi'])

# %% a figure given back
fig, ax = plt.subplots(figsize=(2, 2))
ax.plot([3, 1])
plt.close(fig)
fig

# %% a figure without pyplot
from matplotlib.figure import Figure
f = Figure(figsize=(1, 1))
f.subplots().plot([1, 2])
f

# %% a figure displayed with words
display(fig, metadata={'image/png': {'alt': 'a line that falls'}})

# %% inline
%matplotlib inline
plt.figure(figsize=(1, 1));

# %% a format configured
%config InlineBackend.figure_formats = ['svg']
plt.rcParams['svg.hashsalt'] = 'x'
plt.figure(figsize=(1, 1)).text(0, 0, 'w');

# %% a figure of pandas
pd.Series([1, 3]).plot(figsize=(1, 1));

# %% a chart of seaborn
import seaborn as sns
sns.lineplot(x=[1, 2], y=[1, 2]);

# %% widgets
import ipywidgets as w
b = w.IntSlider(value=3, description='n')
b

# %% a bar of progress
from tqdm.auto import tqdm
print(tqdm.__mro__[0].__module__, tqdm.__mro__[1].__module__)

# %% an error
def f(x):
    return 1 / x
f(0)

# %% errors chained
try:
    {}['a']
except KeyError as e:
    raise ValueError('chained') from e

# %% an error in a library
pd.DataFrame({'a': [1]})['b']

# %% a group of errors
raise ExceptionGroup('two', [ValueError('a'), TypeError('b')])

# %% no syntax
for in

# %% an interruption
raise KeyboardInterrupt

# %% an interruption by signal
try:
    os.kill(os.getpid(), signal.SIGINT); time.sleep(1)
except KeyboardInterrupt:
    print('caught')

# %% an exit
import sys
sys.exit(3)

# %% an exit by quitting nothing
raise SystemExit

# %% input
input('who? ')

# %% a file that is run
%%writefile said.py
print('run as', __name__)
import sys
print(sys.argv)

# %% running it
%run said.py a b

# %% the file imported
import said

# %% things thrown away
import gc, weakref
class C: pass
c = C(); r = weakref.ref(c); del c
print(r() is None)
gc.collect() >= 0, gc.isenabled(), gc.get_threshold()

# %% processes
import multiprocessing
p = multiprocessing.current_process()
print(p.name, p.daemon, multiprocessing.parent_process())
print(multiprocessing.get_start_method(allow_none=True), multiprocessing.get_start_method())

# %% a pool
with multiprocessing.get_context('fork').Pool(2) as pool:
    print(pool.map(abs, [-1, -2]))

# %% a process of its own server
with multiprocessing.get_context('forkserver').Pool(1) as pool:
    print(pool.map(abs, [-3]))

# %% many threads at once
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(4) as e:
    print(list(e.map(abs, [-1, -2])))

# %% shared memory
from multiprocessing import shared_memory
m = shared_memory.SharedMemory(create=True, size=8)
m.close(); m.unlink()

# %% a fork
pid = os.fork()
if not pid:
    os._exit(4)
print(os.waitpid(pid, 0)[1])

# %% the session
print(os.getsid(0) == os.getpid(), os.getpgid(0) == os.getpid())

# %% a frame read in parallel
import pyarrow as pa
import pyarrow.parquet as pq
pq.write_table(pa.table({'a': range(1000), 'b': ['x'] * 1000}), 'a.parquet')
print(pq.read_table('a.parquet').num_rows, pd.read_parquet('a.parquet')['a'].sum())

# %% locale and time
import locale
print(locale.setlocale(locale.LC_ALL), locale.getpreferredencoding(), time.tzname)

# %% the shell's own
ip = get_ipython()
print(
    type(ip).__name__,
    ip.execution_count,
    sorted(ip.events.callbacks),
    [len(v) for v in ip.events.callbacks.values()],
)

# %% the kernel's app
from ipykernel.kernelapp import IPKernelApp
print(type(IPKernelApp.instance().poller).__name__, IPKernelApp.instance().log_level)

# %% the history
In[1], Out.get(1), _oh.keys() == Out.keys()

# %% the suite
import yotlib as yot
len(yot.load()) > 1000

# %% a headline
print(yot.findings.headline(yot.compare(yot.load(), 'Bradford', 'first_time_entrants')))

# %% a large output
print('y' * 80 + '\n', end='')
print(('x' * 99 + '\n') * 30_000)
"""

LEFT_AT_THE_END = """
import atexit
atexit.register(lambda: open("left.txt", "w").write("left"))
kept = open("open.txt", "w")
kept.write("not flushed");
"""

DISTURBING = """
import builtins, logging, os, sys, textwrap, warnings
import matplotlib, numpy as np, pandas as pd
import matplotlib.pyplot as plt
import yotlib as yot
os.environ["DISTURBED"] = "yes"
os.chdir("/")
sys.path.insert(0, "/nowhere")
textwrap.dedent = lambda *_: "gone"
builtins.disturbed = True
matplotlib.rcParams["figure.dpi"] = 7
pd.set_option("display.max_rows", 2)
np.seterr(all="raise")
warnings.simplefilter("ignore")
logging.disable()
plt.figure()
figures = yot.load()
figures["value"] = 0
"""

DISTURBED = """
import builtins, logging, os, sys, textwrap, warnings
import matplotlib, numpy as np, pandas as pd
import matplotlib.pyplot as plt
import yotlib as yot
print("DISTURBED" in os.environ, os.getcwd() == "/", "/nowhere" in sys.path)
print(textwrap.dedent("kept"), hasattr(builtins, "disturbed"))
print(matplotlib.rcParams["figure.dpi"], pd.get_option("display.max_rows"), np.geterr(), logging.root.manager.disable)
print(plt.get_fignums(), float(yot.load()["value"].sum()) > 0, len(warnings.filters))
"""


def notebook(cells):
    """Return a notebook of `cells`, each begun by "# %%" and its name; an error in one does not stop it."""
    made = new_notebook(metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}})
    for number, cell in enumerate(cells.strip().removeprefix("# %%").split("\n# %%")):
        name, _, source = cell.strip().partition("\n")
        code = new_code_cell(source.strip(), id=f"code-{number}", metadata={"tags": ["raises-exception"]})
        made.cells += [new_markdown_cell(f"## {name}", id=f"name-{number}"), code]
    return made


def write(path, cells=CELLS):
    """Write the notebook of `cells` to `path`, and return the path."""
    nbformat.write(notebook(cells), path)
    return path
