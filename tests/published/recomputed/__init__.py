"""What data/ gives by the formulas of docs/methods.md alone: csv, math, numpy and scipy, and nothing of the suite.

Figures and rates are in `data` and `rates`, intervals and tests in `limits`, several years in `years`, reoffending over
the years in `cohorts`, ranks and the funnel in `among_teams`, ethnic groups in `groups`. The inspection's score is in
`inspection`, how firm it is in `firmness`, the ratings of all services in `rated`.

The page for a board is in `strips`, what was new on it in `since`, its heading, facts and questions in `to_board`; the
page of contextual facts is in `facts_page`, and what sentences print in `said`.
"""

TEN = (
    *("bradford", "leeds", "barnet", "blackpool", "west-mercia", "cardiff", "leicestershire", "kingston-upon-hull"),
    *("tower-hamlets-and-city-of-london", "manchester"),
)
RANKED = ("bradford", "leeds", "barnet", "blackpool", "kingston-upon-hull", "manchester")
