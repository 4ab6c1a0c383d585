"""The verdict on every team against each of its baselines."""

import pandas as pd
import pytest

import yotlib as yot
from yotlib.analysis.every_verdict import COLUMNS, every_verdict
from yotlib.reference.errors import AskedWrongly

RATE = "first_time_entrants"


@pytest.fixture(scope="module")
def published():
    return yot.load()


@pytest.fixture(scope="module")
def everyone(published):
    return every_verdict(published, RATE)


def test_every_team_is_there_and_each_pair_of_team_and_baseline_once(everyone):
    assert list(everyone.columns) == COLUMNS
    assert set(everyone["area"]) == {str(team) for team in yot.teams()}
    assert not everyone.duplicated(["area", "baseline"]).any()


def test_the_verdicts_are_those_of_compare_where_it_takes_the_same_release(published, everyone):
    for team in ("leeds", "barnet", "blackpool", "kent", "bedfordshire"):
        alone = yot.compare(published, team, RATE, release=everyone.loc[0, "source"])
        here = everyone[everyone["area"] == team]
        assert here["verdict"].tolist() == alone["verdict"].tolist()[1:]
        assert here["p_value"].tolist() == pytest.approx(alone["p_value"].tolist()[1:])
        assert here["children"].tolist() == pytest.approx(alone["children"].tolist()[1:])


def test_all_teams_tested_at_once_are_adjusted_as_on_the_national_page(published, everyone):
    national = yot.national.table(published, RATE).set_index("area")["p_adjusted"]

    here = everyone[everyone["role"] == "nation"].set_index("area")["p_adjusted"]
    assert here.to_dict() == pytest.approx(national.reindex(here.index).to_dict())


def test_a_region_keeps_its_teams_and_their_adjusted_p_values(published, everyone):
    part = every_verdict(published, RATE, region="north-east")

    whole = everyone[everyone["region"] == "north-east"].reset_index(drop=True)
    pd.testing.assert_frame_equal(part, whole, check_dtype=False)


def test_a_team_without_a_figure_has_one_row_that_says_why(everyone):
    (row,) = everyone[everyone["area"] == "cardiff"].to_dict("records")

    assert pd.isna(row["value"])
    assert row["note"].startswith("[x] no figure of this period and release; `yot data add FILE`")


def test_a_group_can_be_the_baseline_of_all(published):
    table = every_verdict(published, RATE, baselines="West Yorkshire", region="yorkshire-and-the-humber")

    roles = table.set_index("area")["role"]
    assert (roles["leeds"], roles["hull" if "hull" in roles else "kingston-upon-hull"]) == ("group", "named")
    alone = yot.compare(published, "leeds", RATE, baselines="West Yorkshire")
    assert table.set_index("area").loc["leeds", "p_value"] == pytest.approx(alone.loc[1, "p_value"])


def test_a_wrong_name_is_refused(published):
    with pytest.raises(AskedWrongly, match="No measure called 'firsttime'"):
        every_verdict(published, "firsttime")
