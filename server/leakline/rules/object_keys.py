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
# A class or interface as the first type argument; aliases of strings and numbers mostly say so in their names.
KEY_TYPE = re.compile(r"new\s+(?:Map|Set)\s*<\s*([A-Z][\w.]*(?:<[^<>]*>)?|object|Function)\s*[,>]")
DECLARED_TYPE = re.compile(r"\s*:\s*(?:Map|Set)\s*<\s*([A-Z][\w.]*(?:<[^<>]*>)?|object|Function)\s*[,>]")
PRIMITIVE_TYPES = re.compile(
    r"(?:Id|ID|Key|Name|Uri|URI|Url|URL|Path|String|Number|Symbol|Type|Kind|Code|Enum|Token|Hash|Date|Language|Locale|Level|Event|Status"
    r"|State|Mode|Tag|Label|Method|Index|Offset|Address|Scope|Handle|Priority|Severity|Category|Version|T|K|V|S|P)$"
)


def keyed_by_objects(code: Code, container: Container) -> bool:
    """Whether all keys of a map are parameters that the code uses as objects, and nobody needs to see all of them."""
    if container.kind not in ("map", "set") or container.iterated or container.takes_out or container.escapes:
        return False
    if container.kind == "set" and not _is_asked(code, container):
        return False
    if re.search(re.escape(container.place.name.encode()) + rb"\s*\.\s*size\b", code.near(container.place.name)):
        return False
    entries = [one for one in container.insertions if code.repeats(one.function)]
    if typed_by_objects(code, container):
        return bool(entries)
    for one in entries:
        key = one.key if container.kind == "map" else one.value
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


def typed_by_objects(code: Code, container: Container) -> bool:
    """Whether types say that keys are objects: ``new Map<Schema, Validator>()``, or ``: Map<Schema, Validator>``."""
    made = container.made
    declared = code.bare[made.target.end : made.value.start].decode("utf-8", "replace")
    match = KEY_TYPE.match(made.value.text) or DECLARED_TYPE.match(declared)
    return match is not None and not PRIMITIVE_TYPES.search(match[1])


def _is_asked(code: Code, container: Container) -> bool:
    """Whether a set is only asked about membership, as a WeakSet can be."""
    return (
        re.search(re.escape(container.place.name.encode()) + rb"\s*\.\s*has\s*\(", code.near(container.place.name))
        is not None
    )
