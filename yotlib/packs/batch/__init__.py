"""Build many packs at once: only what is not up to date, by several workers, with every failure reported.

choose_teams.py     which teams
run.py              a batch from beginning to end
up_to_date.py       which packs are up to date, and what has changed for the others
alone.py            a single pack into a folder that a batch may have made
one_pack.py         one pack built in its own process, within its limits
on_this_machine.py  several packs at once on this machine, each failure tried once more
cluster.py          the same on a dask cluster, with remote.py on its workers
clean_up.py         what a killed batch left is deleted
manifest.py         build.json of the folder: every pack, and how it was made
listed.py           what the index says of each pack, read from whatever its folder has
index.py            index.html of the folder
"""

from yotlib.packs.batch.alone import build_alone
from yotlib.packs.batch.choose_teams import teams_to_build
from yotlib.packs.batch.job import Job, Result
from yotlib.packs.batch.run import Batch, run

__all__ = ["Batch", "Job", "Result", "build_alone", "run", "teams_to_build"]
