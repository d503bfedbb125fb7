"""Programs of several files, really run: the cause is first, at the right file and line, and nothing else grows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from leakline.cli.main import main
from tests.contracts import violations
from tests.scenarios.projects import Project, projects, read
from tests.scenarios.scenario import take_snapshots
from tests.scenarios.test_scenarios import arguments, missing_steps, steps

RUNS = [pytest.param(project, node, id=f"{project.name}-{node}") for project in projects() for node in project.nodes]


@pytest.mark.parametrize(("project", "node"), RUNS)
def test_the_command_says_what_the_document_states(
    project: Project, node: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    root, taken = tmp_path / "program", tmp_path / "taken"
    entry = project.write(root)
    taken.mkdir()
    snapshots = take_snapshots(entry, node, taken, project.flags)
    project.edit(root)
    monkeypatch.chdir(root)
    exit_code = main([str(argument) for argument in arguments(snapshots, root)])
    output, errors = capfd.readouterr()
    assert exit_code == bool(project.growing), output[-4000:] + errors
    answer = json.loads(output)
    assert violations(answer, "compare") == []
    growing = [suspect for suspect in answer["suspects"] if suspect["growing"]]
    found = [(one["kind"], one["name"], tuple(one["counts"])) for one in growing]
    assert found == [(one.kind, one.name, one.counts) for one in project.growing], json.dumps(growing, indent=1)
    causes = [f"{one['cause']['path']}:{one['cause']['line']}" for one in growing if one["cause"]]
    assert sorted(causes) == sorted(project.marked("cause")), json.dumps(growing, indent=1)
    own = project.marked("here")
    if own:
        assert [f"{one['location']['path']}:{one['location']['line']}" for one in growing] == own
    if project.trace:
        assert not missing_steps(project.trace, growing[0]), steps(growing[0])


@pytest.mark.parametrize("text", ["# Nothing\n\n## main.js\n\n```js\n```\n", "# Odd\n\nGrows: much\n"])
def test_a_document_that_states_nothing_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "odd.md"
    path.write_text(text)
    with pytest.raises(ValueError, match=r"odd\.md"):
        read(path)
