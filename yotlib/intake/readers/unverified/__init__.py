"""Readers written from descriptions of their files. None has met a real file, and what they return says so."""

WARNING = (
    "This reader was written from a description of the file and has not met a real one: check some figures by hand."
)
