"""How a youth offending service was rated by HM Inspectorate of Probation, and how firm that is.

Rules are data with dates (rules.toml); what is held of each inspection lies in data/ratings.csv and
data/key_questions.csv.
"""

from yotlib.analysis.inspection.all_services import by_year, misread, services
from yotlib.analysis.inspection.chances import chances
from yotlib.analysis.inspection.published import overall, ratings, totals_checked
from yotlib.analysis.inspection.rules import RATINGS
from yotlib.analysis.inspection.scoring import Rated, rate
from yotlib.analysis.inspection.standards import court_beside_out_of_court, questions, standards
from yotlib.analysis.inspection.what_if import moves, to_next, total

__all__ = [
    "RATINGS",
    "Rated",
    "by_year",
    "chances",
    "court_beside_out_of_court",
    "misread",
    "moves",
    "overall",
    "questions",
    "rate",
    "ratings",
    "services",
    "standards",
    "to_next",
    "total",
    "totals_checked",
]
