"""Tables for reading: a finished frame in, a captioned table out, with every period and source beside its figures."""

from yotlib.tables.grouped import counts_by_group, groups, groups_over_time, population
from yotlib.tables.listed import definitions, sources
from yotlib.tables.measured import beside, over_time, page, show, split, teams
from yotlib.tables.table import Table

__all__ = [
    "Table",
    "beside",
    "counts_by_group",
    "definitions",
    "groups",
    "groups_over_time",
    "over_time",
    "page",
    "population",
    "show",
    "sources",
    "split",
    "teams",
]
