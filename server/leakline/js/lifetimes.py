"""How long values live: process, shared, owner or call; and the identity of places that hold them.

A place is a variable or a property: ``this.socket``, ``bus``, ``req.connection``. Aliases (``const self = this``,
``const { socket } = req``) lead to the place that they stand for. The answer is a guess from one file: what it cannot
tell is UNKNOWN, and rules stay quiet about that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from leakline.js.arguments import arguments_for
from leakline.js.destructuring import destructured
from leakline.js.expressions import target_of
from leakline.js.facts import BindingKind
from leakline.js.kept import cached_property
from leakline.js.made import is_borrowed, is_made, is_made_once, is_this
from leakline.js.made_globals import PROCESS_GLOBALS, global_steps, made_globals
from leakline.js.model import Binding, Function
from leakline.js.shapes import Argument, ArgumentKind, AssignmentShape, CallShape, Target, UsageKind
from leakline.js.surroundings import node_at

if TYPE_CHECKING:
    from leakline.js.module import Module
    from leakline.js.owners import Owners
    from leakline.js.repetition import Repetition

SHARED_STEPS = frozenset({"socket", "connection", "agent", "globalAgent"})
EXCHANGE_NAMES = re.compile(
    r"^_?(?:client)?(?:req|res|request|response|ctx|context|rawReq|rawRes|reply|msg|incoming)$", re.IGNORECASE
)
# Vue: what plugins put on every component is one object for all of them (vuejs.org, globalProperties).
SINGLETON = re.compile(r"^\$(?:root|store|bus|eventBus|event_bus|eventHub|events?|nuxt|socket|ws|hub)$")
ALIAS_DEPTH = 4


class Lifetime(Enum):
    """Classes of lifetime, longest first."""

    PROCESS = "process"
    SHARED = "shared"
    OWNER = "owner"
    CALL = "call"
    UNKNOWN = "unknown"


class Origin(Enum):
    """Where a place got its value."""

    GLOBAL = "global"
    MODULE = "module"
    IMPORT = "import"
    PARAMETER = "parameter"
    FIELD = "field"
    OUTER = "outer"
    LOCAL = "local"
    BORROWED = "borrowed"
    EXPRESSION = "expression"


@dataclass(frozen=True, slots=True)
class Place:
    """A variable or property. ``key`` is equal for equal places of a file; ``name`` is the last step of ``path``.

    ``fresh`` says that the function that uses it, or one around it in the same object, has just made the value.
    """

    key: str
    name: str
    text: str
    lifetime: Lifetime
    origin: Origin
    root: str
    path: tuple[str, ...]
    binding: Binding | None
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class _FieldValues:
    """What a field gets: how long it lives by that, and the functions that make something new for it."""

    lifetime: Lifetime
    origin: Origin
    makers: tuple[Function, ...]


class Lifetimes:
    """Resolves the places of one module."""

    def __init__(self, module: Module, owners: Owners, repetition: Repetition) -> None:
        self._module = module
        self._owners = owners
        self._repetition = repetition
        self._fields: dict[str, list[AssignmentShape]] | None = None
        self._field_values: dict[str, _FieldValues] = {}
        self._makers: dict[Binding, tuple[Function, ...]] = {}
        self._made: dict[tuple[Binding, Function], bool] = {}
        self._lent: dict[Binding, bool] = {}
        self._imported: dict[Binding, bool] = {}
        self._arguments: dict[Binding, list[tuple[CallShape, Argument]]] = {}

    @cached_property
    def globals(self) -> dict[str, dict[Function, None]]:
        """What ``made_globals`` tells of the module."""
        return made_globals(self._module)

    def place(self, target: Target, function: Function) -> Place:
        """The place that an expression means in a function."""
        return self._place(target, function, ALIAS_DEPTH)

    def place_of_argument(self, argument: Argument, function: Function) -> Place | None:
        """The place that a name or member stands for; None for other expressions."""
        target = self.target_of(argument)
        return self._place(target, function, ALIAS_DEPTH) if target is not None else None

    def target_of(self, argument: Argument) -> Target | None:
        """An argument as a root and steps, None when it is neither name, member nor ``this``."""
        if argument.kind not in (ArgumentKind.IDENTIFIER, ArgumentKind.MEMBER, ArgumentKind.THIS):
            return None
        node = node_at(self._module, argument.start, argument.end)
        return target_of(self._module, node) if node is not None else None

    def kept_in(self, argument: Argument) -> Target | None:
        """The field that an argument such as ``this.f = this.f.bind(this)`` is kept in on the way."""
        node = node_at(self._module, argument.start, argument.end)
        left = node.child_by_field_name("left") if node is not None and node.type == "assignment_expression" else None
        target = target_of(self._module, left) if left is not None else None
        return target if target is not None and target.root == "this" and target.path and not target.computed else None

    def field_assignments(self, key: str) -> list[AssignmentShape]:
        """All assignments to a field of an owner, by the key of its place."""
        if self._fields is None:
            self._fields = {}
            for assignment in self._module.assignments:
                if assignment.plain:
                    continue
                written = assignment.written
                if not written.path or written.computed:
                    continue
                where = assignment.function
                if written.root != "this":
                    if written.root not in self._names_of_this:
                        continue
                    binding = assignment.target.binding
                    if self._this_alias(binding) != "this":
                        continue
                    where = self._home(binding, where)
                self._fields.setdefault(".".join((self._owner_key(where), *written.path)), []).append(assignment)
        return self._fields.get(key, [])

    def _place(self, target: Target, function: Function, depth: int) -> Place:
        binding = target.binding
        if target.root == "this":
            return self._field(target, function)
        if not target.root:
            return self._plain(target, "?" + target.text, Lifetime.UNKNOWN, Origin.EXPRESSION)
        if binding is None:
            return self._global(target, function)
        if self._this_alias(binding) == "this":
            return self._field(target, self._home(binding, function))
        source = self._source_of(binding) if depth else None
        inner = self._place(source, binding.function, depth - 1) if source is not None else None
        if inner is None and depth and binding.kind is BindingKind.PARAMETER:
            inner = self._given(binding, depth - 1)
        if inner is not None:
            return replace(
                inner,
                key=".".join((inner.key, *target.path)),
                name=target.path[-1] if target.path else inner.name,
                text=target.text,
                path=(*inner.path, *target.path),
                lifetime=_step_lifetime(inner.lifetime, inner.root, target.path),
                fresh=self._made_in(binding, function) if target.path else inner.fresh,
            )
        return self._variable(target, binding, function)

    def _given(self, parameter: Binding, depth: int) -> Place | None:
        """What a parameter stands for, where all calls give one thing whose life is known from its place."""
        if parameter not in self._arguments:
            self._arguments[parameter] = arguments_for(self._module, self._repetition, parameter)
        places = []
        for call, argument in self._arguments[parameter]:
            target = self.target_of(argument)
            if target is None or target.computed:
                return None
            places.append(self._place(target, call.function, depth))
        if not places or any(place.key != places[0].key or place.fresh != places[0].fresh for place in places):
            return None
        place = places[0]
        known = place.lifetime is Lifetime.PROCESS or place.fresh or (place.lifetime is Lifetime.SHARED and place.path)
        return place if known else None

    def _global(self, target: Target, function: Function) -> Place:
        """A place without a binding; its key is that of the bare name, so that ``global.bus`` and ``bus`` are one."""
        steps = global_steps(target)
        makers = self.globals.get(steps[0])
        lifetime = Lifetime.UNKNOWN if makers is None and target.root not in PROCESS_GLOBALS else Lifetime.PROCESS
        fresh = any(_same_run(maker, function) for maker in makers or ())
        return self._plain(target, ".".join(steps), lifetime, Origin.GLOBAL, fresh)

    def _variable(self, target: Target, binding: Binding, function: Function) -> Place:
        start = binding.declarations[0][0] if binding.declarations else -1
        key = ".".join((f"{binding.name}@{start}", *target.path))
        fresh = self._made_in(binding, function)
        if binding.kind in (BindingKind.IMPORT, BindingKind.NAMESPACE_IMPORT):
            lifetime, origin = Lifetime.PROCESS, Origin.IMPORT
        elif binding.kind is BindingKind.PARAMETER:
            lifetime, origin = Lifetime.SHARED, Origin.PARAMETER
        elif any(_is_for_each_test(value.function) for value in self._module.assignments_to(binding)):
            lifetime, origin = Lifetime.UNKNOWN, Origin.OUTER
        elif binding.function is self._module.root or self._repetition.runs_once(binding.function):
            lifetime = Lifetime.PROCESS
            origin = Origin.IMPORT if self._is_imported(binding) else Origin.MODULE
        else:
            borrowed = self._is_lent(binding)
            local = binding.function is function
            lifetime = Lifetime.SHARED if borrowed else Lifetime.CALL if local else Lifetime.OWNER
            origin = Origin.BORROWED if borrowed else Origin.LOCAL if local else Origin.OUTER
        lifetime = _step_lifetime(lifetime, binding.name, target.path)
        return self._plain(target, key, lifetime, origin, fresh)

    def _field(self, target: Target, function: Function) -> Place:
        owner_key = self._owner_key(function)
        key = ".".join((owner_key, *target.path))
        lifetime, origin, fresh = Lifetime.OWNER, Origin.FIELD, False
        if len(target.path) > 1 and target.path[0] == "props":  # React: what a component is given
            lifetime, origin = Lifetime.SHARED, Origin.PARAMETER
        elif target.path and SINGLETON.match(target.path[0]):
            lifetime, origin = Lifetime.PROCESS, Origin.MODULE
        elif target.path and self._is_parameter_property(function, target.path[0]):
            lifetime, origin = Lifetime.SHARED, Origin.PARAMETER
        elif target.path:
            field = ".".join((owner_key, target.path[0]))
            if field not in self._field_values:
                self._field_values[field] = self._values_of(field)
            values = self._field_values[field]
            lifetime, origin = values.lifetime, values.origin
            fresh = any(_same_run(maker, function) for maker in values.makers)
        if target.path:
            lifetime = _step_lifetime(lifetime, target.path[0] if len(target.path) > 1 else "this", target.path[1:])
        return self._plain(target, key, lifetime, origin, fresh)

    def _values_of(self, field: str) -> _FieldValues:
        """What the assignments to a field say; of those that say where it comes from, the last one counts."""
        lifetime, origin = Lifetime.OWNER, Origin.FIELD
        makers: dict[Function, None] = {}
        for value in self.field_assignments(field):
            argument = value.value
            if value.operator not in ("=", "field"):
                continue
            if "matchMedia(" in argument.text:  # the document keeps it while it has listeners
                lifetime, origin = Lifetime.PROCESS, Origin.GLOBAL
            elif argument.kind in (ArgumentKind.NEW, ArgumentKind.CALL):
                makers[value.function] = None
            elif argument.kind in (ArgumentKind.IDENTIFIER, ArgumentKind.MEMBER):
                binding = argument.binding
                if binding is not None and binding.kind is BindingKind.PARAMETER:
                    lifetime, origin = Lifetime.SHARED, Origin.PARAMETER
                elif binding is not None and self._made_in(binding, value.function):
                    makers[value.function] = None
                elif binding is not None and binding.function is self._module.root:
                    lifetime, origin = Lifetime.PROCESS, Origin.MODULE
        return _FieldValues(lifetime, origin, tuple(makers))

    def _is_parameter_property(self, function: Function, name: str) -> bool:
        """``constructor(private readonly bus: Bus)`` of TypeScript makes a field of what the object was given."""
        owner = self._owners.of(function)
        constructor = owner.constructor if owner is not None else None
        if constructor is None or name not in constructor.parameters:
            return False
        head = self._module.source[constructor.inner_start : constructor.end].partition(b"{")[0]
        return (
            re.search(rb"\b(?:public|private|protected|readonly)\s+" + re.escape(name.encode()) + rb"\b", head)
            is not None
        )

    def _plain(self, target: Target, key: str, lifetime: Lifetime, origin: Origin, fresh: bool = False) -> Place:
        name = target.path[-1] if target.path else target.root or target.text
        return Place(key, name, target.text, lifetime, origin, target.root, target.path, target.binding, fresh)

    def _made_in(self, binding: Binding, function: Function) -> bool:
        """Whether a variable gets a new value in the run of a function, or in one around it that is not the module."""
        known = self._made.get((binding, function))
        if known is None:
            if binding not in self._makers:
                values = self._module.assignments_to(binding)
                made = (one.function for one in values if is_made(one.value) and not is_made_once(self._module, one))
                self._makers[binding] = tuple(dict.fromkeys(one for one in made if one is not self._module.root))
            known = any(_same_run(maker, function) for maker in self._makers[binding])
            self._made[binding, function] = known
        return known

    def _is_imported(self, binding: Binding) -> bool:
        """Whether a variable gets other modules alone."""
        known = self._imported.get(binding)
        if known is None:
            values = self._module.assignments_to(binding)
            known = bool(values) and all(
                "require(" in value.value_text or "import(" in value.value_text for value in values
            )
            self._imported[binding] = known
        return known

    def _is_lent(self, binding: Binding) -> bool:
        """Whether a variable gets what a pool lends."""
        known = self._lent.get(binding)
        if known is None:
            values = self._module.assignments_to(binding)
            lent = any(is_borrowed(value.value) for value in values)
            known = lent and not any(is_made(value.value) for value in values)
            self._lent[binding] = known
        return known

    def _source_of(self, binding: Binding) -> Target | None:
        """The place that a variable is another name for: ``const a = b.c``, ``const { a } = b``."""
        if binding.kind is BindingKind.PARAMETER or len(binding.declarations) != 1:
            return None
        values = self._module.assignments_to(binding)
        if len(values) == 1:
            value = values[0].value
            if value.kind in (ArgumentKind.MEMBER, ArgumentKind.IDENTIFIER):
                target = self.target_of(value)
                return target if target is not None and target.root != binding.name else None
            return None
        return destructured(self._module, binding) if not values else None

    def _this_alias(self, binding: Binding | None) -> str:
        if binding is None or binding.name not in self._names_of_this or binding.kind is BindingKind.PARAMETER:
            return ""
        values = self._module.assignments_to(binding)
        return "this" if values and all(is_this(binding.name, one.value_text.strip()) for one in values) else ""

    @cached_property
    def _names_of_this(self) -> frozenset[str]:
        """The names that get ``this`` somewhere in the file."""
        return frozenset(
            one.plain
            for one in self._module.assignments
            if (one.plain and one.value_begins_with(b"this", b"(") and one.written_value.kind is ArgumentKind.THIS)
            or (one.plain.startswith("_this") and is_this(one.plain, one.value_text.strip()))
        )

    def _home(self, binding: Binding | None, function: Function) -> Function:
        """The function whose ``this`` a variable such as ``self`` stands for."""
        values = self._module.assignments_to(binding) if binding is not None else ()
        return values[0].function if values else function

    def _owner_key(self, function: Function) -> str:
        owner = self._owners.of(function)
        if owner is not None:
            return owner.key
        return f"this@{function.start}"


def _is_for_each_test(function: Function) -> bool:
    """Whether a function makes what a test needs, before each one."""
    usage = function.usage
    call = usage.call if usage is not None and usage.kind is UsageKind.ARGUMENT else None
    return call is not None and call.name in ("beforeEach", "setup") and call.is_plain


def _same_run(inner: Function, outer: Function) -> bool:
    """Whether one of two functions is the other, or is around it."""
    for first, second in ((inner, outer), (outer, inner)):
        current: Function | None = first
        while current is not None:
            if current is second and current.parent is not None:
                return True
            current = current.parent
    return False


def _step_lifetime(lifetime: Lifetime, root: str, path: tuple[str, ...]) -> Lifetime:
    """An exchange leads to its socket, which an agent reuses, and to its server or application, which stay."""
    if not path:
        return lifetime
    names = (root, *path[:-1])
    if not any(EXCHANGE_NAMES.match(name) for name in names):
        return lifetime
    if path[-1] in SHARED_STEPS:
        return Lifetime.SHARED
    if (path[-1] == "server" and names[-1] in SHARED_STEPS) or (path[-1] == "app" and EXCHANGE_NAMES.match(names[-1])):
        return Lifetime.PROCESS  # net.Socket.server; Express' req.app, Koa's ctx.app
    return lifetime
