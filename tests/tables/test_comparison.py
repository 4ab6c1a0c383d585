import io

import pandas as pd
import pytest
from bs4 import BeautifulSoup

import yotlib as yot
from yotlib import tables
from yotlib.analysis import contextual_facts, ethnicity, reoffending, trends
from yotlib.analysis.comparison import COLUMNS, compare
from yotlib.analysis.comparison import compare as yot_compare

INSPECTED = "2020-01-31"
BEFORE_ALL_RELEASES = "2000-01-01"
MAKERS = {
    "show": lambda figures: tables.show(compare(figures, "bradford", "first_time_entrants", as_of=INSPECTED)),
    "page": lambda figures: tables.page(contextual_facts.page(figures, "bradford"), heading="As it stands now"),
    "over_time": lambda figures: tables.over_time(trends.over_time(figures, "bradford", "first_time_entrants")),
    "counts_by_group": lambda figures: tables.counts_by_group(ethnicity.beside(figures, "bradford")),
    "groups": lambda figures: tables.groups(ethnicity.groups(figures, "bradford")),
    "population": lambda figures: tables.population(ethnicity.population(figures, "bradford")),
    "split": lambda figures: tables.split(reoffending.split(figures, "bradford")),
    "sources": lambda figures: tables.sources(compare(figures, "bradford", "first_time_entrants")),
    "definitions": lambda figures: tables.definitions(compare(figures, "bradford", "first_time_entrants")),
}
EVERY_TABLE = pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    return yot.load()


@pytest.fixture(autouse=True)
def _not_in_a_pack(monkeypatch):
    monkeypatch.delenv("YOTLIB_PACK", raising=False)


def parsed(table: tables.Table) -> BeautifulSoup:
    return BeautifulSoup(table.html(), "html.parser")


def html_cells(table: tables.Table) -> list[list[str]]:
    return [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in parsed(table).select("tr")]


def simulated(**looks: object) -> pd.DataFrame:
    """A simulated comparison of one row, as `compare` returns it."""
    row = {
        "measure": "first_time_entrants",
        "age": "10-17",
        "area": "simshire",
        "name": "Simshire",
        "role": "team",
        "value": 330.0,
        "note": "",
        "source": "simulated-2019",
        "verdict": "",
        "judgement": "",
        "period_start": pd.Timestamp("2018-01-01"),
        "period_end": pd.Timestamp("2018-12-31"),
    }
    return pd.DataFrame([row | looks], columns=COLUMNS)


def simulated_series(*periods: tuple[str, str, float]) -> pd.DataFrame:
    """A simulated series of one team: first day, last day and rate of each period."""
    dated = {"value": [value for *_, value in periods], "note": "", "source": "simulated-2019", "lower": float("nan")}
    return pd.DataFrame(
        dated
        | {
            "measure": "first_time_entrants",
            "age": "10-17",
            "name": "Simshire",
            "role": "team",
            "upper": float("nan"),
            "period_start": [pd.Timestamp(start) for start, *_ in periods],
            "period_end": [pd.Timestamp(end) for _, end, _ in periods],
        }
    )


def nothing_known(figures: pd.DataFrame) -> pd.DataFrame:
    """The page of contextual facts of a day before anything was released."""
    return contextual_facts.page(figures, "cardiff", as_of=BEFORE_ALL_RELEASES)


@EVERY_TABLE
def test_the_text_and_the_html_hold_the_same_cells(figures, make):
    table = make(figures)

    shown = [list(table.shown.columns), *table.shown.to_numpy().tolist()]
    assert html_cells(table) == shown
    assert all(cell in repr(table) for row in shown for cell in row)
    assert parsed(table).caption.get_text() == table.caption == repr(table).splitlines()[0]


@EVERY_TABLE
def test_a_table_has_one_caption_one_row_of_headers_and_a_header_for_every_row(figures, make):
    soup = parsed(make(figures))

    assert len(soup.select("caption")) == 1
    assert len(soup.select("thead tr")) == 1
    assert {cell.name for cell in soup.thead.tr.find_all(["th", "td"])} == {"th"}
    assert [len(row.select("th")) for row in soup.select("tbody tr")] == [1] * len(soup.select("tbody tr"))


@EVERY_TABLE
def test_a_table_is_the_same_html_twice(figures, make):
    table = make(figures)

    assert table.html() == table.html() == make(figures).html()


def test_a_caption_holds_measure_unit_period_and_source(figures):
    assert MAKERS["show"](figures).caption == (
        "First-time entrants to the youth justice system, per 100,000 children aged 10-17, 2018. "
        "Source: hmip-bradford-2020"
    )
    assert MAKERS["groups"](figures).caption == (
        "Children cautioned or sentenced, 2019-20 (yjb-local-2019-20), against children aged 10-17 of 21 March 2021 "
        "(ons-census-2021)"
    )
    assert MAKERS["split"](figures).caption.endswith(", July 2016 to June 2017. Source: hmip-bradford-2020")


def test_a_comparison_prints_value_interval_gap_and_verdict(figures):
    head, team, region, nation = html_cells(MAKERS["show"](figures))

    assert head == ["Area", "Value", "95% interval", "Gap", "Ratio", "Verdict", "Judged", "Gap in children"]
    assert team == ["Bradford", "330", "286 to 379 [e]", "–", "–", "–", "–", "–"]
    assert region == ["Yorkshire and the Humber", "244", "–", "+86", "1.35", "higher", "worse", "+53"]
    assert nation == ["England and Wales", "236", "–", "+94", "1.40", "higher", "worse", "+57"]


@pytest.mark.parametrize(
    ("note", "interval"),
    [
        ("", "286 to 378"),
        ("printed in a footnote", "286 to 378"),
        ("[e] about 206 children", "286 to 378 [e]"),
        ("[e][r] about 206 children", "286 to 378 [e][r]"),
    ],
)
def test_a_mark_stands_behind_the_interval_it_concerns(note, interval):
    table = tables.show(simulated(lower=286.4, upper=378.3, note=note))

    assert table.shown.loc[0, "95% interval"] == interval


def test_an_estimated_interval_is_marked_on_the_page_of_facts_too(figures):
    table = tables.page(contextual_facts.page(figures, "bradford", as_of=INSPECTED), heading="As inspected")

    assert "286 to 379 [e]" in table.shown.loc[0, "Bradford"]


def test_columns_with_nothing_in_them_are_left_out():
    assert list(tables.show(simulated()).shown.columns) == ["Area", "Value", "Gap", "Ratio", "Verdict"]


def test_sources_have_a_column_where_they_are_not_all_one():
    england = {"name": "England", "role": "nation", "source": "simulated-2021", "note": "of another release"}
    both = pd.concat([simulated(), simulated(**england)], ignore_index=True)

    assert tables.show(both).shown["Source"].tolist() == ["simulated-2019", "simulated-2021"]
    assert tables.show(both).caption.endswith("Source: simulated-2019, simulated-2021")


def test_names_and_captions_are_escaped_in_html_and_plain_in_text():
    table = tables.show(simulated(name="<b>Simshire</b> & Sons", source="<i>simulated</i>"))

    assert parsed(table).find(["b", "i"]) is None
    assert html_cells(table)[1][0] == "<b>Simshire</b> & Sons"
    assert "&lt;b&gt;Simshire&lt;/b&gt; &amp; Sons" in table.html()
    assert "<b>Simshire</b> & Sons" in repr(table)


@pytest.mark.parametrize(
    ("make", "caption"),
    [
        (lambda f: tables.show(compare(f, "cardiff", "custody_rate")), "Use of custody, per 1,000 children aged 10-17"),
        (lambda f: tables.page(nothing_known(f), heading="As <it> stands"), "As <it> stands"),
        (lambda f: tables.over_time(trends.over_time(f, "cardiff", "custody_rate")), "Over time"),
        (
            lambda f: tables.counts_by_group(ethnicity.beside(f, "cardiff", as_of=BEFORE_ALL_RELEASES)),
            "Children cautioned or sentenced by ethnic group",
        ),
        (
            lambda f: tables.groups(ethnicity.groups(f, "cardiff", as_of=BEFORE_ALL_RELEASES)),
            "Representation by ethnic group",
        ),
        (
            lambda f: tables.population(ethnicity.population(f, "cardiff", as_of=BEFORE_ALL_RELEASES)),
            "Children aged 10-17 by ethnic group",
        ),
        (lambda f: tables.split(reoffending.split(f, "cardiff")), "Reoffending: how many children, and how often each"),
        (lambda f: tables.sources(nothing_known(f)), "Sources"),
        (lambda f: tables.definitions(nothing_known(f)), "What each measure is"),
    ],
)
def test_an_empty_table_says_so(figures, monkeypatch, make, caption):
    monkeypatch.setenv("YOTLIB_PACK", "1")

    table = make(figures)

    assert repr(table) == f"{caption}: nothing to show."
    assert parsed(table).get_text() == f"{caption}: nothing to show."
    assert set(table._repr_mimebundle_()) == {"text/plain", "text/html"}


def test_outside_a_pack_there_is_no_csv(figures):
    assert set(MAKERS["show"](figures)._repr_mimebundle_()) == {"text/plain", "text/html"}


def test_a_pack_has_the_unrounded_numbers_as_csv(figures, monkeypatch):
    monkeypatch.setenv("YOTLIB_PACK", "1")

    held = MAKERS["show"](figures)._repr_mimebundle_()["text/csv"]

    rows = pd.read_csv(io.StringIO(held))
    assert [name for name in rows.columns if name not in ("printed", "unit")] == COLUMNS
    assert rows[["value", "printed", "unit"]].iloc[0].tolist() == [330, 330, "per 100,000 children aged 10-17"]
    assert rows.loc[0, "count_estimated"] == pytest.approx(330 * 59944 / 100_000)
    assert rows.loc[2, "ratio"] == pytest.approx(330 / 236)
    assert "\r" not in held


def test_a_page_has_the_team_first_then_its_baselines_from_the_narrowest_to_the_widest(figures):
    facts = contextual_facts.page(figures, "bradford")
    turned = pd.concat([block for _, block in list(facts.groupby(["measure", "age"], sort=False))[::-1]])

    for ordered in (facts, turned):
        assert list(tables.page(ordered, heading="Now").shown.columns) == [
            "Measure",
            "Period",
            "Bradford",
            "Yorkshire and the Humber",
            "England",
            "England and Wales",
            "Source",
        ]


def test_a_page_prints_verdicts_in_words_and_a_dash_for_what_is_not_published(figures):
    facts = contextual_facts.page(figures, "bradford", as_of=INSPECTED)
    first, second = tables.page(facts, heading="As inspected").shown.to_numpy().tolist()[:2]

    assert first[3:] == ["244 (higher, worse)", "236 (higher, worse)", "hmip-bradford-2020"]
    assert first[2] == "330 (286 to 379 [e])"
    assert second[1] == "July 2016 to June 2017"
    assert second[2].startswith("42.1%")
    assert second[3:] == ["–", "39.2% (cannot say)", "hmip-bradford-2020"]


def test_a_row_that_is_not_of_one_release_says_so_itself():
    england = {
        "area": "england",
        "name": "England",
        "role": "nation",
        "verdict": "higher",
        "note": "of another release than the team's figure",
    }
    facts = pd.concat([simulated(), simulated(**england)], ignore_index=True)

    assert tables.page(facts, heading="Now").shown.loc[0, "England"] == "330 (higher, another release)"


def test_a_baseline_without_a_figure_is_left_out_of_the_table():
    absent = simulated(name="Wales", role="named", value=float("nan"), note="[x] no figure is held")
    both = pd.concat([simulated(), absent], ignore_index=True)

    assert tables.show(both).shown["Area"].tolist() == ["Simshire"]
    assert tables.beside(both).shown.empty


def test_a_converted_rate_prints_no_more_digits_than_its_release():
    rate = simulated(
        measure="cautioned_or_sentenced_rate", value=35.0, lower=30.7, upper=39.8, source="dfe-lait-2025-11"
    )

    assert tables.show(rate).shown.loc[0, ["Value", "95% interval"]].tolist() == ["35", "31 to 40"]


def test_the_interval_of_a_smallest_cohort_says_that_it_may_be_narrower():
    rate = simulated(measure="reoffending_rate", value=41.79, lower=30.74, upper=53.73, smallest_cohort=67.0)

    assert tables.show(rate).shown.loc[0, "95% interval"] == "30.7% to 53.7% or narrower"


def test_a_series_has_a_row_a_period_and_a_column_an_area(figures):
    head, *rows = html_cells(MAKERS["over_time"](figures))

    assert head == ["Period", "Bradford", "Yorkshire and the Humber", "England", "95% interval, Bradford"]
    assert [row[0] for row in rows] == [str(year) for year in range(2016, 2025)]
    assert rows[-1] == ["2024", "130", "152", "138", "104 to 160"]


def test_periods_that_end_on_one_day_have_a_row_each():
    series = simulated_series(("2018-01-01", "2018-12-31", 330.0), ("2018-10-01", "2018-12-31", 80.0))

    assert tables.over_time(series).shown["Simshire"].tolist() == ["330", "80"]


def test_counts_by_group_are_numbers_and_per_cents_of_all(figures):
    head, *rows = html_cells(tables.counts_by_group(ethnicity.beside(figures, "bradford", as_of=INSPECTED)))

    assert head == ["Area", "White", "BME", "Not known", "All"]
    assert rows[0] == ["Bradford", "331 (68%)", "151 (31%)", "2 (0%)", "484"]
    assert rows[1] == ["Yorkshire and the Humber", "2,240 (81%)", "470 (17%)", "40 (1%)", "2,750"]


def test_a_group_a_baseline_does_not_print_is_a_dash(figures):
    beside = ethnicity.beside(figures, "bradford")
    gone = beside[(beside["role"] != "region") | (beside["group"] != "not-known")]

    assert tables.counts_by_group(gone).shown.loc[1, "Not known"] == "–"


def test_groups_print_shares_representation_and_the_index_with_their_limits(figures):
    inspected = tables.groups(ethnicity.groups(figures, "bradford", as_of=INSPECTED))

    white, bme, unknown = inspected.shown.to_numpy().tolist()

    assert white == ["White", "331", "68.7% (64.4% to 72.7%)", "55.9%", "+12.8", "<0.001 (<0.001)", "1.000"]
    assert bme == [
        "BME",
        "151",
        "31.3% (27.3% to 35.6%)",
        "44.1%",
        "-12.8",
        "<0.001 (<0.001)",
        "0.578 (0.474 to 0.703)",
    ]
    assert unknown == ["Not known", "2", "–", "–", "–", "–", "–"]


def test_a_population_ends_with_all_of_it(figures):
    assert MAKERS["population"](figures).shown.to_numpy().tolist()[-1] == ["All", "65,251", "100.0%"]


def test_sources_list_the_publications_named_in_notes_too(figures):
    listed = tables.sources(compare(figures, "bradford", "first_time_entrants", as_of=INSPECTED))

    assert listed.shown[["Source", "Released"]].to_numpy().tolist() == [
        ["hmip-bradford-2020", "31 January 2020"],
        ["yjb-population-2013-19", "30 April 2021"],
    ]


def test_sources_list_a_populations_publication_and_each_only_once(figures):
    table = ethnicity.groups(figures, "bradford", as_of=INSPECTED)

    assert tables.sources(table, table).shown["Source"].tolist() == ["hmip-bradford-2020", "ons-census-2011"]


def test_a_definition_is_given_once_a_measure(figures):
    facts = contextual_facts.page(figures, "bradford")

    assert tables.definitions(facts, facts).shown["Measure"].tolist()[:2] == [
        "First-time entrants to the youth justice system",
        "Proven reoffending (binary rate)",
    ]
    assert len(tables.definitions(facts, facts).shown) == facts["measure"].nunique()


def test_the_frames_passed_in_are_untouched(figures):
    frame = compare(figures, "bradford", "first_time_entrants")
    facts = contextual_facts.page(figures, "bradford")
    before = frame.copy(deep=True), facts.copy(deep=True)

    tables.show(frame).html()
    tables.page(facts, heading="Now").html()
    tables.sources(frame, facts)

    pd.testing.assert_frame_equal(frame, before[0])
    pd.testing.assert_frame_equal(facts, before[1])


def test_representation_over_the_years_has_a_row_a_year_and_a_column_a_group(figures):
    table = tables.groups_over_time(ethnicity.over_time(figures, "birmingham"))

    assert list(table.shown.columns) == ["Year", "White", "Asian", "Black", "Mixed", "Other"]
    assert table.shown["Year"].tolist()[0::7] == ["2013-14", "2020-21"]
    assert table.shown["Black"].tolist()[0::7] == ["+6.3", "+13.7"]


def test_representation_of_a_single_year_is_no_table_over_the_years(figures):
    single = ethnicity.over_time(figures, "bradford", as_of=INSPECTED)

    assert single["period_end"].nunique() == 1
    assert tables.groups_over_time(single).shown.empty


def test_pooled_years_are_named_as_pooled(figures):
    caption = tables.groups(ethnicity.pooled(figures, "birmingham")).caption

    assert caption.startswith("Children cautioned or sentenced, pooled 2018-19 to 2020-21 (yjb-annual-2020-21)")


def test_a_comparison_with_nobody_is_no_table(figures):
    alone = yot_compare(figures, "leeds", "reoffending_rate")

    assert tables.beside(alone).shown.empty
