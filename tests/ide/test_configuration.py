"""``leakline.json``: what is nearest holds, overrides win, and mistakes are told with their place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakline.ide.checking import check_source
from leakline.ide.configuration import (
    LEVELS,
    configuration_of,
    configuration_schema,
    invalidate,
    settings_for,
)
from leakline.ide.errors import InputError
from leakline.ide.globs import glob_expression
from leakline.ide.json_places import place_of
from leakline.rules import RULES
from leakline.sources.source_file import SourceFile
from leakline.witness.model import Severity

OWN = """\
class View {
  show(handler) {
    this.hub.listen('tick', () => this.draw());
  }
}
module.exports = View;
"""


@pytest.fixture(autouse=True)
def _forgotten() -> None:
    invalidate()


def configure(folder: Path, value: object, name: str = "leakline.json") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(value if isinstance(value, str) else json.dumps(value))


def test_the_nearest_configuration_holds_for_a_file(tmp_path: Path) -> None:
    configure(tmp_path, {"rules": {"unbounded-cache": "off"}})
    configure(tmp_path / "near", {"leakline": {"rules": {"unbounded-cache": "error"}}}, "package.json")
    configure(tmp_path / "plain", {"name": "x"}, "package.json")
    assert settings_for(tmp_path / "a.js").severities == {"unbounded-cache": None}
    assert settings_for(tmp_path / "near" / "deep" / "a.js").severities == {"unbounded-cache": Severity.ERROR}
    assert settings_for(tmp_path / "plain" / "a.js").severities == {"unbounded-cache": None}


@pytest.mark.parametrize("name", ["leakline.json", "package.json"])
def test_a_byte_order_mark_is_no_mistake_and_moves_no_column(tmp_path: Path, name: str) -> None:
    def put(text: str) -> None:
        whole = text if name == "leakline.json" else f'{{"leakline":\n{text}}}'
        (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + whole.encode())
        invalidate()

    put('{"rules": {"undisposed": "off"}}')
    assert settings_for(tmp_path / "a.js").severities == {"undisposed": None}
    put('{"rules": {"undisposed": "loud"}}')
    with pytest.raises(InputError, match=r"\.json:[12]:12: 'undisposed' is set to"):
        settings_for(tmp_path / "a.js")


def test_later_overrides_win_for_the_files_they_name(tmp_path: Path) -> None:
    configure(
        tmp_path,
        {
            "rules": {"unbounded-cache": "error", "undisposed": "hint"},
            "overrides": [
                {"files": ["test/**", "*.spec.js"], "rules": {"unbounded-cache": "off"}},
                {"files": ["test/slow/"], "rules": {"unbounded-cache": "warning"}},
            ],
        },
    )

    def level(name: str) -> Severity | None:
        settings = settings_for(tmp_path / name)
        assert settings.severities["undisposed"] is Severity.HINT
        return settings.severities["unbounded-cache"]

    assert level("src/a.js") is Severity.ERROR
    assert level("src/test/a.js") is Severity.ERROR
    assert level("test/a.js") is None
    assert level("src/deep/a.spec.js") is None
    assert level("test/slow/deep/a.js") is Severity.WARNING


@pytest.mark.parametrize(
    ("glob", "path", "matches"),
    [
        ("*.js", "a/b.js", True),
        ("*.js", "a.jsx", False),
        ("src/*.js", "src/a.js", True),
        ("src/*.js", "src/a/b.js", False),
        ("src/**/*.js", "src/a.js", True),
        ("src/**/*.js", "src/a/b/c.js", True),
        ("./src/**", "src/a.js", True),
        ("a?.[jt]s", "x/ab.ts", True),
        ("[!a].js", "a.js", False),
        ("test/", "test/a/b.js", True),
        ("test/", "deep/test/b.js", True),
    ],
)
def test_globs(glob: str, path: str, matches: bool) -> None:
    assert (glob_expression(glob).match(path) is not None) is matches


def test_own_emitters_are_known(tmp_path: Path) -> None:
    assert check_source(SourceFile(tmp_path / "a.js", OWN.encode()), settings_for(tmp_path / "a.js")) == ()
    invalidate()
    configure(tmp_path, {"emitters": {"methods": {"listen": "unlisten"}, "receivers": ["hub"]}})
    (found,) = check_source(SourceFile(tmp_path / "a.js", OWN.encode()), settings_for(tmp_path / "a.js"))
    assert found.rule == "unremoved-listener"
    (fix,) = found.fixes
    assert b"this.hub.unlisten('tick', " in b"".join(edit.text for edit in fix.edits)
    removed = OWN.replace("  }\n}", "  }\n  destroy() {\n    this.hub.unlisten('tick', this.onTick);\n  }\n}", 1)
    source = SourceFile(tmp_path / "a.js", removed.encode())
    assert [one.rule for one in check_source(source, settings_for(source.path))] != ["unremoved-listener"]


def test_what_was_read_is_remembered_until_it_is_invalidated(tmp_path: Path) -> None:
    configure(tmp_path, {"rules": {"undisposed": "off"}})
    assert settings_for(tmp_path / "a.js").severities == {"undisposed": None}
    configure(tmp_path, {})
    assert settings_for(tmp_path / "a.js").severities == {"undisposed": None}
    invalidate()
    assert settings_for(tmp_path / "a.js").severities == {}


@pytest.mark.parametrize(
    ("text", "place", "complaint"),
    [
        ("{", "1:2", "no JSON: Expecting property name"),
        ("[]", "1:1", "the configuration is a list; write an object"),
        ('{\n  "rule": {}\n}', "2:3", "unknown key 'rule'; known are $schema, rules, overrides, emitters"),
        ('{"rules": []}', "1:2", "rules is a list"),
        ('{"rules": {\n    "no-such": "off"}}', "2:5", "there is no rule 'no-such'; known are "),
        ('{"rules": {"undisposed": "loud"}}', "1:12", "'undisposed' is set to \"loud\"; write one of error"),
        ('{"rules": {"undisposed": 3}}', "1:12", "'undisposed' is set to 3"),
        ('{"overrides": {}}', "1:2", "overrides is an object; write a list"),
        ('{"overrides": [\n{"files": ["a"]}]}', "2:1", "an override has no rules"),
        ('{"overrides": [{"files": [], "rules": {}}]}', "1:17", "files has no glob"),
        ('{"overrides": [{"files": ["a", 3], "rules": {}}]}', "1:32", "3 is no glob"),
        ('{"overrides": [{}, {"files": ["a"], "rules": {"x": "off"}}]}', "1:16", "an override has no files"),
        ('{"emitters": {"methods": {"on it": "off"}}}', "1:27", '"on it" is no name of JavaScript'),
        ('{"emitters": {"receivers": ["a", ["b"]]}}', "1:34", '["b"] is no name of JavaScript'),
        ('{"emitters": {"receiver": []}}', "1:15", "unknown key 'receiver'"),
        ('{"$schema": 1}', "1:2", "$schema is a number"),
    ],
)
def test_mistakes_are_told_with_their_place(tmp_path: Path, text: str, place: str, complaint: str) -> None:
    configure(tmp_path, text)
    with pytest.raises(InputError) as caught:
        settings_for(tmp_path / "a.js")
    message = str(caught.value)
    assert message.startswith(f"{tmp_path / 'leakline.json'}:{place}: {complaint}")
    assert "\n" not in message


def test_a_mistake_in_package_json_is_told_there(tmp_path: Path) -> None:
    configure(tmp_path, '{"rules": {},\n "leakline": {"rules": {"x": "off"}}}', "package.json")
    with pytest.raises(InputError, match=r"package\.json:2:25: there is no rule 'x'"):
        settings_for(tmp_path / "a.js")


RULE_NAMES = st.sampled_from([*(rule.id for rule in RULES[:3]), "no-such"])
LEVEL_NAMES = st.sampled_from([*LEVELS, "loud", 1, None])
RULE_MAPS = st.dictionaries(RULE_NAMES, LEVEL_NAMES, max_size=2)
NAMES = st.sampled_from(["on", "$a", "#b", "a b", "", 3])
CONFIGURATIONS = st.dictionaries(
    st.sampled_from(["rules", "overrides", "emitters", "$schema", "other"]),
    st.one_of(
        RULE_MAPS,
        st.just("text"),
        st.lists(
            st.fixed_dictionaries({}, optional={"files": st.lists(NAMES, max_size=2), "rules": RULE_MAPS}), max_size=2
        ),
        st.fixed_dictionaries(
            {},
            optional={
                "methods": st.dictionaries(st.sampled_from(["on", "a b"]), NAMES, max_size=2),
                "receivers": st.lists(NAMES, max_size=2),
            },
        ),
    ),
    max_size=3,
)


@given(CONFIGURATIONS)
def test_the_schema_accepts_what_the_reader_does(tmp_path_factory: pytest.TempPathFactory, value: Any) -> None:
    folder = tmp_path_factory.mktemp("configuration")
    configure(folder, value)
    try:
        configuration_of(folder)
        read = True
    except InputError:
        read = False
    checker = jsonschema.Draft202012Validator(configuration_schema())
    assert checker.is_valid(value) is read, value


JSON = st.recursive(
    st.one_of(st.integers(), st.booleans(), st.none(), st.text(max_size=5)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=12,
)


@given(JSON, st.sampled_from([None, 1]))
def test_every_key_and_element_is_found_where_it_stands(value: Any, indent: int | None) -> None:
    text = json.dumps(value, indent=indent)
    lines = text.split("\n")

    def visit(part: Any, path: tuple[str | int, ...]) -> None:
        items = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
        for key, inner in items:
            line, column = place_of(text, (*path, key))
            written = json.dumps(key if isinstance(part, dict) else inner)[:1]
            assert lines[line - 1][column - 1 :].startswith(written)
            visit(inner, (*path, key))

    visit(value, ())
