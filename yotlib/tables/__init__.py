"""Make tables for reading: each takes a finished frame and returns a captioned table with periods and sources."""

from yotlib.tables.comparison import beside, page, show
from yotlib.tables.ethnicity import counts_by_group, expected, groups, groups_beside, groups_over_time, population
from yotlib.tables.inspection import chances, court_beside_out_of_court, key_questions, moves, services, standards
from yotlib.tables.national import teams
from yotlib.tables.quality import disagreements, findings, in_hand
from yotlib.tables.reoffending import split
from yotlib.tables.sources import definitions, sources
from yotlib.tables.table import Table
from yotlib.tables.trends import over_time

__all__ = [
    "Table",
    "beside",
    "chances",
    "counts_by_group",
    "court_beside_out_of_court",
    "definitions",
    "disagreements",
    "expected",
    "findings",
    "groups",
    "groups_beside",
    "groups_over_time",
    "in_hand",
    "key_questions",
    "moves",
    "over_time",
    "page",
    "population",
    "services",
    "show",
    "sources",
    "split",
    "standards",
    "teams",
]
