"""What a project says about its own emitters, whose methods have other names than Node's and the DOM's."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Emitters:
    """``methods`` are pairs: the one that adds a listener, ``add(event, handler)``, and the one that removes it.

    ``receivers`` are the names of variables and properties whose emitters live as long as the process.
    """

    methods: tuple[tuple[str, str], ...] = ()
    receivers: frozenset[str] = frozenset()

    def removal_of(self, adding: str) -> str | None:
        """The method that undoes another one, None for methods that nothing is said about."""
        return dict(self.methods).get(adding)

    def adds(self, name: str) -> bool:
        """Whether a method adds a listener."""
        return any(name == adding for adding, _ in self.methods)

    def removes(self, name: str) -> bool:
        """Whether a method removes a listener."""
        return any(name == removing for _, removing in self.methods)


NO_EMITTERS = Emitters()
