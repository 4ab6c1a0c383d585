"""Make the rows of one pack's record, of a team or of all services."""

from collections.abc import Iterator
from typing import Any

from yotlib.analysis.inspection.rules import RATINGS
from yotlib.findings.board import NATIONAL_SCHEMA, SCHEMA
from yotlib.packs.collected.parts import Broken, day, number, number_if_any, take, text, texts
from yotlib.packs.files import FINDINGS
from yotlib.packs.order import NATIONAL

FIGURE, BOUNDS, YEAR, SERVICE, RATING, PROBLEM = "figure", "bounds", "year", "service", "rating", "problem"
FINDING, FACT, NEW, QUESTION, NOT_HELD = "finding", "fact", "new", "question", "not held"
RATING_UNIT = f"Inspection rating, from 0 ({RATINGS[0]}) to {len(RATINGS) - 1} ({RATINGS[-1]})"
OTHER_SCHEMA = (
    "Its {file} is of schema {schema}, and this yotlib reads schema {known}. Build the pack again with this one."
)
_DICT_OR_NULL = (dict, type(None))
Row = dict[str, Any]


def rows(page: dict[str, Any]) -> Iterator[Row]:
    """Yield the rows of a record, each with what it has of the table's columns.

    Raises Broken where the record is of another schema than this yotlib writes, or is not as that schema says.
    """
    of_all = page.get("kind") == NATIONAL
    schema, known = take(page, "schema_version", int), NATIONAL_SCHEMA if of_all else SCHEMA
    if schema != known:
        raise Broken(OTHER_SCHEMA.format(file=FINDINGS, schema=schema, known=known))
    shared: Row = {"pack_schema_version": schema, "region": text(page, "region")}
    shared |= {"released_by": day(page, "released_by")}
    if not of_all:
        shared |= {"team": text(page, "team"), "name": text(page, "name")}
    for row in _of_all_services(page) if of_all else _of_a_team(page):
        yield shared | row


def _of_a_team(page: Row) -> Iterator[Row]:
    for one in take(page, "measures", list):
        yield from _figures(one)
        yield from _years(one)
    yield from _bounds(page)
    yield from _rating(page)
    yield from _sentences(page)
    new = take(page, "new", _DICT_OR_NULL)
    yield from ({"kind": NEW, "words": words} for words in (texts(new, "points") if new else []))
    yield from ({"kind": QUESTION, "words": words} for words in texts(page, "questions"))


def _of_all_services(page: Row) -> Iterator[Row]:
    for one in take(page, "measures", list):
        bases = take(one, "baselines", list)
        shared = _measure(one) | (_baseline(bases[0], number(bases[0], "value"), text(one, "source")) if bases else {})
        for each in take(one, "each", list):
            named = {name: text(each, name) for name in ("name", "region", "verdict", "unusual")}
            own = {"kind": SERVICE, "team": text(each, "area"), "stands": take(each, "stands", bool)}
            yield shared | _value(each) | named | own
    yield from _sentences(page)


def _sentences(page: Row) -> Iterator[Row]:
    """Yield the sentences that every page has."""
    yield {"kind": FINDING, "words": text(page, "finding")}
    for fact in take(page, "facts", list):
        yield {"kind": FACT, "word": text(fact, "word"), "words": text(fact, "text")}
    yield from ({"kind": NOT_HELD, "words": words} for words in texts(page, "not_held"))


def _figures(one: Row) -> Iterator[Row]:
    """Yield a team's figure of a measure beside each of its baselines, or alone where it has none."""
    words = {"kind": FIGURE, "word": text(one, "verdict"), "words": text(one, "why")}
    own = _measure(one) | _value(one) | _place(one) | words
    bases = take(one, "baselines", list)
    for base in bases:
        said = {"verdict": text(base, "verdict"), "children": number_if_any(base, "children")}
        yield own | _baseline(base, number(base, "value"), text(base, "source")) | said
    if not bases:
        yield own


def _bounds(page: Row) -> Iterator[Row]:
    """Yield the two ends of a measure, which has no value, beside each baseline."""
    bounds = take(page, "bounds", _DICT_OR_NULL)
    if bounds is not None:
        own = _measure(bounds) | {"kind": BOUNDS, "printed": text(bounds, "printed"), "word": text(bounds, "verdict")}
        for base in take(bounds, "baselines", list):
            beside = _baseline(base, number(base, "value"), text(base, "source"))
            yield own | beside | {"verdict": text(base, "verdict")}


def _years(one: Row) -> Iterator[Row]:
    """Yield each year of a measure beside the same year of its nearest baseline."""
    years, bases = take(one, "years", dict), take(one, "baselines", list)
    source = text(years, "source")
    for year in take(years, "values", list):
        beside = number_if_any(year, "baseline")
        base = {} if beside is None else _baseline(take(bases, 0, dict), beside, source)
        own = {"kind": YEAR, "period": text(year, "period"), "source": source}
        yield _measure(one) | _value(year) | base | own


def _rating(page: Row) -> Iterator[Row]:
    rating = take(page, "rating", _DICT_OR_NULL)
    if rating is not None:
        given = text(rating, "rating")
        named = {"printed": given, "word": given, "words": text(rating, "when"), "unit": RATING_UNIT}
        yield {"kind": RATING, "period": text(rating, "day"), "value": number(rating, "rank"), **named}


def _measure(one: Row) -> Row:
    """Return what all rows of a measure share."""
    return {name: text(one, name) for name in ("measure", "age", "period", "unit", "source")}


def _value(one: Row) -> Row:
    return {"value": number(one, "value"), "printed": text(one, "printed")}


def _baseline(base: Row, value: float, source: str) -> Row:
    """Return the columns of a baseline, with its value in the same period."""
    named = {"baseline": text(base, "area"), "baseline_name": text(base, "name"), "baseline_role": text(base, "role")}
    return {**named, "baseline_value": value, "baseline_source": source}


def _place(one: Row) -> Row:
    """Count the other services that have a figure, and those whose figure is below the team's."""
    services = take(one, "services", _DICT_OR_NULL)
    if services is None:
        return {}
    values, own = [number(row, 2) for row in take(services, "values", list)], number(one, "value")
    return {"others": len(values) - 1, "others_below": sum(value < own for value in values)}
