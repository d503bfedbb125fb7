"""Programs of several files, one Markdown document each below ``projects/``, and what must be said about them.

A heading of the second level names a file, the code block under it is its text. ``(after)`` behind the name is the text
that the file has by the time of the comparison, ``(gone)`` removes it. In the words before the files, lines such as
``Grows: object Task 0 10 20`` state a suspect, or ``Grows: nothing``; ``Entry: src/main.ts`` the file that is run,
``main.js`` where none is named; ``Nodes: 20 24`` the versions of Node, ``Flags: ...`` what it is given, ``Trace: ...``
steps of the trace as in ``scenario``. The line that ends in ``// cause`` is the cause, of one suspect each where there
are several, in their order by size; ``// here`` the suspect's own line where that is another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

DOCUMENTS = Path(__file__).parent / "projects"

_FILE = re.compile(r"^## (\S+)(?: \((after|gone)\))?\n+(?:```\w*\n(.*?)^```\n?)?", re.MULTILINE | re.DOTALL)
_FACT = re.compile(r"^(\w+): (.+)$", re.MULTILINE)
_GROWS = re.compile(r"(\S+) (\S+) (\d+(?: \d+)+)")


@dataclass(frozen=True, slots=True)
class Growing:
    """A suspect: its kind, name and counts."""

    kind: str
    name: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Project:
    """One program; ``files`` as they are run, ``after`` what changed since (None: gone)."""

    name: str
    growing: tuple[Growing, ...]
    entry: str
    nodes: tuple[int, ...]
    flags: tuple[str, ...]
    trace: tuple[str, ...]
    files: dict[str, str]
    after: dict[str, str | None]

    def write(self, folder: Path) -> Path:
        """Write the files as they are run; gives the one to run."""
        for name, text in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return folder / self.entry

    def edit(self, folder: Path) -> None:
        """Change the files as they were changed since."""
        for name, text in self.after.items():
            if text is None:
                (folder / name).unlink()
            else:
                (folder / name).write_text(text, encoding="utf-8")

    def marked(self, mark: str) -> list[str]:
        """``file:line``, one-based, of the lines that end in a mark, by the texts at the time of the comparison."""
        texts = {**self.files, **{name: text or "" for name, text in self.after.items()}}
        return [
            f"{name}:{number}"
            for name, text in texts.items()
            for number, line in enumerate(text.splitlines(), 1)
            if line.rstrip().endswith(f"// {mark}")
        ]


def projects() -> tuple[Project, ...]:
    """All projects, in order of their names."""
    return tuple(read(path) for path in sorted(DOCUMENTS.glob("*.md")))


def read(path: Path) -> Project:
    """Read one document; raises ValueError where it states nothing that could fail."""
    text = path.read_text(encoding="utf-8")
    head = text.partition("\n## ")[0]
    facts = dict(_FACT.findall(head))
    grows = [line for key, line in _FACT.findall(head) if key == "Grows"]
    if not grows:
        raise ValueError(f"{path.name}: state what grows, or that nothing does")
    found = [_GROWS.fullmatch(line) for line in grows if line != "nothing"]
    growing = tuple(Growing(one[1], one[2], tuple(map(int, one[3].split()))) for one in found if one is not None)
    if len(growing) != len(found):
        raise ValueError(f"{path.name}: cannot read {grows}")
    files: dict[str, str] = {}
    after: dict[str, str | None] = {}
    for name, state, body in _FILE.findall(text):
        if state:
            after[name] = None if state == "gone" else body
        else:
            files[name] = body
    return Project(
        name=path.stem,
        growing=growing,
        entry=facts.get("Entry", "main.js"),
        nodes=tuple(map(int, facts.get("Nodes", "20").split())),
        flags=tuple(facts.get("Flags", "").split()),
        trace=tuple(facts["Trace"].split(" -> ")) if "Trace" in facts else (),
        files=files,
        after=after,
    )
