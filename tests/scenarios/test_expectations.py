"""The markers in the programs are read as they are meant: what is misread would be tested nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenarios.scenario import Capture, Cause, Growth, expectations, program, programs


def test_markers_speak_of_the_code_above_them() -> None:
    found = expectations(program("shared-context.js"))
    code = program("shared-context.js").read_text().splitlines()
    (growth,) = found.growths
    (cause,) = found.causes
    (capture,) = found.captures
    assert growth == Growth(growth.line, growth.column, "closure", growth.name, (0, 10, 20))
    assert code[growth.line - 1][growth.column - 1 :].startswith("() => {")
    assert cause == Cause(growth.line, code[growth.line - 1].index("test.on") + 1, None)
    assert capture == Capture(capture.line, capture.column, "innerData", dead=True, of=None)
    assert code[capture.line - 1][capture.column - 1 :].startswith("function () { void innerData; }")
    assert found.trace[0] == "test EventEmitter"


def test_every_program_states_something() -> None:
    stated = {path.name: expectations(path) for path in programs()}
    leaking = {name: found for name, found in stated.items() if found.growths}
    assert {name for name in stated if name.startswith("healthy")} == stated.keys() - leaking.keys()
    assert all(len(found.causes) == len(found.growths) for found in leaking.values())


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("work();\n//<- grwos: closure x 0 1\n// nothing grows\n", "unknown marker"),
        ("work();\n", "state either"),
        ("work();\n//<- grows: closure x 0 1\n// nothing grows\n", "state either"),
    ],
)
def test_a_marker_that_nobody_understands_is_refused(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "odd.js"
    path.write_text(text)
    with pytest.raises(ValueError, match=complaint):
        expectations(path)
