"""Keep the measures that users define beside the figures they add."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from yotlib.figures.load import load
from yotlib.reference import measures, own_measures
from yotlib.reference.errors import AskedWrongly, BadFigures, YotError
from yotlib.reference.own_measures import Definition

SUFFIX = ".toml"


def read(paths: Iterable[Path], *, replace: bool) -> tuple[list[Definition], list[tuple[str, YotError]]]:
    """Return the measures that these files define and are not kept yet, and the error of each file that fails.

    A measure that is kept with another definition is refused, unless it is to be replaced.
    """
    kept = {definition.key: definition for definition in measures.own_definitions()}
    new: dict[str, Definition] = {}
    failed: list[tuple[str, YotError]] = []
    for path in paths:
        try:
            found = measures.read_definitions(_content(path), path.name)
            _refuse_others(found, new if replace else kept | new, path.name)
        except YotError as error:
            failed.append((path.name, error))
        else:
            new |= {definition.key: definition for definition in found if kept.get(definition.key) != definition}
    return list(new.values()), failed


def keep(root: Path, new: Sequence[Definition]) -> None:
    """Write the new definitions to the folder of added figures, beside those kept or in their place."""
    if new:
        kept = {definition.key: definition for definition in measures.own_definitions()}
        _write(root, (kept | {definition.key: definition for definition in new}).values())


def remove(root: Path, key: str) -> None:
    """Remove a measure of the user's own; refuse while any of its figures is held."""
    held = load()
    sources = sorted(set(held.loc[held["measure"] == key, "source"]))
    if sources:
        raise AskedWrongly(f"Figures of {key} are held from {', '.join(sources)}; remove those first.")
    _write(root, [definition for definition in measures.own_definitions() if definition.key != key])


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadFigures([f"{path} cannot be read: {error.strerror or error}."]) from None


def _refuse_others(found: Iterable[Definition], kept: dict[str, Definition], name: str) -> None:
    for definition in found:
        if kept.get(definition.key, definition) != definition:
            raise AskedWrongly(
                f"{name} defines {definition.key} otherwise than it is kept; say --replace to take this definition."
            )


def _write(root: Path, definitions: Iterable[Definition]) -> None:
    """Write the file to one side and move it into place whole; without a definition there is no file."""
    kept = list(definitions)
    if not kept:
        (root / own_measures.FILE).unlink(missing_ok=True)
        return
    root.mkdir(parents=True, exist_ok=True)
    making = root / f".{own_measures.FILE}.{os.getpid()}"
    making.write_text(own_measures.as_toml(kept), encoding="utf-8")
    making.replace(root / own_measures.FILE)
