"""Which variables are probably heavy: by the values that the file gives them, or, less surely, by their names."""

from __future__ import annotations

import re

from leakline.js.code import Code
from leakline.js.facts import BindingKind
from leakline.js.model import Binding
from leakline.js.shapes import Argument, ArgumentKind
from leakline.js.sizes import SizeClass

LARGE_VALUE = re.compile(
    r"\.repeat\s*\(|new Array\s*\(\s*[\d_e]{3,}|\.fill\s*\(|Buffer\.alloc\w*\s*\(|JSON\.parse|readFile|randomBytes"
    r"|\.toString\s*\(\s*\)$"
    r"|new (?:Ui|I)nt\w+Array|new Float\w+Array|new (?:Shared)?ArrayBuffer|\.(?:json|text|arrayBuffer|blob"
    r"|buffer)\s*\(\s*\)|\.join\s*\("
    r"|Array\.from\s*\(|\.query\s*\(|\.findAll|\.toArray\s*\(|\.getAll|fetchAll|loadAll|\bload\w*\s*\(|\bgenerate\w*\s*\("
)
HEAVY_NAMES = re.compile(
    r"^_?(?:raw|file|request|response|image|page|source|html|json|big|huge|large)?(?:body|buffer|buf|contents?|data|bytes|blob"
    r"|payload|rows|records|tokens|ast|tree|html|xml|source|sourceCode|text|chunks?|bitmap|canvas|dataset|document|dump|snapshot"
    r"|value|results?|message|file|image)$",
    re.IGNORECASE,
)
EXCHANGES = re.compile(r"^_?(?:req|request|res|response|reply)$")
PATTERN = re.compile(r"(?:new\s+)?RegExp\b|\w*[pP]ath\.(?:posix\.|win32\.)?(?:join|resolve)\b")
MADE = (ArgumentKind.CALL, ArgumentKind.NEW)
SMALL_VALUE = re.compile(r"\.(?:length|size|id|name|type|code|status)$|^[\w$.]+\s*[<>=!]=?|^!|^typeof\b|^\d")
LIGHT_TYPE = re.compile(
    rb"\s*\??:\s*(?:number|boolean|null|undefined|\(|Element|HTML\w+|Function|[A-Z]\w*(?:Function|Id))\b"
)


def is_heavy(code: Code, binding: Binding) -> bool:
    """Whether a value in the file is surely large, or holds what the process's variable held before."""
    values = code.module.assignments_to(binding)
    if any(_is_large(value.value) for value in values):
        return True
    if any(_is_previous(code, binding, value.value) for value in values):
        return True
    made = [value for value in values if value.value.kind in MADE or value.value.text.startswith("await")]
    return binding.size_class is SizeClass.BUFFER and binding.kind is not BindingKind.PARAMETER and bool(made)


def sounds_heavy(code: Code, binding: Binding) -> bool:
    """Whether the name says data, and no value or type of the file says otherwise."""
    if not (HEAVY_NAMES.match(binding.name) or EXCHANGES.match(binding.name)) or not binding.declarations:
        return False
    if LIGHT_TYPE.match(code.bare, binding.declarations[0][1]):
        return False
    values = [value.value for value in code.module.assignments_to(binding)]
    if binding.kind is not BindingKind.PARAMETER and not values:
        return False
    light = (ArgumentKind.NUMBER, ArgumentKind.STRING, ArgumentKind.FUNCTION, ArgumentKind.LITERAL)
    return not any(
        value.kind in light or SMALL_VALUE.search(value.text) or PATTERN.match(value.text) for value in values
    )


def _is_large(value: Argument) -> bool:
    if value.kind is ArgumentKind.FUNCTION or PATTERN.match(value.text):
        return False
    match = LARGE_VALUE.search(value.text)
    return match is not None and re.search(r"=>|\bfunction\b", value.text[: match.start()]) is None


def _is_previous(code: Code, binding: Binding, value: Argument) -> bool:
    """Whether a variable holds what the process's variable held before: each keeps the one before, for ever."""
    source = value.binding if value.kind is ArgumentKind.IDENTIFIER else None
    if source is None or source.function.parent is not None:
        return False
    return any(one.function is binding.function and one.operator == "=" for one in code.module.assignments_to(source))
