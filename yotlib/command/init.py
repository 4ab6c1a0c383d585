"""The command `yot init`: lay out a folder to work in, from a clone or an installed package."""

import shutil
from pathlib import Path

import click

from yotlib.reference import folders
from yotlib.reference.errors import AskedWrongly

README = """# Comparison packs

Made with yotlib {version}. What lies here:

* `notebooks/` are the suite's notebooks, to read and to change: `jupyter lab notebooks`, once
  `pip install "yotlib[lab]"` has brought JupyterLab. A pack is made from the copies that you changed, or added, if
  it is asked for with `--notebooks notebooks`.
* `reports/` is where packs go.

Next, in this folder:

```
yot list                    # the teams, and what is held on each
yot report bradford         # a team's pack: open reports/bradford/report.html
yot new notebook 5_custody --into notebooks    # a notebook of your own, with its test
yot batch --region wales    # a pack for each team of a region
yot verify reports          # whether the packs are as they were written, and still current
yot data template           # a sheet to fill in with a team's own figures; yot data add takes it
```

{added} They are not in this folder, so it can be shared.
"""


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def init(folder: Path) -> None:
    """Lay out a folder to work in.

    DIR is made with copies of the notebooks, a folder for packs, and a README that says what to do next. A folder that
    holds anything is refused.
    """
    from yotlib import __version__
    from yotlib.command.console import print_lines

    if folder.exists() and not folder.is_dir():
        raise AskedWrongly(f"{folder} is a file; name a new folder.")
    if folder.is_dir() and any(folder.iterdir()):
        raise AskedWrongly(f"{folder} is not empty; name a new folder, or an empty one.")
    (folder / "reports").mkdir(parents=True)
    (folder / "notebooks").mkdir()
    for notebook in sorted(folders.notebooks().glob("*.ipynb")):
        shutil.copyfile(notebook, folder / "notebooks" / notebook.name)
    readme = README.format(version=__version__, added=folders.describe_added())
    (folder / "README.md").write_text(readme, encoding="utf-8")
    print_lines([f"{folder} is laid out; {folder / 'README.md'} says what to do next."])
