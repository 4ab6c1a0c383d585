"""What the page for a board should say: its heading whole, and the numbers of its facts and questions."""

from tests.published.recomputed import groups, rates
from tests.published.recomputed.data import listed
from tests.published.recomputed.groups import RATE
from tests.published.recomputed.said import distances, group_named, in_summary
from tests.published.recomputed.since import title_of
from tests.published.recomputed.strips import BEYOND, ENTRANTS, OFFENCES, REOFFENDING, bounded, strips, word

LARGE_CHANGE = 1 / 6
SIDES = ("Higher", "Lower")


def named(area):
    return next(row["name"] for row in listed("areas.csv") if row["area"] == area)


def heading(team):
    """Return the heading: rates on one side, gaps that are steady over years, else where no gap is clear."""
    between = bounded(team)
    known = [strip for strip in strips(team) if not between or strip["measure"] != ENTRANTS]
    known = [*([between | {"age": "10-17"}] if between else []), *known]
    by_word = {said: [strip for strip in known if word(strip) == said] for said in (*SIDES, "No clear gap")}
    parts = [_side(by_word[side], side) for side in SIDES if by_word[side]]
    for strip in known:
        if word(strip).startswith("Steadily"):
            parts.append(f"{_listed([strip])} is {strip['steady']} {_short(strip['bases'][0])} over the years")
    unclear = by_word["No clear gap"]
    if unclear and not by_word["Higher"] and not by_word["Lower"]:
        parts.append(f"no gap is clear in {_listed(unclear)}")
    return f"{named(team)}: {'; '.join(parts)}."


def _side(of_side, said):
    """Say what the rates of one side are higher or lower than; an area from which only some differ is left out."""
    beyond = [[_short(base) for base in strip["bases"] if base["verdict"] in BEYOND] for strip in of_side]
    shared = [name for name in beyond[0] if all(name in others for others in beyond)]
    than = _and(shared) if shared else "the region or the nation"
    rates_are = ("rates", "are") if len(of_side) > 1 else ("rate", "is")
    return f"the {rates_are[0]} of {_listed(of_side)} {rates_are[1]} {said.lower()} than in {than}"


def _short(base):
    is_region = base["area"] not in ("england", "wales", "england-and-wales")
    return "the region" if is_region else named(base["area"])


def _listed(some):
    titles = [title_of(strip).replace(", ages ", " at ages ") for strip in some]
    return _and([title[0].lower() + title[1:] for title in titles])


def _and(names):
    if len(names) == 1:
        return names[0]
    comma = "," if " and " in names[-1] else ""
    return f"{', '.join(names[:-1])}{comma} and {names[-1]}"


def measured_facts(team):
    """Return word and numbers of the facts on measures: of what lies between two ends first, three in all."""
    between, found = bounded(team), []
    if between:
        ends = [between["lowest"], between["highest"], *(base["value"] for base in between["bases"])]
        found.append((word(between), [*ends, between["share"]]))
    for strip in strips(team):
        beyond = [abs(base["children"]) for base in strip["bases"] if base["verdict"] in BEYOND and base["children"]]
        numbers = [strip["value"], *(base["value"] for base in strip["bases"]), *beyond[-1:]]
        found.append((word(strip), numbers))
    return found[:3]


def group_fact(team):
    """Return the group that is named and the numbers said of it; no group where none is beyond chance."""
    own, doubted = groups.shares(team), groups.sudden(team)
    group = group_named(own, doubted)
    if group in doubted:
        return group, [own[group]["share"], doubted[group]]
    if own[group]["p_adjusted"] >= 0.05:
        return "", []
    return group, [own[group]["share"], own[group]["population_share"]]


def why(strip, team):
    """Return the numbers of the reason: gaps and baselines, then children, or the years on the named side."""
    if strip["measure"] in (ENTRANTS, RATE):
        own = rates.entrants(team) if strip["measure"] == ENTRANTS else rates.sentenced(team)
        return in_summary(own)[1:]
    if strip["measure"] == OFFENCES:
        return distances(strip["value"], strip["bases"])
    base, over = strip["bases"][0], strip["years_above"]
    side = [max(over["above"], over["below"]), over["years"]] if over else []
    return [abs(strip["value"] - base["value"]), base["value"], *side]


def question_numbers(team):
    """Return the numbers of up to three questions: widest gap, ethnic groups, change in a year, cohort not printed."""
    known = strips(team)
    gaps = [base["children"] for strip in known for base in strip["bases"] if base["verdict"] in BEYOND]
    widest = max((abs(children) for children in gaps if children), default=None)
    asked = [] if widest is None else [[widest]]
    group, numbers = group_fact(team)
    if group and numbers[1:] == [groups.shares(team)[group]["population_share"]]:
        asked.append([])
    asked += _changes(known)[:1]
    asked += [[strip["value"]] for strip in known if strip["measure"] == REOFFENDING][:1]
    return asked[:3]


def _changes(known):
    """Return the last two years of each rate of all children that moved by a sixth within one release."""
    found = []
    for strip in known:
        last = [strip["years"][year][0] for year in sorted(strip["years"])[-2:]]
        same = strip["years_from"] == strip["source"] and strip["measure"] != REOFFENDING and len(last) == 2
        if same and abs(last[1] / last[0] - 1) >= LARGE_CHANGE:
            found.append(last)
    return found
