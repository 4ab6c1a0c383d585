"""Figures added to the suite's own, kept in a folder of the user's, one folder a source.

    data/local/dfe-lait-2026-02/
        figures.csv      the figures that stand, with the file and row of each
        sources.csv      the publication, with the SHA-256 of every file it came from
        held_back.csv    figures that cannot be right, each with what was found and what would be expected
        faults.csv       what the reader of the file saw
        neighbours.csv, ratings.csv

What the folder holds follows from which files were added and from nothing else: neither from their order, nor from
how often. Whatever takes time to import is imported where it is used.
"""
