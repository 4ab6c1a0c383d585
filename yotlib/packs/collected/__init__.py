"""Collect the findings of all packs of a folder into one tidy table.

table.py  the table: its columns, how it is collected and written
rows.py   the rows of one pack's record
parts.py  the parts of a record, each of the kind that it must be
"""

from yotlib.packs.collected.table import check_destination, collect, without_rows, write

__all__ = ["check_destination", "collect", "without_rows", "write"]
