"""Says how exactly a value is printed."""

import pandas as pd

_MOST, _NO_MORE = 9, 1e-9


def half_a_digit(values: pd.Series, fewest: pd.Series) -> pd.Series:
    """Return by how much each value may be rounded: half of its last digit, with at least `fewest` decimals."""
    decimals = fewest.astype(float)
    for places in range(_MOST):
        is_longer = (values.round(places) - values).abs() > _NO_MORE
        decimals = decimals.mask(is_longer & (decimals <= places), places + 1)
    return 0.5 * 10.0**-decimals
