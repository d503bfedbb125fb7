"""Properties of an object, also private ones and accessors."""

from __future__ import annotations

import re
from collections.abc import Sequence

from leakline.heap import Snapshot
from leakline.leaks.path import RawStep
from leakline.leaks.references.reference import Reference, step_at

_IDENTIFIER = re.compile(r"^[#A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*$")
_SYMBOL = re.compile(r"^<symbol (.*)>$")
_ACCESSORS = {"get ": "getter", "set ": "setter"}
"""How V8 begins the names of the functions behind a property."""

_GETTERS = {
    ("AbortController", "#signal"): "signal",
    ("AbortController", "<symbol signal>"): "signal",
    ("AbortController", "<symbol kSignal>"): "signal",
    ("IncomingMessage", "<symbol kSocket>"): "socket",
}
"""Where the runtime keeps what its public getters give.

Source: lib/internal/abort_controller.js, lib/_http_incoming.js.
"""


def match(snapshot: Snapshot, path: Sequence[RawStep], at: int) -> Reference | None:
    """``.name``, ``[Symbol(k)]``; a key that is no identifier may be data, so it is not shown: ``[…]``."""
    step = step_at(path, at + 1)
    if step is None or step.edge_type != "property" or not isinstance(step.edge_name, str):
        return None
    accessor = next((kind for kind in _ACCESSORS if step.edge_name.startswith(kind)), "")
    name = step.edge_name.removeprefix(accessor)
    name = _GETTERS.get((snapshot.node_name(path[at].node), name), name)
    symbol = _SYMBOL.match(name)
    if symbol:
        text = f"[Symbol({symbol[1]})]"
    elif _IDENTIFIER.match(name):
        text = f".{name}"
    else:
        return Reference("[…]", "[…]", "object", None, 1, name)
    if accessor:
        text = f"{text} ({_ACCESSORS[accessor]})"
    return Reference(text, text, "property", name, 1)
