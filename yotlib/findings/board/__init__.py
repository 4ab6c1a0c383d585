"""Say on one page how a team stands: the record of everything that page prints, and nothing else.

`record` returns it as JSON can hold it. Pages are drawn from the record alone, so that each number has one home.
"""

from yotlib.findings.board.few_words import few_words
from yotlib.findings.board.record import SCHEMA, record

__all__ = ["SCHEMA", "few_words", "record"]
