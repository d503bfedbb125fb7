"""What the author called the variables of a context, where a compiler or minifier called them otherwise."""

from __future__ import annotations

from collections.abc import Mapping

from leakline.leaks.model import HeapContext, Suspect
from leakline.sources.placing import Sources
from leakline.sources.source_file import SourceFile
from leakline.witness.slots import context_owner, slot_name


def written_names(context: HeapContext | None, sources: Sources) -> Mapping[str, str]:
    """The author's name of each slot that the heap knows by another; empty where no source map tells."""
    if context is None:
        return {}
    wanted = {slot.name for slot in context.slots}
    owner = context_owner(context, sources)
    sites = [*([context.site] if context.site is not None else []), *context.closures]
    for url in dict.fromkeys(site.url for site in sites if site.url):
        file = sources.file(url)
        if not isinstance(file, SourceFile) or not sources.is_compiled(file):
            continue
        alike = [scope for scope in file.module.contexts if set(scope.slot_names) == wanted]
        if owner is not None:
            alike = [scope for scope in alike if scope.function == owner[1]]
        if len(alike) == 1:
            names = {slot.name: slot_name(slot.name, file, slot, sources) for slot in alike[0].slots}
            return {name: written for name, written in names.items() if written != name}
    return {}


def kept_by(suspect: Suspect, names: Mapping[str, str]) -> str | None:
    """The reference that keeps a suspect as code, with its first name as the author wrote it."""
    keeper = suspect.keeper
    if keeper is None:
        return None
    first = keeper.holder[0] if keeper.holder else keeper.member or ""
    if first in names and keeper.text.startswith(first):
        return names[first] + keeper.text[len(first) :]
    return keeper.text
