"""Say in one sentence how the service stands: the heading of the page, which agrees with the facts below it."""

from dataclasses import dataclass

import pandas as pd

from yotlib.findings.board.strip import (
    BOTH_WAYS,
    HIGHER,
    LOWER,
    NO_CLEAR_GAP,
    NOT_KNOWN,
    STEADY,
    Strip,
    short_name,
    verdict_word,
)
from yotlib.findings.board.wording import TITLES, areas_in_words, inside, title_of
from yotlib.findings.summary.rates import BEYOND
from yotlib.reference.areas import find
from yotlib.reference.words import in_words

STEADILY = [word.capitalize() for word in STEADY]


@dataclass(frozen=True)
class _Standing:
    """How the service stands on one measure: its verdict word, all its baselines, and those that it lies beyond."""

    subject: str
    word: str
    beside: tuple[str, ...]
    beyond: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> list[str]:
        """Return the names of the baselines that it lies beyond."""
        return [name for name, _ in self.beyond]


def finding(strips: list[Strip], bounded: pd.DataFrame, team: str) -> str:
    """Say on which measures the service is higher or lower, and on which no gap is clear.

    `bounded` is that of `bounded_teams.bounded`: where it has rows, they are newer than the measure's own figure, and
    take its place.
    """
    name, standings = find(team).name, _standings(strips, bounded)
    parts = [
        *_sides(standings),
        *(_both_ways(one) for one in standings if one.word == BOTH_WAYS),
        *(_steadily(one) for one in standings if one.word in STEADILY),
    ]
    unclear = [one for one in standings if one.word == NO_CLEAR_GAP]
    if parts and unclear and all(one.word in (*STEADILY, NO_CLEAR_GAP, NOT_KNOWN) for one in standings):
        parts.append(f"no gap is clear in {_subjects(unclear)}")
    if parts:
        return f"{name}: {'; '.join(parts)}."
    if unclear:
        baselines = " or ".join(dict.fromkeys(base for one in unclear for base in one.beside))
        return f"{name} is not clearly apart from {baselines} in {_subjects(unclear)}."
    return f"Too little is published to say how {name} compares."


def verdict_of_bounds(bounded: pd.DataFrame) -> str:
    """Return the verdict word of a figure that is known to lie between two ends."""
    found = {verdict.capitalize() for verdict in bounded["verdict"] if verdict in BEYOND}
    if found:
        return found.pop() if len(found) == 1 else BOTH_WAYS
    return NO_CLEAR_GAP if bounded["verdict"].eq("similar").any() else NOT_KNOWN


def _standings(strips: list[Strip], bounded: pd.DataFrame) -> list[_Standing]:
    replaced = set(bounded["measure"]) if len(bounded) else set()
    return [*_of_bounds(bounded), *(_of_strip(one) for one in strips if one.row["measure"] not in replaced)]


def _of_strip(strip: Strip) -> _Standing:
    return _standing(inside(title_of(strip.row)), verdict_word(strip), strip.bases)


def _of_bounds(bounded: pd.DataFrame) -> list[_Standing]:
    if bounded.empty:
        return []
    subject = inside(TITLES[bounded["measure"].iloc[0]])
    bases = tuple(row for _, row in bounded.iterrows() if row["role"] in ("region", "nation"))
    return [_standing(subject, verdict_of_bounds(bounded), bases)]


def _standing(subject: str, word: str, bases: tuple[pd.Series, ...]) -> _Standing:
    beyond = tuple((short_name(base), str(base["verdict"])) for base in bases if base["verdict"] in BEYOND)
    return _Standing(subject, word, tuple(map(short_name, bases)), beyond)


def _sides(standings: list[_Standing]) -> list[str]:
    """Say which rates are higher, and which are lower, and of what."""
    by_word = {word: [one for one in standings if one.word == word] for word in (HIGHER, LOWER)}
    return [_of_one_side(ones, word) for word, ones in by_word.items() if ones]


def _of_one_side(standings: list[_Standing], word: str) -> str:
    """Say of what several rates lie to one side; a baseline that only some of them lie beyond is left out."""
    shared = [name for name in standings[0].names if all(name in one.names for one in standings)]
    than = f" than in {areas_in_words(shared)}" if shared else " than in the region or the nation"
    rates = "the rate of" if len(standings) == 1 else "the rates of"
    return f"{rates} {_subjects(standings)} {'is' if len(standings) == 1 else 'are'} {word.lower()}{than}"


def _both_ways(standing: _Standing) -> str:
    sides = in_words([f"{verdict} than in {name}" for name, verdict in standing.beyond])
    return f"the rate of {standing.subject} is {sides}"


def _steadily(standing: _Standing) -> str:
    return f"{standing.subject} is {standing.word.lower()} {standing.beside[0]} over the years"


def _subjects(standings: list[_Standing]) -> str:
    return in_words([one.subject for one in standings])
