"""Ask a server for a file: from the host that was named and no other, and within limits of size and time."""

from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests

MOST_BYTES = 500_000_000
MOST_SECONDS = 1800.0
SECONDS_TO_CONNECT, SECONDS_OF_SILENCE = 10.0, 30.0
CHUNK = 64 * 1024


class Refused(requests.RequestException):
    """What the server answered is not taken; the message is the reason."""


def ask(url: str, **options: Any) -> requests.Response:
    """Return the answer of the server, as `requests.get` does; raises Refused where it names another host."""
    timeout = (SECONDS_TO_CONNECT, SECONDS_OF_SILENCE)
    answer = requests.get(url, timeout=timeout, hooks={"response": _refuse_other_host}, **options)
    answer.raise_for_status()
    return answer


def save(url: str, path: Path, bar: Any) -> None:
    """Save what the server sends in a file; `bar` shows how much has come. Raises Refused where it is too much."""
    until, size = monotonic() + MOST_SECONDS, 0
    with ask(url, stream=True) as answer, path.open("wb") as file:
        total = int(answer.headers.get("content-length") or 0)
        if bar:
            bar.total = total
        _refuse_too_large(total)
        for chunk in answer.iter_content(CHUNK):
            size += len(chunk)
            _refuse_too_large(size)
            if monotonic() > until:
                raise Refused(f"it was not here after {MOST_SECONDS / 60:,.0f} minutes")
            file.write(chunk)
            if bar:
                bar.update(len(chunk))
    if bar:
        bar.reset()
        bar.update(total)
        bar.close()


def _refuse_other_host(answer: requests.Response, *_: Any, **__: Any) -> None:
    """Refuse to be sent on to another host, or from https to http."""
    if not answer.is_redirect:
        return
    here, there = urlsplit(answer.url), urlsplit(urljoin(answer.url, answer.headers["location"]))
    if (here.scheme, here.netloc) != (there.scheme, there.netloc):
        raise Refused(f"the server points to another one, {there.scheme}://{there.netloc}, which is not followed")


def _refuse_too_large(size: int) -> None:
    if size > MOST_BYTES:
        raise Refused(f"it is larger than {MOST_BYTES / 1e6:,.0f} MB, more than any file read here")
