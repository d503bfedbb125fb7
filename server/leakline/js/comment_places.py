"""Where a comment can be put in front of a line: text of templates and of JSX would show it."""

from __future__ import annotations

from dataclasses import dataclass

from tree_sitter import Node

from leakline.js.module import Module

JSX_CHILDREN = frozenset({"jsx_element", "jsx_fragment", "jsx_text"})
STRINGS = frozenset({"template_string", "string_fragment", "escape_sequence"})
OPENING = len("${")


@dataclass(frozen=True, slots=True)
class CommentPlace:
    """A byte offset, and the marks of a comment there behind which a line may end."""

    offset: int
    before: str
    after: str


def comment_place(module: Module, offset: int) -> CommentPlace:
    """The place for a comment whose next line is to be the one that holds a byte.

    In front of that line, but behind the ``${`` where the line begins inside of a template.
    """
    start = module.lines.starts[module.lines.position(offset).line]
    around = _around(module, start)
    if around is not None and around.type in JSX_CHILDREN:
        return CommentPlace(start, "{/* ", " */}")
    if around is not None and around.type in STRINGS:
        template = around if around.type == "template_string" else around.parent
        node = module.tree.tree.root_node.descendant_for_byte_range(offset, offset)
        while node is not None and node.parent != template:
            node = node.parent
        if node is not None and node.type == "template_substitution":
            return CommentPlace(node.start_byte + OPENING, "/* ", " */")
    return CommentPlace(start, "// ", "")


def _around(module: Module, offset: int) -> Node | None:
    """The smallest node that a byte is in the middle of."""
    node = module.tree.tree.root_node.descendant_for_byte_range(offset, offset)
    while node is not None and not node.start_byte < offset < node.end_byte:
        node = node.parent
    return node
