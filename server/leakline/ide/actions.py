"""What can be done about the findings of a file: their fixes, the comment that silences one, all safe fixes at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from leakline.ide.check_model import CheckDiagnostic, CheckFix
from leakline.ide.model import Range, SourceFile
from leakline.text.edits import Edit

_SAYS_SO = "unsafe"


class ActionKind(Enum):
    """LSP's kinds of actions; the name of a kind is a prefix of those of its parts."""

    QUICKFIX = "quickfix"
    FIX_ALL = "source.fixAll.leakline"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: ``edits`` are byte offsets of the unchanged text, in their order and without overlaps.

    ``findings`` are those that it mends or silences. ``preferred`` marks the one safe way to mend a finding.
    """

    title: str
    kind: ActionKind
    edits: tuple[Edit, ...]
    findings: tuple[CheckDiagnostic, ...]
    preferred: bool = False


def actions_at(source: SourceFile, place: Range, findings: Iterable[CheckDiagnostic]) -> tuple[Action, ...]:
    """The actions for a range of a text, whose findings are given; fixes come before what only silences."""
    everything = tuple(findings)
    touched = [one for one in everything if one.range.start <= place.end and place.start <= one.range.end]
    found = [action for one in touched for action in fixes_of(one)]
    found += [action for rule in dict.fromkeys(one.rule for one in touched) for action in _all_of(rule, everything)]
    found += [_ignoring(source, one) for one in touched]
    return (*found, *fix_all(everything))


def fixes_of(finding: CheckDiagnostic) -> Iterator[Action]:
    """The fixes of one finding; one that may change more than the leak says so."""
    only = sum(fix.safe for fix in finding.fixes) == 1
    for fix in finding.fixes:
        yield Action(_title(fix), ActionKind.QUICKFIX, fix.edits, (finding,), preferred=fix.safe and only)


def fix_all(findings: Iterable[CheckDiagnostic]) -> Iterator[Action]:
    """The action that applies the safe fixes of a whole file, if it has any."""
    mended, edits = _combined(findings)
    if mended:
        yield Action("Fix all safe leakline problems", ActionKind.FIX_ALL, edits, mended)


def _all_of(rule: str, findings: Iterable[CheckDiagnostic]) -> Iterator[Action]:
    mended, edits = _combined(one for one in findings if one.rule == rule)
    if len(mended) > 1:
        yield Action(f"Fix all {rule} in this file ({len(mended)})", ActionKind.QUICKFIX, edits, mended)


def _combined(findings: Iterable[CheckDiagnostic]) -> tuple[tuple[CheckDiagnostic, ...], tuple[Edit, ...]]:
    """The first safe fix of each finding, without those that touch what an earlier one changes."""
    mended: list[CheckDiagnostic] = []
    edits: set[Edit] = set()
    for finding in findings:
        fix = next((fix for fix in finding.fixes if fix.safe), None)
        if fix is not None and not any(_touch(new, old) for new in fix.edits for old in edits):
            mended.append(finding)
            edits.update(fix.edits)
    return tuple(mended), tuple(sorted(edits, key=lambda edit: (edit.start, edit.old_end)))


def _touch(one: Edit, other: Edit) -> bool:
    return one.start <= other.old_end and other.start <= one.old_end


def _ignoring(source: SourceFile, finding: CheckDiagnostic) -> Action:
    """The comment that silences a finding, on the line in front of it; its reason is left to the author."""
    line = source.lines.starts[finding.range.start.line]
    text = source.lines.line_text(finding.range.start.line)
    indent = text[: len(text) - len(text.lstrip())]
    newline = "\r\n" if b"\r\n" in source.data[:4096] else "\n"
    offset, before, after = line, "// ", ""
    if needs_syntax(source):
        from leakline.js.comment_places import comment_place

        place = comment_place(source.module, source.lines.offset(finding.range.start))
        offset, before, after = place.offset, place.before, place.after
    comment = f"{before}leakline-ignore {finding.rule} -- why this is fine{after}{newline}"
    comment = indent + comment if offset == line else comment + indent
    title = f"Ignore {finding.rule} here, with a reason"
    return Action(title, ActionKind.QUICKFIX, (Edit(offset, offset, comment.encode()),), (finding,))


def needs_syntax(source: SourceFile) -> bool:
    """Whether actions have to look at the model of a text: it may have templates or JSX."""
    return b"`" in source.data or b"</" in source.data or b"/>" in source.data


def _title(fix: CheckFix) -> str:
    return fix.title if fix.safe or _SAYS_SO in fix.title else f"{fix.title} ({_SAYS_SO}: look at what it changes)"
