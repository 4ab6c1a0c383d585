"""The numbers that a sentence should print, in their order, from what is worked out again."""

from tests.published.recomputed import groups

BEYOND = ("higher", "lower")
CHILDREN = {group: f"{group.title()} children" for group in ("white", "asian", "black")}
CHILDREN |= {group: f"hildren of {group.title()} ethnicity" for group in ("mixed", "other")}


def distances(value, bases):
    """Return each gap in per cent, left out where words say it (twice or half), before the baseline's own value."""
    found = []
    for base in bases:
        ratio = value / base["value"]
        found += [base["value"]] if ratio >= 2 or ratio <= 0.5 else [100 * abs(ratio - 1), base["value"]]
    return found


def in_summary(own):
    """Return the numbers of a rate's sentence in the summary: the rate, region, nation, and both gaps in children."""
    return [own["value"], *distances(own["value"], own["bases"]), *(abs(base["children"]) for base in own["bases"])]


def in_headline(own, nearest_first=False):
    """Return the numbers of a rate's headline: the nation first, and its gap in children where it is beyond chance."""
    bases = own["bases"] if nearest_first else own["bases"][::-1]
    named = [abs(base["children"]) for base in bases if base["verdict"] in BEYOND][:1]
    return [own["value"], *distances(own["value"], bases), *named]


def group_named(own, doubted=()):
    """Return the group that stands out most beyond chance, over-represented before under-represented; else of all.

    One whose share changed so suddenly that the record may be at fault is named only where no other is beyond chance.
    """
    beyond = [group for group in own if own[group]["p_adjusted"] < 0.05]
    firm = [group for group in beyond if group not in doubted] or beyond
    over = [group for group in firm or own if own[group]["representation"] > 0]
    return (
        max(over, key=lambda g: own[g]["representation"]) if over else min(firm, key=lambda g: own[g]["representation"])
    )


def representation(own, doubted=()):
    """Return the numbers of a headline by group: both shares, the points between, and the share before if doubted."""
    group = group_named(own, doubted)
    row = own[group]
    before = [doubted[group]] if group in doubted else []
    return [row["share"], row["population_share"], abs(row["representation"]), *before]


def standing_to_expected(total, number):
    """Return the numbers of a sentence on a total beside what is expected; a gap of no child is said in words."""
    ratio, apart = groups.standardised(total, number), abs(total - number)
    return [total, number, ratio["ratio"], ratio["lower"], ratio["upper"], *([apart] if apart >= 0.5 else [])]
