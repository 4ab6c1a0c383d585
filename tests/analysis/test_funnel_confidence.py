"""A funnel at other limits than the usual: its columns, its words and its chart follow what was asked for."""

import pandas as pd
import pytest
from scipy.stats import chi2

import yotlib as yot
from yotlib.analysis.funnel_limits import levels_of, limit_columns
from yotlib.reference.errors import AskedWrongly

RATE = "first_time_entrants"


@pytest.fixture(scope="module")
def figures():
    return yot.load()


def test_a_funnel_has_the_limits_asked_for_and_calls_its_columns_and_outliers_after_them(figures):
    usual = yot.funnel.funnel(figures, RATE, period="2024")
    asked = yot.funnel.funnel(figures, RATE, period="2024", confidence=(0.9, 0.998))

    assert limit_columns((0.9, 0.998))[:4] == ["lower_90", "upper_90", "lower_998", "upper_998"]
    assert levels_of(asked) == {"90": 0.9, "998": 0.998}
    assert not {"lower_95", "upper_95_wide"} & set(asked)
    assert set(asked["outlier"]) <= {"no", "90%", "99.8%"}
    same = [name for name in usual if name in asked and name not in ("outlier", "side")]
    pd.testing.assert_frame_equal(usual[same], asked[same])
    assert {"lower_998", "upper_998_wide", "z", "phi", "tau2"} <= set(same)
    assert ((asked["outlier"] == "99.8%") == (usual["outlier"] == "99.8%")).all()
    assert (asked["outlier"] != "no").sum() > (usual["outlier"] != "no").sum()
    row = asked.iloc[0]
    assert chi2.sf(2 * row["expected"], 2 * row["upper_90"] * row["population"] / 100_000) == pytest.approx(0.95)


def test_a_funnels_words_and_chart_name_the_limits_asked_for(figures):
    asked = yot.funnel.funnel(figures, RATE, period="2024", confidence=(0.9, 0.99))

    said = yot.findings.funnel(asked)
    spread = yot.findings.dispersion(asked)
    ax = yot.charts.funnel(asked, team="bradford")

    assert "lay outside the 99% limits around England (138)" in said
    assert "outside the 90% limits" in said
    assert spread.startswith("Chance alone would leave about 1 team in 10 outside the dashed limits at 90%;")
    assert "about 90 teams in 100 would lie between" in spread
    written = [text.get_text() for text in (*ax.texts, *ax.get_figure().texts)]
    assert {"90%", "99%"} <= set(written)
    assert not any("95" in text or "99.8" in text for text in written)
    assert any("Dashed: 90% and 99% limits by chance alone." in text.replace("\n", " ") for text in written)


def test_limits_of_a_funnel_are_of_the_confidence_its_columns_say(figures):
    asked = yot.funnel.funnel(figures, RATE, period="2024", confidence=(0.8, 0.9995))
    lines = yot.funnel.curve(asked, RATE, points=5)

    assert levels_of(lines) == {"80": 0.8, "9995": 0.9995}
    assert list(asked.filter(like="upper")) == ["upper_80", "upper_9995", "upper_80_wide", "upper_9995_wide"]
    empty = yot.funnel.funnel(figures, "reoffending_rate", confidence=(0.8, 0.99))
    assert "lower_80" in empty
    assert "lower_80" in yot.funnel.curve(empty, "reoffending_rate")


@pytest.mark.parametrize(
    "confidence", [(0.95,), (0.998, 0.95), (0.95, 0.95), (0.4, 0.95), (95, 99.8), (0.9, 0.95, 0.99)]
)
def test_other_than_two_limits_are_refused(figures, confidence):
    with pytest.raises(AskedWrongly) as refused:
        yot.funnel.funnel(figures, RATE, confidence=confidence)

    assert str(refused.value) == (
        f"confidence is {confidence}; a funnel has two limits, the inner one first: (0.95, 0.998)."
    )
