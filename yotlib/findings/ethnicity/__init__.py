"""Say what a table of ethnic groups shows, and how far that depends on the population used."""

from yotlib.findings.ethnicity.counts import counts_by_group, not_known, pooled_groups
from yotlib.findings.ethnicity.expected import (
    by_group_headline,
    expected,
    expected_headline,
    newest_total,
    own_beside_expected,
)
from yotlib.findings.ethnicity.over_time import over_time, over_time_headline, pooled, pooled_beside
from yotlib.findings.ethnicity.population import depends_on_population, population_year
from yotlib.findings.ethnicity.rates import relative_rate_headline, relative_rates
from yotlib.findings.ethnicity.shares import representation, representation_headline
from yotlib.findings.ethnicity.wider_areas import beside_wider, newest_and_comparable, vintage
from yotlib.findings.ethnicity.wording import CHILDREN, NO_POPULATION, NONE_PUBLISHED

__all__ = [
    "CHILDREN",
    "NONE_PUBLISHED",
    "NO_POPULATION",
    "beside_wider",
    "by_group_headline",
    "counts_by_group",
    "depends_on_population",
    "expected",
    "expected_headline",
    "newest_and_comparable",
    "newest_total",
    "not_known",
    "over_time",
    "over_time_headline",
    "own_beside_expected",
    "pooled",
    "pooled_beside",
    "pooled_groups",
    "population_year",
    "relative_rate_headline",
    "relative_rates",
    "representation",
    "representation_headline",
    "vintage",
]
