"""Whether a map's keys are objects that somebody else owns, so that it should be weak."""

from __future__ import annotations

import re

from leakline.js.code import Code
from leakline.js.containers import Container
from leakline.js.facts import BindingKind
from leakline.js.shapes import ArgumentKind

OBJECT_NAMES = re.compile(
    r"^(?:obj|object|node|element|el|elem|socket|connection|conn|req|request|res|response|component|instance|target|client|ctx"
    r"|emitter|stream|worker|view|widget|window|document|server|entity|model|controller|fn|func|callback|cls|ctor)$"
)


def keyed_by_objects(code: Code, container: Container) -> bool:
    """Whether all keys of a map are parameters that the code uses as objects, and nobody needs to see all of them."""
    if container.kind != "map" or container.iterated or container.takes_out or container.escapes:
        return False
    if re.search(re.escape(container.place.name.encode()) + rb"\s*\.\s*size\b", code.bare):
        return False
    entries = [one for one in container.insertions if code.repeats(one.function)]
    for one in entries:
        key = one.key
        if key is None:
            return False
        if key.kind is ArgumentKind.THIS:
            continue
        if key.kind is not ArgumentKind.IDENTIFIER or key.binding is None:
            return False
        if key.binding.kind is not BindingKind.PARAMETER:
            return False
        name = re.escape(key.text)
        used = re.search(
            rf"(?<![\w$.]){name}\s*(?:\?\.|\.)\s*(?!length\b|replace\b|split\b|trim\b|toLowerCase\b|to\w+\b|slice\b"
            rf"|substr\w*\b|startsWith\b|endsWith\b|indexOf\b|match\b|charAt\b|charCodeAt\b|concat\b|includes\b)[\w$]+",
            code.function_text(one.function),
        )
        if used is None and not OBJECT_NAMES.match(key.text):
            return False
    return bool(entries)
