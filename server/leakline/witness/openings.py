"""Where the program makes what the runtime keeps until it is closed or cleared: sockets, workers, watchers, marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leakline.js import CallShape
from leakline.leaks.model import ES_MODULE_OBJECT, ES_MODULE_TABLES, MODULE_OBJECT, Keeper
from leakline.sources.source_file import SourceFile
from leakline.witness.insertions import Insertion, Value

_IMPORT = "import"

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
    ES_MODULE_OBJECT: (frozenset({_IMPORT}),),
}
"""What is called to open a handle or to make a performance entry, likely calls first. Source: Node's documentation."""


def loaded_by(keeper: Keeper) -> str | None:
    """The class of the module objects that a keeper keeps, None where it keeps none."""
    if keeper.constructor in ES_MODULE_TABLES:
        return ES_MODULE_OBJECT
    return MODULE_OBJECT if keeper.held == MODULE_OBJECT else None


def openings(opened: str, files: Sequence[SourceFile]) -> Iterator[list[Insertion]]:
    """The calls that can have opened a kind of handle, those that run more than once, the likeliest first."""
    for names in _OPENED_BY.get(opened, ()):
        found = [
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
            if _called(file, call) in names and call.function.parent is not None
        ]
        # Which file is loaded again is often put together; what is written out is loaded once by most programs.
        yield [one for one in found if one.values and one.values[0].argument.value is None] or found


def _called(file: SourceFile, call: CallShape) -> str | None:
    is_import = not call.name and file.data.startswith(b"import", call.start)
    return _IMPORT if is_import else call.name
