"""What an inspection shows: the rating, what it follows from, how firm it is, and where the service stands."""

from yotlib.findings.ratings.cases import extremes, lowest_questions, not_whole, samples
from yotlib.findings.ratings.firm import firmness, tipping
from yotlib.findings.ratings.rated import rating_headline, recheck
from yotlib.findings.ratings.sides import court_beside_out_of_court, services

__all__ = [
    "court_beside_out_of_court",
    "extremes",
    "firmness",
    "lowest_questions",
    "not_whole",
    "rating_headline",
    "recheck",
    "samples",
    "services",
    "tipping",
]
