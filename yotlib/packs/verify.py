"""Verify a pack: hash its files and what it was made from anew, and say what differs from its record and why."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yotlib.figures.load import load
from yotlib.packs import fingerprint, record
from yotlib.packs.batch import manifest, up_to_date
from yotlib.packs.order import NATIONAL, Order, national_order, team_order
from yotlib.reference.errors import AskedWrongly, YotError

FILES, FIGURES, CODE, VERSIONS, NOTEBOOKS, PARAMETERS = (
    "files",
    "figures",
    "code",
    "versions",
    "notebooks",
    "parameters",
)
_KINDS = {"library": CODE, "versions": VERSIONS, "notebooks": NOTEBOOKS, "parameters": PARAMETERS}
_NO_PACK = "{place} is no complete pack: it has no {name} that says so."


@dataclass(frozen=True)
class Difference:
    """One thing that is not as the record says; `kind` is the reason, such as "files" or "figures"."""

    kind: str
    what: str


@dataclass(frozen=True)
class Verified:
    """A pack, what differs from its record, and what changed beside it without touching it."""

    pack: str
    differences: tuple[Difference, ...]
    notes: tuple[str, ...] = ()


def verify(path: Path) -> list[Verified]:
    """Return what is found of the pack in the folder `path`, or of each pack in a folder of packs, by name.

    Raises AskedWrongly where there is no pack. A record that was changed together with the files is not noticed.
    """
    packs = {path: pack} if (pack := up_to_date.read_record(path)) else manifest.read_packs(path)
    broken = [] if pack else _not_whole(path, {place.name for place in packs})
    if not packs and not broken:
        raise AskedWrongly(_NO_PACK.format(place=path, name=record.NAME))
    orders = {place: _order(pack) for place, pack in packs.items()}
    whole = {order.name: order for order in orders.values() if isinstance(order, Order)}
    now = fingerprint.pack_inputs(list(whole.values()), load())
    found = [_verify_one(place, packs[place], order, now) for place, order in orders.items()]
    return sorted([*found, *broken], key=lambda verified: verified.pack)


def _verify_one(
    place: Path, pack: Mapping[str, Any], order: Order | str, now: Mapping[str, Mapping[str, str]]
) -> Verified:
    """Compare one pack with its record; `order` is a sentence where what was asked can no longer be asked."""
    differences = list(_compare_files(place, pack.get("outputs", {})))
    if isinstance(order, str):
        return Verified(place.name, (*differences, Difference(PARAMETERS, order)))
    inputs = list(_compare_inputs(pack.get("inputs", {}), record.hash_inputs(order)))
    made_from = list(_compare_made_from(pack, now[order.name], inputs))
    touched = any(difference.kind == FIGURES for difference in made_from)
    notes = () if touched else tuple(f"{line}, in nothing that this pack is made from" for line in inputs)
    return Verified(place.name, (*differences, *made_from), notes)


def _order(pack: Mapping[str, Any]) -> Order | str:
    """Return the order that asks for this pack now, or the error where it can no longer be asked for."""
    given = dict(pack.get("parameters", {}))
    try:
        if pack.get("pack") == NATIONAL:
            return national_order(**given, formats=pack.get("formats", ()))
        own = Path(pack["own_notebooks"]) if pack.get("own_notebooks") else None
        return team_order(given.pop("team", ""), parameters=given, formats=pack.get("formats", ()), notebooks=own)
    except (YotError, TypeError) as error:
        return f"what was asked cannot be asked now: {error}"


def _compare_files(place: Path, recorded: Mapping[str, str]) -> Iterator[Difference]:
    """Yield the files of a pack that are missing, changed or not in its record."""
    there = {record.name_in(place, path) for path in place.rglob("*") if path.is_file()} - {record.NAME}
    for name in sorted({*there, *recorded}):
        if name not in there:
            yield Difference(FILES, f"{name} is missing")
        elif name not in recorded:
            yield Difference(FILES, f"{name} is not in the record")
        elif hashlib.sha256((place / name).read_bytes()).hexdigest() != recorded[name]:
            yield Difference(FILES, f"{name} is not as it was written")


def _compare_inputs(then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for each file of figures that is another than the pack was made from, or came or went since."""
    for name in sorted({*then, *now}):
        if name.startswith("data/") and then.get(name) != now.get(name):
            yield f"{name} {'is new' if name not in then else 'is gone' if name not in now else 'has changed'}"


def _compare_made_from(pack: Mapping[str, Any], now: Mapping[str, str], inputs: Sequence[str]) -> Iterator[Difference]:
    """Yield what a pack would be made from now and was not, with the versions or files behind it."""
    # Where a brand was read from is not recorded; what it gave is in the files.
    now = {name: hashed for name, hashed in now.items() if name != fingerprint.BRAND}
    for name in fingerprint.changed_inputs(pack.get("made_from", {}), now):
        kind = _KINDS.get(name, FIGURES)
        if kind == VERSIONS:
            then, here = pack.get("versions", {}), record.versions()
            moved = (key for key in here if then.get(key) != here[key])
            yield Difference(
                kind, "; ".join(f"{key} was {then.get(key, 'not known')}, is {here[key]}" for key in moved)
            )
        elif kind == FIGURES:
            files = f" ({'; '.join(inputs)})" if inputs else ""
            yield Difference(kind, f"{name} changed since{files}")
        else:
            what = {CODE: "the code of yotlib", NOTEBOOKS: "the notebooks", PARAMETERS: "what is asked of a pack"}[kind]
            yield Difference(kind, f"{what} changed since")


def _not_whole(path: Path, packs: set[str]) -> list[Verified]:
    """Return the packs that the record of a folder has and the folder has not."""
    recorded = manifest.read(path).get("packs", {})
    lost = [name for name, pack in recorded.items() if "made_from" in pack and name not in packs]
    return [Verified(name, (Difference(FILES, "the pack is gone or not complete"),)) for name in lost]
