"""Read three hundred corrupted copies of a file of every kind: each gives true figures or one clear error."""

import random

import pytest

from tests.madeup import clone, mutations
from tests.madeup.samples import SAMPLES
from yotlib.figures.tidy import parse
from yotlib.intake.added.hold_back import judge
from yotlib.intake.added.incoming import read_incoming
from yotlib.intake.added.source_folder import HELD_COLUMNS, KEPT_RATINGS, RATINGS, combine
from yotlib.reference import folders
from yotlib.reference.errors import YotError

COPIES, BLOCK = 300, 30
IDENTITY = ["area", "measure", "age", "ethnicity", "period_start", "period_end"]
NUMBERS = ["value", "count", "population"]
RELEASED = "2026-02-11"
LOSING_ROWS = {"cut_rows", "cut_short", "lose_middle"}


def mutations_of(sample):
    """Return the mutations that apply to a file, in order."""
    of_text = mutations.OF_TEXT if sample.form == "csv" else ()
    of_rows = [way for way in mutations.OF_ROWS if not (sample.columns_alike and way is mutations.swap_column_names)]
    return [*of_rows, *mutations.OF_BYTES, *of_text]


def damaged_copy(sample, number, folder):
    """Write the damaged copy of that number; return its path and the name of the mutation."""
    dice = random.Random(f"{sample} {number}")
    path = sample.write(folder / f"whole.{sample.form}")
    way = mutations_of(sample)[number % len(mutations_of(sample))]
    if way in mutations.OF_ROWS:
        sample.write_again(path, way(sample.rows(path), sample.header, dice))
    else:
        path.write_bytes(way(path.read_bytes(), dice))
    return path, way.__name__


def facts_or_error(path):
    """Return the facts that would be added from a file, or the error as printed."""
    try:
        kept = combine([read_incoming(path, released=RELEASED).kept])
    except YotError as error:
        return str(error)
    held = judge({kept.source: kept}).held[kept.source].index
    files = kept.as_files(kept.figures.loc[kept.figures.index.intersection(held)].reindex(columns=HELD_COLUMNS))
    ratings = parse(files[RATINGS], KEPT_RATINGS, RATINGS) if RATINGS in files else kept.ratings.iloc[:0]
    return facts(kept.figures.drop(index=held, errors="ignore"), kept.neighbours, ratings)


def facts(figures, neighbours, ratings):
    """Return every number by its identity, every neighbour by its place and every rating by its day."""
    numbers = figures.set_index(IDENTITY)[NUMBERS].astype(float).round(9).stack()
    assert not numbers.index.duplicated().any(), "a figure stands twice"
    found = {tuple(map(str, key)): number for key, number in numbers.dropna().items()}
    found |= {(row["area"], row["place"]): row["neighbour"] for _, row in neighbours.iterrows()}
    rated = ratings[ratings["overall_rating"] != ""]
    return found | {
        (row["area"], row["published"]): (row["overall_rating"], row["points_of_36"]) for _, row in rated.iterrows()
    }


def untrue(observed, truth, *, may_be_fewer):
    """Return the facts read from a damaged copy that the whole file does not have.

    A table that prints neither totals nor row numbers can lose rows unseen: its sums `may_be_fewer`.
    """
    return {
        key: fact
        for key, fact in observed.items()
        if fact != truth.get(key) and not (may_be_fewer and key in truth and fact < truth[key])
    }


@pytest.mark.slow
@pytest.mark.parametrize("block", range(COPIES // BLOCK))
@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_a_corrupted_copy_gives_true_figures_or_one_clear_error(sample, block, tmp_path, monkeypatch):
    own = clone.make(tmp_path / "data")
    monkeypatch.setattr(folders, "data", lambda: own)
    truth = facts_or_error(sample.write(tmp_path / f"truth.{sample.form}"))

    for number in range(block * BLOCK, (block + 1) * BLOCK):
        path, way = damaged_copy(sample, number, tmp_path)
        observed = facts_or_error(path)
        if isinstance(observed, dict):
            wrong = untrue(observed, truth, may_be_fewer=sample.without_totals and way in LOSING_ROWS)
            assert not wrong, f"copy {number}, {way}"
        else:
            assert "Traceback" not in observed, f"copy {number}, {way}"
            assert all(len(line) < 1000 for line in observed.splitlines()), f"copy {number}, {way}"
