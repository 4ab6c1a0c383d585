"""Follow a measure of the page over the years of one release, and say whether it moved."""

from typing import Any

import pandas as pd

from yotlib.analysis import trend_lines, trends
from yotlib.figures.load import with_release
from yotlib.findings.board.strip import Strip
from yotlib.findings.board.wording import inside, title_of
from yotlib.findings.releases import publication
from yotlib.findings.wording import period_of, print_value, with_article
from yotlib.reference import areas

FEWEST_YEARS = 2
# Fewer make no line, and are told beside the strip alone.
FEWEST_TOLD = 3
_WHY_UNTESTED = {
    True: "How many children these figures are of is not published, so a change could be chance.",
    False: "A trend is tested over five years of one release, counted in the same way.",
}


def years(strip: Strip, figures: pd.DataFrame, team: str, **asked: Any) -> dict[str, Any]:
    """Return the years since the last series break of one release: the team's values and its near baseline's.

    Where the release of the figure has that year alone, they are those of the release before it, which are not joined.
    `heading` and `sure` say in a sentence each whether the years show a trend, and how sure that is.
    """
    series = _series(strip, figures, team, **asked)
    near = strip.bases[0] if strip.bases else None
    own, base = _shown(series, areas.find(team)), _shown(series, near["area"] if near is not None else "")
    source = own["source"].iloc[0] if len(own) else ""
    own = own[(own["period_end"] < strip.row["period_end"]) | (source == strip.row["source"])]
    beside = base.set_index("period_end", drop=False)
    return {
        "values": [_year(row, beside, strip) for _, row in own.iterrows()],
        "baseline": None if near is None else near["name"],
        "same_release": bool(source == strip.row["source"]),
        "estimated": bool(own["count_estimated"].notna().any()),
        "source": source,
        "source_in_words": publication(source) if source else "",
        **_trend(series, own, beside, strip),
    }


def _series(strip: Strip, figures: pd.DataFrame, team: str, **asked: Any) -> pd.DataFrame:
    given = {"age": strip.row["age"], **asked}
    series = trends.over_time(figures, team, strip.row["measure"], **given)
    if series["period_end"].nunique() >= FEWEST_YEARS:
        return series
    released = with_release(figures).set_index("source")["released"]
    before = released[strip.row["source"]].max() - pd.Timedelta(days=1)
    return trends.over_time(figures, team, strip.row["measure"], **given | {"as_of": before})


def _shown(series: pd.DataFrame, area: str) -> pd.DataFrame:
    """Return the years of an area since the last break that have a value."""
    unbroken = trends.newest_segment(series).dropna(subset=["value"])
    return unbroken[unbroken["area"] == area]


def _year(row: pd.Series, beside: pd.DataFrame, strip: Strip) -> dict[str, Any]:
    base = beside.loc[row["period_end"]] if row["period_end"] in beside.index else None
    limits = interval(row)
    return {
        "period": period_of(row),
        "value": float(row["value"]),
        "printed": print_value(row, strip.measure),
        **limits,
        "range": None if limits["lower"] is None else _range(row, strip),
        "baseline": None if base is None else float(base["value"]),
        "baseline_printed": None if base is None else print_value(base, strip.measure),
    }


def interval(row: pd.Series) -> dict[str, float | None]:
    """Return the two ends of a figure's 95% interval, None without one."""
    return {end: None if pd.isna(row[end]) else float(row[end]) for end in ("lower", "upper")}


def _range(row: pd.Series, strip: Strip) -> str:
    return " to ".join(strip.measure.printed(row[end]) for end in ("lower", "upper"))


def _trend(series: pd.DataFrame, own: pd.DataFrame, beside: pd.DataFrame, strip: Strip) -> dict[str, str]:
    """Return `heading` and `sure`; both are blank for fewer than three years."""
    if len(own) < FEWEST_TOLD:
        return {"heading": "", "sure": ""}
    subject = inside(title_of(strip.row))
    opening = f"{subject[:1].upper()}{subject[1:]} in {own.iloc[0]['name']}"
    test = trend_lines.fit_trends(series[series["role"] == "team"]).iloc[0]
    labels = own.apply(period_of, axis=1)
    if test["trend"] == trend_lines.CANNOT_SAY:
        spans = f"over {labels.iloc[0]} to {labels.iloc[-1]}"
        return {
            "heading": f"{opening} lay between {_ends(own, strip)} {spans}; no trend is tested",
            "sure": f"{_WHY_UNTESTED[bool(own['lower'].isna().any())]}{_beside(own, beside, strip)}",
        }
    tested = own[(labels >= test["first_period"]) & (labels <= test["last_period"])]
    spans = f"over {test['first_period']} to {test['last_period']}"
    if test["trend"] == trend_lines.NO_TREND:
        show = "show" if strip.measure.plural else "shows"
        heading = f"{opening} {show} no trend beyond chance {spans}, between {_ends(tested, strip)}"
        return {"heading": heading, "sure": _beside(tested, beside, strip).strip()}
    first, last = (print_value(tested.iloc[end], strip.measure) for end in (0, -1))
    moved = "rose" if test["trend"] == trend_lines.RISING else "fell"
    heading = f"{opening} {moved} {spans} by more than chance would explain, from {first} to {last}"
    return {"heading": heading, "sure": _beside(tested, beside, strip).strip()}


def _ends(rows: pd.DataFrame, strip: Strip) -> str:
    """Return the lowest and the highest value as printed."""
    ordered = rows.sort_values("value")
    return " and ".join(print_value(ordered.iloc[end], strip.measure) for end in (0, -1))


def _beside(rows: pd.DataFrame, beside: pd.DataFrame, strip: Strip) -> str:
    """Say what the near baseline had in the first and the last of these years, after a space; blank without."""
    ends = rows["period_end"].iloc[[0, -1]]
    if not ends.isin(beside.index).all():
        return ""
    first, last = (f"{print_value(beside.loc[end], strip.measure)} in {period_of(beside.loc[end])}" for end in ends)
    area = with_article(beside["name"].iloc[0])
    return f" {area[:1].upper()}{area[1:]} had {first} and {last}."
