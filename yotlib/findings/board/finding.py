"""Say in one sentence how the service stands: the heading of the page, which agrees with the facts below it."""

from yotlib.findings.board.strip import BOTH_WAYS, HIGHER, LOWER, NO_CLEAR_GAP, Strip, short_name, verdict_word
from yotlib.findings.board.wording import areas_in_words, inside, title_of
from yotlib.reference.areas import find
from yotlib.reference.words import in_words


def finding(strips: list[Strip], team: str) -> str:
    """Say on which measures the service is higher or lower, and on which no gap is clear.

    The strips have one for each measure, the newest that is known of it (see `newest_strips`).
    """
    name, words = find(team).name, [verdict_word(strip) for strip in strips]
    parts = [
        *_sides(strips),
        *(_both_ways(strip) for strip in strips if verdict_word(strip) == BOTH_WAYS),
        *(_steadily(strip) for strip in strips if strip.steady),
    ]
    unclear = [strip for strip in strips if verdict_word(strip) == NO_CLEAR_GAP]
    if parts and unclear and not {HIGHER, LOWER, BOTH_WAYS} & set(words):
        parts.append(f"no gap is clear in {_subjects(unclear)}")
    if parts:
        return f"{name}: {'; '.join(parts)}."
    if unclear:
        baselines = " or ".join(dict.fromkeys(short_name(base) for strip in unclear for base in strip.bases))
        return f"{name} is not clearly apart from {baselines} in {_subjects(unclear)}."
    return f"Too little is published to say how {name} compares."


def _sides(strips: list[Strip]) -> list[str]:
    """Say which rates are higher, and which are lower, and than what."""
    by_word = {word: [strip for strip in strips if verdict_word(strip) == word] for word in (HIGHER, LOWER)}
    return [_of_one_side(of_word, word) for word, of_word in by_word.items() if of_word]


def _of_one_side(strips: list[Strip], word: str) -> str:
    """Say what several rates are higher or lower than; a baseline that only some of them differ from is left out."""
    shared = [name for name in _beyond(strips[0]) if all(name in _beyond(strip) for strip in strips)]
    than = f" than in {areas_in_words(shared)}" if shared else " than in the region or the nation"
    rates, are = ("the rate of", "is") if len(strips) == 1 else ("the rates of", "are")
    return f"{rates} {_subjects(strips)} {are} {word.lower()}{than}"


def _both_ways(strip: Strip) -> str:
    sides = in_words([f"{base['verdict']} than in {short_name(base)}" for base in strip.beyond])
    return f"the rate of {_subjects([strip])} is {sides}"


def _steadily(strip: Strip) -> str:
    return f"{_subjects([strip])} is {strip.steady} {short_name(strip.bases[0])} over the years"


def _subjects(strips: list[Strip]) -> str:
    return in_words([inside(title_of(strip.row)) for strip in strips])


def _beyond(strip: Strip) -> list[str]:
    return [short_name(base) for base in strip.beyond]
