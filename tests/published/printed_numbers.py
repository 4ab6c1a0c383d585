"""Read the numbers of a sentence, and set them beside numbers worked out elsewhere."""

import re

BEYOND = ("higher", "lower")
CHANCE = "chance alone could explain both gaps"
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# What is said about a number: units, ages, dates and years, levels and limits that the method fixes.
FIXED = re.compile(
    rf"(?:per|every) [\d,]+(?= children)|aged \d+-\d+|age[sd] \d+ to \d+"
    rf"|(?:\d{{1,2}} )?(?:{MONTHS}) \d{{4}}|\b20\d\d(?:-\d\d)?\b"
    r"|95%(?= interval|\))|below 0\.002|of 36 points|all 5 intervals|rate was 0\b"
)
NUMBER = re.compile(r"(?<![\w.,])[+-]?\d[\d,]*(?:\.\d+)?")
WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
BETWEEN = re.compile(rf"\b({'|'.join(WORDS)})(?= points?\b)")


def numbers(text: str) -> list[str]:
    """Return the numbers of a sentence in order, as printed, those left out that its method or its dates fix."""
    digits = BETWEEN.sub(lambda word: str(WORDS[word[1]]), FIXED.sub(" ", text))
    return [number.rstrip(",").replace(",", "") for number in NUMBER.findall(digits)]


def rounds_to(printed: str, number: float) -> bool:
    """Return whether a number rounds to what is printed, a half either way."""
    half = 0.5 * 10 ** -len(printed.partition(".")[2])
    return abs(float(printed) - number) <= half * (1 + 1e-9)


def agree(text: str, *expected: float) -> None:
    """Check that a sentence prints the expected numbers, in order, and no others."""
    found = numbers(text)
    assert len(found) == len(expected), (text, found, expected)
    wrong = [(said, number) for said, number in zip(found, expected, strict=True) if not rounds_to(said, number)]
    assert not wrong, (text, wrong)


def are_among(text: str, *expected: float) -> None:
    """Check that each number that a sentence prints is one of those expected."""
    strange = [said for said in numbers(text) if not any(rounds_to(said, number) for number in expected)]
    assert not strange, (text, strange, expected)


def check_sides(text, own):
    """Check above and below, and how sure the sentence is."""
    sides = re.findall(r"\b(above|below|more than twice)\b", text)
    assert sorted(sides) == sorted(
        "below" if own["value"] < base["value"] else "more than twice" if own["value"] >= 2 * base["value"] else "above"
        for base in own["bases"]
    )
    beyond = [base["verdict"] in BEYOND for base in own["bases"]]
    assert (CHANCE in text) == (not any(beyond))
    assert ("both" in text.replace(CHANCE, "") and "more than chance would explain" in text) == all(beyond)
