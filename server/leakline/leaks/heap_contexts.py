"""Contexts of one snapshot as leak traces and hovers tell of them."""

from __future__ import annotations

from leakline.heap import Snapshot
from leakline.heap.census import Nodes
from leakline.heap.retained import outer_contexts, slot_sizes
from leakline.leaks.heap_sites import HeapSites
from leakline.leaks.model import HeapContext, HeapSlot, Site

_CLOSURES_SHOWN = 50
_CHAIN_SHOWN = 16
_SCOPES_BETWEEN = 3
_SCOPES_OF_FILES = frozenset({"module", "script"})


class HeapContexts:
    """Describes contexts of one snapshot."""

    def __init__(self, snapshot: Snapshot, sites: HeapSites) -> None:
        self._snapshot = snapshot
        self._sites = sites
        self._alone: dict[int, HeapContext | None] = {}

    def describe(self, node: int, alike: Nodes | None = None, holders: int = 1) -> HeapContext | None:
        """One context with the contexts around it.

        The sizes of its slots are those of ``alike``, contexts of the same scope that so many closures hold, added up;
        without them of this one alone.
        """
        if alike is not None:
            return self._describe(node, alike, holders)
        if node not in self._alone:
            self._alone[node] = self._describe(node, None, 1)
        return self._alone[node]

    def is_top_level(self, node: int) -> bool:
        """Whether a context holds the variables of a whole file: of an ES module, a script, or CommonJS's wrapper
        function.

        The wrapper is a function right below the native context. It runs once, so there is one context of it, and its
        function is often collected; when it is there it stands at the file's start.
        """
        contexts = self._snapshot.contexts
        row = contexts.row_of(node)
        if row < 0:
            return False
        kind = contexts.kind(node)
        if kind in _SCOPES_OF_FILES:
            return True
        previous = int(contexts.previous[row])
        if kind != "function" or previous < 0 or contexts.kind(previous) not in ("native", "script"):
            return False
        shared = int(contexts.shared[row])
        site = self._sites.of_shared(shared) if shared >= 0 else None
        if site is not None:
            return site.line == 0 and site.column == 0
        return int((contexts.scope_infos == contexts.scope_infos[row]).sum()) == 1

    def declaring_site(self, node: int) -> Site | None:
        """Site of the function whose call made a context, while one of its closures is alive."""
        contexts = self._snapshot.contexts
        row = contexts.row_of(node)
        shared = int(contexts.shared[row]) if row >= 0 else -1
        return self._sites.of_shared(shared) if shared >= 0 else None

    def urls(self, node: int) -> set[str]:
        """Scripts of the function that declares a context and of a closure that holds it or a context inside it."""
        site = self.declaring_site(node)
        inside = self._sites_inside(node, 1)
        return {one.url for one in (*([site] if site is not None else []), *inside)}

    def _sites_inside(self, node: int, most: int) -> list[Site]:
        """Sites of the closures that hold a context; where none does, as around a class, of those right inside."""
        contexts = self._snapshot.contexts
        around = [node]
        for _ in range(_SCOPES_BETWEEN):
            closures = [closure for one in around for closure in contexts.closures_holding(one)][:most]
            if closures or not around:
                return [site for closure in closures if (site := self._sites.of_node(closure)) is not None]
            around = [inner for one in around for inner in contexts.right_inside(one)]
        return []

    def chain(self, node: int) -> list[int]:
        """A context and those around it, innermost first, without the native context."""
        contexts = self._snapshot.contexts
        chain: list[int] = []
        while len(chain) < _CHAIN_SHOWN:
            row = contexts.row_of(node)
            if row < 0 or contexts.kind(node) == "native" or node in chain:
                break
            chain.append(node)
            node = int(contexts.previous[row])
        return chain

    def _describe(self, node: int, alike: Nodes | None, holders: int) -> HeapContext | None:
        chain = self.chain(node)
        instances: list[Nodes] = []
        for context in chain:
            one = self._snapshot.contexts.nodes[[self._snapshot.contexts.row_of(context)]]
            instances.append(
                one if alike is None else alike if not instances else outer_contexts(self._snapshot, instances[-1])
            )
        described: HeapContext | None = None
        for context, same in zip(reversed(chain), reversed(instances), strict=True):
            described = self._one(context, same, described, of_all=holders > len(same) == 1)
        return described

    def _one(self, node: int, instances: Nodes, previous: HeapContext | None, *, of_all: bool) -> HeapContext:
        contexts = self._snapshot.contexts
        closures = contexts.closures_holding(node)[:_CLOSURES_SHOWN]
        sites = [site for closure in closures if (site := self._sites.of_node(closure)) is not None]
        slots = contexts.slots(node)
        sizes = slot_sizes(self._snapshot, instances, [slot.name for slot in slots])
        return HeapContext(
            kind=contexts.kind(node),
            slots=tuple(HeapSlot(slot.name, sizes.get(slot.name, 0), self._holds(slot.target)) for slot in slots),
            site=self.declaring_site(node),
            closures=tuple(dict.fromkeys(sites)),
            inside=() if sites else tuple(dict.fromkeys(self._sites_inside(node, 1))),
            previous=previous,
            top_level=self.is_top_level(node),
            of_all=of_all,
        )

    def _holds(self, target: int) -> str:
        if target < 0:
            return "primitive"
        kind = self._snapshot.node_type(target)
        if kind in ("object", "native"):
            return self._snapshot.node_name(target)
        return {"closure": "function", "heap number": "number"}.get(kind, "string" if "string" in kind else kind)
