"""Which functions answer requests or messages."""

from __future__ import annotations

from leakline.js.code import Code
from leakline.js.model import Function
from leakline.js.shapes import CallShape, UsageKind
from leakline.rules.apis import PEERS, REQUEST_NAMES, RESPONSE_NAMES, ROUTES, SERVER_EVENTS, SERVERS


def is_request_handler(code: Code, function: Function) -> bool:
    """Whether a function, or one around it, is called for each request: by its parameters and by who gets it."""
    current: Function | None = function
    while current is not None and current.parent is not None:
        if _handles(current) or any(_gets(call, index) for call, index in _handed_to(code, current)):
            return True
        current = current.parent
    return False


def _handles(function: Function) -> bool:
    parameters = function.parameters
    usage = function.usage
    if len(parameters) >= 2 and REQUEST_NAMES.match(parameters[0]) and RESPONSE_NAMES.match(parameters[1]):
        return True
    if len(parameters) == 4 and REQUEST_NAMES.match(parameters[1]) and RESPONSE_NAMES.match(parameters[2]):
        return True  # express: a handler of errors
    if usage is None or usage.kind is not UsageKind.ARGUMENT or usage.call is None:
        return False
    return _gets(usage.call, usage.index or 0) and (
        bool(parameters) or usage.call.name in SERVERS or usage.call.name in ("on", "once", "addListener")
    )


def _gets(call: CallShape, index: int) -> bool:
    if call.name in SERVERS:
        return True
    given = call.arguments[index].function if index < len(call.arguments) else None
    if call.name == "use" and given is not None and REQUEST_NAMES.match((*given.parameters, "")[0]):
        return True
    first = call.arguments[0].value if call.arguments else None
    if call.name in ("on", "addListener") and index == 1:
        peer = first != "data" or (call.receiver is not None and PEERS.search(call.receiver.text) is not None)
        return peer and first in SERVER_EVENTS
    routed = call.name in ROUTES and call.receiver is not None and index >= 1
    return routed and first is not None and first.startswith(("/", "*"))


def _handed_to(code: Code, function: Function) -> list[tuple[CallShape, int]]:
    usage = function.usage
    if usage is None or usage.kind not in (UsageKind.DECLARED, UsageKind.ASSIGNED) or usage.binding is None:
        return []
    return [
        (call, index)
        for call in code.calls("on", "addListener", *ROUTES, *SERVERS)
        for index, argument in enumerate(call.arguments)
        if argument.binding is usage.binding and argument.function is function
    ]
