"""Random sheets of a team's own figures, made up, and a reader who tries to work out what is withheld."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.madeup import tidy
from tests.madeup.attacker import FIVE, GROUPS, SMALL, Attacker
from yotlib.figures.disclosure import LARGEST_WITHHELD, suppress_small_counts

DAYS = pd.to_datetime(["2021-04-01", "2021-07-01", "2021-10-01", "2021-10-16", "2022-04-01", "2023-04-01"])
AGES = {"10-17": (0, 1, 2), "10-14": (0,), "15-17": (1, 2), "15-15": (1,), "10-15": (0, 1), "16-17": (2,)}
MADE_OF = {"all": GROUPS, "bme": ("asian", "black", "mixed", "other")} | {group: (group,) for group in GROUPS}
AREAS = {"bedfordshire": (0, 1), "bedford": (0,), "central-bedfordshire": (1,)}
TYPICAL = {"asian": 1.5, "black": 1, "mixed": 1.5, "other": 0.3, "white": 9, "not-known": 0.4}


def true_numbers(seed, scale):
    """Return made-up children by slice of time, age, group and authority."""
    means = scale * np.array([TYPICAL[group] for group in GROUPS])[None, None, :, None]
    return np.random.default_rng(seed).poisson(np.broadcast_to(means, (len(DAYS) - 1, 3, len(GROUPS), 2)))


def count_in(true, start, end, age, ethnicity, area):
    groups = [GROUPS.index(group) for group in MADE_OF[ethnicity]]
    return int(true[start:end][:, AGES[age]][:, :, groups][:, :, :, AREAS[area]].sum())


@st.composite
def sheets(draw, areas=tuple(AREAS)):
    """Draw own figures of random periods, ages, groups and areas, with a published total or two beside them."""
    true = true_numbers(draw(st.integers(0, 10_000)), draw(st.sampled_from([0.3, 1, 3])))
    lines = draw(st.lists(_lines(areas), min_size=1, max_size=3))
    single = draw(st.lists(_places(areas), max_size=6))
    cells = {cell: "no" for cell in [*(cell for line in lines for cell in line), *single]}
    cells |= dict.fromkeys(draw(st.lists(_places(areas), max_size=2)), "yes")
    return tidy.figures(*(_row(true, cell, published) for cell, published in sorted(cells.items())))


def _places(areas):
    ends = st.lists(st.integers(0, len(DAYS) - 1), min_size=2, max_size=2, unique=True).map(sorted).map(tuple)
    return st.tuples(ends, st.sampled_from(sorted(AGES)), st.sampled_from(sorted(MADE_OF)), st.sampled_from(areas))


@st.composite
def _lines(draw, areas):
    """Draw one place broken down by group, age, area or time."""
    ends, age, ethnicity, area = draw(_places(areas))
    broken = {
        "ethnicity": [(ends, age, name, area) for name in ("all", *FIVE)],
        "age": [(ends, name, ethnicity, area) for name in ("10-17", "10-14", "15-17")],
        "area": [(ends, age, ethnicity, name) for name in areas],
        "time": [((at, at + 1), age, ethnicity, area) for at in range(len(DAYS) - 1)],
    }
    return broken[draw(st.sampled_from(sorted(broken)))]


def _row(true, cell, published):
    (start, end), age, ethnicity, area = cell
    count = count_in(true, start, end, age, ethnicity, area)
    dates = {"period_start": DAYS[start], "period_end": DAYS[end] - pd.Timedelta(days=1)}
    same = {"measure": "first_time_entrants", "source": f"source-{published}", "published": published}
    return same | dates | {"age": age, "ethnicity": ethnicity, "area": area, "count": count}


def check(figures):
    """Check that a reader of what is shown can rule out no number that what is published leaves possible."""
    shown = suppress_small_counts(figures)
    is_own = figures["published"] == "no"
    small = figures.index[is_own & figures["count"].between(1, LARGEST_WITHHELD)]
    none_shown = figures.assign(count=figures["count"].mask(is_own), value=np.nan)
    zeros = set(figures.index[is_own & (figures["count"] == 0)])

    assert shown.loc[small, "count"].isna().all()
    pd.testing.assert_frame_equal(shown[~is_own], figures[~is_own])
    reader, before = Attacker(shown), Attacker(none_shown)
    for place in small:
        asked = reader.pieces_of(shown.loc[place])
        for smallest in (0, 1):
            known = {"smallest": smallest, "zeros": zeros}
            assert reader.possible(asked, **known) == before.possible(asked, **known), figures.loc[place]
        if is_own.all():
            assert reader.possible(asked) == set(SMALL)


@settings(max_examples=15, deadline=None)
@given(sheets())
def test_no_small_count_of_a_random_sheet_can_be_worked_out(figures):
    check(figures)
