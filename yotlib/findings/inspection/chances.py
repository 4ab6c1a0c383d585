"""Say how firm a rating is, and which single change would move it."""

import pandas as pd

from yotlib.analysis.inspection.chances import OVERALL, SIMULATED
from yotlib.analysis.inspection.rules import RATINGS
from yotlib.findings.inspection.wording import name_standard
from yotlib.findings.wording import Nothing, Sentence, Sentences
from yotlib.reference.words import in_words

FIRM = 0.95
NO_SAMPLE = "How firm the rating is cannot be said: the cases behind it are not held here."
WAYS = {0.0: "the questions vary by themselves", 1.0: "all questions of a domain rise and fall together"}


def firmness(*tables: pd.DataFrame) -> Sentences:
    """Say what the overall rating could have been had every eligible case been looked at, by each of `tables`.

    `tables` are those of `inspection.chances`, each with its own `together`. The second sentence names the standards
    that are least firm, by the first table.
    """
    not_empty = [table for table in tables if not table.empty]
    if not not_empty:
        return Sentences([Nothing(NO_SAMPLE)])
    outcomes = [_describe_overall(table) for table in not_empty]
    return Sentences(
        [
            f"Had every eligible case been looked at, the ratings judged on evidence held, {outcomes[0]}"
            f"{''.join(f'; {one}' for one in outcomes[1:])}.",
            _name_least_firm(not_empty[0]),
        ]
    )


def tipping(moves: pd.DataFrame, standards: pd.DataFrame) -> Sentences:
    """List every single standard that would have moved the overall rating, by the rating it would have led to."""
    if standards.empty:
        return Sentences([Nothing("Which standard would tip the rating cannot be said: they are not held here.")])
    if moves.empty:
        return Sentences(["No change of a single standard would have moved the overall rating."])
    name = standards.iloc[0]["name"]
    return Sentences(_list_changes(name, str(overall), rows) for overall, rows in moves.groupby("overall", sort=False))


def _describe_overall(table: pd.DataFrame) -> str:
    row = table[table["standard"] == OVERALL].iloc[0]
    bands = [
        f"{rating} with probability {format_probability(row[rating])}" for rating in RATINGS if row[rating] >= 0.0005
    ]
    within = f" (simulated, standard error {100 * row['error']:.1f} points)" if row["method"] == SIMULATED else ""
    return f"if {assumption_in_words(row)} the service would have been {in_words(bands, 'or')}{within}"


def assumption_in_words(row: pd.Series) -> str:
    """Say how far the questions of a domain are assumed to be correlated in a table of `inspection.chances`."""
    together = float(row["together"])
    return WAYS.get(together, f"the questions of a domain correlate by {together:g}")


def format_probability(share: float) -> str:
    """Print a probability in whole per cents, or as "over 99%" or "under 1%" where rounding would say too much."""
    if share in (0, 1):
        return f"{100 * share:.0f}%"
    return "over 99%" if share > 0.99 else "under 1%" if share < 0.01 else f"{100 * share:.0f}%"


def _name_least_firm(table: pd.DataFrame) -> str:
    rows = table[table["standard"] != OVERALL]
    kept = pd.Series([row[row["rating"]] for _, row in rows.iterrows()], index=rows.index)
    least_firm = rows[kept < FIRM].assign(kept=kept).sort_values(["kept", "standard"])
    if least_firm.empty:
        return f"Each standard that rests on cases keeps its rating with a probability of {FIRM:.0%} or more."
    named = [
        f"{name_standard(row)} {row['rating']} {format_probability(row['kept'])}" for _, row in least_firm.iterrows()
    ]
    return Sentence(f"Least firm, with the probability of keeping the printed rating: {'; '.join(named)}.")


def _list_changes(name: str, overall: str, rows: pd.DataFrame) -> str:
    standards = [(group.iloc[0], in_words(list(group["becomes"]), "or")) for _, group in rows.groupby("standard")]
    ways = [f"{name_standard(row)}, {row['rating']}, had it been {others}" for row, others in standards]
    return f"Any one of these would have made {name} {overall}: {'; '.join(ways)}."
