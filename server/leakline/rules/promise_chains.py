"""Functions that return a promise for their own next turn: every turn waits for all that come after it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leakline.js.code import Code
from leakline.js.model import Binding, Function
from leakline.js.shapes import CallShape
from leakline.js.surroundings import OutcomeKind

# What goes on until something from outside stops it, by name or by what it asks for.
ENDLESS = re.compile(
    r"^_?(?:poll|loop|run|watch|consume|listen|heartbeat|keepAlive|monitor|work|process|tick|schedule)(?:[A-Z]\w*|Loop)?$"
    r"|Loop$|Forever$"
)
DRIVES = re.compile(r"\b(?:gen|generator|iterator|it|iter)\.(?:next|throw)\(|while\s*\(\s*true\s*\)")
# What counts, ends some time.
COUNTS = re.compile(r"\b(?:tries|retries|attempts?|retry|count|depth|left|remaining|index|page|cursor|i)\b", re.I)


def promise_chains(code: Code) -> Iterator[CallShape]:
    """``return work().then(run)`` in ``run``, which has no end, or which only a generator's end stops."""
    told: set[Function] = set()
    for call in code.calls("then"):
        function = call.function
        if function in told or not call.arguments or code.outcome(call).kind is not OutcomeKind.RETURNED:
            continue
        host = _named(function)
        if host is None or COUNTS.search(code.function_text(host)[:4000]):
            continue
        following = [given.function for given in call.arguments[:2] if given.function is not None]
        back = [one for one in following if _comes_back(code, one, host)]
        if back and _is_endless(code, host, back):
            told.add(function)
            yield call


def waiting_for_themselves(code: Code) -> Iterator[CallShape]:
    """``await poll()`` at the end of ``async function poll()``."""
    for function in code.module.functions:
        name = code.name_of(function)
        if not function.is_async or not name or COUNTS.search(code.function_text(function)[:4000]):
            continue
        for call in code.calls_in(function):
            if call.name != name or call.is_new or call.function is not function:
                continue
            same = _function_of(code, call.binding) if call.binding is not None else _method(code, call)
            awaited = code.bare[: call.start].endswith(b"await ") and not code.bare[call.end : function.end].strip(
                b";}\r\n\t "
            )
            returned = code.outcome(call).kind is OutcomeKind.RETURNED
            guarded = code.surroundings(call.start, call.end).guards
            if same is function and (awaited or returned) and not guarded and _waits(code, function, call):
                yield call
                break


def _waits(code: Code, function: Function, call: CallShape) -> bool:
    """Whether the turn lasts, and nothing but an error leaves it before the next begins."""
    before = code.bare[function.inner_start : call.start].decode("utf-8", "replace")
    own = before.removesuffix("return ").removesuffix("await ").removesuffix("return ")
    return "await" in own and re.search(r"\breturn\b", own) is None


def _named(function: Function) -> Function | None:
    """The named function around code."""
    current: Function | None = function
    while current is not None and not current.name:
        current = current.parent
    return current if current is not None and current.parent is not None else None


def _returned_calls(code: Code, function: Function) -> Iterator[Function]:
    """The functions whose result a function gives back."""
    for call in code.calls_in(function):
        if call.is_new or (call.binding is None and not _is_own(call)):
            continue
        if code.outcome(call).kind is OutcomeKind.RETURNED or _is_whole_body(code, call, function):
            found = _function_of(code, call.binding) if call.binding is not None else _method(code, call)
            if found is not None:
                yield found


def _is_own(call: CallShape) -> bool:
    return call.receiver is not None and call.receiver.text == "this"


def _is_whole_body(code: Code, call: CallShape, function: Function) -> bool:
    """``() => run()``."""
    return call.end == function.end and b"=>" in code.bare[function.start : call.start]


def _method(code: Code, call: CallShape) -> Function | None:
    if not _is_own(call):
        return None
    owner = code.owners.of(call.function)
    return owner.methods.get(call.name) if owner is not None else None


def _function_of(code: Code, binding: Binding | None) -> Function | None:
    """The one function that a name means."""
    if binding is None:
        return None
    found = [
        one for one in code.module.functions if one.name_range is not None and one.name_range in binding.declarations
    ]
    return found[0] if len(found) == 1 else None


def _comes_back(code: Code, function: Function, host: Function) -> bool:
    """Whether a function is the host, or gives back what the host does."""
    seen: set[Function] = set()
    waiting = [function]
    while waiting:
        current = waiting.pop()
        if current is host:
            return True
        if current not in seen and len(seen) < 20:
            seen.add(current)
            waiting += _returned_calls(code, current)
    return False


def _is_endless(code: Code, host: Function, following: list[Function]) -> bool:
    """Whether nothing in the turn ends it, or it is named or driven like what goes on and on."""
    texts = " ".join(code.function_text(one) for one in {host, *following})
    guarded = re.search(r"\bif\s*\(|\?[^.?]|&&|\|\||\bswitch\b", code.function_text(host)) is not None
    return bool(DRIVES.search(texts)) or bool(ENDLESS.search(host.name)) or not guarded
