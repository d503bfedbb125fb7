"""Which release of V8 wrote a snapshot, as far as it matters for positions."""

from __future__ import annotations

from leakline.heap import Snapshot
from leakline.js import V8


def release_of(snapshot: Snapshot) -> V8:
    """The release, told by what V8 calls things: no snapshot says its version.

    Until V8 12 a function's edge to its script is ``script_or_debug_info``; until V8 13 the nodes of ``undefined`` and
    ``null`` are named ``system / Oddball``. Node 16 to 20 are one here: they agree on all positions.
    """
    shared = snapshot.closures.shared
    functions = shared[shared >= 0][:50].tolist()
    if any(snapshot.find_edge(function, "script_or_debug_info", "internal") >= 0 for function in functions):
        return V8.NODE_18
    return V8.NODE_22 if snapshot.strings.find("system / Oddball") >= 0 else V8.NODE_24
