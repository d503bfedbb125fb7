"""Closures that keep the options of a run, and with them the result of the run before: each run keeps all others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leakline.js.code import Code
from leakline.js.facts import BindingKind
from leakline.js.model import Binding, Function
from leakline.js.shapes import UsageKind
from leakline.js.surroundings import outcome_of
from leakline.rules.held import Held, declared
from leakline.rules.kept_closures import is_field, is_returned
from leakline.rules.rule import shown

EARLIER = rb"(?:cache|prev(?:ious)?(?:[A-Z]\w*)?|prior[A-Z]\w*|old[A-Z]\w*|last(?:Result|Run|Build|State)\w*)"


def earlier_runs(code: Code) -> Iterator[Held]:
    """``this.path = id => options.paths(id)`` beside ``options.cache.modules``, for each variable the first closure.

    Whoever passes the result of one call to the next, as such an option asks for, makes a chain of all calls.
    """
    if not code.says(rb"\.\s*" + EARLIER + rb"\s*\??\.\s*\w"):
        return
    told: set[Binding] = set()
    for function in code.module.functions:
        host = function.parent
        if host is None or host.parent is None or not code.repeats(host) or not _stays(code, function):
            continue
        for binding in code.captured_from(function, host):
            if binding.kind is not BindingKind.PARAMETER or binding.function is not host or binding in told:
                continue
            option = _earlier(code, binding, host, function)
            if option is not None:
                told.add(binding)
                end = min(function.end, function.inner_start + 1)
                message = f"'{shown(binding.name)}' and its '{option}' stay alive with this closure"
                yield Held(function.start, max(end, function.start + 1), message, declared(binding))


def _stays(code: Code, function: Function) -> bool:
    """Whether the object that is made, or the caller, gets the closure."""
    if is_field(function) or is_returned(code, function):
        return function.usage is None or function.usage.kind is not UsageKind.CALLED
    if function.usage is not None:
        return False
    target = outcome_of(code.module, function.start, function.end).target
    return target is not None and target.root == "this" and len(target.path) == 1


def _earlier(code: Code, binding: Binding, host: Function, function: Function) -> str | None:
    """The option that has an earlier result, if it is read here and kept by nothing else."""
    name = re.escape(binding.name.encode())
    text = code.bare[host.start : host.end]
    for match in re.finditer(rb"(?<![\w$.])" + name + rb"\s*\??\.\s*(" + EARLIER + rb")\s*\??\.\s*\w", text):
        option = rb"(?<![\w$.])" + name + rb"\s*\??\.\s*" + match[1] + rb"\b"
        at = host.start + match.start()
        kept = re.search(rb"(?:[=:,]|(?<!if)(?<!if )\()\s*" + option + rb"(?!\s*[?.(\[])", text)
        used = re.search(option, code.bare[function.start : function.end])
        if kept is None and used is None and code.module.enclosing_function(at) is host:
            return match[1].decode()
    return None
