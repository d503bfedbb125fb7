"""The settings under ``leakline``: what a client may send, checked; a bad value keeps its default and is explained."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from leakline.ide.diagnostics import CODE
from leakline.text.sizes import bytes_of

_LEVELS = ("error", "warning", "information", "hint", "off")
_SUPPRESSION = "suppression"  # of comments that silence nothing


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose.

    ``snapshots`` are paths or globs, oldest first. ``path_mappings`` pairs the start of a script's path in the snapshot
    with a folder here. ``rules`` maps a diagnostic's code to its severity or ``off``. ``minimum_growth`` None
    leaves it to the comparison; ``memory_limit`` is in bytes. ``workspace_diagnostics`` allows clients to ask for the
    findings of all files.
    """

    snapshots: tuple[str, ...] = ()
    path_mappings: tuple[tuple[str, str], ...] = ()
    rules: Mapping[str, str] = field(default_factory=dict)
    code_lens: bool = True
    inlay_contexts: bool = False
    workspace_diagnostics: bool = True
    minimum_growth: int | None = None
    memory_limit: int | None = None

    @property
    def rules_off(self) -> frozenset[str]:
        """The rules that are to say nothing."""
        return frozenset(rule for rule, level in self.rules.items() if level == "off")


def parse(sent: object) -> tuple[Settings, tuple[str, ...]]:
    """Settings from the value of the section ``leakline``, and one line for each value that cannot be used.

    Names that are not ours, such as those of an editor's extension, are ignored.
    """
    if sent is None:
        return Settings(), ()
    if not isinstance(sent, Mapping):
        return Settings(), (f"leakline: expected an object with settings, not {_shown(sent)}",)
    chosen: dict[str, Any] = {}
    problems = []
    for name, (attribute, read, expected) in _READERS.items():
        value = _look_up(sent, name)
        if value is None:
            continue
        try:
            chosen[attribute] = read(value)
        except (TypeError, ValueError):
            problems.append(f"leakline.{name}: expected {expected}, not {_shown(value)}; the default is kept")
    return Settings(**chosen), tuple(problems)


def unknown_rules(chosen: Iterable[str]) -> Iterator[str]:
    """A line for each code of the setting ``rules`` that no diagnostic has; loads the rules, which takes a while."""
    from leakline.ide.checking import known_rules

    known = sorted((*known_rules(), CODE, _SUPPRESSION))
    for code in chosen:
        if code not in known:
            yield f"leakline.rules: there is no rule {_shown(code)}; known are {', '.join(known)}"


def _look_up(sent: Mapping[str, Any], name: str) -> object:
    """A value by its dotted name, written nested or flat."""
    value: object = sent
    for part in name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return sent.get(name) if value is None else value


def _strings(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, Sequence) and all(isinstance(one, str) and one for one in value):
        return tuple(value)
    raise TypeError


def _mappings(value: object) -> tuple[tuple[str, str], ...]:
    if isinstance(value, Mapping):
        pairs = tuple(value.items())
    else:
        pairs = tuple((rule.partition("=")[0], rule.partition("=")[2]) for rule in _strings(value))
    if all(isinstance(part, str) and part for pair in pairs for part in pair):
        return pairs
    raise ValueError


def _rules(value: object) -> dict[str, str]:
    if isinstance(value, Mapping) and all(isinstance(code, str) and level in _LEVELS for code, level in value.items()):
        return dict(value)
    raise ValueError


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise TypeError


def _whole_number(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    raise ValueError


def _memory(value: object) -> int:
    if isinstance(value, str) and (size := bytes_of(value)) is not None:
        return size
    return _whole_number(value) * 10**6


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


_READERS: dict[str, tuple[str, Callable[[object], object], str]] = {
    "snapshots": ("snapshots", _strings, "a list of paths or globs, oldest first"),
    "pathMappings": ("path_mappings", _mappings, 'an object such as {"/app": "/home/me/app"}'),
    "rules": ("rules", _rules, f"an object from rule to one of {', '.join(_LEVELS)}"),
    "codeLens": ("code_lens", _flag, "true or false"),
    "workspaceDiagnostics": ("workspace_diagnostics", _flag, "true or false"),
    "inlayHints.contexts": ("inlay_contexts", _flag, "true or false"),
    "minimumGrowth": ("minimum_growth", _whole_number, "a whole number above zero"),
    "memoryLimit": ("memory_limit", _memory, 'a number of megabytes or a size such as "4GB"'),
}
