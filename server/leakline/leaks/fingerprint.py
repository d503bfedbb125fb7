"""A hash that names the same fault in every run and on every machine."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import PurePosixPath

from leakline.leaks.model import Site


def fingerprint(kind: str, name: str, site: Site | None, path: Iterable[str]) -> str:
    """16 hexadecimal digits over what does not change from run to run.

    ``path`` are the readable references with their indexes generalised. Of the site the file's name counts, not its
    folder or line, so that an edit elsewhere in the file leaves the fingerprint as it is.
    """
    where = (PurePosixPath(site.url).name, site.function) if site is not None else ("", "")
    text = "\x1f".join((kind, name, *where, *path))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def numbered(fingerprint: str, number: int) -> str:
    """The fingerprint of one of several faults that are alike in all that a fingerprint is made of."""
    return hashlib.sha256(f"{fingerprint}\x1f{number}".encode()).hexdigest()[:16]
