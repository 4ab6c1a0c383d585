"""The list of official files in docs/ is the list of what is read."""

import re
from pathlib import Path

from yotlib.intake import readers

LISTED = (Path(__file__).resolve().parents[2] / "docs" / "official-files.md").read_text(encoding="utf-8")


def test_every_kind_is_listed_once_with_whether_a_real_file_was_at_hand():
    listed = dict(re.findall(r"^\| `([a-z-]+)` \|.*\| (yes|no)[^|]*\|$", LISTED, re.MULTILINE))

    assert listed == {reader.kind: "yes" if reader.seen else "no" for reader in readers.readers()}
