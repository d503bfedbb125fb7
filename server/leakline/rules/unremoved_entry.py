"""``unremoved-entry``: something short-lived is put into a long-lived collection and not taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from leakline.js.code import Code
from leakline.js.containers import Container, Insertion, containers_of
from leakline.js.entries import look_ups_of
from leakline.js.facts import BindingKind, FunctionKind
from leakline.js.lifetimes import Lifetime
from leakline.js.model import Function
from leakline.js.shapes import Argument, ArgumentKind
from leakline.rules.entry_ends import (
    comes_with,
    ends_by_itself,
    is_made_here,
    keeps_empty_groups,
    only_on_success,
    returns_before_removal,
    stays_while_owner_lives,
)
from leakline.rules.entry_exits import (
    is_answer_only_cancelled,
    is_kept_on_success,
    is_kept_when_caught,
    is_kept_when_let_go,
    is_kept_when_thrown,
    leaves_at_end_of,
)
from leakline.rules.entry_fixes import (
    before_early_return,
    by_disposer,
    when_answered,
    when_disposed,
    when_ended,
    when_group_is_empty,
    when_it_ends,
    when_late,
    when_object_ends,
    when_rejected,
)
from leakline.rules.entry_slots import (
    emptied_slot,
    has_ended_part,
    has_stopped_timer,
    misses_first,
    waits_for_another,
    when_emptied,
    when_first_counts,
    when_it_goes_itself,
)
from leakline.rules.entry_ways import (
    is_kept_after_timeout,
    is_kept_on_disconnect,
    is_kept_on_one_way,
    is_kept_when_answered,
    is_kept_when_disposed,
    is_kept_when_ended,
)
from leakline.rules.finding import Certainty, Finding, Fix
from leakline.rules.group_entries import left_in_group, when_it_leaves
from leakline.rules.own_lives import is_kept_for_ever
from leakline.rules.requests import is_request_handler
from leakline.rules.rule import Family, Rule, shown
from leakline.rules.unbounded_cache import has_finite_key

GREETS = re.compile(r"^_?(?:on|handle)(?:New)?(?:Connection|Client|Socket|Session|Connect)$")
FEW = 8  # of many statements that fill one collection alike, those that are looked at for how their entries end
RESPONSES = re.compile(r"^_?(?:res|response|reply|resp)$")
PENDING = re.compile(
    r"\b(?:resolve|reject|callback|cb|ack|done|deferred|fn|listener|handler|subscriber|observer|\w+(?:Callback|_cb))\b"
)
NUMBERED = re.compile(
    r"(?:^|[^a-z])(?:id|uid|uuid|seq|sequence|tag|token|nonce|num|number|counter|ref)\b|(?:Id|ID|Tag|Seq)\b"
)
SUBSCRIBES = re.compile(
    r"^_?(?:subscribe|watch|observe|listen|on[A-Z]\w*|addListener|addHandler|addObserver|addSubscriber|addCallback|onChange|track)$"
)
ASKS = re.compile(
    r"^_?(?:send|request|call|run|schedule|invoke|query|exec|execute|emit|publish|rpc|ask|fetch|wait\w*|enqueue|submit|dispatch|post)\w*$"
)

Judgement = tuple[str, Certainty, tuple[Fix, ...]]


class UnremovedEntry(Rule):
    """Something short-lived is put into a collection that lives longer, and nothing takes it out.

    ## Why it leaks
    A registry keeps each entry until somebody removes it. A connection that has closed, a callback whose answer
    never came, and a subscriber that has gone stay in memory with all that they refer to.

    ## Example
    ```js
    const net = require('net');
    const connections = [];

    const server = net.createServer();
    server.on('connection', (socket) => {
      connections.push(socket);
    });
    server.listen(8080);
    ```

    ## Instead
    ```js
    const net = require('net');
    const connections = new Set();

    const server = net.createServer();
    server.on('connection', (socket) => {
      connections.add(socket);
      socket.on('close', () => connections.delete(socket));
    });
    server.listen(8080);
    ```

    ## When it is fine
    The collection is drained, replaced or cleared somewhere in the file, is handed to other code, or lives no
    longer than its entries.

    ## What the heap would show
    The entries below an array, `Map` or `Set` that a module's variable or a long-lived object keeps.

    ## Fix safety
    Unsafe: the entry is taken out at the end that the file shows, or by a function that somebody has to call. An
    early return and an empty group are mended safely. Where the file shows no end, there is no fix.

    ## References
    "Object graveyard" of JSWhiz (CGO 2013).
    """

    id: ClassVar[str] = "unremoved-entry"
    family: ClassVar[Family] = Family.COLLECTIONS
    patterns: ClassVar[tuple[str, ...]] = ("P12",)
    certainty: ClassVar[Certainty] = Certainty.CERTAIN
    held_through: ClassVar[str | None] = "array"

    def check(self, code: Code) -> Iterator[Finding]:
        """Each collection whose entries have no end."""
        for container in code.once(containers_of):
            if container.kind not in ("map", "set", "array", "object"):
                continue
            if container.place.lifetime is Lifetime.CALL and not _outlives_its_maker(code, container):
                continue
            first = misses_first(code, container) if container.takes_out or container.insertions else None
            if first is not None:
                message = f"'{shown(container.place.text)}' never loses its first entry, whose index is 0"
                fixes = when_first_counts(code, *first)
                yield self.finding(*first, message, held_through=container.kind, fixes=fixes)
                continue
            for one in container.insertions:
                outcome = self._judge(code, container, one)
                if outcome is not None:
                    message, certainty, fixes = outcome
                    through = container.kind
                    yield self.finding(
                        one.start, one.end, message, certainty=certainty, held_through=through, fixes=fixes
                    )
                    break
            else:
                yield from self._left_behind(code, container)

    def _left_behind(self, code: Code, container: Container) -> Iterator[Finding]:
        """What the code that ends an entry leaves in, told where it should be taken out."""
        name = shown(container.place.text)
        for one in container.insertions[:FEW]:
            emptied, stopped = emptied_slot(code, container, one), has_stopped_timer(code, container, one)
            ended = has_ended_part(code, container, one)
            if emptied is not None:
                message = f"'{name}' keeps the key of an entry that is only emptied"
                start, end, fixes = emptied.start, emptied.end, when_emptied(container, emptied)
            elif stopped is not None:
                message, fixes = f"'{name}' keeps an entry whose timer was stopped", ()
                start, end = stopped
            elif ended is not None:
                message, fixes = f"'{name}' keeps an entry that was closed", ()
                start, end = ended
            else:
                continue
            yield self.finding(
                start, end, message, certainty=Certainty.HEURISTIC, held_through=container.kind, fixes=fixes
            )
            return
        member = left_in_group(code, container)
        if member is not None:
            message = f"the groups in '{name}' keep '{shown(_value(member))}' when it has gone"
            fixes = when_it_leaves(code, member, _last_event(code, _value(member)))
            yield self.finding(
                member.start,
                member.end,
                message,
                certainty=Certainty.HEURISTIC,
                held_through=container.kind,
                fixes=fixes,
            )

    def _judge(self, code: Code, container: Container, one: Insertion) -> Judgement | None:
        name = shown(container.place.text)
        if not code.repeats(one.function):
            return None
        if _adds_itself(code, container, one):
            fixes = when_object_ends(code, container, one)
            return f"'{name}' keeps each object that is made, since nothing takes them out", Certainty.CERTAIN, fixes
        if one.function.kind in (FunctionKind.CONSTRUCTOR, FunctionKind.INITIALIZER):
            return None
        if not container.escapes and stays_while_owner_lives(code, container):
            arrived = _greeted(code, container, one) or comes_with(container, one) or _asked(code, one)
            if arrived is not None and not any(look.is_group for look in look_ups_of(code, container)):
                fixes = when_it_ends(code, container, one, arrived, _last_event(code, arrived))
                return f"what is put into '{name}' for each event is never taken out", Certainty.CERTAIN, fixes
            event = ends_by_itself(code, one)
            if event is not None:
                fixes = when_it_ends(code, container, one, _value(one), event)
                return f"'{name}' keeps '{shown(_value(one))}' after its '{event}'", Certainty.CERTAIN, fixes
            if keeps_empty_groups(code, container, one) and not has_finite_key(one):
                fixes = when_group_is_empty(code, container)
                return f"'{name}' keeps the key of each group that is empty again", Certainty.HEURISTIC, fixes
        waiting = waits_for_another(code, container, one)
        if waiting is not None:
            fixes = when_it_goes_itself(one, waiting)
            return f"'{name}' keeps '{shown(_value(one))}' until what brought it ends", Certainty.CERTAIN, fixes
        if only_on_success(code, container, one):
            fixes = when_rejected(code, container, one)
            return f"'{name}' keeps an entry whose promise is rejected", Certainty.HEURISTIC, fixes
        if _only_cancelled(code, container, one) or is_answer_only_cancelled(code, container, one):
            return f"'{name}' loses an entry only when it is cancelled", Certainty.HEURISTIC, ()
        if is_kept_when_answered(code, container, one):
            fixes = when_answered(code, container)
            if not container.takes_out:
                return f"'{name}' keeps each callback, since nothing takes them out", Certainty.CERTAIN, fixes
            return f"'{name}' keeps an entry after its answer came", Certainty.HEURISTIC, fixes
        if is_kept_on_one_way(code, container, one):
            return f"'{name}' keeps an entry that is settled on one way", Certainty.HEURISTIC, ()
        late = is_kept_after_timeout(code, container, one)
        if late is not None:
            fixes = when_late(code, container, one, late)
            return f"'{name}' keeps an entry whose answer did not come in time", Certainty.HEURISTIC, fixes
        if is_kept_when_ended(code, container, one):
            return f"'{name}' keeps an entry that has ended", Certainty.HEURISTIC, when_ended(code, container)
        succeeded = is_kept_on_success(code, container, one)
        if succeeded is not None:
            return f"'{name}' loses an entry when it fails, and not on '{succeeded}'", Certainty.HEURISTIC, ()
        if is_kept_when_caught(code, container, one):
            return f"'{name}' keeps an entry whose work has failed", Certainty.HEURISTIC, ()
        if is_kept_when_thrown(code, container, one):
            return f"'{name}' keeps an entry when what is awaited fails", Certainty.HEURISTIC, ()
        leaving = leaves_at_end_of(code, container, one)
        if leaving is not None:
            fixes = when_it_ends(code, container, one, *leaving)
            return (
                f"'{name}' keeps the entry of '{shown(leaving[0])}' after its '{leaving[1]}'",
                Certainty.CERTAIN,
                fixes,
            )
        freed = is_kept_when_let_go(code, container, one)
        if freed is not None:
            return f"'{name}' keeps '{shown(_value(one))}' after {freed}()", Certainty.HEURISTIC, ()
        if is_kept_when_disposed(code, container, one):
            fixes = when_disposed(code, container, one)
            return f"'{name}' keeps what the returned function should take out", Certainty.HEURISTIC, fixes
        if is_kept_on_disconnect(code, container, one):
            return f"'{name}' keeps an entry when no answer can come any more", Certainty.HEURISTIC, ()
        if is_kept_for_ever(code, container, one):
            return f"nothing takes out of '{name}' what has ended", Certainty.HEURISTIC, ()
        if one.value is None or not _is_callback(one.value):
            return None
        host = code.host(one.function)
        if container.takes_out or container.escapes:
            early = returns_before_removal(code, container) if PENDING.search(one.value.text) else None
            if early is not None and early[0] is not host:
                fixes = before_early_return(code, container, *early)
                return f"'{name}' keeps an entry when its answer is an error", Certainty.HEURISTIC, fixes
            return self._only_on_reply(code, container, one)
        if container.place.root == "this" or container.place.lifetime is Lifetime.PROCESS:
            if SUBSCRIBES.match(code.name_of(host)):
                fixes = by_disposer(code, container, one)
                return f"'{name}' keeps each subscriber, since nothing takes them out", Certainty.HEURISTIC, fixes
            asks = ASKS.match(code.name_of(host)) or (one.key is not None and NUMBERED.search(one.key.text))
            if asks and container.kind in ("map", "object"):
                fixes = when_answered(code, container)
                return f"'{name}' keeps each callback, since nothing takes them out", Certainty.CERTAIN, fixes
        return None

    def _only_on_reply(self, code: Code, container: Container, one: Insertion) -> Judgement | None:
        """A pending call that is deleted where its answer comes, and nowhere else: no answer, no end."""
        if container.kind not in ("map", "object") or container.escapes or container.iterated:
            return None
        if len(container.removal_functions) != 1 or one.value is None:
            return None
        remover, host = container.removal_functions[0], code.host(one.function)
        if _around(remover, host) or not ASKS.match(code.name_of(host)) or not PENDING.search(one.value.text):
            return None
        if not code.says(rb"\bsetTimeout\b|'(?:close|disconnect|end|error)'|\"(?:close|disconnect|end|error)\"|abort"):
            return None
        text = code.function_text(host)
        if re.search(r"\bsetTimeout\b|\.finally\(|\bfinally\b|\.delete\(|\bdelete ", text):
            return None
        return f"'{shown(container.place.text)}' loses an entry only when its answer comes", Certainty.HEURISTIC, ()


def _outlives_its_maker(code: Code, container: Container) -> bool:
    """Whether functions that a function makes and gives away keep its collection, and put everything in."""
    maker = container.made.function
    return bool(container.insertions) and not any(
        code.host(one.function) is code.host(maker) for one in container.insertions
    )


def _adds_itself(code: Code, container: Container, one: Insertion) -> bool:
    """Whether a constructor puts its object into a collection of the process that nobody empties."""
    if container.takes_out or container.escapes or container.place.lifetime is not Lifetime.PROCESS:
        return False
    itself = one.value is not None and one.value.kind is ArgumentKind.THIS
    owner = code.owners.of(one.function)
    return itself and owner is not None and one.function is owner.constructor


def _only_cancelled(code: Code, container: Container, one: Insertion) -> bool:
    """Whether running work is taken out where it is cancelled, and not where it ends."""
    if container.kind not in ("map", "object") or one.value is None:
        return False
    if one.value.kind is not ArgumentKind.CALL and not is_made_here(code, one.value, one.function):
        return False
    if container.escapes or container.iterated or not container.removal_functions:
        return False
    removers = [code.name_of(function) for function in container.removal_functions]
    return all(re.search(r"cancel|abort", name, re.IGNORECASE) for name in removers)


def _around(inner: Function, host: Function) -> bool:
    current: Function | None = inner
    while current is not None:
        if current is host:
            return True
        current = current.parent
    return False


def _greeted(code: Code, container: Container, one: Insertion) -> str | None:
    """What a method such as ``onConnection`` is given and puts into a collection of its object."""
    host = one.function
    if GREETS.match(code.name_of(host)) is None or container.place.root != "this" or one.value is None:
        return None
    return one.value.text if one.value.text in host.parameters else None


def _asked(code: Code, one: Insertion) -> str | None:
    """The request that a handler answers, when it keeps the response for later."""
    function, value = one.function, one.value
    if value is None or len(function.parameters) < 2 or not is_request_handler(code, function):
        return None
    texts = [value.text]
    if value.kind is ArgumentKind.IDENTIFIER and value.binding is not None and value.binding.function is function:
        texts += [made.value.text for made in code.module.assignments_to(value.binding)]
    response = re.escape(function.parameters[1])
    kept = any(re.search(rf"^{response}$|[{{,:]\s*{response}\s*[,}}]", text) for text in texts)
    return function.parameters[0] if kept and RESPONSES.match(function.parameters[1]) else None


def _last_event(code: Code, entry: str) -> str:
    """The event that the file knows as the end of an entry, ``close`` where it knows none."""
    known = [
        added.event
        for added in code.listenings
        if added.place.text == entry and added.event in ("disconnect", "close", "end", "exit")
    ]
    return known[0] if known else "disconnect" if b"socket.io" in code.bare or b"io.on(" in code.bare else "close"


def _value(one: Insertion) -> str:
    return one.value.text if one.value is not None else ""


def _is_callback(value: Argument) -> bool:
    if value.kind is ArgumentKind.FUNCTION:
        return True
    if value.kind is ArgumentKind.IDENTIFIER:
        if value.binding is None or value.binding.kind is not BindingKind.PARAMETER:
            return False
        return PENDING.fullmatch(value.text) is not None
    if value.kind is ArgumentKind.OBJECT:
        return re.search(r"\b(?:resolve|reject|callback|cb|deferred)\b", value.text) is not None
    return False
