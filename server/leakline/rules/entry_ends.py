"""Which ends of an entry's life a collection's code forgets: its last event, failure, an early return, emptiness."""

from __future__ import annotations

import re

from leakline.js.code import Code
from leakline.js.containers import Container, Insertion
from leakline.js.entries import removals_of
from leakline.js.facts import BindingKind
from leakline.js.listeners import ListenerStep
from leakline.js.model import Function
from leakline.js.shapes import Argument, ArgumentKind, CallShape, UsageKind
from leakline.rules.apis import REQUEST_NAMES
from leakline.rules.requests import is_request_handler

COMES = frozenset(
    {"connection", "session", "client", "socket", "open", "secureConnection", "stream", "join", "request", "connect"}
)
# Node: the last events of sockets, streams, servers, child processes and workers; common ones of jobs and requests.
GOES = frozenset(
    {"close", "end", "exit", "finish", "disconnect", "destroy", "closed", "finished", "terminate", "destroyed"}
)
ENDS_OWNER = re.compile(
    r"^_?#?(?:close|stop|destroy|dispose|shutdown|quit|terminate|kill|tear[dD]own|end|disconnect|ngOnDestroy|onModuleDestroy"
    r"|onApplicationShutdown)(?:All|Server|Everything)?$"
)
EMPTIES_ALL = re.compile(rb"\s*!?(?:\.\s*(?:clear\s*\(|length\s*=[^=]|splice\s*\(\s*0\s*(?:\)|,[^,()]*length))|=[^=])")
INNER = re.compile(r"^(?:new\s+(?:Set|Map)\b|\[\s*\]$)")
SETTLES_EARLY = re.compile(
    r"\bif\s*\((?:[^(){};]|\([^(){};]*\))*\)\s*(?:\{[^{}]*?)?\breturn\b[^;{}\n]*\b(?:reject|callback|cb|done|fail)\s*\("
    r"|\bif\s*\((?:[^(){};]|\([^(){};]*\))*\)\s*\{[^{}]*(?:\b(?:reject|callback|cb|done|fail)|\w\])\s*\([^{}]*\breturn\b"
)


def comes_with(container: Container, one: Insertion) -> str | None:
    """The parameter of a handler of arrivals (a connection, a client), when what arrives is put in."""
    current: Function | None = one.function
    while current is not None and current.parent is not None:
        usage = current.usage
        call = usage.call if usage is not None and usage.kind is UsageKind.ARGUMENT else None
        if call is not None and _announces(call) and not _is_inside(container, current):
            names = {current.parameters[0]} if current.parameters else set()
            if current is one.function:
                names |= {binding.name for scope in current.scopes for binding in scope.bindings}
            if any(_mentions(argument, name) for argument in (one.value, one.key) for name in names):
                return current.parameters[0] if current.parameters else ""
        current = current.parent
    return None


def stays_while_owner_lives(code: Code, container: Container) -> bool:
    """Whether nothing takes single entries out: all of them go when what keeps the collection is closed, or never."""
    if not container.takes_out:
        return True
    if not all(ENDS_OWNER.match(code.name_of(code.host(function))) for function in container.removal_functions):
        return False
    length = len(container.place.name.encode())
    return all(EMPTIES_ALL.match(code.bare, start + length) for start, _ in removals_of(code, container))


def ends_by_itself(code: Code, one: Insertion) -> str | None:
    """The last event of what is put in, to which the same function listens."""
    value = one.value
    if value is None or value.kind is not ArgumentKind.IDENTIFIER or value.binding is None:
        return None
    if value.binding.function is not one.function:
        return None
    for added in code.listenings:
        if added.step not in (ListenerStep.ADD, ListenerStep.ONCE) or added.function is not one.function:
            continue
        if added.place.text == value.text and added.event in GOES:
            return added.event
    return None


def only_on_success(code: Code, container: Container, one: Insertion) -> bool:
    """Whether a promise is taken out where it is fulfilled and not where it is rejected."""
    value = one.value
    if value is None or not container.removal_functions or container.escapes or container.kind not in ("map", "object"):
        return False
    if all(function is one.function for function in container.removal_functions):
        return _awaits_before_removal(code, container, one, value)
    handlers = []
    for function in container.removal_functions:
        usage = function.usage
        call = usage.call if usage is not None and usage.kind is UsageKind.ARGUMENT else None
        if usage is None or call is None or call.name != "then" or usage.index != 0 or len(call.arguments) > 1:
            return False
        handlers.append(call)
    host = code.host(one.function)
    return all(host.start <= call.start and call.end <= host.end for call in handlers) and not re.search(
        r"\.(?:catch|finally)\s*\(|\bcatch\b", code.function_text(host)
    )


def _awaits_before_removal(code: Code, container: Container, one: Insertion, value: Argument) -> bool:
    """``map.set(key, promise); await promise; map.delete(key);``: what the function takes out unless it is thrown."""
    text = code.function_text(one.function)
    if (
        not one.function.is_async
        or value.kind is not ArgumentKind.IDENTIFIER
        or re.search(r"\b(?:finally|catch)\b", text)
    ):
        return False
    behind = code.bare[one.end : one.function.end]
    awaits = re.search(rb"\bawait\s+" + re.escape(value.text.encode()) + rb"\b", behind)
    takes = re.search(rb"\b" + re.escape(container.place.name.encode()) + rb"\s*\.\s*delete\(", behind)
    deletes = re.search(rb"\bdelete\s+[\w$.]*" + re.escape(container.place.name.encode()) + rb"\b", behind)
    first = takes or deletes
    return awaits is not None and first is not None and awaits.start() < first.start()


def returns_before_removal(code: Code, container: Container) -> tuple[Function, int] | None:
    """The function that takes entries out, and where it settles one and returns before it does."""
    if len(container.removal_functions) != 1 or container.escapes:
        return None
    remover = container.removal_functions[0]
    text = code.function_text(remover)
    name = re.escape(container.place.name)
    taken = re.search(rf"{name}\s*\??\.\s*delete\s*\(|\bdelete\s+[\w.$]*{name}\b", text)
    if taken is None or not re.search(rf"{name}\s*(?:\??\.\s*get\s*\(|\[)", text[: taken.start()]):
        return None
    early = SETTLES_EARLY.search(text[: taken.start()])
    if early is None:
        return None
    settles = re.search(r"(?:\b(?:reject|callback|cb|done|fail)|\w\])\s*\(", early[0])
    assert settles is not None
    return remover, remover.start + len(text[: early.start() + settles.start()].encode())


def keeps_empty_groups(code: Code, container: Container, one: Insertion) -> bool:
    """Whether sets or arrays inside a map lose their last element, and the map keeps them under their keys."""
    if container.kind not in ("map", "object") or container.takes_out or container.escapes:
        return False
    if one.value is None or not INNER.match(one.value.text):
        return False
    name = re.escape(container.place.name.encode())
    group = rb"\b" + name + rb"\s*(?:\??\.\s*get\s*\([^()]*\)|\[[^\[\]]*\])\s*[!?]?"
    if re.search(group + rb"\s*\.\s*(?:delete|splice|shift|pop)\s*\(", code.near(container.place.name)):
        return True
    aliases = {
        match[1]
        for match in re.finditer(rb"([\w$]+)\s*=\s*[\w.$#]*" + group + rb"\s*[;\n]", code.near(container.place.name))
    }
    return any(
        re.search(
            rb"\b" + re.escape(alias) + rb"\s*\??\.\s*(?:delete|splice|shift|pop)\s*\(", code.near(alias.decode())
        )
        for alias in aliases
    )


def is_made_here(code: Code, value: Argument, function: Function) -> bool:
    """Whether a value is a variable that the function has just given a new object."""
    binding = value.binding
    if value.kind is not ArgumentKind.IDENTIFIER or binding is None or binding.kind is BindingKind.PARAMETER:
        return False
    if binding.function is not function:
        return False
    made = [one.value for one in code.module.assignments_to(binding)]
    return any(one.kind in (ArgumentKind.NEW, ArgumentKind.CALL) or one.text.startswith("await ") for one in made)


def visitor_of(code: Code, function: Function) -> str | None:
    """What a function serves: the connection that its event brings, the request that it answers."""
    usage = function.usage
    call = usage.call if usage is not None and usage.kind is UsageKind.ARGUMENT else None
    if not function.parameters:
        return None
    if call is not None and _announces(call):
        return function.parameters[0]
    if len(function.parameters) >= 2 and REQUEST_NAMES.match(function.parameters[0]):
        return function.parameters[1] if is_request_handler(code, function) else None  # a request closes early
    return None


def _announces(call: CallShape) -> bool:
    if call.name in ("createServer", "createSecureServer"):
        return True
    return call.name in ("on", "addListener") and bool(call.arguments) and call.arguments[0].value in COMES


def _is_inside(container: Container, function: Function) -> bool:
    """Whether a collection belongs to one run of a function."""
    binding = container.place.binding
    current = binding.function if binding is not None else None
    while current is not None:
        if current is function:
            return True
        current = current.parent
    return False


def _mentions(argument: Argument | None, name: str) -> bool:
    return argument is not None and re.search(rf"(?<![\w$.]){re.escape(name)}(?![\w$])", argument.text) is not None
