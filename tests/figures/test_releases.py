"""What data/releases.csv says of whole releases, and what follows from it."""

import pandas as pd
import pytest

from yotlib.figures import load, releases
from yotlib.figures.worked_out import published
from yotlib.reference.measures import get

RATE = "cautioned_or_sentenced_rate"


def test_every_release_that_is_shipped_is_described_once():
    table, figures = releases.releases(), published(load.load())

    shipped = {tuple(pair) for pair in figures[releases.KEY].drop_duplicates().to_numpy()}
    assert not table.duplicated(releases.KEY).any()
    assert shipped <= {tuple(pair) for pair in table[releases.KEY].to_numpy()}


@pytest.mark.parametrize(
    ("source", "measure", "label"),
    [
        ("dfe-lait-2025-11", "reoffending_rate", "calendar"),
        ("dfe-lait-2026-02", "reoffending_rate", "year ending March"),
        ("dfe-lait-2024-11", "first_time_entrants", "year ending March"),
        ("dfe-lait-2026-02", "first_time_entrants", "calendar"),
        ("dfe-lait-2031-01", "reoffending_rate", "not stated"),
    ],
)
def test_what_a_year_alone_means_is_looked_up_by_release(source, measure, label):
    assert releases.year_label(source, measure) == label


def test_half_a_digit_is_that_of_the_unit_the_release_printed():
    rows = pd.DataFrame({"source": ["dfe-lait-2025-11", "dfe-lait-2026-02", "nobody-2020"], "measure": RATE})

    # Printed 3.5 per 1,000 is 34.5 to 35.5 per 10,000; printed 23.7 per 10,000 is 23.65 to 23.75.
    assert releases.half_a_digit(rows, get(RATE)).round(4).tolist() == [0.5, 0.05, 0]


def test_counts_as_first_published_and_as_revised_are_told_apart():
    rows = pd.DataFrame(
        {"source": ["yjb-local-2019-20", "yjb-local-2024-25", "nobody"], "measure": "cautioned_or_sentenced"}
    )

    assert releases.vintages(rows).tolist() == ["first published", "revised", ""]
