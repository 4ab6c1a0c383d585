import math
import random

import pandas as pd
import pytest

import yotlib as yot
from yotlib.analysis.reoffending import COLUMNS, split


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    return yot.load()


def simulated(*rows: tuple, years: tuple[int, int] = (2018, 2018), source: str = "simulated-2020") -> pd.DataFrame:
    """Return simulated binary and frequency rates: area, binary rate (per cent), reoffences per child."""
    first, second = (
        pd.DataFrame(
            {
                "area": [row[0] for row in rows],
                "measure": measure,
                "value": [row[place] for row in rows],
                "period_start": pd.Timestamp(year, 1, 1),
                "period_end": pd.Timestamp(year, 12, 31),
            }
        )
        for place, (measure, year) in enumerate(
            zip(("reoffending_rate", "reoffences_per_child"), years, strict=True), start=1
        )
    )
    return pd.concat([first, second], ignore_index=True).assign(
        age="10-17",
        ethnicity="all",
        count=float("nan"),
        population=float("nan"),
        note="",
        source=source,
        released=pd.Timestamp("2020-06-30"),
        published="yes",
    )


def test_bradfords_gap_is_mostly_reoffences_by_each_child_who_reoffends(figures):
    parts = split(figures, "bradford")

    base = parts.set_index("area").loc["england-and-wales"]
    assert [round(base[name], 3) for name in ("log_gap", "log_children", "log_each")] == [0.408, 0.071, 0.336]
    assert round(base["share_each"]) == 82


def test_the_parts_behind_bradfords_frequency_rate_are_as_printed_or_worked_from_print(figures):
    parts = split(figures, "bradford").set_index("area")

    printed = parts[["binary", "frequency", "per_reoffender"]].astype(float).round(2)
    assert printed.to_numpy().tolist() == [[42.1, 2.36, 5.61], [39.2, 1.57, 4.01]]
    assert parts["role"].tolist() == ["team", "england-and-wales"]


def test_the_teams_own_row_has_no_gap(figures):
    team = split(figures, "bradford").iloc[0]

    assert team[["log_gap", "log_children", "log_each", "share_each"]].isna().all()


@pytest.mark.parametrize("seed", range(20))
def test_the_two_parts_add_up_to_the_gap(seed):
    draw = random.Random(seed)
    (b1, f1), (b0, f0) = [(draw.uniform(5, 95), draw.uniform(0.2, 8)) for _ in range(2)]

    parts = split(simulated(("leeds", b1, f1), ("england", b0, f0)), "leeds")

    base = parts.iloc[1]
    assert base["log_gap"] == pytest.approx(base["log_children"] + base["log_each"], abs=1e-12)
    assert base["log_gap"] == pytest.approx(math.log(f1 / f0), abs=1e-12)
    assert base["log_children"] == pytest.approx(math.log(b1 / b0), abs=1e-12)
    assert base["share_each"] == pytest.approx(100 * (1 - math.log(b1 / b0) / math.log(f1 / f0)))


def test_parts_that_pull_opposite_ways_lie_outside_nought_to_a_hundred():
    fewer_but_more_each = split(simulated(("leeds", 20.0, 2.0), ("england", 40.0, 1.0)), "leeds")
    more_but_fewer_each = split(simulated(("leeds", 80.0, 2.0), ("england", 20.0, 1.0)), "leeds")

    assert fewer_but_more_each.loc[1, "share_each"] == pytest.approx(200)  # ln 4 of ln 2
    assert more_but_fewer_each.loc[1, "share_each"] == pytest.approx(-100)  # -ln 2 of ln 2


def test_no_gap_has_no_share():
    parts = split(simulated(("leeds", 40.0, 1.5), ("england", 40.0, 1.5)), "leeds")

    assert parts.loc[1, "log_gap"] == 0
    assert math.isnan(parts.loc[1, "share_each"])


def test_a_rate_of_nought_has_no_logarithm_and_is_no_error():
    parts = split(simulated(("leeds", 40.0, 1.5), ("england", 0.0, 0.0)), "leeds")

    assert parts["log_gap"].isna().all()


@pytest.mark.parametrize("team", ["leeds", "cardiff", "birmingham"])
def test_a_team_whose_parts_are_not_published_has_an_empty_split_with_the_same_columns(figures, team):
    parts = split(figures, team)

    assert parts.empty
    assert list(parts.columns) == COLUMNS


def test_rates_of_different_periods_are_not_split():
    assert split(simulated(("leeds", 40.0, 1.5), ("england", 38.0, 1.4), years=(2018, 2017)), "leeds").empty


def test_rates_of_different_releases_are_not_split():
    both = simulated(("leeds", 40.0, 1.5), ("england", 38.0, 1.4))
    apart = both.assign(source=["simulated-a"] * 2 + ["simulated-b"] * 2)

    assert split(apart, "leeds").empty


def test_a_team_without_its_own_rates_is_not_split_by_its_baselines():
    assert split(simulated(("england", 38.0, 1.4)), "leeds").empty


def test_nothing_is_split_before_its_release(figures):
    assert split(figures, "bradford", as_of="2020-01-30").empty
    assert len(split(figures, "bradford", as_of="2020-01-31")) == 2


def test_the_figures_passed_in_are_untouched(figures):
    before = figures.copy(deep=True)

    split(figures, "bradford")

    pd.testing.assert_frame_equal(figures, before)
