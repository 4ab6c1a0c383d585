"""Find the newest version of a published file, by asking the publisher's repository for its latest commit."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath
from typing import Any

from yotlib.intake.downloading import Fetchable, explain_failure
from yotlib.reference.errors import NotKept

API = "https://api.github.com"
_COMMIT = re.compile(r"[0-9a-f]{3,64}")


@dataclass(frozen=True)
class Newest:
    """The newest version of a file: where it is, and the day it was committed, taken as its day of release.

    Its hash is not known beforehand: its commit names it, and the checks alone judge it.
    """

    file: Fetchable
    day: date

    @property
    def description(self) -> str:
        """Return the commit and the date in words."""
        return f"The newest table is {self.file.name}: commit {self.file.commit}, {self.day:%-d %B %Y}."


def latest_files(files: Sequence[Fetchable]) -> list[Fetchable]:
    """Return the last of the pinned versions of each file, one for each repository and path."""
    return list({(file.repository, file.path): file for file in files}.values())


def find_newest(file: Fetchable, base: str = "") -> Newest:
    """Ask the repository of a pinned file for the newest commit of it; raises NotKept if it does not say."""
    import requests

    from yotlib.intake import asking

    url = f"{(base or API).rstrip('/')}/repos/{file.repository}/commits"
    try:
        answer = asking.ask(url, params={"path": file.path, "per_page": "1"})
        return _read_answer(file, json.loads(answer.content))
    except requests.RequestException as error:
        raise NotKept(_explain(file, url, explain_failure(error))) from None
    except (ValueError, LookupError, TypeError):
        raise NotKept(_explain(file, url, "its answer names no commit")) from None


def _read_answer(file: Fetchable, answer: Any) -> Newest:
    commit, stamp = str(answer[0]["sha"]), str(answer[0]["commit"]["committer"]["date"])
    if not _COMMIT.fullmatch(commit):
        raise ValueError(commit)
    day = date.fromisoformat(stamp[:10])
    ending = PurePath(file.path)
    return Newest(replace(file, name=f"{ending.stem}.{day}{ending.suffix}", commit=commit, sha256=""), day)


def _explain(file: Fetchable, url: str, reason: str) -> str:
    return (
        f"The newest version of {PurePath(file.path).name} could not be looked up at {url}: {reason}. "
        "Try again later, or fetch the file by hand and add it: yot data add FILE --released DATE."
    )
