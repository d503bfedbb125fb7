"""``implicit-global``: an assignment makes a global variable that nobody declared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from leakline.js.code import Code
from leakline.js.facts import FunctionKind
from leakline.js.globals import GlobalWrite, declared_by_comment, global_writes
from leakline.js.language import Language
from leakline.js.model import Function, Scope
from leakline.rules.editing import before_statement, replace
from leakline.rules.finding import Certainty, Finding, Fix
from leakline.rules.rule import Family, Rule, shown
from leakline.rules.timeout_fixes import is_for_node

# Settable names of ECMAScript's and of Node's global object (lib/internal/bootstrap), and of CommonJS.
SETTABLE = frozenset(
    {"exports", "module", "require", "self", "window", "global", "globalThis"}
    | {"console", "process", "performance", "Promise", "Buffer", "fetch", "setTimeout", "clearTimeout"}
    | {"setInterval", "clearInterval", "setImmediate", "clearImmediate", "queueMicrotask", "define", "undefined"}
    | {"isNaN", "isFinite", "parseInt", "parseFloat", "escape", "unescape", "eval", "JSON", "Math", "Reflect", "Intl"}
    | {"Object", "Function", "Array", "String", "Number", "Boolean", "Symbol", "Date", "RegExp", "Error", "Map", "Set"}
    | {"WeakMap", "WeakSet", "Proxy", "BigInt", "TypeError", "RangeError", "SyntaxError", "ArrayBuffer", "Uint8Array"}
)
# Settable names of the DOM's Window (HTML standard), which are variables like any other in Node's modules.
OF_WINDOW = frozenset({"location", "name", "status", "opener", "event"})
HANDLER = re.compile(r"^on(?!ce$|e$|es$|ly$|to$|line$)[a-z]+$")


class ImplicitGlobal(Rule):
    """An assignment makes a global variable that nobody declared.

    ## Why it leaks
    In sloppy code, writing to an undeclared name makes a property of the global object. The global object is a root
    of the heap: what the property holds stays until somebody overwrites it, and every call of the function shares
    it.

    ## Example
    ```js
    function parse(text) {
      tokens = text.split(' ');
      return tokens.length;
    }
    ```

    ## Instead
    ```js
    function parse(text) {
      const tokens = text.split(' ');
      return tokens.length;
    }
    ```

    ## When it is fine
    Strict code and ES modules throw instead, so nothing is reported there. A name in a `/* global name */` comment,
    a name that the file tests with `typeof`, and settable names of the environment such as `onmessage` are left
    alone.

    ## What the heap would show
    A retaining path that ends in a property of the global object.

    ## Fix safety
    Declaring the name is safe where only one function uses it. Mending a `;` that should be a `,` is always safe.

    ## References
    ECMAScript, PutValue on an unresolvable reference; ESLint `no-undef`.
    """

    id: ClassVar[str] = "implicit-global"
    family: ClassVar[Family] = Family.GLOBALS
    patterns: ClassVar[tuple[str, ...]] = ("P01",)
    certainty: ClassVar[Certainty] = Certainty.CERTAIN
    held_through: ClassVar[str | None] = "object"

    def check(self, code: Code) -> Iterator[Finding]:
        """The first write of each undeclared name in each function."""
        module = code.module
        if module.tree.language is not Language.JAVASCRIPT or module.has_errors:
            return
        writes: dict[str, list[GlobalWrite]] = {}
        for write in global_writes(module):
            writes.setdefault(write.name, []).append(write)
        if not writes:
            return
        declared = declared_by_comment(module) | SETTABLE | (frozenset() if is_for_node(code) else OF_WINDOW)
        for name, all_writes in writes.items():
            if name in declared or HANDLER.match(name) or _is_tested(code, name):
                continue
            writers = {write.function: None for write in all_writes}
            for function in writers:
                if function.parent is not None and any(function.parent.is_within(other) for other in writers):
                    continue  # what declares it further out declares it here
                own = [write for write in all_writes if write.function is function]
                first = next((write for write in own if write.separator), own[0])
                if function.kind is FunctionKind.MODULE and not first.separator and name[:1].isupper():
                    continue  # a script that gives a library its global name
                fix = _fix(code, first, own)
                kind = "a ',' is missing before" if first.separator else "nothing declares"
                message = f"{kind} '{shown(name)}', so it becomes a global variable"
                yield self.finding(first.start, first.end, message, fixes=(fix,) if fix else ())


def _is_tested(code: Code, name: str) -> bool:
    """Whether the file asks for the type of the global variable, not of another one that is called the same."""
    tested = re.compile(rb"typeof\s+\(?\s*(" + re.escape(name.encode()) + rb")(?![\w$])")
    if tested.search(code.near(name)) is None:
        return False
    return any(code.module.scope_at(match.start(1)).lookup(name) is None for match in tested.finditer(code.bare))


def _fix(code: Code, write: GlobalWrite, writes: list[GlobalWrite]) -> Fix | None:
    if write.separator is not None:
        edit = replace(*write.separator, ",")
        return Fix(f"Replace ';' with ',' so that '{write.name}' is declared", True, (edit,))
    if not write.in_head and (write.statement is None or write.statement[0] != write.start):
        declared = before_statement(code, write.start, write.end, f"var {write.name}")
        if declared is None or declared.start < write.function.inner_start:
            return None
        return Fix(f"Declare '{write.name}' with var", not _users(code, write), (declared,))
    alone = len({other.function for other in writes}) == 1 and not _users(code, write)
    modern = code.says(rb"(?m)^[ \t]*(?:const|let)\s")
    scopes = [scope for scope in write.function.scopes if write.name in scope.facts.mentions]
    keyword = "let" if modern and alone and len(scopes) == 1 and len(writes) == 1 else "var"
    return Fix(f"Declare '{write.name}' with {keyword}", alone, (replace(write.start, write.start, f"{keyword} "),))


def _users(code: Code, write: GlobalWrite) -> list[Function]:
    """The functions besides the writing one that use the name."""
    return [
        scope.function
        for scope in code.once(_mentioning).get(write.name, ())
        if scope.function is not write.function and scope.lookup(write.name) is None
    ]


def _mentioning(code: Code) -> dict[str, list[Scope]]:
    """The scopes whose own code mentions a name."""
    found: dict[str, list[Scope]] = {}
    for scope in code.module.scopes:
        for name in scope.facts.mentions:
            found.setdefault(name, []).append(scope)
    return found
