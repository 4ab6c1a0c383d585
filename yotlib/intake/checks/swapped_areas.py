"""Check that no area carries another's series."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from yotlib.intake.checks.fault import LOOK, WRONG, Fault
from yotlib.intake.checks.pairs_of_releases import each_pair, span_of
from yotlib.intake.checks.rows import each_row, fault_of_row, format_value, prepare
from yotlib.reference import areas

CHECK = "an area carries its own series"
FEWEST_YEARS = 5
# Three quarters of a series' figures lie within 5% of another area's, and half lie 20% and more from its own, and four
# times as far as is usual between the two releases.
FITS, UNLIKE, TIMES = 0.05, 0.2, 4


def check_swapped_areas(figures: pd.DataFrame) -> list[Fault]:
    """Report figures of an area that fit another area's series in another release far better than its own.

    They are `wrong` if that other area has no figure in their release, since then the series stands under the wrong
    name. Otherwise they are `look`: two areas are alike, or two series are swapped in one of the releases.
    """
    pairs = [pair for old, new in each_pair(prepare(figures)) for pair in ((old, new), (new, old))]
    return [fault for release, other in pairs for fault in _faults_of_release(release, other)]


def _faults_of_release(release: pd.DataFrame, other: pd.DataFrame) -> Iterator[Fault]:
    for area, whose in _carried_series(release, other).items():
        rows = release[release["area"] == area]
        absent = whose not in set(release["area"])
        name, source = areas.all_areas()[whose].name, other["source"].iloc[0]
        expected = f"the series of {span_of(rows)} is that of {name} in {source}, and far from its own there"
        if absent:
            expected += f"; {name} has no figure in this release"
        yield from (
            fault_of_row(row, CHECK, WRONG if absent else LOOK, format_value(row), expected) for row in each_row(rows)
        )


def _carried_series(release: pd.DataFrame, other: pd.DataFrame) -> dict[str, str]:
    """Return the areas of a release whose series is another area's in the other release, with that area."""
    one, two = (_as_logarithms(table) for table in (release, other))
    shared = one.columns.intersection(two.columns)
    if len(shared) < FEWEST_YEARS:
        return {}
    one, two = one[shared], two[shared]
    own = (one - two).abs().median(axis=1).dropna()
    far = own[(own > UNLIKE) & (own > TIMES * own.median())]
    found = {
        str(area): _best_fit(one.loc[[str(area)]].iloc[0], two.drop(index=str(area)), gap) for area, gap in far.items()
    }
    return {area: whose for area, whose in found.items() if whose}


def _as_logarithms(release: pd.DataFrame) -> pd.DataFrame:
    """Return the logarithms of a release's figures, one row an area and one column a period."""
    values = release.pivot(index="area", columns="period_start", values="value")
    return values.apply(np.log)


def _best_fit(series: pd.Series, others: pd.DataFrame, own: float) -> str:
    """Return the area whose series this is, to a revision; "" if it is nobody's, or its `own` is as near."""
    gaps = (others - series).abs()
    farthest = gaps[gaps.notna().sum(axis=1) >= FEWEST_YEARS].quantile(0.75, axis=1)
    fits = farthest[farthest <= min(FITS, own / TIMES)]
    return str(fits.idxmin()) if len(fits) else ""
