"""An edit that makes a closure in a function of its own, where its context has nothing but what it uses."""

from __future__ import annotations

import re

from leakline.js.code import Code
from leakline.js.facts import BindingKind, FunctionKind
from leakline.js.language import Language
from leakline.js.model import Binding, Function
from leakline.rules.editing import edits_in_order, replace, style_of
from leakline.rules.finding import Fix
from leakline.text.edits import Edit

CONSTANT = (BindingKind.CONST, BindingKind.PARAMETER, BindingKind.LET, BindingKind.VAR)
BOUND_TO_PLACE = re.compile(r"\b(?:this|super|arguments|await|yield|new\.target|eval)\b")
SIMPLE_TYPE = re.compile(r"\s*:\s*([A-Za-z_$][\w$.]*(?:<[\w$., ]+>)?(?:\[\])?)\s*[,)=;]")


def hoisted(code: Code, function: Function) -> tuple[Fix, ...]:
    """A fix that moves a closure behind the statement around it, with the variables that it uses as parameters.

    None where the closure uses ``this`` or a variable that changes, or has a name that others use.
    """
    text = code.text(function.start, function.end)
    if function.kind not in (FunctionKind.ARROW, FunctionKind.FUNCTION) or function.is_generator:
        return ()
    if BOUND_TO_PLACE.search(code.function_text(function)) or function.usage is None or "\n`" in text:
        return ()
    captured = _captured(code, function)
    if captured is None:
        return ()
    top = function
    while top.parent is not None and top.parent.parent is not None:
        top = top.parent
    _, last = _outermost(code, top)
    name = _free_name(code, function)
    style = style_of(code)
    typed = code.module.tree.language in (Language.TYPESCRIPT, Language.TSX)
    parameters = ", ".join(_parameter(code, binding) if typed else binding.name for binding in captured)
    newline = style.newline
    moved = (
        f"{newline}{newline}function {name}({parameters}) {{{newline}{style.indent}return {_outdented(code, function)}"
        f"{style.semicolon}{newline}}}"
    )
    call = f"{name}({', '.join(binding.name for binding in captured)})"
    edits = edits_in_order(replace(function.start, function.end, call), Edit(last, last, moved.encode()))
    if edits is None:
        return ()
    return (Fix(f"Make the closure in a function of its own, {name}()", True, edits),)


def _captured(code: Code, function: Function) -> tuple[Binding, ...] | None:
    """The variables of functions around it that a closure uses; None where one may change, or is not there yet."""
    found = []
    for name in sorted(function.facts.free):
        binding = function.outer.lookup(name) if function.outer is not None else None
        if binding is None or binding.function is code.module.root:
            continue
        changes = any(reference.is_write and reference.start > function.start for reference in binding.references)
        inside = any(
            reference.is_write and reference.function is not binding.function for reference in binding.references
        )
        begins = binding.declarations[0][0] if binding.declarations else function.end
        if binding.kind not in CONSTANT or changes or inside or begins > function.start:
            return None
        found.append(binding)
    return tuple(found)


def _outermost(code: Code, top: Function) -> tuple[int, int]:
    """The statement of the file that holds a function."""
    first, last = code.statement(top.start, top.end)
    while True:
        around = code.statement(first, min(last + 1, len(code.source)))
        if around == (first, last) or around[1] >= len(code.source.rstrip()):
            return first, last
        first, last = around


def _free_name(code: Code, function: Function) -> str:
    usage = function.usage
    event = usage.call.arguments[0].value if usage is not None and usage.call is not None else None
    words = [word for word in re.split(r"[^A-Za-z0-9]+", event or "") if word] or ["closure"]
    name = "make" + "".join(word[0].upper() + word[1:] for word in words) + ("Handler" if event else "")
    while name.encode() in code.source:
        name += "Again"
    return name


def _parameter(code: Code, binding: Binding) -> str:
    match = SIMPLE_TYPE.match(code.bare[binding.declarations[0][1] :][:200].decode("utf-8", "replace"))
    known = match is not None and binding.kind is BindingKind.PARAMETER
    return f"{binding.name}: {match[1]}" if match is not None and known else f"{binding.name}: any"


def _outdented(code: Code, function: Function) -> str:
    """The closure's text, its further lines moved to where the new function is."""
    lines = code.text(function.start, function.end).split("\n")
    start = code.source.rfind(b"\n", 0, function.start) + 1
    own = len(code.source[start : function.start]) - len(code.source[start : function.start].lstrip())
    indent = style_of(code).indent
    rest = [indent + line[own:] if not line[:own].strip() else line for line in lines[1:]]
    return "\n".join([lines[0], *rest])
