"""``undisposed``: an object that has an end does not end what it made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from leakline.js.code import Code
from leakline.js.model import Function
from leakline.js.owners import Owner
from leakline.js.shapes import ArgumentKind, AssignmentShape
from leakline.rules.apis import CLOSABLES
from leakline.rules.editing import body_start, edits_in_order, in_teardown, indent_at, style_of
from leakline.rules.finding import Certainty, Finding, Fix
from leakline.rules.rule import Family, Rule, shown
from leakline.text.edits import Edit

ENDINGS = (
    "dispose",
    "destroy",
    "close",
    "disconnectedCallback",
    "componentWillUnmount",
    "ngOnDestroy",
    "teardown",
    "shutdown",
)
# VS Code and Theia style: classes whose objects must be disposed (vscode/src/vs/base/common/lifecycle.ts, event.ts).
DISPOSABLES = re.compile(
    r"^(?:Emitter|DisposableStore|MutableDisposable|DisposableMap|CompositeDisposable|PauseableEmitter|DisposableCollection)$"
)


class Undisposed(Rule):
    """An object that has an end does not end what it made, or forgets to let its base class end.

    ## Why it leaks
    What an object acquires lives until it is released. A `destroy` or `dispose` that leaves out a field leaves its
    listeners, threads and sockets, and what they keep; one that does not call `super` leaves all that the base class
    has.

    ## Example
    ```js
    class Search {
      constructor(url) {
        this.worker = new Worker(url);
        this.results = [];
      }

      destroy() {
        this.results = null;
      }
    }
    module.exports = Search;
    ```

    ## Instead
    ```js
    class Search {
      constructor(url) {
        this.worker = new Worker(url);
        this.results = [];
      }

      destroy() {
        this.worker.terminate();
        this.results = null;
      }
    }
    module.exports = Search;
    ```

    ## When it is fine
    The field is mentioned in any method that ends the object, is registered with a store, or was given to the
    constructor.

    ## What the heap would show
    Instances of the field's class that outnumber the live owners.

    ## Fix safety
    Unsafe: whoever shares the field's value would find it released.

    ## References
    ECMAScript explicit resource management; VS Code `lifecycle.ts`.
    """

    id: ClassVar[str] = "undisposed"
    family: ClassVar[Family] = Family.SUBSCRIPTIONS
    patterns: ClassVar[tuple[str, ...]] = ("P17",)
    certainty: ClassVar[Certainty] = Certainty.CERTAIN
    held_through: ClassVar[str | None] = "object"

    def check(self, code: Code) -> Iterator[Finding]:
        """Fields that the object's end leaves out, and ends that leave out the base class."""
        own = {
            owner.name: next(name for name in ENDINGS if _ends(code, owner, name))
            for owner in code.owners.all
            if owner.is_class and owner.name and any(_ends(code, owner, name) for name in ENDINGS)
        }
        for owner in code.owners.all:
            if not owner.is_class:
                continue
            ending = next((name for name in ENDINGS if name in owner.methods), None)
            if ending is None:
                continue
            yield from self._fields(code, owner, ending, own)
            finding = self._base(code, owner, own)
            if finding is not None:
                yield finding

    def _fields(self, code: Code, owner: Owner, ending: str, own: dict[str, str]) -> Iterator[Finding]:
        texts = " ".join(code.function_text(function) for function in code.teardown(owner))
        called = set(re.findall(r"this\.(#?[\w$]+)\s*\(", texts))
        texts += " ".join(code.function_text(method) for name, method in owner.methods.items() if name in called)
        seen: set[str] = set()
        for assignment in code.module.assignments:
            target = assignment.target
            if target.root != "this" or len(target.path) != 1 or assignment.value.kind is not ArgumentKind.NEW:
                continue
            if code.owners.of(assignment.function) is not owner or target.path[0] in seen:
                continue
            method = _releasing(assignment, own)
            field = target.path[0]
            if method is None or re.search(rf"\b{re.escape(field.lstrip('#'))}\b", texts):
                continue
            if _is_released_elsewhere(code, field) or _generic_teardown(texts):
                continue
            seen.add(field)
            kind = re.sub(r"^new\s+([\w$.]+).*", r"\1", assignment.value.text, flags=re.DOTALL)
            message = f"{ending}() leaves out 'this.{shown(field)}', a {shown(kind)}"
            yield self.finding(assignment.start, assignment.end, message, fixes=_fixes(code, owner, field, method))

    def _base(self, code: Code, owner: Owner, own: dict[str, str]) -> Finding | None:
        """``dispose`` of a derived class that does not call the one of its base class."""
        base = (owner.superclass or "").rpartition(".")[2].partition("<")[0]
        ending = own.get(base) or (
            "dispose" if base in ("Disposable", "AbstractDisposable", "BaseDisposable") else None
        )
        method = owner.methods.get(ending) if ending is not None else None
        if ending is None or method is None or method.name_range is None:
            return None
        if re.search(rf"\bsuper\s*\.\s*{ending}\b|{re.escape(base)}\.prototype\.{ending}", code.function_text(method)):
            return None
        if not re.sub(r"\s", "", code.function_text(method).partition("{")[2].rpartition("}")[0]):
            return None
        message = f"{ending}() does not call super.{ending}(), which releases '{shown(base)}'"
        return self.finding(*method.name_range, message, fixes=_super_call(code, method, ending))


def _ends(code: Code, owner: Owner, name: str) -> bool:
    """Whether a class has a method that ends its objects, and not only says that others should."""
    method = owner.methods.get(name)
    return method is not None and re.search(r"\{\s*throw\b", code.function_text(method)) is None


def _releasing(assignment: AssignmentShape, own: dict[str, str]) -> str | None:
    """The method that releases what ``new`` makes, None where nothing has to be released."""
    match = re.match(r"new\s+(?:[\w$]+\.)*([\w$]+)", assignment.value.text)
    if match is None:
        return None
    if match[1] in CLOSABLES:
        return CLOSABLES[match[1]][0]
    if DISPOSABLES.match(match[1]):
        return "dispose"
    return own.get(match[1])


def _is_released_elsewhere(code: Code, field: str) -> bool:
    name = re.escape(field.encode())
    return (
        re.search(
            rb"\." + name + rb"\s*!?\??\.\s*(?:dispose|destroy|close|terminate|disconnect|end|stop|unsubscribe)\b"
            rb"|(?:_register|register|add|push|track|own|manage|use|adopt|defer)\s*\(\s*(?:[\w$.]+\s*=\s*)?this\."
            + name
            + rb"\b"
            rb"|[(,\[]\s*this\." + name + rb"\s*[,)\]]|return\s+this\." + name + rb"\s*[;\n}]",
            code.bare,
        )
        is not None
    )


def _generic_teardown(texts: str) -> bool:
    """Whether the end goes over whatever there is: a store, a list, all keys."""
    return re.search(r"Object\.(?:keys|values|entries)\(\s*this\s*\)|for\s*\(.*\bin this\b", texts) is not None


def _fixes(code: Code, owner: Owner, field: str, method: str) -> tuple[Fix, ...]:
    ending = in_teardown(code, owner, f"this.{field}.{method}()")
    ordered = edits_in_order(ending[0]) if ending is not None else None
    if ending is None or ordered is None:
        return ()
    return (Fix(f"Call this.{field}.{method}() in {ending[1]}() (unsafe if it is shared)", False, ordered),)


def _super_call(code: Code, method: Function, ending: str) -> tuple[Fix, ...]:
    start = body_start(code, method)
    if start is None:
        return ()
    style = style_of(code)
    text = f"{style.newline}{indent_at(code, method.start)}{style.indent}super.{ending}(){style.semicolon}"
    return (Fix(f"Call super.{ending}()", False, (Edit(start, start, text.encode()),)),)
