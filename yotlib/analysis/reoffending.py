"""Explain why a frequency rate differs: more children reoffend, or each reoffends more often."""

import math

import pandas as pd

from yotlib.analysis.comparison import compare
from yotlib.reference.empty import empty

MEASURES = {
    "binary": "reoffending_rate",
    "frequency": "reoffences_per_child",
    "per_reoffender": "reoffences_per_reoffender",
}
SAME = ["area", "period_start", "period_end", "source"]
COLUMNS = ["name", "role", *SAME, *MEASURES, "log_gap", "log_children", "log_each", "share_each"]


def split(
    figures: pd.DataFrame, team: str, *, period: str = "latest", as_of: str | pd.Timestamp | None = None
) -> pd.DataFrame:
    """Split the frequency rate of `team` and its baselines into its two parts.

    Returns the team's row first, then one a baseline: `name`, `role`, `area` (slug), `period_start`, `period_end` and
    `source`; `binary` (per cent), `frequency` and `per_reoffender` as printed or worked out. For a baseline ln(f1/f0) =
    ln(b1/b0) + ln(r1/r0) is given as `log_gap`, `log_children` and `log_each`, with `share_each`, the per cent of the
    gap that is due to reoffences by each child who reoffends. Empty where the three figures do not come from one
    release and period.

    `share_each` is outside 0 to 100 where the two parts pull in opposite directions.

    >>> import yotlib as yot
    >>> table = yot.reoffending.split(yot.load(), "Bradford", as_of="2020-01-31")
    >>> table[["name", "log_gap", "log_children", "log_each", "share_each"]].round(3).tail(1).values.tolist()
    [['England and Wales', 0.408, 0.071, 0.336, 82.489]]
    """
    tables = {
        name: compare(figures, team, measure, period=period, as_of=as_of)[["name", "role", *SAME, "value"]]
        for name, measure in MEASURES.items()
    }
    joined = tables["binary"].rename(columns={"value": "binary"})
    for name in ("frequency", "per_reoffender"):
        part = tables[name].rename(columns={"value": name}).drop(columns=["name", "role"])
        joined = joined.merge(part, on=SAME, how="inner", validate="one_to_one")
    known = joined.dropna(subset=list(MEASURES))
    if known.empty or known.iloc[0]["role"] != "team":
        return empty(COLUMNS, "binary rate, frequency rate and reoffences per reoffender share no release and period")
    return known.assign(**_log_gaps(known))[COLUMNS].reset_index(drop=True)


def _log_gaps(known: pd.DataFrame) -> pd.DataFrame:
    team = known.iloc[0]
    logs = known[list(MEASURES)].apply(lambda column: column.map(lambda base: _log_ratio(team[column.name], base)))
    parts = pd.DataFrame(
        {"log_gap": logs["frequency"], "log_children": logs["binary"], "log_each": logs["per_reoffender"]}
    )
    parts["share_each"] = 100 * parts["log_each"] / parts["log_gap"].where(parts["log_gap"] != 0)
    return parts.where(known["role"] != "team")


def _log_ratio(here: float, base: float) -> float:
    return math.log(here / base) if here > 0 and base > 0 else math.nan
