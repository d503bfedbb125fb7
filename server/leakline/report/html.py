"""Comparisons as one HTML page that needs nothing but itself: no scripts, no fonts or styles from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path

from leakline import __version__
from leakline.ide.dead_slots import dead_slots, worth_telling
from leakline.ide.diagnostics import shown_place as place_of_suspect
from leakline.ide.model import Answer, Comparison, JoinedFinding, Place, PlacedSuspect, SnapshotSummary
from leakline.ide.sentences import (
    ONLY_MORE_TELL,
    apart_sentence,
    headline,
    members_sentence,
    numbers,
    overhead_sentence,
    refuted,
    shared_sentence,
    slot_sentence,
    stand_out,
    summary,
    unread_sentence,
)
from leakline.ide.trace_text import step_text, verdict_text
from leakline.ide.wording import size, snapshot_name
from leakline.report.excerpts import Lines, line_of
from leakline.report.frames import frames
from leakline.report.html_style import STYLE
from leakline.report.paths import shown_origin, shown_place

_LINES_AROUND = 2
_LONGEST_LINE = 240
_BEFORE = 40


def comparison_html(comparison: Comparison, lines: Lines, base: Path, *, top: int | None = None) -> str:
    """The whole page."""
    return "\n".join(_page(comparison, lines, base, top)) + "\n"


def _page(comparison: Comparison, lines: Lines, base: Path, top: int | None) -> Iterator[str]:
    shown = comparison.suspects[:top]

    def where(place: Place) -> str:
        return shown_place(place, base)

    alone = len(comparison.snapshots) == 1
    count = len(comparison.suspects)
    title = stand_out(count) if alone else summary(count, _files(comparison.suspects))
    yield "<!doctype html>"
    yield '<html lang="en"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>leakline: {escape(title)}</title>"
    yield f"<style>{STYLE}</style></head><body><main>"
    yield f"<header><h1>{escape(title[:1].upper() + title[1:])}</h1>"
    if alone:
        yield f'<p class="note">One snapshot: {ONLY_MORE_TELL}.</p>'
    yield from (f'<p class="note">{escape(warning)}</p>' for warning in comparison.warnings)
    yield from _snapshots(comparison.snapshots)
    if len(shown) > 1:
        yield "<nav><ol>"
        yield from (f'<li><a href="#{escape(one.fingerprint)}">{escape(headline(one))}</a></li>' for one in shown)
        yield "</ol></nav>"
    yield "</header>"
    for suspect in shown:
        yield from _Card(suspect, lines, base).html()
    if len(shown) < len(comparison.suspects):
        yield f'<p class="note">{len(comparison.suspects) - len(shown)} not shown</p>'
    if sum(bool(dead_slots([suspect])) for suspect in shown) > 1:  # of one suspect its own part tells
        yield from _list("Captured and never read", [unread_sentence(one, where) for one in dead_slots(shown)])
    yield from _list("Grew beside the program's objects", map(overhead_sentence, comparison.overhead))
    yield from _refuted([one for one in comparison.findings if one.answer is Answer.REFUTED], base)
    yield f"<footer>leakline {escape(__version__)}</footer></main></body></html>"


def _files(suspects: Iterable[PlacedSuspect]) -> int:
    return len({place.path for one in suspects if (place := place_of_suspect(one)) is not None})


def _snapshots(snapshots: Sequence[SnapshotSummary]) -> Iterator[str]:
    yield "<table><thead><tr><th>snapshot</th><th>file</th><th>nodes</th><th>objects</th></tr></thead>"
    for index, one in enumerate(snapshots):
        name = f"<b>{snapshot_name(index, len(snapshots))}</b> {escape(Path(one.path).name)}"
        yield (
            f'<tr><td title="{escape(one.path)}">{name}</td><td>{size(one.file_size)}</td>'
            f"<td>{one.nodes:,}</td><td>{size(one.shallow_size)}</td></tr>"
        )
    yield "</table>"


class _Card:
    """One suspect as a section."""

    def __init__(self, suspect: PlacedSuspect, lines: Lines, base: Path) -> None:
        self._suspect = suspect
        self._lines = lines
        self._base = base

    def html(self) -> Iterator[str]:
        suspect, cause = self._suspect, self._suspect.cause
        severity = suspect.severity.value
        yield f'<section id="{escape(suspect.fingerprint)}" class="{severity}">'
        rule = f" {escape(cause.rule)}" if cause is not None and cause.rule else ""
        yield f'<h2><span class="severity">{severity}{rule}</span> {escape(headline(suspect))}</h2>'
        yield from self._frames()
        if suspect.place is None and suspect.why_not is not None:
            yield f'<p class="note">No source line: {escape(suspect.why_not.detail)}</p>'
        yield f'<div class="numbers">{_bars(suspect.counts)}<p>{escape(numbers(suspect))}</p></div>'
        shared = shared_sentence(suspect)
        if shared is not None:
            yield f"<p>{escape(shared)}</p>"
        if suspect.members:
            yield f"<p>With it: {escape(members_sentence(suspect))}</p>"
        apart = apart_sentence(suspect)
        if apart is not None:
            yield f'<p class="note">{escape(apart)}</p>'
        slots = worth_telling(suspect)
        if slots:
            yield "<ul>"
            yield from (f"<li>{escape(slot_sentence(slot, self._where))}</li>" for slot in slots)
            yield "</ul>"
        yield "<h3>Kept alive by</h3>"
        yield from self._trace()
        if cause is not None:
            fix = f"<br><b>Fix:</b> {escape(cause.fix)}" if cause.fix is not None and cause.fix != cause.remedy else ""
            yield f'<p class="todo"><b>To do:</b> {escape(cause.remedy)}{fix}</p>'
        yield "</section>"

    def _frames(self) -> Iterator[str]:
        for place, note in frames(self._suspect):
            where = self._where(place) + shown_origin(place, self._base)
            yield f"<figure><figcaption>{escape(where)} <i>{note}</i></figcaption>"
            yield f"<pre>{''.join(self._code(place))}</pre></figure>"

    def _code(self, place: Place) -> Iterator[str]:
        start = (place.written or place).head.start
        line = start.line
        for number in range(max(0, line - _LINES_AROUND), line + _LINES_AROUND + 1):
            text = line_of(place, self._lines, number)
            if text is not None:
                tag = "mark" if number == line else "span"
                first = max(0, start.column - _BEFORE) if number == line and len(text) > _LONGEST_LINE else 0
                shown = f"{'…' if first else ''}{text[first : first + _LONGEST_LINE]}"
                yield f"<{tag}><i>{number + 1:>5}</i> {escape(shown)}</{tag}>"

    def _trace(self) -> Iterator[str]:
        yield '<ol class="trace">'
        for index, step in enumerate(self._suspect.trace):
            faulty = index == self._suspect.faulty_step
            where = f" <span>{escape(self._where(step.place))}</span>" if step.place is not None else ""
            reason = f' <span class="{step.verdict.value}">{escape(verdict_text(step))}</span>' if step.reason else ""
            mark = ' <b class="faulty">the faulty reference</b>' if faulty else ""
            style = f"margin-left:{min(index, 12) * 1.2:.1f}em"
            yield f'<li style="{style}"><code>{escape(step_text(step))}</code>{where}{reason}{mark}</li>'
        yield "</ol>"

    def _where(self, place: Place) -> str:
        return shown_place(place, self._base)


def _bars(counts: Sequence[int]) -> str:
    """The counts as bars of a picture, for whoever sees better than reads."""
    top = max(1, *counts)
    bars = "".join(
        f'<rect x="{index * 16}" y="{32 - 32 * count / top:.1f}" width="12" height="{32 * count / top:.1f}"/>'
        for index, count in enumerate(counts)
    )
    return f'<svg width="{16 * len(counts)}" height="32" role="img" aria-label="growth">{bars}</svg>'


def _list(title: str, sentences: Iterable[str]) -> Iterator[str]:
    items = [f"<li>{escape(one)}</li>" for one in sentences]
    if items:
        yield f'<section class="hint"><h2>{escape(title)}</h2><ul>'
        yield from items
        yield "</ul></section>"


def _refuted(findings: Sequence[JoinedFinding], base: Path) -> Iterator[str]:
    if not findings:
        return
    yield '<section class="hint"><h2>Findings that did not grow</h2><ul>'
    for one in findings:
        where = shown_place(one.place, base)
        yield f"<li><code>{escape(where)}</code> {escape(refuted(one.message))} <i>{escape(one.rule)}</i></li>"
    yield "</ul></section>"
