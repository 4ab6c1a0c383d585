"""Say on one page how a team stands: the record of everything that page prints, and nothing else.

`record` returns it as JSON can hold it, `national_record` that of the page of all services. Pages are drawn from the
record alone, so that each number has one home.
"""

from yotlib.findings.board.few_words import few_words
from yotlib.findings.board.national import NATIONAL_SCHEMA, national_record
from yotlib.findings.board.record import SCHEMA, record

__all__ = ["NATIONAL_SCHEMA", "SCHEMA", "few_words", "national_record", "record"]
