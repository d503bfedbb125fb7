"""Which captured variables a leaked closure keeps, which of them it can never read, and who captured them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leakline.js import Binding, ContextScope, Function
from leakline.js import Slot as SourceSlot
from leakline.leaks.model import HeapContext, Suspect
from leakline.sources.originals import IMPORT
from leakline.sources.places import place_of_function
from leakline.sources.placing import Sources
from leakline.sources.source_file import SourceFile
from leakline.witness.model import Capture, Slot

MADE_UP = re.compile(r"__|_(?:[a-z]|loop_\d+|this|super|arguments)\d*$|[a-z]\w*_\d+$")
"""How variables are called that compilers make up, and a few of authors."""

_DECLARES = re.compile(rb"\b(?:const|let|var)\s+$")
_WORD = 20  # bytes in which such a word and the blank behind it lie
_REQUIRES = re.compile(r"(?:[\w$.]+\()*require\(\s*[\"']([^\"']+)[\"']\s*\)")


def find_slots(suspect: Suspect, sources: Sources, function: tuple[SourceFile, Function] | None) -> tuple[Slot, ...]:
    """The slots of the contexts that a suspect's closures hold, innermost first, without those of the whole file.

    A slot is called dead only where the source model and the heap agree on the chain of contexts, and no closure that
    is alive and holds one of the contexts can read it.
    """
    if suspect.context is None:
        return ()
    levels = list(_levels(suspect.context))
    if function is None:
        return tuple(
            Slot(slot.name, slot.retained_size, False, (), context.kind, slot.holds)
            for context in levels
            for slot in context.slots
        )
    file, closure = function
    scopes = _matching_scopes(suspect.context, closure)
    readers = [closure]
    slots: list[Slot] = []
    for depth, context in enumerate(levels):
        readers += _holders(context, sources, file)
        scope = scopes[depth] if depth < len(scopes) else None
        known = {slot.name: slot for slot in scope.slots} if scope is not None else {}
        for heap_slot in context.slots:
            source_slot = known.get(heap_slot.name)
            if source_slot is not None and _is_made_up(source_slot, file, sources):
                continue
            slots.append(
                Slot(
                    name=slot_name(heap_slot.name, file, source_slot, sources),
                    retained_size=heap_slot.retained_size,
                    dead=source_slot is not None and all(_is_dead(source_slot, reader) for reader in readers),
                    captured_by=_captures(file, source_slot, sources),
                    scope=_label(file, scope.function, sources) if scope is not None else context.kind,
                    holds=heap_slot.holds,
                )
            )
    return tuple(slots)


def _is_made_up(slot: SourceSlot, file: SourceFile, sources: Sources) -> bool:
    """Whether a compiler needed the variable, and nobody wrote it: nothing can be done about it in the source."""
    if slot.binding is None or not MADE_UP.match(slot.name) or not sources.is_compiled(file):
        return False
    return not any(sources.original_word(file, start) for start, _ in slot.binding.declarations)


def context_owner(context: HeapContext, sources: Sources) -> tuple[SourceFile, Function] | None:
    """The function whose call made a context: by its own place, else by the scope that its closures hold."""
    if context.top_level:
        return None
    site = context.site
    if site is not None:
        found = sources.function(site.url, site.line, site.column)
        return found if isinstance(found, tuple) else None
    for holder in context.closures:
        found = sources.function(holder.url, holder.line, holder.column)
        if isinstance(found, tuple) and (scopes := _matching_scopes(context, found[1])):
            function = scopes[0].function
            return (found[0], function) if function is not None else None
    return None


def source_scope(context: HeapContext, file: SourceFile, sources: Sources) -> ContextScope | None:
    """The scope of a file that a context is of, by its variables and the function that made it; None if unsure."""
    wanted = {slot.name for slot in context.slots}
    owner = context_owner(context, sources)
    alike = [scope for scope in file.module.contexts if set(scope.slot_names) == wanted]
    if owner is not None:
        alike = [scope for scope in alike if scope.function == owner[1]]
    return alike[0] if len(alike) == 1 else None


def slot_name(name: str, file: SourceFile, slot: SourceSlot | None, sources: Sources) -> str:
    """What the author called a variable, which a minifier may have shortened; what it imports if a compiler made it."""
    binding = slot.binding if slot is not None else None
    if binding is None or not sources.is_compiled(file):
        return name
    names = [sources.original_name(file, start) for start, _ in binding.declarations]
    found = next((found for found in names if found and found != name), None) or _imported(file, binding)
    return found or (name if any(names) else _told_otherwise(file, binding, sources)) or name


def _told_otherwise(file: SourceFile, binding: Binding, sources: Sources) -> str | None:
    """The name of a variable whose declaration is not mapped: that of its uses, else of the statement it is made in."""
    used = {sources.original_name(file, reference.start) for reference in binding.references}
    words = (_DECLARES.search(file.data, max(0, start - _WORD), start) for start, _ in binding.declarations)
    made = (sources.original_name(file, word.start()) for word in words if word is not None)
    return (used.pop() if len(used) == 1 else None) or next(made, None)


def _imported(file: SourceFile, binding: Binding) -> str | None:
    """``import './shapes'`` for what a compiler calls ``shapes_1``."""
    values = (one.value.text for one in file.module.assignments_to(binding) if not one.target.path)
    found = next((match for text in values if (match := _REQUIRES.match(text))), None)
    return f"{IMPORT}'{found[1]}'" if found is not None else None


def _levels(context: HeapContext) -> Iterator[HeapContext]:
    level: HeapContext | None = context
    while level is not None and not level.top_level and not level.of_all:
        yield level
        level = level.previous


def _matching_scopes(context: HeapContext, closure: Function) -> tuple[ContextScope, ...]:
    """The scopes of the source that are the heap's contexts; empty unless kinds and slots agree level by level."""
    scopes = closure.contexts
    level: HeapContext | None = context
    for scope in scopes:
        if level is None or not _agree(level, scope):
            return ()
        level = level.previous
    return scopes if level is None else ()


def _agree(context: HeapContext, scope: ContextScope) -> bool:
    if {slot.name for slot in context.slots} != {slot.name for slot in scope.slots}:
        return False
    return context.kind in (scope.kind, "unknown")


def _holders(context: HeapContext, sources: Sources, file: SourceFile) -> list[Function]:
    """The functions of the same file whose closures are alive and hold a context."""
    found = (sources.function(site.url, site.line, site.column) for site in context.closures)
    return [one[1] for one in found if isinstance(one, tuple) and one[0].path == file.path]


def _is_dead(slot: SourceSlot, reader: Function) -> bool:
    """Whether a function holds a slot without being able to read it; what does not hold it reads it least of all."""
    held = any(slot is one or slot == one for scope in reader.contexts for one in scope.slots)
    return not held or slot in reader.dead_slots


def _label(file: SourceFile, function: Function, sources: Sources) -> str:
    return sources.original(place_of_function(file, function)).name or function.label


def _captures(file: SourceFile, slot: SourceSlot | None, sources: Sources) -> tuple[Capture, ...]:
    """The functions that use the variable, which is why V8 put it into the context."""
    captors = slot.captured_by if slot is not None else ()
    originals = [(function, sources.original(place_of_function(file, function))) for function in captors]
    return tuple(Capture(original.name or function.label, original.place) for function, original in originals)
