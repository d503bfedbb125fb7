"""The source model of one file, and the questions that one can ask of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from leakline.js.allocation import STATIC_HOME_OBJECT, THIS
from leakline.js.calls import assignments_of, calls_of, given_functions
from leakline.js.captures import Captures, captures_of
from leakline.js.classes import classes_of
from leakline.js.expressions import argument_around
from leakline.js.facts import FunctionFacts, FunctionKind
from leakline.js.kept import cached_property
from leakline.js.language import V8, ModuleKind
from leakline.js.matching import WhyNotUnique, context_scope
from leakline.js.model import Binding, ContextScope, Function, Scope
from leakline.js.segments import Segments
from leakline.js.shapes import AssignmentShape, CallShape, ClassShape, Usage
from leakline.js.soundness import broken_statements, stays_sound
from leakline.js.syntax import BOM, SourceTree
from leakline.js.usages import usage_of
from leakline.js.walk import name_of
from leakline.text.positions import LineEnds, LineIndex, Position

if TYPE_CHECKING:
    from leakline.js.surroundings import Guard, Outcome

OLD_STATIC_HOME_OBJECT = "._static_home_object"
BOM_COLUMNS = 1
IDENTIFIER = re.compile(rb"(?:[#$\w\x80-\xff]|\\u(?:\{[0-9a-fA-F]+\}|[0-9a-fA-F]{4}))+")


class Module:
    """The source model of one text; ``functions[0]`` is the module's own function.

    ``v8`` decides names, positions and slot order where V8's releases differ.
    """

    def __init__(
        self,
        tree: SourceTree,
        kind: ModuleKind,
        facts: FunctionFacts,
        v8: V8 = V8.NODE_18,
        before: Captures | None = None,
    ) -> None:
        self.tree = tree
        self.kind = kind
        self.v8 = v8
        self.facts = facts
        self.root = Function(self, facts, 0, None)
        self._captures_before = before  # of the text that ``tree`` was made of, until they are needed
        self.exits_of_block: dict[int, tuple[Guard, ...]] = {}  # by tree-sitter's number of a node, for this room alone
        self.outcomes: dict[tuple[int, int], Outcome] = {}  # of expressions by their range, for this room alone
        self._usages: dict[Function, Usage | None] = {}
        self._calls_given: dict[Binding, tuple[CallShape, ...]] = {}
        self._assignments_to: dict[Binding, tuple[AssignmentShape, ...]] = {}

    def release(self) -> None:
        """Free all that it holds at once, without Python's collector; nothing can be asked of it afterwards.

        What a model of an edited text took over from it stays.
        """
        waiting = [self.root]
        for function in waiting:
            own = function.__dict__
            waiting += own.get("functions", ())
            for scope in own.get("scopes", ()):
                scope.release()
            own.clear()
        self.__dict__.clear()

    @property
    def source(self) -> bytes:
        """The text, UTF-8."""
        return self.tree.source

    @cached_property
    def lines(self) -> LineIndex:
        """Where its lines begin, by LSP's line ends."""
        return LineIndex(self.source)

    @cached_property
    def has_errors(self) -> bool:
        """Whether part of the text is not JavaScript or TypeScript."""
        return self.tree.tree.root_node.has_error

    def is_sound_at(self, start: int, end: int) -> bool:
        """Whether the outermost statements that a range touches are JavaScript or TypeScript as a whole."""
        return not any(first <= end and start <= last for first, last in self._broken)

    def stays_sound(self, text: bytes) -> bool:
        """Whether an edited text has no more errors than this one."""
        return stays_sound(self.tree, text)

    @cached_property
    def _broken(self) -> list[tuple[int, int]]:
        return broken_statements(self.tree)

    @cached_property
    def functions(self) -> tuple[Function, ...]:
        """All functions in document order, outer before inner."""
        found = [self.root]
        for function in found:
            found.extend(function.functions)
        return tuple(sorted(found, key=lambda function: (function.start, -function.end)))

    @cached_property
    def scopes(self) -> tuple[Scope, ...]:
        """All scopes, function by function."""
        return tuple(scope for function in self.functions for scope in function.scopes)

    @cached_property
    def bindings(self) -> tuple[Binding, ...]:
        """All variables that the source declares, scope by scope."""
        return tuple(
            binding
            for scope in self.scopes
            for binding in scope.bindings
            if binding.declarations and binding.scope is scope
        )

    def functions_at(self, position: Position, line_ends: LineEnds | None = None) -> tuple[Function, ...]:
        """The functions that V8 reports at a snapshot location (zero-based, UTF-16).

        More than one only for a class and its initializers up to Node 20; their names tell them apart.
        """
        lines = self._lines_of(line_ends)
        column = position.column + (self._uncounted if position.line == 0 else 0)
        offset = lines.offset(Position(position.line, column))
        if lines.position(offset) != Position(position.line, column):
            return ()
        return self._by_v8_offset.get(offset, ())

    def function_at(
        self, position: Position, line_ends: LineEnds | None = None, name: str | None = None
    ) -> Function | None:
        """The function at a snapshot location; with ``name`` the one that V8 calls so, if several start there."""
        found = self.functions_at(position, line_ends)
        named = [function for function in found if function.name == name] if name is not None else []
        return next(iter(named or found), None)

    def functions_named(self, name: str) -> tuple[Function, ...]:
        """The functions that V8 gives a name."""
        return tuple(function for function in self.functions if function.name == name)

    def enclosing_function(self, offset: int) -> Function:
        """The innermost function whose text, its name included, holds a byte."""
        return self._function_segments.at(offset)

    def scope_at(self, offset: int) -> Scope:
        """The innermost scope whose names an identifier at a byte would see."""
        return self._scope_segments.at(offset)

    def binding_at(self, offset: int) -> Binding | None:
        """The binding that an identifier at a byte declares or uses, None for globals and for what is no identifier."""
        match = IDENTIFIER.match(self.source, offset)
        if match is None:
            return None
        name = name_of(match[0])
        for declared in self._declared_at.get(offset, ()):
            return declared
        return self.scope_at(offset).lookup(name)

    def own_context(self, function: Function) -> ContextScope | None:
        """The context that a call of a function makes, if any."""
        return function.own_context

    def v8_position(self, offset: int) -> Position:
        """An offset as snapshots of ``v8`` show it."""
        position = self._lines_of(None).position(offset)
        return Position(0, max(0, position.column - self._uncounted)) if position.line == 0 else position

    def slot_names(self, scope: Scope) -> tuple[str, ...]:
        """Names of a context's slots in the order that ``v8`` gives them."""
        slots = scope.facts.slots or ()
        if self.v8 is not V8.NODE_16:
            return slots
        if slots[:1] == (THIS,) and scope.function.facts.simple_parameters and scope is scope.function.scope:
            parameters = set(scope.function.facts.parameters)
            behind = next((i for i, name in enumerate(slots[1:], 1) if name not in parameters), len(slots))
            slots = (*slots[1:behind], THIS, *slots[behind:])
        return tuple(OLD_STATIC_HOME_OBJECT if name == STATIC_HOME_OBJECT else name for name in slots)

    @cached_property
    def calls(self) -> tuple[CallShape, ...]:
        """All calls and ``new`` in document order."""
        return calls_of(self)

    @cached_property
    def assignments(self) -> tuple[AssignmentShape, ...]:
        """All assignments in document order; declarations and fields with a value are among them."""
        return assignments_of(self)

    def assignments_to(self, binding: Binding) -> tuple[AssignmentShape, ...]:
        """The assignments and declarations that give a binding a value as a whole."""
        known = self._assignments_to.get(binding)
        if known is None:
            found: dict[Binding, list[AssignmentShape]] = {binding: []}
            for one in self._assignments_by_name.get(binding.name, ()):
                if one.target.binding is not None:
                    found.setdefault(one.target.binding, []).append(one)
            self._assignments_to |= {each: tuple(ones) for each, ones in found.items()}
            known = self._assignments_to[binding]
        return known

    @cached_property
    def contexts(self) -> tuple[ContextScope, ...]:
        """Every context that the file can make, function by function."""
        return tuple(scope.context for scope in self.scopes if scope.context is not None)

    def context_scope(
        self,
        kind: str,
        slot_names: Sequence[str],
        outer: Sequence[tuple[str, Sequence[str]]] = (),
        holders: Iterable[Function] = (),
    ) -> Scope | WhyNotUnique:
        """The scope that made a context of a snapshot, or why there is not one; see ``leakline.js.matching``."""
        return context_scope(self, kind, slot_names, outer, holders)

    @cached_property
    def classes(self) -> tuple[ClassShape, ...]:
        """All classes in document order."""
        return classes_of(self)

    @cached_property
    def captures(self) -> Captures:
        """Facts of calls, assignments and the like, for the modules of this room alone."""
        found, self._captures_before = captures_of(self.tree, self._captures_before), None
        return found

    @property
    def known_captures(self) -> Captures | None:
        """``captures`` if somebody has asked for them."""
        return self.__dict__.get("captures")

    def usage_of(self, function: Function) -> Usage | None:
        """What becomes of a function: argument of a call, assigned, returned, a property, a class member."""
        if function not in self._usages:
            self._usages[function] = usage_of(self, function)
        return self._usages[function]

    def call_at(self, start: int, end: int) -> CallShape | None:
        """The call or ``new`` with this range."""
        return self._calls_by_range.get((start, end))

    def assignment_at(self, start: int, end: int) -> AssignmentShape | None:
        """The assignment, declaration or field with this range."""
        return self._assignments_by_range.get((start, end))

    def constructions_of(self, binding: Binding) -> tuple[CallShape, ...]:
        """The ``new X`` of a class or constructor function."""
        return tuple(call for call in self.calls_of(binding) if call.is_new)

    def calls_of(self, binding: Binding) -> tuple[CallShape, ...]:
        """The calls and ``new`` of a variable, in document order."""
        found = (self._plain_calls.get(reference.start) for reference in binding.references)
        return tuple(call for call in found if call is not None and call.binding is binding)

    def calls_given(self, binding: Binding) -> tuple[CallShape, ...]:
        """The calls that get a variable, or a member of it, as an argument, in document order."""
        known = self._calls_given.get(binding)
        if known is not None:
            return known
        found: dict[CallShape, None] = {}
        for reference in binding.references:
            place = argument_around(self, reference.start, reference.end)
            call = self.call_at(*place) if place is not None else None
            if call is not None and any(argument.binding is binding for argument in call.arguments):
                found[call] = None
        known = self._calls_given[binding] = tuple(sorted(found, key=lambda call: (call.start, -call.end)))
        return known

    def function_starting_at(self, start: int, end: int | None = None) -> Function | None:
        """The function whose node begins at a byte, and ends at another if that is given."""
        found = self._by_start.get(start, ())
        return next((function for function in found if end is None or function.end == end), None)

    def function_declared_at(self, name_start: int) -> Function | None:
        """The function that a declared name stands for: a function declaration, or a function right behind the name."""
        return self._by_declared_name.get(name_start)

    @cached_property
    def _function_segments(self) -> Segments[Function]:
        return Segments(self._function_boundaries, self._find_function)

    @cached_property
    def _scope_segments(self) -> Segments[Scope]:
        scopes = self.scopes
        starts, ends = (scope.start for scope in scopes), (scope.end for scope in scopes)
        inner = (function.inner_start for function in self.functions)
        return Segments((*self._function_boundaries, *starts, *ends, *inner), self._find_scope)

    @cached_property
    def _function_boundaries(self) -> list[int]:
        """Where the answer of ``Function.contains`` can change."""
        found: list[int] = []
        for function in self.functions:
            found += (function.start, function.end)
            if function.facts.pieces:
                found += (offset + function.shift for piece in function.facts.pieces for offset in piece)
            elif function.kind is FunctionKind.CLASS and function.name_range is not None:
                found.append(function.name_range[1])
        return found

    def _find_function(self, offset: int, before: Function | None) -> Function:
        current = before or self.root
        while current.outer is not None and not current.contains(offset):
            current = current.outer.function
        while (inner := current.function_around(offset)) is not None:
            current = inner
        return current

    def _find_scope(self, offset: int, _before: Scope | None) -> Scope:
        function = self.enclosing_function(offset)
        while function.outer is not None and not function.facts.pieces and offset < function.inner_start:
            function = function.outer.function
        return function.scope_around(offset)

    @cached_property
    def _assignments_by_name(self) -> dict[str, list[AssignmentShape]]:
        found: dict[str, list[AssignmentShape]] = {}
        for assignment in self.assignments:
            if assignment.plain:
                found.setdefault(assignment.plain, []).append(assignment)
        return found

    @cached_property
    def _plain_calls(self) -> dict[int, CallShape]:
        return {call.callee_start: call for call in self.calls if call.is_plain}

    @cached_property
    def given_functions(self) -> dict[tuple[int, int], tuple[CallShape, int]]:
        """The calls that get a function expression, and as which argument, by the function's range."""
        return given_functions(self)

    @cached_property
    def _calls_by_range(self) -> dict[tuple[int, int], CallShape]:
        return {(call.start, call.end): call for call in self.calls}

    @cached_property
    def _assignments_by_range(self) -> dict[tuple[int, int], AssignmentShape]:
        return {(one.start, one.end): one for one in self.assignments}

    @cached_property
    def _by_start(self) -> dict[int, tuple[Function, ...]]:
        found: dict[int, tuple[Function, ...]] = {}
        for function in self.functions:
            if not function.facts.pieces:
                found[function.start] = (*found.get(function.start, ()), function)
        return found

    @cached_property
    def _by_declared_name(self) -> dict[int, Function]:
        found = {
            function.name_range[0]: function
            for function in self.functions
            if function.kind is FunctionKind.FUNCTION and function.name_range is not None
        }
        for one in self.assignments:
            if one.is_declarator and one.plain and (function := one.function_value) is not None:
                found[one.plain_start] = function
        return found

    @cached_property
    def _uncounted(self) -> int:
        """Columns of the first line that V8 does not count: Node cuts the byte order mark off ES modules alone."""
        return BOM_COLUMNS if self.kind is ModuleKind.ESM and self.source.startswith(BOM) else 0

    @cached_property
    def _by_v8_offset(self) -> dict[int, tuple[Function, ...]]:
        found: dict[int, tuple[Function, ...]] = {}
        for function in self.functions:
            if function.kind is FunctionKind.MODULE and self.kind is ModuleKind.SCRIPT:
                continue
            offset = function.v8_offset
            found[offset] = (*found.get(offset, ()), function)
        return found

    @cached_property
    def _declared_at(self) -> dict[int, list[Binding]]:
        found: dict[int, list[Binding]] = {}
        for scope in self.scopes:
            shift = scope.function.shift
            for binding in scope.bindings_by_name.values():
                if binding.scope is scope:
                    for start, _ in binding.facts.declarations:
                        found.setdefault(start + shift, []).append(binding)
        return found

    def _lines_of(self, line_ends: LineEnds | None) -> LineIndex:
        wanted = line_ends or (LineEnds.LF if self.v8.value < V8.NODE_22.value else LineEnds.ECMASCRIPT)
        if wanted is LineEnds.LF:
            return self._lf_lines
        return self._ecmascript_lines if wanted is LineEnds.ECMASCRIPT else self.lines

    @cached_property
    def _lf_lines(self) -> LineIndex:
        return LineIndex(self.source, LineEnds.LF)

    @cached_property
    def _ecmascript_lines(self) -> LineIndex:
        return LineIndex(self.source, LineEnds.ECMASCRIPT)
