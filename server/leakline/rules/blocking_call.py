"""``blocking-call``: a synchronous call stops the whole server while it answers one request."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from leakline.js.code import Code
from leakline.js.facts import BindingKind, FunctionKind
from leakline.js.language import ModuleKind
from leakline.js.lifetimes import Origin
from leakline.js.model import Function
from leakline.js.shapes import CallShape, UsageKind
from leakline.rules.editing import replace, style_of
from leakline.rules.finding import Certainty, Finding, Fix
from leakline.rules.requests import is_request_handler
from leakline.rules.rule import Family, Rule, shown

# Node: fs, child_process, crypto and zlib have these; names that end in Sync and block (Node.js API documentation).
BLOCKING = re.compile(
    r"^(?:(?:read|write|append|copy|truncate|ftruncate)(?:File)?|readdir|stat|lstat|fstat|mkdir|mkdtemp|rmdir|rm|unlink|rename"
    r"|realpath|readlink|symlink|link|chmod|chown|utimes|open|close|access|cp|opendir|exec|execFile|spawn|pbkdf2|scrypt"
    r"|generateKeyPair|generateKey|generatePrime|checkPrime|hkdf|gzip|gunzip|deflate|inflate|deflateRaw|inflateRaw|unzip"
    r"|brotliCompress|brotliDecompress|hash|compare|genSalt)Sync$"
)
HEAVY = re.compile(
    r"^(?:execSync|execFileSync|spawnSync|pbkdf2Sync|scryptSync|generateKeyPairSync|generatePrimeSync|hashSync|compareSync)$"
)
PROMISES = re.compile(
    r"^(?:readFile|writeFile|appendFile|copyFile|readdir|stat|lstat|mkdir|mkdtemp|rmdir|rm|unlink|rename|realpath|access|cp)Sync$"
)

PROMISED = re.compile(
    r"^(?:pbkdf2|scrypt|hkdf|generateKeyPair|gzip|gunzip|deflate|inflate|unzip|brotliCompress|brotliDecompress)Sync$"
)


class BlockingCall(Rule):
    """A synchronous call stops the whole server while it answers one request.

    ## Why it leaks
    Node runs all JavaScript of a process in one thread. While a synchronous call waits, no other request is
    answered, and the requests that come in wait in memory with all that they hold.

    ## Example
    ```js
    const fs = require('fs');
    const http = require('http');

    http.createServer((req, res) => {
      res.end(fs.readFileSync('index.html'));
    }).listen(8080);
    ```

    ## Instead
    ```js
    const fs = require('fs');
    const http = require('http');

    http.createServer(async (req, res) => {
      res.end(await fs.promises.readFile('index.html'));
    }).listen(8080);
    ```

    ## When it is fine
    The top of a module, constructors, command line programs, and what runs once.

    ## What the heap would show
    Nothing by itself: requests and responses that wait, more of them under load.

    ## Fix safety
    Awaiting the asynchronous form is unsafe: other code may run in between, and a handler that becomes async
    rejects where it threw.

    ## References
    Node.js, "Don't block the event loop".
    """

    id: ClassVar[str] = "blocking-call"
    family: ClassVar[Family] = Family.BLOCKING
    patterns: ClassVar[tuple[str, ...]] = ("P22",)
    certainty: ClassVar[Certainty] = Certainty.CERTAIN

    def check(self, code: Code) -> Iterator[Finding]:
        """Each blocking call in a handler, in what a handler calls, or, if it is heavy, in an async function."""
        for name, calls in code.calls_by_name.items():
            if not BLOCKING.match(name):
                continue
            for call in calls:
                if call.is_new or not _is_library(code, call) or not code.repeats(call.function):
                    continue
                certainty = _certainty(code, call)
                if certainty is None:
                    continue
                what = "a request" if certainty is Certainty.CERTAIN else "an async function"
                message = f"'{shown(call.callee)}' blocks every request while it runs in {what}"
                yield self.finding(call.start, call.end, message, certainty=certainty, fixes=_awaited(code, call))


def _is_library(code: Code, call: CallShape) -> bool:
    """Whether what is called comes from another module."""
    if call.receiver is not None:
        return "require(" in call.callee or code.place(call.receiver, call.function).origin is Origin.IMPORT
    binding = call.binding
    if binding is None:
        return False
    if binding.kind in (BindingKind.IMPORT, BindingKind.NAMESPACE_IMPORT):
        return True
    start = binding.declarations[0][0] if binding.declarations else 0
    return "require(" in code.text(*code.statement(start, start + 1))


def _certainty(code: Code, call: CallShape) -> Certainty | None:
    function = code.host(call.function)
    if function.kind is FunctionKind.CONSTRUCTOR:
        return None
    if is_request_handler(code, call.function):
        return Certainty.CERTAIN
    usage = function.usage
    binding = usage.binding if usage is not None and usage.kind in (UsageKind.DECLARED, UsageKind.ASSIGNED) else None
    if binding is not None:
        callers = [other.function for other in code.module.calls_of(binding)]
        if any(is_request_handler(code, caller) for caller in callers):
            return Certainty.CERTAIN
    method = call.function.kind is FunctionKind.METHOD and not call.name.startswith(("exists", "mkdir", "access"))
    if call.function.is_async and (HEAVY.match(call.name) or method) and not _is_command(code, function):
        return Certainty.HEURISTIC
    return None


def _is_command(code: Code, function: Function) -> bool:
    if code.source.startswith(b"#!") or b"process.argv" in code.bare or b"require.main" in code.bare:
        return True
    return code.repetition.looks_like_start(function)


def _awaited(code: Code, call: CallShape) -> tuple[Fix, ...]:
    """Await the form that does not block; a handler that is not async yet becomes so."""
    receiver = call.receiver
    if receiver is None or receiver.path or not receiver.text.isidentifier():
        return ()
    name = call.name.removesuffix("Sync")
    if receiver.text == "fs" and PROMISES.match(call.name):
        form = f"fs.promises.{name}"
    elif receiver.text.startswith("bcrypt"):
        form = f"{receiver.text}.{name}"  # without a callback it returns a promise
    elif PROMISED.match(call.name) and code.module.kind is not ModuleKind.ESM:
        form = f"require('util').promisify({receiver.text}.{name})".replace("'", style_of(code).quote)
    else:
        return ()
    goes_on = re.match(rb"\s*[.\[(`!]|\s*\?\.|\s*\*\*", code.source[call.end : call.end + 20]) is not None
    head, tail = ("(await ", ")") if goes_on else ("await ", "")
    edits = [replace(call.start, call.start + len(call.callee.encode()), f"{head}{form}")]
    if tail:
        edits.append(replace(call.end, call.end, tail))
    function = call.function
    if not function.is_async:
        usage = function.usage
        handler = usage is not None and usage.kind is UsageKind.ARGUMENT
        if not handler or function.kind not in (FunctionKind.ARROW, FunctionKind.FUNCTION) or function.is_generator:
            return ()
        edits.insert(0, replace(function.start, function.start, "async "))
    title = f"Await {receiver.text}'s {name}() (unsafe: other code runs in between)"
    return (Fix(title, False, tuple(edits)),)
