"""Tables for reading: a finished frame in, a captioned table out, with every period and source beside its figures."""

from yotlib.tables.grouped import counts_by_group, groups, population
from yotlib.tables.listed import definitions, sources
from yotlib.tables.measured import over_time, page, show, split, teams
from yotlib.tables.table import Table

__all__ = [
    "Table",
    "counts_by_group",
    "definitions",
    "groups",
    "over_time",
    "page",
    "population",
    "show",
    "sources",
    "split",
    "teams",
]
