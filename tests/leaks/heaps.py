"""Small heaps that grow, and what leakline says about them."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from leakline.heap import load_snapshot
from leakline.leaks.model import Suspect
from leakline.leaks.suspects import find_suspects
from tests.heap.snapshot_builder import BuiltScript, Handle, SnapshotBuilder

APP = "/app/app.js"


class Program:
    """A process with one script, whose ``work`` is called between snapshots."""

    def __init__(self) -> None:
        self.builder = SnapshotBuilder()
        self.script: BuiltScript = self.builder.script(APP, source="'use strict'")
        self.runtime: BuiltScript = self.builder.script("node:internal/things", source="'use strict'")
        self._scopes: dict[str, Handle] = {}

    def module(self, **variables: Handle) -> Handle:
        """The variables of a file, kept by a function of it that hangs on the global object."""
        context = self.builder.context("module", variables)
        main = self.builder.closure("main", script=self.script, line=90, column=0, context=context)
        self.builder.global_property("main", main)
        return context

    def call(self, function: str, line: int, outer: Handle | None = None, **slots: Handle | None) -> Handle:
        """The context of one call of a function that starts at a line."""
        shared = self.builder.function(function, script=self.script, line=line, column=10)
        if function not in self._scopes:
            self._scopes[function] = self.builder.scope_info(list(slots), shared=shared)
        return self.builder.context("function", slots, scope_info=self._scopes[function], previous=outer)

    def closure(self, name: str, line: int, context: Handle | None = None) -> Handle:
        """A closure of the script."""
        return self.builder.closure(name, script=self.script, line=line, column=4, context=context)

    def instance(self, name: str, line: int) -> Handle:
        """An object of a class of the script."""
        handle = self.builder.object(name)
        self.builder.locate(handle, self.script, line, 13)
        return handle

    def cache(self, make: Callable[[int], Handle]) -> Callable[[], None]:
        """Work that puts one more thing into the array ``cache``, a variable of the file; ``make`` gets its number."""
        array = self.builder.array()
        self.module(cache=array)
        numbers = itertools.count()

        def work() -> None:
            number = next(numbers)
            self.builder.element(array, number, make(number))

        return work

    def compare(
        self, work: Callable[[], None], rounds: tuple[int, ...] = (3, 3), minimum: int = 2, *, raw: bool = False
    ) -> tuple[Suspect, ...]:
        """Snapshots before the work and after each lot of it, compared."""
        snapshots = [load_snapshot(self.builder.build(), cache=False)]
        for times in rounds:
            for _ in range(times):
                work()
            snapshots.append(load_snapshot(self.builder.build(), cache=False))
        return find_suspects(snapshots, minimum, lambda _message, _done: None, raw=raw)


def readable(suspect: Suspect) -> list[str]:
    """A trace as ``via name``, the faulty reference marked."""
    return [
        f"{'> ' if index == suspect.faulty_step else ''}{step.via} {step.name}"
        for index, step in enumerate(suspect.trace)
    ]
