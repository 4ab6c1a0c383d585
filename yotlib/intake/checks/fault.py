"""What is wrong, or looks wrong, with a figure: one form for readers and checks alike."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["wrong", "look"]
WRONG: Severity = "wrong"
LOOK: Severity = "look"


@dataclass(frozen=True)
class Fault:
    """One fault of a figure, or of a row of a file.

    `wrong`: the figure cannot be right and is held back; the rest is used. `look`: it may be right, and somebody
    should look. `row` is the row of the file as a person counts them, from 1, the header included; None where a
    fault concerns no one row. `figure` names the figure in words ("first-time entrants, England, 2016"), `found` says
    what the file has, `expected` what would be expected and why.
    """

    check: str
    severity: Severity
    file: str
    row: int | None
    figure: str
    found: str
    expected: str

    def __str__(self) -> str:
        place = f"{self.file} row {self.row}" if self.row is not None else self.file
        return f"{place}: {self.figure}: {self.found}; {self.expected}"
