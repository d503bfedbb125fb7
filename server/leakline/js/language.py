"""The languages that can be parsed, and how a file's name and text tell them and their module kind."""

from __future__ import annotations

import json
from enum import Enum
from functools import cache
from os import PathLike, fspath
from pathlib import PurePath

import tree_sitter
import tree_sitter_javascript
import tree_sitter_typescript


class Language(Enum):
    """A grammar; the value is its name in LSP."""

    JAVASCRIPT = "javascript"
    TYPESCRIPT = "typescript"
    TSX = "typescriptreact"


class ModuleKind(Enum):
    """How Node evaluates a text: as the body of a function, as an ES module, or as a script."""

    COMMONJS = "commonjs"
    ESM = "esm"
    SCRIPT = "script"


class V8(Enum):
    """The releases of V8 that differ in what a snapshot shows; the value is the first Node that has it."""

    NODE_16 = 16
    NODE_18 = 18
    NODE_22 = 22
    NODE_24 = 24

    @staticmethod
    def of_node(major: int) -> V8:
        """The behaviour of a Node version, as far as it is known: older than 16 counts as 16, newer than 24 as 24."""
        return max((release for release in V8 if release.value <= max(major, 16)), key=lambda release: release.value)


LANGUAGES = {
    ".js": Language.JAVASCRIPT,
    ".cjs": Language.JAVASCRIPT,
    ".mjs": Language.JAVASCRIPT,
    ".jsx": Language.JAVASCRIPT,
    ".ts": Language.TYPESCRIPT,
    ".cts": Language.TYPESCRIPT,
    ".mts": Language.TYPESCRIPT,
    ".tsx": Language.TSX,
}
FIXED_KINDS = {
    ".cjs": ModuleKind.COMMONJS,
    ".cts": ModuleKind.COMMONJS,
    ".mjs": ModuleKind.ESM,
    ".mts": ModuleKind.ESM,
}


def language_of(path: str | PathLike[str]) -> Language | None:
    """The language that a file's extension names, None when it is not JavaScript or TypeScript."""
    return LANGUAGES.get(PurePath(fspath(path)).suffix.lower())


def module_kind(path: str | PathLike[str], has_module_syntax: bool, package_json: bytes | None = None) -> ModuleKind:
    """How Node evaluates a file: by its extension, else by the ``type`` of its ``package.json``, else by its syntax.

    A ``.js`` file with ``import`` or ``export`` statements is an ES module in Node 22.7 and later, and what a bundler
    makes of it in any version; without them it is CommonJS.
    """
    fixed = FIXED_KINDS.get(PurePath(fspath(path)).suffix.lower())
    if fixed:
        return fixed
    if has_module_syntax:
        return ModuleKind.ESM
    # what `require` loads without an extension is CommonJS, whatever the package says
    typed = language_of(path) is not None
    return ModuleKind.ESM if typed and _package_type(package_json) == "module" else ModuleKind.COMMONJS


@cache
def grammar(language: Language) -> tree_sitter.Language:
    """tree-sitter's grammar, loaded once."""
    if language is Language.JAVASCRIPT:
        return tree_sitter.Language(tree_sitter_javascript.language())
    if language is Language.TYPESCRIPT:
        return tree_sitter.Language(tree_sitter_typescript.language_typescript())
    return tree_sitter.Language(tree_sitter_typescript.language_tsx())


def _package_type(package_json: bytes | None) -> str | None:
    if package_json is None:
        return None
    try:
        package = json.loads(package_json)
    except (ValueError, RecursionError):
        return None
    kind = package.get("type") if isinstance(package, dict) else None
    return kind if isinstance(kind, str) else None
