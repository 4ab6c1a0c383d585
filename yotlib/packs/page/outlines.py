"""Write the outline of a shape in whole numbers, each point by its distance from the one before it."""

import re

NUMBER = r"(-?\d+(?:\.\d+)?)"
# Whole numbers are of this many parts of a point, which no eye tells apart.
SCALE = 20
_POINTS = {"M": 1, "L": 1, "Q": 2, "C": 3}
_COMMAND = re.compile(r"([A-Za-z])([^A-Za-z]*)")


def whole(number: float | str) -> int:
    """Return a length in points as a whole number of parts."""
    return round(float(number) * SCALE)


def shorten(path: str) -> str:
    """Return a path of absolute lines and curves as a short one; raise ValueError for anything else in it.

    >>> shorten("M 0 0 L 10 0 L 10 5.01 z")
    'm0 0l200 0 0 100z'
    """
    parts: list[str] = []
    here = start = (0, 0)
    before = ""
    for letter, points in _commands(path):
        if letter == "Z":
            parts.append("z")
            here, before = start, "z"
            continue
        if letter == "L" and points[0] == here:
            continue
        moved = [f"{across - here[0]} {down - here[1]}" for across, down in points]
        # A path goes on as the last command did without naming it.
        parts.append(("" if before == letter else letter.lower()) + " ".join(moved))
        if before == letter:
            parts[-1] = f" {parts[-1]}"
        here, before = points[-1], letter
        start = here if letter == "M" else start
    return "".join(parts).replace(" -", "-")


def widest(path: str, transform: str) -> float:
    """Return how far right the outline of a letter reaches, in hundredths of the size of its letters."""
    scale = re.fullmatch(rf"scale\({NUMBER}\)", transform)
    across = [x for _, points in _commands(path, scale=1) for x, _ in points]
    return max(across, default=0) * (float(scale[1]) if scale else 1.0)


def _commands(path: str, scale: float = SCALE) -> list[tuple[str, list[tuple[int, int]]]]:
    """Return the commands of a path in capitals, each with its points in whole numbers."""
    commands: list[tuple[str, list[tuple[int, int]]]] = []
    for letter, numbers in _COMMAND.findall(path):
        values = [round(float(number) * scale) for number in numbers.split()]
        if letter.upper() != "Z" and len(values) != 2 * _POINTS.get(letter, 0):
            raise ValueError(f"a path with {letter} {numbers}")
        commands.append((letter.upper(), list(zip(values[::2], values[1::2], strict=True))))
    return commands
