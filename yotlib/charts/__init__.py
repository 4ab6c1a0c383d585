"""Draw every chart of the suite: each takes a finished table, computes nothing and returns an Axes.

Colours are roles, from the Government Analysis Function's accessible palette: the team in dark
ink, its baselines in accents. The title states the finding, the axis the measure and its unit,
the foot the source.
"""

from yotlib.charts.colours import COLOURS
from yotlib.charts.comparison import compare
from yotlib.charts.ethnicity import relative_rates, shares, shares_over_time
from yotlib.charts.ethnicity_expected import expected
from yotlib.charts.funnel import funnel
from yotlib.charts.inspection import chances, ratings, services
from yotlib.charts.key_questions import court_beside_out_of_court, percentages
from yotlib.charts.national import ranked, spread
from yotlib.charts.style import use_style
from yotlib.charts.trends import trend
from yotlib.charts.with_alt import with_alt

__all__ = [
    "COLOURS",
    "chances",
    "compare",
    "court_beside_out_of_court",
    "expected",
    "funnel",
    "percentages",
    "ranked",
    "ratings",
    "relative_rates",
    "services",
    "shares",
    "shares_over_time",
    "spread",
    "trend",
    "use_style",
    "with_alt",
]
