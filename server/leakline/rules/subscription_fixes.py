"""Edits that keep what a subscription returns, and end it where the object that subscribed ends."""

from __future__ import annotations

import re

from leakline.js.code import Code
from leakline.js.facts import BindingKind
from leakline.js.lifetimes import Place
from leakline.js.model import Function
from leakline.js.owners import Owner
from leakline.js.shapes import ArgumentKind, CallShape, Target, UsageKind
from leakline.rules.apis import APPEARS
from leakline.rules.disposables import REGISTERS
from leakline.rules.editing import (
    after_statement,
    before_statement,
    edits_in_order,
    in_teardown,
    indent_at,
    replace,
    style_of,
)
from leakline.rules.finding import Fix


def kept_observer(code: Code, call: CallShape) -> tuple[Fix, ...]:
    """Keep an observer that is made and started in one statement, and disconnect it where the object ends."""
    owner = code.owners.of(call.function)
    first, last = code.statement(call.start, call.end)
    if owner is None or not owner.is_class or first != call.start:
        return ()
    style, field = style_of(code), "this._observer"
    while field.encode() in code.source:
        field += "Again"
    ending = in_teardown(code, owner, f"{field}.disconnect()")
    split = f"{style.semicolon}{style.newline}{indent_at(code, first)}{field}"
    edits = (replace(first, first, f"{field} = "), replace(call.end, call.end, split))
    ordered = edits_in_order(*edits, ending[0]) if ending is not None else None
    if ending is None or ordered is None or call.end >= last:
        return ()
    return (Fix(f"Keep it and disconnect it in {ending[1]}() (unsafe: somebody has to call it)", False, ordered),)


def kept_local(code: Code, call: CallShape, target: Target) -> tuple[Fix, ...]:
    """Let the object keep an observer that only a local variable has."""
    owner = code.owners.of(call.function)
    if owner is None or not owner.is_class or target.path:
        return ()
    field = "this._observer"
    while field.encode() in code.source:
        field += "Again"
    ending = in_teardown(code, owner, f"{field}.disconnect()")
    kept = after_statement(code, call.start, call.end, f"{field} = {target.text}")
    ordered = edits_in_order(kept, ending[0]) if ending is not None else None
    if ending is None or ordered is None:
        return ()
    return (Fix(f"Keep it and disconnect it in {ending[1]}() (unsafe: somebody has to call it)", False, ordered),)


def handed_over(code: Code, call: CallShape) -> tuple[Fix, ...]:
    """Give the disposable to the store that the class already uses, or end it in the teardown."""
    owner = code.owners.of(code.host(call.function))
    if owner is None or owner.end is None:
        return ()
    store = REGISTERS.search(code.bare[owner.start : owner.end].decode("utf-8", "replace"))
    if store is not None and code.owners.of(call.function) is owner:
        edits = (replace(call.start, call.start, store[0]), replace(call.end, call.end, ")"))
        return (Fix(f"Hand it over with {store[0][:-1]}()", True, edits),)
    field = "this._listener"
    while field.encode() in code.source:
        field += "Again"
    ending = in_teardown(code, owner, f"{field}.dispose()")
    ordered = edits_in_order(replace(call.start, call.start, f"{field} = "), ending[0]) if ending is not None else None
    if ending is None or ordered is None:
        return ()
    return (Fix(f"Keep it and dispose of it in {ending[1]}() (unsafe: somebody has to call it)", False, ordered),)


def ended(code: Code, call: CallShape, place: Place, method: str = "unsubscribe") -> tuple[Fix, ...]:
    """End what a field of the object keeps where the object ends."""
    owner = code.owners.of(call.function)
    if owner is None or not place.text.startswith("this."):
        return ()
    ending = in_teardown(code, owner, f"{place.text}.{method}()")
    ordered = edits_in_order(ending[0]) if ending is not None else None
    if ending is None or ordered is None:
        return ()
    return (Fix(f"End it in {ending[1]}() (unsafe: somebody has to call it)", False, ordered),)


def kept_and_ended(code: Code, call: CallShape) -> tuple[Fix, ...]:
    """Keep what subscribe returns, and end it: a function for stores, a Subscription for observables."""
    owner, host = code.owners.of(call.function), code.host(call.function)
    if owner is None or not owner.is_class:
        return ()
    if host is not owner.constructor and code.name_of(host) not in APPEARS:
        return ()  # a field would keep the last one alone
    field = "this._subscription"
    while field.encode() in code.source:
        field += "Again"
    way = _way_to_end(code, call)
    ending = in_teardown(code, owner, field + way) if way is not None else None
    first = replace(call.start, call.start, f"{field} = ")
    ordered = edits_in_order(first, ending[0]) if ending is not None else None
    if ending is None or ordered is None:
        return ()
    return (
        Fix(f"Keep the subscription and end it in {ending[1]}() (unsafe: somebody has to call it)", False, ordered),
    )


def ended_before(code: Code, call: CallShape, place: Place) -> tuple[Fix, ...]:
    """End what a field kept before it gets another subscription."""
    ordered = edits_in_order(before_statement(code, call.start, call.end, f"{place.text}?.unsubscribe()"))
    return (Fix("End the one before (unsafe: both may be wanted)", False, ordered),) if ordered else ()


def taken_out(code: Code, call: CallShape, owner: Owner) -> tuple[Fix, ...]:
    """Take the object out of a Set where it ends, if the constructor keeps what has the Set."""
    if call.name != "add" or call.receiver is None:
        return ()
    root, constructor = call.receiver.binding, call.function
    kept = [
        one.target.path[0]
        for one in code.assignments_in(constructor)
        if one.target.root == "this" and len(one.target.path) == 1 and root is not None
        if one.value.kind is ArgumentKind.IDENTIFIER and one.value.binding is root
    ]
    if not kept or root is None or root.kind is not BindingKind.PARAMETER:
        return ()
    undo = ".".join(("this", kept[0], *call.receiver.path, "delete(this)"))
    ending = in_teardown(code, owner, undo)
    ordered = edits_in_order(ending[0]) if ending is not None else None
    if ending is None or ordered is None:
        return ()
    return (Fix(f"Take it out in {ending[1]}() (unsafe: somebody has to call it)", False, ordered),)


def _way_to_end(code: Code, call: CallShape) -> str | None:
    """What ends the result of a subscription: a method, a call, None where the source's class says neither."""
    source = call.receiver.text if call.receiver is not None else ""
    subscribe = _own_method(code, call)
    if subscribe is None:
        observable = "$" in source or ".pipe(" in source or b"rxjs" in code.source
        return ".unsubscribe()" if observable else "()"
    text = code.function_text(subscribe)
    for method in ("unsubscribe", "dispose"):
        if re.search(rf"\b{method}\s*[(:,}}]", text[text.rfind("return") :] if "return" in text else ""):
            return f".{method}()"
    returned = (inner.usage for inner in subscribe.functions)
    return "()" if any(usage is not None and usage.kind is UsageKind.RETURNED for usage in returned) else None


def _own_method(code: Code, call: CallShape) -> Function | None:
    """The method that a call reaches, where the file has the receiver's class."""
    binding = code.place(call.receiver, call.function).binding if call.receiver is not None else None
    if binding is None or call.receiver is None or call.receiver.path:
        return None
    for made in code.module.assignments_to(binding):
        kind = re.match(r"new\s+([\w$]+)", made.value.text)
        for owner in code.owners.all:
            if kind is not None and owner.is_class and owner.name == kind[1]:
                return owner.methods.get(call.name)
    return None
