"""Releases side by side: which there are, one chosen by name, and what changed from one to another."""

import pandas as pd
import pytest

import yotlib as yot
from tests.madeup.tidy import figures
from yotlib.analysis import contextual_facts, national
from yotlib.intake import changed_verdicts, releases
from yotlib.reference.errors import AskedWrongly

OLD, NEW = {"source": "simulated-a", "released": "2019-06-30"}, {"source": "simulated-b", "released": "2020-06-30"}
RATE = "first_time_entrants"


def in_hand(*rows):
    return figures(*rows).drop(columns=["file", "row"])


def both(area, old, new, **given):
    """One figure of an area in both releases."""
    return [{"area": area, "value": old} | OLD | given, {"area": area, "value": new} | NEW | given]


def children(area, number):
    day = dict.fromkeys(["period_start", "period_end"], pd.Timestamp("2018-06-30"))
    return {"area": area, "measure": "population_10_17", "count": number, "source": "simulated-c"} | day


TWO = in_hand(*both("bradford", 330, 351), *both("england", 236, 243), *both("leeds", 226, 226))


@pytest.mark.parametrize(
    ("release", "values"), [("simulated-a", [330, 236]), ("simulated-b", [351, 243]), ("", [351, 243])]
)
def test_a_comparison_takes_the_release_that_is_named_else_the_newest(release, values):
    here = yot.compare(TWO, "Bradford", RATE, release=release)

    assert here["value"].tolist() == values
    assert not release or set(here["source"]) == {release}


def test_a_release_named_is_not_mixed_with_another_where_it_has_no_baseline():
    table = in_hand(*both("bradford", 330, 351), {"area": "england", "value": 243} | NEW)

    assert yot.compare(table, "Bradford", RATE, release="simulated-a")["area"].tolist() == ["bradford"]


def test_a_release_without_a_figure_of_the_team_says_that_there_is_none():
    table = in_hand({"area": "leeds", "value": 226} | OLD, {"area": "bradford", "value": 351} | NEW)

    here = yot.compare(table, "Bradford", RATE, release="simulated-a")

    assert here["value"].isna().tolist() == [True]
    assert here["note"].tolist() == ["[x] no figure published here"]


def test_a_population_of_another_release_may_still_size_a_count():
    table = in_hand(*both("bradford", 330, 351), children("bradford", 62_299))

    here = yot.compare(table, "Bradford", RATE, release="simulated-a")

    assert here["count_estimated"][0] == pytest.approx(205.5867)
    assert "(simulated-c)" in here["note"][0]


def test_the_page_of_facts_and_all_teams_at_once_take_the_release_too():
    assert contextual_facts.page(TWO, "Bradford", release="simulated-a")["value"].tolist() == [330, 236]
    teams = national.table(TWO, RATE, release="simulated-a")
    assert teams[["area", "value"]].values.tolist() == [["leeds", 226], ["bradford", 330], ["england", 236]]


def test_a_release_that_is_not_in_hand_is_refused_with_the_nearest_name():
    for ask in (
        lambda: yot.compare(TWO, "Bradford", RATE, release="simulated-c"),
        lambda: contextual_facts.page(TWO, "Bradford", release="simulated-c"),
        lambda: national.table(TWO, RATE, release="simulated-c"),
        lambda: releases.diff(TWO, "simulated-a", "simulated-c"),
    ):
        with pytest.raises(AskedWrongly) as error:
            ask()
        assert str(error.value) == (
            "No release called 'simulated-c' is in hand. Did you mean 'simulated-b' or 'simulated-a'?"
        )


def test_a_change_is_told_with_both_numbers_and_how_large_it_is():
    found = releases.diff(TWO, "simulated-a", "simulated-b")

    assert (found.old, found.new, found.same) == ("simulated-a", "simulated-b", 1)
    assert list(found.changed.columns) == releases.CHANGED
    assert found.changed[["area", "old_value", "new_value", "difference"]].values.tolist() == [
        ["bradford", 330, 351, 21],
        ["england", 236, 243, 7],
    ]
    assert found.changed["per_cent"].tolist() == pytest.approx([6.3636, 2.9661], abs=1e-4)


def test_a_count_that_changed_is_a_change_though_its_value_did_not():
    counted = {"measure": "cautioned_or_sentenced", "ethnicity": "asian"}
    rows = [{"count": 40} | counted | OLD, {"count": 44} | counted | NEW]
    rates = [{"value": 9, "count": 4, "period": "2017"} | OLD, {"value": 9, "count": 5, "period": "2017"} | NEW]

    changed = releases.diff(in_hand(*rows, *rates), "simulated-a", "simulated-b").changed

    assert changed[["old_count", "new_count", "difference"]].values.tolist() == [[40, 44, 4], [4, 5, 0]]


def test_what_appeared_and_what_went_are_told_apart_from_what_changed():
    rows = [{"value": 1, "period": "2016"} | OLD, {"value": 2, "period": "2019"} | NEW, *both("leeds", 5, 5)]
    marked = [{"area": "york", "value": 7} | OLD, {"area": "york", "note": "[x] not available"} | NEW]

    found = releases.diff(in_hand(*rows, *marked), "simulated-a", "simulated-b")

    assert list(found.went.columns) == list(found.appeared.columns) == releases.ONE_SIDED
    assert found.went[["area", "value"]].values.tolist() == [["bradford", 1], ["york", 7]]
    assert found.appeared[["area", "value"]].values.tolist() == [["bradford", 2]]
    assert (len(found.changed), found.same) == (0, 1)


def test_a_verdict_that_turns_is_told_with_both_verdicts_and_what_they_rest_on():
    # 62,299 children: at 330 the interval is 286 to 378; at 236 it is 200 to 278.
    table = in_hand(*both("bradford", 330, 236), *both("england", 240, 240), children("bradford", 62_299))

    found = releases.diff(table, "simulated-a", "simulated-b")

    assert list(found.verdicts.columns) == changed_verdicts.COLUMNS
    told = found.verdicts[["area", "baseline", "old_verdict", "new_verdict", "old_value", "new_value"]]
    assert told.values.tolist() == [["bradford", "england", "higher", "similar", 330, 236]]
    assert found.compared == 1


def test_a_verdict_turns_by_its_baseline_alone_for_every_team_in_it():
    rates = [*both("bradford", 330, 330), *both("leeds", 330, 330), *both("england", 240, 330)]
    table = in_hand(*rates, children("bradford", 62_299), children("leeds", 65_000))

    verdicts = releases.diff(table, "simulated-a", "simulated-b").verdicts

    assert verdicts[["area", "old_verdict", "new_verdict", "old_baseline", "new_baseline"]].values.tolist() == [
        ["bradford", "higher", "similar", 240, 330],
        ["leeds", "higher", "similar", 240, 330],
    ]


def test_a_verdict_is_lost_with_its_baseline():
    table = in_hand(*both("bradford", 330, 330), {"area": "england", "value": 240} | OLD, children("bradford", 62_299))

    verdicts = releases.diff(table, "simulated-a", "simulated-b").verdicts

    assert verdicts[["old_verdict", "new_verdict"]].values.tolist() == [["higher", "no comparison"]]
    assert verdicts["new_baseline"].isna().all()


def test_a_verdict_is_won_with_its_baseline():
    table = in_hand(*both("bradford", 330, 330), {"area": "england", "value": 240} | NEW, children("bradford", 62_299))

    verdicts = releases.diff(table, "simulated-a", "simulated-b").verdicts

    assert verdicts[["old_verdict", "new_verdict"]].values.tolist() == [["no comparison", "higher"]]


def test_each_period_is_compared_by_itself_though_a_later_one_is_there():
    early = [*both("bradford", 330, 236, period="2017"), *both("england", 240, 240, period="2017")]
    later = [*both("bradford", 330, 330), *both("england", 240, 240)]

    verdicts = releases.diff(
        in_hand(*early, *later, children("bradford", 62_299)), "simulated-a", "simulated-b"
    ).verdicts

    assert verdicts[["old_verdict", "new_verdict"]].values.tolist() == [["higher", "similar"]]
    assert verdicts["period_end"].tolist() == [pd.Timestamp("2017-12-31")]


def test_a_verdict_that_says_as_little_as_before_has_not_turned():
    unsized = in_hand(*both("bradford", 330, 351), {"area": "england", "value": 240} | OLD)
    firm = in_hand(*both("bradford", 330, 340), *both("england", 240, 240), children("bradford", 62_299))

    assert releases.diff(unsized, "simulated-a", "simulated-b").verdicts.empty
    assert releases.diff(firm, "simulated-a", "simulated-b").verdicts.empty


def test_a_period_that_one_release_does_not_have_turns_no_verdict():
    rows = [{"area": area, "value": value} | OLD for area, value in [("bradford", 330), ("england", 240)]]
    table = in_hand(*rows, *both("leeds", 5, 6, period="2017"), children("bradford", 62_299))

    found = releases.diff(table, "simulated-a", "simulated-b")

    assert (found.compared, len(found.verdicts), len(found.went)) == (0, 0, 2)


def test_the_verdicts_are_those_of_a_comparison_within_each_release():
    table = in_hand(*both("bradford", 330, 236), *both("england", 240, 240), children("bradford", 62_299))

    turn = releases.diff(table, "simulated-a", "simulated-b").verdicts.iloc[0]

    for release, verdict in {"simulated-a": turn["old_verdict"], "simulated-b": turn["new_verdict"]}.items():
        assert yot.compare(table, "Bradford", RATE, release=release)["verdict"].tolist() == ["", verdict]


def test_a_team_of_several_authorities_turns_with_them():
    parts = [*both("middlesbrough", 300, 200), *both("redcar-and-cleveland", 300, 200), *both("england", 236, 236)]
    table = in_hand(*parts, children("middlesbrough", 15_000), children("redcar-and-cleveland", 15_000))

    verdicts = releases.diff(table, "simulated-a", "simulated-b").verdicts

    assert verdicts[["area", "old_verdict", "new_verdict"]].values.tolist() == [["south-tees", "higher", "similar"]]


def test_progress_is_told_team_by_team_to_the_last():
    steps = []
    table = in_hand(*both("bradford", 330, 236), *both("leeds", 1, 2), *both("england", 240, 240))

    releases.diff(table, "simulated-a", "simulated-b", progress=lambda done, of: steps.append((done, of)))

    assert steps[-1][0] == steps[-1][1] == len(steps)


def test_the_order_of_rows_changes_nothing_and_the_table_is_untouched():
    table = in_hand(*both("bradford", 330, 236), *both("england", 240, 240), children("bradford", 62_299))
    before = table.copy()

    forth, back = (releases.diff(rows, "simulated-a", "simulated-b") for rows in (table, table.iloc[::-1]))

    pd.testing.assert_frame_equal(table, before)
    for name in ("changed", "appeared", "went", "verdicts"):
        pd.testing.assert_frame_equal(getattr(forth, name), getattr(back, name))
