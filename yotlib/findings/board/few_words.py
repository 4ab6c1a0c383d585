"""Say what a team's page says in a few words, as plain text for an e-mail."""

import textwrap
from collections.abc import Mapping
from typing import Any

WIDTH = 76


def few_words(record: Mapping[str, Any]) -> str:
    """Return the finding and the facts of a record, a paragraph each, with the day of the newest release."""
    facts = [f"{fact['word']}. {fact['text']}" for fact in record["facts"]]
    sources = dict.fromkeys(measure["source_in_words"] for measure in record["measures"])
    ending = [f"Figures published up to {record['released_by']}.{_named(sources)}"]
    return "\n\n".join(textwrap.fill(words, WIDTH) for words in [record["finding"], *facts, *ending]) + "\n"


def _named(sources: Mapping[str, None]) -> str:
    return f" Sources of the rates: {'; '.join(sources)}." if sources else ""
