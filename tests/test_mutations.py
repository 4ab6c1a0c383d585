"""Three hundred corrupted copies of a file of every kind: figures that are true of it, or one clear error."""

import random

import pandas as pd
import pytest
from madeup import clone, mutations
from madeup.samples import SAMPLES

from yotlib import suite
from yotlib.errors import YotError
from yotlib.store.incoming import incoming
from yotlib.store.judged import judged
from yotlib.store.kept import together

COPIES, BLOCK = 300, 30
IDENTITY = ["area", "measure", "age", "ethnicity", "period_start", "period_end"]
NUMBERS = ["value", "count", "population"]
RELEASED = "2026-01-31"
LOSING_ROWS = {"rows_cut", "cut_short", "middle_lost"}


def ways(sample):
    """The mutations a file can suffer, in turn."""
    of_text = mutations.OF_TEXT if sample.form == "csv" else ()
    return [*mutations.OF_ROWS, *mutations.OF_BYTES, *of_text]


def harmed(sample, number, folder):
    """The copy of that number, and the name of what befell it."""
    dice = random.Random(f"{sample} {number}")
    path = sample.write(folder / f"whole.{sample.form}")
    way = ways(sample)[number % len(ways(sample))]
    if way in mutations.OF_ROWS:
        sample.write_again(path, way(sample.rows(path), sample.header, dice))
    else:
        path.write_bytes(way(path.read_bytes(), dice))
    return path, way.__name__


def taken(path):
    """The figures that would be taken in, by what they are of; or the error, as it is printed."""
    try:
        kept = together([incoming(path, released=RELEASED).kept])
        held = judged({kept.source: kept}).held[kept.source].index
        return numbers(kept.figures.drop(index=held, errors="ignore"))
    except YotError as error:
        return str(error)


def numbers(figures):
    return figures.set_index(IDENTITY)[NUMBERS].astype(float).round(9)


def untrue(figures, truth, *, may_be_fewer):
    """The figures taken in that the whole file does not have.

    From a table that prints neither totals nor row numbers rows can be lost unseen: there a sum `may_be_fewer`.
    """
    told = figures.dropna(how="all")
    apart = told - truth.reindex(told.index)
    wrong = told.notna() & ~(apart < 1e-9 if may_be_fewer else apart.abs() < 1e-9)
    return told[wrong.any(axis=1)]


@pytest.mark.slow
@pytest.mark.parametrize("block", range(COPIES // BLOCK))
@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_a_corrupted_copy_gives_true_figures_or_one_clear_error(sample, block, tmp_path, monkeypatch):
    own = clone.make(tmp_path / "data")
    monkeypatch.setattr(suite, "data", lambda: own)
    truth = taken(sample.write(tmp_path / f"truth.{sample.form}"))

    for number in range(block * BLOCK, (block + 1) * BLOCK):
        path, way = harmed(sample, number, tmp_path)
        found = taken(path)
        if isinstance(found, pd.DataFrame):
            assert not found.index.duplicated().any(), f"copy {number}, {way}"
            wrong = untrue(found, truth, may_be_fewer=sample.without_totals and way in LOSING_ROWS)
            assert wrong.empty, f"copy {number}, {way}:\n{wrong}"
        else:
            assert "Traceback" not in found, f"copy {number}, {way}"
            assert all(len(line) < 1000 for line in found.splitlines()), f"copy {number}, {way}"
