"""Which functions of an edited text keep the facts that are already known."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from leakline.js.facts import FunctionFacts
from leakline.js.walk import Reuse
from leakline.text.edits import Edit, old_offset


def NOTHING_KNOWN(node: Node, strict: bool) -> FunctionFacts | None:  # noqa: ARG001, N802
    """Reuse nothing: the first walk."""
    return None


def reusable_facts(root: FunctionFacts, edits: tuple[Edit, ...]) -> Reuse:
    """A question for the walk: the facts of a node that the edits did not touch, None when it must be walked.

    Only functions directly inside of touched functions are ever asked for, so only those are gathered: by the offset they had.
    A function with a syntax error is walked again, since errors depend on the text around them.
    """
    touched = [(edit.start, edit.old_end) for edit in edits]
    if len(edits) != 1:
        touched = [(0, root.end)] if len(edits) > 1 else touched
    known = {(start, end): facts for start, end, facts in _inside_touched(root, touched)}

    def reuse(node: Node, strict: bool) -> FunctionFacts | None:
        start, end = old_offset(edits, node.start_byte), old_offset(edits, node.end_byte)
        if start is None or end is None:
            return None
        facts = known.get((start, end))
        if facts is None or facts.outer_strict is not strict or facts.has_error or node.has_error:
            return None
        return facts

    return reuse


def _inside_touched(root: FunctionFacts, touched: list[tuple[int, int]]) -> Iterator[tuple[int, int, FunctionFacts]]:
    waiting = [(0, root)]
    while waiting:
        shift, function = waiting.pop()
        for scope in function.scopes:
            for start, inner in scope.functions:
                begin = start + shift
                end = begin + inner.end - inner.start
                if inner.pieces or any(begin <= last and first <= end for first, last in touched):
                    waiting.append((begin - inner.start, inner))
                elif not inner.pieces:
                    yield begin, end, inner
