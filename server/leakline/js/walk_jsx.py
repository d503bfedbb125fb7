"""JSX: an element's name is a reference when it is a component's, not when it is a tag's."""

from __future__ import annotations

from tree_sitter import Node

from leakline.js.walk import Handler, Walk


def _element(walk: Walk, node: Node) -> None:
    name = node.child_by_field_name("name")
    for child in node.named_children[::-1]:
        if child != name or not _is_tag(walk, child):
            walk.stack.append(child)


def _closing(walk: Walk, node: Node) -> None:
    """The opening element has named it already."""


def _is_tag(walk: Walk, name: Node) -> bool:
    first = walk.source[name.start_byte : name.start_byte + 1]
    return name.type == "jsx_namespace_name" or (
        name.type == "identifier" and (first.islower() or b"-" in walk.source[name.start_byte : name.end_byte])
    )


JSX_HANDLERS: dict[str, Handler] = {
    "jsx_opening_element": _element,
    "jsx_self_closing_element": _element,
    "jsx_closing_element": _closing,
    "jsx_namespace_name": _closing,
}
