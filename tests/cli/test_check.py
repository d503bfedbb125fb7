"""``leakline check`` reads the right files and writes every format."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from leakline.cli.main import main
from leakline.ide.check_model import CheckedPaths, Skipped
from leakline.ide.configuration import invalidate
from leakline.rules import RULES
from tests.sarif_schema import sarif_schema

SCHEMA = json.loads((Path(__file__).parents[1] / "contracts" / "check.schema.json").read_text())
LEAK = "class A {\n  b() {\n    process.on('exit', () => this.c());\n  }\n  c() {}\n}\nmodule.exports = A;\n"
MAYBE = "let lastRequest;\nmodule.exports = (req, res) => {\n  lastRequest = req;\n  res.end(lastRequest.url);\n};\n"
FINE = "module.exports = (a) => a + 1;\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    invalidate()
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "src/leak.js", LEAK)
    write(tmp_path, "src/maybe.js", MAYBE)
    write(tmp_path, "src/fine.js", FINE)
    return tmp_path


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def checked(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    code = main(["check", "--format", "json", *arguments])
    outcome: dict[str, Any] = json.loads(capsys.readouterr().out)
    jsonschema.validate(outcome, SCHEMA)
    assert code == (1 if outcome["findings"] else 0)
    return outcome


def paths(outcome: dict[str, Any]) -> list[str]:
    return [finding["path"] for finding in outcome["findings"]]


def test_json_says_what_is_where(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outcome = checked(capsys, "src")
    assert outcome["files"] == 3
    assert [(f["path"], f["rule"], f["severity"], f["line"], f["column"]) for f in outcome["findings"]] == [
        ("src/leak.js", "unremoved-listener", "warning", 3, 5),
        ("src/maybe.js", "stale-reference", "information", 3, 3),
    ]
    assert outcome["findings"][0]["patterns"] == ["P03"]


def test_nothing_to_report_is_zero(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert checked(capsys, "src/fine.js")["findings"] == []


def test_only_some_rules_and_severities(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert paths(checked(capsys, "src", "--rule", "stale-reference")) == ["src/maybe.js"]
    assert paths(checked(capsys, "src", "--min-severity", "warning")) == ["src/leak.js"]
    assert paths(checked(capsys, "src", "--min-severity", "error")) == []


def test_what_git_ignores_and_dependencies_are_left_out(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, ".gitignore", "/build/\n*.gen.js\n!keep.gen.js\n")
    write(project, "sub/.gitignore", "own.js\n")
    for name in ("build/a.js", "src/a.gen.js", "node_modules/x/a.js", "sub/own.js", "src/a.min.js", "src/types.d.ts"):
        write(project, name, LEAK)
    write(project, "keep.gen.js", LEAK)
    write(project, "sub/build/b.js", LEAK)
    outcome = checked(capsys, ".")
    assert paths(outcome) == ["keep.gen.js", "src/leak.js", "src/maybe.js", "sub/build/b.js"]
    assert outcome["skipped"] == [{"path": "src/a.min.js", "why": "minified"}]
    assert paths(checked(capsys, "build/a.js")) == ["build/a.js"], "a file that is named is read"


def test_what_is_no_regular_file_is_left_out_when_found_and_refused_when_named(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "src/loop.js").symlink_to("loop.js")
    os.mkfifo(project / "src/pipe.js")
    outcome = checked(capsys, "src")
    assert outcome["skipped"] == [{"path": f"src/{name}.js", "why": "no regular file"} for name in ("loop", "pipe")]
    for name, complaint in (("loop", "does not exist"), ("pipe", "is no regular file")):
        assert main(["check", f"src/{name}.js"]) == 2
        assert complaint in capsys.readouterr().err


def test_a_folder_that_nobody_may_read_is_left_out_when_found_and_refused_when_named(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = project / "src" / "locked"
    write(locked, "leak.js", LEAK)
    scandir = os.scandir

    def refusing(path: Any) -> Any:  # the modes of folders are nothing to an administrator
        if Path(path) == locked:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    outcome = checked(capsys, "src")
    assert outcome["skipped"] == [{"path": "src/locked", "why": "unreadable: Permission denied"}]
    assert main(["check", "src/locked"]) == 2
    assert capsys.readouterr().err == f"leakline: {locked} cannot be read: Permission denied\n"


def test_a_configuration_that_is_no_file_is_said(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "leakline.json").mkdir()
    assert main(["check", "src"]) == 2
    assert "leakline.json is no regular file" in capsys.readouterr().err


def test_a_name_that_is_no_text_is_shown_and_linked(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path(os.fsdecode(b"src/\xff.js")).write_text(LEAK)
    assert "src/\N{REPLACEMENT CHARACTER}.js" in paths(checked(capsys, "src"))
    main(["check", "--format", "sarif", "src"])
    assert '"src/%FF.js"' in capsys.readouterr().out
    main(["check", "src"])
    assert "src/\N{REPLACEMENT CHARACTER}.js:3:5" in capsys.readouterr().out


def test_a_name_with_line_breaks_is_escaped_for_people_and_kept_for_scripts(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, "odd/one\n:1:1: two\x1b[2J.js", LEAK)
    assert paths(checked(capsys, "odd")) == ["odd/one\n:1:1: two\x1b[2J.js"]
    main(["check", "odd"])
    assert " --> odd/one\\n:1:1: two\\x1b[2J.js:3:5\n" in capsys.readouterr().out


def test_what_a_source_says_steers_no_terminal(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, "src/odd.js", LEAK.replace("'exit'", "'ex\x1b[2Jit'"))
    main(["check", "src/odd.js"])
    output = capsys.readouterr().out
    assert r"'ex\x1b[2Jit' listener" in output
    assert "3 |     process.on('ex␛[2Jit', () => this.c());\n" in output
    assert "\x1b" not in output


def test_utf_16_is_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "src/wide.js").write_text(LEAK, "utf-16")
    (skipped,) = checked(capsys, "src")["skipped"]
    assert (skipped["path"], "UTF-16" in skipped["why"]) == ("src/wide.js", True)
    assert main(["contexts", "src/wide.js"]) == 2
    assert "is in UTF-16" in capsys.readouterr().err


def test_long_lines_are_minified(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, "src/bundle.js", "a();" * 3000)
    assert checked(capsys, "src")["skipped"] == [{"path": "src/bundle.js", "why": "minified"}]


def test_many_files_are_checked_in_several_processes(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(40):
        write(project, f"many/{number:02}.js", LEAK + "// filled up, since few bytes stay in one process\n" * 200)
    assert paths(checked(capsys, "many")) == [f"many/{number:02}.js" for number in range(40)]


def test_text_shows_the_line(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "src/leak.js"]) == 1
    assert capsys.readouterr().out == (
        "warning: 'exit' listener is never removed from 'process' [unremoved-listener]\n"
        " --> src/leak.js:3:5\n"
        "  |\n"
        "3 |     process.on('exit', () => this.c());\n"
        "  |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        "  = help: Remove the listener in destroy() (unsafe: somebody has to call it)\n"
        "\n"
        "1 finding in 1 file\n"
    )


def test_github_shows_annotations(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "--format", "github", "src/leak.js"])
    assert capsys.readouterr().out == (
        "::warning file=src/leak.js,line=3,endLine=3,col=5,endColumn=39,title=unremoved-listener"
        "::'exit' listener is never removed from 'process'\n"
    )


def test_sarif_describes_every_rule(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "--format", "sarif", "src"])
    log = json.loads(capsys.readouterr().out)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert [rule["id"] for rule in driver["rules"]] == [rule.id for rule in RULES]
    first, second = run["results"]
    assert (first["ruleId"], first["level"], second["level"]) == ("unremoved-listener", "warning", "note")
    assert driver["rules"][first["ruleIndex"]]["id"] == first["ruleId"]
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "src/leak.js"
    assert place["region"] == {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 39}


def test_sarif_is_valid(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, "src/a name, ünusual 100%.js", LEAK)
    outside = project.parent / "outside.js"
    outside.write_text("// leakline-ignore unremoved-listener\n" + LEAK + MAYBE)
    main(["check", "--format", "sarif", "src", str(outside)])
    log = json.loads(capsys.readouterr().out)
    jsonschema.Draft7Validator(sarif_schema()).validate(log)
    results = log["runs"][0]["results"]
    uris = [one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in results]
    assert "src/a%20name%2C%20%C3%BCnusual%20100%25.js" in uris
    assert outside.as_uri() in uris
    assert "suppression" in [one["ruleId"] for one in results], "a comment without a reason is itself a result"


def test_an_empty_sarif_log_is_valid(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--format", "sarif", "src/fine.js"]) == 0
    log = json.loads(capsys.readouterr().out)
    jsonschema.Draft7Validator(sarif_schema()).validate(log)
    assert log["runs"][0]["results"] == []


def test_a_comment_needs_a_reason(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    silent = LEAK.replace(
        "    process", "    // leakline-ignore unremoved-listener -- one for each process\n    process"
    )
    write(project, "src/leak.js", silent)
    assert paths(checked(capsys, "src/leak.js")) == []
    write(project, "src/leak.js", silent.replace(" -- one for each process", ""))
    found = checked(capsys, "src/leak.js")["findings"]
    assert [(one["rule"], one["line"]) for one in found] == [("suppression", 3), ("unremoved-listener", 4)]
    assert main(["check", "--min-severity", "warning", "src/leak.js"]) == 1


def test_rules_are_set_in_leakline_json(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, "leakline.json", '{"rules": {"unremoved-listener": "off", "stale-reference": "error"}}')
    assert [(f["path"], f["severity"]) for f in checked(capsys, "src")["findings"]] == [("src/maybe.js", "error")]


def test_the_nearest_configuration_of_each_file_holds(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, "sub/leak.js", LEAK)
    write(project, "sub/leakline.json", '{"rules": {"unremoved-listener": "error"}}')
    write(project, "leakline.json", '{"overrides": [{"files": ["src/*.js"], "rules": {"unremoved-listener": "off"}}]}')
    found = checked(capsys, ".", "--rule", "unremoved-listener")["findings"]
    assert [(one["path"], one["severity"]) for one in found] == [("sub/leak.js", "error")]


def test_rules_are_set_in_package_json(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, "package.json", '{"name": "x", "leakline": {"rules": {"unremoved-listener": "hint"}}}')
    assert checked(capsys, "src/leak.js")["findings"][0]["severity"] == "hint"


@pytest.mark.parametrize(
    ("package", "complaint"),
    [
        ('{"leakline": {}', "package.json:1:16: no JSON"),
        ('{"leakline": {"rules": 3}}', "rules is a number"),
        ('{"leakline": "\xff"}', "package.json cannot be read: 'utf-8' codec can't decode"),
    ],
)
def test_a_package_json_that_means_us_and_is_broken_is_said(
    project: Path, capsys: pytest.CaptureFixture[str], package: str, complaint: str
) -> None:
    (project / "package.json").write_bytes(package.encode("latin-1"))
    assert main(["check", "src"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert complaint in line


def test_a_broken_package_json_that_says_nothing_of_us_is_left_alone(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "package.json").write_bytes(b'{"name": "\xff')
    assert paths(checked(capsys, "src")) == ["src/leak.js", "src/maybe.js"]


@pytest.mark.parametrize("name", ["leakline.json", "package.json"])
def test_a_configuration_that_nobody_may_read_is_said(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    write(project, name, "{}")
    read = Path.read_bytes

    def refusing(path: Path) -> bytes:  # the modes of files are nothing to an administrator
        if path.name == name:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refusing)
    assert main(["check", "src"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line == f"leakline: {project / name} cannot be read: Permission denied; mend it or remove it"


@pytest.mark.parametrize(
    ("configuration", "complaint"),
    [
        ("{", "leakline.json:1:2: no JSON"),
        ("[]", "is a list"),
        ('{"rule": {}}', "unknown key 'rule'"),
        ('{"rules": {"no-such": "off"}}', "no rule 'no-such'"),
        ('{"rules": {"stale-reference": "loud"}}', "leakline.json:1:12: 'stale-reference' is set to"),
        ("[" * 100_000, "leakline.json is nested too deeply"),
        ("9" * 5000, "leakline.json cannot be read: Exceeds the limit"),
    ],
)
def test_a_wrong_configuration_is_said(
    project: Path, capsys: pytest.CaptureFixture[str], configuration: str, complaint: str
) -> None:
    write(project, "leakline.json", configuration)
    assert main(["check", "src"]) == 2
    error = capsys.readouterr().err
    assert complaint in error
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["nowhere"], "does not exist"),
        (["no\nwhere\x1b[31m.js"], r"no\nwhere\x1b[31m.js does not exist"),
        (["a" * 300], "File name too long"),
        (["notes.txt"], "is not JavaScript"),
        (["src", "--rule", "x"], "no rule x"),
    ],
)
def test_wrong_arguments_are_said(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], complaint: str
) -> None:
    write(project, "notes.txt", "x")
    assert main(["check", *arguments]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert complaint in line


def test_a_rule_that_took_too_long_is_named_in_every_format(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    why = "undisposed skipped, because it takes more than 10 seconds"
    partly = CheckedPaths((), 1, (Skipped(project / "src" / "long, name.js", why, partly=True),))
    monkeypatch.setattr("leakline.cli.check.check_paths", lambda *_: partly)

    def printed(form: str) -> str:
        assert main(["check", "--format", form, "src"]) == 0
        return capsys.readouterr().out

    assert printed("text") == f"src/long, name.js: {why}\n\nnothing to report in 1 file, 1 in part\n"
    assert json.loads(printed("json"))["skipped"] == [{"path": "src/long, name.js", "why": why}]
    assert printed("github") == f"::notice file=src/long%2C name.js,title=skipped::{why}\n"
    log = json.loads(printed("sarif"))
    jsonschema.Draft7Validator(sarif_schema()).validate(log)
    (told,) = log["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert (told["level"], told["message"]["text"]) == ("warning", why)
    assert told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "src/long%2C%20name.js"
