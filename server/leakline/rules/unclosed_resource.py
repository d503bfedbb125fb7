"""``unclosed-resource``: a reader, file or object URL is opened and not released on every path."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from typing import ClassVar

from leakline.js.code import Code
from leakline.js.shapes import CallShape
from leakline.js.surroundings import OutcomeKind
from leakline.rules.editing import indent_at
from leakline.rules.finally_release import in_finally, released_at_end
from leakline.rules.finding import Certainty, Finding, Fix
from leakline.rules.inline_opening import inline_openings
from leakline.rules.rule import Family, Rule, shown

FIRST_WORD = re.compile(rb"[\w$\x80-\xff]+")

# Method that opens -> what releases it (Streams standard, File API, Node.js fs).
OPENS: dict[str, str] = {
    "getReader": r"releaseLock|cancel\s*\(|\.closed\b",
    "getWriter": r"releaseLock|\.close\s*\(|abort\s*\(",
    "createObjectURL": r"revokeObjectURL",
    "openSync": r"closeSync",
    "open": r"\.close\s*\(|close\s*\(",
    "opendir": r"\.close\s*\(|for\s+await",
}
# Method that lends or opens in async code -> what gives it back (Node fs.promises; pg, mysql2, mongodb, generic-pool).
LENDS = {
    "open": "close",
    "opendir": "close",
    "connect": "release",
    "getConnection": "release",
    "getClient": "release",
    "acquire": "release",
    "checkout": "release|checkin",
    "startSession": "endSession",
    "getReader": "releaseLock|cancel",
    "getWriter": "releaseLock|close|abort",
    "createQueryRunner": "release",
}
LOCKS = ("getReader", "getWriter")
FILES = re.compile(r"^(?:fs|fsp|fsPromises|promises|fs\.promises|fs/promises)$")


class UnclosedResource(Rule):
    """A reader, file or object URL is opened and nothing releases it.

    ## Why it leaks
    A locked stream keeps its source, a file handle keeps its descriptor, and an object URL keeps its blob until the
    page goes, however small the string is.

    ## Example
    ```js
    const fs = require('fs');

    function firstByte(path) {
      const file = fs.openSync(path, 'r');
      const byte = Buffer.alloc(1);
      fs.readSync(file, byte, 0, 1, 0);
      return byte[0];
    }
    module.exports = firstByte;
    ```

    ## Instead
    ```js
    const fs = require('fs');

    function firstByte(path) {
      const file = fs.openSync(path, 'r');
      try {
        const byte = Buffer.alloc(1);
        fs.readSync(file, byte, 0, 1, 0);
        return byte[0];
      } finally {
        fs.closeSync(file);
      }
    }
    module.exports = firstByte;
    ```

    ## When it is fine
    The function returns the handle or gives it away, `using`, and any release in the file.

    ## What the heap would show
    `FileHandle`, `ReadableStreamDefaultReader` or `Blob` objects whose number grows.

    ## Fix safety
    `finally` is unsafe where what follows the function's end still uses the resource.

    ## References
    Streams standard; W3C File API; Node.js `fs`.
    """

    id: ClassVar[str] = "unclosed-resource"
    family: ClassVar[Family] = Family.RESOURCES
    patterns: ClassVar[tuple[str, ...]] = ("P19",)
    certainty: ClassVar[Certainty] = Certainty.HEURISTIC
    held_through: ClassVar[str | None] = "object"

    def check(self, code: Code) -> Iterator[Finding]:
        """Each opening without a release, and each release that an error leaves out."""
        for name, released in OPENS.items():
            for call in code.calls(name):
                if call.receiver is None or call.is_new or not code.repeats(call.function) or not _opens(call):
                    continue
                handle = _handle(code, call)
                if handle is None or re.search(rb"\busing\s+" + re.escape(handle.encode()), code.near(handle)):
                    continue
                if name == "createObjectURL" and code.says(released.encode()):
                    continue
                host = code.host(call.function)
                function = code.function_text(host)
                if name == "getReader" and _is_read_out(call, function):
                    continue
                if code.says(released.encode()) if name == "openSync" else re.search(released, function):
                    continue
                near = code.near(handle, host).decode("utf-8", "replace")
                if _leaves(near, handle) if name == "createObjectURL" else _given_away(near, handle):
                    continue
                fixes = _fixes(code, call, handle)
                yield self.finding(call.start, call.end, f"nothing releases '{shown(handle)}'", fixes=fixes)
        for call in inline_openings(code):
            yield self.finding(call.start, call.end, f"nobody can close what '{call.name}' gives")
        for name, release in LENDS.items():
            for call in code.calls(name):
                finding = self._kept_on_error(code, call, name, release)
                if finding is not None:
                    yield finding

    def _kept_on_error(self, code: Code, call: CallShape, name: str, release: str) -> Finding | None:
        """What is opened or lent in an async function and released at its end alone: an error in between keeps it."""
        if call.receiver is None or call.is_new or not call.function.is_async or not code.repeats(call.function):
            return None
        if not _lends(call):
            return None
        handle, function = _handle(code, call), call.function
        waits = name in LOCKS or "await" in code.text(*code.statement(call.start, call.end))
        if handle is None or "." in handle or not waits:
            return None
        given = re.compile(re.escape(handle.encode()) + rf"\s*!?\??\.\s*(?:{release})\s*\(".encode())
        calls = code.once(_calls_by_first_word).get(handle.encode(), [])
        inside = calls[bisect_left(calls, function.start, key=_start) : bisect_left(calls, function.end, key=_start)]
        releases = [other for other in inside if given.match(code.source, other.start, other.end)]
        if not releases or any(code.surroundings(one.start, one.end).sections for one in releases):
            return None
        same = indent_at(code, releases[-1].start) == indent_at(code, call.start)
        if releases[-1].function is not function or not same:
            return None
        between = code.bare[call.end : releases[-1].start].decode("utf-8", "replace")
        leaves = r"\bthrow\b|\breturn\b" if name in ("open", "opendir", *LOCKS) else r"\bawait\b|\bthrow\b|\breturn\b"
        near = code.near(handle, function).decode("utf-8", "replace")
        if not re.search(leaves, between) or _given_away(near, handle):
            return None
        message = f"an error before its release keeps '{shown(handle)}'"
        fixes = in_finally(code, call, releases[-1]) if len(releases) == 1 else ()
        return self.finding(call.start, call.end, message, fixes=fixes)


def _calls_by_first_word(code: Code) -> dict[bytes, list[CallShape]]:
    """The calls by the name that they begin with, in document order."""
    found: dict[bytes, list[CallShape]] = defaultdict(list)
    for call in code.module.calls:
        match = FIRST_WORD.match(code.source, call.start)
        if match is not None:
            found[match[0]].append(call)
    return found


def _start(call: CallShape) -> int:
    return call.start


def _fixes(code: Code, call: CallShape, handle: str) -> tuple[Fix, ...]:
    if call.name in LOCKS:
        return released_at_end(code, call, f"{handle}.releaseLock()")
    if call.name == "openSync" and call.receiver is not None:
        return released_at_end(code, call, f"{call.receiver.text}.closeSync({handle})")
    if call.name in ("open", "opendir") and call.function.is_async:
        return released_at_end(code, call, f"await {handle}.close()")
    return ()


def _opens(call: CallShape) -> bool:
    assert call.receiver is not None
    if call.name in ("open", "opendir"):
        return FILES.match(call.receiver.text) is not None and not any(a.function for a in call.arguments)
    if call.name == "createObjectURL":
        return call.receiver.text.endswith("URL")
    if call.name == "openSync":
        return "fs" in call.receiver.text
    return not call.arguments or call.name == "getReader"


def _is_read_out(call: CallShape, function: str) -> bool:
    """Whether a reader is read to the end, when nothing is left to release; the user of a generator may stop early."""
    reads = re.search(r"\bdone\b|\bwhile\b|\bfor\b", function) is not None
    return reads and not (call.function.is_generator and "finally" not in function)


def _lends(call: CallShape) -> bool:
    assert call.receiver is not None
    if call.name in ("open", "opendir"):
        return re.search(r"(?:^|\.)(?:fs|fsp|fsPromises|promises)$", call.receiver.text) is not None
    return call.name != "connect" or re.search(r"pool", call.receiver.text, re.IGNORECASE) is not None


def _handle(code: Code, call: CallShape) -> str | None:
    """The local variable that gets what is opened; for an object URL, the place that the string goes to."""
    outcome = code.outcome(call)
    if outcome.kind is not OutcomeKind.ASSIGNED or outcome.target is None:
        return None
    if outcome.target.path and call.name != "createObjectURL":
        return None
    return outcome.target.text


def _given_away(function: str, handle: str) -> bool:
    name = re.escape(handle)
    return (
        re.search(
            rf"return\s+{name}\b|return\s*[\[{{][^\n]*\b{name}\b|(?:this\.[\w$#.]+|[\w$]+\.[\w$.]+)\s*=\s*{name}\b|yield\s+{name}\b"
            rf"|(?:resolve|callback|cb|push|add|set|next|new\s+\w+|\b[a-z]\w*)\(\s*(?:null,\s*)?{name}\s*\)|\b{name}\s*[,}}]\s*\}}",
            function,
        )
        is not None
    )


def _leaves(function: str, handle: str) -> bool:
    """Whether a string leaves the function, so that somebody else may revoke it."""
    name = re.escape(handle)
    return (
        re.search(
            rf"return\b[^;\n]*\b{name}\b|\(\s*(?:null,\s*)?{name}\s*[,)]|yield\s+{name}\b|\b{name}\s*[,}}]", function
        )
        is not None
    )
