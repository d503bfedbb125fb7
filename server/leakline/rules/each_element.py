"""Listeners that each call adds to all elements of a collection which was there before the call."""

from __future__ import annotations

import re

from leakline.js.code import Code
from leakline.js.facts import BindingKind, FunctionKind
from leakline.js.listeners import Listening
from leakline.js.model import Function
from leakline.js.shapes import UsageKind

VISITS = frozenset({"forEach", "map", "filter", "some", "every", "flatMap"})
LISTED = re.compile(
    r"^(?:Object\.values|Array\.from)\(\s*([\w$.#]+)\s*\)$|^\[\s*\.\.\.([\w$.#]+)(?:\.values\(\))?\s*\]$"
)


def is_on_each(code: Code, added: Listening) -> bool:
    """``Object.values(cluster.workers).map((worker) => worker.on('message', (m) => this call's own variables))``."""
    place, handler = added.place, added.handler.function if added.handler is not None else None
    binding = place.binding
    if binding is None or place.path or binding.kind is not BindingKind.PARAMETER or handler is None:
        return False
    visitor = binding.function
    collection = _collection(visitor)
    host = code.host(visitor)
    if collection is None or host.parent is None or not code.repeats(host) or host.kind is FunctionKind.CONSTRUCTOR:
        return False
    captured = code.captured_from(handler, host)
    return any(one is not binding for one in captured) and _is_kept(code, collection, visitor)


def _collection(visitor: Function) -> str | None:
    """The text of what a function is called for each element of."""
    usage = visitor.usage
    call = usage.call if usage is not None and usage.kind is UsageKind.ARGUMENT and usage.index == 0 else None
    if call is None or call.receiver is None or call.name not in VISITS:
        return None
    listed = LISTED.match(call.receiver.text)
    return (listed[1] or listed[2]) if listed is not None else call.receiver.text


def _is_kept(code: Code, collection: str, visitor: Function) -> bool:
    """Whether a field, a module's variable or something of another module is what has a text."""
    if collection.startswith("this."):
        return True
    root = collection.partition(".")[0]
    binding = visitor.outer.lookup(root) if visitor.outer is not None else None
    return binding is not None and binding.function is code.module.root
