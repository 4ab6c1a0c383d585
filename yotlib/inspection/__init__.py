"""How a youth offending service was rated by HM Inspectorate of Probation, and how firm that is.

Rules are data with dates (rules.toml); what is held of each inspection lies in data/ratings.csv and
data/key_questions.csv.
"""

from yotlib.inspection.chances import chances
from yotlib.inspection.held import overall, ratings, totals_checked
from yotlib.inspection.moves import moves, to_next, total
from yotlib.inspection.rules import RATINGS
from yotlib.inspection.scoring import Rated, rate
from yotlib.inspection.services import by_year, misread, services
from yotlib.inspection.tables import court_beside_out_of_court, questions, standards

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
