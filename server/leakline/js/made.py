"""What a value is by the form of its expression: something new, or something that a pool lends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from leakline.js.shapes import Argument, ArgumentKind, AssignmentShape
from leakline.js.surroundings import surroundings_of

if TYPE_CHECKING:
    from leakline.js.module import Module

BORROWING = re.compile(
    r"^(?:(?:acquire|checkout|borrow)(?![a-z])|get(?:Connection|Client|Socket|Session|Pool)(?:From\w+|For\w+|By\w+|Async)?$"
    r"|(?:getI|i)nstance$|useContext$|useStore$|inject$)"
)
POOLED = re.compile(
    r"^(?:this\.)?[_#]?\w*(?:[iI]dle|[fF]ree|[pP]ool|[aA]vailable)\w*(?:\.(?:pop|shift)\(\s*\)|\[)[^;]*$"
)
"""An element of a list of idle connections or workers: ``this.idle.pop() || connect()``."""
EITHER_MADE = re.compile(r"\?\s*(?:await\s+|new\s+)?[\w.$]+\([^?:]*\)\s*:\s*(?:await\s+|new\s+)?[\w.$]+\([^?:]*\)$")


def is_borrowed(value: Argument) -> bool:
    """``await pool.connect()`` lends what the pool keeps."""
    text = value.text.removeprefix("await").strip()
    callee = text.split("(", 1)[0]
    last = callee.rpartition(".")[2]
    return bool(BORROWING.match(last) or POOLED.match(text)) or (
        last == "connect" and bool(re.search(r"pool", callee, re.IGNORECASE))
    )


def is_made(value: Argument) -> bool:
    """Whether an expression makes something new, as far as its form tells."""
    made = value.kind in (ArgumentKind.NEW, ArgumentKind.CALL) or value.text.startswith("await ")
    made = made or (value.kind is ArgumentKind.OTHER and EITHER_MADE.search(value.text) is not None)
    return made and not is_borrowed(value)


def is_made_once(module: Module, assignment: AssignmentShape) -> bool:
    """``if (!client) client = new Client()``: only the first of many runs makes what all of them use."""
    name = assignment.target.text
    if assignment.operator in ("||=", "??="):
        return True
    if assignment.target.binding is None or assignment.target.binding.function is assignment.function:
        return False
    tested = re.compile(rf"(?:!\s*|^\(?\s*){re.escape(name)}(?![\w$.\[(])")
    return any(
        tested.search(guard.text) is not None
        for guard in surroundings_of(module, assignment.start, assignment.end).guards
    )


# What compilers make of ``super(...)`` in a constructor (TypeScript and Babel, both for ES5): ``_this`` gets it.
CONSTRUCTED = re.compile(r"\|\|\s*this$|^\(?(?:0,\s*)?[\w$.]*(?:possibleConstructorReturn|callSuper)")


def is_this(name: str, text: str) -> bool:
    """Whether the value of a variable is ``this``, or what a constructor got from its base class as ``this``."""
    return text == "this" or (name.startswith("_this") and "this" in text and CONSTRUCTED.search(text) is not None)
