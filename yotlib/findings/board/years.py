"""Follow a measure of the page over the years of one release."""

from typing import Any

import pandas as pd

from yotlib.analysis import trends
from yotlib.figures.load import with_release
from yotlib.findings.board.strip import Strip
from yotlib.findings.wording import period_of, print_value
from yotlib.reference import areas

FEWEST_YEARS = 2


def years(strip: Strip, figures: pd.DataFrame, team: str, **asked: Any) -> dict[str, Any]:
    """Return the years since the last series break of one release: the team's values and its near baseline's.

    Where the release of the figure has that year alone, they are those of the release before it, which are not joined.
    """
    given = {"age": strip.row["age"], **asked}
    series = trends.over_time(figures, team, strip.row["measure"], **given)
    if series["period_end"].nunique() < FEWEST_YEARS:
        released = with_release(figures).set_index("source")["released"]
        before = released[strip.row["source"]].max() - pd.Timedelta(days=1)
        series = trends.over_time(figures, team, strip.row["measure"], **given | {"as_of": before})
    unbroken = trends.newest_segment(series).dropna(subset=["value"])
    near = strip.bases[0]["area"] if strip.bases else ""
    own = unbroken[unbroken["area"] == areas.find(team)]
    base = unbroken[unbroken["area"] == near].set_index("period_end")["value"]
    source = own["source"].iloc[0] if len(own) else ""
    return {
        "values": [
            {
                "period": period_of(row),
                "value": float(row["value"]),
                "printed": print_value(row, strip.measure),
                "baseline": float(base[row["period_end"]]) if row["period_end"] in base.index else None,
            }
            for _, row in own.iterrows()
            if row["period_end"] < strip.row["period_end"] or source == strip.row["source"]
        ],
        "same_release": bool(source == strip.row["source"]),
        "source": source,
    }
