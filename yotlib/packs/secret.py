"""Hash with a secret that never leaves the folder of added figures, so that nobody can try out what was hashed.

A team's own counts are few and small: who has a plain hash of them finds them by hashing every sheet there could be.
"""

import hashlib
import hmac
import secrets
from functools import cache
from pathlib import Path

from yotlib.reference import folders
from yotlib.reference.whole_files import write_whole

NAME = ".secret"
BYTES = 32


def keyed_hash(content: bytes) -> str:
    """Return the HMAC-SHA-256 of the content under this folder's secret, which is made at the first use.

    Where the folder cannot be written to, the secret lasts as long as this process, so no pack is found up to date.
    """
    return hmac.new(_secret(folders.added()), content, hashlib.sha256).hexdigest()


@cache
def _secret(folder: Path) -> bytes:
    place = folder / NAME
    try:
        if not place.exists():
            folder.mkdir(parents=True, exist_ok=True)
            write_whole(place, secrets.token_bytes(BYTES), mode=0o600)
        content = place.read_bytes()
    except OSError:
        return secrets.token_bytes(BYTES)
    return content if len(content) == BYTES else secrets.token_bytes(BYTES)
