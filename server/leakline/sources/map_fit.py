"""Whether a source map is that of the file that names it: one of another build, or shifted later, leads astray."""

from __future__ import annotations

import re
from itertools import islice

from leakline.sources.source_maps import OriginalSource, SourceMap
from leakline.text.positions import LineIndex, Position

_LINES = 40
_ENOUGH = 48
_FEWEST = 12
_TOLERATED = 8
"""One in so many may begin inside of a word: escapes and what plugins write."""

_WORD = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_$") | frozenset(range(0x80, 0x100))


_REGISTER = re.compile(rb"(?:#![^\n]*\n)?(?:require\('|import ')\./sourcemap-register\.c?js'\)?;")
"""What ncc puts before the code that it has already mapped. Source: @vercel/ncc, src/index.js (sourceMapRegister)."""


def in_step(found: SourceMap, generated: LineIndex) -> SourceMap:
    """The map moved behind what was put before the mapped code, if it fits better there."""
    register = _REGISTER.match(generated.data)
    if register is None:
        return found
    prefix = generated.position(register.end())
    moved = found.behind(prefix)
    return moved if _strange(moved, generated, prefix) < _strange(found, generated, prefix) else found


def _strange(found: SourceMap, generated: LineIndex, near: Position) -> int:
    """How many of the segments next to a position begin inside of a word."""
    return sum(_inside_word(generated, at) for at, _ in islice(found.around(near, 0), _ENOUGH))


def fits(
    found: SourceMap, generated: LineIndex, position: Position, source: OriginalSource, original: LineIndex | None
) -> bool:
    """Whether the segments of one source around a generated position begin where words do.

    Compilers and minifiers map the beginnings of words. Only where the original's point is inside of a word too, as in
    maps of each single character, may the generated one be. Too few segments are no evidence.
    """
    begun = strange = 0
    for at, segment in found.around(position, _LINES):
        if segment.source is source:
            begun += 1
            strange += _inside_word(generated, at) and not (original and _inside_word(original, segment.position))
        if begun == _ENOUGH:
            break
    return begun < _FEWEST or strange * _TOLERATED <= begun


def _inside_word(lines: LineIndex, position: Position) -> bool:
    """Whether a position is between two letters of one word, or beyond the end of its line."""
    offset = lines.offset(position)
    if lines.position(offset) != position:
        return True
    around = lines.data[max(0, offset - 1) : offset + 1]
    return position.column > 0 and len(around) == 2 and around[0] in _WORD and around[1] in _WORD
