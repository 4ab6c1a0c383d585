"""Say what a team's page says in a few words, as plain text for an e-mail."""

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from yotlib.findings.board.few_measures import NOT_HELD
from yotlib.findings.board.strip import NO_CLEAR_GAP, NOT_KNOWN

WIDTH = 76
MOST_WORDS = 120
SAYS_LEAST = (NO_CLEAR_GAP, NOT_KNOWN, NOT_HELD)


def few_words(record: Mapping[str, Any]) -> str:
    """Return the finding and the facts of a record, a paragraph each, with the day of the newest release.

    Where they would be more than 120 words, facts that no longer fit are left out: first among them those that say
    least, that is where no gap is clear, and what is not known or not held. The first fact always stands.
    """
    facts: list[Mapping[str, str]] = []
    for fact in sorted(record["facts"], key=lambda each: each["word"] in SAYS_LEAST):
        if not facts or _count_words(_paragraphs(record, [*facts, fact])) <= MOST_WORDS:
            facts.append(fact)
    kept = [fact for fact in record["facts"] if fact in facts]
    lines = [textwrap.fill(words, WIDTH, break_on_hyphens=False) for words in _paragraphs(record, kept)]
    return "\n\n".join(lines) + "\n"


def _paragraphs(record: Mapping[str, Any], facts: Sequence[Mapping[str, str]]) -> list[str]:
    said = [f"{fact['word']}. {fact['text']}" for fact in facts]
    sources = dict.fromkeys(measure["source_in_words"] for measure in record["measures"])
    rest = ["The rest is on the page."] if len(facts) < len(record["facts"]) else []
    ending = [
        f"Published up to {record['released_by']}.",
        *([f"Sources: {'; '.join(sources)}."] if sources else []),
        *rest,
    ]
    return [record["finding"], *said, " ".join(ending)]


def _count_words(paragraphs: Sequence[str]) -> int:
    return sum(len(paragraph.split()) for paragraph in paragraphs)
