"""Work out how certain ratings are: the probability of each band if every eligible case had been looked at.

The cases not looked at are unknown. Given k sufficient of n cases, the number sufficient among the others is
beta-binomial (Jeffreys' prior, a half of each kind); where the number of eligible cases is unknown, the share of all
of them is beta. Ratings judged on evidence are taken as they are. How the answers to several questions are correlated
within one case is not published, so it is a parameter: at zero the questions vary independently, at one all questions
of a domain rise and fall together.

Sources: Brown, Cai and DasGupta (2001), Statistical Science 16:101, for the prior; Cochran (1977), chapter 2.

It is over 200 lines because its functions say and show in full what they take and return.
"""

import math
from typing import Any

import numpy as np
import pandas as pd

from yotlib.analysis.inspection.rules import POINTS, RATINGS, Bands, Rules, band, rules_named
from yotlib.analysis.inspection.scoring import round_half_up
from yotlib.analysis.inspection.what_if import total_points
from yotlib.figures.tidy import quoted
from yotlib.reference.errors import AskedWrongly

Array = np.ndarray[Any, Any]
PRIOR = 0.5
DRAWS, SEED = 20_000, 2020
DECIMALS = 12
OVERALL = "overall"
WHO = ["area", "name", "published", "rules", "source"]
COLUMNS = [*WHO, "standard", "title", "rating", *RATINGS, "together", "eligible", "method", "error"]
EXACT, SIMULATED = "exact", "simulated"
# How many cases there were to choose from is not published: as the rule of sampling implies, or very many.
ELIGIBLE = INFERRED, UNLIMITED = ("inferred", "unlimited")
TOGETHER = (0.0, 0.5, 1.0)


def chances(
    standards: pd.DataFrame,
    questions: pd.DataFrame,
    *,
    together: float = 0.0,
    eligible: str = INFERRED,
    exact: bool | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> pd.DataFrame:
    """Return the probability of each rating for each standard and, in the last row ("overall"), for the service.

    Columns: `area`, `name`, `published`, `rules`, `source`, `standard`, `title`, the printed `rating`, one column a
    rating with its probability (0 to 1), `together`, `eligible`, `method` ("exact" or "simulated") and `error`.

    `standards` and `questions` are the tables of one inspection. `together` is the correlation of the questions of one
    domain, 0 to 1. `eligible` is how many cases there were to choose from: "inferred" from the size of the sample, or
    "unlimited", the most that the sample leaves open. At `together` 0 and 1 the probabilities are worked out exactly.
    In between, or with `exact` False, they come from `draws` simulated services with a fixed `seed`; `error` is then
    the largest standard error of the row. A standard with any question without a sample keeps its printed rating. Empty
    where no standard has samples.

    >>> import yotlib as yot
    >>> standards, questions = yot.inspection.standards("Bradford"), yot.inspection.questions("Bradford")
    >>> yot.inspection.chances(standards, questions)[list(yot.inspection.RATINGS)].iloc[-1].round(2).tolist()
    [0.15, 0.85, 0.0, 0.0]
    """
    if not 0 <= together <= 1:
        raise AskedWrongly(f"together is {together}; it lies between 0 and 1.")
    if eligible not in ELIGIBLE:
        raise AskedWrongly(f"eligible is {eligible!r}; it is one of {quoted(ELIGIBLE)}.")
    if eligible == UNLIMITED:
        questions = questions.assign(population=questions["population"].where(questions["asked"].isna(), math.inf))
    unsampled = questions.loc[questions["asked"].isna(), "standard"]
    sampled = questions[~questions["standard"].isin(unsampled)]
    if sampled.empty or standards.empty:
        return pd.DataFrame(columns=COLUMNS)
    by = rules_named(standards["rules"].iloc[0])
    at_most = {str(key): _chances_at_most(rows, by) for key, rows in sampled.groupby("standard")}
    fixed = standards[~standards["standard"].isin(list(at_most))]
    if exact or (exact is None and together in (0, 1)):
        table = _label_rows(standards, _exact_chances(at_most, fixed, by, together))
        return table.assign(together=together, eligible=eligible, method=EXACT, error=0.0)[COLUMNS]
    table = _label_rows(standards, _simulated_chances(at_most, fixed, by, together, draws, seed))
    share = table[list(RATINGS)].to_numpy(float)
    error = np.sqrt(share * (1 - share) / draws).max(axis=1)
    return table.assign(together=together, eligible=eligible, method=SIMULATED, error=error)[COLUMNS]


def spread(standards: pd.DataFrame, questions: pd.DataFrame) -> list[pd.DataFrame]:
    """Return `chances` under every assumption that the published figures leave open, the usual one first.

    The usual one takes the inferred number of cases and lets the questions vary by themselves. `standards` and
    `questions` are what the functions of these names return.

    >>> import yotlib as yot
    >>> standards, questions = yot.inspection.standards("Bradford"), yot.inspection.questions("Bradford")
    >>> [round(float(table["Inadequate"].iloc[-1]), 2) for table in yot.inspection.spread(standards, questions)]
    [0.15, 0.2, 0.22, 0.27, 0.28, 0.33]
    """
    return [
        chances(standards, questions, together=together, eligible=eligible)
        for eligible in ELIGIBLE
        for together in TOGETHER
    ]


def question_chances(sufficient: float, asked: float, population: float, bands: Bands) -> Array:
    """Return the probability of each band of one key question, lowest first, if all of `population` were looked at.

    >>> question_chances(18, 42, 56, rules_named("2018").percentages).round(3).tolist()
    [0.948, 0.052, 0.0, 0.0]
    """
    from scipy.stats import beta, betabinom

    shape = sufficient + PRIOR, asked - sufficient + PRIOR
    if not math.isfinite(population):
        edges = [(lowest - 0.5) / 100 for lowest, _ in bands[1:]]
        return np.diff(beta.cdf(edges, *shape), prepend=0.0, append=1.0)
    unseen = np.arange(int(population - asked) + 1)
    likely = betabinom.pmf(unseen, len(unseen) - 1, *shape) if len(unseen) > 1 else np.ones(1)
    places = [POINTS[band(bands, round_half_up(100 * (sufficient + more) / population))] for more in unseen]
    return np.bincount(places, weights=likely, minlength=len(bands))


def _chances_at_most(rows: pd.DataFrame, by: Rules) -> Array:
    """Return, for each question of a standard, the probability of being at most in each band, lowest first."""
    cases = zip(rows["sufficient"], rows["asked"], rows["population"], strict=True)
    chances_of_bands = [question_chances(*numbers, by.percentages) for numbers in cases]
    return np.asarray(np.clip(np.cumsum(chances_of_bands, axis=1), 0, 1))


def _exact_chances(at_most: dict[str, Array], fixed: pd.DataFrame, by: Rules, together: float) -> pd.DataFrame:
    if together not in (0, 1):
        raise AskedWrongly(f"Probabilities are exact at together 0 or 1 only, not at {together}; leave exact out.")
    lowest = {key: _lowest_if_independent(one) if together == 0 else one.max(axis=0) for key, one in at_most.items()}
    rows = {key: np.diff(one, prepend=0.0) for key, one in lowest.items()}
    given = {row["standard"]: np.eye(len(RATINGS))[POINTS[row["rating"]]] for _, row in fixed.iterrows()}
    counted = {standard.key for standard in by.standards if standard.counts}
    parts = [row for key, row in {**rows, **given}.items() if key in counted and (together == 0 or key in given)]
    parts += [] if together == 0 else _points_by_domain({key: one for key, one in lowest.items() if key in counted})
    overall = _overall_chances(_sum_of_points(parts), by)
    return pd.DataFrame({**rows, **given, OVERALL: overall}, index=RATINGS).T.round(DECIMALS)


def _lowest_if_independent(at_most: Array) -> Array:
    """Return the chances of the lowest of several independent questions: above a band only if all of them are."""
    return np.asarray(1 - np.prod(1 - at_most, axis=0))


def _points_by_domain(lowest: dict[str, Array]) -> list[Array]:
    """Return the points of each domain whose standards rise and fall together: one number in 0 to 1 decides all."""
    domains: dict[str, list[Array]] = {}
    for key, one in lowest.items():
        domains.setdefault(key[0], []).append(one)
    return [_points_of_domain(np.array(rows)) for rows in domains.values()]


def _points_of_domain(at_most: Array) -> Array:
    ends = np.unique(np.concatenate([[0.0], at_most.ravel(), [1.0]]))
    middles = (ends[1:] + ends[:-1]) / 2
    points = (middles[:, None, None] > at_most[None, :, :-1]).sum(axis=(1, 2))
    return np.bincount(points, weights=np.diff(ends), minlength=3 * len(at_most) + 1)


def _sum_of_points(parts: list[Array]) -> Array:
    """Return the distribution of the sum of independent points."""
    distribution = np.ones(1)
    for part in parts:
        distribution = np.convolve(distribution, part)
    return distribution


def _overall_chances(totals: Array, by: Rules) -> Array:
    places = [POINTS[band(by.totals, points)] for points in range(len(totals))]
    return np.bincount(places, weights=totals, minlength=len(RATINGS))


def _simulated_chances(
    at_most: dict[str, Array], fixed: pd.DataFrame, by: Rules, together: float, draws: int, seed: int
) -> pd.DataFrame:
    """Simulate services with a Gaussian copula: one number a domain and one a question, mixed to correlate."""
    from scipy.stats import norm

    random = np.random.default_rng(seed)
    shared = {domain: random.standard_normal(draws) for domain in sorted({key[0] for key in at_most})}
    points = {}
    for key, one in at_most.items():
        own = random.standard_normal((len(one), draws))
        level = norm.cdf(math.sqrt(together) * shared[key[0]] + math.sqrt(1 - together) * own)
        points[key] = (level[:, :, None] > one[:, None, :-1]).sum(axis=2).min(axis=0)
    given = {row["standard"]: np.full(draws, POINTS[row["rating"]]) for _, row in fixed.iterrows()}
    all_points = {**points, **given}
    total = np.sum([all_points[standard.key] for standard in by.standards if standard.counts], axis=0)
    all_points[OVERALL] = np.array([POINTS[band(by.totals, number)] for number in range(by.most + 1)])[total]
    share = {key: np.bincount(drawn, minlength=len(RATINGS)) / draws for key, drawn in all_points.items()}
    return pd.DataFrame(share, index=RATINGS).T


def _label_rows(standards: pd.DataFrame, probabilities: pd.DataFrame) -> pd.DataFrame:
    """Return the probabilities in the standards' order, the whole service last."""
    whole_service = standards.iloc[0][WHO].to_dict() | {
        "standard": OVERALL,
        "title": "Overall",
        "rating": total_points(standards)[1],
    }
    labels = standards[[*WHO, "standard", "title", "rating"]]
    rows = pd.concat([labels, pd.DataFrame([whole_service])], ignore_index=True)
    return rows.join(probabilities.reindex(rows["standard"]).reset_index(drop=True))
