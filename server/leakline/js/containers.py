"""Maps, sets, arrays and objects that outlive a call: what is put in, and everything that takes out or bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from leakline.js.code import Code
from leakline.js.facts import BindingKind
from leakline.js.kept import cached_property
from leakline.js.lifetimes import Lifetime, Origin, Place
from leakline.js.literal_fields import LiteralField, literal_fields
from leakline.js.model import Binding, Function
from leakline.js.owners import Owner
from leakline.js.shapes import Argument, ArgumentKind, AssignmentShape, CallShape

KINDS = (
    (re.compile(r"^new\s+WeakMap\b"), "weakmap"),
    (re.compile(r"^new\s+WeakSet\b"), "weakset"),
    (re.compile(r"^new\s+Map\b"), "map"),
    (re.compile(r"^new\s+Set\b"), "set"),
    (re.compile(r"^(?:\[\s*\]$|new\s+Array\s*\(\s*\)|Array\s*\(\s*\))"), "array"),
    (re.compile(r"^(?:\{\s*\}$|Object\.create\s*\(\s*null\s*\)|new\s+Object\b)"), "object"),
)
BEGINNINGS = (
    b"new",
    b"[",
    b"{",
    b"Array",
    b"Object",
    b"(",
    b"module",
    b"exports",
)  # of what KINDS and EXPORTED describe
EXPORTED = re.compile(r"^\(?\s*(?:module\.)?exports\.[\w$]+\s*=\s*")
STEP_OF_VARIABLE = re.compile(r"(.*?)@\d+\.(.*)", re.DOTALL)
INSERTING = {"map": ("set",), "set": ("add",), "array": ("push", "unshift"), "object": ()}
TAKES_OUT = re.compile(
    rb"\s*!?(?:\?\.|\.)\s*(?:delete|clear|splice|shift|pop|remove|evict|prune|length\s*=[^=]|size\s*[<>]|length\s*(?:[<>]|--))"
    rb"|\s*\[['\"](?:delete|remove)['\"]\]\s*\("  # as compilers for old engines write it
)
IS_READ = re.compile(
    rb"\s*!?(?:\?\.|\.)\s*(?:get|has|keys|values|entries|forEach|includes|indexOf|find|some|every|map|filter|length|size|join"
    rb"|set|add|push|unshift|reduce|slice|concat|at|hasOwnProperty|sort)\b|\s*(?:\?\.)?\["
)
STEP = re.compile(rb"\s*!?(?:\?\.|\.)\s*([\w$#]+)\s*(\()?")
ENDS_ALL = re.compile(
    rb"_?(?:reset|flush|purge|drain|prune|trim|remove|delete|dispose|destroy|free|empty|expire|sweep|clean|init|call|apply)"
)
ALIAS = re.compile(rb"\b(?:const|let|var)\s+([\w$]+)\s*=\s*(?:[\w$#]+\s*[!?]*\.\s*)*\Z")
THIS_BEFORE = re.compile(rb"(?<![\w$.])this\s*[!?]*\.\s*\Z")
BEHIND_DOT = re.compile(rb"[\w$\]!]\s*\??\.\s*\Z")
WORD = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$")

USES = ("out", "all", "read", "escape")
Uses = dict[str, list[int]]
"""Where something is mentioned, by what each mention does, see ``_use``."""


@dataclass(frozen=True, slots=True)
class Insertion:
    """One statement that puts something in. ``key`` is None for arrays and sets, whose elements are ``value``."""

    start: int
    end: int
    key: Argument | None
    value: Argument | None
    function: Function
    call: CallShape | None
    assignment: AssignmentShape | None


@dataclass(frozen=True, slots=True)
class Treatment:
    """What a file does with a container, see ``Container``."""

    removal_functions: tuple[Function, ...]
    takes_out: bool
    escapes: bool
    iterated: bool
    only_exported: bool


class Container:
    """One container. What the file does with it is worked out when first asked for: most are never asked about it."""

    def __init__(
        self,
        code: Code,
        place: Place,
        kind: str,
        made: AssignmentShape | LiteralField,
        insertions: tuple[Insertion, ...],
    ) -> None:
        self._code = code
        self.place = place
        self.kind = kind
        self.made = made
        self.insertions = insertions

    @cached_property
    def is_static(self) -> bool:
        """Whether it is a field or property of a class or function and not of an object."""
        if self.place.root != "this" and self.place.path:
            return True
        made = self.made
        return made.operator == "field" and b"static" in self._code.bare[made.start : made.target.start]

    @property
    def removal_functions(self) -> tuple[Function, ...]:
        """The functions that take something out or replace it."""
        return self._treatment.removal_functions

    @property
    def takes_out(self) -> bool:
        """Whether something in the file removes from it, replaces it or tests its size."""
        return self._treatment.takes_out

    @property
    def escapes(self) -> bool:
        """Whether other code gets hold of it."""
        return self._treatment.escapes

    @property
    def only_exported(self) -> bool:
        """Whether other code gets hold of it by an ``export`` alone."""
        return self._treatment.only_exported

    @property
    def iterated(self) -> bool:
        """Whether code runs over all of it."""
        return self._treatment.iterated

    @cached_property
    def _treatment(self) -> Treatment:
        return _treatment(self._code, self.place, self.made)


def containers_of(code: Code) -> tuple[Container, ...]:
    """All containers in variables and fields that outlive a call."""
    found: dict[str, Container] = {}
    for assignment in code.module.assignments:
        if not assignment.value_begins_with(*BEGINNINGS):
            continue
        kind = _kind_of(EXPORTED.sub("", assignment.value_text))
        if kind is None or assignment.operator not in ("let", "const", "var", "field", "="):
            continue
        if assignment.target.computed:
            continue
        place = code.place(assignment.target, assignment.function)
        if place.key in found or place.lifetime not in (Lifetime.PROCESS, Lifetime.OWNER, Lifetime.CALL):
            continue
        if (
            place.path
            and (place.root != "this" and place.origin is not Origin.FIELD)
            and not _is_static(assignment, place)
        ):
            continue
        insertions = code.once(_insertions)
        own = tuple(insertions.get(place.key, ()))
        owner = code.owners.of(assignment.function)
        if assignment.operator == "field" and owner is not None and owner.name:
            own = (*own, *code.once(_insertions_by_name).get((owner.name, place.name), ()))
        found[place.key] = Container(code, place, kind, assignment, own)
    for made in literal_fields(code):
        kind, place = _kind_of(made.value.text), made.place
        if kind is not None and place.key not in found:
            by_variable = code.once(_insertions_by_name).get((made.variable, place.name), ()) if made.variable else ()
            own = (*code.once(_insertions).get(place.key, ()), *by_variable)
            found[place.key] = Container(code, place, kind, made, own)
    return tuple(found.values())


def _kind_of(text: str) -> str | None:
    return next((word for pattern, word in KINDS if pattern.match(text)), None)


def _is_static(assignment: AssignmentShape, place: Place) -> bool:
    """``Cache.entries = new Map()``: a property of a class or function of the file."""
    binding = assignment.target.binding
    return (
        binding is not None
        and len(place.path) == 1
        and binding.kind in (BindingKind.CLASS, BindingKind.CLASS_NAME, BindingKind.FUNCTION)
    )


def _insertions(code: Code) -> dict[str, list[Insertion]]:
    found: dict[str, list[Insertion]] = {}
    for call in code.calls("set", "add", "push", "unshift"):
        if call.receiver is None or not call.arguments:
            continue
        key = call.arguments[0] if call.name == "set" else None
        value = call.arguments[-1]
        place = code.place(call.receiver, call.function)
        one = Insertion(call.start, call.end, key, value, call.function, call, None)
        found.setdefault(place.key, []).append(one)
    for assignment in code.module.assignments:
        if assignment.plain or not assignment.written.computed or assignment.operator in ("field", "+=", "-="):
            continue
        target = assignment.target
        shorter = type(target)(
            target.start, target.end, target.text, target.root, target.binding, target.path[:-1], computed=False
        )
        step = target.path[-1]
        key = Argument(target.start, target.end, ArgumentKind.OTHER, step, None, None, None)
        place = code.place(shorter, assignment.function)
        one = Insertion(assignment.start, assignment.end, key, assignment.value, assignment.function, None, assignment)
        found.setdefault(place.key, []).append(one)
    return found


def _insertions_by_name(code: Code) -> dict[tuple[str, str], list[Insertion]]:
    """What is put into ``A.field`` of the file, by both names."""
    found: dict[tuple[str, str], list[Insertion]] = {}
    for key, ones in code.once(_insertions).items():
        match = STEP_OF_VARIABLE.fullmatch(key)
        if match is not None:
            found.setdefault((match[1], match[2]), []).extend(ones)
    return found


def _treatment(code: Code, place: Place, made: AssignmentShape | LiteralField) -> Treatment:
    only_exported = False
    uses = _uses_of(code, place)
    out = [start for start in uses["out"] if not made.target.start <= start < made.target.end]
    escapes, iterated = (
        any(not made.target.start <= start < made.target.end for start in uses[use]) for use in ("escape", "all")
    )
    takes_out = bool(out)
    removers: dict[Function, None] = dict.fromkeys(code.module.enclosing_function(start) for start in out)
    if place.binding is not None and not place.path:
        line = code.source[code.source.rfind(b"\n", 0, made.start) + 1 : made.start]
        only_exported = b"export" in line and not escapes
        escapes = escapes or only_exported
        for other in code.module.assignments_to(place.binding):
            if other is not made:
                takes_out = True
                removers[other.function] = None
    elif place.root == "this":
        for other in code.lifetimes.field_assignments(place.key):
            if other is not made and other.function is not made.function:
                takes_out = True
                removers[other.function] = None
    return Treatment(tuple(removers), takes_out, escapes, iterated, only_exported)


def _uses_of(code: Code, place: Place) -> Uses:
    """Where the container is mentioned, by what the mention does."""
    name = place.name if place.binding is None or place.path else ""
    known = code.once(_uses_by_name).get(name) if name else None
    if known is None:
        known = {}
        for start, end in _everywhere(code, place):
            owner = _field_owner(code, name, start)
            uses = known.setdefault(owner.key if owner is not None else "", {})
            for use, at in _uses_at(code, start, end):
                uses.setdefault(use, []).append(at)
        if name:
            code.once(_uses_by_name)[name] = known
    mine = _owner_of(code, place)
    chosen = frozenset(known) if mine is None else frozenset(known) & _kin(code, mine)
    merged = code.once(_merged_uses)
    if not name or (name, chosen) not in merged:
        merged[name, chosen] = {
            use: sorted(start for key in chosen for start in known[key].get(use, ())) for use in USES
        }
    return merged[name, chosen]


def _merged_uses(code: Code) -> dict[tuple[str, frozenset[str]], Uses]:  # noqa: ARG001
    """The uses of a property by its name and the classes whose fields count, filled by ``_uses_of``."""
    return {}


def _uses_at(code: Code, start: int, end: int) -> Iterator[tuple[str, int]]:
    """What a mention does, or, where it gives the container a name, what is done by that name."""
    use = _use(code, start, end)
    alias = _alias(code, start, end) if use == "escape" else None
    if alias is None:
        yield use, start
        return
    for reference in alias.references:
        if not reference.is_write:
            yield _use(code, reference.start, reference.end), reference.start


def _alias(code: Code, start: int, end: int) -> Binding | None:
    """The variable that ``const list = this.list;`` gives a container, if it gets nothing else."""
    match = ALIAS.search(code.bare, max(0, start - 120), start)
    if match is None or re.match(rb"[^\S\n]*!?[^\S\n]*[;\n]", code.bare[end : end + 20]) is None:
        return None
    binding = code.module.binding_at(match.start(1))
    return binding if binding is not None and len(code.module.assignments_to(binding)) == 1 else None


def _owner_of(code: Code, place: Place) -> Owner | None:
    """The class whose field a place is, where several classes of the file make one of that name."""
    several = place.root == "this" and len(code.once(_owners_by_field).get(place.name, ())) > 1
    return code.owners.with_key(place.key.removesuffix(f".{place.name}")) if several else None


def _kin(code: Code, owner: Owner) -> set[str]:
    """The keys of a class, of the one that it extends and of those that extend it; that of no class is among them."""
    by_name, heirs = code.once(_kinships)
    near = [*by_name.get(owner.superclass or "", ()), *heirs.get(owner.name, ())]
    return {"", owner.key, *near}


def _kinships(code: Code) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The keys of classes by their names, and by the names of what they extend."""
    by_name: dict[str, list[str]] = {}
    heirs: dict[str, list[str]] = {}
    for owner in code.owners.all:
        if owner.name:
            by_name.setdefault(owner.name, []).append(owner.key)
        if owner.superclass is not None:
            heirs.setdefault(owner.superclass, []).append(owner.key)
    return by_name, heirs


def _owners_by_field(code: Code) -> dict[str, set[str]]:
    """The keys of the classes that make a field of a name, by the name."""
    found: dict[str, set[str]] = {}
    for assignment in code.module.assignments:
        target = assignment.written
        if len(target.path) == 1 and not target.computed and (target.root == "this" or assignment.is_field):
            owner = code.owners.of(assignment.function)
            if owner is not None and owner.is_class:
                found.setdefault(target.path[0], set()).add(owner.key)
    return found


def _field_owner(code: Code, name: str, start: int) -> Owner | None:
    """The class whose own field ``this.name`` at a byte is."""
    if name not in code.once(_owners_by_field):
        return None
    if THIS_BEFORE.search(code.bare, max(0, start - 20), start) is None:
        return None
    owner = code.owners.of(code.module.enclosing_function(start))
    return owner if owner is not None and owner.key in code.once(_owners_by_field)[name] else None


def _uses_by_name(code: Code) -> dict[str, dict[str, Uses]]:  # noqa: ARG001
    """The uses of properties by their names and by the classes whose fields they are, filled by ``_uses_of``."""
    return {}


def mentions_of(code: Code, place: Place) -> Iterator[tuple[int, int]]:
    """Where the container is mentioned; a field counts by its name, whoever has it, but for those of other classes."""
    mine = _owner_of(code, place)
    kin = _kin(code, mine) if mine is not None else set()
    for start, end in _everywhere(code, place):
        owner = _field_owner(code, place.name, start) if mine is not None else None
        if owner is None or owner.key in kin:
            yield start, end


def _everywhere(code: Code, place: Place) -> Iterator[tuple[int, int]]:
    if place.binding is not None and not place.path:
        for reference in place.binding.references:
            if not reference.is_write:
                yield reference.start, reference.end
        return
    yield from _steps(code.bare, place.name.encode())


def _steps(source: bytes, name: bytes) -> Iterator[tuple[int, int]]:
    """Where a property name stands behind a dot."""
    start = source.find(name) if name else -1
    while start >= 0:
        end = start + len(name)
        # a step is seldom further from what it is a step of than an indented line
        whole = source[end : end + 1] == b"" or source[end] not in WORD
        if whole and BEHIND_DOT.search(source, max(0, start - 200), start):
            yield start, end
        start = source.find(name, end)


def _use(code: Code, start: int, end: int) -> str:
    """What a mention does: ``out``, ``all`` (runs over everything), ``read`` or ``escape``."""
    source = code.bare
    before, after = source[max(0, start - 60) : start], source[end : end + 200]
    head = re.sub(rb"[\w$#.?]*\.\s*$", b"", before) if before.rstrip().endswith(b".") else before
    if re.search(rb"\bdelete\s+$", head) or TAKES_OUT.match(after):
        return "out"
    if re.search(rb"(?:\bof|\bin|\.\.\.|(?:keys|values|entries|from)\s*\()\s*$", head):
        return "all"
    if re.match(rb"\s*(?:\?\.|\.)\s*(?:forEach|keys|values|entries|map|filter|slice)\b", after):
        return "all"
    if re.search(rb"\bfor\s*\([^()]*$", head) and re.match(rb"\s*\.\s*length\b", after):
        return "all"
    if re.match(rb"\s*=[^=>]", after):
        return "read"
    if IS_READ.match(after):
        return "read"
    if re.search(rb"(?:[!&|(]|if\s*\(|typeof|in)\s*$", head) and re.match(
        rb"\s*(?:\)\s*\{|&&|\|\||\?\?|===?|!==?|\?)", after
    ):
        return "read"
    step = STEP.match(after)
    if step is not None:
        return "out" if ENDS_ALL.match(step[1]) and step[2] else "read"
    return "escape"
