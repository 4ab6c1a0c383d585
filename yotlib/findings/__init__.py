"""Turn tables into sentences: one tested function a finding, in plain words, without cause or blame."""

from yotlib.findings.basis import basis
from yotlib.findings.comparison import comparisons, editions, headline, headlines, nothing_published, revisions, widest
from yotlib.findings.ethnicity import (
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
)
from yotlib.findings.funnel import dispersion, funnel
from yotlib.findings.held_back import left_out
from yotlib.findings.inspection import (
    court_beside_out_of_court,
    extremes,
    firmness,
    lowest_questions,
    not_whole,
    questions_headline,
    rating_headline,
    recheck,
    samples,
    services,
    tipping,
)
from yotlib.findings.national import not_published, ranked_headline, spread_headline, standing
from yotlib.findings.neighbours import neighbours
from yotlib.findings.quality import disagreements, quality
from yotlib.findings.reoffending import frequency_split
from yotlib.findings.summary import summary
from yotlib.findings.trends import breaks, change, trend
from yotlib.findings.wording import Headline, Nothing, Sentence, Sentences, distance, period_of
from yotlib.reference.periods import day

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
    "court_beside_out_of_court",
    "day",
    "depends_on_population",
    "disagreements",
    "dispersion",
    "distance",
    "editions",
    "extremes",
    "firmness",
    "frequency_split",
    "funnel",
    "headline",
    "headlines",
    "left_out",
    "lowest_questions",
    "neighbours",
    "not_known",
    "not_published",
    "not_whole",
    "nothing_published",
    "over_time",
    "over_time_headline",
    "period_of",
    "pooled",
    "pooled_beside",
    "pooled_groups",
    "population_year",
    "quality",
    "questions_headline",
    "ranked_headline",
    "rating_headline",
    "recheck",
    "relative_rate_headline",
    "relative_rates",
    "representation",
    "representation_headline",
    "revisions",
    "samples",
    "services",
    "spread_headline",
    "standing",
    "summary",
    "tipping",
    "trend",
    "widest",
]
