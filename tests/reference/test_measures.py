"""Measures: what each is, how its values are printed, and how an unknown one is refused."""

from math import nan

import pytest

from yotlib.reference import measures
from yotlib.reference.errors import AskedWrongly

EXPECTED = {
    "first_time_entrants": ("rate", 100_000, 0, True),
    "reoffending_rate": ("proportion", 100, 1, True),
    "reoffences_per_child": ("average", 1, 2, True),
    "reoffences_per_reoffender": ("average", 1, 2, True),
    "offences_per_1000": ("average", 1_000, 1, True),
    "cautioned_or_sentenced": ("count", 1, 0, None),
    "cautioned_or_sentenced_rate": ("rate", 10_000, 1, True),
    "custody_rate": ("rate", 1_000, 2, True),
    "population_10_17": ("count", 1, 0, None),
    "population_share_10_17": ("share", 100, 0, None),
}


def test_the_measures_are_those_expected_here():
    assert list(measures.MEASURES) == list(EXPECTED)
    assert [key for key, measure in measures.MEASURES.items() if measure.key != key] == []


@pytest.mark.parametrize(("key", "expected"), EXPECTED.items(), ids=EXPECTED)
def test_a_measure_has_the_kind_scale_decimals_and_polarity_expected_here(key, expected):
    measure = measures.get(key)

    assert (measure.kind, measure.per, measure.decimals, measure.lower_is_better) == expected


@pytest.mark.parametrize("measure", measures.MEASURES.values(), ids=measures.MEASURES)
def test_a_measure_says_what_it_counts_in_what_unit_and_on_whose_word(measure):
    assert all([measure.name, measure.subject, measure.unit, measure.source])
    assert measure.definition.endswith(".")
    assert measure.smallest < measure.largest
    assert "offender" not in measure.definition.casefold().replace("reoffender", "")


@pytest.mark.parametrize(
    ("key", "value", "printed", "spoken"),
    [
        ("first_time_entrants", 330.0, "330", "330 per 100,000 children"),
        ("first_time_entrants", 238.4731, "238", "238 per 100,000 children"),
        ("first_time_entrants", 1017.85, "1,018", "1,018 per 100,000 children"),
        ("reoffending_rate", 42.1, "42.1%", "42.1%"),
        ("reoffences_per_child", 2.36, "2.36", "2.36"),
        ("reoffences_per_reoffender", 5.605701, "5.61", "5.61"),
        ("offences_per_1000", 22.5, "22.5", "22.5 per 1,000 children"),
        ("cautioned_or_sentenced", 26681.0, "26,681", "26,681"),
        ("population_share_10_17", 56.0, "56%", "56%"),
        ("custody_rate", 0.34, "0.34", "0.34 per 1,000 children"),
    ],
)
def test_a_value_is_printed_with_its_decimals_and_spoken_with_its_unit(key, value, printed, spoken):
    assert measures.get(key).printed(value) == printed
    assert measures.get(key).spoken(value) == spoken


@pytest.mark.parametrize("key", measures.MEASURES)
def test_no_value_is_printed_as_a_dash(key):
    assert measures.get(key).printed(nan) == "–"


def test_only_children_counted_once_can_be_told_as_a_gap_in_children():
    of_children = [key for key, measure in measures.MEASURES.items() if measure.of_children]

    assert of_children == ["first_time_entrants", "reoffending_rate", "cautioned_or_sentenced_rate"]


def test_only_reoffending_is_measured_on_a_cohort():
    of_cohort = [key for key, measure in measures.MEASURES.items() if measure.of_cohort]

    assert of_cohort == ["reoffending_rate", "reoffences_per_child", "reoffences_per_reoffender"]


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("first_time_entrant", "No measure called 'first_time_entrant'. Did you mean 'first_time_entrants'?"),
        ("reoffending", "No measure called 'reoffending'. Did you mean 'reoffending_rate'?"),
        ("happiness", f"No measure called 'happiness'. There are {', '.join(EXPECTED)}."),
    ],
)
def test_an_unknown_measure_is_refused_with_the_one_it_may_stand_for(key, message):
    with pytest.raises(AskedWrongly) as refusal:
        measures.get(key)

    assert str(refusal.value) == message
