"""Edits that remove a listener again: in the object's teardown, or by a function that is returned."""

from __future__ import annotations

import re

from leakline.js.code import Code
from leakline.js.facts import FunctionKind
from leakline.js.lifetimes import EXCHANGE_NAMES, Lifetime, Origin
from leakline.js.listeners import Handler, Listening
from leakline.js.model import Function
from leakline.js.shapes import UsageKind
from leakline.rules.apis import APPEARS
from leakline.rules.editing import (
    APPEAR_HOOKS,
    after_statement,
    before_statement,
    body_start,
    caution,
    edits_in_order,
    handler_name,
    in_teardown,
    indent_at,
    replace,
    style_of,
)
from leakline.rules.entry_ends import visitor_of
from leakline.rules.finding import Fix
from leakline.text.edits import Edit

VISIBLE = (Origin.GLOBAL, Origin.MODULE, Origin.IMPORT)
CAPTURING = "{ capture: true }"
"""The capture flag of a removal: Node's EventTarget overlooks a plain ``true`` there (lib/internal/event_target.js)."""

OPPOSITE = {"addEventListener": "removeEventListener", "on": "off", "once": "off", "$on": "$off", "$once": "$off"}


def removal_fixes(code: Code, added: Listening) -> tuple[Fix, ...]:
    """A fix that removes the listener where the object around it ends, or where the caller says so."""
    fix = (
        _with_scope(code, added)
        or _with_loan(code, added)
        or _with_request(code, added)
        or _with_visitor(code, added)
        or _in_teardown(code, added)
        or _returned(code, added)
    )
    return (fix,) if fix is not None else ()


def handler_text(added: Listening) -> str:
    """What names the handler again: the field in ``on('x', this.f = this.f.bind(this))``."""
    assert added.handler is not None
    kept = re.match(r"(this\.[\w$#]+)\s*=[^=>]", added.handler.text)
    return kept[1] if kept is not None else added.handler.text


def removal_method(code: Code, added: Listening) -> str:
    """The method that undoes the one that added the listener, as the file spells it."""
    own = code.emitters.removal_of(added.call.name)
    if own is not None:
        return own
    older = code.says(rb"\.removeListener\(") or not code.says(rb"=>|(?m:^[ \t]*(?:const|let|class)\s)")
    if added.call.name in OPPOSITE and not (
        added.call.name in ("on", "once") and older and "$" not in added.place.text
    ):
        return OPPOSITE[added.call.name]
    return "removeListener"


def removal(code: Code, added: Listening, handler: str) -> str:
    """The call that removes a listener."""
    assert added.call.receiver is not None
    first = added.call.arguments[0].text
    capture = f", {CAPTURING}" if added.capture else ""
    return f"{added.place.text}.{removal_method(code, added)}({first}, {handler}{capture})"


def _in_teardown(code: Code, added: Listening) -> Fix | None:
    owner = code.owners.of(added.function)
    if (
        owner is None
        or added.handler is None
        or not (owner.is_class or any(hook in owner.methods for hook in APPEAR_HOOKS))
    ):
        return None
    visible = (added.place.root == "this" and added.place.text.startswith("this")) or added.place.origin in VISIBLE
    if not visible or added.call.receiver is None or added.place.text.startswith("?"):
        return None
    if not added.has_literal_event and not _names_event_anywhere(code, added):
        return None
    if added.handler_kind is Handler.FIELD:
        name, edits = handler_text(added), []
    elif added.handler_kind in (Handler.INLINE, Handler.BOUND, Handler.LOCAL, Handler.OUTER) or (
        added.handler_key.startswith("call:")
    ):
        name = f"this._{handler_name(added.event)}"
        while name.removeprefix("this.") in owner.methods or name.encode() in code.source:
            name += "Listener"
        edits = _named(code, added, f"{name} = ", name)
    else:
        return None
    ending = in_teardown(code, owner, removal(code, added, name))
    if ending is None:
        return None
    ordered = edits_in_order(*edits, ending[0])
    if ordered is None:
        return None
    return Fix(f"Remove the listener in {ending[1]}(){caution(ending[1])}", not caution(ending[1]), ordered)


def _names_event_anywhere(code: Code, added: Listening) -> bool:
    """Whether another method can name the event: by a field of the object, or by what the whole module sees."""
    place = code.lifetimes.place_of_argument(added.call.arguments[0], added.function)
    return place is not None and (place.root == "this" or place.origin in VISIBLE)


def _with_scope(code: Code, added: Listening) -> Fix | None:
    """AngularJS: leave the root scope when the view's own scope goes."""
    if added.place.text != "$rootScope" or not code.says(rb"\$scope\b"):
        return None
    head, tail = (
        replace(added.call.start, added.call.start, "$scope.$on('$destroy', "),
        replace(added.call.end, added.call.end, ")"),
    )
    return Fix("Leave the root scope with the view's scope", True, (head, tail))


def _with_request(code: Code, added: Listening) -> Fix | None:
    """Remove it when the request is over that was given the socket, or that the socket was reached from."""
    usage = added.function.usage
    given = usage.call if usage is not None and usage.kind is UsageKind.ARGUMENT else None
    place, request = added.place, ""
    if given is not None and given.receiver is not None and given.arguments and given.arguments[0].value == "socket":
        request = given.receiver.text if place.text in added.function.parameters else ""
    elif place.path and place.path[-1] in ("socket", "connection") and place.text.count(".") == 1:
        given_here = place.origin is Origin.PARAMETER and place.root in added.function.parameters
        request = place.root if given_here or EXCHANGE_NAMES.match(place.root) else ""
    if not re.fullmatch(r"[\w$.]+", request) or added.handler is None or added.call.receiver is None:
        return None
    named = _kept(code, added)
    if named is None:
        return None
    name, edits = named
    style = style_of(code)
    quoted = f"{style.quote}close{style.quote}"
    call = removal(code, added, name)
    modern = code.says(b"=>")
    body = f"() => {call}" if modern else f"function () {{ {call}{style.semicolon or ';'} }}"
    behind = after_statement(code, added.call.start, added.call.end, f"{request}.once({quoted}, {body})")
    ordered = edits_in_order(*edits, behind)
    return Fix("Remove the listener when the request is over", True, ordered) if ordered is not None else None


def _with_visitor(code: Code, added: Listening) -> Fix | None:
    """Remove it when the connection or request ends that the function serves."""
    visitor = visitor_of(code, added.function)
    if visitor is None or added.handler is None or added.call.receiver is None or added.place.name == visitor:
        return None
    named = _kept(code, added)
    if named is None or code.surroundings(added.call.start, added.call.end).guards:
        return None
    name, edits = named
    style = style_of(code)
    call = removal(code, added, name)
    body = f"() => {call}" if code.says(b"=>") else f"function () {{ {call}{style.semicolon or ';'} }}"
    event = f"{style.quote}close{style.quote}"
    behind = after_statement(code, added.call.start, added.call.end, f"{visitor}.once({event}, {body})")
    ordered = edits_in_order(*edits, behind)
    return Fix(f"Remove the listener when '{visitor}' closes", True, ordered) if ordered is not None else None


def _with_loan(code: Code, added: Listening) -> Fix | None:
    """Remove it before what was borrowed is given back."""
    place = added.place
    if place.origin is not Origin.BORROWED or place.path or added.handler is None or added.call.receiver is None:
        return None
    given = [
        call
        for call in code.calls("release", "releaseConnection", "end", "done")
        if (call.receiver is not None and call.receiver.text == place.text)
        or any(argument.text == place.text for argument in call.arguments[:1])
    ]
    named = _kept(code, added)
    if len(given) != 1 or named is None or given[0].function is not added.function:
        return None
    name, edits = named
    before = before_statement(code, given[0].start, given[0].end, removal(code, added, name))
    ordered = edits_in_order(*edits, before)
    return (
        Fix(f"Remove the listener before '{place.text}' is given back", True, ordered) if ordered is not None else None
    )


def _kept(code: Code, added: Listening) -> tuple[str, list[Edit | None]] | None:
    """A name for the handler in the function that adds it, and the edits that give it one."""
    assert added.handler is not None
    if added.handler_kind in (Handler.INLINE, Handler.BOUND):
        name = handler_name(added.event)
        while re.search(rb"(?<![\w$])" + name.encode() + rb"(?![\w$])", code.near(name)):
            name += "Listener"
        word = "const" if code.says(rb"=>|(?m:^[ \t]*(?:const|let|class)\s)") else "var"
        return name, _named(code, added, f"{word} {name} = ", name)
    return None if added.handler_kind is Handler.OTHER else (added.handler.text, [])


def _returned(code: Code, added: Listening) -> Fix | None:
    function = added.function
    start = body_start(code, function)
    if start is None or function.kind is FunctionKind.CONSTRUCTOR or function.is_generator or added.handler is None:
        return None
    if added.place.lifetime is Lifetime.UNKNOWN or _returns(code, function) or function.parent is None:
        return None
    if _is_answer_lost(function):
        return None
    if code.name_of(function) in APPEARS or added.place.text == "$rootScope":
        return None  # nobody takes what a framework's hook returns
    if (
        code.surroundings(added.call.start, added.call.end).guards
        or code.surroundings(added.call.start, added.call.end).in_loop
    ):
        return None
    name, edits = added.handler.text, []
    if added.handler_kind in (Handler.INLINE, Handler.BOUND):
        name = handler_name(added.event)
        while re.search(rb"\b" + name.encode() + rb"\b", code.near(name)):
            name += "Listener"
        edits = _named(code, added, f"const {name} = ", name)
    elif added.handler_kind is Handler.OTHER:
        return None
    end = code.source.rfind(b"}", start, function.end)
    line = code.source.rfind(b"\n", 0, end) + 1
    if end < 0 or code.source[line:end].strip():
        return None
    style = style_of(code)
    inner = indent_at(code, end) + style.indent
    text = f"{inner}return () => {removal(code, added, name)}{style.semicolon}{style.newline}"
    ordered = edits_in_order(*edits, Edit(line, line, text.encode()))
    if ordered is None:
        return None
    return Fix("Return a function that removes the listener (unsafe: somebody has to call it)", False, ordered)


def _named(code: Code, added: Listening, declaration: str, name: str) -> list[Edit | None]:
    assert added.handler is not None
    before = before_statement(code, added.call.start, added.call.end, declaration + added.handler.text)
    return [before, replace(added.handler.start, added.handler.end, name)]


def _is_answer_lost(function: Function) -> bool:
    """Whether nobody takes what a function returns: a listener, the function of ``new Promise``."""
    usage = function.usage
    call = usage.call if usage is not None and usage.kind is UsageKind.ARGUMENT else None
    if call is None:
        return False
    listens = call.name in ("on", "once", "addListener", "addEventListener", "createServer")
    return listens or (call.is_new and call.name == "Promise")


def _returns(code: Code, function: Function) -> bool:
    return function in code.returning
