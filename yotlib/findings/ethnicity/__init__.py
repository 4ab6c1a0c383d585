"""Say what a table of ethnic groups shows, and how far that depends on the population used."""

from yotlib.findings.ethnicity.counts import counts_by_group, not_known, pooled_groups
from yotlib.findings.ethnicity.over_time import over_time, over_time_headline, pooled, pooled_beside
from yotlib.findings.ethnicity.population import depends_on_population, population_year
from yotlib.findings.ethnicity.rates import relative_rate_headline, relative_rates
from yotlib.findings.ethnicity.shares import representation, representation_headline
from yotlib.findings.ethnicity.wording import CHILDREN, NO_POPULATION, NONE_PUBLISHED, SIGNIFICANT

__all__ = [
    "CHILDREN",
    "NONE_PUBLISHED",
    "NO_POPULATION",
    "SIGNIFICANT",
    "counts_by_group",
    "depends_on_population",
    "not_known",
    "over_time",
    "over_time_headline",
    "pooled",
    "pooled_beside",
    "pooled_groups",
    "population_year",
    "relative_rate_headline",
    "relative_rates",
    "representation",
    "representation_headline",
]
