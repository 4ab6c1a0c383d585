"""Tables of inspections: standards, key questions, probabilities, what would move a rating, services by year."""

import math

import pandas as pd

from yotlib.analysis.inspection.chances import OVERALL
from yotlib.analysis.inspection.rules import RATINGS
from yotlib.findings.inspection.chances import chance, way
from yotlib.findings.inspection.wording import when
from yotlib.tables.formatting import NOTHING, mapped
from yotlib.tables.table import Table


def standards(table: pd.DataFrame) -> Table:
    """Each standard's printed rating, its points, and what follows from its key questions."""
    if table.empty:
        return Table(pd.DataFrame(), caption="Ratings by standard", data=table)
    lowest = table["question"] + " at " + mapped(table["percent"], "{:g}%".format)
    shown = pd.DataFrame(
        {
            "Standard": table["standard"] + " " + table["title"],
            "Rating": table["rating"],
            "Points": table["points"],
            "Worked out": table["worked_out"].replace("", "judged on evidence"),
            "Lowest key question": lowest.where(table["question"] != "", NOTHING),
            "Next band": table["next_band"].replace("", NOTHING),
            "Percentage points short": mapped(table["points_short"], "{:g}".format),
            "Cases short [e]": mapped(table["cases_short"], "{:.0f}".format),
        }
    )
    return Table(shown, caption=f"Ratings by standard, {_where(table)}", data=table)


def key_questions(table: pd.DataFrame) -> Table:
    """Each key question's percentage, its band, and its 95% interval with the cases it is assumed to rest on."""
    if table.empty:
        return Table(pd.DataFrame(), caption="Key questions", data=table)
    shown = pd.DataFrame(
        {
            "Key question": table["question"] + " " + table["title"] + _about(table),
            "Sufficient": mapped(table["percent"], "{:g}%".format),
            "Band": table["band"],
            "95% interval [e]": _limits(table),
            "Cases asked about [e]": mapped(table["asked"], "{:.0f}".format),
            "Eligible cases [e]": mapped(table["population"], _eligible),
        }
    )
    return Table(shown, caption=f"Per cent of cases judged sufficient, {_where(table)}", data=table)


def chances(table: pd.DataFrame) -> Table:
    """The probability of each rating, a row a standard and one for the whole service."""
    if table.empty:
        return Table(pd.DataFrame(), caption="Probability of each rating", data=table)
    whole = (table["standard"] == OVERALL).map({True: "Overall rating", False: ""})
    named = (table["standard"] + " " + table["title"]).where(whole == "", whole)
    each = {rating: mapped(table[rating], chance) for rating in RATINGS}
    first = table.iloc[0]
    shown = pd.DataFrame({"Standard": named, "Printed": table["rating"], **each})
    how = f"{first['method']}: {way(first)}"
    caption = f"Probability of each rating had every eligible case been looked at ({how}), {_where(table)}"
    return Table(shown, caption=caption, data=table)


def moves(table: pd.DataFrame) -> Table:
    """Every change of one standard that would have moved the overall rating."""
    if table.empty:
        return Table(pd.DataFrame(), caption="Single changes that would have moved the overall rating", data=table)
    shown = pd.DataFrame(
        {
            "Standard": table["standard"] + " " + table["title"],
            "Rated": table["rating"],
            "Had it been": table["becomes"],
            "Total of 36": table["total"],
            "Overall rating": table["overall"],
        }
    )
    return Table(shown, caption=f"Single changes that would have moved the overall rating, {_where(table)}", data=table)


def court_beside_out_of_court(table: pd.DataFrame) -> Table:
    """The questions asked of court and out-of-court cases alike, side by side."""
    if table.empty:
        return Table(pd.DataFrame(), caption="Court and out-of-court cases side by side", data=table)
    shown = pd.DataFrame(
        {
            "Asked of both": table["title"] + ": " + table["about"],
            "Court cases": mapped(table["percent_court"], "{:g}%".format),
            "Out-of-court cases": mapped(table["percent_out_of_court"], "{:g}%".format),
            "Gap, percentage points": (table["percent_out_of_court"] - table["percent_court"]).map("{:+g}".format),
        }
    )
    return Table(shown, caption=f"Court and out-of-court cases side by side, {_where(table)}", data=table)


def services(by_year: pd.DataFrame) -> Table:
    """How many services had each rating in each inspection year."""
    if by_year.empty:
        return Table(pd.DataFrame(), caption="Services by inspection year and rating", data=by_year)
    shown = by_year.rename(columns={"year": "Inspection year", "rated": "Rated", "source": "Source"})
    caption = "Services by inspection year (April to March) and overall rating, those held here"
    return Table(shown, caption=caption, data=by_year)


def _where(table: pd.DataFrame) -> str:
    first = table.iloc[0]
    return f"{first['name']}, {when(first['published'])}. Source: {first['source']}"


def _about(table: pd.DataFrame) -> pd.Series:
    return (": " + table["about"]).where(table["about"] != "", "")


def _limits(table: pd.DataFrame) -> pd.Series:
    pairs = zip(table["lower"], table["upper"], strict=True)
    printed = [NOTHING if pd.isna(low) else f"{low:.0f}% to {high:.0f}%" for low, high in pairs]
    return pd.Series(printed, index=table.index)


def _eligible(number: float) -> str:
    return f"{number:.0f}" if math.isfinite(number) else "not known"
