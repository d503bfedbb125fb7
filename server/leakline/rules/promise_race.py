"""``promise-race``: each call adds reactions to a promise that stays pending for long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from leakline.js.code import Code
from leakline.js.facts import BindingKind, FunctionKind
from leakline.js.lifetimes import Lifetime, Origin, Place
from leakline.js.model import Function
from leakline.js.shapes import ArgumentKind, CallShape
from leakline.js.surroundings import OutcomeKind
from leakline.rules.finding import Certainty, Finding
from leakline.rules.promise_chains import promise_chains, waiting_for_themselves
from leakline.rules.race_fixes import raced_once
from leakline.rules.rule import Family, Rule, shown

# A name or property, or what ``then``, ``catch`` or ``finally`` of one gives; what parentheses hold is written as dots.
MEMBER = re.compile(
    r"(?<![\w$.])((?:this\s*\.\s*)?[A-Za-z_$#][\w$#]*(?:\s*\.\s*#?[\w$]+)*?)"
    r"(?=\s*(?:\??\.\s*(?:then|catch|finally)\(\.+)?\s*[,\]])"
)
LASTING = re.compile(
    r"clos|abort|cancel|stop|shut|destroy|dispos|end|exit|dead|kill|quit|disconnect|terminat|finish|done|promise|ready|signal|interrupt|never",
    re.I,
)

# ``Promise.race(jobs)``, ``Promise.race([...jobs])``, ``Promise.race(jobs.values())``
COLLECTION = re.compile(
    r"^(?:\[\s*\.\.\.\s*((?:this\.)?#?[\w$]+)(?:\.(?:values|keys)\(\))?\s*\]|((?:this\.)?#?[\w$]+)(?:\.(?:values|keys)\(\))?"
    r"|Array\.from\(\s*((?:this\.)?#?[\w$]+)(?:\.(?:values|keys)\(\))?\s*\))$"
)
ENDING_NAME = re.compile(
    r"clos|abort|cancel|shut|destroyed|disposed|token|terminat|stopp|exit|disconnect|quit", re.IGNORECASE
)


class PromiseRace(Rule):
    """Each call adds reactions to a promise that stays pending for long.

    ## Why it leaks
    `Promise.race` and `then` hang a reaction on each promise that they are given. A promise that is still pending
    keeps all of them, with what they resolve to, although the race is long over.

    ## Example
    ```js
    class Channel {
      constructor() {
        this.closed = new Promise((resolve) => {
          this.close = resolve;
        });
      }

      read(source) {
        return Promise.race([source.next(), this.closed]);
      }
    }
    module.exports = Channel;
    ```

    ## Instead
    ```js
    class Channel {
      constructor() {
        this.waiting = new Set();
      }

      read(source) {
        return new Promise((resolve, reject) => {
          this.waiting.add(resolve);
          source.next().then(resolve, reject).finally(() => this.waiting.delete(resolve));
        });
      }

      close() {
        for (const resolve of this.waiting) resolve();
      }
    }
    module.exports = Channel;
    ```

    ## When it is fine
    All promises of the race are made by the call, or the field gets a new promise again and again.

    ## What the heap would show
    A chain of `PromiseReaction` below one `Promise`.

    ## Fix safety
    Unsafe: the race settles a turn later. A function above it hangs one reaction on each promise, for all races that
    the promise is in. Where `then` leaves the reaction, who is to be told is the author's to say.

    ## References
    nodejs/node and V8 discussions of `Promise.race` with long-lived promises; ECMAScript, PerformPromiseThen.
    """

    id: ClassVar[str] = "promise-race"
    family: ClassVar[Family] = Family.PROMISES
    patterns: ClassVar[tuple[str, ...]] = ("P15",)
    certainty: ClassVar[Certainty] = Certainty.CERTAIN
    held_through: ClassVar[str | None] = "promise"

    def check(self, code: Code) -> Iterator[Finding]:
        """Each race with a member from before, and each reaction that is dropped on such a promise."""
        for call in code.calls("race"):
            if call.receiver is None or not call.receiver.text.endswith("Promise") or not call.arguments:
                continue
            if not code.repeats(call.function) and not code.surroundings(call.start, call.end).in_loop:
                continue
            for place in _members(code, call):
                sure = _is_lasting(code, place, call.function) or _outlives_loop(code, place, call)
                if sure is not None:
                    message = f"each race leaves a reaction on '{shown(place.text)}' while it is pending"
                    yield self.finding(call.start, call.end, message, certainty=sure, fixes=raced_once(code, call))
                    break
            yield from self._pending(code, call)
        for call in (*promise_chains(code), *waiting_for_themselves(code)):
            message = f"each turn of '{shown(call.function.label)}' waits for all that follow"
            yield self.finding(call.start, call.end, message, certainty=Certainty.HEURISTIC)
        for call in code.calls("then", "finally", "catch"):
            finding = self._reaction(code, call)
            if finding is not None:
                yield finding

    def _pending(self, code: Code, call: CallShape) -> Iterator[Finding]:
        """A race over all jobs that are under way: each race leaves a reaction on every one of them."""
        match = COLLECTION.match(call.arguments[0].text)
        if match is None:
            return
        name = match[1] or match[2] or match[3]
        start = call.arguments[0].start + call.arguments[0].text.index(name)
        target = code.target_at(start, start + len(name))
        if target is None or not call.arguments[0].text.isascii():
            return
        place = code.place(target, call.function)
        kept = place.origin in (Origin.FIELD, Origin.MODULE, Origin.OUTER)
        in_loop = code.surroundings(call.start, call.end).in_loop and place.origin is Origin.LOCAL
        if (kept or in_loop) and _is_filled_elsewhere(code, place, call, in_loop=in_loop):
            message = f"each race leaves a reaction on every promise of '{shown(place.text)}'"
            fixes = raced_once(code, call)
            yield self.finding(call.start, call.end, message, certainty=Certainty.HEURISTIC, fixes=fixes)

    def _reaction(self, code: Code, call: CallShape) -> Finding | None:
        """A reaction that a call leaves on a promise which lasts, and which nobody can take off again."""
        if call.receiver is None or not call.arguments or not code.repeats(call.function):
            return None
        place = code.place(call.receiver, call.function)
        given = place.path and place.path[-1] == "promise" and place.root != "this"
        kept = place.origin in (Origin.FIELD, Origin.MODULE)
        if not given and not kept:
            return None
        if not ENDING_NAME.search(place.text) or call.arguments[0].kind is not ArgumentKind.FUNCTION:
            return None
        sure = _is_lasting(code, place, call.function)
        if sure is None or code.outcome(call).kind is not OutcomeKind.DISCARDED:
            return None
        own = kept and sure is Certainty.CERTAIN
        if not given and not own:
            return None
        function = call.arguments[0].function
        host = code.host(call.function)
        if own and (ENDING_NAME.search(code.name_of(host)) or function is None):
            return None
        if own and function is not None and not code.captured_from(function, host):
            return None
        message = f"each call leaves a reaction on '{shown(place.text)}' while it is pending"
        return self.finding(call.start, call.end, message, certainty=Certainty.HEURISTIC)


def _is_filled_elsewhere(code: Code, place: Place, call: CallShape, *, in_loop: bool) -> bool:
    """Whether the collection that a race looks at gets jobs, one after the other."""
    for adding in code.calls("add", "set", "push"):
        same = adding.receiver is not None and code.place(adding.receiver, adding.function).key == place.key
        if same and (not in_loop or code.surroundings(adding.start, adding.end).in_loop):
            return adding.start != call.start
    return False


def _members(code: Code, call: CallShape) -> Iterator[Place]:
    """The members of a race that are names or properties."""
    listed = call.arguments[0]
    if listed.kind is ArgumentKind.IDENTIFIER and listed.binding is not None:
        values = [one for one in code.module.assignments_to(listed.binding) if one.function is call.function]
        listed = values[0].value if len(values) == 1 else listed
    if listed.kind is not ArgumentKind.ARRAY:
        return
    text = listed.text
    depth = 0
    flat = ""
    for character in text[1:-1]:
        flat += character if depth == 0 else "."
        depth += character in "([{"
        depth -= character in ")]}"
    offset = listed.start + 1
    for match in MEMBER.finditer(flat + ","):
        if not text.isascii():
            return
        start = offset + match.start(1)
        target = code.target_at(start, start + len(match[1]))
        if target is not None:
            yield code.place(target, call.function)


def _is_lasting(code: Code, place: Place, function: Function) -> Certainty | None:
    """Whether a promise was there before the call and may stay pending after it."""
    fresh = place.fresh and place.origin is not Origin.OUTER
    if fresh or place.lifetime in (Lifetime.CALL, Lifetime.UNKNOWN):
        return None
    host = code.host(function)
    if place.origin is Origin.FIELD or place.root == "this":
        values = code.lifetimes.field_assignments(place.key)
        begin = [value for value in values if value.operator in ("=", "field")]
        kinds = (FunctionKind.CONSTRUCTOR, FunctionKind.INITIALIZER)
        if any(value.function.kind not in kinds for value in begin):
            return None
        if host.kind is FunctionKind.CONSTRUCTOR:
            return None
        if any("Promise" in value.value.text or "efer" in value.value.text for value in begin):
            return Certainty.CERTAIN
        return Certainty.HEURISTIC if LASTING.search(place.name) else None
    if place.origin is Origin.MODULE and place.binding is not None:
        return Certainty.CERTAIN if len(code.module.assignments_to(place.binding)) == 1 else None
    if place.origin is Origin.OUTER and place.binding is not None:
        return Certainty.HEURISTIC if _is_outer(code, place, host) else None
    if place.origin is Origin.PARAMETER and place.path:
        return Certainty.HEURISTIC if LASTING.search(place.name) else None
    in_loop = place.binding is not None and place.binding.kind is BindingKind.PARAMETER
    return Certainty.HEURISTIC if in_loop and LASTING.search(place.name) and place.name != "promise" else None


def _outlives_loop(code: Code, place: Place, call: CallShape) -> Certainty | None:
    """Whether each turn of a loop races with a promise that the function made before the loop."""
    binding = place.binding
    if place.path or place.origin is not Origin.LOCAL or binding is None or not LASTING.search(place.name):
        return None
    values = code.module.assignments_to(binding)
    if len(values) != 1 or values[0].value.kind not in (ArgumentKind.CALL, ArgumentKind.NEW):
        return None
    made = values[0]
    before = made.function is call.function and made.end < call.start
    in_loop = code.surroundings(call.start, call.end).in_loop
    if before and in_loop and not code.surroundings(made.start, made.end).in_loop:
        return Certainty.HEURISTIC
    return None


def _is_outer(code: Code, place: Place, host: Function) -> bool:
    assert place.binding is not None
    values = code.module.assignments_to(place.binding)
    return (
        code.host(place.binding.function) is not host
        and len(values) == 1
        and "Promise" in values[0].value.text
        and LASTING.search(place.name) is not None
    )
