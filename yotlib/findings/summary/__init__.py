"""Sum a team up in a few sentences, and say at the end what is not held of it."""

from yotlib.findings.summary.not_held import not_held
from yotlib.findings.summary.summary import summary

__all__ = ["not_held", "summary"]
