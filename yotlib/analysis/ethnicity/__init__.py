"""Find whether a group of children is over-represented: shares, representation and the relative rate index.

`groups` covers one period, `over_time` every single year of a release, `pooled` the newest years together. `bases`
lists the populations they can be compared with.
"""

from yotlib.analysis.ethnicity.groups import AGE, BME, COLUMNS, GROUP_NAMES, MEASURE, NOT_KNOWN, POOLED, WHITE
from yotlib.analysis.ethnicity.one_period import bases, beside, groups, population
from yotlib.analysis.ethnicity.over_time import over_time, pooled
from yotlib.analysis.ethnicity.significance import RRI_WITHIN, with_flags

__all__ = [
    "AGE",
    "BME",
    "COLUMNS",
    "GROUP_NAMES",
    "MEASURE",
    "NOT_KNOWN",
    "POOLED",
    "RRI_WITHIN",
    "WHITE",
    "bases",
    "beside",
    "groups",
    "over_time",
    "pooled",
    "population",
    "with_flags",
]
