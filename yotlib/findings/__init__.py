"""Tables to sentences: each finding a function that is tested, in plain words, without cause or blame."""

from yotlib.findings.change import breaks, change, trend
from yotlib.findings.comparison import (
    basis,
    comparisons,
    editions,
    headline,
    headlines,
    nothing_published,
    revisions,
    widest,
)
from yotlib.findings.funnel import dispersion, funnel
from yotlib.findings.groups import (
    counts_by_group,
    depends_on_population,
    not_known,
    over_time,
    over_time_headline,
    pooled,
    pooled_beside,
    pooled_groups,
    population_year,
    relative_rate_headline,
    relative_rates,
    representation,
    representation_headline,
    year_by_year,
)
from yotlib.findings.national import not_published, ranked_headline, spread_headline, standing
from yotlib.findings.neighbours import neighbours
from yotlib.findings.parts import frequency_split
from yotlib.findings.summary import summary
from yotlib.findings.words import Headline, Nothing, Sentence, Sentences, day, distance, period_of

__all__ = [
    "Headline",
    "Nothing",
    "Sentence",
    "Sentences",
    "basis",
    "breaks",
    "change",
    "comparisons",
    "counts_by_group",
    "day",
    "depends_on_population",
    "dispersion",
    "distance",
    "editions",
    "frequency_split",
    "funnel",
    "headline",
    "headlines",
    "neighbours",
    "not_known",
    "not_published",
    "nothing_published",
    "over_time",
    "over_time_headline",
    "period_of",
    "pooled",
    "pooled_beside",
    "pooled_groups",
    "population_year",
    "ranked_headline",
    "relative_rate_headline",
    "relative_rates",
    "representation",
    "representation_headline",
    "revisions",
    "spread_headline",
    "standing",
    "summary",
    "trend",
    "widest",
    "year_by_year",
]
