"""Which functions of an edited text keep the facts that are already known."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from leakline.js.facts import FunctionFacts
from leakline.js.walk import Reuse
from leakline.text.edits import Edit


def nothing_known(node: Node, strict: bool) -> FunctionFacts | None:  # noqa: ARG001
    """Reuse nothing: the first walk."""
    return None


def reusable_facts(root: FunctionFacts, edit: Edit) -> Reuse:
    """A question for the walk: the facts of a node that the edit did not touch, None when it must be walked.

    Only functions directly inside of touched functions are ever asked for, so only those are gathered: by the offsets
    that they had. A function with a syntax error is walked again, since errors depend on the text around them.
    """
    known = {(start, end): facts for start, end, facts in _inside_touched(root, edit)}
    first, inserted, delta = edit.start, edit.new_end, edit.delta

    def reuse(node: Node, strict: bool) -> FunctionFacts | None:
        start, end = node.start_byte, node.end_byte
        if start >= inserted:
            start, end = start - delta, end - delta
        elif end > first:
            return None
        facts = known.get((start, end))
        if facts is None or facts.outer_strict is not strict or facts.has_error or node.has_error:
            return None
        return facts

    return reuse


def _inside_touched(root: FunctionFacts, edit: Edit) -> Iterator[tuple[int, int, FunctionFacts]]:
    """Offsets and facts of the functions next to the edit: inside of a touched one, not touched themselves."""
    waiting = [(0, root)]
    while waiting:
        shift, function = waiting.pop()
        for scope in function.scopes:
            for start, inner in scope.functions:
                begin = start + shift
                end = begin + inner.end - inner.start
                if inner.pieces or (begin <= edit.old_end and edit.start <= end):
                    waiting.append((begin - inner.start, inner))
                else:
                    yield begin, end, inner
