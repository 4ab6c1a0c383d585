"""Check finished packs: python -m tests.packchecks FOLDER

FOLDER holds the packs of all teams as `yot batch` writes them. Each pack is read: its team, its headline, its tables,
its pictures, whether every file is as its record says, and whether page, printed sheet, workbook, few words and tables
have the same numbers (see recordchecks). The headline and the figure behind it are computed again from the loaded
figures.
"""

import base64
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pandas as pd
from bs4 import BeautifulSoup, Tag
from PIL import Image

import yotlib as yot
from tests import recordchecks
from yotlib.packs.page import drawings
from yotlib.reference import areas

SVG = "{http://www.w3.org/2000/svg}"
SECTIONS = 5
SOURCED = {"source", "source of the children who live there", "defined by"}


def problems(place: Path, team: str, figures: pd.DataFrame) -> Iterator[str]:
    """Yield what is wrong with the pack in the folder `place`, which should be that of `team`, one line each."""
    record = json.loads((place / "build.json").read_text(encoding="utf-8"))
    page = BeautifulSoup((place / "report.html").read_text(encoding="utf-8"), "html.parser")
    yield from _team_problems(page, record, team)
    yield from _headline_problems(page, team, figures)
    yield from _file_problems(place, record)
    yield from _table_problems(place, page)
    yield from _picture_problems(place, page)
    yield from recordchecks.problems(place)


def _team_problems(page: BeautifulSoup, record: dict, team: str) -> Iterator[str]:
    """Check that page and record are the team's."""
    name = areas.all_areas()[team].name
    heading = _words(page.h1) if page.h1 else ""
    if name not in heading:
        yield f"the heading is {heading!r}, without {name!r}"
    if record["pack"] != team or record["parameters"].get("team") != team:
        yield f"the record is that of {record['pack']!r}, with {record['parameters']}"
    if len(sections := page.select(".sections > section")) != SECTIONS:
        yield f"the page has {len(sections)} sections, not {SECTIONS}"


def _headline_problems(page: BeautifulSoup, team: str, figures: pd.DataFrame) -> Iterator[str]:
    """Check that the page has the headline and the picture that the figures give."""
    here = yot.compare(figures, team, "first_time_entrants")
    bounds = yot.bounded_teams.bounded(figures, team, "first_time_entrants")
    headline = yot.findings.headline(here, bounds=bounds)
    section = page.select(".sections > section")[1]
    if str(headline).replace("`", "") not in _words(section):
        yield f"the headline is not on the page: {headline}"
    value = here.iloc[0]["value"]
    alt = "" if pd.isna(value) else yot.charts.compare(here).alt
    if alt and alt not in [picture.get("alt") for picture in section.select("img")]:
        yield f"no picture shows the {value:g} of its first-time entrants"


def _file_problems(place: Path, record: dict) -> Iterator[str]:
    """Check that the folder has the files of the record, unchanged."""
    names = {str(path.relative_to(place)) for path in place.rglob("*") if path.is_file()} - {"build.json"}
    yield from (f"{name} is in the record alone" for name in sorted(set(record["outputs"]) - names))
    yield from (f"{name} is not in the record" for name in sorted(names - set(record["outputs"])))
    for name in sorted(names & set(record["outputs"])):
        if hashlib.sha256((place / name).read_bytes()).hexdigest() != record["outputs"][name]:
            yield f"{name} is not as it was written"


def _table_problems(place: Path, page: BeautifulSoup) -> Iterator[str]:
    """Find tables of the page that are empty or ragged, and CSV files without rows or a source."""
    if not page.select("main table"):
        yield "the page has no table"
    for number, table in enumerate(page.select("main table"), start=1):
        rows = [[_words(cell) for cell in row.select("th, td")] for row in table.select("tbody tr")]
        if not any(any(row[1:]) for row in rows) or len({len(row) for row in rows}) > 1:
            yield f"table {number} of the page cannot be read: {rows[:3]}"
    for path in sorted((place / "tables").iterdir()):
        table_rows = pd.read_csv(path, keep_default_na=False)
        if table_rows.empty or not SOURCED.intersection(name.lower() for name in table_rows.columns):
            yield f"tables/{path.name} has {len(table_rows)} rows and the columns {list(table_rows.columns)}"


def _picture_problems(place: Path, page: BeautifulSoup) -> Iterator[str]:
    """Find pictures that are on the page or in the folder alone, are blank, or lack alternative text or an SVG."""
    shown = {str(picture["src"]): str(picture.get("alt") or "") for picture in page.select("main img")}
    paths = sorted((place / "figures").glob("*.png"))
    if not paths:
        yield "there is no picture"
    if set(shown) != {_address(path) for path in paths}:
        yield f"the page shows {len(shown)} pictures, and figures/ holds {len(paths)}; they should be the same"
    yield from ("a picture has no words for those who cannot see it" for words in shown.values() if not words.strip())
    yield from (f"a picture is blank: {words}" for address, words in shown.items() if _is_blank_drawing(address))
    for path in paths:
        with Image.open(path) as picture:
            if len(picture.convert("RGB").getcolors(2**24) or []) < 3:
                yield f"{path.name} is blank"
        if ElementTree.parse(path.with_suffix(".svg")).getroot().tag != f"{SVG}svg":
            yield f"{path.stem}.svg is no drawing"


def _address(path: Path) -> str:
    """Return how a page carries the picture of a PNG file and the SVG file beside it."""
    png, svg = base64.b64encode(path.read_bytes()).decode(), path.with_suffix(".svg").read_text(encoding="utf-8")
    return drawings.address({"image/png": png, "image/svg+xml": svg})


def _is_blank_drawing(address: str) -> bool:
    """Return whether a picture is an SVG without words or with hardly a shape."""
    kind, _, content = address.partition(",")
    if kind != "data:image/svg+xml":
        return False
    drawing = ElementTree.fromstring(unquote(content))
    shapes = [*drawing.iter(f"{SVG}path"), *drawing.iter(f"{SVG}use")]
    return len(shapes) < 4 or not any((words.text or "").strip() for words in drawing.iter(f"{SVG}text"))


def _words(part: Tag) -> str:
    """Return the text of an element, with single spaces."""
    return " ".join(part.get_text(" ").split())


def main(folder: Path) -> int:
    """Check the packs of all teams in a folder, and its index; print what is wrong."""
    figures, faulty = yot.load(), 0
    teams = [str(team) for team in areas.teams()]
    linked = {
        str(link["href"])
        for link in BeautifulSoup((folder / "index.html").read_text(encoding="utf-8"), "html.parser").select("a[href]")
    }
    for team in teams:
        place = folder / team
        has_pack = (place / "build.json").exists()
        team_problems = list(problems(place, team, figures)) if has_pack else ["there is no pack"]
        team_problems += [] if f"{team}/report.html" in linked else ["index.html does not lead to it"]
        faulty += bool(team_problems)
        for problem in team_problems:
            print(f"{team}: {problem}")
    print(f"{len(teams) - faulty} of {len(teams)} packs are whole.")
    return 1 if faulty else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
