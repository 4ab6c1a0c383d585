"""What must be read back from every pack: python -m tests.packchecks FOLDER

FOLDER holds packs as `yot batch` writes them, which are to be those of all teams. Each is read as a stranger would:
whose it is, its headline, its tables, its pictures, and whether every file is as its record says. The headline and
the figure behind it are worked out anew from the figures in hand.
"""

import base64
import hashlib
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
from bs4 import BeautifulSoup, Tag
from PIL import Image

import yotlib as yot
from yotlib.reference import areas

SVG = "{http://www.w3.org/2000/svg}svg"
SECTIONS = 5
SOURCED = {"source", "population_source", "defined by"}


def problems(place: Path, team: str, figures: pd.DataFrame) -> Iterator[str]:
    """What is wrong with the pack in the folder `place`, which is to be that of `team`, one line each."""
    record = json.loads((place / "build.json").read_text(encoding="utf-8"))
    page = BeautifulSoup((place / "report.html").read_text(encoding="utf-8"), "html.parser")
    yield from _team(page, record, team)
    yield from _headline(page, team, figures)
    yield from _files(place, record)
    yield from _tables(place, page)
    yield from _pictures(place, page)


def _team(page: BeautifulSoup, record: dict, team: str) -> Iterator[str]:
    name = areas.every()[team].name
    heading = _words(page.h1) if page.h1 else ""
    if name not in heading:
        yield f"the heading is {heading!r}, without {name!r}"
    if record["pack"] != team or record["parameters"].get("team") != team:
        yield f"the record is that of {record['pack']!r}, with {record['parameters']}"
    if len(sections := page.select("main > section")) != SECTIONS:
        yield f"the page has {len(sections)} sections, not {SECTIONS}"


def _headline(page: BeautifulSoup, team: str, figures: pd.DataFrame) -> Iterator[str]:
    here = yot.compare(figures, team, "first_time_entrants")
    headline = yot.findings.headline(here)
    said = page.select("main > section")[1]
    if str(headline) not in _words(said):
        yield f"the headline is not on the page: {headline}"
    value = here.iloc[0]["value"]
    shown = "" if pd.isna(value) else yot.charts.compare(here).alt
    if shown and shown not in [picture.get("alt") for picture in said.select("img")]:
        yield f"no picture shows the {value:g} of its first-time entrants"


def _files(place: Path, record: dict) -> Iterator[str]:
    there = {str(path.relative_to(place)) for path in place.rglob("*") if path.is_file()} - {"build.json"}
    yield from (f"{name} is in the record alone" for name in sorted(set(record["outputs"]) - there))
    yield from (f"{name} is not in the record" for name in sorted(there - set(record["outputs"])))
    for name in sorted(there & set(record["outputs"])):
        if hashlib.sha256((place / name).read_bytes()).hexdigest() != record["outputs"][name]:
            yield f"{name} is not as it was written"


def _tables(place: Path, page: BeautifulSoup) -> Iterator[str]:
    """Tables of the page that are empty or ragged, and files of figures that have no rows or no source."""
    if not page.select("main table"):
        yield "the page has no table"
    for number, table in enumerate(page.select("main table"), start=1):
        rows = [[_words(cell) for cell in row.select("th, td")] for row in table.select("tbody tr")]
        if not any(any(row[1:]) for row in rows) or len({len(row) for row in rows}) > 1:
            yield f"table {number} of the page cannot be read: {rows[:3]}"
    for path in sorted((place / "tables").iterdir()):
        read = pd.read_csv(path, keep_default_na=False)
        if read.empty or not SOURCED.intersection(name.lower() for name in read.columns):
            yield f"tables/{path.name} has {len(read)} rows and the columns {list(read.columns)}"


def _pictures(place: Path, page: BeautifulSoup) -> Iterator[str]:
    """Pictures of the page that are not those of the folder, are blank or say nothing, or have no drawing beside."""
    shown = {_embedded(picture): str(picture.get("alt") or "") for picture in page.select("main img")}
    kept = {path.read_bytes(): path for path in sorted((place / "figures").glob("*.png"))}
    if not kept:
        yield "there is no picture"
    if set(shown) != set(kept):
        yield f"the page shows {len(shown)} pictures, and figures/ holds {len(kept)}; they should be the same"
    yield from ("a picture has no words for those who cannot see it" for words in shown.values() if not words.strip())
    for content, path in kept.items():
        with Image.open(io.BytesIO(content)) as picture:
            picture.load()
            if len(picture.convert("RGB").getcolors(2**24) or []) < 3:
                yield f"{path.name} is blank"
        if ElementTree.parse(path.with_suffix(".svg")).getroot().tag != SVG:
            yield f"{path.stem}.svg is no drawing"


def _embedded(picture: Tag) -> bytes:
    kind, _, content = str(picture["src"]).partition(",")
    return base64.b64decode(content) if kind == "data:image/png;base64" else b""


def _words(part: Tag) -> str:
    return " ".join(part.get_text(" ").split())


def main(folder: Path) -> int:
    """Check the packs of all teams in a folder, and its index; print what is wrong."""
    figures, wrong = yot.load(), 0
    teams = [str(team) for team in areas.teams()]
    linked = {
        str(link["href"])
        for link in BeautifulSoup((folder / "index.html").read_text(encoding="utf-8"), "html.parser").select("a[href]")
    }
    for team in teams:
        place = folder / team
        found = list(problems(place, team, figures)) if (place / "build.json").exists() else ["there is no pack"]
        found += [] if f"{team}/report.html" in linked else ["index.html does not lead to it"]
        wrong += bool(found)
        for problem in found:
            print(f"{team}: {problem}")
    print(f"{len(teams) - wrong} of {len(teams)} packs are whole.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
