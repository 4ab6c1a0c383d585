"""How firm ratings are: the probability of each band, had every eligible case been looked at.

The cases not looked at are unknown. Given k sufficient of n cases, how many of the others would be is beta-binomial
(Jeffreys' prior, a half of each kind); where the number of eligible cases is unknown, the share of all of them is
beta. Ratings judged on evidence are taken as they are. How the answers to several questions hang together in one case
is not published, so it is set: at nought the questions vary by themselves, at one all questions of a domain rise and
fall together.

Sources: Brown, Cai and DasGupta (2001), Statistical Science 16:101, for the prior; Cochran (1977), chapter 2.
"""

import math
from typing import Any

import numpy as np
import pandas as pd

from yotlib.analysis.inspection.rules import POINTS, RATINGS, Bands, Rules, band
from yotlib.analysis.inspection.rules import named as named_rules
from yotlib.analysis.inspection.scoring import whole
from yotlib.reference.errors import AskedWrongly

Array = np.ndarray[Any, Any]
PRIOR = 0.5
DRAWS, SEED = 20_000, 2020
DECIMALS = 12
OVERALL = "overall"
WHO = ["area", "name", "published", "rules", "source"]
COLUMNS = [*WHO, "standard", "title", "rating", *RATINGS, "together", "method", "error"]
EXACT, SIMULATED = "exact", "simulated"


def chances(
    standards: pd.DataFrame,
    questions: pd.DataFrame,
    *,
    together: float = 0.0,
    exact: bool | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> pd.DataFrame:
    """The probability of each rating for each standard and, in the last row ("overall"), for the whole service.

    `standards` and `questions` are the tables of one inspection. `together` is the correlation of the questions of
    one domain, 0 to 1. At 0 and 1 the probabilities are worked out exactly; between, or with `exact` False, from
    `draws` simulated services with a fixed `seed`, `error` being the largest standard error of the row. A standard
    of whose questions one has no sample keeps its printed rating. Empty where no standard has samples.
    """
    if not 0 <= together <= 1:
        raise AskedWrongly(f"together is {together}; it lies between 0 and 1.")
    lacking = questions.loc[questions["asked"].isna(), "standard"]
    sampled = questions[~questions["standard"].isin(lacking)]
    if sampled.empty or standards.empty:
        return pd.DataFrame(columns=COLUMNS)
    by = named_rules(standards["rules"].iloc[0])
    at_most = {str(key): _cumulative(rows, by) for key, rows in sampled.groupby("standard")}
    fixed = standards[~standards["standard"].isin(list(at_most))]
    exactly = together in (0, 1) if exact is None else exact
    found = _exact(at_most, fixed, by, together) if exactly else _simulated(at_most, fixed, by, together, draws, seed)
    table = _labelled(standards, found)
    share = table[list(RATINGS)].to_numpy(float)
    error = 0.0 if exactly else np.sqrt(share * (1 - share) / draws).max(axis=1)
    return table.assign(together=together, method=EXACT if exactly else SIMULATED, error=error)[COLUMNS]


def question_chances(sufficient: float, asked: float, population: float, bands: Bands) -> Array:
    """The probability of each band of one key question, the lowest first, had all of `population` been looked at.

    >>> question_chances(18, 42, 56, named_rules("2018").percentages).round(3).tolist()
    [0.948, 0.052, 0.0, 0.0]
    """
    from scipy.stats import beta, betabinom

    shape = sufficient + PRIOR, asked - sufficient + PRIOR
    if not math.isfinite(population):
        edges = [(lowest - 0.5) / 100 for lowest, _ in bands[1:]]
        return np.diff(beta.cdf(edges, *shape), prepend=0.0, append=1.0)
    unseen = np.arange(int(population - asked) + 1)
    likely = betabinom.pmf(unseen, len(unseen) - 1, *shape) if len(unseen) > 1 else np.ones(1)
    places = [POINTS[band(bands, whole(100 * (sufficient + more) / population))] for more in unseen]
    return np.bincount(places, weights=likely, minlength=len(bands))


def _cumulative(rows: pd.DataFrame, by: Rules) -> Array:
    """For each question of a standard the probability of being at most in each band, the lowest first."""
    cases = rows[["sufficient", "asked", "population"]].itertuples(index=False)
    each = [question_chances(sufficient, asked, of, by.percentages) for sufficient, asked, of in cases]
    return np.asarray(np.clip(np.cumsum(each, axis=1), 0, 1))


def _exact(at_most: dict[str, Array], fixed: pd.DataFrame, by: Rules, together: float) -> pd.DataFrame:
    if together not in (0, 1):
        raise AskedWrongly(f"Probabilities are exact at together 0 or 1 only, not at {together}; leave exact out.")
    lowest = {key: _lowest_apart(one) if together == 0 else one.max(axis=0) for key, one in at_most.items()}
    rows = {key: np.diff(one, prepend=0.0) for key, one in lowest.items()}
    given = {row["standard"]: np.eye(len(RATINGS))[POINTS[row["rating"]]] for _, row in fixed.iterrows()}
    counted = {standard.key for standard in by.standards if standard.counts}
    parts = [row for key, row in {**rows, **given}.items() if key in counted and (together == 0 or key in given)]
    parts += [] if together == 0 else _by_domain({key: one for key, one in lowest.items() if key in counted})
    found = pd.DataFrame({**rows, **given, OVERALL: _banded(_added_up(parts), by)}, index=RATINGS).T
    return found.round(DECIMALS)


def _lowest_apart(at_most: Array) -> Array:
    """The lowest of several questions that vary by themselves: above a band only if all of them are."""
    return np.asarray(1 - np.prod(1 - at_most, axis=0))


def _by_domain(lowest: dict[str, Array]) -> list[Array]:
    """The points of each domain whose standards rise and fall together: one number in 0 to 1 decides them all."""
    domains: dict[str, list[Array]] = {}
    for key, one in lowest.items():
        domains.setdefault(key[0], []).append(one)
    return [_points_together(np.array(rows)) for rows in domains.values()]


def _points_together(at_most: Array) -> Array:
    ends = np.unique(np.concatenate([[0.0], at_most.ravel(), [1.0]]))
    middles = (ends[1:] + ends[:-1]) / 2
    points = (middles[:, None, None] > at_most[None, :, :-1]).sum(axis=(1, 2))
    return np.bincount(points, weights=np.diff(ends), minlength=3 * len(at_most) + 1)


def _added_up(parts: list[Array]) -> Array:
    """The distribution of the sum of independent points."""
    total = np.ones(1)
    for part in parts:
        total = np.convolve(total, part)
    return total


def _banded(totals: Array, by: Rules) -> Array:
    places = [POINTS[band(by.totals, points)] for points in range(len(totals))]
    return np.bincount(places, weights=totals, minlength=len(RATINGS))


def _simulated(
    at_most: dict[str, Array], fixed: pd.DataFrame, by: Rules, together: float, draws: int, seed: int
) -> pd.DataFrame:
    """Services drawn with a Gaussian copula: one number a domain, one a question, mixed so that they correlate."""
    from scipy.stats import norm

    random = np.random.default_rng(seed)
    shared = {domain: random.standard_normal(draws) for domain in sorted({key[0] for key in at_most})}
    points = {}
    for key, one in at_most.items():
        own = random.standard_normal((len(one), draws))
        level = norm.cdf(math.sqrt(together) * shared[key[0]] + math.sqrt(1 - together) * own)
        points[key] = (level[:, :, None] > one[:, None, :-1]).sum(axis=2).min(axis=0)
    given = {row["standard"]: np.full(draws, POINTS[row["rating"]]) for _, row in fixed.iterrows()}
    every = {**points, **given}
    total = np.sum([every[one.key] for one in by.standards if one.counts], axis=0)
    every[OVERALL] = np.array([POINTS[band(by.totals, number)] for number in range(by.most + 1)])[total]
    share = {key: np.bincount(one, minlength=len(RATINGS)) / draws for key, one in every.items()}
    return pd.DataFrame(share, index=RATINGS).T


def _labelled(standards: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """The probabilities in the standards' order, the whole service last."""
    from yotlib.analysis.inspection.what_if import total

    first = standards.iloc[0]
    whole_service = {**{name: first[name] for name in WHO}, "standard": OVERALL, "title": "Overall"}
    named = standards[[*WHO, "standard", "title", "rating"]]
    rows = pd.concat([named, pd.DataFrame([whole_service | {"rating": total(standards)[1]}])], ignore_index=True)
    return rows.join(found.reindex(rows["standard"]).reset_index(drop=True))
