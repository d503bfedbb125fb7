"""``masked-warning``: the warning about too many listeners is switched off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import ClassVar

from leakline.js.code import Code
from leakline.js.lifetimes import Lifetime
from leakline.js.listeners import ListenerStep, Listening
from leakline.js.shapes import ArgumentKind
from leakline.rules.finding import Certainty, Finding, Fix, Related
from leakline.rules.rule import Family, Rule, shown
from leakline.text.edits import Edit

NO_LIMIT = ("0", "Infinity", "Number.POSITIVE_INFINITY", "Number.MAX_SAFE_INTEGER", "Number.MAX_VALUE")

MOST_NAMED = 3  # listeners that a finding points at


class MaskedWarning(Rule):
    """The warning about too many listeners is switched off.

    ## Why it leaks
    Node warns when an emitter has more than ten listeners of one event, since that is what a leak looks like.
    `setMaxListeners(0)` takes the warning away and leaves the listeners.

    ## Example
    ```js
    process.setMaxListeners(0);

    function connect(url) {
      process.on('exit', () => console.log('lost', url));
    }
    module.exports = connect;
    ```

    ## Instead
    ```js
    const urls = new Set();
    process.on('exit', () => console.log('lost', urls));

    function connect(url) {
      urls.add(url);
      return () => urls.delete(url);
    }
    module.exports = connect;
    ```

    ## When it is fine
    A number that says how many listeners there can be, and emitters that are made right here.

    ## What the heap would show
    Many closures below `on('event')[n]` of the emitter.

    ## Fix safety
    Switching the warning on again mends no leak, and is unsafe where somebody treats it as an error. The listener that
    piles up has to be found first.

    ## References
    Node.js `emitter.setMaxListeners`, `events.defaultMaxListeners`.
    """

    id: ClassVar[str] = "masked-warning"
    family: ClassVar[Family] = Family.LISTENERS
    patterns: ClassVar[tuple[str, ...]] = ("P23",)
    certainty: ClassVar[Certainty] = Certainty.HEURISTIC
    held_through: ClassVar[str | None] = "emitter"
    words: ClassVar[tuple[bytes, ...]] = (b"axListeners",)

    def check(self, code: Code) -> Iterator[Finding]:
        """Each limit that is taken away."""
        for call in code.calls("setMaxListeners"):
            limit = "".join(call.arguments[0].text.split()) if call.arguments else ""
            if limit not in NO_LIMIT:
                continue
            whole = call.receiver.text if call.receiver is not None else call.callee
            related: tuple[Related, ...] = ()
            if call.receiver is not None:
                place = code.place(call.receiver, call.function)
                if place.fresh or place.lifetime is Lifetime.CALL:
                    continue
                related = tuple(
                    Related(added.call.start, added.call.end, f"adds a listener for '{added.event}'")
                    for added in code.once(_repeated)[place.key]
                )
                if not related and place.lifetime is Lifetime.OWNER:
                    continue  # an object that knows its own listeners
            elif len(call.arguments) == 1:
                whole = "every emitter"
            yield self.finding(
                call.start,
                call.end,
                f"the leak warning of '{shown(whole)}' is switched off",
                related=related,
                certainty=Certainty.CERTAIN if related else Certainty.HEURISTIC,
                fixes=_removed(code, call.start, call.end),
            )
        for assignment in code.module.assignments:
            path = assignment.written.path
            if not path or path[-1] not in ("defaultMaxListeners", "_maxListeners") or assignment.operator != "=":
                continue
            value = "".join(assignment.value.text.split())
            if value in NO_LIMIT or (
                assignment.value.kind is ArgumentKind.NUMBER and _is_large(assignment.value.value)
            ):
                if path[-1] == "_maxListeners" and assignment.target.root == "this":
                    continue
                message = f"the leak warning of '{shown(assignment.target.text)}' is switched off"
                fixes = _removed(code, assignment.start, assignment.end)
                yield self.finding(assignment.start, assignment.end, message, fixes=fixes)


def _repeated(code: Code) -> dict[str, list[Listening]]:
    """The first listeners that code adds again and again, by the key of their receiver."""
    found: dict[str, list[Listening]] = defaultdict(list)
    for added in code.listenings:
        first = found[added.place.key]
        if added.step is ListenerStep.ADD and len(first) < MOST_NAMED and code.repeats(added.function):
            first.append(added)
    return found


def _removed(code: Code, start: int, end: int) -> tuple[Fix, ...]:
    """Take the statement away, with its line."""
    first, last = code.statement(start, end)
    line, after = code.source.rfind(b"\n", 0, first) + 1, code.source.find(b"\n", last) + 1 or len(code.source)
    alone = not code.source[line:first].strip() and not code.source[last:after].strip()
    if not alone or code.text(first, last).rstrip(";") != code.text(start, end):
        return ()
    return (Fix("Switch the leak warning on again (unsafe: it mends no leak)", False, (Edit(line, after, b""),)),)


def _is_large(number: str | None) -> bool:
    return number is not None and number.isdecimal() and int(number) >= 1000
