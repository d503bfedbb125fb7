"""Hints in the text: what each function's closures keep alive."""

from __future__ import annotations

from leakline.ide.context_text import function_markdown, kept_slots
from leakline.ide.model import Inlay, Range, SourceFile

_SLOTS_SHOWN = 4


def inlays(source: SourceFile, shown: Range) -> tuple[Inlay, ...]:
    """A hint before each function of a range that keeps variables of the functions around it: ``keeps {innerData}``.

    Slots that the function can never read are marked ``(unused)``. Zero-based, UTF-16.
    """
    start, end = source.lines.offset(shown.start), source.lines.offset(shown.end)
    hints = []
    for function in source.module.functions:
        if not start <= function.start <= end:
            continue
        slots = kept_slots(function)
        if slots:
            unused = {(id(slot.context.scope), slot.name) for slot in function.dead_slots}
            names = [
                f"{slot.name} (unused)" if (id(slot.context.scope), slot.name) in unused else slot.name
                for slot in slots[:_SLOTS_SHOWN]
            ]
            more = [f"… {len(slots) - _SLOTS_SHOWN} more"] if len(slots) > _SLOTS_SHOWN else []
            label = f"keeps {{{', '.join([*names, *more])}}}"
            position = source.lines.position(function.start)
            hints.append(Inlay(position, label, function_markdown(source, function) or label))
    return tuple(hints)
