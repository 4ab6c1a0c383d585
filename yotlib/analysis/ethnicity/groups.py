"""The ethnic groups, and the columns of a table of them."""

import pandas as pd

from yotlib.analysis.comparison import PERIOD
from yotlib.reference.empty import empty

NOT_KNOWN, WHITE, BME = "not-known", "white", "bme"
GROUP_NAMES = {
    "white": "White",
    "asian": "Asian",
    "black": "Black",
    "mixed": "Mixed",
    "other": "Other",
    "bme": "BME",
    "not-known": "Not known",
}
MEASURE = "cautioned_or_sentenced"
AGE = "10-17"
POOLED = "pooled"
COUNTED = ["area", "group", "count", *PERIOD, "source"]
COLUMNS = [
    "area",
    "group",
    "count",
    "share_of_all",
    "share",
    "share_lower",
    "share_upper",
    "population",
    "population_share",
    "representation",
    "p_value",
    "rri",
    "rri_lower",
    "rri_upper",
    "rri_p_value",
    *PERIOD,
    "source",
    "population_start",
    "population_end",
    "population_source",
    "share_if_none",
    "share_if_all",
    "share_before",
    "p_adjusted",
    "rri_p_adjusted",
    "large",
    "significant",
    "note",
]
_DTYPES = (
    dict.fromkeys(["area", "group", "source", "population_source", "note"], "str")
    | dict.fromkeys([*PERIOD, "population_start", "population_end"], "datetime64[s]")
    | dict.fromkeys(["large", "significant"], "boolean")
)


def no_groups(why: str = "") -> pd.DataFrame:
    """Return an empty table of groups, with the usual columns, that carries why in its `attrs`."""
    columns = {name: pd.Series(dtype=_DTYPES.get(name, "float")) for name in COLUMNS}
    return empty(columns, why).astype({name: column.dtype for name, column in columns.items()})
