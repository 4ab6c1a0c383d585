"""The figures of data/ by the measures that the recomputing tests compare."""

import pandas as pd
import pytest

import yotlib as yot

RECOMPUTED = [
    *("first_time_entrants", "cautioned_or_sentenced", "cautioned_or_sentenced_rate", "reoffending_rate"),
    *("offences_per_1000", "population_10_17", "population_share_10_17"),
]


@pytest.fixture(scope="session")
def everything() -> pd.DataFrame:
    return yot.load()


@pytest.fixture(scope="session")
def figures(everything) -> pd.DataFrame:
    return everything[everything["measure"].isin(RECOMPUTED)]


@pytest.fixture(scope="session")
def entrants_of_teams(figures) -> pd.DataFrame:
    """Return every team's first-time entrants of 2024, ranked."""
    return yot.national.table(figures, "first_time_entrants", period="2024")


@pytest.fixture(scope="session")
def funnel_of_entrants(figures) -> pd.DataFrame:
    return yot.funnel.funnel(figures, "first_time_entrants", period="2024")
