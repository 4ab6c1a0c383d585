"""A job for a worker, its limits, and its result."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from yotlib.packs.order import Order
from yotlib.reference.errors import PackFailed

BUILT, UP_TO_DATE, FAILED = "built", "up to date", "failed"


@dataclass(frozen=True)
class Limits:
    """What a pack may take: seconds in total, and megabytes of memory for each of its processes."""

    seconds: float = 900.0
    megabytes: int = 4096


@dataclass(frozen=True)
class Job:
    """One pack to be built into the folder `out`, and the hashes of its inputs.

    `environment` has environment variables to set in the process that builds it.
    """

    order: Order
    out: Path
    engine: str
    made_from: Mapping[str, str]
    limits: Limits = field(default_factory=Limits)
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Failure:
    """Where and why a pack failed: `notebook` and `cell` (as Jupyter counts) where known, and the traceback."""

    error: str
    notebook: str = ""
    cell: int | None = None
    log: str = ""

    @classmethod
    def from_error(cls, error: PackFailed) -> "Failure":
        """Return what the error of a failed pack says."""
        return cls(error.error or str(error), error.notebook, error.cell, error.log or str(error))

    def describe(self) -> str:
        """Describe the failure in one line for a reader."""
        where = f"{self.notebook}, cell {'?' if self.cell is None else self.cell}: " if self.notebook else ""
        return f"{where}{self.error}"


@dataclass(frozen=True)
class Result:
    """What came of a job; `why` is the reason for which the pack was built."""

    name: str
    status: str
    seconds: float = 0.0
    attempts: int = 0
    why: str = ""
    failure: Failure | None = None

    def as_record(self) -> dict[str, Any]:
        """Return the result as build.json and the log have it, without blank entries."""
        entries = {"status": self.status, "why": self.why, "seconds": round(self.seconds, 2), "attempts": self.attempts}
        failure = {} if self.failure is None else {"failure": vars(self.failure)}
        return {name: value for name, value in entries.items() if value} | failure
