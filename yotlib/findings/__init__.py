"""Tables to sentences: each finding a function that is tested, in plain words, without cause or blame."""

from yotlib.findings.change import change
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
from yotlib.findings.groups import (
    counts_by_group,
    depends_on_population,
    not_known,
    pooled_groups,
    relative_rate_headline,
    relative_rates,
    representation,
    representation_headline,
)
from yotlib.findings.parts import frequency_split
from yotlib.findings.words import Headline, Nothing, Sentence, Sentences, day, distance, period_of

__all__ = [
    "Headline",
    "Nothing",
    "Sentence",
    "Sentences",
    "basis",
    "change",
    "comparisons",
    "counts_by_group",
    "day",
    "depends_on_population",
    "distance",
    "editions",
    "frequency_split",
    "headline",
    "headlines",
    "not_known",
    "nothing_published",
    "period_of",
    "pooled_groups",
    "relative_rate_headline",
    "relative_rates",
    "representation",
    "representation_headline",
    "revisions",
    "widest",
]
