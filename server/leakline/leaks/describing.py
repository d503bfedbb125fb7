"""From a fault, which is groups of nodes, to a suspect, which a person can read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from leakline.heap import Snapshot
from leakline.heap.census import CLOSURE, CONTEXT, TEXT, Census, Row
from leakline.heap.columns import Flags
from leakline.heap.growth import Group
from leakline.heap.retained import contexts_of, retained_by
from leakline.heap.runtime_scripts import is_dependency_script, is_program_script
from leakline.leaks.faults import Fault
from leakline.leaks.fingerprint import fingerprint
from leakline.leaks.heap_contexts import HeapContexts
from leakline.leaks.heap_sites import HeapSites
from leakline.leaks.leaders import BOUND
from leakline.leaks.model import ANONYMOUS, ES_MODULE_OBJECT, MODULE_OBJECT, HeapContext, Member, Site, Suspect
from leakline.leaks.path import RawStep
from leakline.leaks.references.async_store import STORE
from leakline.leaks.references.promise import SUSPENDED
from leakline.leaks.runtime_globals import RUNTIME_GLOBALS
from leakline.leaks.trace import EXPORT, GLOBAL, HANDLE, MODULE, Link, Trace, Tracer

_HANDLERS = (("property", "_onTimeout"), ("property", "_onImmediate"), ("internal", "bound_function"))
_TIMERS = frozenset({"Timeout", "Immediate"})
_MEMBERS_SHOWN = 4
_CONTEXTS_CLIMBED = 4


class Describer:
    """Describes the faults of one comparison, by the last snapshot.

    ``new`` are the nodes that came since the first snapshot, ``recent`` those since the last but one.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        new: Flags,
        recent: Flags,
        census: Census,
        groups: Sequence[Group],
        tracer: Tracer,
        sites: HeapSites,
        contexts: HeapContexts,
    ) -> None:
        self._snapshot = snapshot
        self._new = new
        self._recent = recent
        self._labels = census.labels[-1]
        self._rows = census.rows
        self._groups = groups
        self._tracer = tracer
        self._sites = sites
        self._contexts = contexts

    def suspect(self, fault: Fault) -> Suspect | None:
        """The suspect of a fault; None where only the runtime's own code is concerned."""
        leader = self._groups[fault.leader]
        row = self._rows[leader.row]
        grown_rows = {self._groups[index].row for index in fault.groups}
        apart = {self._groups[index].row for index in fault.groups if self._groups[index].told_apart}

        @cache
        def gathers(node: int) -> bool:
            return self._tracer.gathers(node, self._recent)

        context = self._context(leader, row)
        trace = self._tracer.trace(
            leader.representative,
            is_new=lambda node: bool(self._new[node]),
            is_replaced=lambda node: bool(self._recent[node]),
            grows=lambda node: int(self._labels[node]) in grown_rows and not gathers(node),
            leads=lambda node: int(self._labels[node]) in apart,
            gathers=gathers,
            is_keyed=lambda node: self._tracer.keys_of(node, leader.members) * 2 >= len(leader.members),
            behind=self._behind(leader, row, context),
            over=leader.over,
        )
        handler = self._handler(leader.representative)
        if handler is None and not self._concerns_program(fault, trace):
            return None
        site = handler or self._site(row)
        kind = {CLOSURE: "closure", CONTEXT: "context"}.get(row.kind, "object")
        name = self._name(row, leader.representative)
        return Suspect(
            fingerprint=fingerprint(kind, name, site, trace.general),
            kind=kind,
            name=name,
            counts=leader.counts,
            shallow_sizes=leader.sizes,
            retained_size=retained_by(self._snapshot, leader.members),
            growing=True,
            site=site,
            trace=trace.steps,
            faulty_step=trace.faulty_step,
            keeper=trace.keeper,
            context=context,
            members=self._members(fault),
            top_level=trace.top_level,
        )

    def _site(self, row: Row) -> Site | None:
        if row.script_id < 0:
            return None
        return self._sites.of_location(row.script_id, row.line, row.column, row.name)

    def _handler(self, node: int) -> Site | None:
        """The program's function that a timer of the runtime calls, or that a bound function stands for."""
        for kind, name in _HANDLERS:
            function = self._snapshot.target(node, name, kind)
            site = self._sites.of_node(function) if function >= 0 else None
            if site is not None and is_program_script(site.url):
                return site
        return None

    def _name(self, row: Row, node: int) -> str:
        if row.kind == CLOSURE:
            bound = self._tracer.bound_name(node) if row.name == BOUND else None
            return bound or row.name or self._function_at(row) or ANONYMOUS
        if row.kind == CONTEXT:
            return ""
        if row.name in SUSPENDED:
            return self._function_at(row) or row.name
        return row.name

    def _function_at(self, row: Row) -> str:
        """Name of the closures at a row's location."""
        if row.script_id < 0:
            return ""
        return self._sites.function_names.get((row.script_id, row.line, row.column), "")

    def _behind(self, leader: Group, row: Row, context: HeapContext | None) -> list[Link]:
        """From a closure on to the context it holds, and to the slot whose value keeps most alive."""
        if row.name in _TIMERS:
            return self._callback(leader.representative)
        if row.kind != CLOSURE:
            return []
        first = self._snapshot.target(leader.representative, "context", "internal")
        links: list[Link] = []
        best: list[Link] = []
        largest = 0
        holder, edge = leader.representative, "context"
        for node in self._contexts.chain(first)[:_CONTEXTS_CLIMBED] if first >= 0 else ():
            if context is None or context.top_level or context.of_all:
                break
            context = context.previous
            links.append(self._tracer.link(holder, [RawStep("internal", edge, node)]))
            best = best or list(links)
            for slot in self._snapshot.contexts.slots(node):
                size = self._retained(node, slot.target)
                if size > largest:
                    largest = size
                    best = [*links, self._tracer.link(node, [RawStep("context", slot.name, slot.target)])]
            holder, edge = node, "previous"
        return best

    def _callback(self, timer: int) -> list[Link]:
        for kind, name in _HANDLERS:
            function = self._snapshot.target(timer, name, kind)
            if function >= 0:
                return [self._tracer.link(timer, [RawStep(kind, name, function)])]
        return []

    def _retained(self, context: int, target: int) -> int:
        graph = self._snapshot.graph
        owned = target >= 0 and int(graph.dominators[target]) == context
        return int(graph.retained_sizes[target]) if owned else 0

    def _context(self, leader: Group, row: Row) -> HeapContext | None:
        """The innermost context that the leaked closures hold, with sizes over all of them."""
        if row.kind == CONTEXT:
            return self._contexts.describe(leader.representative, leader.members, len(leader.members))
        if row.kind != CLOSURE:
            return None
        node = self._snapshot.target(leader.representative, "context", "internal")
        if node < 0 or self._contexts.is_top_level(node):
            return self._contexts.describe(node)
        return self._contexts.describe(node, contexts_of(self._snapshot, leader.members), len(leader.members))

    def _members(self, fault: Fault) -> tuple[Member, ...]:
        """What else grows, the program's own first, then by number, without contexts: the trace names them."""
        found: dict[int, tuple[int, ...]] = {}
        for index in fault.groups:
            group = self._groups[index]
            if index != fault.leader:
                found[group.row] = group.counts
            for dragged, counts in group.dragged:
                found.setdefault(dragged, counts)
        named = ((self._rows[number], counts) for number, counts in found.items())
        members = [
            Member(row.kind, self._name(row, -1), counts, self._site(row))
            for row, counts in named
            if row.kind not in (CONTEXT, TEXT) and not self._is_engine(row) and not row.name.startswith("system / ")
        ]
        members.sort(key=lambda member: (not self._is_own(member.site), -member.counts[-1], member.name))
        return tuple(members[:_MEMBERS_SHOWN])

    @staticmethod
    def _is_own(site: Site | None) -> bool:
        return site is not None and is_program_script(site.url) and not is_dependency_script(site.url)

    def _concerns_program(self, fault: Fault, trace: Trace) -> bool:
        """Whether the program's own code made, keeps or is part of what grew."""
        if any(self._groups[index].told_apart for index in fault.groups):
            return True
        if trace.keeper is not None and trace.keeper.shape == "performance":
            return True  # the runtime measures elsewhere
        first = trace.steps[0] if trace.steps else None
        if first is None:
            return False
        if self._rows[self._groups[fault.leader].row].name == MODULE_OBJECT:
            return True  # what is loaded once is no growth: these are of files that are loaded again and again
        if self._reloads(fault):
            return True
        if trace.root_reason in (EXPORT, HANDLE):
            return True  # the runtime's own modules are not CommonJS modules; it opens nothing by itself
        if trace.root_reason == GLOBAL:
            return first.via not in RUNTIME_GLOBALS
        if any(step.via == STORE for step in trace.steps):
            return True  # only the program keeps a store
        if trace.root_reason == MODULE:
            if first.via == "require":
                return False  # what CommonJS knows of its modules
            if trace.top_level is not None and not self._is_runtime(trace.top_level):
                return True
            # The runtime calls a function of the program's, such as a hook, which keeps what grew.
            return any(step.kind == "closure" and self._is_own(step.site) for step in trace.steps[: trace.faulty_step])
        return any(step.site is not None and is_program_script(step.site.url) for step in trace.steps)

    def _reloads(self, fault: Fault) -> bool:
        """Whether ES modules grew because files were imported again and again: ``import("./rules.mjs?v=" + n)``."""
        groups = (self._groups[index] for index in fault.groups)
        wraps = [group for group in groups if self._rows[group.row].name == ES_MODULE_OBJECT]
        ends = [self._snapshot.target(node, "url", "property") for group in wraps for node in group.members.tolist()]
        files = [self._snapshot.node_name(end).partition("?")[0] for end in ends if end >= 0]
        return 0 < 2 * len(set(files)) <= len(files)

    def _is_engine(self, row: Row) -> bool:
        """Whether a row is a closure of the runtime's: a detail of how it keeps the program's things."""
        site = self._site(row)
        return row.kind == CLOSURE and (site is None or not is_program_script(site.url))

    @staticmethod
    def _is_runtime(context: HeapContext) -> bool:
        sites = [*context.closures, *([context.site] if context.site else [])]
        return not any(is_program_script(site.url) for site in sites)
