"""Find whether a group of children is over-represented: shares, representation and the relative rate index.

`groups` covers one period, `over_time` every single year of a release, `pooled` the newest years together, `beside` the
region and the nation too. `bases` lists the populations they can be compared with. `expected` gives what the children
who live in an area would lead one to expect at national rates, `newest_total` the newest total beside that.
"""

from yotlib.analysis.ethnicity.expected import expected, newest_total
from yotlib.analysis.ethnicity.groups import AGE, BME, COLUMNS, GROUP_NAMES, MEASURE, NOT_KNOWN, POOLED, WHITE
from yotlib.analysis.ethnicity.one_period import bases, groups, population
from yotlib.analysis.ethnicity.over_time import over_time, pooled
from yotlib.analysis.ethnicity.populations import shares_of_children
from yotlib.analysis.ethnicity.significance import RRI_WITHIN, SIGNIFICANT, with_flags
from yotlib.analysis.ethnicity.wider_areas import as_inspected, beside, expected_beside_own, same_year_by_five

__all__ = [
    "AGE",
    "BME",
    "COLUMNS",
    "GROUP_NAMES",
    "MEASURE",
    "NOT_KNOWN",
    "POOLED",
    "RRI_WITHIN",
    "SIGNIFICANT",
    "WHITE",
    "as_inspected",
    "bases",
    "beside",
    "expected",
    "expected_beside_own",
    "groups",
    "newest_total",
    "over_time",
    "pooled",
    "population",
    "same_year_by_five",
    "shares_of_children",
    "with_flags",
]
