"""Say how firm a rating is, and which single change would move it."""

import pandas as pd

from yotlib.analysis.inspection.chances import OVERALL, UNLIMITED
from yotlib.analysis.inspection.rules import RATINGS
from yotlib.findings.inspection.wording import name_standard
from yotlib.findings.wording import Nothing, Sentence, Sentences
from yotlib.reference.words import in_words

FIRM = 0.95
NO_SAMPLE = "The cases behind the rating are not held here, so nothing says how firm it is."
LEAST_NAMED = 0.005
WAYS = {0.0: "the questions vary by themselves", 1.0: "all questions of a domain rise and fall together"}
NOT_PUBLISHED = (
    "How many cases there were to choose from, and how the answers in one case go together, are not published; the "
    "range shows what that leaves open. If the inspectors looked at every case there was, the rating is certain."
)


def firmness(*tables: pd.DataFrame) -> Sentences:
    """Say how likely another overall rating was had every case been looked at, over the assumptions of `tables`.

    `tables` are those of `inspection.spread`. The second sentence says where the range comes from; the third names
    the standards that are least firm, each with its range.

    >>> import yotlib as yot
    >>> standards, questions = yot.inspection.standards("Bradford"), yot.inspection.questions("Bradford")
    >>> print(yot.findings.firmness(*yot.inspection.spread(standards, questions))[0])
    Had every case been looked at, Bradford would have been Inadequate with a probability of 15% to 33%, in place of \
Requires improvement.
    """
    not_empty = [table for table in tables if not table.empty]
    if not not_empty:
        return Sentences([Nothing(NO_SAMPLE)])
    why = [NOT_PUBLISHED] if len(not_empty) > 1 else []
    return Sentences([_describe_overall(not_empty), *why, _name_least_firm(not_empty)])


def tipping(moves: pd.DataFrame, standards: pd.DataFrame) -> Sentences:
    """List every single standard that would have moved the overall rating, by the rating it would have led to.

    `moves` and `standards` are what `inspection.moves` and `inspection.standards` return.

    >>> import yotlib as yot
    >>> standards = yot.inspection.standards("Bradford")
    >>> print(yot.findings.tipping(yot.inspection.moves(standards), standards)[0])
    Any one of these would have made Bradford Inadequate: Staff (1.2), Requires improvement, had it been Inadequate; \
Assessment (3.1), Good, had it been Inadequate or Requires improvement; Implementation and delivery (3.3), Good, had \
it been Inadequate or Requires improvement; Joint working (3.4), Good, had it been Inadequate or Requires improvement.
    """
    if standards.empty:
        return Sentences(
            [Nothing("The standards behind the rating are not held here, so nothing says which would tip it.")]
        )
    if moves.empty:
        return Sentences(["No change of a single standard would have moved the overall rating."])
    name = standards.iloc[0]["name"]
    return Sentences(_list_changes(name, str(overall), rows) for overall, rows in moves.groupby("overall", sort=False))


def _describe_overall(tables: list[pd.DataFrame]) -> str:
    rows = pd.DataFrame([table[table["standard"] == OVERALL].iloc[0] for table in tables])
    first, printed = rows.iloc[0], str(rows.iloc[0]["rating"])
    others = [name for name in RATINGS if name != printed and rows[name].max() >= LEAST_NAMED]
    if not others:
        return f"Had every case been looked at, {first['name']} would have kept its rating, {printed}."
    likely = in_words([f"{name} with a probability of {format_range(rows[name])}" for name in others], "or")
    return f"Had every case been looked at, {first['name']} would have been {likely}, in place of {printed}."


def format_range(shares: pd.Series) -> str:
    """Print the range of a probability: "15% to 33%"; a single number where both ends print alike."""
    low, high = format_probability(shares.min()), format_probability(shares.max())
    return low if low == high else f"{low} to {high}"


def assumption_in_words(row: pd.Series) -> str:
    """Say what a table of `inspection.chances` assumes of the questions of a domain and of the number of cases."""
    together = float(row["together"])
    way = WAYS.get(together, f"the questions of a domain correlate by {together:g}")
    return f"{way}, out of very many cases" if row["eligible"] == UNLIMITED else way


def format_probability(share: float) -> str:
    """Print a probability in whole per cents, or as "over 99%" or "under 1%" where rounding would say too much."""
    if share in (0, 1):
        return f"{100 * share:.0f}%"
    return "over 99%" if share > 0.99 else "under 1%" if share < 0.01 else f"{100 * share:.0f}%"


def _name_least_firm(tables: list[pd.DataFrame]) -> str:
    rows = tables[0][tables[0]["standard"] != OVERALL]
    kept = pd.DataFrame([_probability_kept(table) for table in tables])[list(rows.index)]
    least_firm = rows[kept.iloc[0] < FIRM].assign(kept=kept.iloc[0]).sort_values(["kept", "standard"])
    if least_firm.empty:
        return f"Each standard that rests on cases keeps its rating with a probability of {FIRM:.0%} or more."
    named = [
        f"{name_standard(row)}, {row['rating']}, {format_range(kept[label])}" for label, row in least_firm.iterrows()
    ]
    return Sentence(f"Least firm, with the probability of keeping the printed rating: {'; '.join(named)}.")


def _probability_kept(table: pd.DataFrame) -> pd.Series:
    return pd.Series([row[row["rating"]] for _, row in table.iterrows()], index=table.index)


def _list_changes(name: str, overall: str, rows: pd.DataFrame) -> str:
    standards = [(group.iloc[0], in_words(list(group["becomes"]), "or")) for _, group in rows.groupby("standard")]
    ways = [f"{name_standard(row)}, {row['rating']}, had it been {others}" for row, others in standards]
    return f"Any one of these would have made {name} {overall}: {'; '.join(ways)}."
