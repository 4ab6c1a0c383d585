import re

import pandas as pd
import pytest

import yotlib as yot
from tests.madeup import tidy
from yotlib import findings, tables
from yotlib.analysis import contextual_facts, ethnicity, reoffending, trends
from yotlib.analysis.comparison import COLUMNS, compare
from yotlib.analysis.contextual_facts import MEASURES_SHOWN, missing, page
from yotlib.findings.basis import other_releases
from yotlib.findings.gaps import widest
from yotlib.findings.releases import nothing_published
from yotlib.findings.wording import format_p_value
from yotlib.reference import areas

MORE, CHANCE = "more than chance would explain", "chance alone could explain the gap"
UNSURE = "too little is published to say whether chance explains it"
ENTRANTS = "First-time entrants were 330 per 100,000 children in Bradford in 2018"
NOTHING_HELD = tidy.figures().assign(found="", expected="")
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


def test_blackpools_headline_gives_both_values_both_baselines_and_the_gap_in_children(figures):
    here = compare(figures, "blackpool", "first_time_entrants", as_of="2026-03-31")

    assert findings.headline(here) == (
        "First-time entrants were 318 per 100,000 children in Blackpool in 2024, more than twice England's 138 and 89% "
        "above the North West's 168, both more than chance would explain: about 24 more children a year than at "
        "England's rate."
    )


@pytest.mark.parametrize(
    ("value", "verdict", "ending"),
    [
        (236.0, "higher", f"40% above England and Wales's 236, {MORE}."),
        (471.4, "lower", f"30% below England and Wales's 471, {MORE}."),
        (320.0, "similar", f"3% above England and Wales's 320; {CHANCE}."),
        (331.5, "similar", f"less than 1% below England and Wales's 332; {CHANCE}."),
        (329.0, "cannot say", f"less than 1% above England and Wales's 329; {UNSURE}."),
        (0.0, "cannot say", f"above England and Wales's 0; {UNSURE}."),
        (20.0, "higher", f"1,550% above England and Wales's 20, {MORE}."),
        (110.0, "higher", f"three times England and Wales's 110, {MORE}."),
        (150.0, "higher", f"more than twice England and Wales's 150, {MORE}."),
        (700.0, "lower", f"less than half England and Wales's 700, {MORE}."),
        (330.2, "similar", "level with England and Wales's 330."),
    ],
)
def test_a_headline_gives_the_gap_and_how_sure_it_is(value, verdict, ending):
    table = simulated(base={"value": value, "verdict": verdict})

    assert findings.headline(table) == f"{ENTRANTS}, {ending}"


def test_region_and_nation_stand_in_one_sentence_where_their_verdicts_differ():
    wide = simulated(base={"verdict": "higher", "children": 58.6})
    region = wide.iloc[1:].assign(
        area="yorkshire-and-the-humber", role="region", name="Yorkshire and the Humber", value=300.0, verdict="similar"
    )

    assert findings.headline(pd.concat([wide, region])) == (
        f"{ENTRANTS}, 40% above England and Wales's 236, more than chance would explain, and 10% above Yorkshire and "
        "the Humber's 300, which chance alone could explain: about 59 more children a year than at England and "
        "Wales's rate."
    )


def test_a_gap_between_percentages_is_in_percentage_points():
    table = simulated("reoffending_rate", value=42.1, base={"value": 39.2})

    assert findings.headline(table) == (
        "Proven reoffending was 42.1% in Bradford in the cohort of 2018, 2.9 percentage points above England and "
        f"Wales's 39.2%; {UNSURE}."
    )


def test_a_gap_too_small_to_print_is_not_printed_as_nought():
    table = simulated("reoffending_rate", value=42.14, base={"value": 42.06})

    assert "0.0 percentage points" not in findings.headline(table)


@pytest.mark.parametrize(
    ("verdict", "cohort", "note", "ending"),
    [
        ("higher", 60.0, "", ", more than chance would explain whatever the size of the cohort."),
        (
            "cannot say",
            60.0,
            "",
            "; its cohort is not published, and in the smallest that fits (60 children) chance could explain the gap.",
        ),
        (
            "cannot say",
            19.0,
            "[u] at least",
            "; its cohort is not published and may be as small as 19 children, too few to be reliable.",
        ),
    ],
)
def test_the_smallest_cohort_says_what_holds_whatever_the_cohort(verdict, cohort, note, ending):
    base = {"value": 39.2, "verdict": verdict}
    table = simulated("reoffending_rate", value=42.1, smallest_cohort=cohort, note=note, base=base)
    table.loc[1, ["smallest_cohort", "note"]] = [float("nan"), ""]

    assert findings.headline(table).endswith(f"England and Wales's 39.2%{ending}")


@pytest.mark.parametrize(
    ("team", "base", "sentence"),
    [
        (
            {"value": float("nan")},
            {},
            "No figure for first-time entrants in Bradford is held here; `yot data add FILE` takes one in.",
        ),
        ({}, {"value": float("nan")}, f"{ENTRANTS}; no baseline has a figure for the same period to set beside it."),
        (
            {"period_start": pd.NaT, "period_end": pd.NaT},
            {},
            "First-time entrants were 330 per 100,000 children in Bradford in a period the source does not state, 40% "
            f"above England and Wales's 236; {UNSURE}.",
        ),
        (
            {"age": "15-17"},
            {},
            "First-time entrants among children aged 15-17 were 330 per 100,000 children in Bradford in 2018, 40% "
            f"above England and Wales's 236; {UNSURE}.",
        ),
    ],
    ids=["no figure", "no baseline", "no period", "an age band"],
)
def test_a_headline_says_what_is_missing(team, base, sentence):
    assert findings.headline(simulated(base=base, **team)) == sentence


def test_a_newer_figure_without_a_baseline_is_said_with_its_year():
    newer = {
        "newer": 351.0,
        "newer_start": pd.Timestamp("2019-01-01"),
        "newer_end": pd.Timestamp("2019-12-31"),
        "newer_source": "simulated-2020",
    }
    table = simulated(base={"verdict": "higher"}, **newer)

    assert findings.headline(table).endswith(
        " The newest figure, 351 in 2019, has no baseline here to compare it with."
    )


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
    subject = {"reoffending_rate": "Proven reoffending", "reoffences_per_child": "Reoffences per child in the cohort"}

    assert findings.headline(table) == f"{subject[measure]} in Bradford in the cohort of 2018 {sentence}"


def test_counts_are_stated_and_not_compared():
    table = simulated("cautioned_or_sentenced", value=484.0, base={"value": 26681.0})

    assert findings.headline(table) == (
        "Children cautioned or sentenced numbered 484 in Bradford in 2018; there were 26,681 in England and Wales. "
        "Areas differ in size: it is rates that can be compared."
    )
    assert findings.comparisons(table) == ()


def test_what_is_too_little_published_is_said_once_for_a_page():
    first, second = simulated("reoffences_per_child", value=2.0), simulated("offences_per_1000", value=9.0)

    told = findings.headlines(pd.concat([first, second], ignore_index=True))

    assert "too little" not in "".join(told[:-1])
    assert told[-1] == (
        "Of reoffences per child in the cohort and proven offences, too little is published to say whether chance "
        "explains these gaps."
    )


def test_reoffending_at_15_to_17_goes_before_10_to_14():
    young, old = (simulated("reoffending_rate", value=40.0, age=age) for age in ("10-14", "15-17"))

    told = findings.headlines(pd.concat([young.assign(age="10-14"), old.assign(age="15-17")], ignore_index=True))

    assert ["15-17" in told[0], "10-14" in told[1]] == [True, True]


def test_a_cohort_that_may_be_under_30_leads_nothing():
    newest = simulated("reoffending_rate", value=50.0, age="15-17", note="[u] at least 12")
    other = simulated("reoffending_rate", value=40.0, age="10-14", period_end=pd.Timestamp("2017-12-31"))

    assert "10-14" in findings.reoffending_headline(newest, other)
    assert "15-17" in findings.reoffending_headline(newest.assign(note=""), other)
    assert "40.0%" in findings.reoffending_headline(simulated("reoffending_rate", value=float("nan")), other)


def test_a_converted_rate_shows_no_more_digits_than_were_printed():
    table = simulated("cautioned_or_sentenced_rate", value=35.0, base={"value": 24.0})
    per_1000 = table.assign(source="dfe-lait-2025-11")

    assert "were 35 per 10,000" in findings.headline(per_1000)
    assert "were 35.0 per 10,000" in findings.headline(table.assign(source="dfe-lait-2026-02"))


def test_the_headline_takes_the_widest_baseline():
    wide = simulated()
    both = pd.concat([wide.iloc[:1], wide.iloc[1:].assign(role="region", name="Simshire"), wide.iloc[1:]])

    assert widest(both)["name"] == "England and Wales"
    assert widest(both.iloc[:2])["name"] == "Simshire"
    assert widest(both.iloc[:1]) is None


@pytest.mark.parametrize(
    ("base", "sentences"),
    [
        (
            {"verdict": "higher", "judgement": "worse", "children": 58.6},
            (
                "40% above England and Wales's 236: higher, judged worse, more than chance would explain. That is "
                "about 59 more children a year than if Bradford had England and Wales's rate.",
            ),
        ),
        (
            {"value": 331.5, "verdict": "similar", "children": -1.2},
            (
                "Less than 1% below England and Wales's 332: similar, since chance alone could explain the gap. That "
                "is about 1 fewer child a year than if Bradford had England and Wales's rate.",
            ),
        ),
        (
            {"value": 331.5, "verdict": "similar", "children": -0.5},
            ("Less than 1% below England and Wales's 332: similar, since chance alone could explain the gap.",),
        ),
        ({}, ("40% above England and Wales's 236.", "Too little is published to say whether chance explains it.")),
        (
            {"value": float("nan"), "note": "[x] no figure is held"},
            ("Left out: England and Wales (no figure is held).",),
        ),
        (
            {"verdict": "higher", "note": "tested against the rest of England and Wales: 3 of 9"},
            (
                "40% above England and Wales's 236: higher, more than chance would explain. It is tested against the "
                "rest of England and Wales, Bradford left out.",
            ),
        ),
    ],
    ids=["higher", "one child", "half a child", "cannot say", "no value", "the rest"],
)
def test_each_baseline_has_a_sentence_and_what_is_missing_is_said_once(base, sentences):
    assert findings.comparisons(simulated(base=base)) == sentences


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
            {
                "lower": 286.4,
                "upper": 378.3,
                "count_estimated": 205.59,
                "note": "[e] about 206 children (ons-mid-2019)",
            },
            "The 95% interval, from 286 to 378, is estimated, since no count is published: about 206 children.",
        ),
        (
            "first_time_entrants",
            {"lower": 191.452, "upper": 265.738, "count": 149.0, "population": 65831.0},
            "The 95% interval runs from 191 to 266 (149 among 65,831 children).",
        ),
        (
            "reoffending_rate",
            {"value": 41.79, "lower": 30.74, "upper": 53.73, "smallest_cohort": 67.0},
            "The smallest cohort that gives 41.8% is 28 of 67 children, with a 95% interval from 30.7% to 53.7%; a "
            "larger cohort has a narrower interval.",
        ),
        (
            "reoffences_per_child",
            {},
            "One child may account for several offences, and how unevenly is not published: no interval is given.",
        ),
        ("cautioned_or_sentenced", {}, "A count is printed as published, without an interval."),
    ],
    ids=["no count", "estimated", "counted", "smallest cohort", "average", "count"],
)
def test_the_basis_tells_the_interval_or_why_there_is_none(measure, team, sentence):
    assert findings.basis(simulated(measure, **team), held=NOTHING_HELD)[0] == sentence


def test_the_basis_tells_how_large_an_unknown_cohort_would_have_to_be():
    table = simulated("reoffending_rate", value=42.1, base={"value": 39.2})

    assert findings.basis(table, held=NOTHING_HELD)[1] == (
        "It would take a cohort of 1,089 children, the printed rate held, for the gap to England and Wales's rate to "
        "stand clear of chance; a cohort of that size is no promise that a real gap would be found."
    )


def test_the_basis_names_a_baseline_of_another_release():
    table = simulated(base={"note": "of another release than the team's figure", "source": "simulated-2021"})

    assert findings.basis(table, held=NOTHING_HELD)[1] == other_releases(table)[0]
    assert other_releases(table) == (
        "No one release has both: the figure for England and Wales was released by simulated-2021, the team's own by "
        "simulated-2019, so part of the gap may be revision.",
    )


def test_a_figure_withheld_or_missing_has_no_basis_and_no_comparisons():
    table = simulated(value=float("nan"))

    assert (findings.basis(table), findings.comparisons(table)) == ((), ())


def test_a_revision_is_told_with_both_figures_and_its_publishers(figures):
    here = compare(figures, "bradford", "first_time_entrants", as_of="2020-01-31")

    (told,) = findings.revisions(figures, here, as_of="2025-11-30")

    assert told.startswith(
        "2018 is printed as 330 by HM Inspectorate of Probation on 31 January 2020, and as 351 by the Department for "
        "Education on "
    )


def test_a_year_that_has_only_just_been_released_is_provisional(figures):
    here = compare(figures, "bradford", "first_time_entrants", as_of="2026-03-31")

    assert findings.revisions(figures, here, as_of="2026-03-31") == (
        "The figure for 2024 is provisional: later releases may revise it.",
    )


def test_what_is_not_published_is_named():
    assert nothing_published("leeds", ["One rate", "Another rate"]) == (
        "The sources held here publish nothing for Leeds on: One rate; Another rate.",
    )
    assert nothing_published("leeds", []) == ()


@pytest.mark.parametrize(
    ("p_value", "printed"),
    [(0.03, "p = 0.03"), (0.004, "p = 0.004"), (0.0018, "p = 0.0018"), (0.0021, "p = 0.002"), (0.0496, "p = 0.0496")],
)
def test_a_p_value_is_never_rounded_across_the_limit_that_decides(p_value, printed):
    assert format_p_value(p_value) == printed


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
            "Proven reoffending among children aged 10-14 in Bradford fell from 40.0% in 2017 to 35.5% in 2018 (4.5 "
            "percentage points).",
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


def test_a_group_set_against_no_white_children_is_told_without_infinity():
    table = simulated_groups({"white": 50, "asian": 20, "black": 10, "mixed": 10, "other": 10}, MIXED | {"white": 0})

    for sentence in (*findings.relative_rates(table), findings.relative_rate_headline(table, team="leeds")):
        assert not FORBIDDEN.search(sentence), sentence


def test_a_group_with_its_own_share_is_neither_over_nor_under_represented():
    white = findings.representation(simulated_groups(MIXED | {"asian": 20, "other": 10}))[0]

    assert not re.search(r"(over|under)-represented by 0\.0", white)


def test_a_direction_that_turns_with_the_population_is_said_to():
    first, last = (simulated_groups(MIXED | {"white": white, "other": 10}) for white in (30, 300))

    assert "Even the direction rests on the year of the population." in findings.depends_on_population([first, last])[0]


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
    blocks = contextual_facts.blocks(facts)
    told = [
        *findings.headlines(facts),
        *(sentence for block in blocks for sentence in (*findings.comparisons(block), *findings.basis(block))),
        *(sentence for block in blocks for sentence in findings.revisions(figures, block)),
        *(findings.change(trends.over_time(figures, team, measure)) for measure in MEASURES_SHOWN),
        *nothing_published(team, missing(facts)),
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
            number = re.search(r" (?:was|were|numbered) (?:about )?([\d,.]*\d%?)", sentence)
            assert bool(number) == bool(table.loc[0, "value"] == table.loc[0, "value"])
            if number:
                assert number[1] == tables.show(table).shown.loc[0, "Value"]
