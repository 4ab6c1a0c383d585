"""The score of a service inspected in the programme of 2018: twelve standards, their total, its band."""

from tests.published.recomputed.data import listed

RATINGS = ("Inadequate", "Requires improvement", "Good", "Outstanding")
COUNTED = tuple(f"{domain}.{number}" for domain in (1, 2, 3) for number in (1, 2, 3, 4))


def band(number, lowest):
    """Return the rating of a number, `lowest` being the least of each rating after the first."""
    return RATINGS[sum(number >= least for least in lowest)]


def of_percentage(percent):
    """Return the rating of a percentage of sufficient cases, rounded half up."""
    return band(int(percent + 0.5), (50, 65, 80))


def of_total(total):
    return band(total, (7, 19, 31))


def standards(team):
    """Return the rating of each standard: of its lowest key question, or as given where there is none."""
    asked, given = {}, {}
    for row in listed("key_questions.csv"):
        if row["area"] == team:
            given[row["standard"]] = row["rating"]
            if row["percent_sufficient"]:
                asked.setdefault(row["standard"], []).append(float(row["percent_sufficient"]))
    return {key: of_percentage(min(asked[key])) if key in asked else given[key] for key in COUNTED if key in given}


def total(team):
    return sum(RATINGS.index(rating) for rating in standards(team).values())


def to_next_bands(points):
    """Return how many points fewer would be the band below, and more the band above; None at an end."""
    here, edges = of_total(points), (0, 7, 19, 31)
    place = RATINGS.index(here)
    fewer = points - edges[place] + 1 if place else None
    return fewer, edges[place + 1] - points if place < 3 else None


def printed_rating(team):
    """Return the newest overall rating and the points that data/ratings.csv prints, either may be blank."""
    known = [row for row in listed("ratings.csv") if row["area"] == team and "2025" not in row["note"]]
    newest = max(known, key=lambda row: row["published"].replace("/", "-"))
    return newest["overall_rating"], int(newest["points_of_36"]) if newest["points_of_36"] else None
