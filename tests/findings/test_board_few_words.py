"""The text for an e-mail has the finding and what matters most, in 120 words."""

import pytest

from yotlib.findings.board import few_words

FINDING = "Ashby: the rate of first-time entrants is higher than in England."


def said(*facts):
    """Return the text of a made-up record with these facts, each a word and how many words it says."""
    listed = [{"word": word, "text": " ".join([word.lower()] * number) + "."} for word, number in facts]
    measures = [{"source_in_words": "the Made-up Board on 1 May 2025"}] * 2
    return few_words({"finding": FINDING, "facts": listed, "measures": measures, "released_by": "11 February 2026"})


def test_all_facts_stand_where_they_are_few_words():
    assert said(("Higher", 4), ("Not known", 3)) == (
        f"{FINDING}\n\nHigher. higher higher higher higher.\n\nNot known. not known not known not known.\n\n"
        "Published up to 11 February 2026. Sources: the Made-up Board on 1 May 2025.\n"
    )


@pytest.mark.parametrize(
    ("facts", "left"),
    [
        ([("No clear gap", 40), ("Higher", 40), ("Inspection", 20)], {"Higher", "Inspection"}),
        ([("Higher", 70), ("Lower", 30), ("Inspection", 10)], {"Higher", "Inspection"}),
        ([("Not held", 20), ("Not known", 30), ("Higher", 30)], {"Higher", "Not held"}),
    ],
)
def test_what_says_least_is_left_out_first(facts, left):
    text = said(*facts)

    assert len(text.split()) <= 120
    assert {word for word, _ in facts if f"\n\n{word}. " in text} == left
    assert "The rest is on the page." in " ".join(text.split())


@pytest.mark.parametrize("indent", range(8))
def test_no_name_is_broken_at_the_end_of_a_line(indent):
    text = said((f"{'x' * indent} Stockton-on-Tees", 20))

    assert not any(line.endswith("-") for line in text.splitlines())


def test_the_first_fact_stands_however_long_it_is():
    assert said(("Higher", 200)).count("higher") > 200
