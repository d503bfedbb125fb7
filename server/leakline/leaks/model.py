"""What the heap says, as plain data: suspects, their leak traces and the contexts they drag along."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

ANONYMOUS = "(anonymous)"
"""What a closure without a name is called."""

OUTER_CONTEXT = "previous context"
"""How a trace calls the reference from a context to the one around it."""
MODULE_OBJECT = "Module"
"""The class of what CommonJS makes of each file that it loads."""
ES_MODULE_OBJECT = "ModuleWrap"
"""The class of what Node makes of each ES module that it loads. Source: lib/internal/modules/esm/module_job.js."""
ES_MODULE_TABLES = ("LoadCache", "ModuleMap")
"""Classes of Node's tables of ES modules, now and in Node 18. Source: lib/internal/modules/esm/module_map.js."""


class Verdict(Enum):
    """Whether an object on a retaining path should still be in memory."""

    EXPECTED = "expected"
    STUCK = "stuck"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Site:
    """Where a group of objects comes from, as V8 reports it.

    ``url`` is the script's name (an absolute path, a ``file://`` or ``node:`` URL, or empty for code from a string).
    ``line`` and ``column`` are zero-based, the column in UTF-16 units.
    """

    url: str
    line: int
    column: int
    function: str
    script_id: int


@dataclass(frozen=True, slots=True)
class HeapSlot:
    """One captured variable of a context in the heap.

    ``retained_size`` is the sum, in bytes, over the suspect's contexts of what the slot's value alone keeps alive;
    ``holds`` is the constructor's name of the value, or of a primitive its kind.
    """

    name: str
    retained_size: int
    holds: str


@dataclass(frozen=True, slots=True)
class HeapContext:
    """A context on a leak trace: its kind in V8's words, its slots in V8's order, and who declares it.

    ``site`` is that of the function whose call made the context, when the heap still knows it. ``closures`` are the
    sites of the functions that hold instances of it. ``top_level`` marks the variables of a whole file,
    ``of_all`` the one context that all leaked closures share, which leaks no more with each of them. ``inside`` is the
    site of a closure that holds a context inside it where none holds this one.
    """

    kind: str
    slots: tuple[HeapSlot, ...]
    site: Site | None
    closures: tuple[Site, ...]
    previous: HeapContext | None = None
    top_level: bool = False
    of_all: bool = False
    inside: tuple[Site, ...] = ()

    @property
    def urls(self) -> tuple[str, ...]:
        """Its scripts: its own, then those of the closures that hold it or a context inside it."""
        sites = [*([self.site] if self.site is not None else []), *self.closures, *self.inside]
        return tuple(dict.fromkeys(site.url for site in sites if site.url))


@dataclass(frozen=True, slots=True)
class HeapStep:
    """One step of a leak trace: over ``via`` to an object.

    ``kind`` is one of ``root``, ``global``, ``object``, ``closure``, ``context``, ``collection``, ``timer``. ``reason``
    says why the verdict was given. ``site`` is a closure's own place, or that of an object's constructor. ``key`` is
    the program's data that … stands for in ``via``.
    """

    via: str | None
    name: str
    kind: str
    verdict: Verdict
    reason: str | None
    site: Site | None
    context: HeapContext | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """Something else that grows because of the same fault, such as the buffers a leaked closure drags along."""

    kind: str
    name: str
    counts: tuple[int, ...]
    site: Site | None


@dataclass(frozen=True, slots=True)
class Keeper:
    """The reference that keeps a suspect: how the last expected object holds the first stuck one.

    ``shape`` names the container (``emitter``, ``map``, ``set``, ``array``, ``timer``, ``property``, ``variable``,
    ...), ``member`` is the event, property or variable name when it is one name for all. ``holder`` is the readable
    path to the container, such as ``('global', 'test')`` or ``('cache',)``: the names from the last variable on.
    ``context`` is the context whose slot that variable is, None for a global. ``constructor`` is the container's.
    ``text`` is the reference as code, such as ``test.on('error')``. ``held`` is the constructor of what it holds.
    Where the variable is an installed package's, ``owner`` is the path that leads from the program to the package's
    closure, such as ``('app',)``; else empty. ``made_by`` are the places of the classes on the way to the container.
    """

    shape: str
    member: str | None
    holder: tuple[str, ...]
    context: HeapContext | None
    constructor: str
    text: str
    held: str = ""
    owner: tuple[str, ...] = ()
    made_by: tuple[Site, ...] = ()


@dataclass(frozen=True, slots=True)
class Overhead:
    """Growth of the heap that no object of the program stands for, and why it is there.

    ``reason`` is a short stable word, ``what`` a noun, ``detail`` says in words why it grows. ``sizes`` has one entry a
    snapshot, in bytes, of ``modules`` the number of files.
    """

    reason: str
    what: str
    detail: str
    sizes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Suspect:
    """All that grows because of one fault.

    ``counts`` and ``shallow_sizes`` (bytes) have one entry a snapshot. ``retained_size`` is what the instances in the
    last snapshot keep alive together, in bytes. ``growing`` means that the count grew in every interval. ``context`` is
    the innermost context that the leaked closures hold, if they hold one. ``shared_size`` is what they keep
    only together with the suspects whose fingerprints are ``shared_with``, in bytes: freed when all of them are.
    ``top_level`` is the scope of the file in whose variable the trace begins, None for another beginning.
    """

    fingerprint: str
    kind: str
    name: str
    counts: tuple[int, ...]
    shallow_sizes: tuple[int, ...]
    retained_size: int
    growing: bool
    site: Site | None
    trace: tuple[HeapStep, ...]
    faulty_step: int | None
    keeper: Keeper | None
    context: HeapContext | None
    members: tuple[Member, ...]
    shared_size: int = 0
    shared_with: tuple[str, ...] = ()
    top_level: HeapContext | None = None
