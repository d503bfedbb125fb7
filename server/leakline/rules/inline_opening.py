"""Files that are opened inside an expression, so that nobody has the handle to close."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leakline.js.code import Code
from leakline.js.shapes import CallShape
from leakline.js.surroundings import OutcomeKind

PROMISES = re.compile(r"(?:^|\.)(?:fsp|fsPromises|promises)$")
IMPORTED = rb"""(?:from\s+|require\(\s*)['"](?:node:)?fs/promises['"]"""
OWN = rb"\basync\s+function\s+open\b[\s\S]{0,1500}?\breturn\s+new\s+FileHandle\b"
# Whoever gets a handle by such a name keeps it, closes it, or lives as long as the process.
TAKES = re.compile(
    r"^(?:[A-Z]\w*|.*(?i:push|add|track|register|close|pipe|create|with|wrap|from)\w*|(?:use|set)(?:[A-Z]\w*)?)$"
)
KEEPS = frozenset({"close", "readLines", "createReadStream", "createWriteStream", "readableWebStream"})


def inline_openings(code: Code) -> Iterator[CallShape]:
    """``truncate(await open(path), length)`` and ``(await open(path)).readFile()``."""
    for call in code.calls("open", "opendir"):
        if call.is_new or not call.function.is_async or any(one.function for one in call.arguments):
            continue
        if not _opens_file(code, call) or code.bare[: call.start].rstrip()[-5:] != b"await":
            continue
        outcome = code.outcome(call)
        passed = outcome.kind is OutcomeKind.PASSED and not outcome.chained and not TAKES.match(outcome.name)
        if passed or (outcome.chained and not KEEPS & {*outcome.chained}):
            yield call


def _opens_file(code: Code, call: CallShape) -> bool:
    if call.receiver is not None:
        return PROMISES.search(call.receiver.text) is not None or (
            call.receiver.text == "fs" and re.search(IMPORTED, code.source) is not None
        )
    return call.is_plain and (re.search(IMPORTED, code.source) or re.search(OWN, code.bare)) is not None
