"""What the author called the variables of a context, where a compiler or minifier called them otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from leakline.leaks.model import HeapContext, Suspect
from leakline.sources.placing import Sources
from leakline.sources.source_file import SourceFile
from leakline.witness.slots import IMPORT, slot_name, source_scope, urls_of

_DEFAULT = ".default"


def written_names(context: HeapContext | None, sources: Sources) -> Mapping[str, str]:
    """The author's name of each slot that the heap knows by another; empty where no source map tells."""
    if context is None:
        return {}
    for url in urls_of(context):
        file = sources.file(url)
        if not isinstance(file, SourceFile) or not sources.is_compiled(file):
            continue
        scope = source_scope(context, file, sources)
        if scope is not None:
            names = {slot.name: slot_name(slot.name, file, slot, sources) for slot in scope.slots}
            return {name: written for name, written in names.items() if written != name}
    return {}


def kept_by(suspect: Suspect, names: Mapping[str, str]) -> str | None:
    """The reference that keeps a suspect as code, with its first name as the author wrote it."""
    keeper = suspect.keeper
    if keeper is None:
        return None
    first = keeper.holder[0] if keeper.holder else keeper.member or ""
    if first in names and keeper.text.startswith(first):
        return _code(names[first], keeper.text[len(first) :])
    return keeper.text


def _code(first: str, behind: str) -> str:
    """A name and what stands behind it; of what an import makes the exported name, or for a default the module's."""
    if not first.startswith(IMPORT) or not behind.startswith("."):
        return first + behind
    if behind.startswith(f"{_DEFAULT}."):
        return PurePosixPath(first.removeprefix(IMPORT).strip("'")).stem + behind.removeprefix(_DEFAULT)
    return behind[1:]
