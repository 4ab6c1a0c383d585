"""Write beside each full figure of a table's data its unit and the digits that pages print."""

from collections.abc import Callable, Mapping

import pandas as pd

from yotlib.analysis.confidence import KEY
from yotlib.findings.wording import print_value
from yotlib.reference.measures import get

PRINTED = "_printed"
Prints = Mapping[str, Callable[[float], str]]


def with_printed(data: pd.DataFrame, prints: Prints) -> pd.DataFrame:
    """Return the data with `share_printed` after `share`, and so on for each column of `prints`; blank where it is.

    `prints` says how a page prints each column, such as {"share": "{:.1f}%".format}.
    """
    columns = {}
    for name in data.columns:
        columns[name] = data[name]
        if name in prints:
            texts = ["" if pd.isna(value) else prints[name](value) for value in data[name]]
            columns[name + PRINTED] = pd.Series(texts, index=data.index, dtype="str")
    printed = pd.DataFrame(columns, index=data.index)
    printed.attrs = data.attrs
    return printed


def with_units(data: pd.DataFrame) -> pd.DataFrame:
    """Return the data with `printed` and `unit` after `value`, where its rows are of measures; else as it is.

    A last column, `confidence`, has that of the intervals where it is not the usual 95%. `printed` has no more digits
    than the release of the row prints, and is blank where there is no value.
    """
    data = data.assign(**{KEY: data.attrs[KEY]}) if KEY in data.attrs else data
    if not {"measure", "value"} <= set(data.columns) or "unit" in data:
        return data
    rows = data.to_dict("records")
    measures = [get(row["measure"]) for row in rows]
    printed = [
        "" if pd.isna(row["value"]) else print_value(pd.Series(row), measure)
        for row, measure in zip(rows, measures, strict=True)
    ]
    columns = list(data.columns)
    place = columns.index("value") + 1
    both = data.assign(printed=printed, unit=[measure.unit for measure in measures])
    return both[[*columns[:place], "printed", "unit", *columns[place:]]]
