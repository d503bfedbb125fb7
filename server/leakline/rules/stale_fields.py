"""Fields that keep what one call needed: locals in disguise, callbacks that are done with, requests kept by sockets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leakline.js.code import Code
from leakline.js.facts import BindingKind, FunctionKind
from leakline.js.model import Function
from leakline.js.owners import Owner
from leakline.js.shapes import ArgumentKind, AssignmentShape
from leakline.rules.weights import EXCHANGES

DONE = re.compile(
    r"^[_#]*(?:on(?:End|Done|Complete|Finish|Result|Success|ProcessEnd)\w*|callback|cb|done|complete|finish|resolve|reject"
    r"|(?:end|done|complete|finish|send|close|query|read|write|connect)(?:Callback|Cb))$",
    re.IGNORECASE,
)
MADE_HEAVY = re.compile(
    r"createElement\(\s*['\"]canvas|new\s+(?:OffscreenCanvas|ImageData|Image|Blob|FileReader|XMLHttpRequest|Uint8\w*Array|ArrayBuffer)\b"
    r"|Buffer\.(?:alloc|from|concat)|getImageData\(|JSON\.parse\(|readFile|\.(?:arrayBuffer|json|text|blob)\(\)|cloneNode\("
)
PRIVATE = re.compile(r"^[_#]")
OUTLIVES = re.compile(r"^(?:socket|connection|websocket|client)$")
POINTED = re.compile(r"^(?:e|ev|evt|event)\.(?:target|currentTarget|srcElement|relatedTarget)$")
POINTING = re.compile(
    r"^[_#]*(?:last|prev|current|active|drag|hover|focus|press|select|touch)?\w*(?:target|element|el|node)$", re.I
)
EVENT = re.compile(r"^[_#]*(?:last|prev|previous|current|start|down|drag|mouse|touch|pointer)\w*(?:Event|Evt)$")
DELETED = re.compile(rb"\bdelete\s+([\w$.]+)")
EMPTY = ("null", "undefined", "void 0", "false", "''", '""')


def stale_fields(code: Code, owner: Owner) -> Iterator[tuple[AssignmentShape, str]]:
    """Assignments to fields of an owner that keep something too long, and what it is that they keep."""
    for field, ones in code.once(_assigned_fields).get(owner.key, {}).items():
        real = [one for one in ones if one.value.text not in EMPTY]
        if len(real) != 1 or field in code.once(_deleted):
            continue
        one = real[0]
        begins = _begins(owner, one)
        empty = [other for other in ones if other.value.text in EMPTY]
        if any(not _begins(owner, other) or (begins and other.start > one.start) for other in empty):
            continue
        if begins:
            if _is_outlived_request(code, one):
                yield one, "the request"
        elif one.operator == "=" and not _is_setter(code, one):
            if _is_local(code, owner, field, one):
                yield one, "what only this call uses"
            elif EVENT.match(field) and _is_event(one):
                yield one, "the last event"
            elif _is_pointed_at(field, one):
                yield one, "the element of the last event"
            elif _is_done_with(code, field, one):
                yield one, "the callback of the last call"


def _begins(owner: Owner, one: AssignmentShape) -> bool:
    """Whether an assignment stands in the constructor, or gives the field its first value."""
    return one.function is owner.constructor or one.function.kind is FunctionKind.INITIALIZER or one.operator == "field"


def _is_local(code: Code, owner: Owner, field: str, one: AssignmentShape) -> bool:
    """Whether one method makes something heavy, keeps it in a field, and nobody else ever looks at the field."""
    value = one.value
    text = value.text
    if value.kind is ArgumentKind.IDENTIFIER and value.binding is not None and value.binding.function is one.function:
        text = " ".join(other.value.text for other in code.module.assignments_to(value.binding))
    hidden = PRIVATE.match(field) or _is_private(code, owner, field)
    if MADE_HEAVY.search(text) is None or not (hidden or _is_for_result(code, field, one)):
        return False
    if code.surroundings(one.start, one.end).guards:
        return False
    host = code.host(one.function)
    mentions = list(re.finditer(rb"\.\s*" + re.escape(field.encode()) + rb"(?![\w$])", code.bare))
    own = [match for match in mentions if host.start <= match.start() < host.end]
    outside = [match for match in mentions if match not in own and not _is_beginning(code, owner, match.start())]
    return not outside and len(own) > 1 and own[0].start() <= one.target.end


def _is_for_result(code: Code, field: str, one: AssignmentShape) -> bool:
    """Whether the last that a method does with a canvas is to return what it draws."""
    returned = (
        rf"\breturn\s+this\.{re.escape(field)}\.(?:toDataURL|convertToBlob|getContext|transferToImageBitmap)\s*\("
    )
    return "anvas" in one.value.text and re.search(returned, code.function_text(one.function)) is not None


def _is_pointed_at(field: str, one: AssignmentShape) -> bool:
    """Whether a field keeps the element that an event came from, which may be off the page by now."""
    value = one.value
    given = value.binding is not None and value.binding.kind is BindingKind.PARAMETER
    return (
        given
        and value.kind is ArgumentKind.MEMBER
        and POINTED.match(value.text) is not None
        and bool(POINTING.match(field))
    )


def _is_event(one: AssignmentShape) -> bool:
    """Whether a handler keeps its event as a whole."""
    given = one.value.binding
    if one.value.kind is not ArgumentKind.IDENTIFIER or given is None or given.kind is not BindingKind.PARAMETER:
        return False
    return given.function is one.function and re.fullmatch(r"e|ev|evt|event", given.name) is not None


def _is_done_with(code: Code, field: str, one: AssignmentShape) -> bool:
    """Whether a method stores the callback of this call, which another one calls when the answer is there."""
    if not DONE.match(field) or code.name_of(one.function).lower().startswith(("on", "set", "constructor", "init")):
        return False
    if code.host(one.function).kind in (FunctionKind.CONSTRUCTOR, FunctionKind.INITIALIZER):
        return False
    value, function = one.value, one.value.function
    if value.kind is ArgumentKind.IDENTIFIER and value.binding is not None:
        given = value.binding.kind is BindingKind.PARAMETER and value.binding.function is one.function
    else:
        given = function is not None and any(
            binding.kind is BindingKind.PARAMETER for binding in code.captured_from(function, one.function)
        )
    if not given:
        return False
    return any(
        call.name == field and call.receiver is not None and code.host(call.function) is not code.host(one.function)
        for call in code.calls(field)
    )


def _is_outlived_request(code: Code, one: AssignmentShape) -> bool:
    """Whether a constructor keeps a request, and the socket of the request, for which the object lives on."""
    given = one.value.binding
    if one.value.kind is not ArgumentKind.IDENTIFIER or given is None or given.kind is not BindingKind.PARAMETER:
        return False
    if not EXCHANGES.match(given.name):
        return False
    return any(
        other.target.path
        and other.value.binding is given
        and other.value.kind is ArgumentKind.MEMBER
        and OUTLIVES.match(other.value.text.rpartition(".")[2])
        for other in code.assignments_in(one.function)
    )


def _is_setter(code: Code, one: AssignmentShape) -> bool:
    return one.function.kind is FunctionKind.SETTER or code.name_of(one.function).startswith("set")


def _is_private(code: Code, owner: Owner, field: str) -> bool:
    end = owner.end if owner.end is not None else owner.start
    declared = rb"\b(?:private|protected)\s+(?:readonly\s+)?" + re.escape(field.encode()) + rb"\b"
    return re.search(declared, code.bare[owner.start : end]) is not None


def _is_beginning(code: Code, owner: Owner, offset: int) -> bool:
    function: Function = code.module.enclosing_function(offset)
    return function is owner.constructor or function.kind is FunctionKind.INITIALIZER


def _assigned_fields(code: Code) -> dict[str, dict[str, list[AssignmentShape]]]:
    """The assignments to each field of each owner, by the owner's key."""
    keys = {owner.key for owner in code.owners.all}
    found: dict[str, dict[str, list[AssignmentShape]]] = {key: {} for key in keys}
    for assignment in code.module.assignments:
        if assignment.plain or not keys:
            continue
        written = assignment.written
        if len(written.path) != 1 or written.computed or assignment.operator not in ("=", "field"):
            continue
        target = assignment.target
        key = code.place(target, assignment.function).key
        for dot in (index for index, letter in enumerate(key) if letter == "."):
            if key[:dot] in keys:
                found[key[:dot]].setdefault(target.path[0], []).append(assignment)
    return found


def _deleted(code: Code) -> frozenset[str]:
    """The steps of everything that the file deletes."""
    paths = (match[1].decode("utf-8", "replace").split(".") for match in DELETED.finditer(code.bare))
    return frozenset(step for steps in paths for step in steps[1:])
