"""Entries that have ended and are emptied, cleared or left to another's end, while their keys stay."""

from __future__ import annotations

import re

from leakline.js.code import Code
from leakline.js.containers import Container, Insertion, mentions_of
from leakline.js.entries import look_ups_of, removals_of
from leakline.js.facts import FunctionKind
from leakline.js.model import Function
from leakline.js.shapes import ArgumentKind, CallShape, UsageKind
from leakline.rules.editing import replace
from leakline.rules.entry_ends import GOES, comes_with
from leakline.rules.finding import Fix
from leakline.rules.unbounded_cache import has_finite_key

NOTHING = re.compile(r"(?:undefined|null|void 0)$")
STATE = re.compile(r"set(?:Timeout|Interval|Immediate)\b|(?:true|false|undefined|null)$|void 0$")
FORGETS = re.compile(
    r"^_?#?(?:un\w+|remove\w*|off\w*|delete\w*|del|destroy\w*|dispose\w*|release\w*|close\w*|cancel\w*|clear\w*|stop\w*"
    r"|leave\w*|disconnect\w*|detach\w*|end\w*|finish\w*|complete\w*|kill\w*|drop\w*|forget\w*|free\w*"
    r"|(?:on|handle)\w*(?:Close|Disconnect|Message|Response|Reply|Result|Answer|End|Exit|Leave))$",
    re.IGNORECASE,
)
PART_ENDS = rb"\s*[!?]*\.\s*[\w$]+\s*[!?]*\.\s*(?:close|end|destroy|kill|terminate|disconnect|dispose)\s*\("
ENDED = re.compile(rb"[\w$#]+\s*[!?]*(?:\[[^\[\]\n]*\]|\.get\([^()\n]*\))" + PART_ENDS)
POSITIVE = re.compile(
    rb"\bif\s*\(\s*(([\w$]+)\s*>\s*0)\s*\)\s*\{?\s*([\w$#][\w$.#()\[\]]{0,80}?)[!?]*\.\s*splice\s*\(\s*\2\b"
)
FAR = 200  # bytes between such a condition and the name of the method
CLEARS = re.compile(rb"\b(?:clearTimeout|clearInterval|clearImmediate)\s*\(\s*(?:[\w$#]+\s*[!?]*\.\s*)*\Z")


def emptied_slot(code: Code, container: Container, one: Insertion) -> Insertion | None:
    """Where what was put in is overwritten by nothing, in a collection that never loses a key: ``byId[id] = null``."""
    if container.kind not in ("map", "object") or container.takes_out or one.key is None or has_finite_key(one):
        return None
    if container.escapes and container.place.root != "this":
        return None
    if (
        one.value is None
        or STATE.match(one.value.text)
        or one.value.kind
        in (
            ArgumentKind.NUMBER,
            ArgumentKind.LITERAL,
            ArgumentKind.STRING,
        )
    ):
        return None
    for other in container.insertions:
        if other.value is None or not NOTHING.match(other.value.text) or other.key is None:
            continue
        host = code.host(other.function)
        if host is code.host(one.function):
            continue  # a slot is made before it is filled
        usage = other.function.usage
        call = usage.call if usage is not None and usage.kind is UsageKind.ARGUMENT else None
        by_listener = call is not None and call.name in ("on", "once", "addListener", "addEventListener")
        named = FORGETS.match(code.name_of(other.function)) or FORGETS.match(code.name_of(host))
        if (
            named
            or by_listener
            or any(look.uses and look.function is other.function for look in look_ups_of(code, container))
        ):
            return other
    return None


def when_emptied(container: Container, emptied: Insertion) -> tuple[Fix, ...]:
    """Take the key out instead of emptying what it has."""
    title = "Take the entry out instead"
    if emptied.call is not None and emptied.call.receiver is not None and emptied.key is not None:
        text = f"{emptied.call.receiver.text}.delete({emptied.key.text})"
        return (Fix(title, True, (replace(emptied.start, emptied.end, text),)),)
    if emptied.assignment is None or container.kind != "object":
        return ()
    return (Fix(title, True, (replace(emptied.start, emptied.end, f"delete {emptied.assignment.target.text}"),)),)


def waits_for_another(code: Code, container: Container, one: Insertion) -> CallShape | None:
    """The listener that takes out what an emitter brought, when it waits for the end of that emitter itself."""
    value = one.value
    if value is None or comes_with(container, one) != value.text:
        return None
    arrival = _listener_around(one.function, value.text)
    if arrival is None or arrival.receiver is None:
        return None
    for _, function in removals_of(code, container):
        if not function.is_within(one.function) or function is one.function:
            continue
        usage = function.usage
        call = usage.call if usage is not None and usage.kind is UsageKind.ARGUMENT else None
        if call is None or call.receiver is None or call.name not in ("on", "once", "addListener"):
            return None
        if call.receiver.text != arrival.receiver.text or not call.arguments or call.arguments[0].value not in GOES:
            return None
        return call
    return None


def when_it_goes_itself(one: Insertion, waiting: CallShape) -> tuple[Fix, ...]:
    """Wait for the end of the entry and not of what brought it."""
    if waiting.receiver is None or one.value is None:
        return ()
    edit = replace(waiting.receiver.start, waiting.receiver.end, one.value.text)
    return (Fix(f"Listen to '{one.value.text}' instead of '{waiting.receiver.text}'", False, (edit,)),)


def misses_first(code: Code, container: Container) -> tuple[int, int] | None:
    """Where ``index > 0`` keeps the first element of an array, whose index is zero, from being taken out."""
    word = re.compile(rf"(?<![\w$]){re.escape(container.place.name)}(?![\w$])")
    for start, end, index, holder in code.once(_positive_indices):
        if word.search(holder) is None:
            continue
        place = rf"(?<![\w$.]){re.escape(index)}\s*=\s*{re.escape(holder)}\s*[!?]*\."
        asked = place + r"\s*(?:indexOf|findIndex|lastIndexOf)\s*\("
        if re.search(asked, code.text(max(0, start - 400), start)) is None:
            continue
        if any(at < start + 400 and start < at for at, _ in mentions_of(code, container.place)):
            return start, end
    return None


def _positive_indices(code: Code) -> tuple[tuple[int, int, str, str], ...]:
    """Each ``index > 0`` on which the element at the index is taken out for good, with the index and what loses it."""
    found: dict[int, tuple[int, int, str, str]] = {}
    for word in re.finditer(rb"\bsplice\b", code.bare):
        for match in POSITIVE.finditer(code.bare, max(0, word.start() - FAR), word.end() + FAR):
            if b"unshift" not in code.bare[match.end() : match.end() + 200]:
                found[match.start()] = match.start(1), match.end(1), match[2].decode(), match[3].decode()
    return tuple(found.values())


def when_first_counts(code: Code, start: int, end: int) -> tuple[Fix, ...]:
    """Count the first element."""
    return (
        Fix("Take the first element out, too", True, (replace(start, end, code.text(start, end).replace(">", ">=")),)),
    )


def has_stopped_timer(code: Code, container: Container, one: Insertion) -> tuple[int, int] | None:
    """Where the timer of an entry is cleared for its key, in a collection that never loses one."""
    if container.kind not in ("map", "object") or container.takes_out or container.escapes or one.key is None:
        return None
    if has_finite_key(one) or code.host(one.function).kind is FunctionKind.MODULE:
        return None
    if one.value is None or ("etInterval" not in one.value.text and "etTimeout" not in one.value.text):
        return None
    for look in look_ups_of(code, container):
        host = code.host(look.function)
        if host is code.host(one.function) or look.is_group or not host.parameters:
            continue
        clearing = CLEARS.search(code.bare, max(0, look.start - 80), look.start)
        if clearing is not None and not _refills(code, container, host):
            return clearing.start(), look.start + len(container.place.name)
    return None


def has_ended_part(code: Code, container: Container, one: Insertion) -> tuple[int, int] | None:
    """Where what an entry has is closed for good, in a collection that never loses one."""
    if container.kind not in ("map", "object") or container.takes_out or container.escapes or one.key is None:
        return None
    if one.value is None or one.value.kind is not ArgumentKind.OBJECT or one.key.text.startswith(("'", '"')):
        return None
    for look in look_ups_of(code, container):
        if look.function is one.function or code.surroundings(look.start, look.start + 1).in_loop:
            continue
        rest = code.bare[look.start : look.function.end]
        words = b"|".join(re.escape(name.encode()) for name in look.names)
        ended = ENDED.match(rest) or (
            re.search(rb"(?<![\w$.])(?:" + words + rb")" + PART_ENDS, rest) if words else None
        )
        if ended is not None and one.start not in range(look.start, look.start + ended.end()):
            return look.start, look.start + len(container.place.name)
    return None


def _refills(code: Code, container: Container, host: Function) -> bool:
    """Whether a function that clears a timer is one of those that the filling function calls first."""
    name = code.name_of(host)
    if not name:
        return True
    kept = re.compile(
        rf"\bif\s*\([\w$.]*{re.escape(container.place.name)}\s*(?:\[|\.\s*(?:has|get)\b)[^\n]*\)\s*\{{?\s*return\b"
    )
    fillers = {code.host(one.function) for one in container.insertions}
    fillers = {filler for filler in fillers if not kept.search(code.function_text(filler))}
    return any(call.name == name for filler in fillers for call in code.calls_in(filler, inner=True))


def _listener_around(function: Function, parameter: str) -> CallShape | None:
    current: Function | None = function
    while current is not None and current.parent is not None:
        usage = current.usage
        call = usage.call if usage is not None and usage.kind is UsageKind.ARGUMENT else None
        if call is not None and current.parameters and current.parameters[0] == parameter:
            return call
        current = current.parent
    return None
