"""Which of the groups of one fault gives it its name.

A thing of the program's own, told apart by its place, says most: it leads, also where the runtime's records stand
between it and its keeper. Of the runtime's things the classes that programs know by name come first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from leakline.heap.census import CLOSURE, CONTEXT, OBJECT, TEXT, Row
from leakline.heap.growth import Group

BOUND = "native_bind"
"""What V8 calls each function that ``bind`` makes."""

_RECORDS = frozenset(
    {"Object", "Array", "Map", "Set", "Promise", "Timeout", "Immediate", "Listener", "system / PromiseReaction"}
)
"""Classes that say nothing of the program: what they hold tells better which fault it is."""

_KNOWN_BY_NAME = frozenset(
    {
        "AbortSignal", "Agent", "ChildProcess", "ClientRequest", "Cluster", "FSWatcher", "FileHandle", "Hash",
        "IncomingMessage", "Interface", "Module", "PassThrough", "ReadStream", "Readable", "ReadableStream", "Server",
        "ServerResponse", "Socket", "TLSSocket", "Transform", "TransformStream", "WebSocket", "Worker", "Writable",
        "WritableStream", "WriteStream", "Zlib", "Gzip", "Gunzip",
    }
)  # fmt: skip
"""Classes of the runtime that a program makes itself. Source: Node's documentation."""


def find_leaders(
    top: int,
    groups: Sequence[Group],
    rows: Sequence[Row],
    children: Mapping[int, Sequence[int]],
    installed: Callable[[Row], bool],
) -> list[int]:
    """The groups that name what hangs on a top group: one, or several that stand for faults of their own.

    ``installed`` says of a row told apart that an installed package made it.
    """

    def named_by(leader: int) -> int:
        return _handed_in(leader, groups, rows, children, installed) if installed(rows[groups[leader].row]) else leader

    if groups[top].told_apart:
        return [named_by(top)]
    reached = _reached(top, groups, children)
    held = [index for index in reached if groups[index].told_apart]
    held.sort(key=lambda index: _order(groups[index], rows[groups[index].row]))
    total = min((reached[index] for index in held), default=0)
    covered = sum(_grown(groups[index]) for index in held)
    if held and 2 * covered >= total:
        # Where each record holds several of them, they come from the same places: one fault.
        several = held if 2 * covered <= 3 * total else held[:1]
        return list(dict.fromkeys(named_by(leader) for leader in several))
    return [_of_the_runtime(top, groups, rows, reached)]


def _order(group: Group, row: Row) -> tuple[bool, int, int, int]:
    """Closures and objects before contexts, then what grew most, then what is written first: the same in each run."""
    return row.kind == CONTEXT, -_grown(group), row.line, row.column


def _handed_in(
    top: int,
    groups: Sequence[Group],
    rows: Sequence[Row],
    children: Mapping[int, Sequence[int]],
    installed: Callable[[Row], bool],
) -> int:
    """The program's function that a package's records hold: the innermost, for packages wrap what they are given."""
    below = [top]
    for index in below:
        below += [child for child in children.get(index, ()) if child not in below]
    own = [
        index
        for index in below
        if groups[index].told_apart
        and rows[groups[index].row].kind == CLOSURE
        and not installed(rows[groups[index].row])
        and 2 * _grown(groups[index]) >= _grown(groups[top])
    ]
    return own[-1] if own else top


def rank(
    group: Group, rows: Sequence[Row], installed: Callable[[Row], bool]
) -> tuple[bool, bool, bool, bool, bool, bool, int]:
    """Best names first: things told apart, the program's before a package's; objects before closures and strings.

    Then what nothing else holds, then classes.
    """
    row = rows[group.row]
    engine = _is_engine(row) or row.name.startswith("system / ")
    apart = group.told_apart
    return (
        not apart,
        apart and installed(row),
        row.kind == TEXT,
        engine,
        not group.top,
        row.name in _RECORDS,
        -len(group.members),
    )


def _is_engine(row: Row) -> bool:
    """Whether a shared thing is a function or scope of the runtime; bound functions are the program's."""
    return row.kind in (CLOSURE, CONTEXT) and row.name != BOUND


def _reached(top: int, groups: Sequence[Group], children: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """All groups below one, nearest first, down to the first told apart; each with the least growth on its way."""
    found = {top: _grown(groups[top])}
    for index in (waiting := [top]):
        if index != top and groups[index].told_apart:
            continue
        for child in children.get(index, ()):
            if child not in found:
                found[child] = min(found[index], _grown(groups[index]))
                waiting.append(child)
    return found


def _of_the_runtime(top: int, groups: Sequence[Group], rows: Sequence[Row], reached: Mapping[int, int]) -> int:
    """The group that names a fault without things told apart: its top, if that is what piled up there."""
    row = rows[groups[top].row]
    stands = 2 * groups[top].top >= _grown(groups[top])
    if stands and not _is_engine(row):
        return top
    return min(reached, key=lambda index: _quality(rows[groups[index].row]))  # the nearest of the best


def _quality(row: Row) -> int:
    """How well a row names a fault: 0 is best."""
    if row.kind != OBJECT or row.name.startswith("system / "):
        return 2
    return 0 if row.name in _KNOWN_BY_NAME else 1


def _grown(group: Group) -> int:
    return group.counts[-1] - group.counts[0]
