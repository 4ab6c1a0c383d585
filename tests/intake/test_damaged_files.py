"""Read ten corrupted copies of each kind of a file of every reader: each gives true figures or one clear error."""

import random
from dataclasses import dataclass

import pandas as pd
import pytest

from tests.madeup import clone, damaged_layout, damaged_numbers, damaged_words, mutations
from tests.madeup.cells import is_number
from tests.madeup.samples import SAMPLES
from yotlib.figures.tidy import parse
from yotlib.intake.added import match_faults
from yotlib.intake.added.hold_back import judge
from yotlib.intake.added.incoming import read_incoming
from yotlib.intake.added.source_folder import HELD_COLUMNS, KEPT_RATINGS, RATINGS, combine
from yotlib.reference import folders
from yotlib.reference.errors import YotError

COPIES = 10
IDENTITY = ["area", "measure", "age", "ethnicity", "period_start", "period_end"]
NUMBERS = ["value", "count", "population"]
RELEASED = "2026-02-11"
OF_ROWS = (*mutations.OF_ROWS, *damaged_numbers.ALL, *damaged_words.ALL, *damaged_layout.ALL)
FEWEST_KINDS = 30


@dataclass(frozen=True)
class Result:
    """What is read of a file: its facts, and the checks that put a figure in doubt, by the figure's identity."""

    facts: dict
    doubts: dict


def ways_of(sample):
    """Return the kinds of damage that apply to a file, in order."""
    of_text = mutations.OF_TEXT if sample.form == "csv" else ()
    of_rows = [way for way in OF_ROWS if not (sample.columns_alike and way is mutations.swap_column_names)]
    return [*of_rows, *mutations.OF_BYTES, *of_text]


def content(sample, way, path):
    """Return what a kind of damage changes: the rows of a file, or its bytes."""
    return sample.rows(path) if way in OF_ROWS else path.read_bytes()


def damaged(sample, way, number, whole):
    """Return the rows or bytes of the damaged copy of that number."""
    dice = random.Random(f"{sample} {way.__name__} {number}")
    return way(whole, sample.header, dice) if way in OF_ROWS else way(whole, dice)


def damaged_copy(sample, way, number, folder):
    """Write the damaged copy of that number; return its path."""
    path = sample.write(folder / f"whole.{sample.form}")
    copy = damaged(sample, way, number, content(sample, way, path))
    if way in OF_ROWS:
        return sample.write_again(path, copy)
    path.write_bytes(copy)
    return path


def read_or_error(path, source=""):
    """Return what one file would add to its source, or the error as printed."""
    try:
        return combine([read_incoming(path, released=RELEASED, source=source).kept])
    except YotError as error:
        return str(error)


def unjudged(kept):
    """Return what is read of a file, before the checks."""
    return Result(facts(kept.figures, kept.neighbours, kept.ratings), {})


def judged(kept):
    """Return what would be added after the checks."""
    judgement = judge({kept.source: kept})
    held = judgement.held[kept.source].index
    files = kept.as_files(kept.figures.loc[kept.figures.index.intersection(held)].reindex(columns=HELD_COLUMNS))
    ratings = parse(files[RATINGS], KEPT_RATINGS, RATINGS) if RATINGS in files else kept.ratings.iloc[:0]
    figures = kept.figures.drop(index=held, errors="ignore")
    return Result(facts(figures, kept.neighbours, ratings), doubts(kept, judgement.faults))


def facts(figures, neighbours, ratings):
    """Return every number by its identity, every neighbour by its place and every rating by its day."""
    numbers = figures.set_index(IDENTITY)[NUMBERS].astype(float).round(9).stack().dropna()
    found = {tuple(map(str, key)): number for key, number in numbers.items()}
    found |= dict.fromkeys((tuple(map(str, key)) for key in numbers.index[numbers.index.duplicated()]), "twice")
    found |= {(row["area"], row["place"]): row["neighbour"] for _, row in neighbours.iterrows()}
    rated = ratings[ratings["overall_rating"] != ""]
    return found | {
        (row["area"], row["published"]): (row["overall_rating"], row["points_of_36"]) for _, row in rated.iterrows()
    }


def doubts(kept, faults):
    """Return the checks that ask about a figure, by its identity."""
    placed = kept.figures.assign(kept_in=kept.source, row=pd.to_numeric(kept.figures["row"]))
    own = [*faults, *kept.faults]
    placed_twice = pd.concat([placed, placed.assign(file=f"{kept.source}/" + placed["file"])])
    named = match_faults.to_figures(placed_twice.reset_index(names="label"), own)
    found = {}
    for place, asked in named.items():
        figure = kept.figures.iloc[place % len(kept.figures)]
        found.setdefault(tuple(map(str, figure[IDENTITY])), set()).update(fault.check for fault in asked)
    return found


def untrue(observed, truth, seems_right=None, printed=()):
    """Return the facts read from a damaged copy that the whole file does not have, and no check asks about.

    A check that asks about figures of the whole file too does not count. `seems_right` says which facts nothing in the
    file can show to be untrue; `printed` are the numbers of its cells.
    """
    usual = {check for checks in truth.doubts.values() for check in checks}
    return {
        key: fact
        for key, fact in observed.facts.items()
        if fact != truth.facts.get(key)
        and not observed.doubts.get(key[:-1], set()) - usual
        and not (seems_right and (fact in printed or seems_right(key, observed.facts, truth.facts)))
    }


def numbers_of(sample, folder):
    """Return the numbers printed in a file, also in rows that are left out."""
    rows = sample.rows(sample.write(folder / f"whole.{sample.form}"))
    return {float(str(cell)) for row in rows for cell in row if is_number(cell)}


def limit_of(sample, way):
    """Return the limit that docs/official-files.md states for a kind of damage; None where it has none."""
    if way in LOSING_ROWS:
        return is_fewer if sample.without_totals else None
    return LIMITS.get(way)


def is_fewer(key, observed, truth):
    """Return whether rows are missing from a sum."""
    return key in truth and observed[key] < truth[key]


def is_more(key, observed, truth):
    """Return whether a number has become larger."""
    return key in truth and observed[key] > truth[key]


def is_a_year_off(key, observed, truth):
    """Return whether this is a true figure of the next year or the one before, when its name may mean another area."""
    _, *figure, start, end, name = key
    days = [[str(pd.Timestamp(day) + pd.DateOffset(years=by)) for day in (start, end)] for by in (-1, 1)]
    moved = [(*figure, *both, name) for both in days]
    return any(fact == observed[key] for (_, *other), fact in truth.items() if tuple(other) in moved)


def has_changed_places(key, observed, truth):
    """Return whether a true number only stands in another place, or so do parts of the measure's sums."""
    _, second, *_ = key
    if len(key) == 2:  # a neighbour or a rating
        return second in {place for _, place in truth}
    if observed[key] in [fact for other, fact in truth.items() if other[-1] == key[-1]]:
        return True
    before, after = (
        [fact for other, fact in facts.items() if (other[1], other[-1]) == (second, key[-1])]
        for facts in (truth, observed)
    )
    return sum(before) == pytest.approx(sum(after))


LOSING_ROWS = (mutations.cut_rows, mutations.cut_short, mutations.lose_middle)
LIMITS = {
    damaged_numbers.enlarge_half: is_more,
    damaged_words.shift_years: is_a_year_off,
    damaged_words.swap_two_cells: has_changed_places,
}
CASES = [pytest.param(sample, way, id=f"{sample}-{way.__name__}") for sample in SAMPLES for way in ways_of(sample)]


@pytest.mark.slow
@pytest.mark.parametrize(("sample", "way"), CASES)
def test_a_corrupted_copy_gives_true_figures_or_one_clear_error(sample, way, tmp_path, monkeypatch):
    own = clone.make(tmp_path / "data")
    monkeypatch.setattr(folders, "data", lambda: own)
    truth = judged(read_or_error(sample.write(tmp_path / f"truth.{sample.form}"), sample.source))
    assert truth.facts, "the whole file has figures"
    printed = numbers_of(sample, tmp_path) if way is damaged_words.swap_two_cells else ()

    for number in range(COPIES):
        kept = read_or_error(damaged_copy(sample, way, number, tmp_path), sample.source)
        if isinstance(kept, str):
            assert "Traceback" not in kept, f"copy {number}"
            assert all(len(line) < 1000 for line in kept.splitlines()), f"copy {number}"
        elif number == 0 or untrue(unjudged(kept), truth):
            assert not untrue(judged(kept), truth, limit_of(sample, way), printed), f"copy {number}"


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_thirty_kinds_of_damage_change_each_file(sample, tmp_path):
    path = sample.write(tmp_path / f"whole.{sample.form}")
    whole = {way: content(sample, way, path) for way in ways_of(sample)}

    changing = [way for way in whole if any(damaged(sample, way, n, whole[way]) != whole[way] for n in range(COPIES))]

    assert len(changing) >= FEWEST_KINDS
