"""What data/ gives by the formulas of METHODS alone: csv, math and scipy, and nothing of the suite.

Figures and rates are in `data`, intervals and tests in `limits`, several years in `years`, ranks and the funnel in
`among_teams`, ethnic groups in `groups`, the inspection's score in `inspection`.
"""

TEN = (
    *("bradford", "leeds", "barnet", "blackpool", "west-mercia", "cardiff", "leicestershire", "kingston-upon-hull"),
    *("tower-hamlets-and-city-of-london", "manchester"),
)
RANKED = ("bradford", "leeds", "barnet", "blackpool", "kingston-upon-hull", "manchester")
