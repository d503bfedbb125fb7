"""Errors that are made for their stack trace alone, and stay in the context of callbacks that live on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leakline.js.code import Code
from leakline.js.model import Binding, Function
from leakline.rules.held import Held, declared
from leakline.rules.kept_closures import lives_on
from leakline.rules.rule import shown

DECLARES = ("const", "let", "var")
MADE = re.compile(r"new\s+(?:[\w$]+\.)?\w*Error\b")
TRACE = re.compile(r"stack|trace|caller|callsite|(?:^|[a-z])Site|origin$|creation", re.IGNORECASE)
# What a thrown, rejected or emitted error is for, is to be seen.
THROWN = rb"(?:\bthrow\s+|\breturn\s+|\breject\w*\s*\(\s*|\b(?:cb|callback|next|done|emit)\s*\([^()\n]*)"


def stack_traces(code: Code) -> Iterator[Held]:
    """``const callSite = new Error()``, which only a callback reads: V8 keeps the frames until somebody lets it go."""
    if not code.says(rb"[sS]tack|[tT]race|[cC]all|[oO]rigin|[sS]ite"):
        return
    for assignment in code.module.assignments:
        if not assignment.is_declarator or not TRACE.search(assignment.plain) or not MADE.match(assignment.value_text):
            continue
        binding = assignment.target.binding
        if assignment.operator not in DECLARES or binding is None:
            continue
        if not code.repeats(assignment.function) or len(code.module.assignments_to(binding)) > 1:
            continue
        users = _users(binding)
        if users is None or not any(lives_on(code, user) for user in users):
            continue
        name = re.escape(binding.name.encode())
        if re.search(THROWN + name + rb"\s*[;,)\n}]", code.bare[assignment.function.start : assignment.function.end]):
            continue
        message = f"'{shown(binding.name)}' keeps the frames of its call as long as the callback"
        yield Held(assignment.start, assignment.end, message, declared(binding))


def _users(binding: Binding) -> set[Function] | None:
    """The closures that read a variable; None where its own function does, too."""
    functions = {reference.function for reference in binding.references if not reference.is_write}
    return None if not functions or binding.function in functions else functions
