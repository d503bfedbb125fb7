"""V8's context allocation for one function whose inner functions are already done.

Follows ``DeclarationScope::AllocateVariables`` and what it calls in V8's ``src/ast/scopes.cc``. A variable gets a
context slot when a name that means it is used in an inner function, through ``with``, or when any code inside calls
``eval`` directly; a scope gets a context when a variable of it has a slot, or when V8 needs the context for other
reasons.
"""

from __future__ import annotations

from leakline.js.facts import LEXICAL, BindingKind, FunctionFacts, FunctionKind, ScopeFacts, ScopeKind, Variable

THIS = "this"
NEW_TARGET = ".new.target"
THIS_FUNCTION = ".this_function"
ARGUMENTS = "arguments"
HOME_OBJECT = ".home_object"
STATIC_HOME_OBJECT = ".static_home_object"
BRAND = ".brand"
CAUGHT = ".catch"

PRIVATE = (BindingKind.PRIVATE_NAME, BindingKind.PRIVATE_METHOD, BindingKind.STATIC_PRIVATE_METHOD)
CELLS = (BindingKind.IMPORT,)


def allocate(function: FunctionFacts, exported: frozenset[str] = frozenset()) -> None:
    """Settle which variables of a function's scopes live in contexts, and which names it takes from outside.

    ``exported`` are the names that an ES module exports: they live in module cells, not in the context.
    """
    for hoist in function.hoists:
        _hoist(function, hoist.block, hoist.name, (hoist.start, hoist.end))
    main = function.scope
    for scope in reversed(function.scopes):
        plain, captured = scope.plain, scope.captured
        plain.update(scope.mentions)
        for _, inner in scope.functions:
            captured.update(inner.free)
            if inner.inner_eval:
                scope.inner_eval = True
        if scope.calls_eval:
            scope.inner_eval = True
        if scope is main:
            _declare_implicit(function, plain, captured)
            _allocate_main(function, captured, exported)
        else:
            _allocate_inner(scope, plain, captured)
        if scope.variables:
            names = scope.variables.keys()
            plain -= names
            captured -= names
        if scope.kind is ScopeKind.CLASS:
            plain.discard(BRAND)
            captured.discard(BRAND)
        elif scope.kind is ScopeKind.WITH:
            captured |= plain - {THIS}
            plain &= {THIS}
        parent = scope.parent
        if parent is not None:
            parent.plain |= plain
            parent.captured |= captured
            parent.inner_eval = parent.inner_eval or scope.inner_eval
        else:
            function.free = frozenset(plain | captured)
            function.inner_eval = scope.inner_eval
        scope.plain = scope.captured = set()
    function.hoists = []


def _hoist(function: FunctionFacts, block: ScopeFacts, name: str, declaration: tuple[int, int]) -> None:
    """Declare the ``var`` of a block function, unless a parameter or a lexical binding in between has its name.

    ``DeclarationScope::HoistSloppyBlockFunctions``.
    """
    parameter = function.scope.variables.get(name)
    if parameter is not None and parameter.kind is BindingKind.PARAMETER:
        return
    target = block.declares or block
    scope = block.parent
    while scope is not None:
        found = scope.variables.get(name)
        if found is not None and (found.kind in LEXICAL or (found.block_function and not found.hoists)):
            return
        if scope is target:
            break
        scope = scope.parent
    known = target.variables.get(name)
    if known is not None and known.kind is BindingKind.FUNCTION_NAME:
        del target.variables[name]
        known = None
    if known is None:
        known = target.variables[name] = Variable(name, BindingKind.FUNCTION, [])
    known.declarations.append(declaration)
    block.variables[name].original = known
    target.plain.add(name)


def _declare_implicit(function: FunctionFacts, plain: set[str], captured: set[str]) -> None:
    """Declare what the language declares in a function and its code, or any ``eval`` in it, can use."""
    if function.is_arrow:
        return
    scope = function.scope
    variables = scope.variables
    eval_inside = scope.inner_eval
    if scope.kind is ScopeKind.SCRIPT:
        return
    wanted = [THIS] if scope.kind is ScopeKind.MODULE else [THIS, NEW_TARGET]
    if function.is_method:
        wanted.append(THIS_FUNCTION)
    for name in wanted:
        if eval_inside or name in plain or name in captured:
            variables[name] = Variable(name, BindingKind.IMPLICIT, [])
    if scope.kind is ScopeKind.MODULE or function.kind in (FunctionKind.INITIALIZER, FunctionKind.STATIC_INITIALIZER):
        return
    used = eval_inside or ARGUMENTS in plain or ARGUMENTS in captured
    if not used:
        return
    own = variables.get(ARGUMENTS)
    if own is None:
        variables[ARGUMENTS] = Variable(ARGUMENTS, BindingKind.IMPLICIT, [])
    elif own.kind is BindingKind.FUNCTION_NAME:
        # `arguments` is declared after the body, the function's own name only if nothing else has it
        del variables[ARGUMENTS]
        variables[ARGUMENTS] = Variable(ARGUMENTS, BindingKind.IMPLICIT, [])
    elif own.kind is BindingKind.PARAMETER or (own.kind in LEXICAL and function.simple_parameters):
        return
    scope.mapped_arguments = function.simple_parameters and not function.strict


def _allocate_main(function: FunctionFacts, captured: set[str], exported: frozenset[str]) -> None:
    scope = function.scope
    variables = scope.variables
    every = scope.inner_eval
    cells = scope.kind is ScopeKind.MODULE
    script = scope.kind is ScopeKind.SCRIPT
    for name, variable in variables.items():
        if script:
            variable.in_context = variable.kind in LEXICAL
        elif cells and (name in exported or variable.kind in CELLS):
            variable.in_context = False
        else:
            variable.in_context = every or name in captured
    if scope.mapped_arguments:
        for name in function.parameters:
            variables[name].in_context = True
    must = scope.forced_context or scope.sloppy_eval or cells or script
    if must or any(variable.in_context for variable in variables.values()):
        scope.slots = tuple(_main_order(function))


def _main_order(function: FunctionFacts) -> list[str]:
    """Slot order: ``this``, simple parameters backwards, locals as declared, the function's own name."""
    variables = {name: variable for name, variable in function.scope.variables.items() if variable.in_context}
    order: dict[str, None] = {}
    if THIS in variables:
        order[THIS] = None
    if function.simple_parameters:
        order.update((name, None) for name in reversed(function.parameters) if name in variables)
    order.update((name, None) for name in (NEW_TARGET, THIS_FUNCTION) if name in variables)
    last = [name for name, variable in variables.items() if variable.kind is BindingKind.FUNCTION_NAME]
    order.update((name, None) for name in variables if name not in last)
    order.update((name, None) for name in last)
    return list(order)


def _allocate_inner(scope: ScopeFacts, plain: set[str], captured: set[str]) -> None:
    variables = scope.variables
    if scope.kind is ScopeKind.CLASS:
        _declare_class_internals(scope, plain, captured)
    elif scope.needs_home:
        variables[HOME_OBJECT] = Variable(HOME_OBJECT, BindingKind.IMPLICIT, [], in_context=True)
    every = scope.inner_eval or scope.kind is ScopeKind.CATCH
    found = scope.forced_context or scope.sloppy_eval or scope.kind is ScopeKind.WITH
    for name, variable in variables.items():
        if every or name in captured:
            variable.in_context = True
        found = found or variable.in_context
    if found:
        scope.slots = tuple(name for name, variable in variables.items() if variable.in_context)


def _declare_class_internals(scope: ScopeFacts, plain: set[str], captured: set[str]) -> None:
    """Private names always have slots; brand, home objects and the class itself where members need them.

    ``ParserBase::ParseClassLiteral``: brand, home objects and class name are declared after the members.
    """
    variables = scope.variables
    own_name = next((v for v in variables.values() if v.kind is BindingKind.CLASS_NAME), None)
    if own_name is not None:
        del variables[own_name.name]
    save_class = False
    brand = False
    for name, variable in variables.items():
        if variable.kind in PRIVATE:
            variable.in_context = True
            brand = brand or variable.kind is BindingKind.PRIVATE_METHOD
            if variable.kind is BindingKind.STATIC_PRIVATE_METHOD:
                save_class = save_class or scope.inner_eval or name in plain or name in captured
        elif variable.kind is BindingKind.IMPLICIT:
            variable.in_context = True
    if brand:
        variables[BRAND] = Variable(BRAND, BindingKind.IMPLICIT, [], in_context=True)
    if scope.needs_home:
        for name in (HOME_OBJECT, STATIC_HOME_OBJECT):
            variables[name] = Variable(name, BindingKind.IMPLICIT, [], in_context=True)
    if own_name is None and save_class:
        own_name = Variable(".", BindingKind.CLASS_NAME, [])
    if own_name is not None:
        own_name.in_context = save_class
        variables[own_name.name] = own_name
