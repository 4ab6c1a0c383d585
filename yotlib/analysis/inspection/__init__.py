"""The ratings of a youth offending service by HM Inspectorate of Probation, and how certain they are.

The rules of rating are data with dates (rules.toml). The inspections themselves are in data/ratings.csv and
data/key_questions.csv.
"""

from yotlib.analysis.inspection.all_services import by_year, misread, services, to_new_standards
from yotlib.analysis.inspection.chances import ELIGIBLE, INFERRED, UNLIMITED, chances, spread
from yotlib.analysis.inspection.published import check_totals, earlier, is_of_new_standards, overall, ratings
from yotlib.analysis.inspection.rules import RATINGS
from yotlib.analysis.inspection.scoring import Rated, rate
from yotlib.analysis.inspection.standards import court_beside_out_of_court, questions, standards
from yotlib.analysis.inspection.what_if import moves, points_to_next, total_points

__all__ = [
    "ELIGIBLE",
    "INFERRED",
    "RATINGS",
    "UNLIMITED",
    "Rated",
    "by_year",
    "chances",
    "check_totals",
    "court_beside_out_of_court",
    "earlier",
    "is_of_new_standards",
    "misread",
    "moves",
    "overall",
    "points_to_next",
    "questions",
    "rate",
    "ratings",
    "services",
    "spread",
    "standards",
    "to_new_standards",
    "total_points",
]
