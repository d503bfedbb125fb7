"""What a variable probably holds, by the values that this file gives it: a guess about weight, never a measurement."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from leakline.js.facts import BindingKind
from leakline.js.shapes import Argument, ArgumentKind, AssignmentShape

if TYPE_CHECKING:
    from leakline.js.model import Binding


class SizeClass(Enum):
    """Classes of weight; the heaviest that any value shows wins."""

    LITERAL = "literal"
    BUFFER = "buffer"
    RESPONSE = "response"
    COLLECTION = "collection"
    UNKNOWN = "unknown"


LITERALS = (ArgumentKind.STRING, ArgumentKind.NUMBER, ArgumentKind.LITERAL)
BUFFERS = re.compile(
    r"(?:\bnew\s+|^)(?:Buffer|ArrayBuffer|SharedArrayBuffer|DataView|Blob|(?:Ui|I)nt(?:8|16|32)Array|Uint8ClampedArray"
    r"|Big(?:Ui|I)nt64Array|Float(?:16|32|64)Array)\b|^Buffer\.(?:alloc|allocUnsafe|from|concat)\b"
    r"|\b(?:readFileSync|randomBytes|arrayBuffer)\b"
)
COLLECTIONS = re.compile(
    r"\bnew\s+(?:Map|Set|WeakMap|WeakSet|Array)\b|^Array(?:\.from|\.of)?\b|\bObject\.create\(null\)"
    r"|\.(?:map|filter|slice|concat|split|flatMap|flat)$|^Object\.(?:keys|values|entries)\b"
)
RESPONSES = re.compile(r"(?:^|\.)(?:fetch|request|get)$|\bnew\s+(?:Response|Request)\b|^fetch\b")
RESPONSE_NAMES = frozenset({"req", "res", "request", "response", "socket", "stream"})
HEAVIEST = (SizeClass.BUFFER, SizeClass.RESPONSE, SizeClass.COLLECTION, SizeClass.UNKNOWN, SizeClass.LITERAL)


def size_class_of(binding: Binding) -> SizeClass:
    """The heaviest class among the values that a binding gets in its file; unknown where it gets none."""
    if binding.kind is BindingKind.PARAMETER and binding.name in RESPONSE_NAMES:
        return SizeClass.RESPONSE
    values = [_class_of_value(assignment.value) for assignment in assigned_to(binding)]
    return next((heavy for heavy in HEAVIEST if heavy in values), SizeClass.UNKNOWN)


def assigned_to(binding: Binding) -> tuple[AssignmentShape, ...]:
    """The assignments and declarations that give a binding a value as a whole."""
    return binding.scope.module.assignments_to(binding)


def _class_of_value(value: Argument) -> SizeClass:
    if value.kind in LITERALS:
        return SizeClass.LITERAL
    if value.kind is ArgumentKind.ARRAY:
        return SizeClass.COLLECTION
    text = value.text.removeprefix("await").lstrip()
    callee = text.split("(", 1)[0].strip()
    if value.kind in (ArgumentKind.CALL, ArgumentKind.NEW) or text is not value.text:
        if BUFFERS.search(callee) or BUFFERS.search(callee.rsplit(".", 1)[-1]):
            return SizeClass.BUFFER
        if RESPONSES.search(callee):
            return SizeClass.RESPONSE
        if COLLECTIONS.search(callee) or COLLECTIONS.search(text):
            return SizeClass.COLLECTION
    return SizeClass.UNKNOWN
