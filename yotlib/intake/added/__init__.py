"""Figures added to the suite's own, kept in a folder of the user's, one folder a source.

    data/local/dfe-lait-2026-02/
        figures.csv      the figures in use, with the file and row of each
        sources.csv      the publication, with the SHA-256 of every file it came from
        held_back.csv    figures that cannot be right, each with what was found and what would be expected
        faults.csv       the faults that the reader of the file reported
        neighbours.csv, ratings.csv

What the folder holds depends only on which files were added: not on their order, nor on how often they were added.
Whatever takes time to import is imported where it is used.
"""
