"""The entry: from a text, or from a model and an edited text, to a model."""

from __future__ import annotations

import re
from os import PathLike

from leakline.js.language import V8, Language, ModuleKind, language_of, module_kind
from leakline.js.module import Module
from leakline.js.syntax import has_module_syntax, parse, walk_again, walk_tree
from leakline.text.edits import difference

FLOW = re.compile(rb"^\s*(?:/[/*]|\*)[^\n]*@flow\b", re.MULTILINE)
HEAD = 2000  # bytes in which a file says that it has types of Flow


def analyse(
    source: bytes,
    path: str | PathLike[str] = "",
    *,
    language: Language | None = None,
    kind: ModuleKind | None = None,
    package_json: bytes | None = None,
    v8: V8 = V8.NODE_18,
) -> Module:
    """The model of a UTF-8 text; never raises on any text.

    ``language`` and ``kind`` follow from the path where they are not given: JavaScript where the extension says
    nothing, CommonJS unless extension, syntax or the nearest ``package_json`` say otherwise. JavaScript with types of
    Flow, as its first comments say, is read by the grammar of TSX, which knows nearly all of them.
    """
    chosen = language or language_of(path) or Language.JAVASCRIPT
    if chosen is Language.JAVASCRIPT and FLOW.search(source, 0, HEAD):
        chosen = Language.TSX
    tree = parse(source, chosen)
    kind = kind or module_kind(path, has_module_syntax(tree), package_json)
    return Module(tree, kind, walk_tree(tree, kind), v8)


def reanalyse(module: Module, source: bytes) -> Module:
    """The model of an edited text, from the model of the text before.

    Only the functions that the edit touched and those around them are walked again. Whatever led from one text to the
    other counts as one edit, from the first byte that differs to the last. The kind of module stays, as the caller
    decided it.
    """
    edit = difference(module.source, source)
    if edit is None:
        return module
    tree = parse(source, module.tree.language, module.tree, edit)
    facts = walk_again(tree, module.kind, module.facts, edit)
    return Module(tree, module.kind, facts, module.v8, module.known_captures)
