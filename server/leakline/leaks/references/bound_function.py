"""What ``fn.bind(...)`` keeps: the function, ``this`` and the first arguments."""

from __future__ import annotations

from collections.abc import Sequence

from leakline.heap import Snapshot
from leakline.leaks.path import RawStep
from leakline.leaks.references.reference import Reference, step_at

_TEXTS = {"bound_function": "bound function", "bound_this": "bound this"}
_ARGUMENT = "bound_argument_"


def match(_snapshot: Snapshot, path: Sequence[RawStep], at: int) -> Reference | None:
    """``bound this``, ``bound argument 0``."""
    step = step_at(path, at + 1)
    if step is None or not isinstance(step.edge_name, str):
        return None
    name = step.edge_name
    if name.startswith(_ARGUMENT):
        text = f"bound argument {name.removeprefix(_ARGUMENT)}"
    elif name in _TEXTS:
        text = _TEXTS[name]
    else:
        return None
    return Reference(text, text, "bound function", None, 1)
