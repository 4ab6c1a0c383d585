"""Small counts of a team's own figures are withheld, with all that would give them away; every number is made up."""

import json

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import yotlib as yot
from tests.madeup import tidy
from yotlib.analysis import contextual_facts
from yotlib.command import as_json
from yotlib.figures.disclosure import LARGEST_WITHHELD, NOTE, suppress_small_counts
from yotlib.figures.tidy import COLUMNS, SOURCE_COLUMNS
from yotlib.reference import folders

GROUPS = ("asian", "black", "mixed", "other", "white")
CHILDREN = {"measure": "cautioned_or_sentenced", "period": "2023-24", "published": "no", "source": "own"}


def table(*rows):
    made = tidy.figures(*rows)
    return made.assign(value=made["value"].fillna(made["count"]))


def children(count, **given):
    return CHILDREN | {"count": count, "value": count} | given


def of_groups(counts, **given):
    groups = [children(count, ethnicity=group, **given) for group, count in zip(GROUPS, counts, strict=True)]
    return table(*groups, children(sum(counts), **given))


def shown(figures):
    return suppress_small_counts(figures)["count"].fillna(-1).tolist()


@pytest.mark.parametrize(("count", "left"), [(0, 0), (1, -1), (5, -1), (6, 6), (120, 120)])
def test_an_unpublished_count_of_1_to_5_is_withheld(count, left):
    assert shown(table(children(count))) == [left]


def test_a_withheld_figure_keeps_its_row_and_says_why():
    (row,) = suppress_small_counts(table(children(3))).to_dict("records")

    assert pd.isna(row["count"])
    assert pd.isna(row["value"])
    assert row["note"] == NOTE
    assert NOTE.startswith("[c]")


def test_published_figures_are_shown_as_published():
    figures = table(children(3, published="yes", source="a"), children(2, published="yes", ethnicity="white"))

    pd.testing.assert_frame_equal(suppress_small_counts(figures), figures)


def test_the_next_smallest_goes_with_a_count_that_its_total_would_give_away():
    assert shown(of_groups([3, 8, 12, 20, 60])) == [-1, -1, 12, 20, 60, 103]


def test_two_small_counts_hide_each_other():
    assert shown(of_groups([3, 4, 12, 20, 60])) == [-1, -1, 12, 20, 60, 99]


def test_age_bands_hide_each_other_too():
    figures = table(children(3, age="10-14"), children(40, age="15-17"), children(43))

    assert shown(figures) == [-1, -1, 43]


def test_a_rate_goes_with_the_count_it_is_made_of():
    rate = {"measure": "cautioned_or_sentenced_rate", "value": 0.6, "population": 65_000}
    figures = table(children(4), CHILDREN | rate)

    left = suppress_small_counts(figures)

    assert left["value"].isna().all()
    assert left["population"].tolist()[1] == 65_000


@pytest.mark.parametrize("reoffended", [3, 38])
def test_a_reoffending_rate_goes_where_so_few_did_or_did_not_reoffend(reoffended):
    rate = {"measure": "reoffending_rate", "count": reoffended, "population": 40, "value": 100 * reoffended / 40}
    often = {"measure": "reoffences_per_child", "count": 90, "population": 40, "value": 2.25}
    own = {"period": "2022", "published": "no", "source": "own"}

    left = suppress_small_counts(tidy.figures(own | rate, own | often))

    assert left[["value", "count"]].isna().all(axis=None)


def test_the_table_passed_in_is_untouched():
    figures = table(children(3))
    before = figures.copy()

    suppress_small_counts(figures)

    pd.testing.assert_frame_equal(figures, before)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=5, max_size=5))
def test_no_small_count_can_be_pinned_from_its_total_and_the_others(counts):
    left = shown(of_groups(counts))
    total = left[5] if left[5] >= 0 else None
    hidden = [place for place in range(5) if left[place] < 0]

    small = [place for place, count in enumerate(counts) if 1 <= count <= LARGEST_WITHHELD]
    assert set(small) <= set(hidden)
    if total is None:
        return
    rest = total - sum(count for count in left[:5] if count >= 0)
    # With two cells hidden and something to share out between them, each may be nought or all of it.
    assert not small or (len(hidden) > 1 and rest > 0), (counts, left)


@pytest.fixture
def own_folder(tmp_path, monkeypatch):
    """Leeds's own 3 Asian children of 60, on a census of the suite; no other figure of Leeds."""
    real = folders.data()
    folder = tmp_path / "data"
    folder.mkdir()
    for path in real.glob("*.csv"):
        (folder / path.name).write_bytes(path.read_bytes())
    figures = pd.read_csv(real / "figures" / "population_10_17-census-2021.csv", dtype=str, keep_default_na=False)
    census = figures[(figures["area"] == "leeds") & (figures["source"] == "ons-census-2021")]
    same = {"area": "leeds", "measure": "cautioned_or_sentenced", "age": "10-17", "source": "leeds-own"}
    dates = {"period_start": "2022-04-01", "period_end": "2023-03-31"}
    counts = {"asian": 3, "black": 7, "mixed": 10, "other": 10, "white": 30, "all": 60}
    rows = [same | dates | {"ethnicity": group, "count": str(count)} for group, count in counts.items()]
    own = pd.DataFrame(rows, columns=COLUMNS, dtype="str").fillna("")
    pd.concat([census, own]).to_csv(folder / "figures.csv", index=False)
    source = {"source": "leeds-own", "title": "made up", "released": "2024-01-01", "published": "no"}
    known = pd.read_csv(real / "sources.csv", dtype=str, keep_default_na=False)
    new = pd.DataFrame([source], columns=SOURCE_COLUMNS, dtype="str").fillna("")
    pd.concat([known, new]).to_csv(folder / "sources.csv", index=False)
    monkeypatch.setattr(folders, "data", lambda: folder)
    return folder


def test_a_withheld_count_is_nowhere_downstream_of_load(own_folder):
    figures = yot.load()
    groups = yot.ethnicity.groups(figures, "leeds")
    years = yot.ethnicity.over_time(figures, "leeds")
    beside = yot.ethnicity.beside(figures, "leeds")
    printed = [
        json.dumps(as_json.team_as_json(figures, yot.find("leeds"))),
        yot.tables.groups(groups).data.to_csv(),
        yot.tables.counts_by_group(beside).data.to_csv(),
        yot.tables.groups_over_time(years).data.to_csv(),
        str(yot.findings.representation_headline(groups, team="leeds")),
        contextual_facts.page(figures, "leeds").to_csv(),
    ]

    assert figures.loc[figures["source"] == "leeds-own", "count"].isna().sum() == 2
    for text in printed:
        assert ",3.0," not in text
        assert '"count": 3' not in text
        assert ",7.0," not in text
