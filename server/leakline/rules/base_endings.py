"""Whether the base class of a class has a method that ends its objects, so that an override has to call it."""

from __future__ import annotations

import re

from leakline.js.code import Code
from leakline.js.model import Function
from leakline.js.owners import Owner
from leakline.rules.disposables import registers
from leakline.rules.finding import Certainty

DISPOSABLE_BASES = re.compile(r"^(?:Abstract|Base)?Disposable(?:Base|Object)?$")
# Classes without an end of their own (ECMAScript, DOM, Node `events`, three.js): what derives from them adds one.
ENDLESS = re.compile(
    r"^(?:Object|Error|Array|Map|Set|WeakMap|Promise|Function|EventTarget|EventEmitter\d?|HTML\w*Element|SVG\w*Element|EventDispatcher"
    r"|Object3D|Mesh|Group|Light|Line|Points|Sprite|Loader|Event|React\.\w+|PureComponent|LitElement|Emitter|Evented|Observable)$"
)
ENDED = re.compile(
    r"(?:Widget|Component|Disposable|Panel|Plugin|Controller|View|Editor|Base|Service|Tech)$|^(?:Abstract|Base)"
)
# Angular components by convention; Lit's elements end their controllers there (lit.dev, lifecycle).
LIFECYCLES = {
    "componentWillUnmount": re.compile(r"^(?:Base|Abstract)[A-Z]\w*$"),
    "ngOnDestroy": re.compile(r"^(?:Base|Abstract)|Base(?:Component|Directive)?$"),
    "disconnectedCallback": re.compile(r"^(?:LitElement|ReactiveElement|Base\w*Element)$"),
}


def base_ending(code: Code, owner: Owner, name: str, own: dict[str, str]) -> Certainty | None:
    """How sure it is that the base class has the method ``name`` and that it releases something."""
    base, method = _base_name(code, owner), owner.methods.get(name)
    if not base or method is None:
        return None
    here = _class_named(code, base)
    passed = {owner.name, base}
    while here is not None and name not in here.methods:  # what the base class has from its own base class
        base = _base_name(code, here)
        here = _class_named(code, base)
        if not base or base in passed or (here is None and not DISPOSABLE_BASES.match(base)):
            return None
        passed.add(base)
    if own.get(base) == name:
        return Certainty.CERTAIN if here is None or not _does_nothing(code, here, name) else None
    if name == "disposeInternal" and b"goog." not in code.source:
        return None  # elsewhere it is a hook that does nothing by itself
    if here is None and LIFECYCLES.get(name) is not None and LIFECYCLES[name].search(base):
        return Certainty.HEURISTIC
    if here is not None or ENDLESS.match(base) or name not in ("dispose", "destroy", "disposeInternal"):
        return None
    if name == "dispose" and DISPOSABLE_BASES.match(base):
        return Certainty.CERTAIN
    if _says_override(code, method):
        return Certainty.CERTAIN
    if name == "dispose" and registers(code, owner):
        return Certainty.CERTAIN
    return Certainty.HEURISTIC if _inherits_more(code, owner, method) or ENDED.search(base) else None


def superclass_of(code: Code, owner: Owner) -> str | None:
    """What a class extends; for prototypes, what ``inherits``, ``extend`` or ``Object.create`` says."""
    if owner.superclass is not None or not owner.key.startswith("prototype:"):
        return owner.superclass
    written = owner.key.removeprefix("prototype:").rstrip(".")
    name, near = re.escape(written.encode()), code.near(written)
    match = re.search(rb"\b(?:inherits?|extends?|__extends)\(\s*" + name + rb"\s*,\s*([\w$.]+)\s*\)", near)
    match = match or re.search(
        name + rb"\.prototype\s*=\s*(?:Object\.create\(|new\s+)([\w$.]+?)(?:\.prototype)?\s*[(),;]", near
    )
    return match[1].decode() if match is not None else None


def _base_name(code: Code, owner: Owner) -> str:
    return (superclass_of(code, owner) or "").rpartition(".")[2].partition("<")[0].partition("(")[0]


def _class_named(code: Code, name: str) -> Owner | None:
    return next((other for other in code.owners.all if other.is_class and other.name == name), None)


def _does_nothing(code: Code, owner: Owner, name: str) -> bool:
    """Whether the method of a base class is empty but for comments."""
    method = owner.methods.get(name)
    if method is None:
        return False
    return not code.bare[method.start : method.end].partition(b"{")[2].rpartition(b"}")[0].strip()


def _says_override(code: Code, method: Function) -> bool:
    """``override dispose()``, or ``@override`` in the comment above."""
    head = code.source[code.source.rfind(b"\n", 0, method.start) + 1 : method.start + 60]
    if re.match(rb"\s*(?:public\s+|protected\s+)?override\b", head.partition(b"{")[0]):
        return True
    above = code.source[max(0, method.start - 300) : method.start].rstrip()
    return above.endswith(b"*/") and b"@override" in above[above.rfind(b"/*") :]


def _inherits_more(code: Code, owner: Owner, method: Function) -> bool:
    """Whether the method asks the base class whether it is disposed already, which it would not otherwise know."""
    return (
        re.search(r"\bthis\.isDisposed\b", code.function_text(method)) is not None and "isDisposed" not in owner.methods
    )
