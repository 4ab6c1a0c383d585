"""Show inspections: standards, key questions, probabilities, what would move a rating, services by year."""

import math

import pandas as pd

from yotlib.analysis.inspection.chances import OVERALL
from yotlib.analysis.inspection.rules import RATINGS
from yotlib.findings.inspection.chances import assumption_in_words, format_probability
from yotlib.findings.inspection.wording import when_published
from yotlib.tables.formatting import NOTHING, format_column, interval_heading
from yotlib.tables.table import Table


def standards(table: pd.DataFrame) -> Table:
    """Show each standard's printed rating, its points, and what follows from its key questions.

    `table` is what `inspection.standards` returns.

    >>> import yotlib as yot
    >>> standards = yot.inspection.standards("Bradford")
    >>> yot.tables.standards(standards).shown.iloc[4].to_dict()
    {'Standard': '2.1 Assessment', 'Rating': 'Inadequate', 'Points': 0, 'Worked out': 'Inadequate', 'Lowest key \
question': '2.1.3 at 43%', 'Next band': 'Requires improvement', 'Percentage points short': '7', 'Cases short [e]': '3'}
    """
    if table.empty:
        return Table(pd.DataFrame(), caption="Ratings by standard", data=table)
    lowest = table["question"] + " at " + format_column(table["percent"], "{:g}%".format)
    shown = pd.DataFrame(
        {
            "Standard": table["standard"] + " " + table["title"],
            "Rating": table["rating"],
            "Points": table["points"],
            "Worked out": table["worked_out"].replace("", "judged on evidence"),
            "Lowest key question": lowest.where(table["question"] != "", NOTHING),
            "Next band": table["next_band"].replace("", NOTHING),
            "Percentage points short": format_column(table["points_short"], "{:g}".format),
            "Cases short [e]": _format_cases_short(table),
        }
    )
    numbers = ["Points", "Percentage points short", "Cases short [e]"]
    return Table(shown, caption=f"Ratings by standard, {_service_and_source(table)}", data=table, numbers=numbers)


def key_questions(table: pd.DataFrame) -> Table:
    """Show each key question's percentage, its band, and its interval with the cases it is assumed to rest on.

    `table` is what `inspection.questions` returns.

    >>> import yotlib as yot
    >>> questions = yot.inspection.questions("Bradford")
    >>> yot.tables.key_questions(questions).shown.iloc[0].to_dict()
    {'Key question': '2.1.1 Assessment: supporting desistance', 'Sufficient': '67%', 'Band': 'Good', '95% interval \
[e]': '59% to 73%', 'Cases asked about [e]': '42', 'Eligible cases [e]': '56'}
    """
    if table.empty:
        return Table(pd.DataFrame(), caption="Key questions", data=table)
    interval = f"{interval_heading(table)} [e]"
    shown = pd.DataFrame(
        {
            "Key question": table["question"] + " " + table["title"] + _subject_after_colon(table),
            "Sufficient": format_column(table["percent"], "{:g}%".format),
            "Band": table["band"],
            interval: _format_limits(table),
            "Cases asked about [e]": format_column(table["asked"], "{:.0f}".format),
            "Eligible cases [e]": format_column(table["population"], _format_eligible),
        }
    )
    numbers = ["Sufficient", interval, "Cases asked about [e]", "Eligible cases [e]"]
    return Table(
        shown, caption=f"Per cent of cases judged sufficient, {_service_and_source(table)}", data=table, numbers=numbers
    )


def chances(table: pd.DataFrame) -> Table:
    """Show the probability of each rating, a row a standard and one for the whole service.

    `table` is what `inspection.chances` returns, or one of `inspection.spread`.

    >>> import yotlib as yot
    >>> standards = yot.inspection.standards("Bradford")
    >>> questions = yot.inspection.questions("Bradford")
    >>> table = yot.inspection.chances(standards, questions)
    >>> yot.tables.chances(table).shown.iloc[0].to_dict()
    {'Standard': '1.1 Governance and leadership', 'Printed': 'Inadequate', 'Inadequate': '100%', 'Requires \
improvement': '0%', 'Good': '0%', 'Outstanding': '0%'}
    """
    if table.empty:
        return Table(pd.DataFrame(), caption="Probability of each rating", data=table)
    whole = (table["standard"] == OVERALL).map({True: "Overall rating", False: ""})
    named = (table["standard"] + " " + table["title"]).where(whole == "", whole)
    each = {rating: format_column(table[rating], format_probability) for rating in RATINGS}
    first = table.iloc[0]
    shown = pd.DataFrame({"Standard": named, "Printed": table["rating"], **each})
    how = f"{first['method']}: {assumption_in_words(first)}"
    caption = f"Probability of each rating had every eligible case been looked at ({how}), {_service_and_source(table)}"
    return Table(shown, caption=caption, data=table, numbers=RATINGS)


def moves(table: pd.DataFrame) -> Table:
    """Show every change of one standard that would have moved the overall rating.

    `table` is what `inspection.moves` returns.

    >>> import yotlib as yot
    >>> standards = yot.inspection.standards("Bradford")
    >>> yot.tables.moves(yot.inspection.moves(standards)).shown.iloc[0].to_dict()
    {'Standard': '1.2 Staff', 'Rated': 'Requires improvement', 'Had it been': 'Inadequate', 'Total of 36': 6, 'Overall \
rating': 'Inadequate'}
    """
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
    caption = f"Single changes that would have moved the overall rating, {_service_and_source(table)}"
    return Table(shown, caption=caption, data=table, numbers=["Total of 36"])


def court_beside_out_of_court(table: pd.DataFrame) -> Table:
    """Show the questions asked of court and out-of-court cases alike, side by side.

    `table` is what `inspection.court_beside_out_of_court` returns.

    >>> import yotlib as yot
    >>> questions = yot.inspection.questions("Bradford")
    >>> pairs = yot.inspection.court_beside_out_of_court(questions)
    >>> yot.tables.court_beside_out_of_court(pairs).shown.iloc[0].to_dict()
    {'Asked of both': 'Assessment: supporting desistance', 'Court cases': '67%', 'Out-of-court cases': '86%', 'Gap, \
percentage points': '+19'}
    """
    if table.empty:
        return Table(pd.DataFrame(), caption="Court and out-of-court cases side by side", data=table)
    shown = pd.DataFrame(
        {
            "Asked of both": table["title"] + ": " + table["about"],
            "Court cases": format_column(table["percent_court"], "{:g}%".format),
            "Out-of-court cases": format_column(table["percent_out_of_court"], "{:g}%".format),
            "Gap, percentage points": (table["percent_out_of_court"] - table["percent_court"]).map("{:+g}".format),
        }
    )
    caption = f"Court and out-of-court cases side by side, {_service_and_source(table)}"
    return Table(shown, caption=caption, data=table, numbers=shown.columns[1:])


def services(by_year: pd.DataFrame) -> Table:
    """Show how many services had each rating in each inspection year.

    `by_year` is what `inspection.by_year` returns.

    >>> import yotlib as yot
    >>> years = yot.inspection.by_year(yot.inspection.services())
    >>> yot.tables.services(years).shown.iloc[0].to_dict()
    {'Inspection year': '2018-19', 'Inadequate': 1, 'Requires improvement': 3, 'Good': 8, 'Outstanding': 2, 'Rated': \
14, 'Source': 'hmip-press-releases, hmip-pages, yorkshire-post-2019-10, press-on-hmip'}
    """
    if by_year.empty:
        return Table(pd.DataFrame(), caption="Services by inspection year and rating", data=by_year)
    shown = by_year.rename(columns={"year": "Inspection year", "rated": "Rated", "source": "Source"})
    caption = "Services by inspection year (April to March) and overall rating, those held here"
    return Table(shown, caption=caption, data=by_year, numbers=["Rated", *RATINGS])


def _service_and_source(table: pd.DataFrame) -> str:
    first = table.iloc[0]
    return f"{first['name']}, {when_published(first['published'])}. Source: {first['source']}"


def _format_cases_short(table: pd.DataFrame) -> pd.Series:
    """Print the cases a standard lacks, question by question where more than one question lacks some."""
    several = table["short_by_question"].str.contains(", ", regex=False)
    return format_column(table["cases_short"], "{:.0f}".format).mask(several, table["short_by_question"])


def _subject_after_colon(table: pd.DataFrame) -> pd.Series:
    return (": " + table["about"]).where(table["about"] != "", "")


def _format_limits(table: pd.DataFrame) -> pd.Series:
    pairs = zip(table["lower"], table["upper"], strict=True)
    printed = [NOTHING if pd.isna(low) else f"{low:.0f}% to {high:.0f}%" for low, high in pairs]
    return pd.Series(printed, index=table.index)


def _format_eligible(number: float) -> str:
    return f"{number:.0f}" if math.isfinite(number) else "not known"
