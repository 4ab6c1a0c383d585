"""Many packs at once: what is due is built by workers, what is up to date is left, what fails is told.

choice.py     which teams
run.py        a batch from beginning to end
due.py        which packs are up to date, and what has changed for the others
attempt.py    one pack built in a process of its own, watched, within its limits
here.py       so many at once on this machine, each failure tried once more
cluster.py    the same on a dask cluster, with remote.py on its workers
leftovers.py  what was killed is cleared away
manifest.py   build.json of the folder: every pack, and how it came to be
index.py      index.html of the folder
"""

from yotlib.packs.batch.choose_teams import chosen
from yotlib.packs.batch.job import Job, Result
from yotlib.packs.batch.run import Batch, run

__all__ = ["Batch", "Job", "Result", "chosen", "run"]
