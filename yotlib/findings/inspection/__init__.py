"""Say what an inspection shows: the rating, what it follows from, how firm it is, and where the service stands."""

from yotlib.findings.inspection.among_others import court_beside_out_of_court, new_standards, services
from yotlib.findings.inspection.chances import firmness, tipping
from yotlib.findings.inspection.ratings import earlier_rating, rating_headline, recheck
from yotlib.findings.inspection.samples import extremes, lowest_questions, not_whole, questions_headline, samples

__all__ = [
    "court_beside_out_of_court",
    "earlier_rating",
    "extremes",
    "firmness",
    "lowest_questions",
    "new_standards",
    "not_whole",
    "questions_headline",
    "rating_headline",
    "recheck",
    "samples",
    "services",
    "tipping",
]
