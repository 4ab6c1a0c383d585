"""Lay out the sheets of a workbook: one table each, with units and periods beside the numbers."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from yotlib.analysis import verdicts
from yotlib.findings.board.strip import HIGHER, LOWER, NO_CLEAR_GAP, NOT_KNOWN
from yotlib.packs.workbook.cells import NOT_APPLICABLE, number_cell, source_cell, text_cell

Record = Mapping[str, Any]
_VERDICTS = {verdicts.HIGHER: HIGHER, verdicts.LOWER: LOWER, verdicts.SIMILAR: NO_CLEAR_GAP}
INTERVAL = ("95% interval, lower end", "95% interval, upper end")
_ROLES = {"team": "The service", "region": "Its region", "nation": "Its nation"}
_ENDS = {"lowest": "The service, at the least", "highest": "The service, at the most"}


@dataclass(frozen=True)
class Sheet:
    """One sheet: its label, title and table; `formats` has the number format of a column's cells, a row each."""

    label: str
    title: str
    table: pd.DataFrame
    instructions: str
    formats: Mapping[str, list[str]] = field(default_factory=dict)


def from_record(record: Record) -> list[Sheet]:
    """Return the sheets of the key figures, all services and the years, without those that have no row."""
    found = [_key_figures(record), _all_services(record), _years(record)]
    return [sheet for sheet in found if len(sheet.table)]


def number_format(printed: str) -> str:
    """Return the number format with as many decimals as a figure was printed with.

    >>> number_format("42.0%"), number_format("1,154")
    ('0.0', '0')
    """
    decimals = re.search(r"\.(\d+)", printed)
    return f"0.{'0' * len(decimals[1])}" if decimals else "0"


def unit(measure: Record) -> str:
    """Return the unit of a measure in words, and that it is per cent where it is printed so."""
    return text_cell(f"{measure['unit']}{', per cent' if measure['printed'].endswith('%') else ''}")


def _key_figures(record: Record) -> Sheet:
    rows, shown = _bounds(record)
    for measure in record["measures"]:
        about = [text_cell(measure["title"]), unit(measure), text_cell(measure["period"])]
        source = source_cell(measure["source_in_words"])
        own = [text_cell(record["name"]), _ROLES["team"], *_value_and_interval(measure)]
        rows.append([*about, *own, text_cell(measure["tag"]), NOT_APPLICABLE, source])
        shown.append(number_format(measure["printed"]))
        for base in measure["baselines"]:
            beside = [text_cell(base["name"]), _role(base), *_value_and_interval(base)]
            gap = [_VERDICTS.get(base["verdict"], NOT_KNOWN), number_cell(base["children"])]
            rows.append([*about, *beside, *gap, source])
            shown.append(number_format(base["printed"]))
    columns = ["Measure", "Unit", "Period", "Area", "Which area", "Value", *INTERVAL, "How the service compares"]
    gaps = "Gap to the service's rate in children a year"
    return Sheet(
        "Key figures",
        f"{text_cell(record['name'])}: key figures beside the region and nation",
        pd.DataFrame(rows, columns=[*columns, gaps, "Source"]),
        "Each row of a region or nation says how the service compares with it. A gap is of the service's children: "
        "more than at that area's rate, or fewer where it is below zero. An interval is what chance alone could make "
        f"of the value.{_rests_on(record)}",
        {"Value": shown, **dict.fromkeys(INTERVAL, shown), gaps: ["0.0"] * len(rows)},
    )


def _bounds(record: Record) -> tuple[list[list[Any]], list[str]]:
    """Return a row for each end of a measure of which a part has no figure, then its baselines; and the formats."""
    bounds = record["bounds"]
    if bounds is None:
        return [], []
    about = [text_cell(bounds["title"]), unit(bounds), text_cell(bounds["period"])]
    none, source = [number_cell(None)] * 2, source_cell(bounds["source_in_words"])
    ends = [
        [*about, text_cell(record["name"]), role, number_cell(bounds[end]), *none, text_cell(bounds["tag"])]
        for end, role in _ENDS.items()
    ]
    bases = [
        [*about, text_cell(base["name"]), role, number_cell(base["value"]), *none, word]
        for base in bounds["baselines"]
        for role, word in [(_role(base), _VERDICTS.get(base["verdict"], NOT_KNOWN))]
    ]
    formats = [number_format(end) for end in bounds["printed"].split(" to ")]
    return (
        [[*row, NOT_APPLICABLE, source] for row in ends + bases],
        formats + [number_format(base["printed"]) for base in bounds["baselines"]],
    )


def _rests_on(record: Record) -> str:
    """Say what the two ends rest on, beginning with a space; blank without."""
    return f" {text_cell(record['bounds']['rests_on'])}" if record["bounds"] else ""


def _role(base: Record) -> str:
    return _ROLES.get(base["role"], "Another area")


def _value_and_interval(figure: Record) -> list[Any]:
    return [number_cell(figure[name]) for name in ("value", "lower", "upper")]


def _all_services(record: Record) -> Sheet:
    rows, shown = [], []
    for measure in record["measures"]:
        about = [text_cell(measure["title"]), unit(measure), text_cell(measure["period"])]
        source = source_cell(measure["source_in_words"])
        for _, name, value in (measure["services"] or {"values": []})["values"]:
            rows.append([*about, text_cell(name), number_cell(value), source])
            shown.append(number_format(measure["printed"]))
    columns = ["Measure", "Unit", "Period", "Youth justice service", "Value", "Source"]
    return Sheet(
        "All services",
        "Every service with a figure of the same period and release, from the lowest",
        pd.DataFrame(rows, columns=columns),
        "A measure is left out where too few services have a figure to stand beside.",
        {"Value": shown},
    )


def _years(record: Record) -> Sheet:
    rows, shown, nearest = [], [], []
    for measure in record["measures"]:
        base = text_cell(measure["baselines"][0]["name"]) if measure["baselines"] else NOT_APPLICABLE
        for row in _years_of(measure):
            figure, baseline, release = row
            about = [text_cell(measure["title"]), unit(measure), text_cell(figure["period"])]
            rows.append([*about, *_value_and_interval(figure), base, number_cell(baseline), release])
            shown.append(number_format(measure["printed"]))
            nearest.append(number_format(measure["printed"]))
    own = ["Value of the service", *INTERVAL]
    columns = ["Measure", "Unit", "Period", *own, "Nearest area", "Value of that area", "Release"]
    return Sheet(
        "Years",
        f"{text_cell(record['name'])}: the years of one release since the figures last changed their meaning",
        pd.DataFrame(rows, columns=columns),
        "Years of an earlier release are not to be joined with the newest figure. A year without a figure of the area "
        "beside it has [x].",
        {**dict.fromkeys(own, shown), "Value of that area": nearest},
    )


def _years_of(measure: Record) -> Iterator[tuple[Record, Any, str]]:
    """Yield the figure, the baseline's value and the release of each year, the newest figure last."""
    same = measure["years"]["same_release"]
    values = measure["years"]["values"]
    for year in values:
        yield year, year["baseline"], "The newest" if same else "An earlier one"
    if values and not same:
        nearest = measure["baselines"][0]["value"] if measure["baselines"] else None
        yield measure, nearest, "The newest"
