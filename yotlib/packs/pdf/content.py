"""Choose from a team's record what the sheet prints, as JSON that the template is given as data, never as markup."""

from collections.abc import Mapping
from typing import Any

from yotlib.packs.brand import Brand
from yotlib.packs.page.strips import change, nearest_baselines
from yotlib.packs.pdf import drawing
from yotlib.packs.pdf.text import NAME, fit, with_code

Record = Mapping[str, Any]
# A team has fewer of each; the limits keep one page one page whatever a record holds.
FACTS, MEASURES, QUESTIONS, POINTS, NOT_HELD = 8, 4, 4, 8, 6
SIZES, SMALLER = (9.0, 8.75, 8.5, 8.25, 8.0, 7.75, 7.5, 7.25, 7.0, 6.75, 6.5), (6.0, 5.5, 5.0, 4.5, 4.0, 3.5, 3.0)
# What is left out where a sheet is still too long at the smallest size of letters, in this order.
LEFT_OUT = (
    ("not_held", "what is not held"),
    ("new", "what is new"),
    ("years", "the years"),
    ("why", "the reasons behind the verdicts"),
    ("questions", "the questions"),
)
NO_STRIP = "Too few services have a cohort known to be of 30 children or more to stand beside."


def content(record: Record, brand: Brand | None = None) -> dict[str, Any]:
    """Return everything that the sheet prints, headed by the `brand`.

    `attempts` has the ways to make it fit from the fullest on.
    """
    name = record["name"]
    sources = dict.fromkeys(measure["source_in_words"] for measure in record["measures"])
    return {
        "title": f"{fit(name, NAME)}: how it compares",
        "name": fit(name, NAME),
        "brand": _brand(brand) if brand else None,
        "released": fit(f"Figures published up to {record['released_by']}"),
        "finding": fit(record["finding"]),
        "nearest": fit(nearest_baselines(record)),
        "facts": [{"word": fit(fact["word"]), "text": with_code(fact["text"])} for fact in record["facts"][:FACTS]],
        "measures": [_measure(measure, name) for measure in record["measures"][:MEASURES]],
        "questions": [fit(question) for question in record["questions"][:QUESTIONS]],
        "new": {
            "title": fit(f"New with the release of {record['new']['released']}"),
            "points": [fit(point) for point in record["new"]["points"][:POINTS]],
        },
        "cannot_say": fit(record["cannot_say"]),
        "not_held": [with_code(sentence) for sentence in record["not_held"][:NOT_HELD]],
        "sources": fit(f"Sources: {'; '.join(sources)}.") if sources else "",
        "attempts": attempts(),
    }


def _brand(brand: Brand) -> dict[str, Any]:
    """Return the words of a brand, and its logo as the numbers of its bytes."""
    words = {"title": fit(brand.title), "alt": fit(brand.alt)}
    return {**words, "kind": brand.kind, "logo": list(brand.logo)}


def attempts() -> list[dict[str, Any]]:
    """Return the ways to set a sheet: smaller letters first, then one part after another left out, then tiny letters.

    Each is the size of the letters in points, the parts it is `without`, and those in words.
    """
    left_out = [LEFT_OUT[:number] for number in range(len(LEFT_OUT) + 1)]
    ways = [(size, left_out[0]) for size in SIZES]
    ways += [(SIZES[-1], parts) for parts in left_out[1:]]
    ways += [(size, left_out[-1]) for size in SMALLER]
    return [
        {"size": size, "without": [key for key, _ in parts], "in_words": ", ".join(words for _, words in parts)}
        for size, parts in ways
    ]


def _measure(measure: Record, name: str) -> dict[str, Any]:
    """Return what is printed of one measure."""
    services = measure["services"]
    beside = "".join(f"; {base['name']} {base['printed']}" for base in measure["baselines"])
    return {
        "title": fit(measure["title"], NAME),
        "unit": fit(f"{measure['unit']}, {measure['when']}"),
        "tag": fit(measure["tag"], NAME),
        "worse": bool(measure["worse"]),
        "open": measure["verdict"] in ("Not known", "No clear gap"),
        "why": fit(measure["why"]),
        "place": fit(services["place"]) if services else NO_STRIP,
        "strip": drawing.strip(measure, name),
        "figures": fit(f"{name} {measure['printed']}{beside}"),
        "spark": drawing.spark(measure),
        "change": fit(change(measure)),
    }
