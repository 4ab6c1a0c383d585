"""Keep libraries quiet while a process is cleared away."""

import logging
import warnings


def silence_libraries() -> None:
    """Keep off the screen what libraries warn of and log: as a process ends, channels close under them."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
