"""Where the program makes what the runtime keeps until it is closed or cleared: sockets, workers, watchers, marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leakline.leaks.model import MODULE_OBJECT
from leakline.sources.source_file import SourceFile
from leakline.witness.insertions import Insertion, Value

_CONNECTIONS = (
    frozenset({"Agent"}),
    frozenset({"Socket", "connect", "createConnection"}),
    frozenset({"get", "request", "fetch"}),
)
_OPENED_BY = {
    "Worker": (frozenset({"Worker"}),),
    "MessagePort": (frozenset({"MessageChannel", "BroadcastChannel"}),),
    "TCP": _CONNECTIONS,
    "TLSWrap": _CONNECTIONS,
    "Pipe": (frozenset({"connect", "createConnection"}), frozenset({"spawn", "exec", "execFile", "fork"})),
    "Process": (frozenset({"spawn", "exec", "execFile", "fork"}),),
    "UDP": (frozenset({"createSocket"}),),
    "FSEvent": (frozenset({"watch"}),),
    "StatWatcher": (frozenset({"watchFile"}),),
    "mark": (frozenset({"mark"}),),
    "measure": (frozenset({"measure"}),),
    "observe": (frozenset({"observe"}),),
    MODULE_OBJECT: (frozenset({"require"}),),
}
"""What is called to open a handle or to make a performance entry, likely calls first. Source: Node's documentation."""


def openings(opened: str, files: Sequence[SourceFile]) -> Iterator[list[Insertion]]:
    """The calls that can have opened a kind of handle, those that run more than once, the likeliest first."""
    for names in _OPENED_BY.get(opened, ()):
        yield [
            Insertion(
                file,
                call.start,
                call.end,
                call.function,
                (),
                call.name or "",
                tuple(Value(file, argument) for argument in call.arguments),
            )
            for file in files
            for call in file.module.calls
            if call.name in names and call.function.parent is not None
        ]
