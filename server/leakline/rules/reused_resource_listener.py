"""``reused-resource-listener``: a listener per request on a socket or connection that is used again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from leakline.js.code import Code
from leakline.js.facts import BindingKind
from leakline.js.lifetimes import EXCHANGE_NAMES, Origin, Place
from leakline.js.listeners import Handler, ListenerStep, Listening
from leakline.js.made import BORROWING
from leakline.js.model import Binding, Function
from leakline.js.releases import is_ended, is_handed_over, is_removed
from leakline.js.shapes import ArgumentKind, CallShape, UsageKind
from leakline.rules.finding import Certainty, Finding
from leakline.rules.handed_out import is_handed_out
from leakline.rules.listener_fixes import removal_fixes
from leakline.rules.rule import Family, Rule, shown

ABOUT_SOCKET = re.compile(r"connecting|listener|reused|agent|\.has\s*\(|\.includes\s*\(", re.IGNORECASE)
CONNECTING = re.compile(r"connecting|reused", re.IGNORECASE)
CONNECTION = re.compile(r"^_?[a-z\d]{0,9}(?:conn|connection|client|socket|db|channel|session|redis|pool)$", re.I)
GIVES_BACK = re.compile(r"^(?:done|release|free|giveBack)\w*$")
ENDS = frozenset({"error", "close", "end", "disconnect", "timeout"})
SHORT_LIVED = re.compile(r"(?:Query|Request|Command|Transaction|Statement|Operation|Cursor|Call|Batch)$")
PREPARES = re.compile(
    r"^_?(?:on|handle|init|setup|constructor|register|bind|attach|wrap|create|make|new|connect|add|listen|patch|instrument|wire|hook|monitor|watch|track|join|accept|admit|greet|enter|serve)"
)
HIJACKED = frozenset({"head", "upgradeHead"})


class ReusedResourceListener(Rule):
    """A listener is added for each request to a socket or connection that is used again.

    ## Why it leaks
    A keep-alive agent or a pool hands the same socket to one request after the other. A listener that a request
    adds to the socket stays when the request is over, and keeps the request with everything that its closure can
    see. `once` does not help for an event that has passed, such as `connect` on a connected socket.

    ## Example
    ```js
    const https = require('https');

    function get(options, callback) {
      const request = https.request(options, callback);
      request.on('socket', (socket) => {
        socket.on('timeout', () => request.abort());
      });
      request.end();
    }
    module.exports = get;
    ```

    ## Instead
    ```js
    const https = require('https');

    function get(options, callback) {
      const request = https.request(options, callback);
      request.on('socket', (socket) => {
        const onTimeout = () => request.abort();
        socket.on('timeout', onTimeout);
        request.on('close', () => socket.removeListener('timeout', onTimeout));
      });
      request.end();
    }
    module.exports = get;
    ```

    ## When it is fine
    A removal of the same event, a test of `socket.connecting` or of the listeners that are there, `agent: false`,
    sockets that were taken over by an upgrade, and a server's own `connection` handler, which runs once for each
    socket.

    ## What the heap would show
    Closures of finished requests below `on('timeout')[n]` of a `Socket` that an `Agent` keeps.

    ## Fix safety
    Safe where the request is known, or the place where a borrowed connection is given back; elsewhere a function
    that removes the listener is returned, which is unsafe.

    ## References
    Node.js `http.Agent`, "Possible EventEmitter memory leak detected" on sockets.
    """

    id: ClassVar[str] = "reused-resource-listener"
    family: ClassVar[Family] = Family.LISTENERS
    patterns: ClassVar[tuple[str, ...]] = ("P04",)
    certainty: ClassVar[Certainty] = Certainty.CERTAIN
    held_through: ClassVar[str | None] = "emitter"

    def check(self, code: Code) -> Iterator[Finding]:
        """Each addition to a socket of an exchange, or to something borrowed from a pool."""
        for added in code.listenings:
            if added.step in (ListenerStep.ADD, ListenerStep.ONCE) and _stays(code, added):
                message = f"'{shown(added.event)}' listener stays on '{shown(added.place.text)}', which is used again"
                yield self.finding(added.call.start, added.call.end, message, fixes=removal_fixes(code, added))
            elif added.step in (ListenerStep.ADD, ListenerStep.ONCE) and _is_used_once_more(code, added):
                message = f"'{shown(added.event)}' listener stays on '{shown(added.place.text)}' after each use"
                fixes = removal_fixes(code, added)
                yield self.finding(
                    added.call.start,
                    added.call.end,
                    message,
                    certainty=Certainty.HEURISTIC,
                    patterns=("P04", "P03"),
                    fixes=fixes,
                )
        for call in code.calls("setTimeout"):
            if call.receiver is not None and len(call.arguments) == 2 and _adds_timeout(code, call):
                message = f"timeout listener stays on '{shown(call.receiver.text)}', which is used again"
                yield self.finding(call.start, call.end, message)


def _stays(code: Code, added: Listening) -> bool:
    return _is_reused(code, added.place) and not _is_quiet(code, added)


def _is_used_once_more(code: Code, added: Listening) -> bool:
    """Whether a call works with what others work with before and after it."""
    if _is_for_each_use(code, added):
        return True
    return is_handed_out(code, added.place) and not is_ended(code, added.place) and not _is_quiet(code, added)


def _is_for_each_use(code: Code, added: Listening) -> bool:
    """A query or command that waits for the end of the connection that it was given, and that outlives it."""
    place, host = added.place, code.host(added.function)
    if place.origin is not Origin.PARAMETER or not CONNECTION.match(place.name) or added.event not in ENDS:
        return False
    owner = code.owners.of(host)
    if place.root == "this" or place.path:
        short_lived = owner is not None and SHORT_LIVED.search(owner.name) is not None and len(place.path) == 1
        if not short_lived or owner is None or host is owner.constructor:
            return False
    elif place.binding is None or place.binding.function is not host or not _uses(code, host):
        return False
    return not place.fresh and not is_ended(code, place) and not _is_quiet(code, added)


def _uses(code: Code, host: Function) -> bool:
    """Whether a function works with a connection that it is given, and is not the one that receives each new one."""
    name = code.name_of(host)
    handed = host.usage is not None and host.usage.kind is UsageKind.ARGUMENT
    return bool(name) and not handed and PREPARES.match(name) is None


def _is_reused(code: Code, place: Place) -> bool:
    if place.fresh and place.origin is not Origin.BORROWED:
        return False
    names = (place.root, *place.path)
    if len(names) > 1 and names[-1] in ("socket", "connection") and _is_exchange(names[:-1], place.binding):
        return True
    if place.path:
        return False
    if place.origin is Origin.BORROWED:
        return True
    if place.origin is Origin.PARAMETER and place.binding is not None:
        return _is_lent(code, place.binding.function, place.binding.name)
    return False


def _is_exchange(names: tuple[str, ...], binding: Binding | None) -> bool:
    """``req``, or the request of the runtime inside a framework's: ``request.raw``, ``ctx.req``; an answer."""
    if len(names) == 1 and _is_response(binding):
        return True
    return any(EXCHANGE_NAMES.match(name) for name in (names[-1:] if names[-1] != "raw" else names))


def _is_response(binding: Binding | None) -> bool:
    """Whether a parameter is the answer to a request that the program makes: ``https.get(url, (r) => ...)``."""
    if binding is None or binding.kind is not BindingKind.PARAMETER:
        return False
    usage = binding.function.usage
    call = usage.call if usage is not None and usage.kind is UsageKind.ARGUMENT else None
    if call is None or call.receiver is None or binding.name not in binding.function.parameters[:1]:
        return False
    asked = call.name in ("request", "get") and re.fullmatch(r"https?", call.receiver.text) is not None
    return asked or (call.name in ("on", "once") and call.arguments[0].value == "response")


def _is_lent(code: Code, function: Function, name: str) -> bool:
    """Whether a parameter belongs to a callback that gets a reused socket or a pool's connection."""
    call = _call_with(code, function)
    if call is None:
        return False
    first = call.arguments[0].value if call.arguments else None
    if call.name in ("on", "once", "addListener") and first == "socket":
        return b"agent: false" not in code.bare and not _belongs_to_server(call)
    lends = BORROWING.match(call.name) or (
        call.name == "connect" and call.receiver is not None and re.search("pool", call.receiver.text, re.IGNORECASE)
    )
    gives_back = len(function.parameters) > 2 and GIVES_BACK.match(function.parameters[-1]) is not None
    if gives_back and name == function.parameters[-2] and CONNECTION.match(name):
        return True
    return bool(lends) and name in function.parameters[-2:] and not name.lower().startswith("err")


def _belongs_to_server(call: CallShape) -> bool:
    return (
        call.receiver is not None
        and re.search(r"server|^io$|^wss$|namespace|nsp", call.receiver.text, re.I) is not None
    )


def _call_with(code: Code, function: Function) -> CallShape | None:
    usage = function.usage
    if usage is None:
        return None
    if usage.kind is UsageKind.ARGUMENT:
        return usage.call
    if usage.kind in (UsageKind.DECLARED, UsageKind.ASSIGNED) and usage.binding is not None:
        handing = code.once(_handing).get(usage.binding, ())
        return handing[0] if len(handing) == 1 else None
    return None


def _handing(code: Code) -> dict[Binding, list[CallShape]]:
    """The calls that get a variable as a listener."""
    found: dict[Binding, list[CallShape]] = {}
    for call in code.calls("on", "once", "addListener"):
        for argument in call.arguments[1:2]:
            if argument.kind is ArgumentKind.IDENTIFIER and argument.binding is not None:
                found.setdefault(argument.binding, []).append(call)
    return found


def _is_quiet(code: Code, added: Listening) -> bool:
    if added.has_signal or not code.repeats(added.function) or is_removed(code, added):
        return True
    if added.handler_kind is Handler.OTHER and added.handler is not None and added.handler.kind is ArgumentKind.CALL:
        return True
    if is_handed_over(code, added) or _is_taken_over(added.function):
        return True
    return _is_guarded(code, added.place, added.function, added.call)


def _is_guarded(code: Code, place: Place, function: Function, call: CallShape) -> bool:
    """Whether a condition asks about the socket; a flag of the request does not keep the next request away."""
    if any(CONNECTING.search(guard.text) for guard in code.surroundings(call.start, call.end).guards):
        return True
    if not code.has_flag_guard(function, call.start, call.end):
        return False
    current: Function | None = function
    start, end = call.start, call.end
    while current is not None and current.parent is not None:
        for guard in code.surroundings(start, end).guards:
            if ABOUT_SOCKET.search(guard.text) or re.search(rf"\b{re.escape(place.name)}\b", guard.text):
                return True
        if place.binding is not None and place.binding.function is current:
            return False
        start, end, current = current.start, current.end, current.parent
    return place.binding is None or bool(place.path)


def _is_taken_over(function: Function) -> bool:
    current: Function | None = function
    while current is not None:
        usage = current.usage
        if HIJACKED.intersection(current.parameters):
            return True
        first = usage.call.arguments[:1] if usage is not None and usage.call is not None else ()
        if any(argument.value in ("upgrade", "connect", "CONNECT") for argument in first):
            return True
        current = current.parent
    return False


def _adds_timeout(code: Code, call: CallShape) -> bool:
    assert call.receiver is not None
    place = code.place(call.receiver, call.function)
    if call.arguments[1].kind not in (ArgumentKind.FUNCTION, ArgumentKind.IDENTIFIER, ArgumentKind.MEMBER):
        return False
    if not _is_reused(code, place) or not code.repeats(call.function) or _is_taken_over(call.function):
        return False
    removed = any(removal.event in ("timeout", "") for removal in code.removals)
    return not removed and not _is_guarded(code, place, call.function, call)
