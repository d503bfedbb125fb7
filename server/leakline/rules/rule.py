"""The shape of a rule: its docstring is the documentation, ``check`` finds the pattern in one file."""

from __future__ import annotations

import inspect
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from enum import Enum
from typing import ClassVar

from leakline.js.code import Code
from leakline.rules.finding import Certainty, Finding, Fix, Related

MESSAGE_LIMIT = 80
NAME_LIMIT = 32
FENCE = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)


class Family(Enum):
    """The chapters of the documentation."""

    GLOBALS = "globals"
    LISTENERS = "listeners"
    TIMERS = "timers"
    COLLECTIONS = "collections"
    CLOSURES = "closures"
    PROMISES = "promises"
    SUBSCRIPTIONS = "subscriptions"
    RESOURCES = "resources"
    BLOCKING = "blocking"


class Rule(ABC):
    """One leak pattern. Subclasses say which in their docstring and class variables; they keep no state.

    ``patterns`` are the catalogue's numbers, ``held_through`` as in ``Finding``. A file without any of the ``words``
    cannot have the pattern, so the rule does not look at it; none at all means that every file can.
    """

    id: ClassVar[str]
    family: ClassVar[Family]
    patterns: ClassVar[tuple[str, ...]]
    certainty: ClassVar[Certainty]
    held_through: ClassVar[str | None] = None
    words: ClassVar[tuple[bytes, ...]] = ()

    def concerns(self, source: bytes) -> bool:
        """Whether a text has any of the words."""
        return not self.words or any(word in source for word in self.words)

    @abstractmethod
    def check(self, code: Code) -> Iterator[Finding]:
        """All places of a file where the pattern is."""

    def finding(
        self,
        start: int,
        end: int,
        message: str,
        *,
        certainty: Certainty | None = None,
        patterns: tuple[str, ...] | None = None,
        held_through: str | None = None,
        related: tuple[Related, ...] = (),
        fixes: tuple[Fix, ...] = (),
    ) -> Finding:
        """A finding of this rule; what is not given is as the rule says."""
        return Finding(
            self.id,
            patterns or self.patterns,
            certainty or self.certainty,
            start,
            end,
            message[:MESSAGE_LIMIT],
            held_through or self.held_through,
            related,
            fixes,
        )

    @property
    def documentation(self) -> str:
        """The docstring as Markdown."""
        return inspect.cleandoc(type(self).__doc__ or "")

    @property
    def summary(self) -> str:
        """The first line of the documentation."""
        return self.documentation.partition("\n")[0]

    def section(self, heading: str) -> str:
        """The text below a heading, empty where there is none."""
        _, found, rest = self.documentation.partition(f"## {heading}\n")
        return rest.partition("\n## ")[0].strip() if found else ""

    def programs(self, heading: str) -> tuple[tuple[str, str], ...]:
        """The code blocks below a heading: language and text."""
        return tuple((match[1], match[2]) for match in FENCE.finditer(self.section(heading)))


def shown(text: str) -> str:
    """A name or expression as messages quote it: one line, not too long."""
    line = " ".join(text.split())
    return line if len(line) <= NAME_LIMIT else line[: NAME_LIMIT - 1] + "…"
