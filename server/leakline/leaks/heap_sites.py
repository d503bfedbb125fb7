"""Sites of closures, constructors and functions in one snapshot."""

from __future__ import annotations

from functools import cached_property

from leakline.heap import Snapshot, group_by
from leakline.heap.closures import Script
from leakline.heap.live_functions import LiveFunction, LiveFunctions
from leakline.leaks.model import Site


class HeapSites:
    """Looks up where nodes of one snapshot come from."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    @cached_property
    def urls(self) -> dict[int, str]:
        """Name of each script by its id, for scripts that a closure is left of."""
        return {script.script_id: _name(script) for script in self._snapshot.scripts if script.script_id is not None}

    @cached_property
    def source_heads(self) -> dict[str, str]:
        """The beginning of each script's text by its name."""
        return {name: script.source_head for script in self._snapshot.scripts if (name := _name(script))}

    def live_functions(self, url: str) -> tuple[LiveFunction, ...]:
        """The functions that the heap knows of a script, by the script's name."""
        node = self._script_nodes.get(url)
        return self._live.of_script(node) if node is not None else ()

    @cached_property
    def _script_nodes(self) -> dict[str, int]:
        return {name: script.node for script in self._snapshot.scripts if (name := _name(script))}

    @cached_property
    def _live(self) -> LiveFunctions:
        return LiveFunctions(self._snapshot)

    def of_location(self, script_id: int, line: int, column: int, function: str) -> Site:
        """The site of a recorded location."""
        return Site(self.urls.get(script_id, ""), line, column, function, script_id)

    def of_node(self, node: int) -> Site | None:
        """The site that V8 recorded for a closure, or for the constructor of an object."""
        location = self._snapshot.location(node)
        return self.of_location(*location, self._snapshot.node_name(node)) if location is not None else None

    def of_shared(self, shared: int) -> Site | None:
        """The site of a function, by one of its closures that is still alive."""
        closure = self._closure_of_shared.get(shared)
        return self.of_node(closure) if closure is not None else None

    def function_name(self, node: int) -> str:
        """Name of the function at the place that V8 recorded for a node; empty where it has none or is not known."""
        return self.function_names.get(self._snapshot.location(node) or (-1, -1, -1), "")

    @cached_property
    def function_names(self) -> dict[tuple[int, int, int], str]:
        """Name of a closure by its script id, line and column."""
        closures = self._snapshot.closures
        groups = group_by([closures.script_ids, closures.lines, closures.columns], closures.nodes)
        keys = zip(*(column.tolist() for column in groups.keys), strict=True)
        return {key: self._snapshot.node_name(int(groups.members(index)[0])) for index, key in enumerate(keys)}

    @cached_property
    def _closure_of_shared(self) -> dict[int, int]:
        closures = self._snapshot.closures
        groups = group_by([closures.shared], closures.nodes)
        return {shared: int(groups.members(index)[0]) for index, shared in enumerate(groups.keys[0].tolist())}


def _name(script: Script) -> str:
    """What V8 calls a script, or, for code from a string, what the code calls itself in its ``//# sourceURL``."""
    return script.url or script.source_url or ""
