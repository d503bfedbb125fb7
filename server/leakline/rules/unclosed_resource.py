"""``unclosed-resource``: a reader, file or object URL is opened and not released on every path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from leakline.js.code import Code
from leakline.js.shapes import CallShape
from leakline.js.surroundings import OutcomeKind
from leakline.rules.editing import indent_at
from leakline.rules.finally_release import in_finally, released_at_end
from leakline.rules.finding import Certainty, Finding, Fix
from leakline.rules.rule import Family, Rule, shown

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
    "createQueryRunner": "release",
}
LOCKS = ("getReader", "getWriter")
FILES = re.compile(r"^(?:fs|fsp|fsPromises|promises|fs\.promises|fs/promises)$")


class UnclosedResource(Rule):
    """A reader, file or object URL is opened and nothing releases it.

    ## Why it leaks
    A locked stream keeps its source, a file handle keeps its descriptor, and an object URL keeps its blob until the
    page
    goes, however small the string is.

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
        text = code.bare.decode("utf-8", "replace")
        for name, released in OPENS.items():
            for call in code.calls(name):
                if call.receiver is None or call.is_new or not code.repeats(call.function) or not _opens(call):
                    continue
                handle = _handle(code, call)
                if handle is None or re.search(r"\busing\s+" + re.escape(handle), text):
                    continue
                function = code.function_text(code.host(call.function))
                if name == "createObjectURL" and (re.search(released, text) or _leaves(function, handle)):
                    continue
                if name == "getReader" and _is_read_out(call, function):
                    continue
                if re.search(released, function if name != "openSync" else text) or (
                    name != "createObjectURL" and _given_away(function, handle)
                ):
                    continue
                fixes = _fixes(code, call, handle)
                yield self.finding(call.start, call.end, f"nothing releases '{shown(handle)}'", fixes=fixes)
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
        if handle is None or "." in handle or not code.text(*code.statement(call.start, call.end)).count("await"):
            return None
        given = re.compile(rf"(?<![\w$.]){re.escape(handle)}\s*!?\??\.\s*(?:{release})\s*\(")
        releases = [
            other for other in code.calls_in(function, inner=True) if given.match(code.text(other.start, other.end))
        ]
        if not releases or any(code.surroundings(one.start, one.end).sections for one in releases):
            return None
        same = indent_at(code, releases[-1].start) == indent_at(code, call.start)
        if releases[-1].function is not function or not same:
            return None
        between = code.bare[call.end : releases[-1].start].decode("utf-8", "replace")
        leaves = r"\bthrow\b|\breturn\b" if name in ("open", "opendir") else r"\bawait\b|\bthrow\b|\breturn\b"
        if not re.search(leaves, between) or _given_away(code.function_text(function), handle):
            return None
        message = f"an error before its release keeps '{shown(handle)}'"
        fixes = in_finally(code, call, releases[-1]) if len(releases) == 1 else ()
        return self.finding(call.start, call.end, message, fixes=fixes)


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
