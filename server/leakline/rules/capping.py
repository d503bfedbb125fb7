"""Edits that bound a buffer where it grows."""

from __future__ import annotations

import re

from leakline.js.code import Code
from leakline.js.containers import Insertion
from leakline.js.shapes import ArgumentKind, AssignmentShape
from leakline.rules.editing import after_statement, edits_in_order
from leakline.rules.finding import Fix

ITEMS = 1000
CHARACTERS = 65536


def capped_array(code: Code, one: Insertion) -> tuple[Fix, ...]:
    """A fix that lets go of the oldest element when a new one makes the array too long."""
    call = one.call
    if call is None or call.receiver is None or call.name != "push":
        return ()
    name = call.receiver.text
    edit = after_statement(code, one.start, one.end, f"if ({name}.length > {ITEMS}) {name}.shift()")
    edits = edits_in_order(edit)
    title = f"Keep only the last {ITEMS} of '{name}' (unsafe: older ones may be wanted)"
    return (Fix(title, False, edits),) if edits is not None else ()


def capped_text(code: Code, growing: AssignmentShape, text: str) -> tuple[Fix, ...]:
    """A fix that keeps the end of a text or buffer."""
    if growing.value.kind is ArgumentKind.ARRAY or re.search(
        r"\.concat\(|^\[", growing.value.text.replace("Buffer.concat", "")
    ):
        return ()
    name = growing.target.text
    edit = after_statement(
        code, growing.start, growing.end, f"if ({name}.length > {CHARACTERS}) {name} = {name}.slice(-{CHARACTERS})"
    )
    edits = edits_in_order(edit)
    title = f"Keep only the end of '{text}' (unsafe: the beginning may be wanted)"
    return (Fix(title, False, edits),) if edits is not None else ()
