"""Whose ``this`` it is: classes, constructor functions with prototypes, object literals, and their methods."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from leakline.js.facts import FunctionKind, ScopeKind
from leakline.js.made import is_this
from leakline.js.model import Binding, Function
from leakline.js.shapes import UsageKind
from leakline.js.surroundings import node_at, text_of

if TYPE_CHECKING:
    from tree_sitter import Node

    from leakline.js.module import Module

PROTOTYPE = re.compile(r"([\w$]+(?:\.[\w$]+)*)\.prototype")
CONSTRUCTOR = re.compile(r"_?[A-Z]\w*$")
INITIALIZERS = (FunctionKind.INITIALIZER, FunctionKind.STATIC_INITIALIZER)


@dataclass(slots=True)
class Owner:
    """What ``this`` means in a group of functions. ``methods`` are by name; ``constructor`` runs once for each object.

    ``end`` is where the body of a class or object literal ends, None for prototypes.
    """

    key: str
    name: str
    is_class: bool
    start: int
    end: int | None
    superclass: str | None = None
    constructor: Function | None = None
    methods: dict[str, Function] = field(default_factory=dict)

    @property
    def functions(self) -> tuple[Function, ...]:
        """The constructor and all methods."""
        return (*((self.constructor,) if self.constructor else ()), *self.methods.values())


class Owners:
    """Owners of one module, and which function belongs to which."""

    def __init__(self, module: Module) -> None:
        self._module = module
        self._by_function: dict[Function, Owner] = {}
        self._by_key: dict[str, Owner] = {}
        for shape in module.classes:
            owner = self._owner(f"class@{shape.start}", shape.name, True, shape.start, shape.end)
            owner.superclass = shape.superclass
            owner.constructor = shape.constructor
            for function in (*shape.methods, *((shape.constructor,) if shape.constructor else ())):
                self._join(owner, function, function.name)
        self._class_ranges = sorted((shape.start, shape.end) for shape in module.classes)
        for function in module.functions:
            if function not in self._by_function:
                self._place(function)
        self._constructors()
        self._made_by_constructors()

    @property
    def all(self) -> tuple[Owner, ...]:
        """All owners in the order of their first function."""
        return tuple(sorted(self._by_key.values(), key=lambda owner: owner.start))

    def with_key(self, key: str) -> Owner | None:
        """The owner with a key."""
        return self._by_key.get(key)

    def of(self, function: Function) -> Owner | None:
        """The owner of the ``this`` that a function's code sees; arrow functions see their parent's."""
        current: Function | None = function
        while current is not None:
            owner = self._by_function.get(current)
            if owner is not None:
                return owner
            if current.kind in INITIALIZERS and current.outer is not None:
                return self._by_key.get(f"class@{current.outer.start}")
            if current.kind is not FunctionKind.ARROW:
                return None
            current = current.parent
        return None

    def around(self, function: Function) -> Owner | None:
        """The owner of the nearest method around a function, through plain functions too."""
        current: Function | None = function
        while current is not None:
            owner = self.of(current)
            if owner is not None:
                return owner
            current = current.parent
        return None

    def _owner(self, key: str, name: str, is_class: bool, start: int, end: int | None) -> Owner:
        owner = self._by_key.get(key)
        if owner is None:
            owner = self._by_key[key] = Owner(key, name, is_class, start, end)
        return owner

    def _join(self, owner: Owner, function: Function, name: str) -> None:
        self._by_function[function] = owner
        if function is not owner.constructor:
            owner.methods.setdefault(name, function)

    def _place(self, function: Function) -> None:
        """Functions on a prototype, and functions that are properties of an object literal."""
        usage = function.usage
        if usage is None:
            return
        if usage.kind is UsageKind.ASSIGNED and usage.assignment is not None:
            target = usage.assignment.target
            if usage.assignment.operator == "field":
                outer = function.outer
                while outer is not None and outer.kind is not ScopeKind.CLASS:
                    outer = outer.parent
                owner = self._by_key.get(f"class@{outer.start}") if outer is not None else None
                if owner is not None and function.kind is not FunctionKind.ARROW:
                    self._join(owner, function, target.path[0])
                elif owner is not None:
                    owner.methods.setdefault(target.path[0], function)
                return
            if len(target.path) >= 2 and target.path[-2] == "prototype":
                key = f"prototype:{target.root}.{'.'.join(target.path[:-2])}"
                owner = self._owner(key, (target.root, *target.path[:-2])[-1], True, function.start, None)
                self._join(owner, function, target.path[-1])
            elif len(target.path) == 1 and (name := self._prototype_of(target.binding)) is not None:
                root, _, rest = name.partition(".")
                owner = self._owner(f"prototype:{root}.{rest}", name, True, function.start, None)
                self._join(owner, function, target.path[-1])
            elif len(target.path) == 1 and target.root in ("proto", "prototype"):
                owner = self._owner(f"proto:{target.root}", target.root, True, function.start, None)
                self._join(owner, function, target.path[-1])
        elif usage.kind is UsageKind.PROPERTY and function.kind is not FunctionKind.ARROW:
            self._in_literal(function, usage.name or function.name)

    def _prototype_of(self, binding: Binding | None) -> str | None:
        """The class of ``const proto = View.prototype``, as compilers write it."""
        values = self._module.assignments_to(binding) if binding is not None else ()
        match = PROTOTYPE.fullmatch(values[0].value_text.strip()) if len(values) == 1 else None
        return match[1] if match is not None else None

    def _in_literal(self, function: Function, name: str) -> None:
        node = node_at(self._module, function.start, function.end)
        while node is not None and node.type != "object":
            node = node.parent
        if node is None:
            return
        key, label, is_class = f"object@{node.start_byte}", "", False
        outer = node.parent
        if name == "value" and outer is not None and outer.type == "array":
            self._in_compiled(function, node, outer)
            return
        if outer is not None and outer.type == "assignment_expression":
            left = outer.child_by_field_name("left")
            text = text_of(self._module, left) if left is not None else ""
            if text.endswith(".prototype"):
                root, _, rest = text.removesuffix(".prototype").partition(".")
                key, label, is_class = f"prototype:{root}.{rest}", text.removesuffix(".prototype"), True
        owner = self._owner(key, label, is_class, node.start_byte, node.end_byte)
        self._join(owner, function, name)

    def _in_compiled(self, function: Function, described: Node, listed: Node) -> None:
        """``_createClass(View, [{ key: "render", value: function () {} }])``, as Babel writes a class."""
        given = listed.parent
        if given is None or given.type != "arguments" or given.named_child_count < 2:
            return
        made, key = given.named_children[0], described.named_children[0]
        written = key.child_by_field_name("value") if key.type == "pair" else None
        if made.type != "identifier" or written is None or written.type != "string":
            return
        label = text_of(self._module, made)
        if given.named_children[1] == listed:
            owner = self._owner(f"prototype:{label}.", label, True, function.start, None)
            self._join(owner, function, text_of(self._module, written)[1:-1])

    def _constructors(self) -> None:
        """The function whose prototype gets methods is their constructor; so is one that is called with ``new``."""
        names = {function.name for function in self._module.functions if function.kind is FunctionKind.FUNCTION}
        created = {call.binding for call in self._module.calls if call.is_new and call.name in names} - {None}
        by_name: dict[str, list[Owner]] = defaultdict(list)
        for owner in self._by_key.values():
            if owner.key.startswith("prototype:") and owner.constructor is None:
                by_name[owner.name].append(owner)
        for function in self._module.functions:
            if function.kind is not FunctionKind.FUNCTION or function in self._by_function:
                continue
            self._of_namespace(function)
            if not function.name or function in self._by_function:
                continue
            binding = function.outer.lookup(function.name) if function.outer is not None else None
            owners = by_name.get(function.name, ())
            for owner in owners:
                owner.constructor = function
                self._by_function[function] = owner
            if not owners and binding is not None and binding in created:
                owner = self._owner(f"function@{function.start}", function.name, True, function.start, function.end)
                owner.constructor = function
                self._by_function[function] = owner

    def _made_by_constructors(self) -> None:
        """``function Pool() { this.add = function () {}; }``: what a constructor makes for each object is a method."""
        for function in self._module.functions:
            usage = function.usage if function not in self._by_function else None
            assignment = usage.assignment if usage is not None and usage.kind is UsageKind.ASSIGNED else None
            if assignment is None or assignment.operator != "=" or len(assignment.target.path) != 1:
                continue
            host = assignment.function
            if assignment.target.computed or not self._is_own(assignment.target.root, assignment.target.binding, host):
                continue
            owner = self._by_function.get(host)
            if owner is None and host.kind is FunctionKind.FUNCTION and CONSTRUCTOR.match(host.name):
                owner = self._owner(f"function@{host.start}", host.name, True, host.start, host.end)
                owner.constructor = host
                self._by_function[host] = owner
            if owner is None or owner.constructor is not host:
                continue
            if function.kind is FunctionKind.ARROW:
                owner.methods.setdefault(assignment.target.path[0], function)
            else:
                self._join(owner, function, assignment.target.path[0])

    def _is_own(self, root: str, binding: Binding | None, host: Function) -> bool:
        """Whether a name in a constructor is ``this``, or a variable such as ``self`` that stands for it."""
        if root == "this" or binding is None:
            return root == "this"
        if binding.function is not host:
            return False
        values = self._module.assignments_to(binding)
        return len(values) == 1 and is_this(binding.name, values[0].value_text.strip())

    def _of_namespace(self, function: Function) -> None:
        """``app.Dialog = function () {}`` is the constructor of ``app.Dialog.prototype``."""
        assignment = function.usage.assignment if function.usage is not None else None
        if assignment is None or not assignment.target.path or assignment.target.computed:
            return
        target = assignment.target
        owner = self._by_key.get(f"prototype:{target.root}.{'.'.join(target.path)}")
        if owner is not None and owner.constructor is None:
            owner.constructor = function
            self._by_function[function] = owner
