"""A made-up record of a team's page, for tests of what is drawn from it."""

from typing import Any

NAME = "Ashby"


def record(name: str = NAME, *, measures: int = 2) -> dict[str, Any]:
    """Return the record of a team with that many measures, twenty-five services and four years of each."""
    return {
        "schema_version": 1,
        "team": "ashby",
        "name": name,
        "region": "Midshire",
        "released_by": "11 February 2026",
        "finding": f"{name}: the rate of first-time entrants is higher than in the region.",
        "facts": [
            {"word": "Higher", "text": "First-time entrants were 154 per 100,000 children in 2024, against 120."},
            {"word": "Inspection", "text": f"HM Inspectorate of Probation rated {name} Good in 2019-20."},
        ],
        "measures": [measure(number) for number in range(1, measures + 1)],
        "bounds": None,
        "similar_areas": _similar_areas(name) if measures else None,
        "ethnic_groups": _ethnic_groups(),
        "rating": _rating(name),
        "questions": ["First-time entrants in 2024: about 81 more children. For which offences?"],
        "new": {"released": "11 February 2026", "points": ["First-time entrants for 2024. 2023 is now 188."]},
        "not_held": ["Reoffences are not held. `yot data add FILE` adds a file that has such figures."],
        "cannot_say": "Why a figure is high or low (95%).",
    }


def measure(number: int = 1) -> dict[str, Any]:
    """Return one measure of the record; each has its own title."""
    values = [[f"service-{at}", f"Service {at}", 100.0 + 5 * at] for at in range(24)] + [["ashby", NAME, 154.0]]
    periods = ("2021", "2022", "2023", "2024")
    years = [_year(year, 190.5 - at, 130.0 + at) for at, year in enumerate(periods)]
    base = {"area": "midshire", "name": "Midshire", "role": "region", "value": 120.25, "printed": "120"}
    base |= {"lower": None, "upper": None}
    return {
        "measure": "first_time_entrants",
        "age": "10-17",
        "title": f"Measure {number}",
        "unit": "Children's first caution or conviction, per 100,000 aged 10 to 17",
        "period": "2024",
        "when": "in 2024",
        "value": 154.0,
        "printed": "154",
        "lower": 128.5,
        "upper": 184.25,
        "baselines": [base | {"verdict": "higher", "children": 12.8, "source": "made-up-2026"}],
        "verdict": "Higher",
        "tag": "Higher than the region",
        "worse": True,
        "why": "28% above Midshire's 120: about 13 more children a year than at its rate.",
        "services": {
            "values": sorted(values, key=lambda row: row[2]),
            "first_quarter": 130.0,
            "third_quarter": 190.0,
            "lowest": "100 Service 0",
            "highest": "215 Service 23",
            "place": "Above 11 of the 24 other services; within the middle half",
        },
        "years": {
            "values": years,
            "baseline": "Midshire",
            "same_release": True,
            "estimated": True,
            "source": "made-up-2026",
            "source_in_words": "the Made-up Board on 11 February 2026",
            "heading": "First-time entrants in Ashby fell over 2021 to 2024 by more than chance would explain",
            "sure": "Midshire had 130 in 2021 and 133 in 2024.",
        },
        "source": "made-up-2026",
        "source_in_words": "the Made-up Board on 11 February 2026",
    }


def bounds() -> dict[str, Any]:
    """Return a measure of which only the two ends are known, newer than the whole figure of `measure(1)`."""
    base = {"area": "midshire", "name": "Midshire", "role": "region", "value": 120.25, "printed": "120"}
    return {
        "measure": "first_time_entrants",
        "age": "10-17",
        "title": "Measure 1",
        "unit": "Children's first caution or conviction, per 100,000 aged 10 to 17",
        "period": "2025",
        "lowest": 70.3,
        "highest": 90.2,
        "printed": "70 to 90",
        "missing": "Barrow",
        "missing_share": 6.4,
        "rests_on": "Both ends are estimated: Barrow had none, or at most Carby's rate.",
        "baselines": [base | {"verdict": "lower", "source": "made-up-2026"}],
        "verdict": "Lower",
        "tag": "Lower than the region",
        "source": "made-up-2026",
        "source_in_words": "the Made-up Board on 11 February 2026",
    }


def _year(period: str, value: float, baseline: float) -> dict[str, Any]:
    limits = {"lower": value - 20, "upper": value + 20, "range": f"{value - 20:.0f} to {value + 20:.0f}"}
    shown = {"printed": f"{value:.0f}", "baseline": baseline, "baseline_printed": f"{baseline:.0f}"}
    return {"period": period, "value": value, **limits, **shown}


def _similar_areas(name: str) -> dict[str, Any]:
    values = [
        {"area": f"service-{at}", "name": f"Service {at}", "value": 100.0 + at, "printed": f"{100 + at}", "own": False}
        for at in range(6)
    ]
    return {
        "measure": "first_time_entrants",
        "heading": f"{name} is above all 6 similar areas with a figure",
        "values": [*values, {"area": "ashby", "name": name, "value": 154.0, "printed": "154", "own": True}],
        "middle": "103",
        "without": ["Service 7"],
        "listed_by": "the Made-up Board on 31 May 2025",
    }


def _ethnic_groups() -> dict[str, Any]:
    def group(key: str, count: float | None, share: float | None, lived: float, verdict: str) -> dict[str, Any]:
        printed = {"printed": "withheld" if count is None else f"{count:.0f}", "population_share_printed": f"{lived}%"}
        shares = {"share": share, "share_printed": "not known" if share is None else f"{share}%"}
        return {"group": key, "name": key.title(), "count": count, "population_share": lived, "verdict": verdict} | (
            printed | shares
        )

    return {
        "heading": "In 2019-20, Asian children were 40% of children cautioned or sentenced",
        "period": "2019-20",
        "values": [
            group("white", 24.0, 60.0, 75.0, "No clear gap"),
            group("asian", 16.0, 40.0, 20.0, "Over-represented"),
            group("black", None, None, 5.0, "Not known"),
        ],
        "not_known": 2,
        "source": "made-up-2026",
        "source_in_words": "the Made-up Board on 11 February 2026",
        "population_source": "made-up-2026",
        "population_source_in_words": "the Made-up Board on 11 February 2026",
        "population_in_words": "children aged 10 to 17 on 21 March 2021",
    }


def _rating(name: str) -> dict[str, Any]:
    counted = {"Outstanding": 2, "Good": 5, "Requires improvement": 4, "Inadequate": 0}
    return {
        "rating": "Good",
        "rank": 2,
        "when": "in 2019-20",
        "day": "2020-03-31",
        "new_standards": False,
        "heading": f"{name} was rated Good in 2019-20, as were 4 of 10 other services",
        "standards": "the standards before 2025",
        "among": [{"rating": rating, "services": number} for rating, number in counted.items()],
        "source": "made-up-2026",
        "source_in_words": "the Made-up Board on 11 February 2026",
    }


HOSTILE = (
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "+44 20",
    "@SUM(A1)",
    '#panic("no")',
    '#read("/etc/hosts")',
    "$x$ *a* _b_ @c",
    "$$note$$ [words](there)",
    "../../x",
    "``` ` \\ \"'",
    "\N{RIGHT-TO-LEFT OVERRIDE}abc\N{POP DIRECTIONAL FORMATTING}",
    "שלום عربي 中文",
    "\N{GRINNING FACE}\N{ZERO WIDTH JOINER}\N{WOMAN}",
    "\x00\x07\ue000\U0010ffff",
    "***",
    "x" * 500,
    "many words " * 50,
)


def with_text(node: Any, words: str) -> Any:
    """Return a record whose every text is `words`, but for what says how it is to be read."""
    if isinstance(node, dict):
        kept = ("released_by", "verdict", "role", "source", "team")
        return {key: value if key in kept else with_text(value, words) for key, value in node.items()}
    if isinstance(node, list):
        return [with_text(each, words) for each in node]
    return words if isinstance(node, str) else node
