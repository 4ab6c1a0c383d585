import re

import pandas as pd
import pytest

import yotlib as yot
from yotlib import findings, tables
from yotlib.analysis import ethnicity, reoffending, trends
from yotlib.analysis.comparison import COLUMNS, compare
from yotlib.analysis.contextual_facts import MEASURES_SHOWN, missing, page
from yotlib.reference import areas

MORE, CHANCE = "that is more than chance would explain", "chance alone could explain a gap of that size"
UNSURE = "whether that is more than chance cannot be said"
ENTRANTS = "First-time entrants in Bradford were 330 per 100,000 children in 2018"
FORBIDDEN = re.compile(r"\boffenders?\b|the same as|because|due to|caused|\bnan\b|\binf\b", re.IGNORECASE)
AGES = {"reoffending_rate": ("10-17", "10-14", "15-17")}
MIXED = {"white": 50, "asian": 30, "black": 10, "mixed": 10, "other": 0}


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    return yot.load()


def simulated(measure: str = "first_time_entrants", *, base: dict | None = None, **team: object) -> pd.DataFrame:
    """A simulated comparison of Bradford with England and Wales in 2018, as `compare` returns it."""
    both = {
        "measure": measure,
        "age": "10-17",
        "ethnicity": "all",
        "period_start": pd.Timestamp("2018-01-01"),
        "period_end": pd.Timestamp("2018-12-31"),
        "note": "",
        "source": "simulated-2019",
        "verdict": "",
        "judgement": "",
    }
    here = {"area": "bradford", "name": "Bradford", "role": "team", "value": 330.0}
    there = {"area": "england-and-wales", "name": "England and Wales", "role": "england-and-wales", "value": 236.0}
    rows = [both | here | team, both | there | {"verdict": "cannot say"} | (base or {})]
    return pd.DataFrame(rows, columns=COLUMNS)


def simulated_series(values: list[float], base: list[float] | None = None, **looks: object) -> pd.DataFrame:
    """A simulated series from 2017 on: Bradford's values and, if given, England's."""
    lines = [("bradford", "Bradford", "team", values), ("england", "England", "nation", base or [])]
    return pd.DataFrame(
        [
            {
                "measure": "first_time_entrants",
                "age": "10-17",
                "area": area,
                "name": name,
                "role": role,
                "period_start": pd.Timestamp(2017 + step, 1, 1),
                "period_end": pd.Timestamp(2017 + step, 12, 31),
                "value": value,
            }
            | looks
            for area, name, role, numbers in lines
            for step, value in enumerate(numbers)
        ]
    )


def simulated_split(team: tuple[float, float], base: tuple[float, float]) -> pd.DataFrame:
    """The split of simulated rates: the team's and England's binary (per cent) and frequency rate."""
    rows = [
        {"area": area, "measure": measure, "value": value}
        for area, rates in (("leeds", team), ("england", base))
        for measure, value in zip(("reoffending_rate", "reoffences_per_child"), rates, strict=True)
    ]
    span = {"period_start": pd.Timestamp("2018-01-01"), "period_end": pd.Timestamp("2018-12-31")}
    told = {"note": "", "source": "simulated-2020", "released": pd.Timestamp("2020-06-30"), "published": "yes"}
    empty = {"age": "10-17", "ethnicity": "all", "count": float("nan"), "population": float("nan")}
    return reoffending.split(pd.DataFrame(rows).assign(**span, **told, **empty), "leeds")


def simulated_groups(children: dict[str, float], counts: dict[str, float] = MIXED) -> pd.DataFrame:
    """The table of groups of a simulated Leeds."""
    blocks = [("cautioned_or_sentenced", counts), ("population_10_17", children)]
    rows = [
        {"measure": measure, "ethnicity": group, "value": float(number), "count": float(number)}
        for measure, numbers in blocks
        for group, number in numbers.items()
    ]
    span = {"period_start": pd.Timestamp("2020-01-01"), "period_end": pd.Timestamp("2020-12-31")}
    told = {"note": "", "source": "simulated-2021", "released": pd.Timestamp("2021-06-30"), "published": "yes"}
    return ethnicity.groups(
        pd.DataFrame(rows).assign(area="leeds", age="10-17", population=float("nan"), **span, **told), "leeds"
    )


def test_bradfords_headline_is_the_one_of_the_methods(figures):
    here = compare(figures, "bradford", "first_time_entrants", as_of="2020-01-31")

    assert findings.headline(here) == (
        "First-time entrants in Bradford were 330 per 100,000 children in 2018, 40% above England and Wales (236); "
        "that is more than chance would explain."
    )


@pytest.mark.parametrize(
    ("value", "verdict", "ending"),
    [
        (236.0, "higher", f"40% above England and Wales (236); {MORE}."),
        (471.4, "lower", f"30% below England and Wales (471); {MORE}."),
        (320.0, "similar", f"3% above England and Wales (320); {CHANCE}."),
        (331.0, "similar", f"less than 1% below England and Wales (331); {CHANCE}."),
        (329.0, "cannot say", f"less than 1% above England and Wales (329); {UNSURE}."),
        (0.0, "cannot say", f"above England and Wales (0); {UNSURE}."),
        (20.0, "higher", f"1,550% above England and Wales (20); {MORE}."),
    ],
)
def test_a_headline_gives_the_gap_in_per_cent_of_the_baseline_and_how_sure_it_is(value, verdict, ending):
    table = simulated(base={"value": value, "verdict": verdict})

    assert findings.headline(table) == f"{ENTRANTS}, {ending}"


def test_no_gap_is_level_and_neither_above_nor_below():
    table = simulated(base={"value": 330.0, "verdict": "similar"})

    assert findings.headline(table).startswith(f"{ENTRANTS}, level with England and Wales (330);")


def test_a_gap_between_percentages_is_in_percentage_points():
    table = simulated("reoffending_rate", value=42.1, base={"value": 39.2})

    assert findings.headline(table) == (
        "Proven reoffending (binary rate) in Bradford was 42.1% in 2018, 2.9 percentage points above England and "
        f"Wales (39.2%); {UNSURE}."
    )


def test_a_gap_too_small_to_print_is_not_printed_as_nought():
    table = simulated("reoffending_rate", value=42.14, base={"value": 42.1})

    assert "0.0 percentage points" not in findings.headline(table)


@pytest.mark.parametrize(
    ("team", "base", "sentence"),
    [
        ({"value": float("nan")}, {}, "The sources held here publish no figure for first-time entrants in Bradford."),
        (
            {"value": float("nan"), "age": "15-17"},
            {},
            "The sources held here publish no figure for first-time entrants in Bradford (children aged 15-17).",
        ),
        ({}, {"value": float("nan")}, f"{ENTRANTS}; no baseline has a figure for the same period to set beside it."),
        (
            {"period_start": pd.NaT, "period_end": pd.NaT},
            {},
            "First-time entrants in Bradford were 330 per 100,000 children in a period the source does not state, 40% "
            f"above England and Wales (236); {UNSURE}.",
        ),
        (
            {"age": "15-17"},
            {},
            "First-time entrants in Bradford (children aged 15-17) were 330 per 100,000 children in 2018, 40% above "
            f"England and Wales (236); {UNSURE}.",
        ),
    ],
    ids=["no figure", "no figure of an age", "no baseline", "no period", "an age band"],
)
def test_a_headline_says_what_is_missing(team, base, sentence):
    assert findings.headline(simulated(base=base, **team)) == sentence


@pytest.mark.parametrize(
    ("measure", "cohort", "sentence"),
    [
        ("reoffending_rate", 29, "is withheld: its cohort of 29 children is under 30, too few to be reliable."),
        ("reoffences_per_child", 29, "are withheld: their cohort of 29 children is under 30, too few to be reliable."),
        ("reoffending_rate", 1, "is withheld: its cohort of 1 child is under 30, too few to be reliable."),
    ],
)
def test_a_figure_of_a_small_cohort_is_said_to_be_withheld(measure, cohort, sentence):
    table = simulated(measure, value=float("nan"), population=float(cohort), note="[u] cohort under 30")

    assert findings.headline(table) == f"{yot.measures.get(measure).subject} in Bradford in 2018 {sentence}"


def test_counts_are_stated_and_not_compared():
    table = simulated("cautioned_or_sentenced", value=484.0, base={"value": 26681.0})

    assert findings.headline(table) == (
        "Children cautioned or sentenced in Bradford numbered 484 in 2018; in England and Wales, 26,681. Areas differ "
        "in size, so the counts are not compared."
    )
    assert findings.comparisons(table) == ()


def test_the_headline_takes_the_widest_baseline():
    wide = simulated()
    both = pd.concat([wide.iloc[:1], wide.iloc[1:].assign(role="region", name="Simshire"), wide.iloc[1:]])

    assert findings.widest(both)["name"] == "England and Wales"
    assert findings.widest(both.iloc[:2])["name"] == "Simshire"
    assert findings.widest(both.iloc[:1]) is None


@pytest.mark.parametrize(
    ("base", "sentence"),
    [
        (
            {"verdict": "higher", "judgement": "worse", "children": 58.6},
            f"40% above England and Wales (236): higher, judged worse; {MORE}. It comes to about 59 more children than "
            "at that rate.",
        ),
        (
            {"value": 331.0, "verdict": "similar", "children": -1.2},
            f"Less than 1% below England and Wales (331): similar; {CHANCE}. It comes to about 1 fewer child than at "
            "that rate.",
        ),
        (
            {"value": 331.0, "verdict": "similar", "children": -0.4},
            f"Less than 1% below England and Wales (331): similar; {CHANCE}.",
        ),
        (
            {"value": 331.0, "verdict": "similar", "children": -0.5},
            f"Less than 1% below England and Wales (331): similar; {CHANCE}.",
        ),
        ({}, "40% above England and Wales (236): cannot say whether that is more than chance."),
        ({"value": float("nan")}, "England and Wales: no value to compare with."),
    ],
    ids=["higher", "one child", "no child", "half a child", "cannot say", "no value"],
)
def test_each_baseline_has_a_sentence_of_its_own(base, sentence):
    assert findings.comparisons(simulated(base=base)) == (sentence,)


@pytest.mark.parametrize(
    ("measure", "team", "sentence"),
    [
        (
            "first_time_entrants",
            {},
            "No count is published here and none can be estimated, so no interval can be given.",
        ),
        (
            "first_time_entrants",
            {"lower": 286.4, "upper": 378.3, "count": 205.59, "population": 62299.0, "note": "[e] about 206 children"},
            "The 95% interval, from 286 to 378, is estimated, since no count is published: about 206 children.",
        ),
        (
            "first_time_entrants",
            {"lower": 191.452, "upper": 265.738, "count": 149.0, "population": 65831.0},
            "The 95% interval runs from 191 to 266 (149 among 65,831 children).",
        ),
        (
            "reoffences_per_child",
            {},
            "Offences cluster in few children, and nothing published here says how much: no interval is given.",
        ),
        ("cautioned_or_sentenced", {}, "A count is printed as published, without an interval."),
    ],
    ids=["no count", "estimated", "counted", "average", "count"],
)
def test_the_basis_tells_the_interval_or_why_there_is_none(measure, team, sentence):
    assert findings.basis(simulated(measure, **team))[0] == sentence


def test_the_basis_tells_how_large_an_unknown_cohort_would_have_to_be(figures):
    assert findings.basis(compare(figures, "bradford", "reoffending_rate")) == (
        "No count is published here and none can be estimated, so no interval can be given.",
        "How many children were in the cohort is not published. It would take a cohort of 1,089 children, the printed "
        "rate held, for the gap to England and Wales to stand clear of chance; a cohort of that size is no promise "
        "that a real gap would be found.",
    )


def test_the_basis_names_a_baseline_of_another_release():
    table = simulated(base={"note": "of another release than the team's figure", "source": "simulated-2021"})

    assert findings.basis(table)[1] == (
        "No one release has both: the figure for England and Wales comes from simulated-2021, not from the release of "
        "the team's own figure, so part of the gap may be revision."
    )


def test_a_figure_withheld_or_missing_has_no_basis_and_no_comparisons():
    table = simulated(value=float("nan"))

    assert (findings.basis(table), findings.comparisons(table)) == ((), ())


def test_a_revision_is_told_with_both_figures(figures):
    here = compare(figures, "bradford", "first_time_entrants", as_of="2020-01-31")

    assert findings.revisions(figures, here) == (
        "The release of 17 November 2025 (dfe-lait-2025-11) prints 351 for 2018 where hmip-bradford-2020 prints 330. "
        "Both are true of their release; figures of different releases are not compared here.",
    )


def test_a_figure_of_another_period_ending_the_same_day_is_no_revision(figures):
    here = compare(figures, "bradford", "first_time_entrants", as_of="2020-01-31")
    quarters = figures.assign(
        period_start=figures["period_start"].mask(
            figures["source"] == "dfe-lait-2025-11", figures["period_end"] - pd.Timedelta(days=91)
        )
    )

    assert findings.revisions(quarters, here) == ()


def test_the_editions_that_follow_are_named():
    assert (
        findings.editions("bradford", ["As inspected", "Now"]) == "What follows for Bradford: “As inspected” and “Now”."
    )
    assert findings.editions("leeds", ["Now"]) == (
        "No inspection of Leeds is held here, so there is no page as inspected: “Now” follows."
    )


def test_the_inspections_handed_over_decide_whether_there_is_a_page_as_inspected():
    dated = pd.DataFrame({"area": ["leeds"]})

    assert findings.editions("leeds", ["Now"], inspections=dated) == "What follows for Leeds: “Now”."
    assert "No inspection of Bradford is held here" in findings.editions("bradford", ["Now"], inspections=dated)


def test_what_is_not_published_is_named():
    assert findings.nothing_published("leeds", ["One rate", "Another rate"]) == (
        "The sources held here publish nothing for Leeds on: One rate; Another rate.",
    )
    assert findings.nothing_published("leeds", []) == ()


@pytest.mark.parametrize(
    ("series", "sentence"),
    [
        (simulated_series([]), "The sources held here publish no figures over time for this team and measure."),
        (simulated_series([330.0]), "Only 2017 is published here, so no change over time can be shown."),
        (
            simulated_series([400.0, 200.0, 100.0], [200.0, 210.0, 220.0]),
            "First-time entrants in Bradford fell from 400 per 100,000 children in 2017 to 100 in 2019 (75%); England "
            "rose from 200 to 220 (10%).",
        ),
        (
            simulated_series([400.0, 400.0], [200.0, 200.0]),
            "First-time entrants in Bradford came to 400 per 100,000 children in 2017 and again in 2018; England came "
            "to 200 in both.",
        ),
        (
            simulated_series([0.0, 400.0], [float("nan"), 200.0]),
            "First-time entrants in Bradford rose from 0 per 100,000 children in 2017 to 400 in 2018.",
        ),
        (
            simulated_series([40.0, 35.5], measure="reoffending_rate", age="10-14"),
            "Proven reoffending (binary rate) in Bradford (children aged 10-14) fell from 40.0% in 2017 to 35.5% in "
            "2018 (4.5 percentage points).",
        ),
    ],
    ids=["empty", "one year", "fell", "level", "from nought", "percentages"],
)
def test_a_change_is_told_from_its_first_year_to_its_last_beside_its_widest_baseline(series, sentence):
    assert findings.change(series) == sentence


def test_a_change_too_small_to_print_is_no_rise_and_no_fall():
    sentence = findings.change(simulated_series([330.2, 329.8]))

    assert "fell" not in sentence


def test_a_series_whose_values_are_all_withheld_is_a_sentence_and_no_error():
    assert findings.change(simulated_series([float("nan")] * 2, measure="reoffending_rate")).endswith(".")


def test_bradfords_frequency_rate_is_split_in_words(figures):
    assert findings.frequency_split(reoffending.split(figures, "bradford")) == (
        "In July 2016 to June 2017 reoffences per child in the cohort (frequency rate) were 2.36 in Bradford and 1.57 "
        "in England and Wales; behind them, 42.1% and 39.2% of children reoffended (binary rate), and each who did "
        "committed 5.61 and 4.01 reoffences. 82% of the gap is reoffences by each child who reoffends and 18% is how "
        "many children reoffended.",
    )


@pytest.mark.parametrize(
    ("team", "base", "told", "untold"),
    [
        ((20.0, 2.0), (40.0, 1.0), "fewer children reoffended", "more children reoffended"),
        ((40.0, 1.0), (20.0, 2.0), "more children reoffended", "fewer children reoffended"),
        ((80.0, 2.0), (20.0, 1.0), "each of them reoffended less often", "each of them reoffended more often"),
        ((20.0, 1.0), (80.0, 2.0), "each of them reoffended more often", "each of them reoffended less often"),
        ((40.0, 1.5), (40.0, 1.5), "There is no gap to split.", "of the gap is"),
    ],
    ids=["higher, fewer", "lower, more", "higher, less often", "lower, more often", "no gap"],
)
def test_parts_that_pull_opposite_ways_are_told_the_right_way_round(team, base, told, untold):
    (sentence,) = findings.frequency_split(simulated_split(team, base))

    assert told in sentence
    assert untold not in sentence


def test_a_rate_without_its_parts_is_said_not_to_be_split(figures):
    told = "The frequency rate cannot be split: its two parts are not published together here."

    assert findings.frequency_split(reoffending.split(figures, "leeds")) == (told,)
    assert findings.frequency_split(simulated_split((40.0, 1.5), (0.0, 0.0))) == (told,)


def test_bradfords_counts_by_group_are_told(figures):
    assert findings.counts_by_group(ethnicity.beside(figures, "bradford"), team="bradford") == (
        "Of 484 children cautioned or sentenced in Bradford in 2017-18, 331 (68%) White, 151 (31%) BME; for 2 the "
        "group is not known."
    )


@pytest.mark.parametrize(
    ("as_of", "of_children", "population", "points"),
    [
        ("2020-01-31", "56.0%", "2011 (hmip-bradford-2020)", "12.7"),
        (None, "46.0%", "21 March 2021 (ons-census-2021)", "22.6"),
    ],
)
def test_bradfords_representation_is_told_with_its_population(figures, as_of, of_children, population, points):
    table = ethnicity.groups(figures, "bradford", as_of=as_of)

    assert findings.representation_headline(table, team="bradford") == (
        "White children were 68.7% of the children cautioned or sentenced in Bradford in 2017-18 whose group is known, "
        f"and {of_children} of children aged 10-17 on the population of {population}: over-represented by {points} "
        "percentage points; more than chance would explain."
    )
    assert findings.representation(table)[0] == (
        f"White: 68.7% of children cautioned or sentenced (64.4% to 72.7%), {of_children} of children aged 10-17: "
        f"over-represented by {points} percentage points; more than chance would explain (p < 0.001)."
    )


def test_bradfords_relative_rate_is_told_with_its_interval(figures):
    table = ethnicity.groups(figures, "bradford", as_of="2020-01-31")
    stated = "BME children were cautioned or sentenced at 0.58 (0.48 to 0.71) times the White rate"

    assert findings.relative_rate_headline(table, team="bradford") == (
        f"{stated} in Bradford in 2017-18, on the population of 2011 (hmip-bradford-2020)."
    )
    assert findings.relative_rates(table) == (f"{stated}: outside 0.8 to 1.25 and more than chance would explain.",)


@pytest.mark.parametrize(
    ("index", "flag"),
    [
        ((2.0, 1.5, 2.5), "outside 0.8 to 1.25 and more than chance would explain."),
        ((2.0, 0.9, 4.0), "outside 0.8 to 1.25, yet chance alone could explain it."),
        ((1.1, 1.05, 1.2), "within 0.8 to 1.25, yet more than chance would explain."),
        ((1.1, 0.9, 1.3), "within 0.8 to 1.25 and chance alone could explain it."),
    ],
)
def test_size_and_certainty_are_flagged_each_for_itself(figures, index, flag):
    table = ethnicity.groups(figures, "bradford")
    table.loc[table["group"] == "bme", ["rri", "rri_lower", "rri_upper"]] = index

    assert findings.relative_rates(table)[0].partition("White rate: ")[2] == flag


def test_a_group_set_against_no_white_children_is_told_without_infinity():
    table = simulated_groups({"white": 50, "asian": 20, "black": 10, "mixed": 10, "other": 10}, MIXED | {"white": 0})

    for sentence in (*findings.relative_rates(table), findings.relative_rate_headline(table, team="leeds")):
        assert not FORBIDDEN.search(sentence), sentence


def test_a_group_with_its_own_share_is_neither_over_nor_under_represented():
    white = findings.representation(simulated_groups(MIXED | {"asian": 20, "other": 10}))[0]

    assert not re.search(r"(over|under)-represented by 0\.0", white)


def test_how_far_the_answer_rests_on_the_population_is_told(figures):
    bases = ethnicity.bases(figures, "bradford")
    both = [ethnicity.groups(figures, "bradford", population=basis) for basis in bases]

    assert findings.depends_on_population(both)[1] == (
        "BME children: -12.7 percentage points on the population of 2011 (hmip-bradford-2020), -22.6 on that of 21 "
        "March 2021 (ons-census-2021). The direction holds on both; the size rests on the year of the population. The "
        "relative rate index is 0.581 on the first and 0.389 on the second."
    )
    assert findings.depends_on_population(both[:1]) == ()


def test_a_direction_that_turns_with_the_population_is_said_to():
    first, last = (simulated_groups(MIXED | {"white": white, "other": 10}) for white in (30, 300))

    assert "Even the direction rests on the year of the population." in findings.depends_on_population([first, last])[0]


def test_children_whose_group_is_not_known_are_counted_and_what_they_could_change_is_bounded(figures):
    (sentence,) = findings.not_known(ethnicity.groups(figures, "bradford"))

    assert sentence.startswith("For 2 of 484 children (0.4%) the group is not known.")
    assert "68.4%" in sentence  # White, if none of the two were: 331 of 484
    assert "68.8%" in sentence  # White, if both were: 333 of 484


def test_groups_that_are_pooled_are_warned_of(figures):
    assert findings.pooled_groups(ethnicity.groups(figures, "bradford")) == (
        "The source prints only White and BME. BME pools Asian, Black, Mixed and Other children, who may differ: a "
        "group that is under-represented can hide one that is over-represented.",
    )
    assert findings.pooled_groups(ethnicity.groups(figures, "birmingham")) == ()


def test_a_team_without_groups_is_said_to_have_none(figures):
    none, sentence = ethnicity.groups(figures, "cardiff"), f"{findings.ethnicity.NONE_PUBLISHED} for Cardiff."

    assert findings.counts_by_group(ethnicity.beside(figures, "cardiff"), team="cardiff") == sentence
    assert findings.representation_headline(none, team="cardiff") == sentence
    assert findings.relative_rate_headline(none, team="cardiff") == sentence
    for function in (findings.representation, findings.relative_rates, findings.not_known, findings.pooled_groups):
        assert function(none) == ()


def test_groups_without_a_population_are_said_to_have_none(figures):
    table = ethnicity.groups(figures, "birmingham", as_of="2022-06-30")
    told = "No population of children by the same groups was published by then, so representation cannot be worked out."

    assert findings.representation_headline(table, team="birmingham") == told
    assert findings.relative_rate_headline(table, team="birmingham") == told


def test_sentences_are_prose_in_a_notebook():
    assert findings.Headline("Found.")._repr_markdown_() == "**Found.**"
    assert findings.Sentence("Told.")._repr_markdown_() == "Told."
    assert findings.Sentences(["One.", "Two."])._repr_markdown_() == "* One.\n* Two."
    assert repr(findings.Sentences(["One.", "Two."])) == "One.\nTwo."


def test_the_tables_passed_in_are_untouched(figures):
    table, groups = simulated(), ethnicity.groups(figures, "bradford")
    before = table.copy(deep=True), groups.copy(deep=True)

    for function in (findings.headline, findings.comparisons, findings.basis):
        function(table)
    for function in (findings.representation, findings.relative_rates, findings.not_known):
        function(groups)

    pd.testing.assert_frame_equal(table, before[0])
    pd.testing.assert_frame_equal(groups, before[1])


@pytest.mark.parametrize("team", ["bradford", "leeds", "birmingham", "cardiff"])
def test_no_sentence_blames_or_claims_a_cause(figures, team):
    facts, groups = page(figures, team), ethnicity.groups(figures, team)
    blocks = [block for _, block in facts.groupby(["measure", "age"], sort=False)]
    told = [
        *findings.headlines(facts),
        *(sentence for block in blocks for sentence in (*findings.comparisons(block), *findings.basis(block))),
        *(sentence for block in blocks for sentence in findings.revisions(figures, block)),
        *(findings.change(trends.over_time(figures, team, measure)) for measure in MEASURES_SHOWN),
        *findings.nothing_published(team, missing(facts)),
        str(findings.frequency_split(reoffending.split(figures, team))),
        findings.representation_headline(groups, team=team),
        findings.relative_rate_headline(groups, team=team),
        *findings.representation(groups),
        *findings.relative_rates(groups),
        *findings.not_known(groups),
    ]

    assert [sentence for sentence in told if FORBIDDEN.search(sentence) or not sentence.endswith(".")] == []


@pytest.mark.slow
@pytest.mark.parametrize("team", areas.teams())
def test_every_headline_names_the_team_and_prints_the_tables_own_number(figures, team):
    for measure in MEASURES_SHOWN:
        for age in AGES.get(measure, ("10-17",)):
            table = compare(figures, team, measure, age=age)
            sentence = findings.headline(table)

            assert team.name in sentence
            assert sentence.endswith(".")
            assert not FORBIDDEN.search(sentence)
            number = re.search(r" (?:was|were|numbered) ([\d,.]*\d%?)", sentence)
            assert bool(number) == bool(table.loc[0, "value"] == table.loc[0, "value"])
            if number:
                assert number[1] == tables.show(table).shown.loc[0, "Value"]
