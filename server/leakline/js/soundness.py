"""Which parts of a tree are no JavaScript or TypeScript, and whether an edit makes more of them."""

from __future__ import annotations

from functools import cache

from tree_sitter import Query, QueryCursor

from leakline.js.language import Language, grammar
from leakline.js.syntax import SourceTree, parse
from leakline.text.edits import difference


def broken_statements(tree: SourceTree) -> list[tuple[int, int]]:
    """The ranges of the outermost statements with errors."""
    return [(node.start_byte, node.end_byte) for node in tree.tree.root_node.children if node.has_error]


def stays_sound(tree: SourceTree, text: bytes) -> bool:
    """Whether an edited text has neither more errors nor more outermost statements with errors."""
    after = parse(text, tree.language, tree, difference(tree.source, text))
    changed = after.changed
    if changed is None:
        return True
    if not after.tree.root_node.has_error:
        return True
    more = _errors(after, changed.start, changed.new_end) - _errors(tree, changed.start, changed.old_end)
    return more <= 0 and len(broken_statements(after)) <= len(broken_statements(tree))


def _errors(tree: SourceTree, start: int, end: int) -> int:
    """How many errors touch a range."""
    cursor = QueryCursor(_query(tree.language))
    cursor.set_byte_range(max(0, start - 1), end + 1)
    return len(cursor.captures(tree.tree.root_node).get("error", ()))


@cache
def _query(language: Language) -> Query:
    return Query(grammar(language), "(ERROR) @error (MISSING) @error")
