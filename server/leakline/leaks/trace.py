"""Leak traces: a retaining path as steps a developer reads, with verdicts and the faulty reference."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from leakline.heap import PathTree, Snapshot
from leakline.heap.census import Nodes
from leakline.heap.columns import Flags
from leakline.heap.holding import gathers, keys_of
from leakline.heap.runtime_scripts import is_dependency_script
from leakline.leaks.as_code import as_code
from leakline.leaks.heap_contexts import HeapContexts
from leakline.leaks.heap_sites import HeapSites
from leakline.leaks.inspectors import reason_of
from leakline.leaks.model import ANONYMOUS, HeapContext, HeapStep, Keeper, Verdict
from leakline.leaks.path import RawStep, raw_steps
from leakline.leaks.references import Reference, reference_at, unfolded
from leakline.leaks.references.handles import is_root as is_handle_root
from leakline.leaks.references.promise import SUSPENDED
from leakline.leaks.references.proxy import PROXY
from leakline.leaks.references.timers import is_root as is_timer_root

GLOBAL = "global variable"
EXPORT = "module export"
MODULE = "module variable"
TIMERS = "pending timers"
HANDLE = "open handle"
GROWS = "grows"
_LONGEST_REFERENCE = 8
COLLECTIONS = frozenset({"Map", "Set", "Array", "WeakMap", "WeakSet"})


@dataclass(frozen=True, slots=True)
class Link:
    """A readable reference together with the node that it leads to and the one that it leaves (ordinals)."""

    reference: Reference
    holder: int
    node: int


@dataclass(frozen=True, slots=True)
class Trace:
    """A leak trace with what the rest of the analysis needs of it.

    ``root_reason`` says what the trace begins at, if that is known; ``top_level`` is the file's scope in which it
    begins. ``general`` are its references with their indexes generalised, from the last variable on where one has a
    name, after the name of that variable's file.
    """

    steps: tuple[HeapStep, ...]
    faulty_step: int | None
    keeper: Keeper | None
    general: tuple[str, ...]
    root_reason: str | None
    top_level: HeapContext | None


class Tracer:
    """Makes leak traces for one snapshot, along one tree of retaining paths.

    With ``raw`` a trace has a step for each reference of the heap, from the root on, as V8 names it: nothing is folded.
    """

    def __init__(
        self, snapshot: Snapshot, tree: PathTree, sites: HeapSites, contexts: HeapContexts, *, raw: bool = False
    ) -> None:
        self._snapshot = snapshot
        self._raw = raw
        self._tree = tree
        self._sites = sites
        self._contexts = contexts

    def trace(
        self,
        node: int,
        is_new: Callable[[int], bool],
        is_replaced: Callable[[int], bool],
        grows: Callable[[int], bool],
        leads: Callable[[int], bool],
        is_keyed: Callable[[int], bool],
        gathers: Callable[[int], bool],
        behind: Sequence[Link] = (),
        over: int = -1,
    ) -> Trace:
        """The trace to a node, and on over ``behind``; by its own path, or by the path to an edge that leads to it.

        ``is_new`` says of a node that the first snapshot did not have it, ``is_replaced`` that the last but one did not
        have it either, ``grows`` that it is one of the suspect's, ``leads`` that it is one by its class, ``is_keyed``
        that it holds many of them by different names, so that the names are keys, ``gathers`` that it holds several
        recent things of one kind.
        """
        above = self._snapshot.graph.edge_source(over) if over >= 0 else node
        path = [*self._tree.path(above), *([over] if over >= 0 else [])]
        raw = raw_steps(self._snapshot, self._tree.start(above), path)
        start = self._start(raw)
        links = self._links(raw, start)
        first_stuck = self._first_stuck(links, is_new, is_replaced, grows, leads, gathers)
        if first_stuck is not None:
            links[first_stuck] = _by_key(links[first_stuck], is_keyed)
        keeper = self._keeper(links, first_stuck) if first_stuck is not None else None
        general = self._general(links, first_stuck, keeper)
        links += behind
        root_reason = self._root_reason(raw, start)
        steps = [self._root_step(raw[start].node)] if root_reason is None else []
        steps += [
            self._step(
                link,
                self._verdict(index, link.node, first_stuck, root_reason if index == 0 else None),
                at_root=index == 0 and root_reason in (GLOBAL, EXPORT),
            )
            for index, link in enumerate(links)
        ]
        offset = len(steps) - len(links)
        proven = first_stuck is not None and root_reason is not None
        faulty = first_stuck + offset if proven and first_stuck is not None else None
        if self._raw:
            stuck = links[first_stuck].node if first_stuck is not None else None
            steps, place = self._unfolded(raw, stuck)
            faulty = place if faulty is not None else None
        return Trace(
            steps=tuple(steps),
            faulty_step=faulty,
            keeper=keeper,
            general=general,
            root_reason=root_reason,
            top_level=self._contexts.describe(raw[start].node) if root_reason == MODULE else None,
        )

    def _general(self, links: Sequence[Link], stuck: int | None, keeper: Keeper | None) -> tuple[str, ...]:
        """See ``Trace.general``. How a variable is reached is another way in each version and way of recording."""
        named = keeper.holder if keeper is not None else ()
        first = stuck if named and stuck is not None else 0
        urls = keeper.context.urls if named and keeper is not None and keeper.context is not None else []
        files = sorted({url.replace("\\", "/").rpartition("/")[2] for url in urls})[:1]
        return (*files, *named, *(f"{link.reference.general} {self._name(link.node)}" for link in links[first:]))

    def _unfolded(self, raw: Sequence[RawStep], stuck: int | None) -> tuple[list[HeapStep], int | None]:
        """A step for each reference of a path, and the place of the first one that leads to what is stuck."""
        place = next((index for index, step in enumerate(raw) if index and step.node == stuck), None)
        steps = [self._root_step(raw[0].node)]
        for index in range(1, len(raw)):
            link = Link(unfolded(self._snapshot, raw, index - 1), raw[index - 1].node, raw[index].node)
            verdict = self._verdict(index, link.node, place, None)
            steps.append(self._step(link, verdict, at_root=False))
        return steps, place

    def link(self, holder: int, path: Sequence[RawStep]) -> Link:
        """One link off the path tree, such as from a closure to its context."""
        reference = reference_at(self._snapshot, [RawStep("", "", holder), *path], 0)
        return Link(reference, holder, path[reference.length - 1].node)

    def gathers(self, node: int, recent: Flags) -> bool:
        """Whether a node holds several recent things of one kind: a container, no element."""
        return gathers(self._snapshot, self._tree, node, recent)

    def keys_of(self, node: int, members: Nodes) -> int:
        """By how many names a node holds members of a group, 0 where they are too few to be keys."""
        return keys_of(self._snapshot, self._tree, node, members)

    def _links(self, raw: Sequence[RawStep], start: int) -> list[Link]:
        links = []
        at = start
        while at + 1 < len(raw):
            reference = reference_at(self._snapshot, raw, at)
            links.append(Link(reference, raw[at].node, raw[at + reference.length].node))
            at += reference.length
        return links

    def _start(self, raw: Sequence[RawStep]) -> int:
        """Where a path begins to be readable, the last such place on it, else its root.

        That is a scope of a whole file, what a module exports, Node's list of timers.
        """
        for index in range(len(raw) - 2, 0, -1):
            if is_timer_root(raw[index + 1]) or self._contexts.is_top_level(raw[index].node):
                return index
            if self._is_exports(raw, index):
                return index
        return 0

    def _is_exports(self, raw: Sequence[RawStep], index: int) -> bool:
        """Whether a step leads from a CommonJS module to its exports."""
        return (
            index > 0
            and raw[index].edge_name == "exports"
            and self._snapshot.node_name(raw[index - 1].node) == "Module"
            and raw[index + 1].edge_type in ("property", "element")
        )

    def _root_reason(self, raw: Sequence[RawStep], start: int) -> str | None:
        node = raw[start].node
        if start + 1 >= len(raw):
            return None
        if is_timer_root(raw[start + 1]):
            return TIMERS
        if self._contexts.is_top_level(node):
            return MODULE
        if self._is_exports(raw, start):
            return EXPORT
        if is_handle_root(self._snapshot, raw, start):
            return HANDLE
        return GLOBAL if node in self._snapshot.roots.globals else None

    def _root_step(self, node: int) -> HeapStep:
        return HeapStep(None, self._snapshot.node_name(node), "root", Verdict.UNKNOWN, None, None)

    def _verdict(
        self, index: int, node: int, first_stuck: int | None, reason: str | None
    ) -> tuple[Verdict, str | None]:
        if first_stuck is None:
            return (Verdict.EXPECTED, reason) if reason else (Verdict.UNKNOWN, None)
        if index >= first_stuck:
            reasons = [GROWS] if index == first_stuck else []
            inspected = reason_of(self._snapshot, node)
            return Verdict.STUCK, "; ".join(reasons + ([inspected] if inspected else [])) or None
        return Verdict.EXPECTED, reason

    def _step(self, link: Link, verdict: tuple[Verdict, str | None], *, at_root: bool) -> HeapStep:
        kind = self._kind(link)
        context = self._contexts.describe(link.node) if kind == "context" else None
        via = link.reference.via
        return HeapStep(
            via=via.removeprefix(".") if at_root else via,
            name=self._context_name(link.node, context) if context is not None else self._name(link.node),
            kind=kind,
            verdict=verdict[0],
            reason=verdict[1],
            site=self._sites.of_node(link.node),
            context=context,
            key=link.reference.key,
        )

    def _first_stuck(
        self,
        links: Sequence[Link],
        is_new: Callable[[int], bool],
        is_replaced: Callable[[int], bool],
        grows: Callable[[int], bool],
        leads: Callable[[int], bool],
        gathers: Callable[[int], bool],
    ) -> int | None:
        """Index of the first link behind the last object of the first snapshot that leads to something stuck.

        What was made once, between the first snapshots, is the program's as well: a socket that was opened, a signal
        that was asked for. So is a collection that is made anew each time, as ``list = [...list, item]`` does. What
        grows in them is stuck, not they.
        """
        behind_old = len(links)
        while behind_old and is_new(links[behind_old - 1].node):
            behind_old -= 1
        for index in range(self._behind_wrappers(links, behind_old, leads, gathers), len(links) - 1):
            node = links[index].node
            if grows(node) or (is_replaced(node) and self._snapshot.node_name(node) not in COLLECTIONS):
                return index
        return len(links) - 1 if behind_old < len(links) else None

    def _behind_wrappers(
        self,
        links: Sequence[Link],
        first: int,
        leads: Callable[[int], bool],
        gathers: Callable[[int], bool],
    ) -> int:
        """Past objects that only lead, each alone, to the one that gathers: a state that is copied for each change."""
        if first == len(links) or self._fans_out(links[first], gathers):
            return first
        for index in range(first, len(links) - 1):
            if leads(links[index].node):
                break
            if gathers(links[index].node):
                return index + 1
        return first

    def _fans_out(self, link: Link, gathers: Callable[[int], bool]) -> bool:
        """Whether what a reference leads to is one of several, in its holder or in the tables on the way to it."""
        above = int(self._tree.parent[link.node])
        for _ in range(_LONGEST_REFERENCE):
            if above < 0 or gathers(above):
                return above >= 0
            if above == link.holder:
                break
            above = int(self._tree.parent[above])
        return False

    def _kind(self, link: Link) -> str:
        snapshot = self._snapshot
        if snapshot.node_type(link.node) == "closure":
            return "closure"
        if snapshot.contexts.row_of(link.node) >= 0:
            return "context"
        if link.reference.shape == "timer":
            return "timer"
        return "collection" if snapshot.node_name(link.node) in COLLECTIONS else "object"

    def _name(self, node: int) -> str:
        """A readable name that shows no data: strings are named by their type."""
        kind = self._snapshot.node_type(node)
        if "string" in kind:
            return "string"
        if kind == "closure":
            return self.bound_name(node) or self._snapshot.node_name(node) or ANONYMOUS
        if self._snapshot.node_name(node) in _OTHER_NAMES:
            return _OTHER_NAMES[self._snapshot.node_name(node)]
        if self._snapshot.node_name(node) in SUSPENDED:
            return self._sites.function_name(node) or self._snapshot.node_name(node)
        if kind in ("object", "native", "synthetic", "hidden", "code", "object shape"):
            return self._snapshot.node_name(node)
        return "RegExp" if kind == "regexp" else kind

    def bound_name(self, node: int) -> str | None:
        """``bound render`` for what ``render.bind(...)`` made; V8 names all of these ``native_bind``."""
        target = self._snapshot.target(node, "bound_function", "internal")
        return f"bound {self._snapshot.node_name(target) or 'function'}" if target >= 0 else None

    def _context_name(self, node: int, context: HeapContext) -> str:
        slots = ", ".join(slot.name for slot in context.slots)
        site = self._contexts.declaring_site(node)
        if context.top_level:
            owner = "the file"
        elif site is not None:
            owner = site.function or "an anonymous function"
        else:
            owner = f"{_article(context.kind)} {context.kind} scope"
        return f"context of {owner} {{{slots}}}"

    def _keeper(self, links: Sequence[Link], stuck: int) -> Keeper | None:
        """How the stuck object is held, in words of code."""
        held = links[stuck]
        names: list[str] = []
        owner: list[str] = []
        declaring: int | None = None
        for link in links[:stuck]:
            if link.reference.shape in ("closure", "context"):
                owner = owner or names
            if link.reference.shape == "variable":
                names, declaring = [link.reference.via], link.holder
            elif link.reference.shape in ("closure", "context"):
                names, declaring = [], None
            elif link.reference.shape == "handle":
                names = [self._name(link.node)]
            elif link.reference.shape == "weak map":
                names, declaring = [link.reference.via], None
            elif link.reference.shape in _UNWRITTEN:
                continue
            else:
                names.append(_IN_CODE.get(link.reference.general, link.reference.general))
        shape, general = held.reference.shape, held.reference.general
        if shape == "variable":
            declaring = held.holder
        if declaring is None or not any(map(is_dependency_script, self._contexts.urls(declaring))):
            owner = []
        places = (self._sites.of_node(link.node) for link in reversed(links[:stuck]))
        holder = "".join(names).removeprefix(".")
        return Keeper(
            shape=shape,
            member=held.reference.member,
            holder=tuple(name.removeprefix(".") for name in names),
            context=self._contexts.describe(declaring) if declaring is not None else None,
            constructor=self._name(held.holder),
            text=as_code(shape, holder, general, self._name(held.holder)),
            held=self._snapshot.node_name(held.node) if self._snapshot.node_type(held.node) == "object" else "",
            owner=tuple(name.removeprefix(".") for name in owner),
            made_by=tuple(dict.fromkeys(place for place in places if place is not None)),
        )


_OTHER_NAMES = {PROXY: "Proxy"}


def _by_key(link: Link, is_keyed: Callable[[int], bool]) -> Link:
    """A property of an object that is used as a table: its name is data, as a Map's key is."""
    if link.reference.shape != "property" or not is_keyed(link.holder):
        return link
    return replace(link, reference=Reference("[…]", "[…]", "object", None, link.reference.length))


def _article(noun: str) -> str:
    return "an" if noun[:1] in "aeiou" else "a"


_IN_CODE = {"map[…]": ".get(…)", "weak map[…]": ".get(…)", "map key": ".keys()", "set[…]": ".values()"}
"""How a program would reach what a readable reference stands for."""

_UNWRITTEN = frozenset({"proxy", "promise", "await", "race"})
"""Shapes that a program does not write when it names what lies behind them."""
