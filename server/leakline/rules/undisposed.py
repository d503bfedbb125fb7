"""``undisposed``: an object that has an end does not end what it made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from leakline.js.code import Code
from leakline.js.facts import FunctionKind
from leakline.js.lifetimes import Lifetime
from leakline.js.model import Function
from leakline.js.owners import Owner
from leakline.js.shapes import ArgumentKind, AssignmentShape
from leakline.rules.base_endings import base_ending, superclass_of
from leakline.rules.disposables import (
    INSTANCE,
    REGISTERS,
    RELEASED_FIELD,
    begun_by,
    is_disposable,
    is_emitter,
    is_given_away,
    is_left_out,
    like_others,
    like_siblings,
    registers,
    release_of,
)
from leakline.rules.editing import (
    before_statement,
    body_start,
    edits_in_order,
    in_teardown,
    indent_at,
    replace,
    style_of,
)
from leakline.rules.finding import Certainty, Finding, Fix, Related
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
    "disposeInternal",
)
# What a class hands to its base class or to a store ends with it; methods that only prepare an object run once for it.
PREPARES = re.compile(
    r"^_?(?:constructor|init\w*|create\w*|setup\w*|open|start|connectedCallback|ngOnInit|componentDidMount)$"
)
ENDS_BEFORE = re.compile(
    r"\bdispose\w*\s*\(|this\.[\w$]*(?:clear|dispose|detach|reset|stop|remove|close|cleanup)\w*\(", re.IGNORECASE
)
LISTENS = re.compile(r"^(?:[\w$]+[.?!]+)*on(?:Did|Will)[A-Z]\w*\s*\(\s*(?:\(|this\.|[\w$]+\s*=>|function\b|async\b)")


class Undisposed(Rule):
    """An object that has an end does not end what it made, or forgets to let its base class end.

    ## Why it leaks
    What an object acquires lives until it is released. A `destroy` or `dispose` that leaves out a field leaves its
    listeners, threads and sockets, and what they keep; one that does not call `super` leaves all that the base
    class has.

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
        yield from self._linked(code)
        for owner in code.owners.all:
            if not owner.is_class:
                continue
            ending = next((name for name in ENDINGS if name in owner.methods), None)
            ending = "dispose" if is_disposable(owner) else ending
            if ending is not None or registers(code, owner):
                yield from self._fields(code, owner, ending or "dispose", own)
                yield from self._replaced(code, owner)
            finding = self._base(code, owner, ending, own)
            if finding is not None:
                yield finding

    def _linked(self, code: Code) -> Iterator[Finding]:
        """A token source that listens to the token that the function was given, and is not disposed of."""
        for call in code.calls("CancellationTokenSource"):
            target = code.outcome(call).target
            if not call.is_new or len(call.arguments) != 1 or target is None or target.binding is None or target.path:
                continue
            given = code.lifetimes.place_of_argument(call.arguments[0], call.function)
            if given is None or given.fresh or given.lifetime is Lifetime.CALL or not code.repeats(call.function):
                continue
            near = code.near(target.root).decode("utf-8", "replace")
            name = re.escape(target.root)
            if re.search(
                rf"\b{name}\s*\??\.\s*(?:dispose|cancel)\b|\breturn\s+{name}\s*[;}}]|[(,\[]\s*{name}\s*[,)\]]", near
            ):
                continue
            message = f"'{shown(target.root)}' listens to '{shown(call.arguments[0].text)}' and is not disposed of"
            yield self.finding(call.start, call.end, message, certainty=Certainty.HEURISTIC)

    def _fields(self, code: Code, owner: Owner, ending: str, own: dict[str, str]) -> Iterator[Finding]:
        texts = _teardown_text(code, owner)
        found: dict[str, list[tuple[AssignmentShape, str, Certainty]]] = {}
        seen: set[str] = set()
        words = set(re.findall(r"\w+", texts))
        for assignment in _made(code, owner):
            field = assignment.target.path[0]
            if field in seen or (
                _mentions(texts, words, field.lstrip("#")) and not _only_fires(code, assignment, texts)
            ):
                continue
            certainty, method = Certainty.CERTAIN, release_of(code, assignment, own)
            if method is None:
                method = like_siblings(code, owner, assignment, texts)
                if method is not None and _is_released_elsewhere(code, field, passed=False):
                    continue
            elif _is_released_elsewhere(code, field):
                continue
            if method is None and is_left_out(code, owner, assignment):
                kept = is_emitter(code, assignment)  # which others get so that they tell it something
                if not _is_released_elsewhere(code, field, passed=not kept) and not is_given_away(code, field):
                    certainty, method = Certainty.HEURISTIC, "dispose"
            if method is None and not _is_released_elsewhere(code, field):
                certainty = Certainty.HEURISTIC
                begun = begun_by(code, assignment) if ending in owner.methods else None
                method = begun or like_others(code, owner, assignment, texts)
            if method is None or _generic_teardown(texts):
                continue
            seen.add(field)
            kind = re.sub(
                r"^(?:new\s+|.*\bcreateInstance\s*\(\s*)?([\w$.]+).*", r"\1", assignment.value.text, flags=re.DOTALL
            )
            found.setdefault(kind, []).append((assignment, method, certainty))
        for kind, ones in found.items():
            assignment, method, certainty = ones[0]
            message = f"{ending}() leaves out 'this.{shown(assignment.target.path[0])}', a {shown(kind)}"
            others = tuple(Related(one.start, one.end, "and this one") for one, *_ in ones[1:])
            fixes = _fixes(code, owner, [(one, how) for one, how, _ in ones])
            yield self.finding(
                assignment.start, assignment.end, message, certainty=certainty, related=others, fixes=fixes
            )

    def _replaced(self, code: Code, owner: Owner) -> Iterator[Finding]:
        """A field that gets another listener or disposable, while nobody ends the one before."""
        texts = " ".join(code.function_text(owner.methods[name]) for name in ENDINGS if name in owner.methods)
        ended = {match[1] for match in RELEASED_FIELD.finditer(texts) if match[2] != "unsubscribe"}
        for assignment in code.once(_field_assignments).get(owner.key, ()):
            target = assignment.target
            if assignment.operator != "=" or target.computed:
                continue
            listens = LISTENS.match(assignment.value.text) is not None
            made = assignment.value.kind is ArgumentKind.NEW or INSTANCE.match(assignment.value.text) is not None
            ended_later = made and target.path[0] in ended
            if not listens and not ended_later:
                continue
            host = code.host(assignment.function)
            begins = host.kind is FunctionKind.CONSTRUCTOR or host is owner.constructor
            shows = code.name_of(host) == "open" and INSTANCE.match(assignment.value.text)  # as often as the user likes
            if begins or (PREPARES.match(code.name_of(host)) and not shows):
                continue
            if code.has_flag_guard(assignment.function, assignment.start, assignment.end):
                continue
            before = code.bare[host.start : assignment.start].decode("utf-8", "replace")
            if ENDS_BEFORE.search(before) or _is_released_elsewhere(code, target.path[0], ended=False):
                continue
            if any(match[1] == target.path[0] for match in RELEASED_FIELD.finditer(before)):
                continue
            what = "the listener that" if listens else "what"
            message = f"{what} 'this.{shown(target.path[0])}' had before is not disposed of"
            fixes = _disposed_before(code, assignment, texts)
            yield self.finding(assignment.start, assignment.end, message, certainty=Certainty.HEURISTIC, fixes=fixes)

    def _base(self, code: Code, owner: Owner, ending: str | None, own: dict[str, str]) -> Finding | None:
        """An end of a derived class that does not call the one of its base class."""
        base = (superclass_of(code, owner) or "").rpartition(".")[2].partition("<")[0]
        name = own.get(base, ending)
        method = owner.methods.get(name) if name is not None else None
        if name is None or method is None:
            return None
        text = code.function_text(method)
        if re.search(rf"\bsuper\s*\.\s*{name}\b|\.prototype\.{name}|\bsuper_?\b.*\.{name}\b|goog\.base\(", text):
            return None
        body = re.sub(r"\s", "", text.partition("{")[2].rpartition("}")[0])
        certainty = base_ending(code, owner, name, own)
        if certainty is None or not body or body.startswith("throw"):
            return None
        message = f"{name}() does not call super.{name}(), which releases '{shown(base)}'"
        if len(name) > 12:
            message = f"nobody calls super.{name}(), which releases '{shown(base)}'"
        fixes = _super_call(code, owner, method, name)
        place = method.name_range or (method.start, method.inner_start)
        return self.finding(*place, message, certainty=certainty, fixes=fixes)


def _made(code: Code, owner: Owner) -> Iterator[AssignmentShape]:
    """What an owner's own code makes and keeps in a field."""
    for assignment in code.once(_field_assignments).get(owner.key, ()):
        lasts = assignment.function.kind is FunctionKind.STATIC_INITIALIZER
        if assignment.value.kind in (ArgumentKind.NEW, ArgumentKind.CALL) and not lasts:
            yield assignment


def _mentions(texts: str, words: set[str], field: str) -> bool:
    """Whether a field is in the texts, all of whose words are given."""
    return field in words if field.isidentifier() else re.search(rf"\b{re.escape(field)}\b", texts) is not None


def _only_fires(code: Code, assignment: AssignmentShape, texts: str) -> bool:
    """Whether the texts do nothing with an emitter but fire it, other than to say that the object is disposed of."""
    field = assignment.target.path[0]
    if not is_emitter(code, assignment) or re.search(r"dispos|destroy", field, re.IGNORECASE):
        return False
    name = re.escape(field)
    rest = re.sub(rf"this\.{name}\s*\??\.\s*(?:fire|event|hasListeners)\b", "", texts)
    return re.search(rf"(?<![\w$]){name}(?![\w$])", rest) is None


def _field_assignments(code: Code) -> dict[str, list[AssignmentShape]]:
    """The assignments in an owner's own code to its fields, by the owner's key."""
    found: dict[str, list[AssignmentShape]] = {}
    for assignment in code.module.assignments:
        target = assignment.written
        owner = code.owners.of(assignment.function) if target.root == "this" and len(target.path) == 1 else None
        if owner is not None:
            found.setdefault(owner.key, []).append(assignment)
    return found


def _teardown_text(code: Code, owner: Owner) -> str:
    """Source of the methods that end an owner, and of those that they call."""
    texts = " ".join(code.function_text(function) for function in code.teardown(owner))
    texts += " ".join(code.function_text(owner.methods[name]) for name in ENDINGS if name in owner.methods)
    called = set(re.findall(r"this\.(#?[\w$]+)\s*\(", texts))
    return texts + " ".join(code.function_text(method) for name, method in owner.methods.items() if name in called)


def _ends(code: Code, owner: Owner, name: str) -> bool:
    """Whether a class has a method that ends its objects, and not only says that others should."""
    method = owner.methods.get(name)
    return method is not None and re.search(r"\{\s*throw\b", code.function_text(method)) is None


def _is_released_elsewhere(code: Code, field: str, *, passed: bool = True, ended: bool = True) -> bool:
    """Whether somebody else has the duty: a store, a function that gets the field, code that ends it by name."""
    name = re.escape(field.encode())
    ways = [
        rb"(?:_register|register|add|push|track|own|manage|use|adopt|defer)\s*\(\s*(?:[\w$.]+\s*=\s*)?this\."
        + name
        + rb"\b(?!\s*!?\??\s*\.)",
        rb"return\s+this\." + name + rb"\s*[;\n}]",
    ]
    if passed:
        ways.append(rb"(?<!if )(?<!if)(?<!while )[(,\[]\s*this\." + name + rb"\s*[,)\]]")
    if ended:
        ways.append(
            rb"\."
            + name
            + rb"\s*!?\??\.\s*(?:dispose|destroy|close|terminate|disconnect|end|stop|kill|quit|unmount|unsubscribe)\b"
        )
    return any(re.search(way, code.near(field)) for way in ways)


def _generic_teardown(texts: str) -> bool:
    """Whether the end goes over whatever there is: a store, a list, all keys."""
    return re.search(r"Object\.(?:keys|values|entries)\(\s*this\s*\)|for\s*\(.*\bin this\b", texts) is not None


def _fixes(code: Code, owner: Owner, left_out: list[tuple[AssignmentShape, str]]) -> tuple[Fix, ...]:
    """Ends the fields in the teardown, or hands them to the store that the class already uses."""
    if not any(name in owner.methods for name in ENDINGS) or (is_disposable(owner) and "dispose" not in owner.methods):
        found = REGISTERS.search(code.bare[owner.start : owner.end or owner.start].decode("utf-8", "replace"))
        store = found[0] if found is not None else "this._register(" if is_disposable(owner) else ""
        if not store:
            return ()
        edits = [
            replace(place, place, text)
            for one, _ in left_out
            for place, text in ((one.value.start, store), (one.value.end, ")"))
        ]
        return (Fix(f"Hand it over with {store[:-1]}() (unsafe if it is shared)", False, tuple(edits)),)
    style = style_of(code)
    calls = [f"this.{one.target.path[0]}.{method}()" for one, method in left_out]
    ending = in_teardown(code, owner, calls[0])
    if ending is None:
        return ()
    method_start = owner.methods[ending[1]].start if ending[1] in owner.methods else owner.start
    separator = f"{style.semicolon}{style.newline}{indent_at(code, method_start)}{style.indent}"
    ending = in_teardown(code, owner, separator.join(calls))
    ordered = edits_in_order(ending[0]) if ending is not None else None
    if ending is None or ordered is None:
        return ()
    return (Fix(f"Call {calls[0]} in {ending[1]}() (unsafe if it is shared)", False, ordered),)


def _disposed_before(code: Code, assignment: AssignmentShape, texts: str) -> tuple[Fix, ...]:
    field = assignment.target.path[0]
    how = next((match[2] for match in RELEASED_FIELD.finditer(texts) if match[1] == field), "dispose")
    text = f"this.{field}?.{how}()"
    ordered = edits_in_order(before_statement(code, assignment.start, assignment.end, text))
    return (Fix("Dispose of the one before (unsafe if it is shared)", False, ordered),) if ordered else ()


def _super_call(code: Code, owner: Owner, method: Function, ending: str) -> tuple[Fix, ...]:
    """``super.dispose()`` as the last statement, or the first where the method returns something."""
    start = body_start(code, method)
    if start is None:
        return ()
    style = style_of(code)
    inner = f"{indent_at(code, method.start)}{style.indent}"
    close = code.source.rfind(b"}", start, method.end)
    line = code.source.rfind(b"\n", 0, close) + 1
    call = f"super.{ending}()" if owner.superclass else f"{superclass_of(code, owner)}.prototype.{ending}.call(this)"
    text = f"{call}{style.semicolon}"
    gives = re.search(rb"\breturn\b(?!\s*;|\s*\})", code.bare[start:close])
    if gives is not None or code.source[line:close].strip():
        edit = Edit(start, start, f"{style.newline}{inner}{text}".encode())
    else:
        edit = Edit(line, line, f"{inner}{text}{style.newline}".encode())
    return (Fix(f"Call {call}", False, (edit,)),)
