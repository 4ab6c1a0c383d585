"""The contextual page of Bradford's inspection report, figure by figure, as the suite prints it.

HM Inspectorate of Probation, An inspection of youth offending services in Bradford, January 2020, annex 2.
"""

import pytest

from yotlib.analysis.comparison import compare
from yotlib.figures import choose, load
from yotlib.reference import measures
from yotlib.reference.periods import label

AS_OF = "2020-01-31"
BRADFORD, REGION, BOTH_NATIONS = "bradford", "yorkshire-and-the-humber", "england-and-wales"
HERE = [BRADFORD, REGION, BOTH_NATIONS]


@pytest.fixture(scope="module")
def known():
    return load.load()


def compared(known, measure, **of):
    return compare(known, "Bradford", measure, as_of=AS_OF, **of).set_index("area")


@pytest.mark.parametrize(
    ("measure", "printed", "period"),
    [
        ("first_time_entrants", {BRADFORD: "330", REGION: "244", BOTH_NATIONS: "236"}, "2018"),
        ("reoffending_rate", {BRADFORD: "42.1%", BOTH_NATIONS: "39.2%"}, "July 2016 to June 2017"),
        ("reoffences_per_child", {BRADFORD: "2.36", BOTH_NATIONS: "1.57"}, "July 2016 to June 2017"),
        ("reoffences_per_reoffender", {BRADFORD: "5.61", BOTH_NATIONS: "4.01"}, "July 2016 to June 2017"),
        ("offences_per_1000", {BRADFORD: "22.5", REGION: "15.9", BOTH_NATIONS: "13.1"}, "period not stated"),
        ("cautioned_or_sentenced", {BRADFORD: "484", REGION: "2,750", BOTH_NATIONS: "26,681"}, "2017-18"),
    ],
)
def test_each_figure_of_the_report_is_printed_as_it_stands_there(known, measure, printed, period):
    table = compared(known, measure)

    assert table["value"].map(measures.get(measure).printed).to_dict() == printed
    assert set(table["source"]) == {"hmip-bradford-2020"}
    assert {label(row["period_start"], row["period_end"]) for _, row in table.iterrows()} == {period}


@pytest.mark.parametrize(
    ("area", "counts", "total", "shares"),
    [
        (BRADFORD, [331, 151, 2], 484, [68, 31, 0]),
        (REGION, [2_240, 470, 40], 2_750, [81, 17, 1]),
        (BOTH_NATIONS, [18_826, 6_828, 1_027], 26_681, [71, 26, 4]),
    ],
)
def test_children_by_ethnicity_add_up_to_their_total_and_to_the_whole_per_cents_printed(
    known, area, counts, total, shares
):
    of_groups = [
        compared(known, "cautioned_or_sentenced", ethnicity=group).at[area, "count"]
        for group in ("white", "bme", "not-known")
    ]
    all_children = compared(known, "cautioned_or_sentenced").at[area, "count"]

    assert (of_groups, all_children) == (counts, total)
    assert sum(counts) == total
    assert [round(100 * count / total) for count in of_groups] == shares


@pytest.mark.parametrize(("group", "printed"), [("white", "56%"), ("asian", "37%"), ("other", "8%")])
def test_shares_of_children_aged_10_to_17_are_those_of_the_census_of_2011(known, group, printed):
    rows = choose.select(choose.released_by(known, AS_OF), "population_share_10_17", ethnicity=group)

    assert rows["value"].map(measures.get("population_share_10_17").printed).tolist() == [printed]


def test_the_report_counts_no_child_twice_between_its_groups_and_its_total(known):
    rows = choose.choose(known, "cautioned_or_sentenced", release="hmip-bradford-2020")

    assert sorted(rows["area"]) == sorted(HERE)
