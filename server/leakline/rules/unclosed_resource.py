"""``unclosed-resource``: a reader, file or object URL is opened and not released on every path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from leakline.js.code import Code
from leakline.js.shapes import CallShape
from leakline.js.surroundings import OutcomeKind
from leakline.rules.finding import Certainty, Finding
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
    No fix: where the resource is done with is the author's to say.

    ## References
    Streams standard; W3C File API; Node.js `fs`.
    """

    id: ClassVar[str] = "unclosed-resource"
    family: ClassVar[Family] = Family.RESOURCES
    patterns: ClassVar[tuple[str, ...]] = ("P19",)
    certainty: ClassVar[Certainty] = Certainty.HEURISTIC
    held_through: ClassVar[str | None] = "object"

    def check(self, code: Code) -> Iterator[Finding]:
        """Each opening without a release."""
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
                if name == "getReader" and re.search(r"\bdone\b|\bwhile\b|\bfor\b", function):
                    continue  # whoever reads to the end has nothing left to release
                if re.search(released, function if name != "openSync" else text) or (
                    name != "createObjectURL" and _given_away(function, handle)
                ):
                    continue
                yield self.finding(call.start, call.end, f"nothing releases '{shown(handle)}'")


def _opens(call: CallShape) -> bool:
    assert call.receiver is not None
    if call.name in ("open", "opendir"):
        return FILES.match(call.receiver.text) is not None and not any(a.function for a in call.arguments)
    if call.name == "createObjectURL":
        return call.receiver.text.endswith("URL")
    if call.name == "openSync":
        return "fs" in call.receiver.text
    return not call.arguments or call.name == "getReader"


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
