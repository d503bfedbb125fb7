"""``growing-buffer``: data is appended for each event, and the buffer is never emptied."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar

from leakline.js.code import Code
from leakline.js.containers import Container, Insertion, containers_of
from leakline.js.facts import FunctionKind
from leakline.js.lifetimes import Lifetime, Origin, Place
from leakline.js.model import Function
from leakline.js.searches import Searches
from leakline.js.shapes import ArgumentKind, AssignmentShape, UsageKind
from leakline.rules.apis import TERMINAL_EVENTS
from leakline.rules.capping import capped_array, capped_text
from leakline.rules.finding import Certainty, Finding
from leakline.rules.requests import is_request_handler
from leakline.rules.rule import Family, Rule, shown

BRINGS = frozenset(
    {"data", "message", "next", "line", "log", "event", "chunk", "error", "warning", "packet", "frame", "row", "change"}
)
BRINGING = (
    rb"\.(?:on|addListener|addEventListener)\s*\(\s*['\"](?:"
    + b"|".join(event.encode() for event in sorted(BRINGS))
    + rb")['\"]\s*,\s*(?:[\w$]+\s*\.\s*)*"
)
COME_ONCE = frozenset(
    {
        "exit",
        "beforeExit",
        "load",
        "DOMContentLoaded",
        "ready",
        "open",
        "listening",
        "end",
        "close",
        "finish",
        "connect",
    }
)
RECEIVES = re.compile(
    r"^_?#?(?:write|onData|ondata|handleData|feed|next|append|log|_transform|_write|onMessage|onmessage|receive|handleMessage"
    r"|onChunk|consume|onLine|record|trace|debug|track|addEvent|handleEvent)$"
)
COUNTS = re.compile(
    r"count|total|size|bytes|index|offset|sum|time|length|num|pos|len|depth|width|height|score|level", re.I
)
STREAMS = re.compile(
    r"EventEmitter|Transform|Writable|Duplex|Stream|Socket|Server|Client|Connection|Logger|Parser", re.I
)

# Who replaces one of these gets every line that the program prints.
OUTPUTS = re.compile(r"^(?:console\.\w+|process\.(?:stdout|stderr)\.write)$")
LATE = re.compile(
    r"^_?#?_?(?:subscribe|on|once|attach|connect|listen|addListener|observe|replay|watch|clear|reset|disable|empty|clear(?:History|Log|Logs|All))$"
)
NOTES = re.compile(r"trace|log|debug|history|record|raw|dump|events|chunks|received|sent|errors", re.IGNORECASE)

DATED = re.compile(r":\s*(?:Date\.now\(\)|new Date\(\)|performance\.now\(\)|process\.hrtime)")


# What is noted for later, and grows for as long as something goes on.
RECORDS = re.compile(
    r"(?:history|histories|logs?|logLines|trace|traces|breadcrumbs|timeline|samples|measurements|metrics|audit|undoStack|transcript"
    r"|latencies|durations|frameTimes|recentEvents|eventLog|eventHistory|snapshots)$",
    re.IGNORECASE,
)


class GrowingBuffer(Rule):
    """Data is appended to a buffer for each event, and nothing empties the buffer.

    ## Why it leaks
    A field or a module's variable lives as long as its object or the process. A string or array in it that every
    event makes longer grows with the traffic.

    ## Example
    ```js
    class LineReader {
      constructor(socket) {
        this.buffer = '';
        socket.on('data', (chunk) => {
          this.buffer += chunk;
          const lines = this.buffer.split('\\n');
          lines.forEach((line) => this.handle(line));
        });
      }

      handle(line) {
        console.log(line);
      }
    }
    module.exports = LineReader;
    ```

    ## Instead
    ```js
    class LineReader {
      constructor(socket) {
        this.buffer = '';
        socket.on('data', (chunk) => {
          this.buffer += chunk;
          const lines = this.buffer.split('\\n');
          this.buffer = lines.pop();
          lines.forEach((line) => this.handle(line));
        });
      }

      handle(line) {
        console.log(line);
      }
    }
    module.exports = LineReader;
    ```

    ## When it is fine
    The buffer is set anew, sliced, drained or bounded anywhere in the file; a local that is collected until `end`;
    numbers.

    ## What the heap would show
    One string (a chain of `concatenated string`) or array whose retained size grows in each interval.

    ## Fix safety
    Keeping only the last part is unsafe: what is cut off may still be wanted.

    ## References
    Node.js `stream`, on buffering.
    """

    id: ClassVar[str] = "growing-buffer"
    family: ClassVar[Family] = Family.COLLECTIONS
    patterns: ClassVar[tuple[str, ...]] = ("P20",)
    certainty: ClassVar[Certainty] = Certainty.CERTAIN
    held_through: ClassVar[str | None] = "variable"

    def check(self, code: Code) -> Iterator[Finding]:
        """Strings, buffers and arrays that only grow."""
        for assignment in code.module.assignments:
            if not _appends(assignment):
                continue
            place = code.place(assignment.target, assignment.function)
            if not _lasts(place) or not code.repeats(assignment.function):
                continue
            certainty = _receives(code, assignment.function)
            if certainty is None or COUNTS.search(place.name) or not _only_grows(code, place, assignment):
                continue
            message = f"'{shown(place.text)}' grows with each event and is never emptied"
            fixes = capped_text(code, assignment, place.text)
            yield self.finding(assignment.start, assignment.end, message, certainty=certainty, fixes=fixes)
        for container in code.once(containers_of):
            if container.kind == "array" and container.insertions and not container.is_static:
                finding = self._array(code, container)
                if finding is not None:
                    yield finding

    def _array(self, code: Code, container: Container) -> Finding | None:
        """An array that each event makes longer, and that nobody, or only somebody else, makes shorter."""
        if container.place.origin is Origin.OUTER or not _lasts(container.place):
            return None
        late = container.takes_out and _is_trimmed_late(code, container)
        if (container.takes_out and not late) or (container.escapes and not late):
            return None
        unread = not late and _is_never_read(code, container)
        for one in container.insertions:
            if not code.repeats(one.function) or one.function.kind is FunctionKind.CONSTRUCTOR:
                continue
            comes = _receives(code, one.function) is Certainty.CERTAIN
            named = RECEIVES.match(code.name_of(one.function)) is not None
            asked = container.place.origin is Origin.MODULE and is_request_handler(code, one.function)
            seen = unread and (container.place.origin is Origin.MODULE or comes or named)
            heard = container.place.origin is Origin.MODULE and _listens(one.function)
            noted = RECORDS.search(container.place.name) is not None or _is_dated(code, one)
            if not (comes or seen or asked or heard or (late and (named or noted)) or (noted and not late)):
                continue
            if code.has_flag_guard(one.function, one.start, one.end):
                continue
            what = "is only trimmed by others" if late else "is never emptied"
            message = f"'{shown(container.place.text)}' grows with each event and {what}"
            fixes = capped_array(code, one)
            return self.finding(
                one.start, one.end, message, held_through="array", certainty=Certainty.HEURISTIC, fixes=fixes
            )
        return None


def _is_dated(code: Code, one: Insertion) -> bool:
    """Whether what is put in tells when it happened, so that each run puts in something new."""
    value = one.value
    if value is None:
        return False
    made = code.module.assignments_to(value.binding) if value.kind is ArgumentKind.IDENTIFIER and value.binding else ()
    literals = [value, *(other.value for other in made if other.function is one.function)]
    return any(literal.kind is ArgumentKind.OBJECT and DATED.search(literal.text) for literal in literals)


def _listens(function: Function) -> bool:
    """Whether a function is a listener of an event that comes again and again."""
    usage = function.usage
    if usage is None or usage.kind is not UsageKind.ARGUMENT or usage.call is None or not usage.call.arguments:
        return False
    event = usage.call.arguments[0].value
    return usage.call.name in ("on", "addListener", "addEventListener") and event is not None and event not in COME_ONCE


def _is_trimmed_late(code: Code, container: Container) -> bool:
    """Whether only functions that somebody may never call make it shorter: those that let others subscribe."""
    writers = {one.function for one in container.insertions}
    removers = set(container.removal_functions)
    return bool(removers) and not (removers & writers) and all(_is_late(code, one, writers) for one in removers)


def _is_late(code: Code, remover: Function, writers: set[Function]) -> bool:
    """Whether a function is one of those that let others subscribe or clear, or is called by such alone."""
    host = code.host(remover)
    name = code.name_of(host)
    if LATE.match(name):
        return True
    callers = {code.host(call.function) for call in code.calls(name)} if name else set()
    return bool(callers) and not (callers & writers) and all(LATE.match(code.name_of(one)) for one in callers)


def _is_never_read(code: Code, container: Container) -> bool:
    """Whether a module's array, or a private field, is only ever added to."""
    binding = container.place.binding
    if container.place.origin is Origin.FIELD and container.place.root == "this":
        name = re.escape(container.place.name.encode())
        uses = re.findall(
            rb"\.\s*" + name + rb"(?![\w$])\s*(\.\s*(?:push|unshift)\s*\(|=[^=])?", code.near(container.place.name)
        )
        hidden = container.place.name.startswith(("_", "#")) or NOTES.search(container.place.name) is not None
        return hidden and len(uses) > 1 and all(uses)
    if binding is None or container.place.path or container.place.origin is not Origin.MODULE:
        return False
    adds = re.compile(rb"\s*\.\s*(?:push|unshift)\s*\(")
    return all(reference.is_write or adds.match(code.bare, reference.end) for reference in binding.references)


def _appends(assignment: AssignmentShape) -> bool:
    if assignment.is_declarator:
        return False
    added = assignment.operator == "+="
    if added and assignment.written_value.kind is ArgumentKind.NUMBER:
        return False
    first = assignment.written.text[:1].encode()
    if not added and not assignment.value_begins_with(b"Buffer", b"[", first):
        return False
    text, target = "".join(assignment.value_text.split()), "".join(assignment.written.text.split())
    if f"{target}.length" in text:
        return False  # this.errors += chunk.slice(0, LIMIT - this.errors.length)
    if added or assignment.operator != "=":
        return added
    return text.startswith((f"Buffer.concat([{target},", f"{target}+", f"{target}.concat(", f"[...{target},"))


def _lasts(place: Place) -> bool:
    if place.origin is Origin.FIELD and len(place.path) == 1:
        return place.root == "this" or place.lifetime is Lifetime.OWNER
    return place.origin is Origin.MODULE and not place.path and place.lifetime is Lifetime.PROCESS


def _receives(code: Code, function: Function) -> Certainty | None:
    """How sure it is that a function runs for each event."""
    usage = function.usage
    if usage is not None and usage.kind is UsageKind.ARGUMENT and usage.call is not None:
        first = usage.call.arguments[0].value if usage.call.arguments else None
        listens = usage.call.name in ("on", "addListener", "addEventListener") and first in BRINGS
        return Certainty.CERTAIN if listens or (usage.call.name == "subscribe" and usage.index == 0) else None
    if usage is not None and usage.assignment is not None and OUTPUTS.match(usage.assignment.target.text):
        return Certainty.CERTAIN
    name = (function.name or (usage.name if usage is not None else "") or "").rpartition(".")[2]
    if name and any(_listens_to_data(call.function) for call in code.calls(name)):
        return Certainty.CERTAIN
    if name and re.search(BRINGING + re.escape(name.encode()) + rb"\b", code.near(name)) is not None:
        return Certainty.CERTAIN
    if RECEIVES.match(name) is None:
        return None
    owner = code.owners.of(function)
    if owner is None or not STREAMS.search(f"{owner.superclass or ''} {owner.name}"):
        return None
    return Certainty.HEURISTIC


def _listens_to_data(function: Function) -> bool:
    """Whether a function is written where a listener for data is handed over."""
    usage = function.usage
    call = usage.call if usage is not None and usage.kind is UsageKind.ARGUMENT else None
    listens = call is not None and call.name in ("on", "addListener", "addEventListener") and bool(call.arguments)
    return listens and call is not None and call.arguments[0].value in BRINGS


def _only_grows(code: Code, place: Place, growing: AssignmentShape) -> bool:
    """Whether nothing is assigned but a first value, which is text, and what makes it longer."""
    known = code.once(_values_by_key)
    if place.key not in known:
        known[place.key] = _values(code, place)
    texts, rest = known[place.key]
    text = any(other is not growing for other in texts)
    return text and not rest


def _values_by_key(code: Code) -> dict[str, tuple[list[AssignmentShape], bool]]:  # noqa: ARG001
    """What ``_values`` said about places, filled by those who ask."""
    return {}


def _values(code: Code, place: Place) -> tuple[list[AssignmentShape], bool]:
    """The texts that a place begins with, and whether anything but growth is done to it or with what it has."""
    values: Sequence[AssignmentShape] = ()
    if place.origin is Origin.FIELD:
        values = code.lifetimes.field_assignments(place.key)
    elif place.binding is not None:
        values = code.module.assignments_to(place.binding)
    texts, rest = [], False
    listeners = [other.function for other in values if _appends(other)]
    for other in values:
        around = any(one is not other.function and one.is_within(other.function) for one in listeners)
        if not around and not _begins(code, other.function):
            rest = rest or not _appends(other)
        elif other.value.kind is ArgumentKind.STRING or "Buffer" in other.value.text or other.value.text == "[]":
            texts.append(other)
    name = re.escape(place.name.encode())
    drains = re.compile(rb"\b" + name + rb"\s*\.\s*(?:splice|shift|pop|length\s*[=<>])")
    return texts, rest or drains.search(code.near(place.name)) is not None or _is_collected(code, place)


def _begins(code: Code, function: Function) -> bool:
    """Whether a function runs at the beginning of an object's or a module's life."""
    if function.kind in (FunctionKind.CONSTRUCTOR, FunctionKind.INITIALIZER, FunctionKind.MODULE):
        return True
    owner = code.owners.of(function)
    return owner is not None and owner.constructor is function


def _is_collected(code: Code, place: Place) -> bool:
    """Whether a handler of the end uses what was collected until then."""
    name = re.escape(place.name.encode())
    return re.search(rb"\b" + name + rb"\b", code.once(_at_end).near(place.name)) is not None


def _at_end(code: Code) -> Searches:
    """The text of the handlers of ends."""
    handlers = (one.handler.function for one in code.listenings if one.event in TERMINAL_EVENTS and one.handler)
    return Searches(b"\n;\n".join(code.bare[one.start : one.end] for one in handlers if one is not None))
