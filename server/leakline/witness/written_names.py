"""What the author called the variables of a context, where a compiler or minifier called them otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from leakline.leaks.model import HeapContext, HeapStep, Suspect
from leakline.sources.originals import IMPORT
from leakline.sources.placing import Sources
from leakline.sources.source_file import SourceFile
from leakline.witness.slots import slot_name, source_scope

_DEFAULT = ".default"
_MANGLED = 3  # letters


def written_names(context: HeapContext | None, sources: Sources) -> Mapping[str, str]:
    """The author's name of each slot that the heap knows by another; empty where no source map tells."""
    if context is None:
        return {}
    for url in context.urls:
        file = sources.file(url)
        if not isinstance(file, SourceFile) or not sources.is_compiled(file):
            continue
        scope = source_scope(context, file, sources)
        if scope is not None:
            names = {slot.name: slot_name(slot.name, file, slot, sources) for slot in scope.slots}
            return {name: written for name, written in names.items() if written != name}
    return {}


def written_member(holder: HeapStep, member: str, file: SourceFile | None, sources: Sources) -> str:
    """What the author called a property of what a step holds.

    Minifiers call one property the same wherever it stands, so all that the map says of it has to agree: in the class
    whose constructor is the holder's site, or in the ``file`` for what is of no class and has one of the short names
    that minifiers give. Of webpack's ``t.j`` for an import the map says only what stands there as a whole.
    """
    site = holder.site
    found = sources.function(site.url, site.line, site.column) if site is not None else None
    made = found if isinstance(found, tuple) else None
    file = made[0] if made is not None else file
    if file is None or not sources.is_compiled(file):
        return member
    shape = next((one for one in file.module.classes if made is not None and one.constructor == made[1]), None)
    if shape is None and len(member) > _MANGLED:
        return member
    name = re.escape(member.encode()) + rb"(?![\w$])"
    start, end = (shape.start, shape.end) if shape is not None else (0, len(file.data))
    own = _one_word(file, re.compile((rb"" if member.startswith("#") else rb"(?<=\.)") + name), start, end, sources)
    if own is not None or shape is not None or not holder.via or not holder.via.isidentifier():
        return own or member
    whole = rb"(?<![\w$.])" + re.escape(holder.via.encode()) + rb"\." + name
    return _one_word(file, re.compile(whole), start, end, sources) or member


def _one_word(file: SourceFile, pattern: re.Pattern[bytes], start: int, end: int, sources: Sources) -> str | None:
    """The word that the author wrote wherever a pattern matches; None where he wrote several, or nobody tells."""
    words = set()
    for match in pattern.finditer(file.data, start, end):
        word = sources.original_word(file, match.start())
        words |= {word} if word is not None else set()
        if len(words) > 1:
            return None
    return words.pop() if words else None


def kept_by(suspect: Suspect, names: Mapping[str, str], vias: Sequence[str | None] = ()) -> str | None:
    """The reference that keeps a suspect as code, with its names as the author wrote them.

    ``vias`` are the references of its trace as the author wrote them.
    """
    keeper = suspect.keeper
    if keeper is None:
        return None
    first = keeper.holder[0] if keeper.holder else keeper.member or ""
    text = keeper.text
    for step, written in zip(suspect.trace, vias, strict=False):
        if step.via is not None and written is not None and step.via.startswith(".") and step.via != written:
            text = _with_member(text, step.via, written)
    if first in names and text.startswith(first):
        return _code(names[first], text[len(first) :])
    return text


def _with_member(text: str, member: str, written: str) -> str:
    return re.sub(re.escape(member) + r"(?![\w$])", lambda _: written, text, count=1)


def _code(first: str, behind: str) -> str:
    """A name and what stands behind it; of what an import makes the exported name, or for a default the module's."""
    if not first.startswith(IMPORT) or not behind.startswith("."):
        return first + behind
    if behind.startswith(f"{_DEFAULT}."):
        return PurePosixPath(first.removeprefix(IMPORT).strip("'")).stem + behind.removeprefix(_DEFAULT)
    return behind[1:]
