"""Files are checked by settings, shared out to processes, and skipped with a reason."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from leakline.ide import checking
from leakline.ide.check_model import Skipped
from leakline.ide.checking import CheckSettings, check_paths, check_source, check_text, why_skipped
from leakline.js.code import Code
from leakline.rules import RULES, Finding, Rule
from leakline.rules.deadline import TooLongError, deadline
from leakline.rules.unremoved_listener import UnremovedListener
from leakline.sources.source_file import SourceFile
from leakline.witness.model import Severity

LEAK = "class A {\n  b() {\n    process.on('exit', () => this.c());\n  }\n  c() {}\n}\nmodule.exports = A;\n"


def spin() -> None:
    with deadline(0.01):
        while True:
            pass


def test_a_loop_is_ended_at_the_deadline() -> None:
    before = signal.getsignal(signal.SIGPROF)
    with pytest.raises(TooLongError):
        spin()
    assert signal.getsignal(signal.SIGPROF) is before
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def test_a_file_that_takes_too_long_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "SECONDS_PER_FILE", 0.001)
    (tmp_path / "long.js").write_text(LEAK * 2000)
    outcome = check_paths([tmp_path])
    assert (outcome.files, outcome.diagnostics) == (0, ())
    assert [(one.path.name, one.why) for one in outcome.skipped] == [
        ("long.js", "reading it takes more than 0.001 seconds")
    ]


def endless(_rule: Rule, code: Code) -> Iterator[Finding]:
    """Works something out for ever that the other rules want too."""
    yield from ()
    while True:
        code.lifetimes.field_assignments("this.a")


def test_a_rule_that_takes_too_long_is_left_out_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.js").write_text("leaked = 1;\nsetInterval(() => {}, 1);\n" + LEAK)
    (everything,) = {tuple(one.rule for one in check_paths([tmp_path]).diagnostics)}
    assert "unremoved-listener" in everything
    assert len(set(everything)) > 1
    monkeypatch.setattr(UnremovedListener, "check", endless)
    monkeypatch.setattr(checking, "SECONDS_PER_FILE", 0.6)
    outcome = check_paths([tmp_path])
    assert [one.rule for one in outcome.diagnostics] == [rule for rule in everything if rule != "unremoved-listener"]
    assert outcome.files == 1
    assert outcome.skipped == (
        Skipped(
            tmp_path / "a.js",
            "unremoved-listener skipped, because it takes more than 0.1 seconds, or the file more than 0.6",
            partly=True,
        ),
    )


def test_a_file_whose_every_rule_is_slow_is_read_in_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    for rule in RULES:
        monkeypatch.setattr(type(rule), "check", endless)
        monkeypatch.setattr(type(rule), "words", ())
    outcome = check_text(SourceFile(Path("a.js"), LEAK.encode()), seconds=0.6)
    assert outcome.diagnostics == ()
    assert (outcome.left_out or "").startswith("implicit-global, global-state, unremoved-listener")
    assert all(rule.id in (outcome.left_out or "") for rule in RULES)


def test_settings_may_differ_by_file(tmp_path: Path) -> None:
    for name in ("a.js", "b.js"):
        (tmp_path / name).write_text(LEAK)

    def settings(path: Path) -> CheckSettings:
        return CheckSettings({"unremoved-listener": Severity.ERROR if path.name == "a.js" else None})

    found = check_paths([tmp_path], settings).diagnostics
    assert [(one.path.name, one.severity) for one in found] == [("a.js", Severity.ERROR)]


def test_many_processes_and_one_say_the_same(tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"{number:02}.js").write_text(LEAK + f"// {number}\n" * 2000)
    together = check_paths([tmp_path]).diagnostics
    alone = [
        one
        for path in sorted(tmp_path.iterdir())
        for one in check_source(SourceFile(path, path.read_bytes()), CheckSettings())
    ]
    assert list(together) == alone


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"a;\n" * 10_000, None),
        (b"a;" * 10_000, "minified"),
        (b"a;\n" * 4_000_000, "larger than 10 MB"),
    ],
)
def test_what_nobody_wrote_by_hand_is_skipped(data: bytes, why: str | None) -> None:
    assert why_skipped(data) == why
    if why is not None:
        assert check_source(SourceFile(Path("a.js"), data)) == ()
